"""Which of the inputs given a file belongs to, by what name it is told of, and where it stands among all files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import PurePosixPath

SCHEME = "://"


@dataclass(frozen=True, slots=True)
class Given:
    """One input as the user gave it, the so many-eth: `path` is absolute and with its scheme, as files are named where they are read."""

    number: int
    name: str
    path: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands: `rest` is its path in the folder that was given ("" if it was given itself), `order` sorts files as a build in one
    process reads them, `name` is what messages call it.
    """

    given: Given
    rest: str
    order: str
    name: str


@dataclass(slots=True)
class Places:
    """Finds the places of files among inputs."""

    given: Sequence[Given]
    _files: dict[str, list[Given]] = field(default_factory=dict)
    _folders: dict[str, list[Given]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.given:
            (self._folders if one.is_folder else self._files).setdefault(one.path.rstrip("/"), []).append(one)

    def of(self, path: str) -> list[Place]:
        """Give the places of a file, in order: several if it was given several times, none if it was not."""
        found = [(one.number, _named(one, "")) for one in self._files.get(path, ())]
        for folder in _above(path):
            found += [(one.number, _named(one, path[len(folder) + 1 :])) for one in self._folders.get(folder, ())]
        return [place for _, place in sorted(found, key=itemgetter(0))]

    def first(self, path: str) -> Place:
        """Give the first place of a file that was given."""
        return self.of(path)[0]

    def roots(self) -> list[str]:
        """Give the files and folders to read: each once, and none that is within another."""
        everything = dict.fromkeys((*self._files, *self._folders))
        return sorted(path for path in everything if not any(folder in self._folders for folder in _above(path)))


def place_of(number: int) -> str:
    """Give what sorts the so many-eth input before all that is in it."""
    return f"{number:06}"


def folder_name(given: Given) -> str:
    """Give what messages call a folder that was given."""
    return given.name.rstrip("/") if SCHEME in given.name else str(PurePosixPath(given.name))


def _named(given: Given, rest: str) -> Place:
    if not rest:
        return Place(given, "", place_of(given.number), given.name)
    name = f"{folder_name(given)}/{rest}" if SCHEME in given.name else str(PurePosixPath(given.name, rest))
    return Place(given, rest, "\x00".join((place_of(given.number), *rest.split("/"))), name)


def _above(path: str) -> Iterator[str]:
    """Give the folders that a path is in, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
