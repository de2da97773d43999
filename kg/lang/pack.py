"""Language packs: folders of tables, found, checked, compiled and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg.errors import PackError
from kg.lang.actorfiles import read_actors
from kg.lang.actors import ActorTables
from kg.lang.events import EventTables, read_events
from kg.lang.layout import LayoutTables, read_layout
from kg.lang.meta import Meta, read_meta
from kg.lang.table import Problem, read_table
from kg.lang.time import TimeTables, read_time
from kg.lang.tokens import Clitics
from kg.lang.topics import TopicTables, read_topics
from kg.lang.weights import MENTION_KINDS, MENTIONS, Weights, read_weights

BUILT_IN = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """All that kg knows of one language; without `weights` (and those of `events`) it reads by its tables alone."""

    meta: Meta
    layout: LayoutTables
    time: TimeTables
    actors: ActorTables
    events: EventTables
    topics: TopicTables
    weights: Weights | None = None

    @property
    def code(self) -> str:
        """Give the language's code (ISO 639-1)."""
        return self.meta.code

    def untaught(self) -> LanguagePack:
        """Give the pack without its learned weights."""
        return replace(self, events=self.events.untaught(), weights=None)

    @property
    def clitics(self) -> Clitics:
        """Give the endings that the tokenizer cuts off, and the syllables between which a hyphen is a dash."""
        return Clitics(self.meta.clitics, self.actors.syllables)


def read_pack(folder: Path) -> tuple[LanguagePack, list[Problem]]:
    """Read one pack with all its problems, sorted; with problems the pack is not fit for use."""
    problems: list[Problem] = []
    meta = read_meta(read_table(folder / "meta.toml", problems))
    pack = LanguagePack(
        meta=meta,
        layout=read_layout(folder, problems),
        time=read_time(folder, problems),
        actors=read_actors(folder, problems, meta.clitics),
        events=read_events(folder, problems, meta.clitics),
        topics=read_topics(folder, problems),
        weights=read_weights(folder, MENTIONS, MENTION_KINDS, problems),
    )
    if pack.meta.code and pack.meta.code != folder.name:
        problems.append(Problem(f"{folder.name}/meta.toml: code", f"is {pack.meta.code!r}, but the folder is {folder.name!r}"))
    return pack, sorted(problems)


@lru_cache(maxsize=32)
def _load(folder: Path) -> LanguagePack:
    pack, problems = read_pack(folder)
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise PackError(f"language pack {folder.name!r} has {len(problems)} problem(s):\n{lines}", remedy="see `kg lang check`")
    return pack


@lru_cache(maxsize=32)
def _load_meta(folder: Path) -> Meta:
    problems: list[Problem] = []
    meta = read_meta(read_table(folder / "meta.toml", problems))
    # With problems, the whole pack is read, so that all of them are reported.
    return _load(folder).meta if problems else meta


class Packs:
    """The packs at hand: kg's own, and those in the user's folders, which win over kg's of the same code.

    A pack's tables are read when it is first asked for.
    """

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._folders: dict[str, Path] = {}
        for root in (BUILT_IN, *folders):
            if not root.is_dir():
                raise PackError("no such folder of language packs", where=str(root))
            for folder in sorted(root.iterdir()):
                if (folder / "meta.toml").is_file():
                    self._folders[folder.name] = folder

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the languages at hand, sorted."""
        return tuple(sorted(self._folders))

    def folder(self, code: str) -> Path:
        """Give the folder of one language's pack; raises `PackError` if there is none."""
        try:
            return self._folders[code]
        except KeyError:
            raise PackError(f"no language pack {code!r}; there are {', '.join(self.codes)}") from None

    def meta(self, code: str) -> Meta:
        """Give the head of a pack without loading its tables; raises `PackError` as loading the pack does."""
        return _load_meta(self.folder(code))

    def __contains__(self, code: str) -> bool:
        return code in self._folders

    def __getitem__(self, code: str) -> LanguagePack:
        """Load a pack; raises `PackError` with all its problems, or if there is none."""
        return _load(self.folder(code))
