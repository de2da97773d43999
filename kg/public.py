"""The graph as Python users get it: the questions that one asks of it, and every export as a method."""

from __future__ import annotations

import html
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export import exporter, open_atomically
from kg.graph import knowledge

if TYPE_CHECKING:
    from rdflib import Dataset


def read_rdf(*paths: str | Path, base_iri: str | None = None) -> KnowledgeGraph:
    """Read a graph back from RDF that kg wrote: one file of any syntax, packed or not, or several that it was split into.

    The base IRI is found in the data unless it is given. Statements that kg did not make are left alone. The graph has no
    extractions, and so cannot be merged with others; of articles written without their text, it has what is quoted.
    Raises `InputError` or `FormatError`, both `KgError`, for what is no whole graph of kg's.
    """
    from kg.export.rdf.reading import read_files

    return KnowledgeGraph(read_files([Path(path) for path in paths], base_iri=base_iri).records)


class KnowledgeGraph(knowledge.KnowledgeGraph):
    """The statements of a set of articles, resolved; nothing in it changes after it is made.

    `records` are the statements, `extractions` what they were made of, one an article.
    """

    def write(self, form: str, path: str | Path, *, base_iri: str | None = None, with_text: bool = False) -> Path:
        """Write the graph in one of the formats of `kg export`, replacing the file when it is complete.

        `with_text` writes the articles' whole texts into RDF too. Gives the path. Raises `KgError` for an unknown format, or if nothing can be written there.
        """
        writer = exporter(form)
        with open_atomically(Path(path)) as file:
            writer.write(self, file, base_iri=base_iri, with_text=with_text)
        return Path(path)

    def text(self, form: str, *, base_iri: str | None = None) -> str:
        """Give the graph in one of the formats of `kg export` as text; raises `KgError` for an unknown format."""
        file = BytesIO()
        exporter(form).write(self, file, base_iri=base_iri)
        return file.getvalue().decode("utf-8")

    def to_rdf(self, form: str = "turtle", *, base_iri: str | None = None) -> str:
        """Give the graph as RDF text: turtle, ntriples, nquads, trig, jsonld or rdfxml."""
        return self.text(form, base_iri=base_iri)

    def to_rdflib(self, *, base_iri: str | None = None) -> Dataset:
        """Give the graph as an rdflib Dataset with one named graph an article."""
        from kg.export.rdf.dataset import graph_to_rdflib

        return graph_to_rdflib(self) if base_iri is None else graph_to_rdflib(self, base_iri=base_iri)

    def to_html(self) -> str:
        """Give the page to explore in a browser: one file that needs no network."""
        return self.text("html")

    def _repr_html_(self) -> str:
        """Show the page in a notebook, shut off from the notebook's own page: it may run, save files and open articles."""
        page = html.escape(self.to_html(), quote=True)
        allowed = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"
        look = "border: 0; resize: vertical; overflow: hidden"
        return f'<iframe title="kg" srcdoc="{page}" sandbox="{allowed}" width="100%" height="640" style="{look}"></iframe>'
