"""One event as one article tells it, with what is compared across articles laid out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kg.model.entity import EntityId
from kg.model.event import Event, Extraction, Participation, Predicate, Realis, Relation, Role
from kg.model.ids import digest
from kg.model.text import Provenance, Span
from kg.model.time import EventTime
from kg.resolve.actor import Local
from kg.resolve.names import words

VERBATIM = 40  # characters from which a sentence that stands in two articles was copied
NUMBER = re.compile(r"\d+(?:[.,:-]\d+)*")  # with what groups its digits, a score too
UNMARKED = str.maketrans("", "", ".,")
YEAR = re.compile(r"(?:19|20)\d\d")

# Whose part in an event is told by naming either: an office holder and the state, a ministry and its country.
BELONGS = frozenset(
    {
        Predicate.HEADS,
        Predicate.MEMBER_OF,
        Predicate.WORKS_FOR,
        Predicate.PART_OF,
        Predicate.CITIZEN_OF,
        Predicate.PLAYS_FOR,
    }
)


class Quote(NamedTuple):
    """A sentence that tells an event, by its hash, and where in it the trigger stands; `long` if from `VERBATIM` characters."""

    sentence: str
    at: int
    long: bool


@dataclass(frozen=True)
class Told:
    """An event of one article, its participants resolved; `source` is the article's independent source.

    `quotes` are its sentences; `belongs` says to whom its participants belong, `keyed` which of them, and of its places, a table knows. `triggers` are its words, folded; `content` those of its label too, names left out; `company` is whoever its
    sentences name, in whatever part. `wording` are all words of its sentences but those of dates, folded, `numbers` the
    numbers among them but for years, which are part of many a name; `dateless` are its longer sentences without their dates, with the event word, by their hashes. `published` is the day of the news, None if unknown, `outlet` who publishes it.
    """

    event: Event[EntityId]
    article: str
    text: str
    source: str
    quotes: frozenset[Quote]
    triggers: frozenset[str]
    content: frozenset[str]
    company: frozenset[EntityId]
    belongs: Mapping[EntityId, Set[EntityId]]
    keyed: frozenset[EntityId]
    wording: frozenset[str]
    numbers: frozenset[str]
    dateless: frozenset[str]
    published: date | None
    outlet: str

    @property
    def time(self) -> EventTime | None:
        """Give when it happens; None if the text does not say."""
        return self.event.time

    @property
    def realis(self) -> Realis:
        """Say whether it is told as having happened."""
        return self.event.realis

    @cached_property
    def agents(self) -> frozenset[EntityId]:
        """Give those who do it."""
        return self._with(Role.AGENT)

    @cached_property
    def patients(self) -> frozenset[EntityId]:
        """Give those whom it is done to or for."""
        return self._with(Role.PATIENT, Role.RECIPIENT)

    @cached_property
    def parts(self) -> frozenset[EntityId]:
        """Give all participants but places."""
        return self._with(Role.AGENT, Role.PATIENT, Role.RECIPIENT)

    @cached_property
    def places(self) -> frozenset[EntityId]:
        """Give where it happens."""
        return self._with(Role.PLACE)

    @cached_property
    def behind(self) -> frozenset[EntityId]:
        """Give the participants and those whom they belong to."""
        return frozenset(self.parts.union(*(self.belongs.get(who, ()) for who in self.parts)))

    def _with(self, *roles: Role) -> frozenset[EntityId]:
        return frozenset(p.who for p in self.event.participants if p.role in roles)


def tell(
    extractions: Iterable[Extraction],
    of: Mapping[Local, EntityId],
    relations: Iterable[Relation[EntityId]],
    texts: Mapping[str, str],
    sources: Mapping[str, str],
    keyed: Set[EntityId],
) -> list[Told]:
    """Lay out the events of all articles, sorted by article and id.

    `texts` and `sources` are each article's text key and independent source, `keyed` the entities that a table knows.
    Raises `ValueError` if two articles use one id for an event: ids are hashes of content and say which article's it is.
    """
    belongs: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for relation in relations:
        if relation.object is not None and relation.predicate in BELONGS:
            belongs[relation.subject].add(relation.object)
    told = sorted(
        (
            knowing(resolved(report, of, texts[report.article], sources[report.article]), belongs, keyed)
            for extraction in extractions
            for report in told_in(extraction)
        ),
        key=lambda told: (told.article, told.event.id),
    )
    if len({report.event.id for report in told}) < len(told):
        raise ValueError("two events of these extractions have the same id")
    return told


def knowing(told: Told, belongs: Mapping[EntityId, Set[EntityId]], keyed: Set[EntityId]) -> Told:
    """Give the report with what is known of its participants and places, of all that is known."""
    of_them = {who: frozenset(belongs[who]) for who in told.parts if who in belongs}
    in_tables = frozenset(who for who in told.parts | told.places if who in keyed)
    return replace(told, belongs=of_them, keyed=in_tables) if of_them or in_tables else told


def resolved(told: Told, of: Mapping[Local, EntityId], text: str, source: str) -> Told:
    """Give a report of `told_in` with the graph's entities, its article's text key and independent source."""
    return replace(
        told,
        event=with_entities(told.event, told.article, of),
        text=text,
        source=source,
        company=frozenset([of[told.article, who] for who in told.company]),
    )


def told_in(extraction: Extraction) -> Iterator[Told]:
    """Lay out the events of one article as it alone knows them: with its own entities, before it is `resolved`, then `knowing`."""
    article = extraction.article
    names = {w for e in extraction.entities for name in (e.name, *e.names) for w in words(name)}
    named: defaultdict[Span, set[EntityId]] = defaultdict(set)
    for entity in extraction.entities:
        for mention in entity.mentions:
            named[mention.sentence].add(entity.id)
    wordings = _Wordings(extraction)
    for event in extraction.events:
        triggers = frozenset(" ".join(words(m.span.of(article.text))) for m in event.mentions)
        sentences = {m.sentence for m in event.mentions}
        said = {sentence: wordings.of(sentence) for sentence in sentences}
        yield Told(
            event=event,
            article=article.id,
            text="",
            source="",
            quotes=frozenset(Quote(said[m.sentence].hash, m.span.begin - m.sentence.begin, _is_long(m)) for m in event.mentions),
            triggers=triggers,
            content=(frozenset(words(event.label)) - names) | {w for trigger in triggers for w in trigger.split(" ")},
            company=frozenset(p.who for p in event.participants).union(*(named[sentence] for sentence in sentences)),
            belongs={},
            keyed=frozenset(),
            wording=frozenset(word for wording in said.values() for word in wording.words),
            numbers=frozenset(number for wording in said.values() for number in wording.numbers),
            dateless=frozenset(
                digest(" ".join(said[m.sentence].words), *words(m.span.of(article.text))) for m in event.mentions if _is_long(m)
            ),
            published=article.published_on,
            outlet=article.publisher or article.id,
        )


def _is_long(mention: Provenance) -> bool:
    return mention.sentence.end - mention.sentence.begin >= VERBATIM


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of a sentence in their order, folded, and its numbers; dates left out of both; the hash of the whole."""

    words: tuple[str, ...]
    numbers: frozenset[str]
    hash: str


class _Wordings:
    """The words of the sentences of one article."""

    def __init__(self, extraction: Extraction) -> None:
        self._text = extraction.article.text
        self._dates = sorted(timex.span for timex in extraction.timexes)
        self._known: dict[Span, _Wording] = {}

    def of(self, sentence: Span) -> _Wording:
        """Give the words of a sentence."""
        if sentence not in self._known:
            text = " ".join(self._pieces(sentence))
            numbers = (number.translate(UNMARKED) for number in NUMBER.findall(text) if not YEAR.fullmatch(number))
            self._known[sentence] = _Wording(words(text), frozenset(numbers), digest(sentence.of(self._text)))
        return self._known[sentence]

    def _pieces(self, sentence: Span) -> Iterator[str]:
        at = sentence.begin
        for timex in self._dates[bisect_left(self._dates, sentence.begin, key=lambda span: span.end) :]:
            if timex.begin >= sentence.end:
                break
            yield self._text[at : max(at, timex.begin)]
            at = max(at, timex.end)
        yield self._text[at : max(at, sentence.end)]


def with_entities(event: Event[EntityId], article: str, of: Mapping[Local, EntityId]) -> Event[EntityId]:
    """Put the graph's entities in the place of the article's; who became one takes part once in a role."""
    parts: dict[tuple[EntityId, Role], list[Provenance]] = {}
    for part in event.participants:
        parts.setdefault((of[article, part.who], part.role), []).extend(part.provenance)
    return replace(
        event,
        participants=tuple(Participation(who, role, tuple(found)) for (who, role), found in sorted(parts.items())),
        attributed_to=tuple(sorted({of[article, who] for who in event.attributed_to})),
    )
