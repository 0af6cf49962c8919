"""Each method once more, slowly and plainly, for the tests and benchmarks to hold ours against.

Nothing here shares code with the fast path beyond settings and random numbers.
"""
