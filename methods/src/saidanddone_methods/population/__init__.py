"""How many people nobody has counted: from the overlap of lists, and from one service's contacts."""
