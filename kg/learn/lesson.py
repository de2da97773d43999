"""What annotated articles teach: for each question of the extraction, the cases, what was observed, and the answer.

The stages run as in an extraction, each with what was learned for those before it, and the observations are
those that the extraction makes: a table fitted to anything else would not fit what it is used for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.extract.article import with_entities
from kg.extract.cast import Cast
from kg.extract.chain import Chains, chain
from kg.extract.dateoption import Option
from kg.extract.dating import Calendar
from kg.extract.event import find_events
from kg.extract.mention import find_mentions
from kg.extract.partake import observations, pair, role_observations, rows_of
from kg.extract.position import set_scenes
from kg.extract.reading import Reading, read
from kg.extract.realis import find_realis
from kg.extract.realis import observations as observe_realis
from kg.extract.sameevent import comparable, tellings
from kg.extract.sameevent import observations as observe_pair
from kg.extract.speaker import let_speak
from kg.extract.timex import tag_times
from kg.extract.trigger import Candidate, Found, count_sentences, find_by_points, only_supports, propose
from kg.extract.trigger import observations as observe_trigger
from kg.extract.view import View, views
from kg.lang.pack import LanguagePack
from kg.lang.points import Evidence, Points
from kg.learn.gold import GoldArticle, GoldEvent
from kg.learn.score import alike, bare_date, fold_form, names_of
from kg.learn.strengths import count_uses
from kg.model.entity import Mention
from kg.model.event import Realis, Role
from kg.model.text import Article, Span
from kg.model.time import Timex

UNSURE = Points({}, 10**6)  # believes nothing


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One annotated article, read as far as no evidence is asked for."""

    gold: GoldArticle
    reading: Reading
    timexes: tuple[Timex, ...]
    mentions: tuple[Mention, ...]
    chains: Chains
    views: tuple[View, ...]


@dataclass(slots=True)
class Cases:
    """The cases of one question, told apart by observations, with the answers."""

    rows: list[tuple[str, ...]]
    answers: list[bool]

    def add(self, row: Iterable[str], answer: bool) -> None:
        """Take up one case."""
        self.rows.append(tuple(row))
        self.answers.append(answer)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An event word that was found, the one before it in its sentence, and the annotated event that it tells, if any."""

    found: Found
    previous: Found | None
    event: GoldEvent | None


def prepare(gold: GoldArticle, article: Article, pack: LanguagePack) -> Lesson:
    """Read an article as far as no evidence is asked for."""
    reading = read(article, pack)
    timexes = tag_times(reading)
    mentions = find_mentions(reading, timexes)
    seen = views(reading, timexes, mentions)
    return Lesson(gold, reading, timexes, mentions, let_speak(reading, seen, chain(reading, mentions)), seen)


def trigger_cases(lessons: Sequence[Lesson]) -> Cases:
    """Ask of every word that may tell an event whether it does; words are as strong as the other articles make them."""
    proposed = [propose(lesson.views, lesson.reading.pack.events) for lesson in lessons]
    spans = [[span for event in lesson.gold.events for span in event.triggers] for lesson in lessons]

    strengths = count_uses(
        [(c, tells(view, c, wanted)) for view, here in article for c in here]
        for article, wanted in zip(proposed, spans, strict=True)
    )
    cases = Cases([], [])
    for n, (article, wanted) in enumerate(zip(proposed, spans, strict=True)):
        spread = count_sentences(article)
        for view, here in article:
            for i, candidate in enumerate(here):
                if only_supports(view, here, i):
                    continue
                before, after = here[i - 1] if i else None, here[i + 1] if i + 1 < len(here) else None
                row = observe_trigger(view, strengths.without(n, candidate), before, after, spread)
                cases.add(row, tells(view, candidate, wanted))
    return cases


def tells(view: View, candidate: Candidate, wanted: Sequence[Span]) -> bool:
    """Say whether a candidate of a sentence overlaps one of the wanted event words."""
    span = Span(view.tokens[candidate.start].begin, view.tokens[candidate.stop - 1].end)
    return any(span.overlaps(trigger) for trigger in wanted)


def tell(lesson: Lesson, evidence: Evidence) -> list[Told]:
    """Find the event words of an article, and what each tells by the annotation."""
    found = find_by_points(lesson.views, replace(lesson.reading.pack.events, evidence=evidence))
    told: list[Told] = []
    for i, trigger in enumerate(found):
        previous = found[i - 1] if i and found[i - 1].view is trigger.view else None
        told.append(Told(trigger, previous, event_at(lesson.gold, trigger.span)))
    return told


def annotated_only(lesson: Lesson, evidence: Evidence) -> list[Told]:
    """Give the words of an article that tell an annotated event, however little evidence there is for them.

    Dates are learned from these: what is dated does not hang on what finds events.
    """
    everything = replace(evidence, trigger=replace(evidence.trigger, threshold=-UNSURE.threshold))
    telling = [one for one in tell(lesson, everything) if one.event is not None]
    return [replace(one, previous=_before(telling, i)) for i, one in enumerate(telling)]


def _before(told: Sequence[Told], i: int) -> Found | None:
    return told[i - 1].found if i and told[i - 1].found.view is told[i].found.view else None


def realis_cases(lessons: Sequence[Lesson], told: Sequence[Sequence[Told]], realis: Realis) -> Cases:
    """Ask of every found event whether it is planned, possible or negated."""
    cases = Cases([], [])
    for lesson, here in zip(lessons, told, strict=True):
        for one in here:
            if one.event is not None:
                row = observe_realis(one.found, one.previous, lesson.reading.article)
                cases.add(lesson.gold.by_hand(row), one.event.realis == realis)
    return cases


def part_cases(
    lessons: Sequence[Lesson], told: Sequence[Sequence[Told]], roles: Iterable[Role]
) -> tuple[Cases, dict[Role, Cases]]:
    """Ask of every actor in the sentence of a found event whether it takes part, and of who does, of each role, whether in it."""
    part, by_role = Cases([], []), {role: Cases([], []) for role in roles}
    for lesson, here in zip(lessons, told, strict=True):
        tables = lesson.reading.pack.events.roles
        scenes = set_scenes([one.found for one in here], tables)
        cast = Cast(scenes, lesson.views, lesson.chains, tables)
        names = {entity.id: names_of(lesson.gold, entity) for entity in lesson.chains.entities}
        events = {one.found: one.event for one in here if one.event is not None}
        for number, scene in enumerate(scenes):
            rows = rows_of(scene)
            for n, placed in product(range(len(scene.triggers)), scene.placed):
                event, actors = events.get(scene.triggers[n]), cast.who(placed)
                if event is None or not actors:
                    continue
                beside = pair(scene, n, placed, rows[placed])
                row = tuple(observations(scene, number, n, placed, beside, cast, tables))
                right = part_of_actors([names[who] for who in actors], event)
                part.add(lesson.gold.by_hand(row), right is not None)
                if right is not None:
                    row += tuple(role_observations(scene, n, placed, beside))
                    for role, cases in by_role.items():
                        cases.add(lesson.gold.by_hand(row), right == role)
    return part, by_role


def part_of_actors(actors: Sequence[frozenset[str]], event: GoldEvent) -> str | None:
    """Give the role that one of these actors, each told by its names, has in an annotated event; None if none takes part."""
    for participant in event.participants:
        forms = frozenset(fold_form(form) for form in participant.forms)
        if any(alike(names, forms) for names in actors):
            return participant.role
    return None


def time_cases(lessons: Sequence[Lesson], told: Sequence[Sequence[Told]], evidence: Evidence, points: Points | None) -> Cases:
    """Ask of every time that a found event may have whether it has it.

    Where the story stands depends on what was dated before. `points` date those; None: the annotation does.
    """
    cases = Cases([], [])
    for lesson, here in zip(lessons, told, strict=True):
        calendar = Calendar(lesson.reading, lesson.views, points or UNSURE, [one.found for one in here])
        for one in here:
            realis = find_realis(one.found, one.previous, lesson.reading.article, evidence)
            wanted = bare_date(one.event.edtf) if one.event is not None else None
            right: Option | None = None
            for option in calendar.options(one.found) if one.event is not None else ():
                fits = wanted is not None and bare_date(option.edtf) == wanted
                cases.add(calendar.observations(one.found, realis, option), fits)
                right = option if fits and right is None else right
            if points is None:
                calendar.go_on(right, one.found)
            else:
                calendar.date(one.found, realis)
    return cases


def same_cases(lessons: Sequence[Lesson], evidence: Evidence) -> Cases:
    """Ask of every two mentions of annotated events that can be compared whether they tell the same one."""
    cases = Cases([], [])
    for lesson in lessons:
        pack = lesson.reading.pack
        reading = replace(lesson.reading, pack=replace(pack, events=replace(pack.events, evidence=evidence)))
        events = (with_entities(event, lesson.chains) for event in find_events(reading, lesson.views, lesson.chains))
        told = sorted(tellings(reading, lesson.views, tuple(events)), key=lambda telling: telling.is_title)
        frequency = Counter(telling.event.type for telling in told)
        golds = [event_at(lesson.gold, telling.event.mentions[0].span) for telling in told]
        for i, j in _pairs(len(told)):
            first, second = golds[i], golds[j]
            if first is not None and second is not None and comparable(told[i], told[j]):
                cases.add(observe_pair(told[i], told[j], frequency), first.id == second.id)
    return cases


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for j in range(count) for i in range(j))


def event_at(gold: GoldArticle, span: Span) -> GoldEvent | None:
    """Give the first annotated event that has a trigger at these words."""
    return next((event for event in gold.events if any(span.overlaps(trigger) for trigger in event.triggers)), None)
