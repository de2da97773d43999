"""Small grammars: rules made of templates, compiled to tries, and what they can begin with and lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from kg.lang.kinds import MARKS, NUMBER, ROMAN, Kinds, among, found_by, is_number, taken
from kg.lang.template import MAX_KNOWN, NUMBERS, ROMAN_KEYS, Element, expand

Scalar = int | str
Pair = tuple[str, str]  # of kinds of pieces that follow each other
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, the category that it yields, the fields that it sets, its place in the order.

    With `behind` it holds only behind one of these words or as the whole row, with `not_behind` not behind one of these;
    with `capital` only if a piece (of several, not the first) has a capital; with `unless` not if one of these words
    follows ("#" for any number). `apart` says which of the ranges that it reads keep their ends apart: "always",
    "carried" (each end has a word such as "day" or "month" of its own), "" for none.
    """

    id: str
    category: str
    fields: tuple[tuple[str, Scalar], ...]
    order: int
    behind: frozenset[str] = frozenset()
    capital: bool = False
    unless: frozenset[str] = frozenset()
    not_behind: frozenset[str] = frozenset()
    apart: str = ""
    conditional: bool = field(init=False)
    sums: bool = field(init=False)

    def __post_init__(self) -> None:
        """Note whether it has conditions, and whether it adds up its parts (the words of a number)."""
        object.__setattr__(self, "conditional", bool(self.behind or self.not_behind or self.capital or self.unless))
        object.__setattr__(self, "sums", any(name == "sum" for name, _ in self.fields))


class Entry(NamedTuple):
    """A way into a category: its rank among all, the way's place among those of the category, the first step."""

    rank: int
    place: int
    step: Step


class Step(NamedTuple):
    """A way out of a node: by a word or, with an element, by a slot; with `near` only by a piece that touches.

    `number` says that the slot's reading is the piece's own number.
    """

    target: Node
    element: Element | None
    near: bool
    number: bool


@dataclass(slots=True)
class Node:
    """One state of a category's trie."""

    words: dict[str, Node] = field(default_factory=dict)
    near: dict[str, Node] = field(default_factory=dict)
    slots: dict[Element, Node] = field(default_factory=dict)
    opens: Node | None = None
    closes: Node | None = None
    accepts: list[Rule] = field(default_factory=list)
    after: tuple[frozenset[str], bool] | None = None  # as `Grammar.after` gives it
    leaf: Rule | None = None  # the rule that ends here without conditions, if nothing leads on
    steps: dict[tuple[str, str], tuple[Step, ...]] = field(default_factory=dict)


class Grammar:
    """Categories of rules, compiled; what a category can begin with is known beforehand."""

    def __init__(self) -> None:
        self.roots: dict[str, Node] = {}
        self._first: dict[str, frozenset[str]] = {}
        self._seconds: dict[tuple[str, str], tuple[frozenset[str], bool]] = {}
        self.names: list[str] = []  # of the categories; those that a category can begin with stand before it
        self.ranks: dict[str, int] = {}
        self._reach: dict[str, frozenset[int]] = {}
        self._entries: dict[str, list[Entry]] = {}  # by the key of the first piece
        self._parents: dict[str, list[Entry]] = {}  # by the category that is the first part
        self._opened: dict[Pair, tuple[Entry, ...]] = {}
        self.known_corners: dict[Triple, tuple[Entry, ...]] = {}
        self.known_climbs: dict[tuple[int, Pair], tuple[Entry, ...]] = {}
        self._kinds = Kinds(frozenset())
        self._openings: dict[str, _Openings] = {}

    def add(self, rule: Rule, template: str) -> None:
        """Add one of a rule's templates; raises ValueError as `expand` does."""
        for row in expand(template):
            node = self.roots.setdefault(rule.category, Node())
            for element in row:
                node = _step(node, element)
            if rule not in node.accepts:
                node.accepts.append(rule)

    def _nodes(self) -> Iterator[Node]:
        stack = list(self.roots.values())
        while stack:
            node = stack.pop()
            yield node
            stack += [*node.words.values(), *node.near.values(), *node.slots.values()]
            stack += [n for n in (node.opens, node.closes) if n]

    def slots(self) -> Iterator[Element]:
        """Give every slot in use."""
        for node in self._nodes():
            yield from node.slots

    def kinds(self, words: Iterable[str]) -> list[str]:
        """Give the kinds of what `cut` gave, and twice "" for what is behind them.

        A kind is the word's key if some rule names it, "#|" and the names of what it can be ("#|day|digits") for
        other numbers, "%|" for Roman ones, else "".
        """
        return [*map(self._kinds.__getitem__, words), "", ""]

    def starts(self, category: str, kinds: Sequence[str]) -> list[int]:
        """Give the places at which a category may begin, by the kinds of a row of pieces."""
        openings = self._openings.get(category)
        if openings is None:
            openings = self._openings[category] = _Openings(self, category)
        pairs = openings.pairs
        places = [at for at, kind in enumerate(kinds) if kind and pairs[(kind, kinds[at + 1])]]
        return [at for at in places if openings[(kinds[at], kinds[at + 1], kinds[at + 2])]]

    def reach(self, category: str) -> frozenset[int]:
        """Give the ranks of a category and of those that it can begin with."""
        known = self._reach.get(category)
        if known is None:
            parts = (e.category for node in _closure(self.roots[category]) for e in node.slots if e.category in self.roots)
            known = frozenset({self.ranks[category]}).union(*map(self.reach, parts))
            self._reach[category] = known
        return known

    def corners(self, kinds: Triple) -> tuple[Entry, ...]:
        """Give the ways into all categories by a piece of the first kind that the others lead on from, or that end there."""
        known = self.known_corners.get(kinds)
        if known is None:
            first, second, third = kinds
            opened = self._opened.get((first, second))
            if opened is None:
                entries = [entry for key in found_by(first) for entry in self._entries.get(key, ())]
                steps = self._open([entry.step for entry in entries], (first, second))
                found = (entry._replace(step=step) for entry, step in zip(entries, steps, strict=True) if step is not None)
                opened = self._opened[(first, second)] = tuple(sorted(found, key=lambda entry: entry[:2]))
            if len(self.known_corners) >= MAX_KNOWN:
                self.known_corners.clear()
            known = tuple(e for e in opened if _is_long(e.step, second) or self.leads(e.step.target, (second, third)))
            self.known_corners[kinds] = known
        return known

    def climbs(self, rank: int, kinds: Pair) -> tuple[Entry, ...]:
        """Give the ways into other categories by this one that pieces of these kinds lead on from, or that end there."""
        known = self.known_climbs.get((rank, kinds))
        if known is None:
            if len(self.known_climbs) >= MAX_KNOWN:
                self.known_climbs.clear()
            entries = self._parents.get(self.names[rank], ())
            known = self.known_climbs[(rank, kinds)] = tuple(e for e in entries if self.leads(e.step.target, kinds))
        return known

    def leads(self, node: Node, kinds: Pair) -> bool:
        """Say whether a reading can end at a node, or go on by pieces of these kinds."""
        if not self._goes_on(node, kinds[0]):
            return False
        return any(each.accepts or each.steps.get(kinds) or self.steps(each, kinds) for each in _closure(node))

    def steps(self, node: Node, kinds: tuple[str, str]) -> tuple[Step, ...]:
        """Give the ways out of a node by a piece of the first kind that one of the second leads on from, or that end there."""
        kind = kinds[0]
        steps = [Step(n, None, near, False) for n, near in ((node.words.get(kind), False), (node.near.get(kind), True)) if n]
        steps += [Step(n, e, e.near, False) for e, n in node.slots.items() if self.begins(e.category, kind)]
        known = node.steps[kinds] = tuple(step for step in self._open(steps, kinds) if step is not None)
        return known

    def _open(self, steps: Iterable[Step], kinds: tuple[str, str]) -> Iterator[Step | None]:
        """Give the steps with what their slots read; None for those that lead nowhere."""
        for step in steps:
            name = step.element.category if step.element else ""
            inside, complete = self._after(name, kinds[0]) if name else (frozenset[str](), True)
            if not (among(inside, kinds[1]) or (complete and self._goes_on(step.target, kinds[1]))):
                yield None
            elif name in NUMBERS and not _is_long(step, kinds[1]):
                yield step._replace(number=True)
            else:
                yield step

    def _goes_on(self, node: Node, kind: str) -> bool:
        """Say whether a reading can end at a node, or go on by a piece of this kind."""
        following, ends = self.after(node)
        return ends or among(following, kind)

    def after(self, node: Node) -> tuple[frozenset[str], bool]:
        """Give the keys that can follow at a node, and whether a reading may end there."""
        if node.after is None:
            keys: set[str] = set()
            nodes = _closure(node)
            for each in nodes:
                keys.update(each.words, each.near, *(self.first(element.category) for element in each.slots))
            node.after = frozenset(keys), any(each.accepts for each in nodes)
        return node.after

    def begins(self, category: str, kind: str) -> bool:
        """Say whether a category can begin with a piece of this kind."""
        return among(self.first(category), kind)

    def may_open(self, category: str, kinds: Pair) -> bool:
        """Say whether a category can begin with two pieces of these kinds, or end after the first."""
        inside, complete = self._after(category, kinds[0])
        return complete or among(inside, kinds[1])

    def opens(self, category: str, kinds: Triple) -> bool:
        """Say whether a category can begin with three pieces of these kinds, or end before the last."""
        goals, pair = self.reach(category), (kinds[1], kinds[2])
        ways = [entry for entry in self.corners(kinds) if entry.rank in goals]
        complete: set[int] = set()
        for rank, _, step in ways:  # grows
            nodes = _closure(step.target)
            if _is_long(step, kinds[1]) or any(self.steps(node, pair) for node in nodes):
                return True
            if rank not in complete and any(node.accepts for node in nodes):
                complete.add(rank)
                ways += [entry for entry in self.climbs(rank, pair) if entry.rank in goals]
        return self.ranks[category] in complete

    def _after(self, category: str, kind: str) -> tuple[frozenset[str], bool]:
        """Give the keys that can follow a first piece of this kind in a category, and whether it may end there."""
        if category in NUMBERS:
            return frozenset(MARKS if category == "digits" and is_number(kind) else ()), category in taken(kind)
        if category == "roman":
            return frozenset(), kind == ROMAN or kind in ROMAN_KEYS
        known = self._seconds.get((category, kind))
        if known is None:
            inside: set[str] = set()
            complete = False
            for root in _closure(self.roots[category]):
                targets = [n for n in (root.words.get(kind), root.near.get(kind)) if n]
                for element, target in root.slots.items():
                    if not self.begins(element.category, kind):
                        continue
                    more, ends = self._after(element.category, kind)
                    inside |= more
                    if ends:
                        targets.append(target)
                for target in targets:
                    following, ends = self.after(target)
                    complete = complete or ends
                    inside |= following
            known = self._seconds[(category, kind)] = (frozenset(inside), complete)
        return known

    def close(self) -> None:
        """Work out what every category can begin with; raises ValueError as `first` does."""
        for name in self.roots:
            self._starts(name, ())
        words = frozenset(key for node in self._nodes() for key in (*node.words, *node.near)) | frozenset(MARKS)
        self._kinds = Kinds(words)
        for node in self._nodes():
            if len(node.accepts) == 1 and not (node.words or node.near or node.slots or node.opens or node.closes):
                node.leaf = None if node.accepts[0].conditional else node.accepts[0]
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        parents: defaultdict[str, list[Entry]] = defaultdict(list)
        for rank, name in enumerate(self.names):
            place = count()
            for node in reversed(_closure(self.roots[name])):
                for key, target in node.words.items():
                    entries[key].append(Entry(rank, next(place), Step(target, None, False, False)))
                for element, target in node.slots.items():
                    entry = Entry(rank, next(place), Step(target, element, False, False))
                    if element.category in self.roots:
                        parents[element.category].append(entry)
                    else:  # a number: it has one key
                        entries[min(self.first(element.category))].append(entry)
        self._entries, self._parents = dict(entries), dict(parents)
        self.ranks = {name: rank for rank, name in enumerate(self.names)}

    def first(self, category: str) -> frozenset[str]:
        """Give the keys that a category can begin with; "#|day" stands for what `{day}` takes, "%|" for a Roman number.

        Raises:
            ValueError: if the category can begin with itself.
        """
        return self._first.get(category) or self._starts(category, ())

    def _starts(self, category: str, above: tuple[str, ...]) -> frozenset[str]:
        if category in NUMBERS:
            return frozenset({NUMBER + category})
        if category == "roman":
            return frozenset({ROMAN})
        if category in above:
            raise ValueError(f"category {category!r} begins with itself")
        if category not in self._first:
            keys: set[str] = set()
            stack = [self.roots[category]] if category in self.roots else []
            while stack:
                node = stack.pop()
                keys |= node.words.keys() | node.near.keys()
                stack += [n for n in (node.opens, node.closes) if n]
                for element in node.slots:
                    keys |= self._starts(element.category, (*above, category))
            self._first[category] = frozenset(keys)
            self.names.append(category)
        return self._first[category]


class _Pairs(dict[Pair, bool]):
    """Whether a category can begin with pieces of two kinds."""

    def __init__(self, grammar: Grammar, category: str) -> None:
        super().__init__()
        self._grammar = grammar
        self._category = category

    def __missing__(self, kinds: Pair) -> bool:
        known = self[kinds] = self._grammar.may_open(self._category, kinds)
        return known


class _Openings(dict[Triple, bool]):
    """Whether a category can begin with pieces of three kinds; `pairs` tells the same of two, and is asked first."""

    def __init__(self, grammar: Grammar, category: str) -> None:
        super().__init__()
        self._grammar = grammar
        self._category = category
        self.pairs = _Pairs(grammar, category)

    def __missing__(self, kinds: Triple) -> bool:
        if len(self) >= MAX_KNOWN:
            self.clear()
        known = self[kinds] = self._grammar.opens(self._category, kinds)
        return known


def _is_long(step: Step, following: str) -> bool:
    """Say whether a step by a number may take more than one piece: "4,000"."""
    return following in MARKS and step.element is not None and step.element.category == "digits"


def _closure(node: Node) -> list[Node]:
    """Give a node and those that only an extent mark away."""
    found = [node]
    for at in found:
        found += [n for n in (at.opens, at.closes) if n]
    return found


def _step(node: Node, element: Element) -> Node:
    if element.category:
        return node.slots.setdefault(element, Node())
    if element.word == "<":
        node.opens = node.opens or Node()
        return node.opens
    if element.word == ">":
        node.closes = node.closes or Node()
        return node.closes
    return (node.near if element.near else node.words).setdefault(element.word, Node())
