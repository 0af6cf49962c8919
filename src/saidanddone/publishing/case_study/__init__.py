"""The case study: a release's content told as a report, every figure with its footnote.

content -> `figures` -> `sections` (through a `pen` that numbers the notes) -> `document` -> `writers`.
"""
