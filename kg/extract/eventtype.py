"""What type of event a word tells, by the learned weights: the tables say one, the words around it and the article's subject more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.trigger import read_as
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.inflection import Form, WordClass
from kg.lang.tokens import places
from kg.lang.triggers import Trigger
from kg.model.entity import EntityId
from kg.model.event import Event, EventType
from kg.model.text import Span

REACH = 5  # words on either side
FIRST = 2  # types that an article tells most of
MUCH, SOME = 0.25, 0.1  # shares of an article's events that are of a type


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about: its domains, and the types that its event words have by the tables, as observations."""

    domains: tuple[str, ...]
    types: tuple[str, ...]


def subject_of(views: Sequence[View], types: Iterable[EventType], tables: EventTables) -> Subject:
    """Read the whole article once; `types` are those of its event words by the tables."""
    counts = Counter(types)
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    shares = (f"{'much' if counts[name] >= MUCH * total else 'some'}={name}" for name in ranked if counts[name] >= SOME * total)
    return Subject(tables.domains.of([view.tokens for view in views]), (*(f"top={name}" for name in ranked[:FIRST]), *shares))


def observations(view: View, start: int, stop: int, trigger: Trigger, subject: Subject) -> Iterator[str]:
    """Name what may say of which type the event is that words `[start, stop)` of a sentence tell."""
    said = trigger.type
    yield "any"
    yield f"says={said}"
    yield f"says={said}.{trigger.strength}"
    yield f"class={trigger.word_class}"
    yield f"lemma={trigger.lemma}"
    yield f"lemma={trigger.lemma}.{said}"
    tokens = view.tokens
    yield from (f"w={token.key}" for token in tokens[start:stop])
    before, after = tokens[max(0, start - REACH) : start], tokens[stop : stop + REACH]
    yield from (f"before={token.key}" for token in before)
    yield from (f"after={token.key}" for token in after)
    if before:
        yield f"left={before[-1].key}"
    if after:
        yield f"right={after[0].key}"
    yield from (f"with={kind}" for kind in sorted({str(mention.kind) for mention in view.mentions}))
    for domain in subject.domains:
        yield f"domain={domain}"
        yield f"domain={domain}.{said}"
    yield from subject.types


def typed(events: Sequence[Event[EntityId]], views: Sequence[View], tables: EventTables) -> tuple[Event[EntityId], ...]:
    """Give each event the type that all its mentions together speak for; without weights that of the tables."""
    if tables.types is None or not events:
        return tuple(events)
    told = {view.sentence.span: view for view in views}
    subject = subject_of(views, (event.type for event in events), tables)
    best = [tables.types.best(_of_event(event, told, subject)) for event in events]
    return tuple(e if e.type is type_ else replace(e, type=type_) for e, type_ in zip(events, best, strict=True))


def _of_event(event: Event[EntityId], views: Mapping[Span, View], subject: Subject) -> Iterator[str]:
    """Give what is observed of the words of all mentions; a verb that leaves the naming to its object is heard only alone."""
    told: list[tuple[View, int, int, Trigger]] = []
    for mention in event.mentions:
        view = views[mention.sentence]
        inside = sorted(places(view.tokens, (mention.span,)))
        word_class, strength, lemma = read_as(mention.rule)
        told.append((view, inside[0], inside[-1] + 1, Trigger(lemma, event.type, word_class, strength, Form.BASE)))
    naming = [one for one in told if not (one[0].has(one[1], "light") and one[3].word_class is WordClass.VERB)]
    for view, start, stop, trigger in naming or told:
        yield from observations(view, start, stop, trigger, subject)
