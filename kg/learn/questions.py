"""What is asked of annotated articles: for each question that weights answer the cases, what was observed, and the label wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.extract.article import with_entities
from kg.extract.cast import Cast
from kg.extract.datechoice import Candidate, DateChoice, choose
from kg.extract.dating import Calendar
from kg.extract.event import find_events
from kg.extract.eventtype import observations as observe_type
from kg.extract.eventtype import scenes_of, subject_of
from kg.extract.partake import observations as observe_part
from kg.extract.partake import pair, role_observations, rows_of
from kg.extract.partake import words as role_words
from kg.extract.participants import ruled
from kg.extract.position import set_scenes
from kg.extract.realis import find_realis
from kg.extract.realis import observations as observe_realis
from kg.extract.realis import words as realis_words
from kg.extract.sameevent import comparable, likeness, tellings
from kg.extract.sameevent import observations as observe_pair
from kg.extract.sameevent import words as pair_words
from kg.extract.trigger import Found, propose
from kg.extract.triggerbelief import unlisted
from kg.lang.labelweights import Answer, Dating, LabelWeights
from kg.lang.roles import Part
from kg.learn.conditional import fit_choices
from kg.learn.crf import Settings, fit_crf
from kg.learn.gold import GoldEvent
from kg.learn.lesson import Lesson, event_at, part_of_actors
from kg.learn.score import bare_date, names_of
from kg.model.event import EventType, Realis
from kg.model.text import Span

ALWAYS = "any"  # observed in every case


@dataclass(frozen=True, slots=True)
class Case:
    """What is observed of one event word, or of an actor beside it, the label wanted, and the one that the tables alone give."""

    row: tuple[str, ...]
    wanted: StrEnum
    by_tables: StrEnum

    def answer(self, weights: LabelWeights[Any]) -> StrEnum:
        """Give the label by these weights."""
        best: StrEnum = weights.best(self.row)
        return best


@dataclass(frozen=True, slots=True)
class Choice:
    """What is observed of one event word and of each time that it may have, which one is wanted, and which the tables alone give.

    Both are numbers of `candidates`; the next number is none of them, the one after that a time that is not among them.
    """

    candidates: tuple[Candidate, ...]
    apart: tuple[str, ...]
    wanted: int
    by_tables: int

    def answer(self, weights: LabelWeights[Any]) -> int:
        """Give the number by these weights."""
        chosen = choose(weights, self.candidates, self.apart)
        return len(self.candidates) if chosen is None else chosen


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked: the labels, what is observed, how it is fitted, and in which figure of the scores it counts.

    `part` names it, `field` holds the answer in the tables of events, `room` is the module of kg/extract that observes, `model` what
    is fitted. `fit` takes cases, those of each article to be told so often. `weight` is how often the articles of the first
    folder are told, where there are others.
    """

    part: str
    field: str
    room: str
    asks: str
    labels: type[StrEnum]
    cases: Callable[[Lesson], Iterator[Case | Choice]]
    fit: Callable[[Iterable[tuple[Sequence[Any], int]]], dict[str, dict[StrEnum, int]]]
    figure: str
    weight: int = 2
    model: str = "a multinomial logistic regression"


def _regression(
    labels: type[StrEnum], settings: Settings, lean: Mapping[StrEnum, int] | None = None
) -> Callable[[Iterable[tuple[Sequence[Case], int]]], dict[str, dict[StrEnum, int]]]:
    """Make the fit of a multinomial logistic regression: a chain of one word is one.

    `lean` is added to what speaks for a label, in hundredths of a logit: which error costs more is a choice, and
    no annotated article holds it.
    """

    def fit(articles: Iterable[tuple[Sequence[Case], int]]) -> dict[str, dict[StrEnum, int]]:
        rows = (([[*case.row]], [str(case.wanted)]) for here, times in articles for _ in range(times) for case in here)
        emissions, _ = fit_crf(rows, settings)
        weights = {name: {labels(to): weight for to, weight in row.items()} for name, row in emissions.items()}
        for label, more in (lean or {}).items():
            always = weights.setdefault(ALWAYS, {})
            always[label] = always.get(label, 0) + more
        return weights

    return fit


def _conditional(articles: Iterable[tuple[Sequence[Choice], int]]) -> dict[str, dict[StrEnum, int]]:
    """Fit a conditional logit over the times that each event may have."""
    cases = (
        (
            (
                *([(name, Dating.TIME) for name in one.observed] for one in case.candidates),
                *([(name, label) for name in case.apart] for label in (Dating.NONE, Dating.OTHER)),
            ),
            case.wanted,
            times,
        )
        for here, times in articles
        for case in here
    )
    weights: dict[str, dict[StrEnum, int]] = {}
    for (name, label), weight in fit_choices(cases, ridge=10.0, seldom=10, steps=150).items():
        weights.setdefault(name, {})[label] = weight
    return weights


def _told(lesson: Lesson) -> list[tuple[Found, GoldEvent]]:
    """Give each word that tells an annotated event, as the tables read it, in text order."""
    views, tables = lesson.views, lesson.reading.pack.events
    wanted = [(span, event) for event in lesson.gold.events for span in event.triggers]
    told: list[tuple[Found, GoldEvent]] = []
    for view, here in propose(views, tables):
        found: list[tuple[Found, GoldEvent]] = []
        for span, event in wanted:
            inside = [i for i, token in enumerate(view.tokens) if span.overlaps(Span(token.begin, token.end))]
            if not inside:
                continue
            start, stop = inside[0], inside[-1] + 1
            listed = next((one for one in here if one.start < stop and start < one.stop), None)
            if listed is not None:
                start, stop = listed.start, listed.stop
            trigger = listed.trigger if listed else unlisted(view, start, stop)
            found.append((Found(view, start, stop, trigger, 1.0), event))
        told += sorted(found, key=lambda one: one[0].start)
    return told


def _type_cases(lesson: Lesson) -> Iterator[Case]:
    told, tables = _told(lesson), lesson.reading.pack.events
    subject = subject_of(lesson.views, (found.trigger.type for found, _ in told), tables)
    scenes = scenes_of(((found.view, found.start, found.trigger.type) for found, _ in told), tables)
    for found, event in told:
        row = observe_type(scenes[found.view.sentence.span], found.start, found.stop, found.trigger, subject)
        yield Case(tuple(dict.fromkeys(row)), EventType(event.type), found.trigger.type)


def _realis_cases(lesson: Lesson) -> Iterator[Case]:
    told, article = _told(lesson), lesson.reading.article
    evidence = lesson.reading.pack.events.evidence
    for i, (found, event) in enumerate(told):
        previous = _before(told, i)
        row = (*observe_realis(found, previous, article), *realis_words(found, previous))
        yield Case(tuple(dict.fromkeys(row)), Realis(event.realis), find_realis(found, previous, article, evidence))


def _role_cases(lesson: Lesson) -> Iterator[Case]:
    told, tables = _told(lesson), lesson.reading.pack.events.roles
    events = {id(found): event for found, event in told}
    scenes = set_scenes([found for found, _ in told], tables)
    cast = Cast(scenes, lesson.views, lesson.chains, tables)
    names = {entity.id: names_of(lesson.gold, entity) for entity in lesson.chains.entities}
    for number, scene in enumerate(scenes):
        rows = rows_of(scene)
        for n, trigger in enumerate(scene.triggers):
            for placed in scene.placed:
                actors = cast.who(placed)
                if not actors:
                    continue
                beside = pair(scene, n, placed, rows[placed])
                row = observe_part(scene, number, n, placed, beside, cast, tables)
                row += (*role_observations(scene, n, placed, beside), *role_words(scene, n, placed, beside))
                role = part_of_actors([names[who] for who in actors], events[id(trigger)])
                by_tables = ruled(scene, n, placed, tables)
                yield Case(tuple(dict.fromkeys(row)), Part(role or Part.NONE), Part(by_tables or Part.NONE))


def _date_cases(lesson: Lesson) -> Iterator[Choice]:
    """Ask of every event which of the article's times it has."""
    told, article, evidence = _told(lesson), lesson.reading.article, lesson.reading.pack.events.evidence
    found = [one for one, _ in told]
    calendar = Calendar(lesson.reading, lesson.views, evidence.time, found)
    dates = DateChoice(lesson.reading, lesson.views, found)
    for i, (one, event) in enumerate(told):
        realis = find_realis(one, _before(told, i), article, evidence)
        candidates = dates.candidates(one, realis)
        times = [bare_date(candidate.option.edtf) for candidate in candidates]
        by_tables = calendar.date(one, realis)
        yield Choice(
            tuple(candidates),
            dates.observations(one, realis, len(candidates)),
            _number(times, bare_date(event.edtf)),
            _number(times, bare_date(by_tables.edtf) if by_tables is not None else None),
        )


def _number(times: Sequence[str | None], time: str | None) -> int:
    """Give the number of a time; None has the one after the last, what is not among them the next."""
    return len(times) if time is None else times.index(time) if time in times else len(times) + 1


def _same_cases(lesson: Lesson) -> Iterator[Case]:
    """Ask of every two mentions that can be compared whether they tell the same event."""
    found: list[Found] = []
    for one, _ in _told(lesson):
        if not found or found[-1].view is not one.view or one.start >= found[-1].stop:
            found.append(one)
    tables = lesson.reading.pack.events
    events = find_events(lesson.reading, lesson.views, lesson.chains, found)
    told = tellings(lesson.reading, lesson.views, tuple(with_entities(event, lesson.chains) for event in events))
    told.sort(key=lambda telling: telling.is_title)
    frequency = Counter(telling.event.type for telling in told)
    golds = [event_at(lesson.gold, telling.event.mentions[0].span) for telling in told]
    for j, second in enumerate(told):
        for i, first in enumerate(told[:j]):
            if comparable(first, second):
                row = (*observe_pair(first, second, frequency), *pair_words(first, second))
                same = golds[i] is not None and golds[i] is golds[j]
                yield Case(tuple(dict.fromkeys(row)), _answer(same), _answer(likeness(first, second, tables, frequency) >= 0))


def _answer(is_so: bool) -> Answer:
    return Answer.YES if is_so else Answer.NO


def _before(told: Sequence[tuple[Found, GoldEvent]], i: int) -> Found | None:
    """Give the event word before number `i` in its sentence."""
    return told[i - 1][0] if i and told[i - 1][0].view is told[i][0].view else None


TYPE = Question(
    part="types",
    field="types",
    room="eventtype",
    asks="of which type an event is",
    labels=EventType,
    cases=_type_cases,
    fit=_regression(EventType, Settings(l1=0.3, l2=4.0, steps=200, seldom=2)),
    figure="type right",
)
# What has not happened, or not yet, is taken for done more easily than the other way round: most of what news tells has happened.
REALIS = Question(
    part="realis",
    field="realis",
    room="realis",
    asks="whether an event has happened",
    labels=Realis,
    cases=_realis_cases,
    fit=_regression(Realis, Settings(l1=0.1, l2=5.0, steps=200, seldom=5), {Realis.ACTUAL: -60}),
    figure="realis right",
)
# Most actors of a sentence have no part in an event, so that what the text leaves in doubt is believed too seldom: F1 is best where
# a part is believed from a chance of about half that F1 on, which is a third.
ROLES = Question(
    part="roles",
    field="parts",
    room="partake",
    asks="what part an actor of the sentence has in an event",
    labels=Part,
    cases=_role_cases,
    fit=_regression(Part, Settings(l1=0.1, l2=5.0, steps=200, seldom=5), {Part.NONE: -70}),
    figure="participants with role",
)
# Annotators differ in what they leave undated more than in anything else: the first folder's habits count for more.
DATES = Question(
    part="dates",
    field="dates",
    room="datechoice",
    asks="which of the times that an article names an event has",
    labels=Dating,
    cases=_date_cases,
    fit=_conditional,
    figure="timeline",
    weight=4,
    model="a conditional logit",
)
SAME = Question(
    part="same",
    field="same",
    room="sameevent",
    asks="whether two mentions tell the same event",
    labels=Answer,
    cases=_same_cases,
    fit=_regression(Answer, Settings(l1=0.1, l2=8.0, steps=200, seldom=5), {Answer.NO: -30}),
    figure="events",
)
QUESTIONS = {question.part: question for question in (TYPE, REALIS, ROLES, DATES, SAME)}
