"""The scenes themselves, each a composition of the parts."""
