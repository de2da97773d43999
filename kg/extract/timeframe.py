"""What the words of one expression of time say, before the calendar is asked: a frame of fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from kg.lang.match import Tree
from kg.lang.template import NUMBERS

PARTS = {"MO": 8, "MI": 12, "AF": 15, "EV": 20, "NI": 22, "DT": 12}
TWELVE = 12
YEARS = (1900, 2100)
SHIFTS = tuple(f"{unit}_shift" for unit in ("century", "decade", "year", "half", "quarter", "season", "month", "week", "day"))
DATED = ("day", "month", "year", "yy", "weekday", "weekend", "within", "easter", "feast", "branch", "dir", *SHIFTS)
WEIGHTS = {"thousands": 1000, "hundreds": 100, "tens": 10, "ones": 1}  # of the words of a number
MOST = {"quarter": 4, "half": 2, "week": 53, "month": 12, "day": 31, "century": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The fields of an expression; None where the words are silent.

    Absolute fields (`year` to `second`) name a place on the calendar, the `*_shift` fields count whole units
    from the publication day (`anchor` "dct") or from the date before in the text ("ref"). `count` and `unit`
    measure, with `hundredths` of a unit and `more` in another ("two years and a month"), `least` is the lower end of
    "7 to 10 years"; `dir` counts from the anchor ("ago", "ahead"), `span` reaches from it ("past", "next"). `nth` and
    `take` choose from `within`. `start` and `stop` are the ends of a range, `item` and `other` the members of a list.
    Weekdays count from 0, Monday. `lean` bends a partial date ("past", "this", "future"). `month` and `day` are of
    `calendar` if that is given, `feast` is one that a table dates; `plus` days after the day named, `lasting` days.
    `dim` says that the hour may be of either half of the day. `stem` (of 10) and `branch` (of 12), from 0, name a year in the
    East Asian cycle of 60.
    """

    century: int | None = None
    decade: int | None = None
    year: int | None = None
    yy: int | None = None
    era: str | None = None
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    week: int | None = None
    day: int | None = None
    weekday: int | None = None
    weekend: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    meridiem: str | None = None
    zone: str | None = None
    lunar: int | None = None
    easter: int | None = None
    calendar: str | None = None
    feast: str | None = None
    plus: int | None = None
    lasting: int | None = None
    stem: int | None = None
    branch: int | None = None
    fiscal: int | None = None
    year_shift: int | None = None
    half_shift: int | None = None
    quarter_shift: int | None = None
    season_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    decade_shift: int | None = None
    century_shift: int | None = None
    shift: int | None = None
    count: int | None = None
    hundredths: int | None = None
    least: int | None = None
    vague: int | None = None
    unit: str | None = None
    dir: str | None = None
    span: str | None = None
    anchor: str | None = None
    nth: int | None = None
    take: str | None = None
    mod: str | None = None
    open: str | None = None
    kind: str | None = None
    quant: str | None = None
    lean: str | None = None
    less: int | None = None
    dim: bool = False
    start: Frame | None = None
    stop: Frame | None = None
    within: Frame | None = None
    item: Frame | None = None
    other: Frame | None = None
    more: Frame | None = None

    @property
    def is_dated(self) -> bool:
        """Say whether anything but the time of day is given."""
        return any(getattr(self, name) is not None for name in DATED)


NAMES = frozenset(f.name for f in fields(Frame))
Value = int | str | bool | Frame


def frame_of(tree: Tree) -> Frame | None:
    """Put the fields of a reading together; None if two of its words contradict each other."""
    values = _values(tree)
    return None if values is None else build(values)


def build(values: dict[str, Value]) -> Frame | None:
    """Make a frame of fields, with what follows from them; None if they cannot be."""
    return _build(tuple(values.items()))


@lru_cache(maxsize=10_000)
def _build(items: tuple[tuple[str, Value], ...]) -> Frame | None:
    values = dict(items)
    shift, unit = values.get("shift"), values.get("unit")
    if isinstance(shift, int) and isinstance(unit, str) and "count" not in values and "vague" not in values:
        name = f"{unit}_shift"
        if name not in NAMES:
            return None
        values[name] = shift
        del values["shift"], values["unit"]
    if (tenths := values.pop("tenths", None)) is not None:
        values["hundredths"] = 10 * _integer(tenths)
    _same_half(values)
    start, stop = values.get("start"), values.get("stop")
    if isinstance(start, Frame) and isinstance(stop, Frame):
        values["start"], values["stop"] = _half_day(values, start, stop)
    if not _years_away(values) or not _written_together(values) or not _clock(values) or not _sound(values):
        return None
    return Frame(**values)  # type: ignore[arg-type]  # the grammar's loader has checked names and kinds


def _written_together(values: dict[str, Value]) -> bool:
    """Take apart "1140" (hours), "20240610" and a year said by its hundreds; False if there is no such time."""
    clock, ymd, hundreds = (values.pop(name, None) for name in ("clock", "ymd", "yearhundreds"))
    if isinstance(clock, int):
        if (clock < 100 and "zone" not in values) or clock % 100 >= 60 or "hour" in values or "minute" in values:
            return False
        values["hour"], values["minute"] = divmod(clock, 100)
    if isinstance(ymd, int):
        values["year"], values["month"], values["day"] = ymd // 10000, ymd // 100 % 100, ymd % 100
    if isinstance(hundreds, int):
        rest = values.pop("yy", 0)
        values["year"] = hundreds * 100 + (rest if isinstance(rest, int) else 0)
    return True


def _years_away(values: dict[str, Value]) -> bool:
    """Read "Christmas two years ago" and "June in a year" as the feast or month of that year; False if not in years."""
    named = any(name in values for name in ("month", "easter", "feast")) and "dir" in values
    if not named or "within" in values or "year" in values:
        return True
    count = values.get("count")
    if values.get("unit") != "year" or not isinstance(count, int) or "hundredths" in values or "more" in values:
        return False
    values["year_shift"] = -count if values["dir"] == "ago" else count
    for name in ("count", "unit", "dir"):
        values.pop(name)
    return True


def _same_half(values: dict[str, Value]) -> None:
    """Put the first hour of "3 to 4 p.m." into the half of the day of the second; a day ends at midnight."""
    start, stop = values.get("start"), values.get("stop")
    if not (isinstance(start, Frame) and isinstance(stop, Frame)):
        return
    if stop.hour == 0 and not stop.minute and start.hour:
        values["stop"] = replace(stop, hour=24)
    if not start.dim or stop.dim:
        return
    if start.hour is not None and stop.hour is not None and start.hour % TWELVE + TWELVE <= stop.hour:
        values["start"] = replace(start, hour=start.hour % TWELVE + TWELVE, dim=False)


def _half_day(values: dict[str, Value], start: Frame, stop: Frame) -> tuple[Frame, Frame]:
    """Give both hours of a range the part of day said of the whole, if they stay in order: "from 2 to 4 in the afternoon"."""
    said: dict[str, Value] = {name: values.pop(name) for name in ("part", "meridiem") if name in values}
    if not said or start.hour is None or stop.hour is None:
        return start, stop
    ends: list[int] = []
    for hour in (start.hour, stop.hour):
        told: dict[str, Value] = {"hour": hour, **said}
        ends.append(_integer(told["hour"]) if _clock(told) else hour)
    first = ends[0] if ends[0] <= ends[1] else start.hour
    return replace(start, hour=first), replace(stop, hour=ends[1])


def _sound(values: Mapping[str, Value]) -> bool:
    """Refuse what no calendar has, and a year taken for a count ("2018 nights")."""
    count = values.get("count")
    if count == 0 and "hundredths" not in values:
        return False
    least = values.get("least")
    if isinstance(least, int) and isinstance(count, int) and least > count:
        return False
    if count == 1 and "take" in values and values.get("unit") == "day":
        return False  # "one day early in June" is not the first
    if isinstance(count, int) and YEARS[0] <= count <= YEARS[1] and values.get("unit") not in (None, "year"):
        return False
    return all(not isinstance(n := values.get(name), int) or 1 <= n <= most for name, most in MOST.items())


def _values(tree: Tree) -> dict[str, Value] | None:
    """Give the fields of a reading and its parts; None if two of its words contradict each other."""
    values: dict[str, Value] = {}
    if not _gather(tree, values):
        return None
    if values.pop("sum", None) is not None:
        values["count"] = sum(weight * _integer(values.pop(name, 0)) for name, weight in WEIGHTS.items())
    return values


def _gather(tree: Tree, values: dict[str, Value]) -> bool:
    """Add the fields of a reading and its parts to others; False if one contradicts another."""
    for name, value in tree.rule.fields:
        if values.setdefault(name, value) != value:
            return False
    for element, part in tree.parts:
        if isinstance(part, int):
            inner: dict[str, Value] | None = {element.target or _number_field(element.category): part}
        elif element.role or element.target or part.rule.sums:
            inner = _values(part)
        elif _gather(part, values):
            continue
        else:
            return False
        if inner is not None and element.role:
            built = build(inner)
            inner = None if built is None else {element.role: built}
        elif inner is not None and element.target:
            inner = {element.target: next(iter(inner.values()))} if len(inner) == 1 else None
        if inner is None:
            return False
        for name, told in inner.items():
            if values.setdefault(name, told) != told:
                return False
    return True


def _integer(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _number_field(category: str) -> str:
    return NUMBERS[category].field if category in NUMBERS else category


def _clock(values: dict[str, Value]) -> bool:
    """Bring the hour into 24-hour form by what is said of the part of day; False if that cannot be."""
    hour, part = values.get("hour"), values.get("part")
    meridiem = values.pop("meridiem", None)
    if not isinstance(hour, int):
        return True
    values["dim"] = meridiem is None and part is None and 1 <= hour <= TWELVE
    if meridiem is not None:
        hour = hour % TWELVE + (TWELVE if meridiem == "pm" else 0) if hour <= TWELVE else hour
    elif part == "EV" and hour == TWELVE:
        hour = 24
    elif part in ("AF", "EV"):
        hour = hour + TWELVE if hour < TWELVE else hour
    elif part == "NI":
        hour = hour + TWELVE if 6 <= hour < TWELVE else (0 if hour == TWELVE else hour)
    elif part == "MI":
        hour = hour + TWELVE if hour <= 3 else hour
    elif part == "MO" and hour == TWELVE:
        hour = 0
    if hour > 24 or (hour == 24 and values.get("minute")):
        return False
    less = values.pop("less", None)
    if isinstance(less, int):
        minutes = (hour * 60 - less) % (24 * 60)
        hour, values["minute"] = minutes // 60, minutes % 60
    values["hour"] = hour
    values.pop("part", None)
    return True
