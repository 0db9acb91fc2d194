"""Sphinx: reads Markdown, asks no other host for anything."""

project = "Event Tracker"
author = "The Event Tracker authors"
copyright = "2026, The Event Tracker authors"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Event Tracker"
html_copy_source = False
html_show_sphinx = False
