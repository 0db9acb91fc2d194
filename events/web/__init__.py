"""The readers' pages: everything they show comes from `events.timeline`."""
