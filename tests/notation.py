"""The notations of dates that are emitted, written down again from their specifications, to hold the code to them.

EDTF: the Library of Congress' specification of 2019, levels 0 and 1. TIMEX3: TimeML 1.2.1, with two values joined by
"/" (a range) or "," (days that follow each other), which TimeML leaves open.
"""

from __future__ import annotations

import re
from datetime import date

_YEAR = r"(?:-(?!0000)\d{4}|\d{4}|Y-?[1-9]\d{4,})"
_CERTAIN = re.compile(rf"({_YEAR})(?:-(\d\d)(?:-(\d\d))?)?")
_UNSPECIFIED = re.compile(r"-?\d{3}X|-?\d\dXX|-?\d{4}-XX(?:-XX)?|-?\d{4}-(?:0[1-9]|1[0-2])-XX")
_CLOCK = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)?")

_PART = r"T(?:(?:[01]\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?)?|MO|MI|AF|EV|NI|DT)"
_DAY = rf"(?:BC)?[\dX]{{4}}-(?:\d\d|XX)(?:-(?:\d\d|XX)(?:{_PART})?)?"
_WEEK = rf"[\dX]{{4}}-W(?:\d\d|XX)(?:-(?:[1-7X]|WE)(?:{_PART})?)?"
_COARSE = r"(?:BC|FY)?(?:\d{4}|XXXX)(?:-(?:SP|SU|FA|WI|Q[1-4X]|H[12X]))?|(?:BC)?\d{2,3}"
_AMOUNT = r"(?:\d+(?:\.\d+)?|X)"
_LENGTH = rf"P(?=.)(?:{_AMOUNT}(?:Y|Q|M|W|D|H|DE|CE|WE|NI|GE))*(?:T(?:{_AMOUNT}[HMS])+)?"
_VALUE = re.compile(rf"(?:{_DAY}|{_WEEK}|{_COARSE}|{_LENGTH}|(?:PAST|PRESENT|FUTURE)_REF)")

MODIFIERS = {
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
    "START", "MID", "END", "APPROX",
}  # fmt: skip


def is_edtf(text: str) -> bool:
    """Say whether a string is an EDTF date or interval of level 0 or 1."""
    start, slash, end = text.partition("/")
    if not slash:
        return _is_date(text)
    ends = (start, end)
    return any(_is_date(x) for x in ends) and all(x in ("", "..") or ("X" not in x and _is_date(x)) for x in ends)


def _is_date(text: str) -> bool:
    bare = text[:-1] if text[-1:] in tuple("?~%") else text
    if _UNSPECIFIED.fullmatch(bare):
        return True
    day, t, clock = bare.partition("T")
    found = _CERTAIN.fullmatch(day)
    if found is None or (t and (found[3] is None or not _CLOCK.fullmatch(t + clock))):
        return False
    year, month, number = found.groups()
    if month is None:
        return True
    if number is None:
        return 1 <= int(month) <= 12 or 21 <= int(month) <= 24
    leap = 2000 if year.startswith(("-", "Y")) or year == "0000" else int(year)
    try:
        date(leap, int(month), int(number))
    except ValueError:
        return False
    return True


def is_timex_value(text: str) -> bool:
    """Say whether a string is a value of TIMEX3, or two of them joined."""
    values = re.split(r"[/,]", text)
    return len(values) <= 2 and all(_VALUE.fullmatch(value) for value in values)
