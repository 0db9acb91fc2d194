"""Views of the API: clean the parameters, ask `events.timeline`, pass on what is stored."""
