"""A cluster within this process: what is built on Spark, without it."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.engine.flow import Row
from kg.engine.localflow import Held, LocalFlow
from kg.engine.serial import Serial

FILE = "file:"


def local(url: str) -> Path:
    return Path(url.removeprefix(FILE))


class LocalFiles:
    def whole(self, url: str) -> str:
        return FILE + str(local(url).absolute())

    def exists(self, url: str) -> bool:
        return local(url).exists()

    def is_folder(self, url: str) -> bool:
        return local(url).is_dir()

    def read(self, url: str) -> bytes | None:
        return local(url).read_bytes() if local(url).exists() else None

    def write(self, url: str, data: bytes) -> None:
        local(url).parent.mkdir(parents=True, exist_ok=True)
        local(url).write_bytes(data)

    def delete(self, url: str) -> None:
        if local(url).exists():
            shutil.rmtree(local(url))

    def names(self, folder: str) -> list[str]:
        return sorted(path.name for path in local(folder).iterdir()) if self.exists(folder) else []


class LocalInputs:
    """Splits lines as Hadoop does: a line belongs to the block that it begins in, or at the end of which the one before ends."""

    def __init__(self, flow: LocalFlow, block: int = 100) -> None:
        self._flow = flow
        self._block = block

    def lines(self, paths: Sequence[str], endings: Collection[str], longest: int) -> Held:
        blocks = [block for path in _found(paths, endings) for block in self._blocks(path)]
        parts = self._flow.parts
        # A step of LocalFlow gets every so many-eth row: those of a block are made to be in one part.
        rows = [block for at in range(parts) for block in blocks[at::parts]]
        return self._flow.rows(Row(path, f"{start:016x}", line[:longest]) for path, start, lines in rows for line in lines)

    def _blocks(self, path: str) -> Iterator[tuple[str, int, list[bytes]]]:
        data, at = local(path).read_bytes(), 0
        for start in range(0, len(data), self._block):
            lines: list[bytes] = []
            while at < len(data) and at <= start + self._block:
                end = data.find(b"\n", at)
                end = len(data) if end < 0 else end
                lines.append(data[at:end])
                at = end + 1
            yield path, start, lines

    def files(self, paths: Sequence[str], endings: Collection[str], most: int) -> Held:
        found = ((path, local(path).read_bytes()) for path in _found(paths, endings))
        return self._flow.rows(Row(path, "", data if len(data) <= most else None) for path, data in found)

    def listing(self, paths: Sequence[str]) -> Held:
        return self._flow.rows(Row(path, "", None) for path in _found(paths, ("",)))

    def state(self, paths: Sequence[str]) -> tuple[str, int]:
        found = {path: local(path).read_bytes() for path in _found(paths, ("",))}
        return repr(sorted(found.items())), sum(map(len, found.values()))


def _found(paths: Sequence[str], endings: Collection[str]) -> Iterator[str]:
    for path in paths:
        files = [file for file in local(path).rglob("*") if file.is_file()] if local(path).is_dir() else [local(path)]
        yield from (FILE + str(file) for file in files if file.name.lower().endswith(tuple(endings)))


class LocalOutputs:
    def __init__(self, flow: LocalFlow) -> None:
        self._flow = flow

    def lines(self, data: Held, folder: str, ending: str) -> int:
        values = [row.value for row in self._flow.few(data, 10**6)]
        return self._write(
            folder, f"part-00000{ending}", gzip.compress(b"".join(values), mtime=0), sum(v.count(b"\n") for v in values)
        )

    def table(self, data: Held, columns: Mapping[str, str], folder: str) -> int:
        values = [row.value for row in self._flow.few(data, 10**6)]
        assert all(value.keys() == columns.keys() for value in values)
        return self._write(folder, "part-00000.parquet", json.dumps(values, default=str).encode(), len(values))

    def _write(self, folder: str, name: str, data: bytes, count: int) -> int:
        local(folder).mkdir(parents=True, exist_ok=True)
        (local(folder) / name).write_bytes(data)
        return count

    def described(self, folder: str) -> dict[str, dict[str, Any]]:
        files = sorted(file for file in local(folder).rglob("*") if file.is_file())
        return {
            str(file.relative_to(local(folder))): {
                "bytes": file.stat().st_size,
                "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            }
            for file in files
        }


class LocalCluster:
    processes = 2

    def __init__(self, seed: int | None = None, block: int = 100) -> None:
        self.files = LocalFiles()
        self._flow = LocalFlow(parts=1, seed=seed)
        self.inputs = LocalInputs(LocalFlow(parts=1), block)
        self.builds = 0

    def flow(self, folder: str, size: int) -> tuple[LocalFlow, LocalOutputs]:
        self.builds += 1
        return self._flow, LocalOutputs(self._flow)

    def mapper(self, timeout: float | None) -> Serial:
        return Serial(timeout)
