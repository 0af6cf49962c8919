"""The common ground page, from a stored run."""
