"""An adversary who keeps copies of everything public, and tries to tell whose words they were.

`python -m tests.adversary --worlds 100 --trials 400` prints how often it succeeds, beside how often the
same adversary succeeds with the copy from before alone. docs/safety/what-copies-tell.md says how to read it.
"""
