"""Days of feasts that other calendars than the Gregorian set: the Julian, the Islamic, the Hebrew, and tables of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from kg.lang.world import feast_days

JULIAN_START = 1721117  # Julian day number of the day before 1 March of the year 0, in the Julian calendar
DAY_ZERO = 1721425  # Julian day number of the day before 0001-01-01 in the proleptic Gregorian calendar
HIJRI_YEARS = (1343, 1500)  # of the official calendar of Saudi Arabia, which reaches from 1924 to 2077
HEBREW_OFFSET = 3760
LAST_MONTH = 12  # Adar, which leap years have twice: feasts are in the second


def feast_in(year: int, calendar: str, month: int, day: int) -> date | None:
    """Give the day in a Gregorian year on which a day of another calendar falls, the first if there are two.

    Islamic months count from Muharram, by the calendar of Umm al-Qura; Hebrew ones from Nisan, and the day is the
    one on whose eve it begins. None if there is none, or the calendar does not reach there.
    """
    return next((found for found in _days(calendar, year, month, day) if found.year == year), None)


def table_day(name: str, year: int) -> date | None:
    """Give the day of a feast that only a table knows; None outside its years."""
    return feast_days().get(name, {}).get(year)


def julian_day(year: int, month: int, day: int) -> date:
    """Give the Gregorian day of a date in the Julian calendar; raises ValueError outside Python's years."""
    shifted, later = (year, month - 3) if month > 2 else (year - 1, month + 9)
    number = JULIAN_START + 365 * shifted + shifted // 4 + (153 * later + 2) // 5 + day
    return date.fromordinal(number - DAY_ZERO)


def orthodox_easter(year: int) -> date:
    """Give Easter Sunday of the eastern churches (Meeus's rule for the Julian calendar)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return julian_day(year, month, day + 1)


def _days(calendar: str, year: int, month: int, day: int) -> Iterator[date]:
    if calendar == "julian":
        yield from (julian_day(y, month, day) for y in (year - 1, year))
    elif calendar == "islamic":
        about = (year - 622) * 33 // 32
        found = (_islamic(y, month, day) for y in range(about - 1, about + 3))
        yield from (d for d in found if d is not None)
    elif calendar == "hebrew":
        found = (_hebrew(y, month, day) for y in (year + HEBREW_OFFSET, year + HEBREW_OFFSET + 1))
        yield from (d for d in found if d is not None)
    else:
        raise ValueError(f"not a calendar: {calendar}")


@lru_cache(maxsize=512)
def _islamic(year: int, month: int, day: int) -> date | None:
    if not HIJRI_YEARS[0] <= year <= HIJRI_YEARS[1]:
        return None
    from hijridate import Hijri  # costs 20 ms, and few articles name such a feast

    first = Hijri(year, month, 1).to_gregorian()
    return date(first.year, first.month, first.day) + timedelta(days=day - 1)


@lru_cache(maxsize=512)
def _hebrew(year: int, month: int, day: int) -> date | None:
    from pyluach.dates import HebrewDate
    from pyluach.hebrewcal import Year

    found = HebrewDate(year, 13 if month == LAST_MONTH and Year(year).leap else month, day).to_pydate()
    return date(found.year, found.month, found.day)
