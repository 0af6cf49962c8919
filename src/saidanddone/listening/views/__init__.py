"""HTTP only: a form, then a command or query, then a page."""
