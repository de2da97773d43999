"""What type of event a word tells, by the learned weights: the tables say one, the words around it and the article's subject more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.trigger import BEFORE, BEHIND, read_as
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.inflection import Form, WordClass
from kg.lang.phrases import Hit
from kg.lang.tokens import places
from kg.lang.triggers import Trigger
from kg.model.entity import EntityId
from kg.model.event import Event, EventType
from kg.model.text import Provenance, Span

REACH = 5  # words on either side
NEAR = 6  # words within which the content word next to an event is looked for
FIRST = 2  # types that an article tells most of
MUCH, SOME = 0.25, 0.1  # shares of an article's events that are of a type


Told = tuple[View, int, int, Trigger]  # an event word: its sentence, its tokens from and to, how the tables read it


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about, as observations: its domains, the types of its event words by the tables, its headline's words."""

    domains: tuple[str, ...]
    types: tuple[str, ...]
    title: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A sentence, the things that it names, and its event words in text order: the first token and the type by the tables."""

    view: View
    things: tuple[Hit[str], ...]
    told: tuple[tuple[int, EventType], ...]


def scenes_of(told: Iterable[tuple[View, int, EventType]], tables: EventTables) -> dict[Span, Scene]:
    """Look once at each sentence that tells events; `told` gives an event word's sentence, first token and type by the tables."""
    views: dict[Span, View] = {}
    words: defaultdict[Span, list[tuple[int, EventType]]] = defaultdict(list)
    for view, start, event_type in told:
        views[view.sentence.span] = view
        words[view.sentence.span].append((start, event_type))
    return {span: Scene(view, tables.objects.find(view.tokens), tuple(sorted(words[span]))) for span, view in views.items()}


def subject_of(views: Sequence[View], types: Iterable[EventType], tables: EventTables) -> Subject:
    """Read the whole article once; `types` are those of its event words by the tables."""
    counts = Counter(types)
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    shares = (f"{'much' if counts[name] >= MUCH * total else 'some'}={name}" for name in ranked if counts[name] >= SOME * total)
    title = sorted({view.keys[i] for view in views if view.order < 0 for i in range(len(view.tokens)) if _is_ordinary(view, i)})
    return Subject(
        tables.domains.of([view.tokens for view in views]),
        (*(f"top={name}" for name in ranked[:FIRST]), *shares),
        tuple(f"title={key}" for key in title),
    )


def observations(scene: Scene, start: int, stop: int, trigger: Trigger, subject: Subject) -> Iterator[str]:
    """Name what may say of which type the event is that words `[start, stop)` of a sentence tell."""
    view, said = scene.view, trigger.type
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
    yield from (f"thing={kind}" for hit in scene.things for kind in hit.values)
    for name in (*_things_beside(scene, start, stop), *_actors_beside(view, start, stop), *subject.types):
        yield name
        yield f"{name}.{said}"
    yield from _words_beside(view, start, stop)
    yield f"follows={_class_of(view, stop)}.{said}"
    yield from _events_around(scene, start)
    for domain in subject.domains:
        yield f"domain={domain}"
        yield f"domain={domain}.{said}"
    yield from subject.title


def _things_beside(scene: Scene, start: int, stop: int) -> Iterator[str]:
    """Name the kinds of the things behind an event word and before it, up to the next mark."""
    view = scene.view
    for hit in scene.things:
        if stop <= hit.start < stop + BEHIND and not view.marks_in(range(stop, hit.start)):
            yield from (f"behind={kind}" for kind in hit.values)
        elif start - BEFORE < hit.stop <= start and not view.marks_in(range(hit.stop, start)):
            yield from (f"front={kind}" for kind in hit.values)


def _actors_beside(view: View, start: int, stop: int) -> Iterator[str]:
    """Name the kinds of the nearest actors on either side in the clause: who does it, and whom it is done to."""
    tokens = view.tokens
    left, right = view.clause(start, stop)
    begin, end = tokens[left].begin, tokens[min(right, len(tokens)) - 1].end
    doers = [mention.kind for mention in view.mentions if begin <= mention.span.begin and mention.span.end <= tokens[start].begin]
    objects = [
        mention.kind for mention in view.mentions if tokens[stop - 1].end <= mention.span.begin and mention.span.end <= end
    ]
    yield f"doer={doers[-1] if doers else None}"
    yield f"object={objects[0] if objects else None}"


def _words_beside(view: View, start: int, stop: int) -> Iterator[str]:
    """Name the nearest ordinary word on either side in the clause, past the small words between."""
    left, right = view.clause(start, stop)
    sides = (
        ("doer.word", range(start - 1, max(left, start - NEAR) - 1, -1)),
        ("object.word", range(stop, min(right, stop + NEAR))),
    )
    for name, side in sides:
        word = next((view.keys[i] for i in side if i < len(view.keys) and _is_ordinary(view, i)), None)
        if word is not None:
            yield f"{name}={word}"


def _events_around(scene: Scene, start: int) -> Iterator[str]:
    """Name the types, by the tables, of the other event words in a sentence, and of the one before and the one after."""
    before = [event_type for first, event_type in scene.told if first < start]
    after = [event_type for first, event_type in scene.told if first > start]
    yield from (f"beside={event_type}" for event_type in sorted({*before, *after}))
    if before:
        yield f"previous={before[-1]}"
    if after:
        yield f"next={after[0]}"


def _class_of(view: View, i: int) -> str:
    """Name the kind of a token: a mark, a name, a number, or the cue classes of a word."""
    if view.is_mark(i):
        return "mark"
    if view.named[i]:
        return "name"
    return "number" if view.tokens[i].text[0].isdigit() else "+".join(sorted(view.tags[i]))


def _is_ordinary(view: View, i: int) -> bool:
    return view.tokens[i].is_word and not view.tags[i]


def typed(events: Sequence[Event[EntityId]], views: Sequence[View], tables: EventTables) -> tuple[Event[EntityId], ...]:
    """Give each event the type that all its mentions together speak for; without weights that of the tables."""
    if tables.types is None or not events:
        return tuple(events)
    known = {view.sentence.span: view for view in views}
    told = [[_told(mention, event.type, known) for mention in event.mentions] for event in events]
    scenes = scenes_of(((view, start, trigger.type) for here in told for view, start, _, trigger in here), tables)
    subject = subject_of(views, (event.type for event in events), tables)
    best = [tables.types.best(_of_event(here, scenes, subject)) for here in told]
    return tuple(e if e.type is type_ else replace(e, type=type_) for e, type_ in zip(events, best, strict=True))


def _told(mention: Provenance, event_type: EventType, views: Mapping[Span, View]) -> Told:
    view = views[mention.sentence]
    inside = sorted(places(view.tokens, (mention.span,)))
    word_class, strength, lemma = read_as(mention.rule)
    return view, inside[0], inside[-1] + 1, Trigger(lemma, event_type, word_class, strength, Form.BASE)


def _of_event(told: Sequence[Told], scenes: Mapping[Span, Scene], subject: Subject) -> Iterator[str]:
    """Give what is observed of the words of all mentions; a verb that leaves the naming to its object is heard only alone."""
    naming = [one for one in told if not (one[0].has(one[1], "light") and one[3].word_class is WordClass.VERB)]
    for view, start, stop, trigger in naming or told:
        yield from dict.fromkeys(observations(scenes[view.sentence.span], start, stop, trigger, subject))
