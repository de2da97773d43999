"""What an engine that spreads the data itself offers a build besides its steps: input, output, and files for what is small."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from kg.engine.flow import Flow

A = TypeVar("A")
B = TypeVar("B")
D = TypeVar("D")
T = TypeVar("T", covariant=True)
U = TypeVar("U", contravariant=True)


class Files(Protocol):
    """Files wherever the engine can reach them, by paths of this machine or URLs."""

    def whole(self, url: str, /) -> str:
        """Give a path or URL absolute and with its scheme."""
        ...

    def exists(self, url: str, /) -> bool:
        """Say whether there is a file or folder."""
        ...

    def is_folder(self, url: str, /) -> bool:
        """Say whether there is a folder."""
        ...

    def read(self, url: str, /) -> bytes | None:
        """Give what is in a file; None if there is none."""
        ...

    def write(self, url: str, data: bytes, /) -> None:
        """Write a file, which takes the place of an older one when it is complete."""
        ...

    def delete(self, url: str, /) -> None:
        """Remove a file, or a folder with all that is in it; nothing if it is not there."""
        ...

    def names(self, folder: str, /) -> list[str]:
        """Give the names of what is in a folder, sorted; none if there is no folder."""
        ...


class Inputs(Protocol[T]):
    """Reads files. `paths` are absolute, with their scheme, each once and none within another; of folders, files are read whose
    names end as `endings` say, in small letters or large.
    """

    def lines(self, paths: Sequence[str], endings: Collection[str], longest: int, /) -> T:
        """Give lines: path | where their block of the file begins, in figures that sort | the bytes, of a longer line only `longest`. A step
        gets the lines of a block one after another, and all of them.
        """
        ...

    def files(self, paths: Sequence[str], endings: Collection[str], most: int, /) -> T:
        """Give whole files: path | "" | bytes, None in their place if they are more than `most`."""
        ...

    def listing(self, paths: Sequence[str], /) -> T:
        """Give all files, of whatever kind: path | "" | None."""
        ...

    def state(self, paths: Sequence[str], /) -> tuple[str, int]:
        """Give a digest of all files' names, sizes and times of change, and their bytes together."""
        ...


class Outputs(Protocol[U]):
    """Writes data into folders, each part where it is; one that an earlier run of the build has written whole is left as it is."""

    def lines(self, data: U, folder: str, ending: str, /) -> int:
        """Write values that are lines, one or several each with its line end, in UTF-8, into gzipped parts; give the number of lines."""
        ...

    def table(self, data: U, columns: Mapping[str, str], folder: str, /) -> int:
        """Write values that are dicts of these columns, whose types are named as in SQL, as Parquet; give the number of rows."""
        ...

    def described(self, folder: str, /) -> Mapping[str, Mapping[str, Any]]:
        """Give the `bytes` and the `sha256` of each file in a folder and its folders, by its path there, sorted."""
        ...


class Mapper(Protocol):
    """Runs work on items within a step, as `kg.pipeline.Engine` does; it can be pickled."""

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item, in the items' order."""
        ...


class Cluster(Protocol[D]):
    """Where a build runs."""

    @property
    def files(self) -> Files:
        """Give its files."""
        ...

    @property
    def inputs(self) -> Inputs[D]:
        """Give what reads."""
        ...

    @property
    def processes(self) -> int:
        """Give how many parts are worked on at once."""
        ...

    def flow(self, folder: str, size: int, /) -> tuple[Flow[D], Outputs[D]]:
        """Give what runs the steps of a build on inputs of so many bytes, and what writes what they give; both keep in `folder` what is done."""
        ...

    def mapper(self, timeout: float | None, /) -> Mapper:
        """Give what runs work within a step; an item may take so many seconds (None: any time), and one that ends its process is lost alone."""
        ...
