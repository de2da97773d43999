"""When an event happened, as annotated news teaches: of all times that its article names the one that most speaks for, or none.

A conditional logit: each time, the event's having none, and its having one that the article does not name, has a sum of weights,
and their probabilities are as the exponents of these sums.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp

from kg.extract.dateoption import LATE, Option, Times, occasion, places_of, stretch
from kg.extract.reading import Reading
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.labelweights import Dating, LabelWeights
from kg.model.event import Realis
from kg.model.time import EventTime, Interval

BELIEVED = 0.38  # the least probability of a time; with it timelines were best, by cross-validation over annotated news
BEFORE, AMONG, BETWEEN = 2, 8, 2  # words before a date, and between it and an event: one by one, and as one phrase
LEFT, RIGHT = 3, 2  # words beside an event
MANY = 3  # mentions, ranks, dates; more say no more
STEPS = (1, 2, 4, 8)  # sentences
LENGTHS = (8, 14, 20, 30)  # sentences of an article


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A time that an event may have, and what is observed of the event's having it."""

    option: Option
    observed: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """One time of the article: the sentences that name it and how, in text order."""

    places: list[int] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """An event word, its sentence's number and times, and the time that is its own by grammar."""

    found: Found
    place: int
    here: frozenset[Interval]
    own: Interval | None


class DateChoice:
    """Dates the events of one article, each for itself: the times that stand beside its neighbours are observed, not those they got."""

    def __init__(
        self, reading: Reading, views: Sequence[View], found: Sequence[Found], weights: LabelWeights[Dating] | None = None
    ) -> None:
        self._times = times = Times(reading, views, found)
        self._weights = weights
        self._length = f"length.{_step(len(views), LENGTHS)}"
        self._named: dict[Interval, _Named] = {}
        for place, given in enumerate(times.given):
            for option in given:
                named = self._named.setdefault(option.interval, _Named())
                named.places.append(place)
                named.options.append(option)
        if times.publication is not None:
            self._named.setdefault(times.publication.interval, _Named())
        scenes = [self._scene(each) for each in found]
        self._scenes = {id(one.found): one for one in scenes}
        self._beside = {id(one.found): [("before", earlier)] for earlier, one in pairwise(scenes)}
        for one, later in pairwise(scenes):
            self._beside.setdefault(id(one.found), []).append(("behind", later))
        self._lemmas = Counter((time, one.found.trigger.lemma) for one in scenes for time in one.here)
        self._types = Counter((time, one.found.trigger.type) for one in scenes for time in one.here)
        self._owned = Counter((one.own, one.found.trigger.lemma) for one in scenes if one.own is not None)

    def _scene(self, found: Found) -> _Scene:
        place = self._times.place(found.view)
        own = self._times.own[id(found)]
        here = frozenset(option.interval for option in self._times.given[place])
        return _Scene(found, place, here, own.interval if own is not None and own.interval in here else None)

    def date(self, found: Found, realis: Realis) -> EventTime | None:
        """Give the most probable time; None where none is probable enough: undated.

        Raises:
            ValueError: There are no weights.
        """
        if self._weights is None:
            raise ValueError("dates are chosen by weights")
        candidates = self.candidates(found, realis)
        if not candidates:
            return None
        apart = self.observations(found, realis, len(candidates))
        chosen = choose(self._weights, [candidate.observed for candidate in candidates], apart)
        return None if chosen is None else self._times.time(found, candidates[chosen].option)

    def candidates(self, found: Found, realis: Realis) -> list[Candidate]:
        """Give every time of the article that the event may have, once: as its sentence names it, else as the nearest one does."""
        scene = self._scenes[id(found)]
        nearest = {time: bisect_right(named.places, scene.place) for time, named in self._named.items()}
        known = [time for time, after in nearest.items() if after]
        known.sort(key=lambda time: -self._named[time].places[nearest[time] - 1])
        ranks = {time: min(rank, MANY) for rank, time in enumerate(known)}
        candidates = (self._candidate(scene, realis, time, ranks.get(time)) for time in self._named)
        return [candidate for candidate in candidates if candidate is not None]

    def _candidate(self, scene: _Scene, realis: Realis, time: Interval, rank: int | None) -> Candidate | None:
        """Describe one time; None where the event cannot have it. `rank`: how many were named since, None if it comes later."""
        found, times, named = scene.found, self._times, self._named[time]
        published = times.publication
        if published is not None and (published.interval != time or not times.allows(found, realis, published)):
            published = None
        nearest = self._nearest(scene, realis, named)
        option = nearest or published
        if option is None:
            return None
        seen = ["any"]
        kind = "dct"
        if nearest is not None:
            place = times.place(nearest.view or found.view)
            kind = "here" if place == scene.place else "earlier" if place < scene.place else "later"
            told = times.observations(found, realis, nearest)
            if kind == "later":
                seen += (kind + name.removeprefix("earlier") for name in told)
                seen.append(f"later.by.{_step(place - scene.place, STEPS)}.{_stretch(found.view)}")
            else:
                seen += (*told, *words(found, nearest))
        if published is not None:
            seen += times.observations(found, realis, published)
            seen.append(f"dct.named.{kind}")
        seen.append(f"named.{min(len(named.options), MANY)}.{published is not None}")
        if kind == "here":
            seen.append(f"here.of.{min(len(scene.here), MANY)}")
            if time == scene.own:
                seen.append("own")
        elif rank is not None:
            dated = "dated" if scene.here else "undated"
            seen += (f"rank.{rank}", f"rank.{rank}.{_stretch(found.view)}", f"rank.{rank}.{dated}")
        seen += self._about_others(scene, time, kind if published is None else f"{kind}+dct")
        return Candidate(option, tuple(dict.fromkeys(seen)))

    def _nearest(self, scene: _Scene, realis: Realis, named: _Named) -> Option | None:
        """Give how the event's own sentence names a time, its own date or the next one first; else the last that did, else the next."""
        found, times = scene.found, self._times
        left, right = (cut(named.places, scene.place) for cut in (bisect_left, bisect_right))
        here = [option for option in named.options[left:right] if times.allows(found, realis, option)]
        if here:
            own = times.own[id(found)]
            return min(here, key=lambda option: (option.timex is not own, _distance(found, option)))
        elsewhere = named.options[left - 1] if left else named.options[right] if right < len(named.options) else None
        return elsewhere if elsewhere is not None and times.allows(found, realis, elsewhere) else None

    def _about_others(self, scene: _Scene, time: Interval, kind: str) -> Iterator[str]:
        """Name whether a time stands beside the events before and behind, and beside others told by the same word or of the same type."""
        found = scene.found
        for side, other in self._beside.get(id(found), ()):
            apart = _apart(*((other, scene) if side == "before" else (scene, other)))
            occasions = f"{occasion(other.found)}.{occasion(found)}"
            for beside in ("here", "own"):
                if time in other.here if beside == "here" else time == other.own:
                    yield f"{side}.{beside}.{apart}.{kind}"
                    yield f"{side}.{beside}.{occasions}.{kind}"
        own = time in scene.here
        if self._lemmas[time, found.trigger.lemma] > own:
            yield f"lemma.here.{kind}"
        if self._types[time, found.trigger.type] > own:
            yield f"type.here.{kind}"
        if self._owned[time, found.trigger.lemma] > (time == scene.own):
            yield f"lemma.own.{kind}"

    def observations(self, found: Found, realis: Realis, candidates: int) -> tuple[str, ...]:
        """Name what speaks for an event's having no time, or one that the article does not name, by the number of those it does."""
        view, trigger = found.view, found.trigger
        where, said = _stretch(view), occasion(found)
        dated = sum(timex.interval is not None for timex in view.timexes)
        seen = ["any", self._length, where, said, f"{where}.{said}", f"{realis}.{said}", f"dated.{min(dated, 2)}", str(realis)]
        seen += (f"type.{trigger.type}", str(trigger.word_class), f"form.{trigger.form}", f"lemma={trigger.lemma}")
        seen += (f"quoted.{view.quoted[found.start]}", f"candidates.{min(candidates, MANY + 1)}")
        seen += (f"near.{name}" for name in sorted(view.classes(found.start - LEFT, found.start)))
        seen += (f"left={key}" for key in view.keys[max(0, found.start - LEFT) : found.start])
        seen += (f"right={key}" for key in view.keys[found.stop : found.stop + RIGHT])
        seen += (f"vague.{timex.value}" for timex in view.timexes if timex.edtf is None)
        seen.append(f"first={view.keys[0]}")
        return tuple(dict.fromkeys(seen))


def choose(weights: LabelWeights[Dating], candidates: Sequence[Sequence[str]], apart: Sequence[str]) -> int | None:
    """Give the number of the most probable time by what is observed of each; None where none is probable enough.

    `apart` is what is observed of the event's having none of them.
    """
    if not candidates:
        return None
    sums = [weights.sums(observed)[Dating.TIME] for observed in candidates]
    others = weights.sums(apart)
    most = max(sums)
    whole = sum(exp((one - most) / 100) for one in (*sums, others[Dating.NONE], others[Dating.OTHER]))
    return sums.index(most) if whole * BELIEVED <= 1 else None


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


def _distance(found: Found, option: Option) -> int:
    """Count the tokens between an event word and a date of its sentence."""
    if option.timex is None:
        return 0
    start, stop = places_of(found.view, option.timex)
    return start - found.stop if start >= found.stop else found.start - stop


def _apart(first: _Scene, second: _Scene) -> str:
    """Name how far apart two event words stand, the first of them first."""
    sentences = second.place - first.place
    if sentences:
        return "next" if sentences == 1 else "near" if sentences <= MANY else "far"
    clauses = (one.found.view.clause(one.found.start, one.found.stop) for one in (first, second))
    return "clause" if len(set(clauses)) == 1 else "sentence"


def _stretch(view: View) -> str:
    return "late" if view.order > LATE else stretch(view)


def _step(number: int, steps: Sequence[int]) -> str:
    """Name the first step that a number does not exceed."""
    return next((str(step) for step in steps if number <= step), "more")
