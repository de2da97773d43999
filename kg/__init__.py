"""News articles in, a timeline knowledge graph out."""
