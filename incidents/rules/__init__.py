"""The law of cases: which state follows which act, which term runs, how codes are written."""
