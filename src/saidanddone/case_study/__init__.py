"""The case study: a release's content told as a report, every figure with its footnote.

content -> `figures` -> `sections` (through `sentences`, which number the notes) -> `document` -> `writers`.
"""
