"""Links between events made one set: equal ones joined, contradictory ones left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

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
    circles = [(group, circular((link.subject, link.object) for link in joined if link.predicate in group)) for group in ACYCLIC]
    return tuple(
        link
        for link in joined
        if not any(link.predicate in group and (link.subject, link.object) in found for group, found in circles)
    )


def refuted(first: EventTime | None, second: EventTime | None) -> bool:
    """Say whether two dates, both read with their events, show that the first event did not come before the second."""
    return out_of_order(earliest(first), latest(second))


def earliest(time: EventTime | None) -> date | None:
    """Give the first day of a date that was read with its event; None if it was not, or is open."""
    return time.interval.start if time is not None and time.basis in READ else None


def latest(time: EventTime | None) -> date | None:
    """Give the day after a date that was read with its event; None if it was not, or is open."""
    return time.interval.end if time is not None and time.basis in READ else None


def out_of_order(start: date | None, end: date | None) -> bool:
    """Say whether what begins on `start` did not come before what is over by `end`; None: nobody knows."""
    return start is not None and end is not None and end <= start


def circular(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Give the pairs whose second leads back to their first, in time that grows with the number of pairs."""
    given = list(pairs)
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for one, other in given:
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    # Strongly connected components (Kosaraju): who reaches `node` backwards, of those that are left, is reached from it too.
    home: dict[str, str] = {}
    for node in reversed(_finished(after)):
        reached = [node] if node not in home else []
        while reached:
            one = reached.pop()
            if one not in home:
                home[one] = node
                reached += before.get(one, ())
    return {(one, other) for one, other in given if home[one] == home[other]}


def _finished(after: Mapping[str, Sequence[str]]) -> list[str]:
    """Give all nodes, each when the way on from it has been walked to the end."""
    seen: set[str] = set()
    done: list[str] = []
    for start in after:
        way = [] if start in seen else [(start, iter(after[start]))]
        seen.add(start)
        while way:
            node, ahead = way[-1]
            new = next((other for other in ahead if other not in seen), None)
            if new is None:
                done.append(node)
                way.pop()
            else:
                seen.add(new)
                way.append((new, iter(after.get(new, ()))))
    return done
