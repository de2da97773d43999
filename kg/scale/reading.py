"""Articles of files read on many machines: the same, with the same ids and faults, as `kg.read.source` gives in one process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.engine.cluster import Inputs
from kg.engine.flow import D, Flow, MapStep, Row
from kg.errors import InputError
from kg.extractors import packs_of
from kg.lang.pack import Packs
from kg.model.ids import content_id
from kg.model.text import Article
from kg.read.draft import Draft, PassedOver, finish, told_apart
from kg.read.formats import read_stream
from kg.read.jsonl import read_line
from kg.read.kinds import GZIP, KINDS, kind_of
from kg.read.source import NAMED, NAMES_TOLD, check_size, no_articles, passed_over, taken
from kg.read.unpack import MAX_LINE
from kg.scale.places import Places, folder_name, place_of

# A file of another kind than lines is read whole, and larger ones only where they lie on the machine that reads them.
WHOLE = 128 * 1024 * 1024
LINES = tuple(ending for ending, kind in KINDS.items() if kind == "jsonl")
WHOLE_FILES = (*(ending for ending in KINDS if ending not in LINES), *(ending + GZIP for ending in KINDS))
# What keys begin with: articles by id, those whose id may be shared by the name of the file, and faults by file.
ARTICLE, STEM, FAULT = "a\x00", "s\x00", "f\x00"
# Within a key: what has to be known comes first.
KNOWN, TOLD = "0", "1"
_FOLDER = "d\x00"


class Where(NamedTuple):
    """Where an article or a fault comes from: the file's path and name, the block of lines (None: none), the line of the block
    or the number within the file, from 1, and what sorts it among all.
    """

    path: str
    name: str
    block: str | None
    number: int
    order: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an input, as `InputError` has it; `is_passed_over` says that it is worth a line and no fault."""

    where: str | None
    message: str
    remedy: str | None
    is_passed_over: bool = False

    def error(self) -> InputError:
        """Give the error for messages."""
        kind = PassedOver if self.is_passed_over else InputError
        return kind(self.message, where=self.where, remedy=self.remedy)


def fault_of(error: InputError) -> Fault:
    """Give what an error says."""
    return Fault(error.where, error.message, error.remedy, isinstance(error, PassedOver))


def read(flow: Flow[D], inputs: Inputs[D], places: Places, folders: tuple[Path, ...]) -> D:
    """Read all files: article id | "" | Article, and faults, whose keys begin so; `articles` and `faults` tell them apart.

    `folders` have language packs of the user's. An article that is given twice, with the same id and text, comes once; of two texts with one
    id, the first in the order of the inputs.
    """
    roots = places.roots()
    named = {one.path.rstrip("/") for one in places.given if not one.is_folder}
    lines = [path for path in roots if path not in named or _is_lines(path)]
    others = [path for path in roots if path not in named or not _is_lines(path)]
    of_lines = flow.map(inputs.lines(lines, LINES, MAX_LINE), _lines(places, folders))
    of_files = flow.map(inputs.files(others, WHOLE_FILES, WHOLE), _files(places, folders))
    listed = inputs.listing(roots)
    stems = flow.map(listed, _stems(places))
    whole = flow.group(flow.union(of_files, stems), _apart)
    left_out = flow.group(flow.map(listed, _kinds(places)), _passed_over)
    return flow.group(flow.union(of_lines, whole, left_out), _once)


def articles(flow: Flow[D], data: D) -> D:
    """Give the articles of what was read: id | "" | Article."""
    return flow.map(data, _articles)


def faults(flow: Flow[D], data: D) -> D:
    """Give the faults of what was read: place in the order of reading | "" | Fault."""
    return flow.group(flow.map(data, _faults), _placed)


def _is_lines(path: str) -> bool:
    return path.lower().endswith(LINES)


def _lines(places: Places, folders: tuple[Path, ...]) -> MapStep:
    def lines(rows: Iterator[Row]) -> Iterator[Row]:
        """Give what the lines hold, and after each block how many they were."""
        packs = packs_of(folders)
        for (path, block), same in groupby(rows, attrgetter("key", "order")):
            place = places.first(path)
            is_start, number = not block.strip("0"), 0
            for number, row in enumerate(same, 1):
                where = Where(path, place.name, block, number, f"{place.order}\x00\x00{block}{number:012}")
                draft = read_line(row.value, place.name, packs, is_first=is_start and number == 1)
                if draft is not None:
                    yield _held(draft, where, packs)
            yield Row(FAULT + path, KNOWN + block, number)

    return lines


def _files(places: Places, folders: tuple[Path, ...]) -> MapStep:
    def files(rows: Iterator[Row]) -> Iterator[Row]:
        packs = packs_of(folders)
        for row in rows:
            place = places.first(row.key)
            for number, draft in enumerate(_drafts(row.key, row.value, place.name, packs), 1):
                where = Where(row.key, place.name, None, number, f"{place.order}\x00\x00{number:012}")
                yield _held(draft, where, packs)

    return files


def _drafts(path: str, data: bytes | None, name: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Give the drafts of a file, which is opened where it lies if it is too large to be handed over."""
    kind = kind_of(path)
    if kind is None:
        return
    try:
        if data is not None:
            check_size(len(data), kind, name)
            yield from read_stream(kind, io.BufferedReader(io.BytesIO(data)), name, packs)
            return
        url = urlsplit(path)
        if url.scheme not in ("", "file"):
            raise InputError(
                f"is too large to be read as one: the limit is {WHOLE:,} bytes, but for lines of JSON",
                where=name,
                remedy="split it, or write its articles as lines (.jsonl, not packed)",
            )
        local = Path(path.removeprefix("file:"))
        check_size(local.stat().st_size, kind, name)
        with local.open("rb") as file:
            yield from read_stream(kind, file, name, packs)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", where=name, remedy="check the file and its permissions")


def _held(draft: Draft | InputError, where: Where, packs: Packs) -> Row:
    """Give the row of an article, or of what is wrong with it."""
    try:
        if isinstance(draft, InputError):
            raise draft
        article = finish(draft, packs)
        where = where._replace(name=draft.where)
    except InputError as error:
        return _fault(error, where)
    if draft.is_stem:
        return Row(STEM + draft.id, TOLD + where.order, (where, article))
    return _article(told_apart(article) if draft.is_member else article, where)


def _article(article: Article, where: Where) -> Row:
    return Row(ARTICLE + article.id, where.order, (where, content_id("", article.text), Row("", "", article).pickled()))


def _fault(error: InputError, where: Where) -> Row:
    return Row(FAULT + where.path, TOLD + where.order, (where, fault_of(error)))


def _stems(places: Places) -> MapStep:
    """Give for each file that holds one article its name without the ending, once for each time that it was given."""

    def stems(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            kind = kind_of(row.key)
            if kind is not None and kind.name in NAMED:
                for place in places.of(row.key):
                    yield Row(STEM + kind.stem, KNOWN + place.order, None)

    return stems


def _apart(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give articles of files that share a name ids that their texts decide."""
    if not key.startswith(STEM):
        yield from rows
        return
    bearers = 0
    for row in rows:
        if row.order.startswith(KNOWN):
            bearers += 1
        else:
            where, article = row.value
            yield _article(told_apart(article) if bearers > 1 else article, where)


def _kinds(places: Places) -> MapStep:
    """Give for each file of a folder whether it is of a kind that is read."""

    def kinds(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            is_known = kind_of(row.key) is not None
            for place in places.of(row.key):
                if place.rest:
                    yield Row(
                        _FOLDER + place_of(place.given.number), place.order, (is_known, folder_name(place.given), place.rest)
                    )

    return kinds


def _passed_over(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    count, has_known, name, names = 0, False, "", list[str]()
    for row in rows:
        is_known, name, rest = row.value
        has_known = has_known or is_known
        if not is_known:
            count += 1
            if len(names) < NAMES_TOLD:
                names.append(rest)
    number = key.removeprefix(_FOLDER)
    where = Where(key, name, None, 0, f"{number}\U0010ffff")  # after all that is in the folder
    if not has_known:
        yield _fault(no_articles(name), where)
    elif count:
        yield _fault(passed_over(count, names, name), where)


def _once(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the first article of an id, and a fault for each later one of another text."""
    if not key.startswith(ARTICLE):
        yield from rows
        return
    first = next(rows)
    _, mark, data = first.value
    kept = Row.of_bytes(key, "", data)
    yield kept
    for row in rows:
        where, other, _ = row.value
        if other != mark:
            yield _fault(taken(kept.value, where.name), where)


def _articles(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key.removeprefix(ARTICLE), "") for row in rows if row.key.startswith(ARTICLE))


def _faults(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.key.startswith(FAULT))


def _placed(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the faults of a file, each with its line: the lines of a block follow those of the blocks before it."""
    before: dict[str, int] = {}  # a number for each block of the file, of some megabytes each
    total = 0
    for row in rows:
        if row.order.startswith(KNOWN):
            before[row.order.removeprefix(KNOWN)] = total
            total += row.value
            continue
        where, fault = row.value
        line = None if where.block is None else f"{where.name}:{before[where.block] + where.number}"
        yield Row(where.order, "", fault if line is None else Fault(line, fault.message, fault.remedy))
