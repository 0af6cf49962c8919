"""The case study: a release written as a report, every figure with its footnote.

`queries` reads the material, `compose` makes a document of it, `writers` write the document to a file.
"""
