"""The knowledge graph and the questions that one asks of it."""
