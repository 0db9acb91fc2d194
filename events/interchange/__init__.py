"""Formats of other systems and records of this one, in both directions."""
