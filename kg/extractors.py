"""Who reads an article: kg's own extractors, what an extraction of theirs depends on, and how a failure stays with its article."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from kg.errors import KgError
from kg.extract.article import extract
from kg.extract.reading import EXTRACTOR, read
from kg.extract.timex import settle
from kg.lang.pack import LanguagePack, Packs
from kg.model.codec import EXTRACTION_VERSION
from kg.model.event import Extraction, Issue
from kg.model.fingerprint import Fingerprint, article_hash, state_of
from kg.model.text import Article

if TYPE_CHECKING:
    from kg.llm.reader import ModelReader

FAILED = "extraction-failed"

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


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """Kg's own extractor: the rules and weights of the language packs.

    `folders` hold packs of the user's. `min_confidence` is that from which on an event is told; None: as the pack has it.
    """

    folders: tuple[Path, ...] = ()
    min_confidence: float | None = None

    def __call__(self, article: Article) -> Extraction:
        """Read one article; raises `PackError` if its language has no pack or a faulty one."""
        return extract(article, packs_of(self.folders)[article.lang], self.min_confidence)

    def prepare(self, lang: str) -> None:
        """Load the language's pack; raises `PackError` like reading."""
        _ = packs_of(self.folders)[lang]

    def version(self, lang: str) -> str:
        """Name the extractor, its version, the state of its code and of the language's tables, and the least confidence if
        one is given; raises `PackError` if the language has no pack.
        """
        least = "" if self.min_confidence is None else f"/{self.min_confidence:g}"
        return f"{EXTRACTOR}.{EXTRACTION_VERSION}/{_code_digest()}/{_pack_digest(packs_of(self.folders).folder(lang))}{least}"


@dataclass(frozen=True, slots=True)
class Tables:
    """The packs that a reader of another kind builds on: kg's own, and those of `folders`."""

    folders: tuple[Path, ...] = ()

    def pack(self, lang: str) -> LanguagePack:
        """Give the pack of a language; raises `PackError` if there is none or a faulty one."""
        return packs_of(self.folders)[lang]

    def state(self, lang: str) -> str:
        """Name the state of a language's tables and of the default reader."""
        return RuleExtractor(self.folders).version(lang)


@contextmanager
def model_reader(
    model: str,
    *,
    endpoint: str | None = None,
    journal: str | Path = "llm-journal.jsonl",
    batches: Iterable[str | Path] = (),
    replay: bool = False,
    budget: float | None = None,
    both: bool = False,
    sentences: int | None = None,
    parameters: Mapping[str, Any] | None = None,
    packs: Iterable[Path] = (),
    min_confidence: float | None = None,
) -> Generator[ModelReader]:
    """Open an extractor that asks a language model, for a `with`: `kg.build(..., extractor=reader)`.

    Each argument is as the option of that name of `kg extract --extractor llm` (`both`: of `--extractor both`, `batches`:
    `--batch-in`, `parameters`: `--param`); the server's key is in the environment (`KG_LLM_KEY`). The answers are kept in
    `journal`, which no other run may write to meanwhile. Threads may share the reader: `kg.build(..., engine=Threads(4))`.

    Raises:
        KgError: Nobody is there to ask, `kg[llm]` is not installed, or the journal or the address is at fault; while reading,
            where the run cannot go on: the budget is spent, the server is gone, `replay` has no answer.
        FormatError, InputError: A file of `batches` is at fault.
    """
    from kg.llm.connect import connected
    from kg.llm.question import SENTENCES, Model
    from kg.llm.reader import ModelReader

    asked = Model(model, tuple(sorted((parameters or {}).items())), sentences or SENTENCES)
    tables = Tables(tuple(packs))
    given = tuple(map(Path, batches))
    with connected(asked, endpoint=endpoint, journal=Path(journal), batches=given, replay=replay, budget=budget) as (service, _):
        yield ModelReader(asked, service, tables.pack, tables.state, min_confidence, both)


@dataclass(frozen=True, slots=True)
class TimexExtractor:
    """Finds expressions of time and nothing else."""

    folders: tuple[Path, ...] = ()

    def __call__(self, article: Article) -> Extraction:
        """Read one article's dates; raises `PackError` like `RuleExtractor`."""
        reading, timexes, doubts = settle(read(article, packs_of(self.folders)[article.lang]))
        return Extraction(article, sentences=reading.sentences, timexes=timexes, issues=doubts)

    def prepare(self, lang: str) -> None:
        """Load the language's pack; raises `PackError` like reading."""
        _ = packs_of(self.folders)[lang]


RULES = RuleExtractor()


@lru_cache(maxsize=4)
def packs_of(folders: tuple[Path, ...] = ()) -> Packs:
    """Give kg's own packs and those of `folders`, loaded once."""
    return Packs(folders)


@lru_cache(maxsize=32)
def _pack_digest(folder: Path) -> str:
    return state_of((path for path in folder.rglob("*") if path.is_file()), folder)


@lru_cache(maxsize=1)
def _code_digest() -> str:
    """Hash the code that extracts, and the tables that all languages share: a change of either may read otherwise."""
    here = Path(__file__).parent
    packs = here / "lang" / "packs"
    rooms = (here / "model", here / "lang", here / "extract")
    files = (path for room in rooms for path in room.rglob("*") if path.suffix in (".py", ".toml"))
    return state_of((path for path in files if packs not in path.parents), here)


@dataclass(frozen=True, slots=True)
class Guarded:
    """An extractor whose failure on one article becomes an issue, so that it does not end a night's run."""

    extractor: Extractor

    def __call__(self, article: Article) -> Extraction:
        """Read one article; raises `KgError` where the whole run is at fault, such as a faulty pack."""
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


def fingerprint(article: Article, extractor: Extractor) -> Fingerprint:
    """Give all that an extraction depends on: the state of the article, of the extractor and of its tables."""
    version = extractor.version(article.lang) if isinstance(extractor, Versioned) else _name(extractor)
    return Fingerprint(article_hash(article), version)


def _name(extractor: Extractor) -> str:
    return f"{getattr(extractor, '__module__', '')}:{getattr(extractor, '__qualname__', type(extractor).__qualname__)}"
