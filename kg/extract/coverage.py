"""How whole a language pack is: its problems, what its tables hold, which constructions it shows that it reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.extract.constructionexamples import check_constructions
from kg.extract.examples import check_examples
from kg.lang.constructions import Shown, read_constructions
from kg.lang.counts import Count, count_tables
from kg.lang.pack import read_pack
from kg.lang.table import Problem


@dataclass(frozen=True, slots=True)
class Coverage:
    """What `cover` found in one pack; the tables are sorted by name, the problems by place."""

    code: str
    tables: tuple[Count, ...]
    shown: Shown
    problems: tuple[Problem, ...]


def cover(folder: Path) -> Coverage:
    """Check the pack in a folder; only if its tables are in order are the examples and constructions put to the test."""
    pack, problems = read_pack(folder)
    shown = read_constructions(folder, problems)
    if not problems:
        problems = [*check_examples(pack), *check_constructions(pack, shown.sentences)]
    return Coverage(folder.name, count_tables(folder), shown, tuple(sorted(problems)))
