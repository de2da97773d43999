"""Telling dates from the other numbers of a text: by what touches them, the words beside them, and their form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from kg.extract.timeframe import Frame
from kg.lang.match import Tree
from kg.lang.template import Piece
from kg.lang.time import TimeTables

YEAR_DIGITS = 4
YEARS = (1500, 2100)  # of a year that nothing but its form tells
RECENT = 1800  # from here on, a year that stands before a noun
ERA = 150  # years that a range of mere numbers may span
BRACKET = 8  # pieces back to the bracket that a year closes
NAME = 8  # pieces back to the word that begins a name with a year in it
FORMATION = 13  # no row of players is so long, nor is a month so late: "10-31-74" is a date
SHARES = (2, 3, 4, 5, 10)  # denominators that news writes
HOURS, MINUTES, STEP = 24, 60, 5  # of a day, of an hour, between times of day that are told
QUOTES = ('"', "\u201c", "\u2018")
PAUSES = (".", ",", ";", ":", ")", "]", "?", "!", "-", "\u2013", "\u2014")


def stands(row: Sequence[Piece], tree: Tree, frame: Frame, tables: TimeTables) -> bool:
    """Say whether a reading stands by itself: not part of a longer number, name or code, nor a score or measure."""
    before = row[tree.start - 1] if tree.start else None
    after = row[tree.stop] if tree.stop < len(row) else None
    begins, ends = row[tree.start], row[tree.stop - 1]
    if (
        before
        and begins.near
        and (
            before.key[-1].isalnum()
            or len(before.key) > 1
            or before.key in "/.,:+$#@_%&="
            or (before.key == "-" and begins.key.isdigit())
        )
    ):
        return False
    if after and after.near and not _may_follow(row, tree.stop, ends):
        return False
    return _numbers_stand(row, tree, frame, tables)


def _may_follow(row: Sequence[Piece], at: int, ends: Piece) -> bool:
    """Say whether the piece that touches a reading's end leaves it whole."""
    after = row[at]
    more = row[at + 1] if at + 1 < len(row) and row[at + 1].near else None
    if after.key[0].isalnum() or after.key in "%_@=+":
        return False
    if after.key == "/":
        return False
    return not (after.key in ".,:-" and more is not None and (more.key.isdigit() or (after.key == "-" and ends.key.isdigit())))


def _numbers_stand(row: Sequence[Piece], tree: Tree, frame: Frame, tables: TimeTables) -> bool:
    """Say whether mere numbers may be a date: by the word before, brackets around, or their form."""
    first, last = tree.opens, tree.stop
    while first < last and not row[first].key.isdecimal():
        first += 1
    while last > first and not row[last - 1].key.isdecimal():
        last -= 1
    inside = [piece.key for piece in row[first:last]]
    numbers = [key for key in inside if key.isdecimal()]
    if not inside or any(key[0].isalpha() for key in inside) or "," in inside:
        return True
    before = row[first - 1].key if first else ""
    after = row[last].key if last < len(row) else ""
    guards = tables.guards
    opened = before in guards.openers
    year = len(inside) == 1 and len(inside[0]) == YEAR_DIGITS
    if year and frame.hour is None and _is_clock(inside[0], before, tables):
        return False
    if frame.era == "story" or (frame.start is not None and frame.start.era == "story"):
        if after in PAUSES or last == len(row):
            return True
        fits = (opened or frame.month is not None) and int(numbers[-1]) % 100 != 0
        return fits and (row[last].upper or _counts_not(row[last], tables))
    about = "APPROX" in (frame.mod, frame.start and frame.start.mod)
    worded = (first > tree.opens and not about) or last < tree.stop
    if frame.unit is not None or (len(inside) == 1 and worded):
        return True
    timed = any(part is not None and part.hour is not None for part in (frame, frame.stop))
    if timed and (last < tree.stop or tree.start < tree.opens):
        return True  # "3:15 p.m.", "3-4 p.m.", "at 3:30"
    if before in guards.left and first == tree.start:
        return False
    if first > tree.opens and not about:
        return True
    if last < tree.stop and row[last].key[0].isalpha() and "." not in inside and (frame.stop or frame.hour is not None):
        return True  # "26-30 November"
    if last == tree.stop and (after in guards.right or (after in guards.counted and before in guards.joiners)):
        return False
    small = all(int(number) < FORMATION for number in numbers)
    if set(inside) - set(numbers) == {"-"} and (len(numbers) >= 4 or (len(numbers) == 3 and small)):
        return opened and len(numbers) == 3  # "4-2-3-1", "3-5-2"
    if year and _is_of_another(row, first, last, tables):
        return False
    if len(numbers) >= 3 or opened or len(row) == len(inside) or _years(inside):
        return True
    slashed = len(numbers) > 1 and all(key == "/" for key in inside if not key.isdecimal())
    if first > tree.opens and len(inside) == 1:
        return True
    if _year_stands(row, first, last, tables):
        return True
    if before in ("(", "[") and after in (")", "]", ",", ";"):
        return slashed or len(numbers) == 1 or "-" not in inside or len(numbers[0]) == YEAR_DIGITS
    over = (int(numbers[0]), int(numbers[-1]))
    fraction = over[0] == over[1] or (over[0] < over[1] and over[1] in SHARES)  # "12/12 communes", "2/3"
    return tables.slashed and slashed and not fraction and not (first and row[first - 1].upper)


def _year_stands(row: Sequence[Piece], first: int, last: int, tables: TimeTables) -> bool:
    """Say whether a number or pair of numbers is a year or years by its place: in a heading, a bracket, before a noun."""
    numbers = [piece.key for piece in row[first:last] if piece.key.isdecimal()]
    if not _may_be_years(numbers, row[first:last]):
        return False
    guards = tables.guards
    before, after = _before(row, first), row[last].key if last < len(row) else ""
    edition = _name_before(row, first, tables) if len(numbers) == 1 else None
    if edition == first - 1 or (edition is not None and row[first - 1].upper):
        return True
    if after in guards.right or after in guards.counted:
        return False
    if edition is not None or before in guards.year_openers:
        return True
    if not guards.plurals:
        return False
    if len(numbers) > 1 or (first == 0 and after == ":"):
        return True
    if not YEARS[0] <= int(numbers[0]) <= YEARS[1]:
        return False
    if first == 0 and last == len(row) - 1:
        return True  # a caption: "Hanoi bridge. 1902."
    if last == len(row):
        return before != "."  # a heading or caption: "Western front, 1915"
    if after in (")", ";", ",") and _in_bracket(row, first):
        return True
    if before == "," and after in PAUSES:
        return True
    named = first > 0 and row[first - 1].upper and int(numbers[0]) >= RECENT and int(numbers[0]) % 100 != 0
    if named and before not in guards.left and (after in PAUSES or row[last].upper):
        return True  # "Expo 2015.", "London 2012 Olympics"
    return int(numbers[0]) >= RECENT and int(numbers[0]) % 100 != 0 and _before_noun(row, last, before, tables)


def _years(keys: Sequence[str]) -> bool:
    """Say whether two whole years of our time stand as a range: "2012-2013"."""
    if len(keys) != 3 or keys[1] not in ("-", "–") or any(len(key) != YEAR_DIGITS for key in (keys[0], keys[2])):
        return False
    return RECENT <= int(keys[0]) < int(keys[2]) <= YEARS[1]


def _may_be_years(numbers: Sequence[str], inside: Sequence[Piece]) -> bool:
    """Say whether mere numbers have the form of a year, or of two that follow each other: "1939-1945", "1939-45"."""
    if not numbers or len(numbers[0]) != YEAR_DIGITS:
        return False
    if len(numbers) == 1:
        return len(inside) == 1
    if len(numbers) > 2 or len(inside) > 3 or inside[1].key not in ("-", "\u2013", "\u2014"):
        return False
    start, stop = numbers
    if len(stop) == 2:
        stop = start[:2] + stop
    return len(stop) == YEAR_DIGITS and 0 < int(stop) - int(start) <= ERA


def _before(row: Sequence[Piece], first: int) -> str:
    """Give the word before; an abbreviation with its dot, as the tables fold it ("b .")."""
    if first >= 2 and row[first - 1].key == "." and row[first - 1].near and first < len(row):
        return f"{row[first - 2].key} ."
    return row[first - 1].key if first else ""


def _in_bracket(row: Sequence[Piece], first: int) -> bool:
    """Say whether the bracket around a number opens a little before it."""
    for piece in reversed(row[max(0, first - BRACKET) : first]):
        if piece.key in ("(", "["):
            return True
        if piece.key in (")", "]"):
            return False
    return False


def _name_before(row: Sequence[Piece], first: int, tables: TimeTables) -> int | None:
    """Give the last piece of the word that begins the name of a happening that comes again, if a number may be its year; else None."""
    if not RECENT <= int(row[first].key) <= YEARS[1]:
        return None
    for at in range(first - 1, max(-1, first - NAME - 1), -1):
        key = row[at].key
        if key in tables.guards.editions or (at and f"{row[at - 1].key} {key}" in tables.guards.editions):
            return at
        if key in PAUSES or (key.isdecimal() and not row[at].near):
            return None
    return None


def _is_clock(number: str, before: str, tables: TimeTables) -> bool:
    """Say whether four digits are the time of a day, not a year that is long past: "buses from 1530"."""
    clock = int(number[:2]) < HOURS and int(number[2:]) in range(0, MINUTES, STEP)
    return clock and int(number) < RECENT and before in tables.guards.hour_openers


def _is_of_another(row: Sequence[Piece], first: int, last: int, tables: TimeTables) -> bool:
    """Say whether a year is part of a name that the words beside it lead up to: "a World Cup 2018 qualifier" may be of 2017."""
    named = (first > 0 and row[first - 1].upper) or (last < len(row) and row[last].upper)
    if not named or not RECENT <= int(row[first].key) <= YEARS[1]:
        return False
    keys = [piece.key for piece in row]
    behind = [*takewhile(lambda key: key not in PAUSES, keys[last : last + NAME])]
    before = [*takewhile(lambda key: key not in PAUSES, reversed(keys[max(0, first - NAME) : first]))][::-1]
    words = (*before, *behind, *map(" ".join, (*pairwise(before), *pairwise(behind))))
    return not tables.guards.qualifiers.isdisjoint(words)


def _before_noun(row: Sequence[Piece], last: int, before: str, tables: TimeTables) -> bool:
    """Say whether a number stands before a word that it cannot count, as that is no plural: "the secret 1902 pact"."""
    after = row[last]
    if after.near and after.key == "'":
        return True
    if after.key in QUOTES and last + 1 < len(row):
        after = row[last + 1]
    if (before and not before[0].isalpha()) or before in tables.guards.left:
        return False
    if after.key in tables.tense.past:
        return not before
    return not after.key.endswith(tables.tense.past_endings) and _counts_not(after, tables)


def _counts_not(after: Piece, tables: TimeTables) -> bool:
    """Say whether a number before a word does not count it, as it is no plural."""
    guards = tables.guards
    if not after.key[0].isalpha() or after.key in guards.right or after.key in guards.counted:
        return False
    return not after.key.endswith(guards.plurals)
