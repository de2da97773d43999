"""What has been answered: kept so that a run that was killed goes on, and the next one asks nothing again."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import FormatError, KgError
from kg.llm.answer import Answer, Reason

try:
    import fcntl
except ImportError:  # Windows, where nothing holds a second run back
    fcntl = None  # type: ignore[assignment]

REMEDY = "give another place with --journal"


class Journal:
    """A file of JSON lines, one for each answer that came, under the key of its question; the first one counts.

    A line is on the disk before `put` returns, so that nothing that was paid for is lost with the process; one that was cut by
    the end of the process is taken off. Threads may share a journal; of several processes one may write.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        """Open a journal, or begin one with the first answer; `writable` False: only read it.

        Raises:
            FormatError: The file is something else than a journal of answers.
            KgError: It cannot be read or written.
        """
        self.path = path
        self._writable = writable
        self._known: dict[str, Answer] = {}
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()
        self._whole = self._lines = 0  # bytes of the file that are whole lines, and how many lines
        try:
            if path.exists():
                with path.open("rb") as file:
                    self._read(file)
        except OSError as error:
            raise self._fault(error) from None

    def __len__(self) -> int:
        """Count the answers."""
        return len(self._known)

    def get(self, key: str) -> Answer | None:
        """Give the answer to a question; None if there is none."""
        return self._known.get(key)

    def put(self, key: str, model: str, answer: Answer) -> None:
        """Keep the answer to a question; a second one to the same is not kept."""
        with self._lock:
            if key in self._known:
                return
            self._known[key] = answer
            if self._writable:
                self._write(_line(key, model, answer))

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self, file: BinaryIO) -> None:
        """Take in the whole lines that were not there before."""
        file.seek(self._whole)
        for raw in file:
            if raw.endswith(b"\n"):
                self._lines += 1
                self._take(raw)
                self._whole += len(raw)

    def _take(self, raw: bytes) -> None:
        try:
            value = json.loads(raw)
            fault = value["fault"]
            answer = Answer(
                value["text"], value["sent"], value["received"], None if fault is None else Reason(fault), value["message"]
            )
            self._known.setdefault(value["key"], answer)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise FormatError("is no line of a journal of answers", where=f"{self.path}:{self._lines}", remedy=REMEDY) from None

    def _write(self, line: bytes) -> None:
        try:
            if self._file is None:
                self._file = self._opened()
            self._file.write(line)
            os.fsync(self._file.fileno())
            self._whole += len(line)
        except OSError as error:
            raise self._fault(error) from None

    def _opened(self) -> BinaryIO:
        """Open the file to write at its end, for this process alone; what another one has added meanwhile is taken in."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+b", buffering=0)
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise KgError(
                "another run writes to this journal", where=str(self.path), remedy=f"wait for it, or {REMEDY}"
            ) from None
        self._read(file)
        file.truncate(self._whole)
        return file

    def _fault(self, error: OSError) -> KgError:
        return KgError(f"no journal can be kept here: {error.strerror}", where=str(self.path), remedy=REMEDY)


def _line(key: str, model: str, answer: Answer) -> bytes:
    value: dict[str, Any] = {
        "key": key,
        "model": model,
        "sent": answer.sent,
        "received": answer.received,
        "fault": None if answer.fault is None else str(answer.fault),
        "message": answer.message,
        "text": answer.text,
    }
    return json.dumps(value, ensure_ascii=True).encode() + b"\n"
