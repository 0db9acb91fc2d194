"""Signing in to the desk: rules of django-allauth that are ours, limits, and the security log."""
