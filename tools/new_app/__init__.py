"""`make new-app`: a new stage in the shape of the others, written into every register that has a place for it."""
