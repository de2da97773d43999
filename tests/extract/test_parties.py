"""Who takes part in an event that several mentions tell."""

from __future__ import annotations

from kg.extract.parties import ONCE, acquit, outsiders, parties
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventType, Participation, Realis, Role
from kg.model.text import Provenance, Span


def part(who: str, role: Role, belief: int | None = None, begin: int = 0) -> Participation[EntityId]:
    where = Provenance("a", Span(begin, begin + 3), Span(0, 90), "kg-test/1", "role.test")
    return Participation(EntityId(who), role, (where,), belief)


def told(*mentions: list[Participation[EntityId]]) -> list[tuple[str, Role]]:
    return [(one.who, one.role) for one in parties(mentions)]


def test_an_actor_has_the_role_that_its_mentions_together_speak_for() -> None:
    once = [part("x", Role.AGENT, 150)]
    assert told(once, [part("x", Role.PATIENT, 90)], [part("x", Role.PATIENT, 90)]) == [("x", Role.PATIENT)]
    assert told(once, [part("x", Role.PATIENT, 90)]) == [("x", Role.AGENT)]


def test_of_equal_roles_the_one_told_first_counts() -> None:
    assert told([part("x", Role.PATIENT)], [part("x", Role.AGENT)]) == [("x", Role.PATIENT)]


def test_where_an_event_happens_stands_beside_what_the_place_does() -> None:
    mentions = [part("x", Role.AGENT, 300), part("x", Role.PLACE, 50)]
    assert told(mentions) == [("x", Role.AGENT), ("x", Role.PLACE)]


def test_whom_one_of_many_mentions_hardly_tells_takes_no_part() -> None:
    [(few, sure), (many, surer)] = ONCE
    sole = [part("x", Role.AGENT, sure - 1)]
    assert told(sole, *[[] for _ in range(few - 2)]) == [("x", Role.AGENT)]
    assert told(sole, *[[] for _ in range(few - 1)]) == []
    assert told([part("x", Role.AGENT, sure)], *[[] for _ in range(few - 1)]) == [("x", Role.AGENT)]
    assert told([part("x", Role.AGENT, sure)], *[[] for _ in range(many - 1)]) == []
    assert told([part("x", Role.AGENT, surer)], *[[] for _ in range(many - 1)]) == [("x", Role.AGENT)]


def test_who_says_something_is_no_source_of_that_saying() -> None:
    parts = [part("x", Role.AGENT), part("y", Role.RECIPIENT)]
    sources = [EntityId("x"), EntityId("y"), EntityId("z")]
    assert outsiders(sources, parts, EventType.STATEMENT) == ("y", "z")
    assert outsiders(sources, parts, EventType.CRIME) == ("x", "y", "z")


def test_what_no_weights_tell_is_left_where_two_mentions_or_few_say_it() -> None:
    rule = [part("x", Role.AGENT)]
    assert told(rule, [], []) == [("x", Role.AGENT)]
    assert told(rule, rule, *[[] for _ in range(8)]) == [("x", Role.AGENT)]


def test_each_place_of_the_text_is_kept_once() -> None:
    [one] = parties([[part("x", Role.AGENT, begin=5)], [part("x", Role.AGENT, begin=5)], [part("x", Role.AGENT, begin=9)]])
    assert [where.span.begin for where in one.provenance] == [5, 9]


def test_a_body_that_brings_to_justice_commits_no_crime() -> None:
    police, gang = (
        Entity(EntityId(name), kind, name, ()) for name, kind in (("police", EntityKind.ORGANISATION), ("gang", EntityKind.GROUP))
    )
    both = (part("police", Role.AGENT), part("gang", Role.AGENT))
    events = [
        Event(id=t, type=t, realis=Realis.ACTUAL, label=t, lang="en", mentions=(), participants=both)
        for t in (EventType.JUSTICE, EventType.CRIME)
    ]
    told = [[p.who for p in event.participants] for event in acquit(events, [police, gang])]
    assert told == [["police", "gang"], ["gang"]]
