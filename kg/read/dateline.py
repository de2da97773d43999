"""The time of publication: in a line of its own, in metadata, in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from kg.lang.fold import fold
from kg.lang.pack import LanguagePack

ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,4})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-])")
CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.hg](\d{2})(?::(\d{2}))?(?!\d)", re.IGNORECASE)
HOUR = re.compile(r"(?<!\d)(\d{1,2})(?=\s?[ap]\.?m\b)()()", re.IGNORECASE)
ZONE = re.compile(r"\(?(?:GMT|UTC)?\s?([+-])(\d{1,2})(?::?(\d{2}))?\)?|\b(?:GMT|UTC|Z)\b")
IN_URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")
WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*")
MAX_LINE = 140
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of publication in ISO 8601, and the words of its line that belong neither to it nor to a dateline."""

    iso: str
    leftover: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    months: dict[str, int]
    days: frozenset[str]
    halves: dict[str, int]  # am: 0, pm: 12
    day_first: re.Pattern[str] | None
    month_first: re.Pattern[str] | None


def read_dateline(line: str, pack: LanguagePack) -> Stamp | None:
    """Read a line that gives a full date with its year, and perhaps the time; None if it does not.

    A date in figures is read in the pack's order, unless only the other order makes a date.
    """
    if len(line) > MAX_LINE or not any(c.isdigit() for c in line):
        return None
    names = _names(pack.code, tuple(sorted(pack.layout.dateline_words)))
    found = _find_date(line, pack, names)
    if found is None:
        return None
    day, rest, clock = found
    iso, rest = (clock, rest) if clock else _add_clock(day, rest, names)
    if again := _find_date(rest, pack, names):
        rest = again[1]  # the day of an update, after that of publication
    known = pack.layout.dateline_words | names.days | set(names.halves)
    words = (word for word in WORD.findall(rest) if any(c.isalpha() for c in word))
    return Stamp(iso, tuple(word for word in words if fold(word) not in known and word.casefold() not in known))


def has_two_readings(line: str, pack: LanguagePack) -> bool:
    """Say whether a line gives a day in figures that is another day where the language is written with the day first.

    Only languages with the month first are written both ways, by country.
    """
    if pack.meta.date_order != "MDY":
        return False
    days = (tuple(map(int, match.group(1, 3))) for match in NUMERIC.finditer(line) if len(match.group(1)) < 3)
    return any(first != second and 0 < first <= 12 and 0 < second <= 12 for first, second in days)


def read_timestamp(value: str) -> str | None:
    """Read a date of metadata: ISO 8601 or RFC 822; None if it is neither or no real date."""
    value = value.strip()
    if match := ISO.match(value):
        return _iso(match)
    if re.fullmatch(r"\d{8}(T\d{4,6}Z?)?", value):
        return _day(int(value[:4]), int(value[4:6]), int(value[6:8]))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.isoformat() if moment.year in YEARS else None


def read_url_date(url: str) -> str | None:
    """Read the day that many outlets put in an address (`/2024/06/10/`); None if there is none."""
    match = IN_URL.search(url)
    return _day(*map(int, match.groups())) if match else None


def _find_date(line: str, pack: LanguagePack, names: _Names) -> tuple[date, str, str | None] | None:
    """Give the day, the line without it, and the whole time if it is ISO 8601."""
    if match := ISO.search(line):
        iso = _iso(match)
        if iso:
            return date.fromisoformat(iso[:10]), _without(line, match), iso if match.group(4) else None
    for match in NUMERIC.finditer(line):
        day = _ordered(match.group(1), match.group(3), match.group(4), pack.meta.date_order)
        if day:
            return date.fromisoformat(day), _without(line, match), None
    for pattern in (names.day_first, names.month_first):
        match = pattern.search(line) if pattern else None
        if match:
            day = _day(int(match["year"]), names.months[_key(match["month"])], int(match["day"]))
            if day:
                return date.fromisoformat(day), _without(line, match), None
    return None


def _without(line: str, match: re.Match[str]) -> str:
    return f"{line[: match.start()]} | {line[match.end() :]}"


def _add_clock(day: date, rest: str, names: _Names) -> tuple[str, str]:
    match = CLOCK.search(rest) or HOUR.search(rest)
    if match is None or int(match.group(1)) > 23 or int(match.group(2) or 0) > 59:
        return day.isoformat(), rest
    hour, minute, second = int(match.group(1)), int(match.group(2) or 0), int(match.group(3) or 0)
    after = rest[match.end() :]
    half = re.match(r"\s*([^\W\d_]+)", after.replace(".", ""))
    if half and half.group(1).casefold() in names.halves and hour <= 12:
        hour = hour % 12 + names.halves[half.group(1).casefold()]
    stamp = f"{day.isoformat()}T{hour:02}:{minute:02}:{min(second, 59):02}"
    zone = ZONE.search(after)
    if zone is None:
        return stamp, _without(rest, match)
    offset = timedelta(hours=int(zone.group(2) or 0), minutes=int(zone.group(3) or 0))
    if offset > timedelta(hours=14):
        return stamp, _without(rest, match)
    moment = datetime.fromisoformat(stamp).replace(tzinfo=timezone(-offset if zone.group(1) == "-" else offset))
    return moment.isoformat(), rest[: match.start()] + " | " + _without(after, zone)


def _iso(match: re.Match[str]) -> str | None:
    day = _day(*map(int, match.group(1, 2, 3)))
    if day is None or match.group(4) is None:
        return day
    zone = (match.group(7) or "").replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(f"{day}T{match.group(4)}:{match.group(5)}:{match.group(6) or '00'}{zone}").isoformat()
    except ValueError:
        return day


def _ordered(first: str, second: str, third: str, order: str) -> str | None:
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        return _day(a, b, c)
    if len(first) > 2:
        return None
    year = c if len(third) == 4 else 2000 + c
    day_month = [(a, b), (b, a)] if order == "DMY" else [(b, a), (a, b)]
    return next((found for day, month in day_month if (found := _day(year, month, day))), None)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None


def _key(word: str) -> str:
    return " ".join(word.casefold().replace(".", "").split())


@lru_cache(maxsize=16)
def _names(code: str, fillers: tuple[str, ...]) -> _Names:
    """Look up a language's names of months and days in CLDR, so that no pack needs to list them for its pages."""
    from babel import Locale, UnknownLocaleError

    try:
        locale: Any = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return _Names({}, frozenset(), {}, None, None)
    months: dict[str, int] = {}
    days: set[str] = set()
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[form][width].items():
                months[_key(name)] = number
                if len(name) > 4 and name.isalpha():
                    months.setdefault(_key(name[:4]), number)  # "Sept." is not in CLDR
            days |= {fold(word) for name in locale.days[form][width].values() for word in name.split()}
    periods = locale.day_periods["format"]["abbreviated"]
    halves = {_key(periods[half]): shift for half, shift in (("am", 0), ("pm", 12)) if half in periods} | {"am": 0, "pm": 12}
    month = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(months, key=lambda n: (-len(n), n)))
    filler = r"(?:[\s,.]|\b(?:" + "|".join(map(re.escape, fillers)) + r")\b)*"
    number = r"(?<!\d)(?P<day>\d{1,2})(?:[^\W\d_]{2})?"
    year = r"(?P<year>(?:19|20)\d{2})(?!\d)"
    named = rf"(?P<month>\b(?:{month})\b(?!\d))"
    return _Names(
        months,
        frozenset(days),
        halves,
        re.compile(number + filler + named + filler + year, re.IGNORECASE),
        re.compile(named + filler + number + filler + year, re.IGNORECASE),
    )
