"""Placeholders are replaced in the same commit series."""
