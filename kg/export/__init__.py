"""A knowledge graph written out: RDF, a browser page, tables, graph files."""
