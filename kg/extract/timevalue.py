"""From what the words say to a place on the calendar, counted from the publication and the text before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kg.extract.feast import orthodox_easter
from kg.extract.lunar import solar_day
from kg.extract.timeanchor import BACK, Anchor, nearest, nearest_to
from kg.extract.timecount import coarser, count_about, count_from
from kg.extract.timefeast import feast_place, lasting
from kg.extract.timeframe import Frame
from kg.extract.timeplace import (
    Place,
    add_months,
    ancient_place,
    century_place,
    day_place,
    decade_place,
    easter,
    month_place,
    move,
    nth_weekday,
    part_place,
    range_place,
    season_place,
    unit_place,
    week_place,
    weekend_in,
    weekend_place,
    year_place,
)
from kg.model.time import Completion, Grain

CYCLE = 3  # years around the story's within which a name in the cycle of 60 is taken for one of them


class Calendar:
    """Places frames on the calendar, counted from one anchor; what cannot be placed gives None."""

    def __init__(self, anchor: Anchor) -> None:
        self.anchor = anchor
        self.completed_by: Completion | None = None  # what decided the last place, as far as its words left it open
        self.there = anchor._replace(published=anchor.now) if anchor.retold else anchor

    def place(self, frame: Frame) -> Place | None:
        """Find where a frame lies; None if it names no day there is, or what it is counted from is unknown."""
        self.completed_by = None
        try:
            return self._place(frame)
        except (ValueError, OverflowError):
            return None  # "31 April" is a slip or a street name, not a date

    def base(self, frame: Frame) -> date | None:
        """Give the day that shifts are counted from."""
        last = self.anchor.last
        if frame.anchor == "ref":
            if frame.day_shift is not None and self.anchor.day is not None:
                return self.anchor.day.start
            if frame.day_shift is not None and last is not None and last.grain is Grain.WEEK:
                return None  # "the same day" is no day of "next week"
            return last.start if last else self.anchor.published if self.anchor.setting.agenda else None
        if frame.anchor == "story" and self.anchor.year is not None:
            return last.start if last and last.start and last.start.year == self.anchor.year else date(self.anchor.year, 1, 1)
        return self.anchor.published if frame.day_shift is not None else self.anchor.now

    def _ancient_year(self, frame: Frame) -> int | None:
        """Give the year before our era that a frame counts from, as it has no days to count."""
        year = self.anchor.year
        return year if frame.anchor in ("ref", "story") and year is not None and year < 1 else None

    def _unnamed_day(self, frame: Frame) -> Place | None:
        """Give the month or year named last, where "that day" means a day of it and not one named before."""
        last, day = self.anchor.last, self.anchor.day
        if frame.anchor != "ref" or frame.day_shift != 0 or last is None or last.grain not in (Grain.MONTH, Grain.YEAR):
            return None
        if last.known is None or day is None or day.start is None or last.known[0] <= day.start < last.known[1]:
            return None
        return last

    def _place(self, frame: Frame) -> Place | None:
        if frame.within is not None and frame.dir is None:
            return self._inside(frame)
        if frame.dir is not None:
            return self._counted(frame)
        named = frame.day is not None and frame.month is not None  # "today, 20 August" in what was put online the evening before
        if frame.day_shift is not None and not named:
            if (whole := self._unnamed_day(frame)) is not None:
                return whole
            base = self.base(frame)
            return unit_place("day", base, frame.day_shift) if base else None
        if frame.century is not None and frame.decade is not None:
            return decade_place((frame.century - 1) * 100 + frame.decade % 100)  # "the 80s of the 19th century"
        if frame.century is not None:
            return century_place(frame.century, frame.era)
        if frame.decade is not None:
            return self._decade(frame.decade, frame.era)
        weekday_alone = frame.weekday is not None and frame.day is None and frame.month is None
        if frame.week_shift is not None or weekday_alone or frame.weekend is not None:
            return self._week(frame)
        if (
            frame.feast is not None
            or frame.easter is not None
            or frame.lunar is not None
            or frame.month is not None
            or frame.month_shift is not None
        ):
            return self._month(frame)
        if frame.day is not None:
            return self._day_alone(frame)
        if frame.quarter is not None or frame.half is not None or frame.season is not None or frame.week is not None:
            return self._part(frame)
        for unit in ("season", "quarter", "half", "year", "decade", "century"):
            shift = getattr(frame, f"{unit}_shift")
            if shift is not None:
                base = self.base(frame)
                if base is None:
                    year = self._ancient_year(frame)
                    return _ancient_unit(unit, year, shift) if year is not None else None
                return unit_place(unit, base, shift)
        years = self._years(frame)
        return year_place(years[0]) if len(years) == 1 else None

    def _years(self, frame: Frame) -> list[int]:
        """Give the year that a frame says, or the years that it may mean; [] if there is no telling."""
        if frame.year is not None:
            if frame.era == "story" and self.anchor.early is None:
                return []
            return [1 - frame.year if "bc" in (frame.era, frame.era == "story" and self.anchor.early) else frame.year]
        if frame.branch is not None:
            return self._cyclic(frame.stem or 0, frame.branch)
        if frame.yy is not None:
            pivot = (self.anchor.published.year if self.anchor.published else 2020) + 10
            year = pivot // 100 * 100 + frame.yy
            return [year - 100 if year > pivot else year]
        if frame.year_shift is not None:
            base = self.base(frame)
            here = base.year if base else self._ancient_year(frame)
            return [here + frame.year_shift] if here is not None else []
        if frame.lean is None and self.anchor.year is not None:
            self.completed_by = Completion.STORY
            near = self.anchor.focus
            if self._in_passing():
                return sorted({self.anchor.year, *(near.start.year + n for n in (-1, 0, 1))}) if near and near.start else []
            now = (
                None if self.anchor.narrative or self.anchor.sure or self.anchor.published is None else self.anchor.published.year
            )
            if near and near.start and abs(near.start.year - self.anchor.year) <= (not self.anchor.narrative):
                years = [near.start.year, near.start.year + 1, near.start.year - 1]
                return years if now is None or now in years else [*years, now]
            return [self.anchor.year] if now is None or now == self.anchor.year else [self.anchor.year, now]
        today = self.there.published if frame.lean else self.anchor.published
        if today is None:
            return []
        year = today.year
        return [year, year - 1, year + 1]

    def _cyclic(self, stem: int, branch: int) -> list[int]:
        """Give the year of a name in the cycle of 60, if one is near the publication or the story's year."""
        if (stem - branch) % 2:
            return []
        turn = (6 * stem - 5 * branch) % 60 + 4  # the cycle began in AD 4
        base = self.anchor.year or (self.anchor.published.year if self.anchor.published else 0)
        return [year for year in range(base - CYCLE, base + CYCLE + 1) if base and year % 60 == turn % 60]

    def _choose(self, places: Iterable[Place], frame: Frame) -> Place | None:
        """Take the only place, or the nearest."""
        found = list(places)
        if len(found) == 1 and frame.lean is None:
            return found[0]
        if frame.lean == "this" and self.anchor.published is not None:
            same = [place for place in found if place.start and place.start.year == self.anchor.published.year]
            return self._nearest(same, self.anchor)
        near = self.anchor.focus
        if frame.lean is None and frame.year is None and frame.year_shift is None and self.anchor.year is not None:
            carried = not self.anchor.narrative and not self.anchor.sure
            if carried and (fresh := [place for place in found if self.anchor.is_fresh(place)]):
                return self._nearest(fresh, self.anchor)
            self.completed_by = Completion.STORY
            if near is None or near.start is None:
                return found[0] if found else None  # in the year of the story, which comes first
            if self._in_passing():
                return nearest_to(found, near.start, BACK, self.anchor.year)
            return nearest_to(found, near.start, BACK if self.anchor.narrative else 1)
        return self._nearest(found, self.there if frame.lean else self.anchor, frame.lean)

    def _nearest(self, places: Iterable[Place], anchor: Anchor, lean: str | None = None) -> Place | None:
        """Take the nearest to the publication, and note whether anything else had a say."""
        self.completed_by = Completion.TENSE if lean or anchor.tense else Completion.NEAREST
        return nearest(places, anchor, lean)

    def _in_passing(self) -> bool:
        """Say whether the year said last may be no more than mentioned: the story may still be where its last date was."""
        anchor = self.anchor
        near = anchor.focus
        return (
            anchor.narrative
            and not anchor.sure
            and near is not None
            and near.start is not None
            and near.start.year != anchor.year
        )

    def _decade(self, decade: int, era: str | None) -> Place:
        if era == "bc":
            return Place(f"BC{decade // 10:03}", f"-{decade // 10:03}X", None, None, Grain.DECADE)
        if decade >= 1000 and decade % 100 == 0 and decade < 2000:
            return century_place(decade // 100 + 1)  # "the 1800s"
        if decade < 100:
            decade += 1900 if decade >= 30 else 2000
        return decade_place(decade)

    def _month(self, frame: Frame) -> Place | None:
        if frame.month_shift is not None:
            base = self.base(frame)
            if base is None:
                return None
            month = unit_place("month", base, frame.month_shift)
            return day_place(month.start.replace(day=frame.day)) if frame.day and month.start else month
        return self._choose(self._months(frame), frame)

    def _months(self, frame: Frame) -> Iterator[Place]:
        for year in self._years(frame):
            place = self._dated(frame, year)
            if place is None:
                continue
            checked = frame.weekday if frame.nth is None and frame.year is None else None
            if checked is not None and place.start and place.start.weekday() != checked:
                continue
            yield lasting(place, frame)

    def _dated(self, frame: Frame, year: int) -> Place | None:
        if frame.easter is not None:
            sunday = orthodox_easter(year) if frame.calendar is not None else easter(year)
            return day_place(sunday + timedelta(days=frame.easter))
        if frame.feast is not None or frame.calendar is not None:
            return feast_place(year, frame)
        if year < 1:
            return ancient_place(year, frame)
        if frame.lunar is not None:
            month, day = frame.month or 1, frame.day
            first = solar_day(year, month, day or 1, self.anchor.lunar_zone)
            if first is None:
                return None
            return (
                day_place(first)
                if day
                else Place(f"{first:%Y-%m}", f"{first:%Y-%m}~", first, first + timedelta(days=29), Grain.RANGE)
            )
        month = frame.month or 1
        if frame.nth is not None and frame.weekday is not None:
            return nth_weekday(month_place(year, month), frame.weekday, frame.nth)
        if frame.day is None:
            return month_place(year, month)
        try:
            return day_place(date(year, month, frame.day))
        except ValueError:
            return None

    def _day_alone(self, frame: Frame) -> Place | None:
        """Find a day of the month: in the month of the date before, if there is one, else near the publication."""
        last = self.anchor.last
        if last and last.start and last.grain in (Grain.DAY, Grain.MONTH) and frame.lean is None:
            base = last.start
        elif self.anchor.published and self.anchor.year in (None, self.anchor.published.year):
            base = self.anchor.published
        else:
            return None
        places = []
        months = (0, -1, 1) if frame.weekday is None else sorted(range(-12, 13), key=abs)
        for shift in months:
            start = add_months(base.replace(day=1), shift)
            try:
                places.append(day_place(start.replace(day=frame.day or 1)))
            except ValueError:
                continue
        if frame.weekday is not None:
            places = [p for p in places if p.start and p.start.weekday() == frame.weekday]
        if base is self.anchor.published:
            return self._nearest(places, self.anchor, frame.lean)
        self.completed_by = Completion.STORY
        return places[0] if places else None

    def _week(self, frame: Frame) -> Place | None:
        base = self.base(frame)
        if base is None:
            return None
        if frame.week_shift is not None:
            week = unit_place("week", base, frame.week_shift).start
            if week is None:
                return None
            if frame.weekday is not None:
                return day_place(week + timedelta(days=frame.weekday))
            return weekend_place(week) if frame.weekend else week_place(week)
        monday = base - timedelta(days=base.weekday())
        weeks = [monday + timedelta(weeks=shift) for shift in (0, -1, 1, -2, 2)]
        if frame.weekend:
            lean = frame.lean or ("past" if self.anchor.tense < 0 else None)
            return self._nearest((weekend_place(w) for w in weeks), self.there, lean)
        days = [day_place(w + timedelta(days=frame.weekday or 0)) for w in weeks]
        if frame.lean == "past":
            return self._nearest(days, self.there, "past")
        if frame.lean == "future" or (frame.lean is None and self.anchor.tense > 0):
            # "on Monday" told of the future on a Monday is still that day
            return self._nearest(days, self.there._replace(tense=1), frame.lean)
        if frame.lean == "this":
            return self._nearest(days, self.there) if self.anchor.setting.agenda else days[0]
        found = self._nearest(days, self.there._replace(tense=-2))  # news tells of what was, unless it says otherwise
        self.completed_by = Completion.TENSE if self.anchor.tense else Completion.NEAREST
        return found

    def _part(self, frame: Frame) -> Place | None:
        """Find a quarter, half, season or numbered week of a year."""
        places: list[Place] = []
        for year in self._years(frame):
            if year < 1:
                places.append(year_place(year)._replace(value=f"{year_place(year).value}-{frame.season or 'XX'}"))
            elif frame.quarter is not None:
                places.append(part_place("quarter", year, frame.quarter))
            elif frame.half is not None:
                places.append(part_place("half", year, frame.half))
            elif frame.season is not None:
                places.append(season_place(year, frame.season))
            else:
                places.append(week_place(date.fromisocalendar(year, frame.week or 1, 1)))
        if frame.lean == "this" and places:
            return places[0]
        return self._choose(places, frame)

    def _counted(self, frame: Frame) -> Place | None:
        """Count back or on: "two days ago", "a year later", "three days after Easter", "two Fridays from now"."""
        if frame.within is not None:
            whole = self.place(frame.within)
            if whole is None or whole.known is None or (frame.unit and coarser(whole.grain, frame.unit)):
                return None
            start, end = whole.known
            named = end - timedelta(days=1) if frame.dir == "ahead" else start
            return count_from(frame, named, whole.grain, exact=frame.within.day_shift is not None)
        base = self.base(frame)
        if frame.unit == "year" and frame.count is not None and base is None and (year := self._ancient_year(frame)) is not None:
            return year_place(year + (frame.count if frame.dir == "ahead" else -frame.count))
        if base is None:
            return None
        if frame.anchor == "ref" and frame.unit and (last := self.anchor.last) and coarser(last.grain, frame.unit):
            return None  # "two days later" than a month is no day
        return count_about(frame, base)

    def _inside(self, frame: Frame) -> Place | None:
        """Find the first, last or n-th unit, or the first or last few, of a longer stretch."""
        if frame.within is None or (frame.unit is None and frame.weekday is None):
            return None
        whole = self.place(frame.within)
        if whole is None or whole.known is None:
            return None
        start, end = whole.known
        if frame.weekday is not None:
            return nth_weekday(whole, frame.weekday, frame.nth if frame.nth is not None else 1)
        unit = frame.unit or "day"
        count = frame.count or 1
        if unit == "weekend":
            return weekend_in(whole, frame.nth or 1)
        if frame.nth is not None and unit == "week" and whole.grain is Grain.YEAR:
            weeks = date(start.year, 12, 28).isocalendar().week  # that day is always in the year's last week
            return week_place(date.fromisocalendar(start.year, frame.nth if frame.nth > 0 else weeks + 1 + frame.nth, 1))
        if frame.nth is not None:
            shift = frame.nth - 1 if frame.nth > 0 else frame.nth
            at = start if frame.nth > 0 else end
            if unit == "week" and at.weekday():
                at += timedelta(days=7 - at.weekday() if frame.nth > 0 else -at.weekday())
            return unit_place(unit, at, shift)
        if unit == "decade":
            unit, count = "year", count * 10
        if unit not in ("day", "week", "month", "quarter", "year"):
            return None
        first, last = (start, move(start, unit, count)) if frame.take == "first" else (move(end, unit, -count), end)
        if unit == "month" and count == 6 and whole.grain is Grain.YEAR:
            return part_place("half", start.year, 1 if frame.take == "first" else 2)
        if unit in ("month", "quarter", "year") and whole.grain is Grain.MONTH:
            return range_place(month_place(first.year, first.month), whole)
        if unit in ("month", "quarter") and whole.grain is Grain.YEAR:
            a, b = month_place(first.year, first.month), unit_place("month", last, -1)
            return range_place(a, b) if a != b else a
        if unit == "year" and whole.grain is not Grain.DAY:
            return range_place(year_place(first.year), year_place(last.year - 1))
        return range_place(day_place(first), day_place(last - timedelta(days=1)))


def _ancient_unit(unit: str, year: int, shift: int) -> Place | None:
    """Give the year or decade that lies `shift` units from a year before our era."""
    if unit == "year":
        return year_place(year + shift)
    if unit == "decade" and (number := (1 - year) // 10 - shift) > 0:
        return Place(f"BC{number:03}", f"-{number:03}X", None, None, Grain.DECADE)
    return None
