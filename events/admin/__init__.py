"""The desk: the Django admin, where editors curate the public record.

Nothing is imported here, because Django loads this package before the models are ready.
`registrations` registers the models, and `apps` loads it once they are.
"""
