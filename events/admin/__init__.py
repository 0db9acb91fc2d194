"""The desk: Django's own admin, where editors curate what readers will see.

Nothing is imported here: Django loads this package before the models are ready. `registrations`
names the pages; `apps` loads them when everything is.
"""
