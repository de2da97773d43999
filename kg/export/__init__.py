"""Out of the graph: RDF, networks, tables, the page; each format is loaded when it is first written."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from kg.errors import KgError
from kg.export.files import GZIP, Parts, compressed, open_atomically

if TYPE_CHECKING:
    from kg.graph.knowledge import KnowledgeGraph
    from kg.graph.source import Source

__all__ = ["EXPORTERS", "GZIP", "Exporter", "Parts", "Write", "compressed", "exporter", "open_atomically", "write_all"]

PLUGINS = "kg.exporters"


class Write(Protocol):
    """Writes a graph in one format; RDF's writers take `base_iri` and `with_text` too."""

    def __call__(self, graph: KnowledgeGraph | Source, file: BinaryIO | Parts, /, **options: str | bool) -> None:
        """Write `graph` to `file`."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name, the file that it is written to by default, and the function that writes it.

    `function` is `module:name`; `options` are what it is called with besides graph and file. `is_rdf` says whether
    it writes IRIs, and so takes a base IRI.
    """

    name: str
    file_name: str
    about: str
    function: str
    options: tuple[tuple[str, str], ...] = ()
    is_rdf: bool = False

    @property
    def suffix(self) -> str:
        """Give the suffix of the format's files, with its dot."""
        return Path(self.file_name).suffix

    def write(
        self, graph: KnowledgeGraph | Source, file: BinaryIO, *, base_iri: str | None = None, with_text: bool = False
    ) -> None:
        """Write the graph; `base_iri` None means the default one, and formats without IRIs ignore it.

        `with_text` writes the articles' whole texts into RDF too; the other formats have them or not as they are. A stream of records is enough for RDF; the other formats need a graph in memory.
        """
        self._load(self.function)(graph, file, **self._options(base_iri, with_text))

    def split(
        self, graph: KnowledgeGraph | Source, parts: Parts, *, base_iri: str | None = None, with_text: bool = False
    ) -> None:
        """Write the graph to several files; raises `KgError` for a format whose files cannot be split."""
        if not self.is_rdf:
            raise KgError(f"the format {self.name} cannot be split", remedy="choose one of RDF's, such as nquads")
        self._load("kg.export.rdf:split_rdf")(graph, parts, **self._options(base_iri, with_text))

    def _options(self, base_iri: str | None, with_text: bool) -> dict[str, str | bool]:
        options: dict[str, str | bool] = dict(self.options)
        if self.is_rdf and base_iri is not None:
            options["base_iri"] = base_iri
        if self.is_rdf and with_text:
            options["with_text"] = True
        return options

    def _load(self, function: str) -> Write:
        module, _, name = function.partition(":")
        return cast("Write", getattr(import_module(module), name))


def _rdf(name: str, suffix: str, about: str) -> Exporter:
    return Exporter(name, f"graph.{suffix}", about, "kg.export.rdf:write_rdf", (("syntax", name),), is_rdf=True)


EXPORTERS: dict[str, Exporter] = {
    e.name: e
    for e in (
        _rdf("turtle", "ttl", "RDF in Turtle, all articles in one graph"),
        _rdf("ntriples", "nt", "RDF in N-Triples, sorted lines, all articles in one graph"),
        _rdf("nquads", "nq", "RDF in N-Quads, sorted lines, a graph for each article"),
        _rdf("trig", "trig", "RDF in TriG, a graph for each article"),
        _rdf("jsonld", "jsonld", "RDF in JSON-LD, a graph for each article"),
        _rdf("rdfxml", "rdf", "RDF/XML, all articles in one graph"),
        Exporter("graphml", "graph.graphml", "the network, for yEd, Cytoscape, Gephi", "kg.export.network:write_graphml"),
        Exporter("gexf", "graph.gexf", "the network, for Gephi", "kg.export.network:write_gexf"),
        Exporter("json", "graph.json", "the whole graph without loss, which kg reads back", "kg.export.archive:write_json"),
        Exporter("csv", "events.csv", "one row an event, for spreadsheets", "kg.export.table:write_csv"),
        Exporter("timeline", "timeline.md", "a Markdown table in the order of time", "kg.export.timeline:write_timeline"),
        Exporter("html", "graph.html", "the page to explore in a browser", "kg.export.html:write_html"),
    )
}


def exporter(name: str) -> Exporter:
    """Find a format, kg's own or an installed plug-in's; raises `KgError` with the choices if there is none."""
    if name in EXPORTERS:
        return EXPORTERS[name]
    from importlib.metadata import entry_points  # slow to load, and only plug-ins need it

    plugins = {point.name: point for point in entry_points(group=PLUGINS)}
    if name in plugins:
        return Exporter(name, f"graph.{name}", f"plug-in {plugins[name].value}", plugins[name].value)
    raise KgError(f"no export format {name!r}", remedy=f"choose from {', '.join([*EXPORTERS, *sorted(plugins)])}")


def write_all(graph: KnowledgeGraph, folder: Path, *, base_iri: str | None = None) -> list[Path]:
    """Write the graph in all of kg's formats; each file replaces its old one only when it is complete.

    Gives the paths written, in the formats' order. Raises `KgError` if the folder cannot be written to.
    """
    written = []
    for each in EXPORTERS.values():
        path = folder / each.file_name
        with open_atomically(path) as file:
            each.write(graph, file, base_iri=base_iri)
        written.append(path)
    return written
