"""What expressions of time are counted from, and the choice among the places that a partial date may mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kg.extract.timeplace import Place
from kg.extract.timesetting import NEWS, Setting
from kg.model.time import Grain

AGAINST = 150  # days by which a reading against a weak sign of tense counts as farther; twice for a strong one
OTHER_YEAR = 100  # days by which a month of another year counts as farther: news names the year then
BACK = 1.2  # times as far as it is: a date that goes back in the story
AWAY = 240  # days by which a date outside the year said last counts as farther
FRESH = 8  # days, that of publication included
SOON = 240  # days within which a date called "next" must lie


class Anchor(NamedTuple):
    """What an expression may be counted from.

    `published` is the publication day, `last` the date before in the text, `focus` the last day or month named,
    `year` the year that the story is in where it is not the publication's, `day` the
    last day named, `clock` the day that a bare time of day is on. `tense` is
    -3 to -1 in the past (by strong to weak signs), 1 in the future (3 in an agenda), 0 unknown. `narrative` says that the text tells of
    another time, `retold` that nothing in it is news: what is counted without saying from where then counts from where
    the story is, but for days ("today"). `sure` says that the story is in `year`, which is not only mentioned, nor in news of the sentence before.
    `early` is the era ("bc", "ad") of a text whose years have three digits.
    """

    published: date | None
    last: Place | None = None
    focus: Place | None = None
    year: int | None = None
    day: Place | None = None
    clock: Place | None = None
    tense: int = 0
    lunar_zone: int = 7
    setting: Setting = NEWS
    narrative: bool = False
    retold: bool = False
    sure: bool = True
    early: str | None = None

    def is_fresh(self, place: Place) -> bool:
        """Say whether a day is that of publication or one of the few before it, of which news tells."""
        if self.published is None or place.start is None or place.grain is not Grain.DAY:
            return False
        return 0 <= (self.published - place.start).days < FRESH

    @property
    def now(self) -> date | None:
        """Give the day that the words are said on: of the publication, or where the story is."""
        year = self.year
        if not self.retold or year is None or self.published is None or year == self.published.year:
            return self.published
        if year < 1:
            return None
        for place in (self.focus, self.last):
            if place and place.start and place.start.year == year:
                return place.start
        return date(year, 1, 1)


def nearest(places: Iterable[Place], anchor: Anchor, lean: str | None = None) -> Place | None:
    """Choose among the readings of a partial date: the one nearest to the publication day.

    A word such as "next" (`lean`) decides; the tense of the sentence only bends: what is told in the past
    does not lie ahead, what is told in the future does not lie behind, unless there is no other reading.
    """
    today = anchor.published
    known = [(p, p.known) for p in places]
    if today is None:
        return None
    ranked: list[tuple[int, int, Place]] = []
    for number, (place, days) in enumerate(known):
        if days is None:
            continue
        start, end = days
        ahead, behind = start > today, end <= today
        if (lean == "past" and not behind) or (lean == "future" and not ahead):
            continue
        gap = (start - today).days if ahead else (today - end).days + 1 if behind else 0
        if start.year != today.year and place.grain is not Grain.DAY:
            gap += OTHER_YEAR
        if lean is None and ((anchor.tense < 0 and ahead) or (anchor.tense > 0 and behind)):
            gap += AGAINST * abs(anchor.tense)
        ranked.append((gap, number, place))
    if not ranked:
        return None
    gap, _, best = min(ranked, key=lambda r: r[:2])
    if lean == "future" and gap > SOON and best.grain is Grain.DAY:
        # the word that means "next" may be a verb: in Vietnamese, "come to"
        return nearest((place for place, _ in known), anchor)
    return best


def nearest_to(places: list[Place], day: date, back: float, year: int | None = None) -> Place | None:
    """Choose the place nearest to a day of the story; one before it counts as `back` times as far: stories go on."""
    ranked: list[tuple[float, int, Place]] = []
    for number, place in enumerate(places):
        if place.known:
            start, end = place.known
            gap = (start - day).days if start > day else ((day - end).days + 1) * back if end <= day else 0
            if year is not None and start.year != year:
                gap += AWAY
            ranked.append((gap, number, place))
    return min(ranked, key=lambda r: r[:2])[2] if ranked else None
