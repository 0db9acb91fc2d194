"""Quality and speed of the reading of dates."""
