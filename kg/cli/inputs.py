"""What the commands have in common: arguments that name articles or a graph, and how they are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.terminal import Report, progress
from kg.errors import FormatError, InputError, KgError
from kg.lang.pack import Packs
from kg.model.event import Extraction
from kg.model.text import Article
from kg.pipeline import Engine, Extractor, RuleExtractor, extract_all, plugin, read_articles
from kg.public import KnowledgeGraph
from kg.store.sqlite import SqliteStore

F = TypeVar("F", bound=Callable[..., Any])

OUT = Path("exports")
GRAPH = OUT / "graph.json"
_HEAD = 4096


def inputs_argument(*, required: bool) -> Callable[[F], F]:
    """Add the argument INPUT...: files, folders, `-`."""
    return click.argument("inputs", nargs=-1, required=required, metavar="INPUT..." if required else "[INPUT...]")


def work_options(function: F) -> F:
    """Add the options of all commands that extract: store, workers, packs."""
    for option in (
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
            "--store", "store_path", type=click.Path(path_type=Path), metavar="FILE", help="Keep extractions in this file."
        ),
    ):
        function = option(function)
    return function


def extractions(
    inputs: Sequence[str],
    report: Report,
    *,
    workers: int = 1,
    store: SqliteStore | None = None,
    extractor: Extractor | None = None,
    folders: Sequence[Path] = (),
) -> Iterator[Extraction]:
    """Read and extract the inputs; what goes wrong is noted in `report`."""
    extractor = extractor or RuleExtractor(tuple(folders))
    engine: Engine = plugin("kg.engines", "pool")(workers) if workers > 1 else plugin("kg.engines", "serial")()
    found = extract_all(_articles(read_articles(inputs, Packs(folders)), report), engine, store, extractor)
    return report.watch(progress(found, "reading articles"))


def _articles(items: Iterator[Article | InputError], report: Report) -> Iterator[Article]:
    for item in items:
        if isinstance(item, InputError):
            report.faults.append(item)
        else:
            yield item


def build_graph(
    inputs: Sequence[str], store_path: Path | None, workers: int, folders: Sequence[Path], report: Report
) -> KnowledgeGraph:
    """Extract the inputs and resolve them; with a store, the graph is that of all that the store holds."""
    if store_path is None:
        return KnowledgeGraph.of(list(extractions(inputs, report, workers=workers, folders=folders)))
    with closing(SqliteStore(store_path)) as store:
        for _ in extractions(inputs, report, workers=workers, store=store, folders=folders):
            pass
        return KnowledgeGraph.of(list(store))


def load_graph(
    inputs: Sequence[str], store_path: Path | None, workers: int, folders: Sequence[Path], report: Report
) -> KnowledgeGraph:
    """Load the graph that a command is about.

    One graph.json is read as it is; articles are built; without inputs it is the store's graph, or the one that
    `kg build` wrote last in the default place.

    Raises:
        KgError: There are neither inputs, nor a store, nor a graph.
    """
    if not inputs and store_path is None:
        if not GRAPH.is_file():
            raise KgError("nothing to show", remedy=f"give articles, --store FILE, or run `kg build` first: it writes {GRAPH}")
        return read_graph(GRAPH)
    if store_path is not None and not inputs:
        if not store_path.is_file():
            raise InputError("no such store", where=str(store_path), remedy="check the path, or run `kg build --store`")
        with closing(SqliteStore(store_path)) as store:
            return KnowledgeGraph.of(list(store))
    if len(inputs) == 1 and store_path is None and _is_graph(Path(inputs[0])):
        return read_graph(Path(inputs[0]))
    return build_graph(inputs, store_path, workers, folders, report)


def read_graph(path: Path) -> KnowledgeGraph:
    """Read a graph.json; raises `FormatError` if it is none or a broken one."""
    try:
        return KnowledgeGraph.from_json(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise FormatError(f"is no graph: {error}", where=str(path), remedy="write it again with `kg build`") from None
    except FormatError as error:
        raise FormatError(error.message, where=str(path), remedy="write it again with `kg build`") from None


def _is_graph(path: Path) -> bool:
    """Say whether a file is a graph.json rather than articles, by its first bytes."""
    if path.suffix != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return head.lstrip().startswith(b'{"version"') and b'"articles"' in head
