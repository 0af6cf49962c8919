"""Tools for those who work on the product. None of them runs with it."""
