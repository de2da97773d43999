"""Days of the East Asian lunisolar calendar, by the mean moon and sun (Meeus), good from 1900 to 2100."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import floor, pi, sin

SYNODIC_MONTH = 29.530588853  # days
DAY_ZERO = 1721425  # Julian day number of the day before 0001-01-01 in the proleptic Gregorian calendar
FIRST_MOON = 2415021.076998695  # Julian day of the new moon of 1 January 1900
TWELVE = 12


@lru_cache(maxsize=4096)
def solar_day(year: int, month: int, day: int, zone: int) -> date | None:
    """Give the day on which day `day` of lunar month `month` of `year` falls.

    Leap months are never meant. `zone` is in hours east of Greenwich. None if there is no such day.
    """
    if not (1 <= month <= TWELVE and 1 <= day <= 30):
        return None
    first = year if month >= 11 else year - 1  # the year is counted from its eleventh month
    before, after = _eleventh_month(first, zone), _eleventh_month(first + 1, zone)
    moon = floor(0.5 + (before - FIRST_MOON) / SYNODIC_MONTH)
    offset = (month - 11) % TWELVE
    if after - before > 365:
        leap = _leap_offset(before, zone)
        if offset >= leap:
            offset += 1
    start, following = _new_moon(moon + offset, zone), _new_moon(moon + offset + 1, zone)
    if start + day - 1 >= following:
        return None
    return date.fromordinal(start + day - 1 - DAY_ZERO)


def _new_moon(k: int, zone: int) -> int:
    """Give the Julian day number, in `zone`, of the `k`-th new moon since that of January 1900."""
    t = k / 1236.85
    t2, t3, degree = t * t, t * t * t, pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * degree)
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
    node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
    shift = (0.1734 - 0.000393 * t) * sin(sun * degree) + 0.0021 * sin(2 * degree * sun)
    shift += -0.4068 * sin(moon * degree) + 0.0161 * sin(degree * 2 * moon) - 0.0004 * sin(degree * 3 * moon)
    shift += 0.0104 * sin(degree * 2 * node) - 0.0051 * sin(degree * (sun + moon))
    shift += -0.0074 * sin(degree * (sun - moon)) + 0.0004 * sin(degree * (2 * node + sun))
    shift += -0.0004 * sin(degree * (2 * node - sun)) - 0.0006 * sin(degree * (2 * node + moon))
    shift += 0.0010 * sin(degree * (2 * node - moon)) + 0.0005 * sin(degree * (2 * moon + sun))
    drift = -0.000278 + 0.000265 * t + 0.000262 * t2  # between dynamical and universal time
    return floor(mean + shift - drift + 0.5 + zone / 24)


def _solar_term(day: int, zone: int) -> int:
    """Give which twelfth of its circle the sun is in at midnight of a Julian day, from 0."""
    t = (day - 0.5 - zone / 24 - 2451545.0) / 36525
    t2, degree = t * t, pi / 180
    anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(degree * anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(degree * 2 * anomaly) + 0.000290 * sin(degree * 3 * anomaly)
    return floor(longitude % 360 / 30)


@lru_cache(maxsize=1024)
def _eleventh_month(year: int, zone: int) -> int:
    """Give the Julian day number on which the month with the winter solstice of `year` begins."""
    end = date(year, 12, 31).toordinal() + DAY_ZERO
    k = floor((end - 2415021) / SYNODIC_MONTH)
    moon = _new_moon(k, zone)
    return _new_moon(k - 1, zone) if _solar_term(moon, zone) >= 9 else moon


def _leap_offset(before: int, zone: int) -> int:
    """Give how many months after the one that begins on `before` the leap month comes."""
    k = floor((before - FIRST_MOON) / SYNODIC_MONTH + 0.5)
    term = _solar_term(_new_moon(k + 1, zone), zone)
    for i in range(2, 15):
        following = _solar_term(_new_moon(k + i, zone), zone)
        if following == term:
            return i - 1
        term = following
    return 0
