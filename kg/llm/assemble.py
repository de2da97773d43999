"""Making one extraction of what a model chose and, where its answer was not taken, of what the default reader reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.article import with_topics
from kg.extract.event import label
from kg.extract.eventlink import find_links
from kg.extract.subject import find_subjects
from kg.extract.telling import keep, tell
from kg.extract.topic import find_topics
from kg.extract.trigger import Found
from kg.lang.inflection import Form, WordClass
from kg.lang.triggers import Strength, Trigger
from kg.llm.check import Checked, Chosen, Rejection
from kg.llm.ground import Actor
from kg.llm.joining import Events, join
from kg.llm.place import Place
from kg.llm.sheet import Sheet
from kg.model.entity import Entity, EntityId, Mention
from kg.model.event import Event, EventType, Extraction, Issue, Participation
from kg.model.ids import content_id
from kg.model.text import Provenance, Span

# What an event of a model is worth that nothing else speaks for. That its words stand in the text is shown, that it is so is not.
CONFIDENCE = 0.6
ISSUE = "llm-"


def assemble(sheet: Sheet, reader: str, answers: Sequence[Checked], least: float | None = None) -> Extraction:
    """Give the extraction of an article of what is left of the answers about its parts, in text order.

    Sentences of which something was rejected are as the default reader reads them. `least` as in `conclude`.
    """
    rejections = [rejection for checked in answers for rejection in checked.rejections]
    lost = {sheet.reading.sentences[s].span for rejection in rejections for s in rejection.sentences}
    labels: set[Span] = set()
    events = [[_event(sheet, reader, one, labels) for one in checked.chosen] for checked in answers]
    actors = [actor for checked in answers for one in checked.chosen for actor in _actors(one) if actor.is_new]
    joined = join(events, sheet.events, lost)
    return conclude(sheet, joined, _new(actors), tuple(_issues(sheet, rejections)), least)


def conclude(
    sheet: Sheet, events: Events, new: Iterable[Entity], issues: tuple[Issue, ...], least: float | None = None
) -> Extraction:
    """Add to the events of an article all else that it says; `new` are actors that our own code did not see.

    `least` is the confidence from which on an event is told; None: all are.
    """
    events = tuple(event for event in events if least is None or event.confidence >= least)
    used = {part.who for event in events for part in event.participants} | {who for e in events for who in e.attributed_to}
    relations = sheet.relations
    told = {entity.id for entity in tell(sheet.chains, events, relations, sheet.reading.pack)} | used
    entities = [entity for entity in sheet.chains.entities if entity.id in told]
    known = {entity.id for entity in sheet.chains.entities}
    entities += [entity for entity in new if entity.id in used and entity.id not in known]
    entities.sort(key=lambda entity: entity.mentions[0].span)
    events, relations = keep(events, relations, entities)
    topics = find_topics(sheet.reading, sheet.timexes, sheet.mentions)
    return Extraction(
        article=sheet.article,
        sentences=sheet.reading.sentences,
        timexes=sheet.timexes,
        entities=tuple(entities),
        events=tuple(with_topics(event, topics) for event in events),
        relations=relations,
        topics=topics,
        subjects=find_subjects(sheet.reading, events),
        issues=(*sheet.issues, *issues),
        links=find_links(sheet.reading, sheet.seen, events),
    )


def _new(actors: Iterable[Actor]) -> Iterator[Entity]:
    """Give the actors that the model named first, each with all the places where it is named."""
    entities: dict[EntityId, Entity] = {}
    told: defaultdict[EntityId, set[Span]] = defaultdict(set)
    where: dict[Span, Provenance] = {}
    for actor in actors:
        entities.setdefault(actor.entity.id, actor.entity)
        told[actor.entity.id].add(actor.provenance.span)
        where.setdefault(actor.provenance.span, actor.provenance)
    for id, entity in entities.items():
        yield replace(entity, mentions=tuple(where[span] for span in sorted(told[id])))


def _actors(one: Chosen) -> Iterator[Actor]:
    yield from (actor for actor, _ in one.parts)
    yield from one.sources


def _issues(sheet: Sheet, rejections: Iterable[Rejection]) -> Iterator[Issue]:
    """Give an issue for each rejection; its span covers the sentences that the default reader reads instead."""
    for rejection in rejections:
        spans = [sheet.reading.sentences[sentence].span for sentence in rejection.sentences]
        where = Span(spans[0].begin, spans[-1].end) if spans else None
        instead = "; read by the default reader" if spans else ""
        yield Issue(f"{ISSUE}{rejection.reason}", f"{rejection.message}{instead}", where)


def _event(sheet: Sheet, reader: str, one: Chosen, labels: set[Span]) -> Event[EntityId]:
    place = one.told[0]
    return Event(
        id=content_id("evt", sheet.article.id, place.span.begin, place.span.end, one.type),
        type=one.type,
        realis=one.realis,
        label=_label(sheet, one, labels),
        lang=sheet.article.lang,
        mentions=tuple(_mention(sheet, reader, place, one.type) for place in one.told),
        time=one.time,
        participants=tuple(Participation(actor.entity.id, role, (actor.provenance,)) for actor, role in one.parts),
        attributed_to=tuple(actor.entity.id for actor in one.sources),
        confidence=CONFIDENCE,
    )


def _mention(sheet: Sheet, reader: str, place: Place, type: EventType) -> Provenance:
    """Say where an event is told, under a rule that names its word as those of the default reader do."""
    trigger = _trigger(sheet, place, type)
    rule = f"trigger.{trigger.word_class}.model:{trigger.lemma}"
    sentence = sheet.reading.sentences[place.sentence].span
    return Provenance(sheet.article.id, place.span, sentence, reader, rule)


def _trigger(sheet: Sheet, place: Place, type: EventType) -> Trigger:
    """Give how the tables read an event word; one that they do not know is a noun, which takes least for granted."""
    here = [c for c in sheet.candidates.get(place.sentence, ()) if c.start < place.stop and place.start < c.stop]
    if here:
        return max(here, key=lambda c: (min(c.stop, place.stop) - max(c.start, place.start), -c.start)).trigger
    words = " ".join(t.key for t in sheet.reading.tokens[place.sentence][place.start : place.stop])
    return Trigger(words, type, WordClass.NOUN, Strength.OPEN, Form.BASE)


def _label(sheet: Sheet, one: Chosen, taken: set[Span]) -> str:
    place = one.told[0]
    view = sheet.seen[place.sentence]
    found = Found(view, place.start, place.stop, _trigger(sheet, place, one.type), CONFIDENCE)
    taking = {actor.entity.id for actor, _ in one.parts}
    mentions: list[Mention] = [m for m in view.mentions if taking & set(sheet.chains.of.get(m, ()))]
    return label(found, mentions, taken).of(sheet.reading.text)
