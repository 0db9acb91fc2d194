"""The public API under ``/api/v1/``: thin views over `events.timeline`, stored JSON as it is."""
