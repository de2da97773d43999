"""Making a time of the ids of dates that a model chose; what is to be counted is counted here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.timeplace import unit_place
from kg.llm.answer import Reason, RejectedError
from kg.llm.place import Place
from kg.llm.sheet import PUBLICATION, Dated, Sheet
from kg.model.event import Realis
from kg.model.text import Provenance
from kg.model.time import Basis, EventTime, Grain, Interval

OPEN = ".."
UNSETTLED = frozenset({Realis.PLANNED, Realis.POSSIBLE})
UNITS = {"D": ("day", 1), "W": ("day", 7), "M": ("month", 1), "Y": ("year", 1)}
_END = r"t\d+(?:[+-]d\d+)?"
_TIME = re.compile(rf"({_END})?(\.\.)?({_END})?")
_LASTING = re.compile(r"P(\d{1,4})([DWMY])")


@dataclass(frozen=True, slots=True)
class End:
    """A date of the text, or one that is counted from it: as EDTF, in days, and the words that say so, None for the publication day."""

    edtf: str
    interval: Interval
    words: Dated | None
    is_counted: bool = False


def time_of(sheet: Sheet, said: str, realis: Realis, told: Sequence[Place], reader: str) -> EventTime:
    """Give the time that `said` means for an event told at `told`: "t1", "t1..t2", "t1..", "..t2", where t1 may be t0, the day of
    publication, and "t1+d2" is what lies as long after t1 as the words d2 say; alone, the stretch from t1 to there ("t1-d2": to t1).

    Raises:
        RejectedError: It is no id of a date, or the date cannot be that of the event.
    """
    parsed = _TIME.fullmatch(said)
    if parsed is None or not (parsed[1] or parsed[3]) or (parsed[3] and not parsed[2]):
        raise RejectedError(Reason.UNGROUNDED, f"{said!r} is no date's id")
    if PUBLICATION in re.findall(r"t\d+", said) and realis in UNSETTLED:
        raise RejectedError(Reason.UNGROUNDED, "the day of publication dates nothing here")
    at = {place.sentence for place in told}
    is_range = bool(parsed[2])
    first = _end(sheet, parsed[1], at, is_range=is_range) if parsed[1] else None
    last = _end(sheet, parsed[3], at, is_range=True, is_last=True) if parsed[3] else None
    if first is not None and not is_range:
        if not first.is_counted:
            return _time(sheet, first.edtf, first.interval, first, first, realis, at, reader)
        other = _end(sheet, re.split(r"[+-]", said)[0], at)
        first, last = (other, first) if "+" in said else (first, other)
    edtf, interval = _range(first, last)
    if edtf is None or interval is None:
        raise RejectedError(Reason.UNGROUNDED, f"{said!r} is no stretch of time")
    return _time(sheet, edtf, interval, first, last, realis, at, reader)


def _time(
    sheet: Sheet, edtf: str, interval: Interval, first: End | None, last: End | None, realis: Realis, at: set[int], reader: str
) -> EventTime:
    published = sheet.article.published_on
    if realis is Realis.ACTUAL and published is not None and interval.start is not None and interval.start > published:
        raise RejectedError(Reason.UNGROUNDED, f"what is to come by {edtf} cannot have happened")
    ends = [end for end in (first, last) if end is not None]
    words = next((end.words for end in ends if end.words is not None), None)
    if words is None:
        return EventTime(edtf, interval, Basis.DCT)
    if any(end.words is not None and end.words.sentence not in at for end in ends):
        basis = Basis.CONTEXT
    else:
        basis = Basis.RELATIVE if any(end.is_counted for end in ends) else words.timex.basis
    sentence = sheet.reading.sentences[words.sentence].span
    return EventTime(edtf, interval, basis, Provenance(sheet.article.id, words.timex.span, sentence, reader, words.timex.rule))


def _end(sheet: Sheet, said: str, told: set[int], *, is_range: bool = False, is_last: bool = False) -> End:
    name, sign, lasting = re.fullmatch(r"(t\d+)([+-]?)(.*)", said).groups()  # type: ignore[union-attr]
    end = _published(sheet) if name == PUBLICATION else _dated(sheet, name, told, is_range, is_last)
    return _counted(sheet, end, sign, lasting, told) if sign else end


def _published(sheet: Sheet) -> End:
    day = sheet.article.published_on
    if day is None:
        raise RejectedError(Reason.UNGROUNDED, "the day of publication is not known")
    return End(day.isoformat(), Interval(day, day + timedelta(days=1), Grain.DAY), None)


def _dated(sheet: Sheet, name: str, told: set[int], is_range: bool, is_last: bool) -> End:
    dated = sheet.times.get(name)
    if dated is None or dated.timex.edtf is None or dated.timex.interval is None:
        raise RejectedError(Reason.UNGROUNDED, f"{name!r} is no date's id")
    if dated.sentence not in told and not sheet.reaches(dated, told, is_range=is_range, is_last=is_last):
        raise RejectedError(Reason.UNGROUNDED, f"the date {name!r} stands in another sentence, and dates nothing here")
    return End(dated.timex.edtf, dated.timex.interval, dated)


def _counted(sheet: Sheet, end: End, sign: str, name: str, told: set[int]) -> End:
    """Move a date by a length of time that the event's own sentence gives; what is counted in years is no more exact than a year."""
    lasting = sheet.lengths.get(name)
    parsed = None if lasting is None else _LASTING.fullmatch(lasting.timex.value)
    day = end.interval.start or end.interval.end
    if lasting is None or parsed is None or lasting.sentence not in told or day is None:
        raise RejectedError(Reason.UNGROUNDED, f"{name!r} is no length of time in a sentence of the event")
    unit, size = UNITS[parsed[2]]
    try:
        moved = unit_place(unit, day, int(sign + parsed[1]) * size)
    except ValueError:
        raise RejectedError(Reason.UNGROUNDED, f"{name!r} leads out of the calendar") from None
    if moved.start is None or moved.end is None:
        raise RejectedError(Reason.UNGROUNDED, f"{name!r} leads out of the calendar")
    return End(moved.edtf, Interval(moved.start, moved.end, moved.grain), end.words or lasting, is_counted=True)


def _range(first: End | None, last: End | None) -> tuple[str | None, Interval | None]:
    """Give the stretch from one date to another; None is open."""
    start: date | None = None
    end: date | None = None
    begin = finish = OPEN
    if first is not None:
        start = first.interval.start or first.interval.end
        begin = first.edtf.split("/")[-1 if first.interval.start is None else 0]
    if last is not None:
        end = last.interval.end or last.interval.start
        finish = last.edtf.split("/")[0 if last.interval.end is None else -1]
    if start is not None and end is not None and start >= end:
        return None, None
    return f"{begin}/{finish}", Interval(start, end, Grain.RANGE)
