"""Who speaks: before a verb of saying or behind it, alone or with others, and whose account it is that tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.position import Placed, listed
from kg.extract.view import View
from kg.model.entity import EntityKind, MentionForm

REACH = 4  # words between a speaker and the verb of saying, or between "according to" and its source
APPOSED = 16  # words of an apposition before the body or place that ends it
INSERTED = 30  # words that an insertion between a speaker and the verb may have
COUNTRY = "country:"
CLOSING = frozenset('"\u201d')
INSERTIONS = frozenset(",-\u2013\u2014")


def speaker_before(view: View, placed: Sequence[Placed], governed: Mapping[Placed, int], start: int) -> Placed | None:
    """Give who speaks before a verb of saying, over an insertion ("X, who was there, said") and over where it is."""
    i, steps = start - 1, 0
    while i >= 0 and steps <= REACH:
        here = next((p for p in placed if p.start <= i < p.stop), None)
        if here is not None:
            if here in governed:
                i, steps = governed[here] - 1, steps + 1
                continue
            seat = here.mention.kind is EntityKind.PLACE and here.start > 1 and view.tokens[here.start - 1].text == ","
            whole = next((p for p in placed if p.stop == here.start - 1), None) if seat else None
            if whole is not None and whole not in governed and whole.mention.kind is not EntityKind.PLACE:
                return whole if may_speak(whole) else None
            here = _described(view, placed, governed, here) or here
            return here if may_speak(here) and not owns_speaker(view, here, start, governed) else None
        text = view.tokens[i].text
        if text == ")" or (text in INSERTIONS and i == start - 1):
            opening = "(" if text == ")" else text
            left = next((k for k in range(i - 1, max(-1, i - INSERTED), -1) if view.tokens[k].text == opening), None)
            if left is None:
                return None
            i = left - 1
            continue
        if view.is_mark(i) or view.has(i, "clause_break") or view.has(i, "relative") or view.has(i, "quote"):
            return None
        i, steps = i - 1, steps + 1
    return None


def _described(view: View, placed: Sequence[Placed], governed: Mapping[Placed, int], last: Placed) -> Placed | None:
    """Give the person whom an apposition describes that a body or place ends: "X, head of a board, ministry Y said".

    The person opens the clause; nothing but names and words of an office follows up to the end of the apposition.
    """
    if last.mention.kind is EntityKind.PERSON:
        return None
    before = (p for p in reversed(placed) if p.stop <= last.start and p.mention.kind is EntityKind.PERSON)
    person = next((p for p in before if p.mention.form is MentionForm.NAME), None)
    if (
        person is None
        or person in governed
        or last.start - person.stop > APPOSED
        or view.tokens[person.stop].text not in INSERTIONS
    ):
        return None
    opens = person.start == 0 or view.is_mark(person.start - 1) or view.dated[person.start - 1]
    inside = range(person.stop + 1, last.start)
    plain = all(view.named[i] or view.official[i] or not view.tags[i] or view.tokens[i].text in INSERTIONS for i in inside)
    return person if opens and plain else None


def owns_speaker(view: View, placed: Placed, stop: int, governed: Mapping[Placed, int]) -> bool:
    """Say whether a person only tells whose it is that speaks before token `stop`: "his lawyer said", "X's mother said"."""
    if placed.stop >= stop or placed.mention.kind is not EntityKind.PERSON:
        return False
    behind = view.has(placed.stop, "possessive") and placed.stop not in governed.values()
    return behind or view.has(placed.stop - 1, "possessive")


def speaker_behind(view: View, placed: Sequence[Placed], stop: int) -> Placed | None:
    """Give who speaks after the verb, "...", said X; what "that" leads to is said, not the speaker."""
    start = stop + 1 if view.has(stop, "determiner") else stop
    return next((p for p in placed if p.start in (stop, start) and p.mention.form is not MentionForm.PRONOUN), None)


def together(view: View, placed: Sequence[Placed], last: Placed) -> list[Placed]:
    """Give those who speak with the last of them, where they open a clause, "X and Y said"; commas alone join nobody."""
    several = [last]
    for other in reversed(placed[: placed.index(last)]):
        if not listed(view, other, several[0]) or not may_speak(other):
            break
        several.insert(0, other)
    joined = any(view.has(i, "conjunction") for i in range(several[0].stop, last.start))
    before = several[0].start - 1 - view.has(several[0].start - 1, "determiner")
    opens = before < 0 or view.is_mark(before) or view.dated[before] or view.tokens[before].text in CLOSING
    return several if joined and opens else [last]


def accountant(view: View, placed: Sequence[Placed], accounts: frozenset[int], start: int) -> Placed | None:
    """Give whose account it is that tells something before token `start`: "figures from X show", "X's report says"."""
    last = next((p for p in reversed(placed) if p.stop <= start), None)
    if last is None or not may_speak(last):
        return None
    gap = range(last.stop, start)
    if len(gap) > REACH or any(view.is_mark(k) or view.has(k, "preposition") or view.has(k, "relative") for k in gap):
        return None
    of = last.start - 1 - view.has(last.start - 1, "determiner")
    if view.has(of, "preposition") or view.has(of, "possessive"):
        first = of
        while first - 1 in accounts and not in_name(view, first - 1):
            first -= 1
        return replace(last, start=first) if first < of else None
    return last if any(k in accounts for k in gap) else None


def may_speak(placed: Placed) -> bool:
    """Say whether an actor may be the one who speaks: of places the countries, which stand for their governments."""
    mention = placed.mention
    return mention.kind is not EntityKind.PLACE or (mention.key or "").startswith(COUNTRY) or mention.form is MentionForm.PRONOUN


def in_name(view: View, i: int) -> bool:
    """Say whether token `i` is part of the name of an actor."""
    return any(mention.span.begin <= view.tokens[i].begin < mention.span.end for mention in view.mentions)
