"""Work for engines to be tested with; processes import it by name."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


def square(number: int) -> int:
    if number == 99:
        raise ZeroDivisionError("99")
    return number * number


def doubled(text: str) -> str:
    return text + text


class OwnError(Exception):
    """An error that cannot be copied to another process: it is made of more than it says."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def fail(number: int) -> int:
    raise OwnError(number, number)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Gives numbers as text; the odd ways of some are told apart by what is in `ways`."""

    ways: tuple[tuple[int, str], ...] = ()
    folder: Path | None = None  # for marks of what has been tried
    weighs: int = 1
    loading: float = 0.0  # seconds

    def __call__(self, number: int) -> str:
        match dict(self.ways).get(number):
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "killed once" if self._is_first(number):
                os.kill(os.getpid(), signal.SIGKILL)
            case "ends":
                os._exit(3)
            case "sleeps":
                time.sleep(600)
            case "sleeps and catches":
                while True:
                    try:
                        time.sleep(600)
                    except Exception:  # noqa: BLE001 as a careless extractor does
                        continue
            case "works on":
                while True:
                    pass
            case _:
                pass
        return str(number)

    def _is_first(self, number: int) -> bool:
        assert self.folder is not None
        mark = self.folder / str(number)
        is_first = not mark.exists()
        mark.touch()
        return is_first

    def prepare(self, number: int) -> None:
        time.sleep(self.loading)

    def weight(self, number: int) -> int:
        return self.weighs

    def lost(self, number: int, reason: str) -> str:
        return f"{number} {reason}"


@dataclass(frozen=True, slots=True)
class Noted:
    """Notes every item that it is at in a file, and ends its process at the first try of `deadly`."""

    notes: Path
    deadly: int

    def __call__(self, number: int) -> str:
        tried = self.notes.read_text("utf-8").split() if self.notes.exists() else []
        self.notes.write_text(" ".join([*tried, str(number)]), "utf-8")
        if number == self.deadly and str(number) not in tried:
            os.kill(os.getpid(), signal.SIGKILL)
        return str(number)


class Unloadable(Numbers):
    """Work that no other process can load."""

    def __reduce__(self) -> tuple[type[int], tuple[str]]:
        return int, ("no number",)
