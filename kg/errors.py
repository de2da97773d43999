"""The errors that a user can mend: each names the file, the place and the remedy."""

from __future__ import annotations


class KgError(Exception):
    """A fault in input or arguments, said in one line.

    `where` is the file, and the place in it if known (`news.jsonl:17`); `remedy` says what to do.
    """

    def __init__(self, message: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        """Give the whole line: place, message, remedy."""
        start = f"{self.where}: " if self.where else ""
        end = f"; {self.remedy}" if self.remedy else ""
        return f"{start}{self.message}{end}"


class InputError(KgError):
    """A source that cannot be read as an article: missing, empty, binary, broken."""


class PackError(KgError):
    """A language pack that cannot be loaded; the message lists every problem found."""


class FormatError(KgError):
    """A file that is not in the form that it should have: a store, a graph, a gold file."""
