"""What is what across articles: reports of one event found and made one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.resolve.alike import Evidence, clash, conflict, evidence, reprinted
from kg.resolve.block import candidates
from kg.resolve.join import Join
from kg.resolve.ruling import Rulings
from kg.resolve.sets import Sets
from kg.resolve.told import Told
from kg.resolve.weight import Weights, weigh

MARGIN = 0.3  # how much better the best of two reports must fit that cannot both be meant
WITNESSES = 6  # members of a growing set that a newcomer must not contradict; sets of everyday size are checked whole

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Happenings:
    """The reports of each event together, members sorted by article and id, and why they were joined."""

    groups: tuple[tuple[Told, ...], ...]
    joins: tuple[Join, ...]


def find_happenings(reports: Sequence[Told], rulings: Rulings[int] | None = None) -> Happenings:
    """Group the reports that tell of one event.

    `reports` are sorted by article and id. Reprints of one text agree by their words. Reports of different
    texts are joined best evidence first, unless another report fits as well that cannot be the same event:
    then nothing says which one is meant, and they stay apart. Last, two groups that agree in all but the date are one
    event with two dates. `rulings`, about positions in `reports`, go before all evidence.
    """
    ruled: Rulings[int] = rulings or Rulings()
    weights = weigh(reports)
    sets = Sets(range(len(reports)), ruled.sides)
    joins = list(_reprints(reports, sets, weights))
    first = sorted({sets.find(i) for i in range(len(reports))})
    joins.extend(_join(reports[i], reports[j], reason) for i, j, reason in ruled.joins if sets.join(i, j))
    found = _edges([reports[i] for i in first], weights)
    edges = {(first[a], first[b]): why for (a, b), why in found.items()}
    joins.extend(grow(reports, sets, edges))
    groups = [tuple(reports[i] for i in members) for members in sets.sets().values()]
    return Happenings(tuple(groups), tuple(sorted(joins)))


def _reprints(reports: Sequence[Told], sets: Sets[int], weights: Weights) -> Iterator[Join]:
    same: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, told in enumerate(reports):
        same[print_of(told)].append(i)
    for members in same.values():
        articles = [reports[i].article for i in members]
        if len(set(articles)) < len(articles):
            continue  # one sentence tells several: which is which, the words do not say
        daily = any(quote.sentence in weights.refrains for quote in reports[members[0]].quotes)
        firsts: list[int] = []
        for i in members:
            first = next((x for x in firsts if reprinted(reports[x], reports[i], daily)), None)
            if first is None:
                firsts.append(i)
            elif sets.join(first, i):
                yield _join(reports[first], reports[i], "the same text")


def print_of(told: Told) -> tuple[object, ...]:
    """Give what two reports have in common that stand in the same place of one text."""
    return (told.text, told.event.type, told.quotes)


def _edges(reports: Sequence[Told], weights: Weights) -> dict[Edge, Evidence]:
    found = ((pair, evidence(reports[pair[0]], reports[pair[1]], weights)) for pair in candidates(reports, weights))
    return {pair: why for pair, why in found if why is not None}


def grow(reports: Sequence[Told], sets: Sets[int], edges: Mapping[Edge, Evidence]) -> Iterator[Join]:
    """Join the sets of reports that the evidence of `edges` makes one event; `reports` are sorted by article and id.

    What no edge connects does not matter to each other: connected reports can be joined apart from all others.
    """
    yield from _grow(reports, sets, _unrivalled(reports, {pair: why for pair, why in edges.items() if not why.disputed}))
    yield from _pair(reports, sets, {pair: why for pair, why in edges.items() if why.disputed})


def _unrivalled(reports: Sequence[Told], edges: dict[Edge, Evidence]) -> list[tuple[Edge, Evidence]]:
    """Keep the pairs without a rival as good that is surely another event; the best first."""
    fits: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), why in edges.items():
        fits[i].append((why.score, j))
        fits[j].append((why.score, i))
    for found in fits.values():
        found.sort(key=lambda f: (-f[0], f[1]))

    def rival(i: int, j: int, why: Evidence) -> bool:
        for score, k in fits[i]:
            if score < why.score - MARGIN:
                return False
            if k != j and _different(reports[j], reports[k]):
                return True
        return False

    kept = [((i, j), why) for (i, j), why in edges.items() if not rival(i, j, why) and not rival(j, i, why)]
    return sorted(kept, key=lambda edge: (-edge[1].score, edge[0]))


def _different(one: Told, other: Told) -> bool:
    return one.article == other.article or conflict(one, other)


def _grow(reports: Sequence[Told], sets: Sets[int], edges: list[tuple[Edge, Evidence]]) -> Iterator[Join]:
    members: dict[int, list[int]] = dict(sets.sets())
    articles = {root: {reports[i].article for i in found} for root, found in members.items()}
    for (i, j), why in edges:
        a, b = sets.find(i), sets.find(j)
        if a == b or articles[a] & articles[b]:
            continue
        if any(conflict(reports[x], reports[y]) for x in _witnesses(members[a]) for y in _witnesses(members[b])):
            continue
        if not sets.join(a, b):
            continue
        small, large = sorted((a, b), key=lambda root: len(members[root]))
        everyone, everywhere = members.pop(large), articles.pop(large)
        everyone += members.pop(small)
        everywhere |= articles.pop(small)
        members[sets.find(a)], articles[sets.find(a)] = everyone, everywhere
        yield _join(reports[i], reports[j], why.reason)


def _pair(reports: Sequence[Told], sets: Sets[int], edges: dict[Edge, Evidence]) -> Iterator[Join]:
    """Join groups of different dates two by two, the best first: what has three dates is several events."""
    members = dict(sets.sets())
    paired: set[int] = set()
    for (i, j), why in sorted(edges.items(), key=lambda edge: (-edge[1].score, edge[0])):
        a, b = sets.find(i), sets.find(j)
        if a == b or {a, b} & paired:
            continue
        if {reports[x].article for x in members[a]} & {reports[y].article for y in members[b]}:
            continue
        if any(clash(reports[x], reports[y]) for x in _witnesses(members[a]) for y in _witnesses(members[b])):
            continue
        if not sets.join(a, b):
            continue
        paired.update((a, b))
        yield _join(reports[i], reports[j], why.reason)


def _witnesses(members: list[int]) -> list[int]:
    if len(members) <= 2 * WITNESSES:
        return members
    return members[:WITNESSES] + members[-WITNESSES:]


def _join(one: Told, other: Told, reason: str) -> Join:
    first, second = sorted((one.event.id, other.event.id))
    return Join("event", first, second, reason)
