"""The public record, declared once: its members, what they mean, and the shapes that they had.

Plain Python directly above `events.dates`: nothing here asks the database.
"""
