"""The laws of links between events: order does not show, equal ones are one, contradictory ones are none."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kg.model.event import EventLink, EventPredicate
from kg.model.links import ACYCLIC, circular, settle_links
from kg.model.text import Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

BEFORE, PART_OF, ABOUT, CAUSES = EventPredicate.BEFORE, EventPredicate.PART_OF, EventPredicate.ABOUT, EventPredicate.CAUSES
EVENTS = "abcd"
UNDATED: dict[str, EventTime | None] = dict.fromkeys(EVENTS)


def link(subject: str, predicate: EventPredicate, target: str, begin: int = 0) -> EventLink:
    span = Span(begin, begin + 1)
    return EventLink(subject, predicate, target, (Provenance("x", span, span, "kg-test/1", "link"),))


def on(day: int, basis: Basis = Basis.EXPLICIT) -> EventTime:
    start = date(2024, 6, day)
    return EventTime(start.isoformat(), Interval(start, start + timedelta(days=1), Grain.DAY), basis)


events = st.sampled_from(EVENTS)
links = st.builds(link, events, st.sampled_from(list(EventPredicate)), events, st.integers(0, 3))
dates = st.fixed_dictionaries({event: st.one_of(st.none(), st.builds(on, st.integers(1, 4))) for event in EVENTS})


@given(st.lists(links, max_size=8), dates, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_shows_and_what_is_settled_stays(
    found: list[EventLink], times: dict[str, EventTime | None], chance: Random
) -> None:
    settled = settle_links(found, times)
    mixed = [*found, *found[:2]]
    chance.shuffle(mixed)
    assert settle_links(mixed, times) == settled == settle_links(settled, times)


@given(st.lists(links, max_size=8))
def test_no_event_leads_back_to_itself(found: list[EventLink]) -> None:
    settled = settle_links(found, UNDATED)
    for group in ACYCLIC:
        reached = {(one.subject, one.object) for one in settled if one.predicate in group}
        for _ in EVENTS:
            reached |= {(a, d) for a, b in reached for c, d in reached if b == c}
        assert all(a != b for a, b in reached)


nodes = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(nodes, nodes), max_size=20))
def test_pairs_are_circular_whose_second_leads_back_to_their_first(pairs: list[tuple[str, str]]) -> None:
    reached = {*pairs, *((node, node) for node in "abcdefgh")}
    for _ in range(3):
        reached |= {(a, d) for a, b in reached for c, d in reached if b == c}
    assert circular(pairs) == {(one, other) for one, other in pairs if (other, one) in reached}


def test_a_long_chain_is_no_circle_until_it_is_closed() -> None:
    chain = [(f"{n:06}", f"{n + 1:06}") for n in range(20_000)]
    assert circular(chain) == set()
    assert circular([*chain, ("020000", "000000")]) == {*chain, ("020000", "000000")}


def test_one_link_that_is_said_twice_has_both_places() -> None:
    (one,) = settle_links([link("a", BEFORE, "b", 5), link("a", BEFORE, "b", 2)], UNDATED)
    assert [p.span.begin for p in one.provenance] == [2, 5]


def test_of_two_links_that_contradict_each_other_neither_holds() -> None:
    kept = link("a", ABOUT, "b")
    assert settle_links([link("a", BEFORE, "b"), link("b", BEFORE, "a"), kept], UNDATED) == (kept,)
    assert settle_links([link("a", BEFORE, "b"), link("b", CAUSES, "a")], UNDATED) == (), "a cause is not later"
    assert settle_links([link("a", PART_OF, "b"), link("b", PART_OF, "c"), link("c", PART_OF, "a")], UNDATED) == ()


def test_read_dates_refute_an_order_and_no_other_dates_do() -> None:
    said = link("a", BEFORE, "b")
    assert settle_links([said], {"a": on(5), "b": on(3)}) == ()
    assert settle_links([said], {"a": on(3), "b": on(3)}) == (said,)
    assert settle_links([said], {"a": on(5), "b": on(3, Basis.DCT)}) == (said,)
    about = link("a", ABOUT, "b")
    assert settle_links([about], {"a": on(5), "b": on(3)}) == (about,), "one may speak of what is past"
