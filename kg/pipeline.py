"""The main job put together: read, extract, keep, resolve; and the places where others' parts fit in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from kg.engine.serial import Serial
from kg.errors import InputError, KgError
from kg.extractors import (
    FAILED,
    RULES,
    Extractor,
    Guarded,
    RuleExtractor,
    Tables,
    TimexExtractor,
    Versioned,
    fingerprint,
    packs_of,
)
from kg.graph.asof import known
from kg.lang.pack import Packs
from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint
from kg.model.text import Article
from kg.public import KnowledgeGraph
from kg.read.corrections import read_corrections
from kg.read.draft import Draft, finish
from kg.read.source import read_articles as _read_articles
from kg.resolve.corrections import Corrections
from kg.store.sqlite import SqliteStore

__all__ = [
    "BUILT_IN",
    "FAILED",
    "KEPT_AT_ONCE",
    "RULES",
    "UNANSWERED",
    "Engine",
    "Extractor",
    "Guarded",
    "RuleExtractor",
    "Store",
    "Tables",
    "TimexExtractor",
    "Versioned",
    "build",
    "extract_all",
    "extract_one",
    "fingerprint",
    "gather",
    "plugin",
    "read_articles",
]

A = TypeVar("A")
B = TypeVar("B")

UNANSWERED = "llm-transport"  # another run may do better
OWN = "rules"
ASKING = frozenset({"llm", "both"})  # made of a model and of who is asked
KEPT_AT_ONCE = 32  # articles of kg's own extractor a transaction, which waits for the disk; a second's work


class Engine(Protocol):
    """Runs `work` on every item; results come in the items' order on every engine."""

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item."""
        ...


class Store(Protocol):
    """Keeps extractions between runs, one for each article."""

    def get(self, article: str, fingerprint: Fingerprint) -> Extraction | None:
        """Give what was kept for the article under this fingerprint, or None."""
        ...

    def put(self, extractions: Iterable[tuple[Extraction, Fingerprint]], /) -> None:
        """Keep extractions, each in the place of its article's older one; once it has returned, they are safe."""
        ...

    def extractions(self, as_of: date | None = None, besides: Collection[str] = ()) -> Iterator[Extraction]:
        """Give the extractions by article id, but those of the articles `besides`; `as_of` as in `build`."""
        ...


# Kg's own parts go through the same registry as those of installed packages (entry points of these groups).
BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "kg.engines": {
        "pool": "kg.engine.pool:Pool",
        "serial": "kg.engine.serial:Serial",
        "threads": "kg.engine.threads:Threads",
    },
    "kg.extractors": {OWN: "kg.extractors:RULES", "llm": "kg.llm.reader:llm", "both": "kg.llm.reader:both"},
    "kg.stores": {"sqlite": "kg.store.sqlite:SqliteStore"},
}


def plugin(group: str, name: str) -> Any:
    """Load a part by the name of its entry point: an engine's or store's class, an extractor.

    Raises:
        KgError: There is none of that name; the message lists those there are.
    """
    own = BUILT_IN.get(group, {})
    if name in own:
        module, _, attribute = own[name].partition(":")
        return getattr(import_module(module), attribute)
    from importlib.metadata import entry_points  # slow to load, and only plug-ins need it

    others = {point.name: point for point in entry_points(group=group)}
    if name in others:
        return others[name].load()
    raise KgError(f"no {group.removeprefix('kg.')[:-1]} {name!r}", remedy=f"choose from {', '.join(sorted({*own, *others}))}")


def read_articles(
    inputs: Iterable[str | Path],
    packs: Packs | None = None,
    stdin: BinaryIO | None = None,
    on_read: Callable[[int], None] = lambda size: None,
) -> Iterator[Article | InputError]:
    """Read the articles of files, folders and `-`; what cannot be read gives an `InputError` in its place.

    `on_read` is told of bytes of files when they are read, which is before what they hold comes.
    """
    return _read_articles((str(given) for given in inputs), packs or packs_of(), stdin, on_read)


def extract_all(
    articles: Iterable[Article],
    engine: Engine | None = None,
    store: Store | None = None,
    extractor: Extractor | None = None,
) -> Iterator[Extraction]:
    """Extract each article, in order; with a store, only those that it does not hold in the same state.

    A failure of the extractor becomes an issue of that article, and is not kept in the store; nor is what a model did not answer. What is given has been kept,
    and if anything is raised, what was extracted by then is kept too.
    """
    engine = engine or Serial()
    extractor = extractor or RULES
    work = Guarded(extractor)
    if store is None:
        yield from engine.map(work, articles)
        return
    found: dict[str, Extraction] = {}
    order: deque[str] = deque()
    waiting: list[Extraction] = []
    # What another extractor gives may have taken minutes or cost money: none of it is at stake for the sake of speed.
    many = KEPT_AT_ONCE if isinstance(extractor, RuleExtractor) else 1
    try:
        for extraction in engine.map(work, _new(articles, store, extractor, found, order)):
            waiting.append(extraction)
            if len(waiting) == many:
                done, waiting = waiting, []
                _keep(done, store, extractor)
                yield from _in_order(done, found, order)
    finally:
        _keep(waiting, store, extractor)
    yield from _in_order(waiting, found, order)
    yield from _before(None, found, order)


def _keep(extractions: Collection[Extraction], store: Store, extractor: Extractor) -> None:
    kept = [(e, fingerprint(e.article, extractor)) for e in extractions if not _failed(e, UNANSWERED)]
    if kept:
        store.put(kept)


def _failed(extraction: Extraction, *more: str) -> bool:
    return any(issue.code in (FAILED, *more) for issue in extraction.issues)


def _new(
    articles: Iterable[Article], store: Store, extractor: Extractor, found: dict[str, Extraction], order: deque[str]
) -> Iterator[Article]:
    """Give the articles that the store does not hold; note the others in `found`, and the order of all."""
    for article in articles:
        order.append(article.id)
        kept = store.get(article.id, fingerprint(article, extractor))
        if kept is None:
            yield article
        else:
            found[article.id] = kept


def _in_order(done: Iterable[Extraction], found: dict[str, Extraction], order: deque[str]) -> Iterator[Extraction]:
    """Give the extractions that are done, and before each the kept ones that come before it."""
    for extraction in done:
        yield from _before(extraction.article.id, found, order)
        yield extraction


def _before(article: str | None, found: dict[str, Extraction], order: deque[str]) -> Iterator[Extraction]:
    """Give the kept extractions that come before `article` (None: all that are left) and forget them."""
    while order:
        first = order.popleft()
        if first == article:
            return
        yield found.pop(first)


def gather(extractions: Iterable[Extraction], store: Store | None = None, as_of: date | None = None) -> Iterator[Extraction]:
    """Give what a graph is made of: the extractions, and with a store, which has them by then, all others that it holds.

    `as_of` as in `build`.
    """
    if store is None:
        yield from known(extractions, as_of)
        return
    fresh = {extraction.article.id: extraction for extraction in extractions if not _failed(extraction)}
    yield from known(fresh.values(), as_of)
    yield from store.extractions(as_of, fresh.keys())


def build(
    inputs: Iterable[str | Path] | str | Path,
    *,
    engine: Engine | None = None,
    store: Store | str | Path | None = None,
    packs: Iterable[Path] = (),
    min_confidence: float | None = None,
    as_of: date | None = None,
    corrections: Corrections | str | Path | None = None,
    extractor: Extractor | str | None = None,
    on_fault: Callable[[InputError], None] | None = None,
) -> KnowledgeGraph:
    """Read, extract and resolve; the graph is that of the store if there is one, else of the inputs alone.

    A store may be given as the file that it is in; it is made if there is none. `packs` are folders with language packs of the user's. `min_confidence`, from 0 to 1, is that from which on an event is
    told; None: as the pack has it. `extractor` reads in the place of the rules: whatever gives the `Extraction` of an `Article`
    (that of `kg.model_reader` asks a language model), or the name of a plug-in; None or "rules": kg's own. With `as_of`, the graph is that of the articles published up to and including that day,
    without the undated ones; all are kept in the store. `corrections` are what the user says of who is who and what is what,
    or a file of them. Each input that cannot be read, and each correction that does not fit, is given to `on_fault`; without
    it, the first one ends the build.

    Raises:
        InputError: An input cannot be read or a correction does not fit, and there is no `on_fault`.
        FormatError: The file of corrections is at fault.
        PackError: A language pack is faulty.
        KgError: No plug-in has the name of the extractor.
        ValueError: `min_confidence` is given for another extractor than the rules.
    """
    if isinstance(corrections, str | Path):
        corrections = read_corrections(Path(corrections))
    tell = on_fault or _raise
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    folders = tuple(packs)
    articles = _only_articles(read_articles(given, packs_of(folders)), tell)
    reader = _chosen(extractor, folders, min_confidence)
    with ExitStack() as opened:
        if isinstance(store, str | Path):
            store = opened.enter_context(SqliteStore(Path(store)))
        return KnowledgeGraph.of(
            gather(extract_all(articles, engine, store, reader), store, as_of),
            corrections,
            lambda finding: tell(InputError(f"entry {finding.entry} {finding.message}", where=finding.where)),
        )


def _chosen(extractor: Extractor | str | None, folders: tuple[Path, ...] = (), min_confidence: float | None = None) -> Extractor:
    if extractor in (None, OWN):
        return RuleExtractor(folders, min_confidence)
    if min_confidence is not None:
        raise ValueError("min_confidence is of kg's own extractor: give it to that which reads")
    if not isinstance(extractor, str):
        assert extractor is not None
        return extractor
    if extractor in ASKING:
        raise KgError(f"extractor {extractor!r} asks a model", remedy="give one of kg.model_reader, which says which")
    found: Extractor = plugin("kg.extractors", extractor)
    return found


def _only_articles(items: Iterable[Article | InputError], on_fault: Callable[[InputError], None]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, InputError):
            on_fault(item)
        else:
            yield item


def _raise(fault: InputError) -> None:
    raise fault


def extract_one(
    source: Article | str | Path,
    *,
    lang: str | None = None,
    published: str | None = None,
    extractor: Extractor | str | None = None,
) -> Extraction:
    """Extract one article: an `Article`, the path of a file that holds one, or a text.

    A string is a text; `lang` and `published` (ISO 8601) say what it does not say itself. `extractor` as in `build`.

    Raises:
        InputError: The path holds no article or several, or the text is in no known language.
        KgError: No plug-in has the name of the extractor.
    """
    reader = _chosen(extractor)
    if isinstance(source, Article):
        return reader(source)
    if isinstance(source, str):
        return reader(finish(Draft("<text>", source, lang=lang, published=published), packs_of()))
    articles = list(_only_articles(read_articles([source]), _raise))
    if len(articles) != 1:
        raise InputError(f"holds {len(articles)} articles, not one", where=str(source), remedy="use kg.build")
    return reader(articles[0])
