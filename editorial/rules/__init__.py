"""What the regulation demands of the way from a submission to the public; pure Python."""
