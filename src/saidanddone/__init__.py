"""Said and Done: a strategy made together, and what was done with what people said."""

__version__ = "0.1.0"
