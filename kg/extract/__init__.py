"""From one article's text to its Extraction; every function here is pure."""
