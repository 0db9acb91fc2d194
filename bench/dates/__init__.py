"""How well, how fast dates are read."""
