"""Words every app needs and none owns: verdicts, languages, safe text. No business word."""
