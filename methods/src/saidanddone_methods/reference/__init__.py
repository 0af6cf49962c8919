"""Each method again in a slow and simple form, for tests and benchmarks to compare with.

It shares no code with the fast methods, except settings and random numbers.
"""
