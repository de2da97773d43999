"""Who and where: mentions in the text, and the entities that they name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.pickled import pickled
from kg.model.text import Provenance, Span

EntityId = str


class EntityKind(StrEnum):
    """The kinds of actor."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"


class MentionForm(StrEnum):
    """How a mention names its entity."""

    NAME = "name"  # a proper name, or a name with its class noun
    NOMINAL = "nominal"  # a description: "the ministry", "a working group on missiles"
    PRONOUN = "pronoun"  # "he", "the two countries": only the context says who


@pickled
@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or point to an actor.

    `span` covers the name as the gold has it (without the office before it), `wide` the whole noun phrase
    with title and apposition, which may be the same. `key` is the entry of a table that the words were
    found under (`country:JP`), or None. `only_source` marks a news agency or outlet that only
    reports. `number` is how many actors a plural points to ("the two countries": 2), 0 for an unknown plural.
    `belief` is how much the learned weights speak for the mention, in hundredths of a logit a word; None where they did not.
    """

    span: Span
    kind: EntityKind
    form: MentionForm
    name: str
    sentence: int
    rule: str
    wide: Span
    key: str | None = None
    only_source: bool = False
    number: int = 1
    belief: int | None = None

    def __hash__(self) -> int:
        """Hash by the place alone: no two mentions of a reading share one."""
        return hash((self.span.begin, self.span.end))


@pickled
@dataclass(frozen=True, slots=True)
class Entity:
    """One actor: of one article before resolution across articles, of the whole graph after.

    `name` is its best name, `names` all the others it goes by, sorted; `labels` are (language, name) pairs,
    sorted. `mentions` are in text order within an article, articles by id; never empty. `same_as` are the IRIs,
    sorted, that a user's table says are the same actor elsewhere (`kg.graph.linktable`).
    """

    id: EntityId
    kind: EntityKind
    name: str
    mentions: tuple[Provenance, ...]
    names: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    key: str | None = None
    only_source: bool = False
    same_as: tuple[str, ...] = ()
