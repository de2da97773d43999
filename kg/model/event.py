"""What happened: events with their time, participants and sources, and relations that last."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from kg.model.entity import Entity, EntityId, Mention
from kg.model.mediatopic import MediaTopic
from kg.model.pickled import pickled
from kg.model.text import Article, Provenance, Sentence, Span
from kg.model.time import EventTime, Timex

Who = TypeVar("Who", Mention, EntityId)


class EventType(StrEnum):
    """The types of event (the list of the annotation guidelines)."""

    AGREE = "AGREE"
    MEET = "MEET"
    STATEMENT = "STATEMENT"
    SUPPORT = "SUPPORT"
    REQUEST = "REQUEST"
    REJECT = "REJECT"
    ACCUSE = "ACCUSE"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MILITARY = "MILITARY"
    ATTACK = "ATTACK"
    CRIME = "CRIME"
    JUSTICE = "JUSTICE"
    PERSONNEL = "PERSONNEL"
    TRAVEL = "TRAVEL"
    TRANSACTION = "TRANSACTION"
    ECONOMY = "ECONOMY"
    ORGANISATION = "ORGANISATION"
    POLICY = "POLICY"
    BUILD = "BUILD"
    ACCIDENT = "ACCIDENT"
    WEATHER = "WEATHER"
    HEALTH = "HEALTH"
    LIFE = "LIFE"
    SPORT = "SPORT"
    SCIENCE = "SCIENCE"
    CULTURE = "CULTURE"
    OTHER = "OTHER"


class Realis(StrEnum):
    """Whether the text says that it happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    NEGATED = "negated"


class Role(StrEnum):
    """How an actor takes part in an event."""

    AGENT = "agent"
    PATIENT = "patient"
    RECIPIENT = "recipient"
    PLACE = "place"
    INSTRUMENT = "instrument"


class Predicate(StrEnum):
    """The relations between actors that last."""

    HEADS = "heads"
    HOLDS_ROLE = "holds_role"  # the object is the office, as text
    MEMBER_OF = "member_of"
    WORKS_FOR = "works_for"
    LOCATED_IN = "located_in"
    PART_OF = "part_of"
    OWNS = "owns"
    SPOUSE_OF = "spouse_of"
    PARENT_OF = "parent_of"
    ALLY_OF = "ally_of"
    ENEMY_OF = "enemy_of"
    CITIZEN_OF = "citizen_of"
    PLAYS_FOR = "plays_for"


class EventPredicate(StrEnum):
    """What the text says that one event is to another."""

    BEFORE = "before"  # what comes after something is told the other way round
    PART_OF = "part_of"
    ABOUT = "about"  # what is announced, asked for, agreed on or warned of is the object
    CAUSES = "causes"


@pickled
@dataclass(frozen=True, slots=True)
class Participation(Generic[Who]):
    """One actor's part in an event, and where the text says so (one provenance an article).

    `belief` is how much the learned weights speak for the part in one mention of the event, in hundredths of a logit; None where
    they did not, and in what was read from a file.
    """

    who: Who
    role: Role
    provenance: tuple[Provenance, ...]
    belief: int | None = field(default=None, compare=False)


@pickled
@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the learned weights believe of an event by one of its mentions: how probable each realis is, and each time it may have.

    The likeliest time comes first; a time of probability 1 stands with the event word by grammar. () where no weights decide.
    """

    realis: tuple[tuple[Realis, float], ...] = ()
    times: tuple[tuple[EventTime, float], ...] = ()


@pickled
@dataclass(frozen=True, slots=True)
class DateClaim:
    """One of several dates that reports give an event and that cannot all be right.

    `provenance` are the event's triggers in the reports that say so, sorted by place, at least one; `source_count` is how
    many independent sources these reports are.
    """

    time: EventTime
    provenance: tuple[Provenance, ...]
    source_count: int = 1


@pickled
@dataclass(frozen=True, slots=True)
class Event(Generic[Who]):
    """Something that happens at a time, told by the trigger words of its mentions.

    `mentions` are the triggers, the most informative first; each `span` is a trigger. `label` is a short
    phrase of the text to show it by. `time` is None where the text does not say when. `topics` are ids of
    topics. `attributed_to` are those who say that it happened, outside the event itself. `confidence` is
    between 0 and 1. `source_count` is how many independent sources tell it: reprints, lightly edited copies and
    articles that credit one agency are one. `claims` are the dates that contradict each other, the best
    supported first, whose time is `time`; () where no two reports do. `beliefs` are those of a single mention, None once
    the mentions of an event are joined.
    """

    id: str
    type: EventType
    realis: Realis
    label: str
    lang: str
    mentions: tuple[Provenance, ...]
    time: EventTime | None = None
    participants: tuple[Participation[Who], ...] = ()
    topics: tuple[str, ...] = ()
    attributed_to: tuple[Who, ...] = ()
    confidence: float = 0.5
    source_count: int = 1
    claims: tuple[DateClaim, ...] = ()
    beliefs: Beliefs | None = field(default=None, compare=False)


@pickled
@dataclass(frozen=True, slots=True)
class Relation(Generic[Who]):
    """A lasting fact between two actors; for `holds_role` the object is the office, `office` its words.

    Exactly one of `object` and `office` is set. It is attested on the day of the articles in `provenance`.
    """

    subject: Who
    predicate: Predicate
    provenance: tuple[Provenance, ...]
    object: Who | None = None
    office: str | None = None


@pickled
@dataclass(frozen=True, slots=True)
class EventLink:
    """What the text says that one event is to another; `subject` and `object` are ids of two events.

    `provenance` covers the words from the one event word to the other, with the words between that link them.
    """

    subject: str
    predicate: EventPredicate
    object: str
    provenance: tuple[Provenance, ...]


@pickled
@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about: a noun phrase, its id (by its words in their normal form) and where it stands.

    `broader` are the subjects of news that its words belong to, sorted; () where they do not say it.
    """

    id: str
    label: str
    lang: str
    mentions: tuple[Provenance, ...]
    broader: tuple[MediaTopic, ...] = ()


@pickled
@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of news that an article, given by its id, is about."""

    article: str
    code: MediaTopic


@pickled
@dataclass(frozen=True, slots=True)
class Issue:
    """Something seen and not understood, or understood with a doubt that matters; `span` None: the whole article."""

    code: str
    message: str
    span: Span | None = None


@pickled
@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says: a pure function of the article and its language pack.

    Entities are those of this article; events, relations and topics refer to them by id, and links to events.
    Everything is in text order, but topics and subjects, which come with the weightiest first, and links, which are
    sorted by their ends.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    timexes: tuple[Timex, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event[EntityId], ...] = ()
    relations: tuple[Relation[EntityId], ...] = ()
    topics: tuple[Topic, ...] = ()
    subjects: tuple[MediaTopic, ...] = ()
    issues: tuple[Issue, ...] = ()
    links: tuple[EventLink, ...] = ()
