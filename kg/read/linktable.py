"""A user's table of links, in CSV: columns name, key or id, kind if wanted, and iri."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import FormatError, InputError
from kg.graph.linktable import LinkRow
from kg.model.entity import EntityKind
from kg.model.iri import is_web_iri

WHO = ("id", "key", "name")
COLUMNS = (*WHO, "kind", "iri")
SEPARATORS = ",;\t"
SHOWN = 20
LARGEST = 256 * 1024 * 1024  # bytes
LONGEST = 64 * 1024  # code points of one field

# The pages of Wikidata that people copy are not the things that they are about.
_WIKIDATA_PAGE = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]*)")
_REMEDY = f"give the columns {', '.join(WHO)} (one of them at least), kind (if wanted) and iri"


def read_links(path: Path) -> tuple[LinkRow, ...]:
    """Read a table of links; the addresses of Wikidata's pages are taken for the items that they show.

    Commas, semicolons or tabs part the columns, whichever the head has; a first sign U+FEFF and empty lines are passed over.

    Raises:
        InputError: There is no such file, or it cannot be read.
        FormatError: It is no such table; the message lists every row at fault with its line, the first 20 in full.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise FormatError("is too big for a link table", where=str(path), remedy="split it")
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise InputError("no such link table", where=str(path), remedy="check the path") from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"is not in UTF-8: {error.reason} at byte {error.start}", where=str(path), remedy="save it so"
        ) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    faults: list[tuple[int, str]] = []
    links = tuple(_links(text, faults, str(path)))
    if faults:
        lines = [f"{path}:{line}: {fault}" for line, fault in faults[:SHOWN]]
        if len(faults) > SHOWN:
            lines.append(f"... and {len(faults) - SHOWN} more rows at fault")
        raise FormatError("\n".join(lines))
    return links


def _links(text: str, faults: list[tuple[int, str]], where: str) -> Iterator[LinkRow]:
    rows = _rows(text, faults)
    head = next(rows, None)
    if head is None:
        raise FormatError("is empty", where=where, remedy=_REMEDY)
    columns = [name.strip().casefold() for name in head[1]]
    unknown = sorted({name for name in columns if name not in COLUMNS}, key=columns.index)
    if unknown or len(set(columns)) < len(columns) or "iri" not in columns or not set(WHO).intersection(columns):
        what = f"has the unknown column {unknown[0][:60]!r}" if unknown else "has not the columns of a link table, or one twice"
        raise FormatError(what, where=f"{where}:{head[0]}", remedy=_REMEDY)
    for line, fields in rows:
        if len(fields) != len(columns):
            faults.append((line, f"has {len(fields)} columns, the head has {len(columns)}"))
            continue
        row = {name: value.strip() for name, value in zip(columns, fields, strict=True)}
        if fault := _fault(row):
            faults.append((line, fault))
        else:
            kind = row.get("kind")
            who = {name: row.get(name) or None for name in WHO}
            yield LinkRow(line, _thing(row["iri"]), kind=EntityKind(kind) if kind else None, **who)


def _rows(text: str, faults: list[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows with the lines that they begin on, without empty ones."""
    first = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append((line, f"is no CSV: {error}"))
            return
        if any(field.strip() for field in fields):
            yield line, fields
        line = reader.line_num + 1


def _lines(text: str) -> Iterable[str]:
    # Only these end a line of CSV: str.splitlines would cut fields at U+2028 and the like, and count lines that no editor shows.
    return (match.group() for match in re.finditer(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n").replace("\r", "\n")))


def _fault(row: dict[str, str]) -> str | None:
    if any(len(value) > LONGEST for value in row.values()):
        return f"has a field of more than {LONGEST} signs"
    if not any(row.get(name) for name in WHO):
        return f"says of nobody who it is: {', '.join(name for name in WHO if name in row)} empty"
    if row.get("kind") and row["kind"] not in set(EntityKind):
        return f"kind should be one of {', '.join(EntityKind)}, not {row['kind'][:60]!r}"
    if not row["iri"]:
        return "has no iri"
    if not is_web_iri(_thing(row["iri"])):
        return f"{row['iri'][:120]!r} is no IRI of http or https"
    return None


def _thing(iri: str) -> str:
    found = _WIKIDATA_PAGE.fullmatch(iri)
    return f"http://www.wikidata.org/entity/{found[1]}" if found else iri
