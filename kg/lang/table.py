"""Reading a pack's TOML tables strictly: every fault becomes a `Problem`, all are reported at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a pack: `where` is `vi/time.toml: months.5`."""

    where: str
    message: str

    def __str__(self) -> str:
        """Give the line to print."""
        return f"{self.where}: {self.message}"


@dataclass(slots=True)
class Table:
    """One TOML table being read: keys are taken once each; what nobody took is an unknown key.

    The readers give an empty value after reporting a problem, so that one run finds all problems.
    """

    where: str
    values: dict[str, Any]
    problems: list[Problem]
    _taken: set[str] = field(default_factory=set)

    def report(self, key: str, message: str) -> None:
        """Note a problem at `key` ("" for the table itself)."""
        place = f"{self.where}.{key}" if key and not self.where.endswith(": ") else f"{self.where}{key}"
        self.problems.append(Problem(place.rstrip(": ") if not key else place, message))

    def _take(self, key: str, kind: type[E], default: E | None) -> E | None:
        self._taken.add(key)
        if key not in self.values:
            if default is None:
                self.report(key, "is missing")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.report(key, f"should be a {kind.__name__}, not {value!r}")
            return default
        return value

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def keys(self) -> Iterator[str]:
        """Give the keys in the file's order; each then counts as known."""
        self._taken.update(self.values)
        return iter(self.values)

    def text(self, key: str, default: str | None = None) -> str:
        """Take a string; with no default it must be there."""
        return self._take(key, str, default) or ""

    def integer(self, key: str, default: int | None = None) -> int:
        """Take a whole number; with no default it must be there."""
        return self._take(key, int, default) or 0

    def flag(self, key: str, default: bool = False) -> bool:
        """Take a boolean."""
        return bool(self._take(key, bool, default))

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Take a list of strings without twins; () if absent."""
        items = self._take(key, list, None if required else [])
        found: dict[str, None] = {}
        for item in items or ():
            if not isinstance(item, str) or not item.strip():
                self.report(key, f"should hold words only, not {item!r}")
            elif item in found:
                self.report(key, f"has {item!r} twice")
            else:
                found[item] = None
        return tuple(found)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Take a list of lists of strings; () if absent."""
        found: list[tuple[str, ...]] = []
        for item in self._take(key, list, []) or ():
            if isinstance(item, list) and item and all(isinstance(word, str) for word in item):
                found.append(tuple(item))
            else:
                self.report(key, f"should hold lists of words, not {item!r}")
        return tuple(found)

    def mapping(self, key: str) -> dict[str, str]:
        """Take a table of strings by string; {} if absent."""
        inner = self.table(key)
        return {name: inner.text(name) for name in inner.keys()}  # noqa: SIM118

    def table(self, key: str) -> Table:
        """Take an inner table; an empty one if absent."""
        inner = self._take(key, dict, {})
        return Table(f"{self.where}.{key}" if not self.where.endswith(": ") else f"{self.where}{key}", inner or {}, self.problems)

    def tables(self, key: str) -> list[Table]:
        """Take an array of tables; [] if absent."""
        items = self._take(key, list, [])
        prefix = self.where if self.where.endswith(": ") else f"{self.where}."
        return [Table(f"{prefix}{key}.{i}", item, self.problems) for i, item in enumerate(items or ()) if isinstance(item, dict)]

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in sorted(set(self.values) - self._taken):
            self.report(key, "is not a known key")


def read_table(path: Path, problems: list[Problem]) -> Table:
    """Read one file of a pack; a missing or broken one is a problem and reads as empty."""
    where = f"{path.parent.name}/{path.name}"
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(Problem(where, "is missing"))
        values = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(where, f"is not TOML: {error}"))
        values = {}
    return Table(f"{where}: ", values, problems)


Reader = Callable[[Table], E]
