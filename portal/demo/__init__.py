"""The demonstration: real texts, made-up people, brought in by the same acts as everything else."""
