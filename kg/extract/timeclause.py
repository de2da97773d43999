"""Which date of a sentence stands with which event word by grammar alone: one clause, nothing between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.inflection import WordClass
from kg.model.time import Grain, Interval, Timex, TimexType

DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
SEVERING = frozenset(':;"\u201c\u201d')
LEAD = 2  # sentences of the body that may begin with an agency's dateline
DATELINE = 12  # tokens before its dash
BESIDE = 1
PHRASE = 4  # tokens after a possessive in which the noun that it belongs to stands
BEHIND = 12
OBJECT = 4  # tokens between a verb and the event noun that is its object
KINDS = frozenset({TimexType.DATE, TimexType.TIME})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as tokens `[start, stop)` of its sentence."""

    start: int
    stop: int
    timex: Timex


def dates(view: View) -> list[Dated]:
    """Give the expressions of a sentence that name a time on the calendar, in text order: no lengths."""
    return [
        _dated(view, timex)
        for timex in view.timexes
        if timex.interval is not None and timex.edtf is not None and timex.type in KINDS
    ]


def _dated(view: View, timex: Timex) -> Dated:
    begin = attrgetter("begin")
    start, stop = (bisect_left(view.tokens, at, key=begin) for at in (timex.span.begin, timex.span.end))
    return Dated(start, stop, timex)


def is_idle(view: View, timex: Timex) -> bool:
    """Say whether a date dates no event: an agency's dateline, what something is compared with, somebody's birth."""
    start = _dated(view, timex).start
    beside = view.classes(start - 1, start + 1)
    return in_dateline(view, timex) or not beside.isdisjoint(("not_its_date", "compared"))


def in_dateline(view: View, timex: Timex) -> bool:
    """Say whether a date belongs to an agency's dateline ("HANOI, June 9 -"): it dates the report, not what is reported."""
    dash = dateline_end(view)
    return dash > 0 and view.tokens[dash].begin >= timex.span.end


def dateline_end(view: View) -> int:
    """Give the number of the dash that ends an agency's dateline; 0 where a sentence has none."""
    if not 0 <= view.order < LEAD:
        return 0
    dash = next((i for i, t in enumerate(view.tokens[:DATELINE]) if t.text in DASHES and not view.dated[i]), 0)
    before = view.tokens[:dash]
    plain = any(t.is_word and not t.is_capitalised and not view.dated[i] for i, t in enumerate(before))
    marked = any(view.dated[:dash]) or any(t.text == "(" or (len(t.text) > 1 and t.text.isupper()) for t in before)
    return dash if marked and not plain else 0


def own_date(found: Found, here: Sequence[Found]) -> Timex | None:
    """Give the date that surely belongs to an event word; None where grammar alone does not say.

    It is the date right before the word, the first one behind it in its clause, or the one that opens the sentence,
    with no other event word of `here` (those of its sentence) between. What opens the sentence reaches over the
    commas of an apposition, not into another clause or over a word of reporting: it is the day that something was said.
    A possessive belongs to the noun that it stands before and to no other word ("announced it before last year's election").
    A date that begins a sentence glued to a caption or heading belongs to no word of that.
    """
    view = found.view
    named = dates(view)
    heads = [d.start for d in named if _heads(view, d)]
    part = bisect_right(heads, found.start)
    beside = [d for d in named if bisect_right(heads, d.start) == part]
    given = [d for d in beside if _may_date(found, d) and not _is_edition(d, named)]
    owners = [_possessor(view, d, here) for d in given]
    for date, owner in zip(given, owners, strict=True):
        if owner is found:
            return date.timex
    given = [d for d, owner in zip(given, owners, strict=True) if owner is None]
    if not given:
        return None
    left, right = view.clause(found.start, found.stop)
    for date in given:
        if 0 <= found.start - date.stop <= BESIDE and date.start >= left:
            return date.timex
    after = next((d for d in given if d.start >= found.stop), None)
    if after is not None and after.start < right and after.start - found.stop <= BEHIND and not is_object(found, here):
        between = [other for other in here if found.stop <= other.start < after.start]
        if all(is_object(other, here) for other in between):
            return after.timex
    first = given[0]
    if (
        (first.start in heads or _opens(view, first))
        and first.stop <= found.start
        and len([d for d in given if d.start < found.start]) == 1
        and not _between(first.stop, found.start, here)
        and not _severed(view, range(first.stop, found.start))
    ):
        return first.timex
    return None


def _may_date(found: Found, date: Dated) -> bool:
    """Refuse a date of no event, unless it is right behind the event word ("born in 1972"), and words that tell no day."""
    view = found.view
    if view.has(date.start, "hardly_dates") or view.has(date.start - 1, "compared"):
        return False
    return date.start == found.stop or not is_idle(view, date.timex)


def _heads(view: View, date: Dated) -> bool:
    """Say whether a date begins a sentence that no stop parts from the caption or heading before it, as its capital shows."""
    if date.start == 0 or not view.tokens[date.start].is_capitalised or not view.has(date.start, "heads_date"):
        return False
    before = view.tokens[date.start - 1]
    return before.is_word or before.text == ")"


def _is_edition(date: Dated, others: Sequence[Dated]) -> bool:
    """Say whether a mere year only tells one time of what comes again, as the sentence names a day of that year: "the 2024 cup on May 3"."""
    whole = date.timex.interval
    if whole is None or date.stop - date.start != 1 or whole.grain is not Grain.YEAR:
        return False
    parts = (other.timex.interval for other in others if other is not date)
    return any(part is not None and whole != part and _within(part, whole) for part in parts)


def _within(part: Interval, whole: Interval) -> bool:
    if part.start is None or part.end is None or whole.start is None or whole.end is None:
        return False
    return whole.start <= part.start and part.end <= whole.end


def _possessor(view: View, date: Dated, here: Sequence[Found]) -> Found | None:
    """Give the event noun of the phrase that a date in the possessive opens; None if it opens none."""
    if not view.has(date.stop, "possessive"):
        return None
    behind = [other for other in here if date.stop < other.start <= date.stop + PHRASE]
    if not behind or behind[0].trigger.word_class is not WordClass.NOUN:
        return None
    between = range(date.stop + 1, behind[0].start)
    plain = all(view.tokens[i].is_word and not view.has(i, "preposition") and not view.has(i, "clause_break") for i in between)
    return behind[0] if plain else None


def is_object(found: Found, here: Sequence[Found]) -> bool:
    """Say whether an event noun is the object of the event verb before it: "suspended a strike on Monday" dates the verb."""
    if found.trigger.word_class is not WordClass.NOUN:
        return False
    before = [other for other in here if other.stop <= found.start]
    if not before or before[-1].trigger.word_class is not WordClass.VERB:
        return False
    between = range(before[-1].stop, found.start)
    view = found.view
    return len(between) <= OBJECT and not any(
        view.is_mark(i) or view.dated[i] or view.has(i, "preposition") or view.has(i, "clause_break") for i in between
    )


def _opens(view: View, date: Dated) -> bool:
    """Say whether a date stands at the head of the sentence, at most a word and a comma before it."""
    words = [t for t in view.tokens[: date.start] if t.is_word]
    return len(words) <= 2 and not any(view.named[: date.start])


def _severed(view: View, gap: range) -> bool:
    return any(view.has(i, "clause_break") or view.has(i, "reporting") or view.tokens[i].text in SEVERING for i in gap)


def _between(start: int, stop: int, here: Sequence[Found]) -> bool:
    return any(start <= other.start < stop for other in here)
