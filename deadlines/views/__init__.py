"""The page of the year and the notices that change it, for everybody at the desk."""
