"""What a user says of who is who and what is what, as values; a file of them is read in `kg.read.corrections`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.entity import EntityId, EntityKind
from kg.model.event import Predicate


class Act(StrEnum):
    """What an entry does."""

    SAME = "same"  # these are one, whatever the evidence
    DIFFERENT = "different"  # no two of these are one
    RENAME = "rename"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor as a user names it: it fits all that is given.

    `id` is one that kg showed, `name` any that the actor goes by, whatever its case, `key` a table's. With `articles`, only
    the actors of these articles are meant, which tells two people of one name apart.
    """

    id: EntityId | None = None
    name: str | None = None
    key: str | None = None
    kind: EntityKind | None = None
    articles: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give the reference in the user's words."""
        who = ", ".join(str(word) for word in (self.name, self.key, self.id, self.kind) if word)
        return f"{who} in {', '.join(self.articles)}" if self.articles else who


@dataclass(frozen=True, slots=True)
class RelationRef:
    """A relation as a user names it: its subject, what it says, and its object, an actor or the words of an office."""

    subject: ActorRef
    predicate: Predicate
    object: ActorRef | None = None
    office: str | None = None

    def __str__(self) -> str:
        """Give the reference in the user's words."""
        return f"{self.subject} {self.predicate} {self.object or self.office}"


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry: its number in the file, from 1, the line that it begins on (None: unknown), and what it says.

    Exactly one of `actors`, `events`, `article` and `relation` is set; two or more actors or events for `same` and
    `different`, one for `rename` and `drop`. Events are named by the id of any of their reports. `label` is the new name,
    `lang` the language that it holds for (None: all).
    """

    number: int
    act: Act
    line: int | None = None
    actors: tuple[ActorRef, ...] = ()
    events: tuple[str, ...] = ()
    article: str | None = None
    relation: RelationRef | None = None
    label: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """The entries of one file, by number; `file` is its name, for messages."""

    file: str
    entries: tuple[Correction, ...] = ()

    def reason(self, entry: Correction) -> str:
        """Give the reason of what was joined by an entry; it does not tell in which folder the file lies."""
        return f"correction {self.file.replace(chr(92), '/').rsplit('/', 1)[-1]} entry {entry.number}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """An entry that was left out, or a part of it, and why: one line for the user."""

    entry: int
    where: str  # file and line
    message: str

    def __str__(self) -> str:
        """Give the whole line."""
        return f"{self.where}: entry {self.entry} {self.message}"


def finding(corrections: Corrections, number: int, message: str) -> Finding:
    """Make the finding about an entry, with its place."""
    line = next((entry.line for entry in corrections.entries if entry.number == number), None)
    return Finding(number, corrections.file if line is None else f"{corrections.file}:{line}", message)
