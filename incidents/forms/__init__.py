"""Forms of the intake: the public one, those of the board, and the token against double sending."""
