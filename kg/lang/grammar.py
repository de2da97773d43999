"""Small grammars: rules made of templates, compiled to tries, matched on text with memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kg.lang.fold import fold
from kg.lang.template import MAX_KNOWN, NUMBERS, ROMAN_KEYS, Element, Piece, expand, roman

Scalar = int | str
MARKS = (".", ",")  # set off the thousands of a number
NUMBER, ROMAN = "#|", "%|"  # kinds of pieces: no piece has two marks


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
    begun: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    steps: dict[tuple[str, str], tuple[Step, ...]] = field(default_factory=dict)


class Tree(NamedTuple):
    """A reading: pieces `[start, stop)`; `[opens, closes)` carry the meaning; `parts` are (slot, tree or number)."""

    start: int
    stop: int
    opens: int
    closes: int
    rule: Rule
    parts: tuple[tuple[Element, Tree | int], ...]


class Grammar:
    """Categories of rules, compiled; what a category can begin with is known beforehand."""

    def __init__(self) -> None:
        self.roots: dict[str, Node] = {}
        self._first: dict[str, frozenset[str]] = {}
        self._seconds: dict[tuple[str, str], tuple[frozenset[str], bool]] = {}
        self._kinds = _Kinds(frozenset())
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
        """Give the kinds of what `cut` gave, and "" for what is behind them.

        A kind is the word's key if some rule names it, "#|" and the names of what it can be ("#|day|digits") for
        other numbers, "%|" for Roman ones, else "".
        """
        return [*map(self._kinds.__getitem__, words), ""]

    def starts(self, category: str, kinds: Sequence[str]) -> list[int]:
        """Give the places at which a category may begin, by the kinds of a row of pieces."""
        openings = self._openings.get(category)
        if openings is None:
            openings = self._openings[category] = _Openings(self, category)
        return [at for at, kind in enumerate(kinds) if kind and openings[(kind, kinds[at + 1])]]

    def steps(self, node: Node, kinds: tuple[str, str]) -> tuple[Step, ...]:
        """Give the ways out of a node by a piece of the first kind that one of the second leads on from, or that end there."""
        steps = [step for step in self._begun(node, kinds[0]) if self._leads(step, *kinds)]
        if kinds[1] in MARKS:  # then a number may be the first of several
            steps = [s._replace(number=s.number and s.element is not None and s.element.category != "digits") for s in steps]
        known = node.steps[kinds] = tuple(steps)
        return known

    def _leads(self, step: Step, kind: str, following: str) -> bool:
        inside, complete = self._after(step.element.category, kind) if step.element else (frozenset[str](), True)
        if _among(inside, following):
            return True
        return complete and any(node.accepts or self._begun(node, following) for node in _closure(step.target))

    def _begun(self, node: Node, kind: str) -> tuple[Step, ...]:
        """Give the ways out of a node by a piece of this kind."""
        known = node.begun.get(kind)
        if known is None:
            words = [Step(n, None, near, False) for n, near in ((node.words.get(kind), False), (node.near.get(kind), True)) if n]
            slots = [Step(n, e, e.near, e.category in NUMBERS) for e, n in node.slots.items() if self.begins(e.category, kind)]
            known = node.begun[kind] = (*words, *slots)
        return known

    def begins(self, category: str, kind: str) -> bool:
        """Say whether a category can begin with a piece of this kind."""
        return _among(self.first(category), kind)

    def viable(self, category: str, kind: str, following: str) -> bool:
        """Say whether a category can begin with two pieces of these kinds, or end after the first."""
        inside, complete = self._after(category, kind)
        return complete or _among(inside, following)

    def _after(self, category: str, kind: str) -> tuple[frozenset[str], bool]:
        """Give the keys that can follow a first piece of this kind in a category, and whether it may end there."""
        if category in NUMBERS:
            return frozenset(MARKS if category == "digits" and _is_number(kind) else ()), category in _taken(kind)
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
                    for node in _closure(target):
                        complete = complete or bool(node.accepts)
                        inside |= node.words.keys() | node.near.keys()
                        for element in node.slots:
                            inside |= self.first(element.category)
            known = self._seconds[(category, kind)] = (frozenset(inside), complete)
        return known

    def close(self) -> None:
        """Work out what every category can begin with; raises ValueError as `first` does."""
        for name in self.roots:
            self._starts(name, ())
        words = frozenset(key for node in self._nodes() for key in (*node.words, *node.near)) | frozenset(MARKS)
        self._kinds = _Kinds(words)

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
        return self._first[category]


class _Kinds(dict[str, str]):
    """The kinds of words as written, the space before them included."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> str:
        if len(self) >= MAX_KNOWN:
            self.clear()
        key = fold(word.lstrip())
        if key in self._words:
            kind = key
        elif key.isdecimal():
            kind = NUMBER + "|".join(_taken(key))
        else:
            kind = ROMAN if key in ROMAN_KEYS else ""
        self[word] = kind
        return kind


class _Openings(dict[tuple[str, str], bool]):
    """Whether a category can begin with pieces of two kinds."""

    def __init__(self, grammar: Grammar, category: str) -> None:
        super().__init__()
        self._grammar = grammar
        self._category = category

    def __missing__(self, kinds: tuple[str, str]) -> bool:
        known = self[kinds] = self._grammar.viable(self._category, *kinds)
        return known


def _is_number(kind: str) -> bool:
    return kind.isdecimal() or kind.startswith(NUMBER)


def _taken(kind: str) -> tuple[str, ...]:
    """Give the names of the built-in numbers that take a piece of this kind."""
    if kind.isdecimal():
        return tuple(name for name, number in NUMBERS.items() if number.takes(kind))
    return tuple(kind.removeprefix(NUMBER).split("|")) if kind.startswith(NUMBER) else ()


@lru_cache(maxsize=1000)
def _marks(kind: str) -> frozenset[str]:
    """Give what stands for the numbers that can begin with a piece of this kind: a count with any, for it can be thousands."""
    return frozenset(NUMBER + name for name in ("digits", *_taken(kind))) if _is_number(kind) else frozenset()


def _among(keys: frozenset[str], kind: str) -> bool:
    return kind in keys or not keys.isdisjoint(_marks(kind)) or (ROMAN in keys and kind in ROMAN_KEYS)


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


class Matcher:
    """A grammar laid on one row of pieces; every category is read at most once at each place."""

    def __init__(self, grammar: Grammar, row: Sequence[Piece], kinds: Sequence[str]) -> None:
        self._grammar = grammar
        self.row = row
        self._kinds = kinds
        self._known: dict[tuple[str, int], list[Tree | tuple[int, int]]] = {}

    def read(self, category: str, at: int) -> list[Tree]:
        """Give the readings of a category that begin at piece `at`, longest first, then in the rules' order."""
        trees = [t for t in self._read(category, at) if isinstance(t, Tree)]
        return sorted(trees, key=lambda t: (-t.stop, _orders(t))) if len(trees) > 1 else trees

    def _read(self, category: str, at: int) -> list[Tree | tuple[int, int]]:
        known = self._known.get((category, at))
        if known is not None:
            return known
        found: list[Tree | tuple[int, int]] = []
        self._known[(category, at)] = found
        number = NUMBERS.get(category)
        if number is not None:
            key = self.row[at].key
            if number.takes(key):
                found.append((at + 1, int(key)))
            if category == "digits" and (stop := self._grouped(at)) > at + 1:
                found.append((stop, int("".join(piece.key for piece in self.row[at:stop:2]))))
        elif category == "roman":
            value = roman(self.row[at].key)
            if value is not None and self.row[at].upper:
                found.append((at + 1, value))
        else:
            self._walk(self._grammar.roots[category], at, found)
        return found

    def _grouped(self, at: int) -> int:
        """Give where a number with its thousands marked off ends: "4.000", "1,000,000"; `at` + 1 if it has none."""
        row, stop = self.row, at + 1
        while (
            stop + 1 < len(row)
            and row[stop].key in MARKS
            and row[stop].near
            and row[stop + 1].near
            and row[stop + 1].key.isdecimal()
            and len(row[stop + 1].key) == 3
        ):
            stop += 2
        return stop

    def _walk(self, root: Node, start: int, found: list[Tree | tuple[int, int]]) -> None:
        row, kinds, known = self.row, self._kinds, self._known
        stack: list[tuple[Node, int, int, int, tuple[tuple[Element, Tree | int], ...]]] = [(root, start, start, -1, ())]
        while stack:
            node, at, opens, closes, parts = stack.pop()
            for rule in node.accepts:
                if not (rule.behind or rule.not_behind or rule.capital or rule.unless) or self._allowed(rule, start, at):
                    found.append(tuple.__new__(Tree, (start, at, opens, at if closes < 0 else closes, rule, parts)))
            if node.opens:
                stack.append((node.opens, at, at, closes, parts))
            if node.closes:
                stack.append((node.closes, at, opens, at, parts))
            if not kinds[at]:
                continue
            pair = (kinds[at], kinds[at + 1])
            steps = node.steps.get(pair)
            if steps is None:
                steps = self._grammar.steps(node, pair)
            for target, element, near, number in steps:
                if near and not row[at].near:
                    continue
                if element is None:
                    stack.append((target, at + 1, opens, closes, parts))
                    continue
                if number:
                    stack.append((target, at + 1, opens, closes, (*parts, (element, int(row[at].key)))))
                    continue
                readings = known.get((element.category, at))
                for reading in self._read(element.category, at) if readings is None else readings:
                    if isinstance(reading, Tree):
                        began = reading.opens if at == start else opens
                        stack.append((target, reading.stop, began, closes, (*parts, (element, reading))))
                    else:
                        stack.append((target, reading[0], opens, closes, (*parts, (element, reading[1]))))

    def _allowed(self, rule: Rule, start: int, stop: int) -> bool:
        row = self.row
        if rule.behind and (start == 0 or row[start - 1].key not in rule.behind) and stop - start < len(row):
            return False
        if rule.not_behind and start and row[start - 1].key in rule.not_behind:
            return False
        if rule.capital and not any(piece.upper for piece in row[start + (stop - start > 1) : stop]):
            return False
        if not rule.unless or stop == len(row):
            return True
        return row[stop].key not in rule.unless and not ("#" in rule.unless and row[stop].key.isdecimal())


def _orders(tree: Tree) -> list[int]:
    """Give the places of a reading's rules in their tables, outermost first."""
    orders = [tree.rule.order]
    for _, part in tree.parts:
        if isinstance(part, Tree):
            orders += _orders(part)
    return orders
