"""Files, folders, feeds and lines of JSON made into articles."""
