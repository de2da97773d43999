"""What the commands have in common: arguments that name articles or a graph, and how they are loaded."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.corrected import corrected, corrected_again
from kg.cli.days import last_day
from kg.cli.engines import TIMEOUT, make_engine, timeout_option
from kg.cli.graphfiles import is_graph, is_rdf, read_graphs
from kg.cli.reader import Reader, watched
from kg.cli.readingprogress import Meter, reading
from kg.cli.terminal import Report, clean, progress
from kg.errors import InputError, KgError, PackError
from kg.graph.asof import known, undated
from kg.graph.linktable import LinkedSource, Links, find_links, link
from kg.graph.source import Source
from kg.lang.pack import Packs
from kg.model.event import Extraction
from kg.model.text import Article
from kg.pipeline import Engine, Extractor, RuleExtractor, Versioned, extract_all, gather, read_articles
from kg.public import KnowledgeGraph
from kg.read.source import size_of
from kg.store.archive import ArchiveSource, is_by_lines
from kg.store.lock import alone
from kg.store.sqlite import Changes, SqliteStore

F = TypeVar("F", bound=Callable[..., Any])

OUT = Path("exports")
GRAPH = OUT / "graph.json"
LARGE = 5_000_000  # bytes of a graph.json that take about fifty megabytes in memory
SQLITE = b"SQLite format 3\0"
FEW = 3  # actors that a line names


def inputs_argument(*, required: bool) -> Callable[[F], F]:
    """Add the argument INPUT...: files, folders, `-`."""
    return click.argument("inputs", nargs=-1, required=required, metavar="INPUT..." if required else "[INPUT...]")


@dataclass(frozen=True, slots=True)
class Work:
    """How a command extracts: where extractions are kept (None: nowhere), in how many processes, with which packs, and
    from what confidence on an event is told (None: as the pack has it); of which day its graph is (None: of now), and the
    file of what a user corrects in it (None: nothing).
    """

    store: Path | None = None
    workers: int = 1
    folders: tuple[Path, ...] = ()
    min_confidence: float | None = None
    as_of: date | None = None
    corrections: Path | None = None
    timeout: float | None = TIMEOUT  # seconds for an article; None: any time
    reader: Reader | None = None  # another one than the rules

    @property
    def extractor(self) -> Versioned:
        """Give the extractor that reads so."""
        return RuleExtractor(self.folders, self.min_confidence) if self.reader is None else self.reader.extractor


OPTIONS = (
    click.option(
        "--packs",
        "folders",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A folder with language packs.",
    ),
    click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="How many processes extract."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Leave out events less sure than this, from 0 to 1; the language pack has a choice of its own.",
    ),
)
corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A TOML file of what is one, what is not, what to rename and what to drop; see `kg explain`.",
)
GRAPH_OPTIONS = (
    click.option("--store", type=click.Path(path_type=Path), metavar="FILE", help="Keep extractions in this file."),
    click.option(
        "--as-of",
        callback=last_day,
        metavar="DATE",
        help="The graph as it was known on this day: from articles published up to and including it.",
    ),
    corrections_option,
)


def work_options(*, graph: bool = True, timeout: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options of all commands that extract, and hand them over as one `Work`; without `graph`, not those that only
    a graph can have, and without `timeout` not that.
    """

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def command(*args: Any, folders: tuple[Path, ...], workers: int, min_confidence: float | None, **rest: Any) -> Any:
            store, as_of, corrections = (rest.pop(name, None) for name in ("store", "as_of", "corrections"))
            seconds = rest.pop("article_timeout", TIMEOUT) or None
            work = Work(store, workers, folders, min_confidence, as_of, corrections, seconds)
            return function(*args, work=work, **rest)

        for option in (*OPTIONS, *GRAPH_OPTIONS) if graph else OPTIONS:
            option(command)
        if timeout:
            timeout_option(command)
        return command

    return add


def links_option() -> Callable[[F], F]:
    """Add the option --links FILE: a user's table of which actors are which things elsewhere."""
    return click.option(
        "--links",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A CSV table with the columns name, key or id, kind (if wanted) and iri: the actors that fit are owl:sameAs iri.",
    )


def links_of(graph: KnowledgeGraph | Source, path: Path | None, report: Report) -> Links | None:
    """Find what a table of links says of a graph; rows that fit several actors are findings, those that fit none notes.

    Raises `KgError` if there is no such table, or one with a row at fault.
    """
    if path is None:
        return None
    from kg.read.linktable import read_links

    entities = graph.records.entities if isinstance(graph, KnowledgeGraph) else graph.entities()
    links = find_links(entities, read_links(path))
    for row, found in links.ambiguous:
        whom = "; ".join(f"{entity.name} ({entity.kind}, {entity.id})" for entity in found[:FEW])
        more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
        report.findings.append(f"{path}:{row.line}: {row.who} fits {whom}{more}: not linked; give key, id or kind")
    report.notes += [f"{path}:{row.line}: {row.who} fits no actor of this graph" for row in links.unused]
    return links


def with_links(graph: KnowledgeGraph, path: Path | None, report: Report) -> KnowledgeGraph:
    """Give a graph with the links of a table, as `links_of` finds them."""
    links = links_of(graph, path, report)
    return graph if links is None else replace(graph, records=link(graph.records, links))


def source_with_links(graph: KnowledgeGraph | Source, path: Path | None, report: Report) -> KnowledgeGraph | Source:
    """Give a graph, or a stream of its records, with the links of a table, as `links_of` finds them."""
    if isinstance(graph, KnowledgeGraph):
        return with_links(graph, path, report)
    links = links_of(graph, path, report)
    return graph if links is None else LinkedSource(graph, links)


def extractions(
    inputs: Sequence[str],
    report: Report,
    work: Work,
    *,
    store: SqliteStore | None = None,
    extractor: Extractor | None = None,
) -> Iterator[Extraction]:
    """Read and extract the inputs; what goes wrong is noted in `report`. `extractor` takes the place of the usual one."""
    meter = Meter()
    articles = meter.marking(_articles(read_articles(inputs, Packs(work.folders), on_read=meter.add), report))
    found = extract_all(articles, _engine(work), store, extractor or work.extractor)
    if work.reader is None:
        return reading(report.watch(found), meter, report, lambda: size_of(inputs))
    told = reading(report.watch(found), meter, report, lambda: size_of(inputs), work.reader.status)
    return watched(told, report)


def _engine(work: Work) -> Engine:
    return make_engine(work.workers, work.timeout) if work.reader is None else work.reader.engine


def _articles(items: Iterator[Article | InputError], report: Report) -> Iterator[Article]:
    for item in items:
        if isinstance(item, InputError):
            report.faults.append(item)
        else:
            yield item


def build_graph(inputs: Sequence[str], work: Work, report: Report, *, refresh: bool = False) -> KnowledgeGraph:
    """Extract the inputs and resolve them; with a store, the graph is that of all that the store holds.

    `refresh` extracts again what the store has from another extractor.
    """
    if work.store is None:
        found = list(extractions(inputs, report, work))
        _note_undated(undated(e.article for e in found), work, report)
        return corrected(known(found, work.as_of), work.corrections, report)
    with SqliteStore(work.store, make=bool(inputs)) as store:
        fresh = _fresh(inputs, work, report, store, refresh=refresh)
        found = list(gather(fresh, store, work.as_of))
        _note_changes(store.changes, work.store, report)
        _note_undated(store.undated, work, report)
        return corrected(found, work.corrections, report)


def _fresh(inputs: Sequence[str], work: Work, report: Report, store: SqliteStore, *, refresh: bool) -> Iterator[Extraction]:
    if inputs:
        yield from extractions(inputs, report, work, store=store)
    old = store.made_otherwise(lambda lang: version_or_none(work.extractor, lang))
    if refresh:
        again = (store.one(article).article for article in old)
        found = extract_all(again, _engine(work), store, work.extractor)
        yield from report.watch(progress(found, "extracting again", len(old)))
    elif old:
        report.notes.append(
            f"{work.store}: {len(old):,} articles were extracted by another version of kg, with other packs or another "
            "--min-confidence; `kg build --refresh` extracts them again"
        )


def _note_changes(changes: Changes, store: Path, report: Report) -> None:
    """Say what is new in the store; an article that took the place of quite another one is a finding."""
    if changes.new or changes.changed:
        report.notes.append(f"{store}: new articles: {changes.new:,}, changed: {len(changes.changed):,}")
    report.findings += [
        f"{article}: took the place of an article of another title and date that the store had under this id; "
        "if it is another article, give it an id of its own"
        for article in changes.replaced
    ]


def version_or_none(extractor: Versioned, lang: str) -> str | None:
    """Name the state of an extractor and its tables for a language; None if there is no pack for it."""
    try:
        return extractor.version(lang)
    except PackError:
        return None


def _note_undated(number: int, work: Work, report: Report) -> None:
    if number and work.as_of is not None:
        report.notes.append(f"articles without a publication date are not in a graph as of a day: {number:,} left out")


def only_builder(work: Work) -> AbstractContextManager[None]:
    """Keep other builds out of the store, if there is one; says so on stderr if there is one to wait for."""
    if work.store is None:
        return nullcontext()
    line = f"{work.store}: another `kg` works with this store; waiting for its end"
    return alone(work.store, lambda: click.echo(clean(line), err=True))


def load_graph(inputs: Sequence[str], work: Work, report: Report) -> KnowledgeGraph:
    """Load the graph that a command is about.

    A graph.json, or RDF that kg wrote (in one file or several), is read as it is; articles are built; without inputs it is the store's graph, or the one that
    `kg build` wrote last in the default place. Of a graph that is there already, less sure events are left out.

    Raises:
        KgError: There are neither inputs, nor a store, nor a graph.
    """
    graph = whole_graph(inputs, work, report)
    least = work.min_confidence
    return graph if least is None or _are_articles(inputs, work) else graph.surer(least)


def whole_graph(inputs: Sequence[str], work: Work, report: Report) -> KnowledgeGraph:
    """Load a graph as `load_graph` does, with all that it was made of; one that is there already with less sure events too."""
    if _are_articles(inputs, work):
        return build_graph(inputs, work, report)
    if work.store is not None:
        return stored_graph(work.store, work, report)
    return _as_of([Path(given) for given in inputs] or [_last()], work, report)


def _are_articles(inputs: Sequence[str], work: Work) -> bool:
    """Say whether the inputs are to be read and extracted, rather than graphs."""
    paths = [Path(given) for given in inputs]
    are_graphs = work.store is None and ((len(paths) == 1 and is_graph(paths[0])) or all(map(is_rdf, paths)))
    return bool(paths) and not are_graphs


@contextmanager
def load_source(inputs: Sequence[str], work: Work, report: Report) -> Generator[KnowledgeGraph | Source]:
    """Load what RDF is written from: a large graph.json as a stream from disk, anything else as `load_graph` does."""
    path = Path(inputs[0]) if len(inputs) == 1 else GRAPH
    is_whole = work.store is None and work.min_confidence is None and work.as_of is None and work.corrections is None
    is_archive = len(inputs) < 2 and is_whole and is_graph(path)
    if is_archive and path.stat().st_size > LARGE and is_by_lines(path):
        with ArchiveSource(path) as source:
            yield source
    else:
        yield load_graph(inputs, work, report)


def _last() -> Path:
    if not GRAPH.is_file():
        raise KgError("nothing to show", remedy=f"give articles, --store FILE, or run `kg build` first: it writes {GRAPH}")
    return GRAPH


def is_store(path: Path) -> bool:
    """Say whether a file is a database of SQLite, as a store is, by its first bytes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def stored_graph(path: Path, work: Work, report: Report) -> KnowledgeGraph:
    """Give the graph of what a store holds, as of the day that `work` says; raises `InputError` if there is no store."""
    with SqliteStore(path, make=False) as store:
        _note_undated(store.undated, work, report)
        return corrected(store.extractions(work.as_of), work.corrections, report)


def _as_of(paths: Sequence[Path], work: Work, report: Report) -> KnowledgeGraph:
    graph = corrected_again(read_graph(*paths), work.corrections, report)
    if work.as_of is None:
        return graph
    _note_undated(undated(graph.records.articles), work, report)
    return graph_as_of(graph, work.as_of, paths[0])


def graph_as_of(graph: KnowledgeGraph, day: date, where: Path) -> KnowledgeGraph:
    """Give a graph as it was known on a day; raises `KgError` if it does not have what it was made of."""
    try:
        return graph.as_of(day)
    except ValueError:
        raise KgError(
            "this graph does not have what it was made of, and cannot be shown as of a day",
            where=str(where),
            remedy="give articles, a store, or the graph.json that `kg build` wrote",
        ) from None


def read_graph(*paths: Path) -> KnowledgeGraph:
    """Read a graph.json, or RDF that kg wrote, and say on stderr what was not read; raises `FormatError` if it is none or broken."""
    found = read_graphs(paths)
    for note in found.notes:
        click.echo(clean(note), err=True)
    return found.graph
