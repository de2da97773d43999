"""The main job put together: read, extract, keep, resolve; and the places where others' parts fit in."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from kg.engine.serial import Serial
from kg.errors import InputError, KgError
from kg.extract.article import extract
from kg.extract.reading import EXTRACTOR, read
from kg.extract.timex import settle
from kg.lang.pack import Packs
from kg.model.codec import EXTRACTION_VERSION, article_to_json
from kg.model.event import Extraction, Issue
from kg.model.ids import content_id
from kg.model.text import Article
from kg.public import KnowledgeGraph
from kg.read.draft import Draft, finish
from kg.read.source import read_articles as _read_articles

A = TypeVar("A")
B = TypeVar("B")

FAILED = "extraction-failed"

Extractor = Callable[[Article], Extraction]


class Engine(Protocol):
    """Runs `work` on every item; results come in the items' order on every engine."""

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item."""
        ...


class Store(Protocol):
    """Keeps extractions between runs, one for each article."""

    def get(self, article: str, fingerprint: str) -> Extraction | None:
        """Give what was kept for the article under this fingerprint, or None."""
        ...

    def put(self, extraction: Extraction, fingerprint: str) -> None:
        """Keep an extraction in the place of the article's older one."""
        ...

    def __iter__(self) -> Iterator[Extraction]:
        """Give all extractions, by article id."""
        ...


# Kg's own parts go through the same registry as those of installed packages (entry points of these groups).
BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "kg.engines": {"pool": "kg.engine.pool:Pool", "serial": "kg.engine.serial:Serial"},
    "kg.extractors": {"rules": "kg.pipeline:RULES"},
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


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """Kg's own extractor: the rules and weights of the language packs.

    `folders` hold packs of the user's. `min_confidence` is that from which on an event is told; None: as the pack has it.
    """

    folders: tuple[Path, ...] = ()
    min_confidence: float | None = None

    def __call__(self, article: Article) -> Extraction:
        """Read one article; raises `PackError` if its language has no pack or a faulty one."""
        return extract(article, _packs(self.folders)[article.lang], self.min_confidence)

    def version(self, lang: str) -> str:
        """Name the extractor, its version, the state of the language's tables, and the least confidence if one is given."""
        least = "" if self.min_confidence is None else f"/{self.min_confidence:g}"
        return f"{EXTRACTOR}/{_pack_digest(_packs(self.folders).folder(lang))}{least}"


@dataclass(frozen=True, slots=True)
class TimexExtractor:
    """Finds expressions of time and nothing else."""

    folders: tuple[Path, ...] = ()

    def __call__(self, article: Article) -> Extraction:
        """Read one article's dates; raises `PackError` like `RuleExtractor`."""
        reading, timexes, doubts = settle(read(article, _packs(self.folders)[article.lang]))
        return Extraction(article, sentences=reading.sentences, timexes=timexes, issues=doubts)


RULES = RuleExtractor()


@lru_cache(maxsize=4)
def _packs(folders: tuple[Path, ...]) -> Packs:
    return Packs(folders)


@lru_cache(maxsize=32)
def _pack_digest(folder: Path) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Guarded:
    """An extractor whose failure on one article becomes an issue, so that it does not end a night's run."""

    extractor: Extractor

    def __call__(self, article: Article) -> Extraction:
        try:
            return self.extractor(article)
        except KgError:
            raise
        except Exception as error:  # noqa: BLE001 the engine's edge: any bug of an extractor stays with its article
            name = type(error).__name__
            return Extraction(article, issues=(Issue(FAILED, f"the extractor failed on this article: {name}: {error}"),))


def read_articles(
    inputs: Iterable[str | Path], packs: Packs | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """Read the articles of files, folders and `-`; what cannot be read gives an `InputError` in its place."""
    return _read_articles((str(given) for given in inputs), packs or _packs(()), stdin)


def fingerprint(article: Article, extractor: Extractor) -> str:
    """Give a hash of all that an extraction depends on: the article, the extractor and its tables."""
    version = extractor.version(article.lang) if isinstance(extractor, RuleExtractor) else _name(extractor)
    return content_id("x", EXTRACTION_VERSION, version, json.dumps(article_to_json(article), sort_keys=True))


def _name(extractor: Extractor) -> str:
    return f"{getattr(extractor, '__module__', '')}:{getattr(extractor, '__qualname__', type(extractor).__qualname__)}"


def extract_all(
    articles: Iterable[Article],
    engine: Engine | None = None,
    store: Store | None = None,
    extractor: Extractor | None = None,
) -> Iterator[Extraction]:
    """Extract each article, in order; with a store, only those that it does not hold in the same state.

    A failure of the extractor becomes an issue of that article, and is not kept in the store.
    """
    engine = engine or Serial()
    extractor = extractor or RULES
    work = _Guarded(extractor)
    if store is None:
        yield from engine.map(work, articles)
        return
    known: dict[str, Extraction] = {}
    order: deque[str] = deque()
    for extraction in engine.map(work, _new(articles, store, extractor, known, order)):
        yield from _before(extraction.article.id, known, order)
        if all(issue.code != FAILED for issue in extraction.issues):
            store.put(extraction, fingerprint(extraction.article, extractor))
        yield extraction
    yield from _before(None, known, order)


def _new(
    articles: Iterable[Article], store: Store, extractor: Extractor, known: dict[str, Extraction], order: deque[str]
) -> Iterator[Article]:
    """Give the articles that the store does not hold; note the others in `known`, and the order of all."""
    for article in articles:
        order.append(article.id)
        kept = store.get(article.id, fingerprint(article, extractor))
        if kept is None:
            yield article
        else:
            known[article.id] = kept


def _before(article: str | None, known: dict[str, Extraction], order: deque[str]) -> Iterator[Extraction]:
    """Give the kept extractions that come before `article` (None: all that are left) and forget them."""
    while order:
        first = order.popleft()
        if first == article:
            return
        yield known.pop(first)


def build(
    inputs: Iterable[str | Path] | str | Path,
    *,
    engine: Engine | None = None,
    store: Store | None = None,
    packs: Iterable[Path] = (),
    min_confidence: float | None = None,
    on_fault: Callable[[InputError], None] | None = None,
) -> KnowledgeGraph:
    """Read, extract and resolve; the graph is that of the store if there is one, else of the inputs alone.

    `packs` are folders with language packs of the user's. `min_confidence`, from 0 to 1, is that from which on an event is
    told; None: as the pack has it. Each input that cannot be read is given to
    `on_fault`; without it, the first one ends the build.

    Raises:
        InputError: An input cannot be read, and there is no `on_fault`.
        PackError: A language pack is faulty.
    """
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    folders = tuple(packs)
    articles = _only_articles(read_articles(given, _packs(folders)), on_fault or _raise)
    extractions = extract_all(articles, engine, store, RuleExtractor(folders, min_confidence))
    if store is None:
        return KnowledgeGraph.of(extractions)
    for _ in extractions:
        pass
    return KnowledgeGraph.of(store)


def _only_articles(items: Iterable[Article | InputError], on_fault: Callable[[InputError], None]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, InputError):
            on_fault(item)
        else:
            yield item


def _raise(fault: InputError) -> None:
    raise fault


def extract_one(source: Article | str | Path, *, lang: str | None = None, published: str | None = None) -> Extraction:
    """Extract one article: an `Article`, the path of a file that holds one, or a text.

    A string is a text; `lang` and `published` (ISO 8601) say what it does not say itself.

    Raises:
        InputError: The path holds no article or several, or the text is in no known language.
    """
    if isinstance(source, Article):
        return RULES(source)
    if isinstance(source, str):
        return RULES(finish(Draft("<text>", source, lang=lang, published=published), _packs(())))
    articles = list(_only_articles(read_articles([source]), _raise))
    if len(articles) != 1:
        raise InputError(f"holds {len(articles)} articles, not one", where=str(source), remedy="use kg.build")
    return RULES(articles[0])
