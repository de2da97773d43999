"""Links between events made one set: equal ones joined, contradictory ones left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.event import EventLink, EventPredicate
from kg.model.text import Provenance, place
from kg.model.time import Basis, EventTime

READ = frozenset({Basis.EXPLICIT, Basis.RELATIVE})
ORDERS = frozenset({EventPredicate.BEFORE, EventPredicate.CAUSES})  # both say which event was first
# Links of these predicates, taken together, lead from no event back to itself.
ACYCLIC = (ORDERS, frozenset({EventPredicate.PART_OF}), frozenset({EventPredicate.ABOUT}))


def settle_links(links: Iterable[EventLink], times: Mapping[str, EventTime | None]) -> tuple[EventLink, ...]:
    """Join equal links with all their provenance, and keep those that can all hold; sorted by subject, predicate, object.

    A link of an event with itself goes; so do all links of a circle, and one that the read dates of its events refute.
    `times` gives the date of every event by its id. What comes out does not depend on the order of `links`.
    """
    said: defaultdict[tuple[str, EventPredicate, str], set[Provenance]] = defaultdict(set)
    for link in links:
        said[link.subject, link.predicate, link.object].update(link.provenance)
    joined = [
        EventLink(subject, predicate, target, tuple(sorted(said[subject, predicate, target], key=place)))
        for subject, predicate, target in sorted(said)
        if subject != target and not (predicate in ORDERS and refuted(times[subject], times[target]))
    ]
    circular = {id(link) for group in ACYCLIC for link in _circular([link for link in joined if link.predicate in group])}
    return tuple(link for link in joined if id(link) not in circular)


def refuted(first: EventTime | None, second: EventTime | None) -> bool:
    """Say whether two dates, both read with their events, show that the first event did not come before the second."""
    if first is None or second is None or not {first.basis, second.basis} <= READ:
        return False
    start, end = first.interval.start, second.interval.end
    return start is not None and end is not None and end <= start


def _circular(links: list[EventLink]) -> list[EventLink]:
    """Give the links whose object leads back to their subject."""
    after: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        after[link.subject].add(link.object)
    return [link for link in links if _leads(after, link.object, link.subject)]


def _leads(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen = {start}
    edge = [start]
    while edge:
        node = edge.pop()
        if node == goal:
            return True
        new = after.get(node, set()) - seen
        seen |= new
        edge += new
    return False
