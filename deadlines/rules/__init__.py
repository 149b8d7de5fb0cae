"""The arithmetic of time limits: pure, integer seconds, no clock and no database."""
