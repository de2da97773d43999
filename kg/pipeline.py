"""The main job put together: read, extract, keep, resolve; and the places where others' parts fit in."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar, runtime_checkable

from kg.engine.serial import Serial
from kg.errors import InputError, KgError
from kg.extract.article import extract
from kg.extract.reading import EXTRACTOR, read
from kg.extract.timex import settle
from kg.graph.asof import known
from kg.lang.pack import LanguagePack, Packs
from kg.model.codec import EXTRACTION_VERSION
from kg.model.event import Extraction, Issue
from kg.model.fingerprint import Fingerprint, article_hash
from kg.model.text import Article
from kg.public import KnowledgeGraph
from kg.read.corrections import read_corrections
from kg.read.draft import Draft, finish
from kg.read.source import read_articles as _read_articles
from kg.resolve.corrections import Corrections
from kg.store.sqlite import SqliteStore

A = TypeVar("A")
B = TypeVar("B")

FAILED = "extraction-failed"
UNANSWERED = "llm-transport"  # another run may do better
KEPT_AT_ONCE = 32  # articles of kg's own extractor a transaction, which waits for the disk; a second's work

Extractor = Callable[[Article], Extraction]


@runtime_checkable
class Versioned(Protocol):
    """An extractor that says what its extractions depend on; another one is known by its name alone."""

    def __call__(self, article: Article, /) -> Extraction:
        """Read one article."""
        ...

    def version(self, lang: str) -> str:
        """Name the extractor and the state of all that it reads with."""
        ...


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
    # Those that ask a model are made of a model and of who is asked.
    "kg.extractors": {"rules": "kg.pipeline:RULES", "llm": "kg.llm.reader:llm", "both": "kg.llm.reader:both"},
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

    def prepare(self, lang: str) -> None:
        """Load the language's pack; raises `PackError` like reading."""
        _ = _packs(self.folders)[lang]

    def version(self, lang: str) -> str:
        """Name the extractor, its version, the state of its code and of the language's tables, and the least confidence if
        one is given; raises `PackError` if the language has no pack.
        """
        least = "" if self.min_confidence is None else f"/{self.min_confidence:g}"
        return f"{EXTRACTOR}.{EXTRACTION_VERSION}/{_code_digest()}/{_pack_digest(_packs(self.folders).folder(lang))}{least}"


@dataclass(frozen=True, slots=True)
class Tables:
    """The packs that a reader of another kind builds on: kg's own, and those of `folders`."""

    folders: tuple[Path, ...] = ()

    def pack(self, lang: str) -> LanguagePack:
        """Give the pack of a language; raises `PackError` if there is none or a faulty one."""
        return _packs(self.folders)[lang]

    def state(self, lang: str) -> str:
        """Name the state of a language's tables and of the default reader."""
        return RuleExtractor(self.folders).version(lang)


@dataclass(frozen=True, slots=True)
class TimexExtractor:
    """Finds expressions of time and nothing else."""

    folders: tuple[Path, ...] = ()

    def __call__(self, article: Article) -> Extraction:
        """Read one article's dates; raises `PackError` like `RuleExtractor`."""
        reading, timexes, doubts = settle(read(article, _packs(self.folders)[article.lang]))
        return Extraction(article, sentences=reading.sentences, timexes=timexes, issues=doubts)

    def prepare(self, lang: str) -> None:
        """Load the language's pack; raises `PackError` like reading."""
        _ = _packs(self.folders)[lang]


RULES = RuleExtractor()


@lru_cache(maxsize=4)
def _packs(folders: tuple[Path, ...]) -> Packs:
    return Packs(folders)


@lru_cache(maxsize=32)
def _pack_digest(folder: Path) -> str:
    return _digest(folder, (path for path in folder.rglob("*") if path.is_file()))


@lru_cache(maxsize=1)
def _code_digest() -> str:
    """Hash the code that extracts, and the tables that all languages share: a change of either may read otherwise."""
    here = Path(__file__).parent
    packs = here / "lang" / "packs"
    rooms = (here / "model", here / "lang", here / "extract")
    files = (path for room in rooms for path in room.rglob("*") if path.suffix in (".py", ".toml"))
    return _digest(here, (path for path in files if packs not in path.parents))


def _digest(folder: Path, files: Iterable[Path]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(files):
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
            return self._failed(article, f"failed on this article: {type(error).__name__}: {error}")

    def prepare(self, article: Article) -> None:
        """Load what the extractor needs for the article's language, if it says how."""
        if isinstance(self.extractor, RuleExtractor | TimexExtractor):
            self.extractor.prepare(article.lang)

    def weight(self, article: Article) -> int:
        """Give the length of the text."""
        return len(article.text)

    def lost(self, article: Article, reason: str) -> Extraction:
        """Give an extraction that says that the article gave none."""
        return self._failed(article, reason)

    def _failed(self, article: Article, what: str) -> Extraction:
        return Extraction(article, issues=(Issue(FAILED, f"the extractor {what}"),))


def read_articles(
    inputs: Iterable[str | Path],
    packs: Packs | None = None,
    stdin: BinaryIO | None = None,
    on_read: Callable[[int], None] = lambda size: None,
) -> Iterator[Article | InputError]:
    """Read the articles of files, folders and `-`; what cannot be read gives an `InputError` in its place.

    `on_read` is told of bytes of files when they are read, which is before what they hold comes.
    """
    return _read_articles((str(given) for given in inputs), packs or _packs(()), stdin, on_read)


def fingerprint(article: Article, extractor: Extractor) -> Fingerprint:
    """Give all that an extraction depends on: the state of the article, of the extractor and of its tables."""
    version = extractor.version(article.lang) if isinstance(extractor, Versioned) else _name(extractor)
    return Fingerprint(article_hash(article), version)


def _name(extractor: Extractor) -> str:
    return f"{getattr(extractor, '__module__', '')}:{getattr(extractor, '__qualname__', type(extractor).__qualname__)}"


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
    work = _Guarded(extractor)
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
    on_fault: Callable[[InputError], None] | None = None,
) -> KnowledgeGraph:
    """Read, extract and resolve; the graph is that of the store if there is one, else of the inputs alone.

    A store may be given as the file that it is in; it is made if there is none. `packs` are folders with language packs of the user's. `min_confidence`, from 0 to 1, is that from which on an event is
    told; None: as the pack has it. With `as_of`, the graph is that of the articles published up to and including that day,
    without the undated ones; all are kept in the store. `corrections` are what the user says of who is who and what is what,
    or a file of them. Each input that cannot be read, and each correction that does not fit, is given to `on_fault`; without
    it, the first one ends the build.

    Raises:
        InputError: An input cannot be read or a correction does not fit, and there is no `on_fault`.
        FormatError: The file of corrections is at fault.
        PackError: A language pack is faulty.
    """
    if isinstance(corrections, str | Path):
        corrections = read_corrections(Path(corrections))
    tell = on_fault or _raise
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    folders = tuple(packs)
    articles = _only_articles(read_articles(given, _packs(folders)), tell)
    extractor = RuleExtractor(folders, min_confidence)
    with ExitStack() as opened:
        if isinstance(store, str | Path):
            store = opened.enter_context(SqliteStore(Path(store)))
        return KnowledgeGraph.of(
            gather(extract_all(articles, engine, store, extractor), store, as_of),
            corrections,
            lambda finding: tell(InputError(f"entry {finding.entry} {finding.message}", where=finding.where)),
        )


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
