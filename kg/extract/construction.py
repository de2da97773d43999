"""Constructions that settle by themselves what the evidence around a single word leaves open."""

from __future__ import annotations

from kg.extract.view import View
from kg.lang.inflection import WordClass
from kg.lang.triggers import Strength, Trigger
from kg.model.entity import EntityKind
from kg.model.event import EventType

FINITE = frozenset({"past", "future", "progressive", "negation", "relative"})
AGENCY = "table.agency"  # the rule that finds agencies and outlets
STATES = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION})  # who announces what it will do


def is_foretold(view: View, start: int, trigger: Trigger) -> bool:
    """Say whether a state or body is the subject of a verb that a marker of the future leads ("the two governments will carry out")."""
    if trigger.word_class is not WordClass.VERB or trigger.strength is Strength.OPEN:
        return False
    first = start
    while view.has(first - 1, "future"):
        first -= 1
    if first == start or first == 0:
        return False
    end = view.tokens[first - 1].end
    return any(m.span.end == end and m.kind in STATES for m in view.mentions)


def is_no_event(view: View, start: int, stop: int, trigger: Trigger) -> bool:
    """Say whether a construction shows that a word that may tell an event tells none: so do those of a law that is quoted."""
    return (
        "provision" in view.told
        or is_bare_object(view, start, stop, trigger)
        or is_unnamed_talk(view, start, stop, trigger)
        or is_told_to_press(view, start, stop, trigger)
    )


def is_bare_object(view: View, start: int, stop: int, trigger: Trigger) -> bool:
    """Say whether a noun names a thing in general that a verb of refusing refuses ("a constitution that renounces war")."""
    return trigger.word_class is WordClass.NOUN and view.has(start - 1, "denial") and view.is_mark(stop)


def is_unnamed_talk(view: View, start: int, stop: int, trigger: Trigger) -> bool:
    """Say whether a word of meeting only tells how a source talked to the press ("spoke to reporters on condition of anonymity")."""
    if trigger.type is not EventType.MEET or trigger.word_class is not WordClass.VERB or not view.unnamed:
        return False
    _, right = view.clause(start, stop)
    return any(stop <= i < right for i in view.unnamed)


def is_told_to_press(view: View, start: int, stop: int, trigger: Trigger) -> bool:
    """Say whether a verb of saying only tells to which agency or outlet a source spoke ("told the BBC")."""
    if trigger.word_class is not WordClass.VERB or not view.has(start, "reporting"):
        return False
    first = stop + 1 if view.has(stop, "determiner") else stop
    begins = {token.begin for token in view.tokens[stop : first + 1]}
    return any(m.rule == AGENCY and m.span.begin in begins for m in view.mentions)


def is_content(view: View, start: int, stop: int) -> bool:
    """Say whether tokens `[start, stop)` between two event words make the second a part of what the first is about.

    So it is in "will set up a group on building rockets, including the overhaul of ships": one clause, in which a word of
    content leads on and nothing says anew that something has happened.
    """
    gap = range(start, stop)
    if any(view.tokens[i].text in ".;:()" or view.tags[i] & FINITE for i in gap):
        return False
    if any(view.has(i, "clause_break") and not view.content[i] for i in gap):
        return False
    return any(view.content[i] for i in gap)


def is_led_by_future(view: View, start: int) -> bool:
    """Say whether a marker of the future stands directly before an event word."""
    return view.has(start - 1, "future") and not view.has(start - 1, "past")
