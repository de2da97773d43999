"""Places on the calendar, by name or by counting, with their values in TIMEX3 and EDTF."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kg.extract.timeframe import Frame
from kg.model.time import Grain

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the first month, in the north
MONTHS = {"quarter": 3, "half": 6}
TWELVE = 12
# TIMEX3 writes a digit that is not said as "X".
UNSAID = "X"
SOME_YEAR = 4 * UNSAID
SOME_MONTH = SOME_DAY = 2 * UNSAID
SOME_WEEK = f"W{2 * UNSAID}"
GRAINS = {
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "half": Grain.HALF,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.CENTURY,
}


class Place(NamedTuple):
    """A stretch of the calendar: days `[start, end)`, both None for years before 1."""

    value: str
    edtf: str
    start: date | None
    end: date | None
    grain: Grain

    @property
    def known(self) -> tuple[date, date] | None:
        """Give both ends; None if it has no days."""
        return None if self.start is None or self.end is None else (self.start, self.end)


@lru_cache(maxsize=10_000)
def day_place(day: date) -> Place:
    """Give one day."""
    return Place(day.isoformat(), day.isoformat(), day, day + timedelta(days=1), Grain.DAY)


@lru_cache(maxsize=10_000)
def month_place(year: int, month: int) -> Place:
    """Give one month; raises ValueError outside the calendar."""
    start = date(year, month, 1)
    text = f"{year:04}-{month:02}"
    return Place(text, text, start, add_months(start, 1), Grain.MONTH)


def year_place(year: int) -> Place:
    """Give one year; years before 1 (0 is 1 BC) have no days."""
    if year < 1:
        return Place(f"BC{1 - year:04}", f"{year:05}" if year else "0000", None, None, Grain.YEAR)
    text = f"{year:04}"
    return Place(text, text, date(year, 1, 1), date(year + 1, 1, 1), Grain.YEAR)


def months_place(value: str, year: int, month: int, count: int, grain: Grain) -> Place:
    """Give `count` months from `month` on."""
    start = date(year, month, 1)
    last = add_months(start, count - 1)
    return Place(value, f"{start:%Y-%m}/{last:%Y-%m}", start, add_months(start, count), grain)


def add_months(day: date, count: int) -> date:
    """Move by whole months; a day that the month does not have becomes its last."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                if not 1 <= year <= 9999:
                    raise
    raise ValueError(f"no such month: {year}-{month + 1}")


def unit_place(unit: str, day: date, shift: int = 0) -> Place:
    """Give the whole `unit` that lies `shift` units from the one with `day`; raises ValueError outside the calendar."""
    try:
        return _unit_place(unit, day, shift)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def _unit_place(unit: str, day: date, shift: int) -> Place:
    if unit == "day":
        return day_place(day + timedelta(days=shift))
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return week_place(monday)
    if unit == "month":
        moved = add_months(day.replace(day=1), shift)
        return month_place(moved.year, moved.month)
    if unit in MONTHS:
        size = MONTHS[unit]
        moved = add_months(day.replace(month=(day.month - 1) // size * size + 1, day=1), shift * size)
        number = (moved.month - 1) // size + 1
        return part_place(unit, moved.year, number)
    if unit == "year":
        return year_place(day.year + shift)
    if unit == "decade":
        return decade_place(day.year // 10 * 10 + shift * 10)
    if unit == "century":
        return century_place((day.year - 1) // 100 + 1 + shift)
    raise ValueError(f"not a unit of the calendar: {unit}")


def week_place(monday: date) -> Place:
    """Give the week that begins on `monday`."""
    year, week, _ = monday.isocalendar()
    last = monday + timedelta(days=6)
    return Place(f"{year}-W{week:02}", f"{monday}/{last}", monday, monday + timedelta(days=7), Grain.WEEK)


def weekend_place(monday: date) -> Place:
    """Give the weekend of the week that begins on `monday`."""
    year, week, _ = monday.isocalendar()
    saturday = monday + timedelta(days=5)
    sunday = saturday + timedelta(days=1)
    return Place(f"{year}-W{week:02}-WE", f"{saturday}/{sunday}", saturday, monday + timedelta(days=7), Grain.RANGE)


def weekend_in(whole: Place, nth: int) -> Place | None:
    """Give the `nth` weekend of a stretch, from its end if negative, or the one at a day: a Monday's is before it."""
    if whole.known is None:
        return None
    start = whole.known[0]
    if whole.grain is Grain.DAY:
        return weekend_place(start - timedelta(days=start.weekday()) - timedelta(weeks=start.weekday() < 2))
    saturday = nth_weekday(whole, 5, nth)
    return weekend_place(saturday.start - timedelta(days=5)) if saturday and saturday.start else None


def part_place(unit: str, year: int, number: int) -> Place:
    """Give a quarter or half of a year."""
    size = MONTHS[unit]
    if not 1 <= number <= TWELVE // size:
        raise ValueError(f"no such {unit}: {number}")
    return months_place(f"{year:04}-{unit[0].upper()}{number}", year, (number - 1) * size + 1, size, GRAINS[unit])


def season_place(year: int, season: str) -> Place:
    """Give a season in the north; winter is named by the year that it begins in."""
    return months_place(f"{year:04}-{season}", year, SEASONS[season], 3, Grain.QUARTER)


def decade_place(year: int) -> Place:
    """Give the decade that begins with `year`."""
    return Place(f"{year // 10:03}", f"{year // 10:03}X", date(year, 1, 1), date(year + 10, 1, 1), Grain.DECADE)


def century_place(number: int, era: str | None = None) -> Place:
    """Give a century by its number; those before our era have no days."""
    if era == "bc":
        return Place(f"BC{number - 1:02}", f"-{number - 1:02}XX", None, None, Grain.CENTURY)
    start = (number - 1) * 100
    return Place(f"{number - 1:02}", f"{number - 1:02}XX", date(max(start, 1), 1, 1), date(start + 100, 1, 1), Grain.CENTURY)


def bound(edtf: str, *, last: bool) -> str:
    """Give the first or last date of an EDTF date, as one end of an interval: level 1 has no "195X" there."""
    end = edtf.split("/")[-1 if last else 0]
    return end.replace("X", "9" if last is not end.startswith("-") else "0")


def range_place(first: Place, last: Place) -> Place | None:
    """Join two places to one stretch; None if the second ends before the first begins."""
    edtf = f"{bound(first.edtf, last=False)}/{bound(last.edtf, last=True)}"
    value = f"{first.value}/{last.value}"
    one, two = first.known, last.known
    if one is None or two is None:
        return Place(value, edtf, None, None, Grain.RANGE)
    return Place(value, edtf, one[0], two[1], Grain.RANGE) if one[0] < two[1] else None


def ancient_place(year: int, frame: Frame) -> Place:
    """Give a year before 1 with its month and day; none of them has days here."""
    whole = year_place(year)
    rest = f"-{frame.month:02}" if frame.month else ""
    rest += f"-{frame.day:02}" if frame.month and frame.day else ""
    return whole._replace(value=whole.value + rest, edtf=whole.edtf + rest)


def move(day: date, unit: str, count: int) -> date:
    """Move a day by whole days, weeks, months, quarters or years."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def nth_weekday(whole: Place, weekday: int, nth: int) -> Place | None:
    """Give the `nth` such weekday in a stretch, from its end if negative; None if there is none."""
    if whole.known is None:
        return None
    start, end = whole.known
    if nth > 0:
        day = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = end - timedelta(days=1)
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return day_place(day) if start <= day < end else None


def easter(year: int) -> date:
    """Give Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)
