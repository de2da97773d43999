"""When an event happened, as annotated news teaches: of all times that its article names the one that most speaks for, or none.

What grammar does not decide is left to a conditional logit: each time, the event's having none, and its having one that the
article does not name, has a sum of weights, and their probabilities are as the exponents of these sums.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp

from kg.extract.dateoption import LATE, VAGUE, Option, Times, occasion, places_of, stretch, tokens_between
from kg.extract.reading import Reading
from kg.extract.steps import step
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.labelweights import Dating, LabelWeights
from kg.model.event import Realis
from kg.model.time import EventTime, Interval

# The least probability of a time. The lower, the more is dated that should not be; timelines are as good from 0.35 to 0.45.
BELIEVED = 0.42
HARDLY = 0.02  # a probability below which a time need not be thought of
BEFORE, AMONG, BETWEEN = 2, 8, 2  # words before a date, and between it and an event: one by one, and as one phrase
LEFT, RIGHT = 3, 2  # words beside an event
PAST, COMING = 8, 3  # times named before and after an event's sentence, and in it, that it may have
MANY = 3  # mentions, ranks, dates; more say no more
STEPS = (1, 2, 4, 8)  # sentences
LENGTHS = (8, 14, 20, 30)  # sentences of an article


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A time that an event may have, and what is observed of the event's having it.

    `shared` is observed of every time of its kind, the same object for all of them, `own` of this one.
    """

    option: Option
    shared: tuple[str, ...]
    own: tuple[str, ...]

    @property
    def observed(self) -> tuple[str, ...]:
        """Give all that is observed, each once."""
        return (*self.shared, *self.own)


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """One time of the article: the sentences that name it and how, in text order."""

    places: list[int] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


NOWHERE = _Named()


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """An event word, its sentence's number and times, and those of the date that is its own by grammar."""

    found: Found
    place: int
    here: frozenset[Interval]
    own: frozenset[Interval]


class DateChoice:
    """Dates the events of one article, each for itself: the times that stand beside its neighbours are observed, not those they got."""

    def __init__(
        self, reading: Reading, views: Sequence[View], found: Sequence[Found], weights: LabelWeights[Dating] | None = None
    ) -> None:
        self._times = times = Times(reading, views, found)
        self._weights = weights
        self._length = f"length.{step(len(views), LENGTHS, 'more')}"
        self._named: dict[Interval, _Named] = {}
        for place, given in enumerate(times.given):
            for option in given:
                named = self._named.setdefault(option.interval, _Named())
                named.places.append(place)
                named.options.append(option)
        # Of the times that words of a beginning may mean, all but the first.
        self._others = frozenset(o.interval for here in times.given for first, o in pairwise(here) if o.timex is first.timex)
        self._since = list(_latest(times.given, PAST))
        self._until = list(_latest(times.given[::-1], COMING))[::-1]
        self._words: dict[int, tuple[str, ...]] = {}  # around the dates, by the option's identity
        scenes = [self._scene(each) for each in found]
        self._scenes = {id(one.found): one for one in scenes}
        self._beside = {id(one.found): [("before", earlier)] for earlier, one in pairwise(scenes)}
        for one, later in pairwise(scenes):
            self._beside.setdefault(id(one.found), []).append(("behind", later))
        self._lemmas = Counter((time, one.found.trigger.lemma) for one in scenes for time in one.here)
        self._types = Counter((time, one.found.trigger.type) for one in scenes for time in one.here)
        self._owned = Counter((time, one.found.trigger.lemma) for one in scenes for time in one.own)

    def _scene(self, found: Found) -> _Scene:
        place = self._times.place(found.view)
        own = self._times.own[id(found)]
        here = self._times.given[place]
        mine = (option.interval for option in here if own is not None and option.timex is own)
        return _Scene(found, place, frozenset(option.interval for option in here), frozenset(mine))

    def weigh(self, found: Found, realis: Realis) -> list[tuple[EventTime, float]]:
        """Give the times that an event may have with their probabilities, the likeliest first, without those that are hardly any.

        A date that stands with it by grammar alone is sure.

        Raises:
            ValueError: There are no weights.
        """
        if self._weights is None:
            raise ValueError("dates are chosen by weights")
        own = self._times.by_grammar(found, realis)
        if len(own) == 1:
            return [(self._times.time(found, own[0]), 1.0)]
        candidates = self.candidates(found, realis)
        if own:
            ways = [one for one in candidates if one.option in own]
            return [(self._times.time(found, max(ways, key=self._sum).option if ways else own[0]), 1.0)]
        apart = self.observations(found, realis, len(candidates))
        ranked = sorted(zip(chances(self._weights, candidates, apart), candidates, strict=True), key=lambda pair: -pair[0])
        return [(self._times.time(found, one.option), chance) for chance, one in ranked if chance >= HARDLY]

    def date(self, found: Found, realis: Realis) -> EventTime | None:
        """Give the most probable time of one event word; None where none is probable enough: undated. Raises as `weigh` does."""
        return likeliest(self.weigh(found, realis))

    def has_own(self, found: Found) -> bool:
        """Say whether a date stands with an event word by grammar alone."""
        return self._times.has_own(found)

    def _sum(self, one: Candidate) -> int:
        return 0 if self._weights is None else self._weights.sum(one.observed, Dating.TIME)

    def candidates(self, found: Found, realis: Realis) -> list[Candidate]:
        """Give the times that the event may have, each as its sentence names it, else as the nearest one does.

        They are those of its sentence, the last ones named before, the next ones named after it, and the day of publication.
        """
        scene, times = self._scenes[id(found)], self._times
        since, until = self._since[scene.place], self._until[scene.place]
        published = times.publication
        if published is not None and not times.allows(found, realis, published):
            published = None
        day = () if published is None else (published.interval,)
        where = _stretch(found.view)
        beside = self._neighbours(scene)
        shared: dict[str, tuple[str, ...]] = {}
        told: list[Candidate] = []
        for time in dict.fromkeys((*since, *until, *day)):
            named = self._named.get(time, NOWHERE)
            nearest = self._nearest(scene, realis, named)
            today = published if time in day else None
            option = nearest or today
            if option is None:
                continue
            own: list[str] = []
            kind = "dct"
            if nearest is not None:
                place = times.place(nearest.view or found.view)
                kind = "here" if place == scene.place else "earlier" if place < scene.place else "later"
                own += times.about_time(found, realis, nearest, kind)
                own += self._worded(found, nearest, kind)
                if kind == "later":
                    own.append(f"later.by.{step(place - scene.place, STEPS, 'more')}.{where}")
            if today is not None:
                own += times.about_time(found, realis, today, "dct")
                own.append(f"dct.named.{kind}")
                kind = f"{kind}+dct"
            if kind not in shared:
                kinds = dict.fromkeys(kind.split("+"))
                shared[kind] = tuple(name for one in kinds for name in times.about_event(found, realis, one))
            own.append(f"named.{min(len(named.options), MANY)}{'+dct' if today is not None else ''}")
            own += self._about_place(scene, time, since, where)
            own += self._about_others(scene, time, kind, beside)
            told.append(Candidate(option, shared[kind], tuple(own)))
        return told

    def _worded(self, found: Found, option: Option, kind: str) -> Iterable[str]:
        """Give the words around a date; those of another sentence are the same for all events."""
        if kind != "earlier":
            return words(found, option) if kind == "here" else ()
        if id(option) not in self._words:
            self._words[id(option)] = tuple(words(found, option))
        return self._words[id(option)]

    def _nearest(self, scene: _Scene, realis: Realis, named: _Named) -> Option | None:
        """Give how the event's own sentence names a time, its own date or the next one first; else the last that did, else the next."""
        found, times = scene.found, self._times
        left, right = (cut(named.places, scene.place) for cut in (bisect_left, bisect_right))
        here = [option for option in named.options[left:right] if times.allows(found, realis, option)]
        if here:
            own = times.own[id(found)]
            return min(here, key=lambda option: (option.timex is not own, tokens_between(option.timex, found)))
        elsewhere = named.options[left - 1] if left else named.options[right] if right < len(named.options) else None
        return elsewhere if elsewhere is not None and times.allows(found, realis, elsewhere) else None

    def _neighbours(self, scene: _Scene) -> list[tuple[_Scene, tuple[str, str]]]:
        """Give the events before and behind, each with where it stands and what kinds of happening the two are."""
        told: list[tuple[_Scene, tuple[str, str]]] = []
        for side, other in self._beside.get(id(scene.found), ()):
            first, second = (other, scene) if side == "before" else (scene, other)
            told.append((other, (f"{side}.{_apart(first, second)}", f"{side}.{occasion(other.found)}.{occasion(scene.found)}")))
        return told

    def _about_others(
        self, scene: _Scene, time: Interval, kind: str, beside: Iterable[tuple[_Scene, tuple[str, str]]]
    ) -> Iterator[str]:
        """Name whether a time stands beside the events before and behind, and beside others told by the same word or of the same type."""
        found = scene.found
        for other, names in beside:
            if time in other.here:
                yield from (f"here.{name}.{kind}" for name in names)
                if time in other.own:
                    yield from (f"own.{name}.{kind}" for name in names)
        mine = time in scene.here
        if self._lemmas[time, found.trigger.lemma] > mine:
            yield f"lemma.here.{kind}"
        if self._types[time, found.trigger.type] > mine:
            yield f"type.here.{kind}"
        if self._owned[time, found.trigger.lemma] > (time in scene.own):
            yield f"lemma.own.{kind}"

    def _about_place(self, scene: _Scene, time: Interval, since: Sequence[Interval], where: str) -> Iterator[str]:
        """Name whether the event's sentence names a time, or how many others were named since; what words may mean too counts once."""
        if time in scene.here:
            yield f"here.of.{min(len(scene.here - self._others), MANY)}"
            if time in scene.own:
                yield "own"
        elif time in since:
            rank = min(sum(other not in self._others for other in since[: since.index(time)]), MANY)
            yield f"rank.{rank}"
            yield f"rank.{rank}.{where}"
            yield f"rank.{rank}.{'dated' if scene.here else 'undated'}"

    def observations(self, found: Found, realis: Realis, candidates: int) -> tuple[str, ...]:
        """Name what speaks for an event's having no time, or one that the article does not name, by the number of those it does."""
        view, trigger = found.view, found.trigger
        where, said = _stretch(view), occasion(found)
        dated = sum(timex.interval is not None for timex in view.timexes)
        seen = ["any", self._length, where, said, f"{where}.{said}", f"{realis}.{said}", f"dated.{min(dated, 2)}", str(realis)]
        seen += (f"type.{trigger.type}", str(trigger.word_class), f"form.{trigger.form}", f"lemma={trigger.lemma}")
        seen += ("quoted" if view.quoted[found.start] else "unquoted", f"candidates.{min(candidates, MANY + 1)}")
        seen += (f"near.{name}" for name in sorted(view.classes(found.start - LEFT, found.start)))
        seen += (f"left={key}" for key in view.keys[max(0, found.start - LEFT) : found.start])
        seen += (f"right={key}" for key in view.keys[found.stop : found.stop + RIGHT])
        seen += (f"vague.{t.value if t.value in VAGUE else t.type}" for t in view.timexes if t.edtf is None)
        seen.append(f"first={view.keys[0]}")
        return tuple(dict.fromkeys(seen))


def likeliest(times: Sequence[tuple[EventTime, float]]) -> EventTime | None:
    """Give the first of some times with their probabilities, the likeliest first; None where it is not probable enough."""
    return times[0][0] if times and times[0][1] >= BELIEVED else None


def choose(weights: LabelWeights[Dating], candidates: Sequence[Candidate], apart: Sequence[str]) -> int | None:
    """Give the number of the most probable time; None where none is probable enough."""
    found = chances(weights, candidates, apart)
    best = max(range(len(found)), key=found.__getitem__, default=None)
    return best if best is not None and found[best] >= BELIEVED else None


def chances(weights: LabelWeights[Dating], candidates: Sequence[Candidate], apart: Sequence[str]) -> list[float]:
    """Give the probability of each time; `apart` is what is observed of the event's having none of them."""
    if not candidates:
        return []
    shared = {id(one.shared): one.shared for one in candidates}
    known = {key: weights.sum(observed, Dating.TIME) for key, observed in shared.items()}
    sums = [known[id(one.shared)] + weights.sum(one.own, Dating.TIME) for one in candidates]
    others = (weights.sum(apart, label) for label in (Dating.NONE, Dating.OTHER))
    most = max(sums)
    told = [exp((one - most) / 100) for one in sums]
    whole = sum(told) + sum(exp((one - most) / 100) for one in others)
    return [one / whole for one in told]


def words(found: Found, option: Option) -> Iterator[str]:
    """Name the words around a date, and those between it and the event; the pack's weights give what each is worth."""
    timex, view = option.timex, option.view
    if timex is None or view is None:
        return
    keys = view.keys
    kind = "here" if view is found.view else "earlier"
    start, stop = places_of(view, timex)
    yield from (f"{kind}.left{n}={key}" for n, key in enumerate(reversed(keys[max(0, start - BEFORE) : start]), 1))
    yield f"{kind}.first={keys[start]}"
    if stop < len(keys):
        yield f"{kind}.right={keys[stop]}"
    if view is found.view:
        side, gap = ("after", keys[found.stop : start]) if start >= found.stop else ("before", keys[stop : found.start])
        if len(gap) <= AMONG:
            yield from (f"{kind}.among.{side}={key}" for key in dict.fromkeys(gap))
        if len(gap) <= BETWEEN:
            yield f"{kind}.between.{side}={' '.join(gap)}"


def _latest(given: Iterable[Sequence[Option]], most: int) -> Iterator[tuple[Interval, ...]]:
    """Give for each sentence its times and those last named before it, the last first, at most so many."""
    last: tuple[Interval, ...] = ()
    for here in given:
        here_last = (option.interval for option in reversed(here))
        last = tuple(dict.fromkeys((*here_last, *last)))
        last = last[: max(most, len(here))]
        yield last


def _apart(first: _Scene, second: _Scene) -> str:
    """Name how far apart two event words stand, the first of them first."""
    sentences = second.place - first.place
    if sentences:
        return "next" if sentences == 1 else "near" if sentences <= MANY else "far"
    clauses = (one.found.view.clause(one.found.start, one.found.stop) for one in (first, second))
    return "clause" if len(set(clauses)) == 1 else "sentence"


def _stretch(view: View) -> str:
    return "late" if view.order > LATE else stretch(view)
