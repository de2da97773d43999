"""Questions in SPARQL to a graph or to RDF files, asked in a process of their own that can be ended."""

from __future__ import annotations

from kg.export.rdf.query.asking import Answer, Limits, Question, Source, Value, ask
from kg.export.rdf.query.files import is_rdf
from kg.export.rdf.query.guard import check_query

__all__ = ["Answer", "Limits", "Question", "Source", "Value", "ask", "check_query", "is_rdf"]
