"""The read use-cases: everything that pages, API, feeds and exports show comes through here.

All of it is read from current editions and profiles, now or as of a moment.
"""
