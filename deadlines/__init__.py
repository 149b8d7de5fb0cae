"""Working calendar, terms and clocks: callers say when something came and learn when it is due."""
