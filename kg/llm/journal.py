"""What has been answered: kept so that a run that was killed goes on, and the next one asks nothing again."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import FormatError, KgError
from kg.llm.answer import Answer, Reason

REMEDY = "give another place with --journal"


class Journal:
    """A file of JSON lines, one for each answer that came, under the key of its question; the first one counts.

    A line is on the disk before `put` returns, so that nothing that was paid for is lost with the process; one that was cut by
    the end of the process is taken off. Threads may share a journal, processes may not.
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
        self._whole = 0  # bytes of the file that are whole lines
        try:
            if path.exists():
                with path.open("rb") as file:
                    for number, raw in enumerate(file, 1):
                        self._take(raw, number)
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

    def _take(self, raw: bytes, number: int) -> None:
        if not raw.endswith(b"\n"):
            return
        try:
            value = json.loads(raw)
            fault = value["fault"]
            answer = Answer(
                value["text"], value["sent"], value["received"], None if fault is None else Reason(fault), value["message"]
            )
            self._known.setdefault(value["key"], answer)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise FormatError("is no line of a journal of answers", where=f"{self.path}:{number}", remedy=REMEDY) from None
        self._whole += len(raw)

    def _write(self, line: bytes) -> None:
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("ab", buffering=0)
                self._file.truncate(self._whole)
            self._file.write(line)
            os.fsync(self._file.fileno())
            self._whole += len(line)
        except OSError as error:
            raise self._fault(error) from None

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
