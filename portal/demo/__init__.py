"""The demonstration: real texts, made-up people, brought in by the same acts as everything else."""

# Whoever has an address here was made up for the demonstration; no mail server can have it.
DOMAIN = "demo.invalid"
