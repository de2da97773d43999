"""Small grammars in tables: templates with named slots, compiled to tries and matched with memory.

A template is a row of words and marks, `(a|b c)` choices, `[optional]` parts and `{slots}`:

- `{name}` a category of the grammar or one of the built-in numbers; its fields join the rule's own.
- `{name=field}` the same, its single number put under another field.
- `{name:role}` the fields are kept apart, as a part of the whole (the two ends of a range).
- `<` and `>` where the words that carry the meaning begin and end, if not at the match's own ends.

Parts written without a space must stand without one in the text; a space may be a space or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.lang.fold import fold

# Finer than the words of a sentence: digits and letters part, so that "14h30" is three pieces.
PIECE = re.compile(r"\d+|[^\W\d_]+|\S")
ELEMENT = re.compile(r"\s+|\{[^}]*\}|[()|\[\]<>]|\d+|[^\W\d_]+|\S")
SLOT = re.compile(r"\{(\w+)(?:(=|:)(\w+))?\}")
ROMAN = {"i": 1, "v": 5, "x": 10}
MAX_EXPANSIONS = 3000

Scalar = int | str


class Piece(NamedTuple):
    """One run of digits or letters, or one mark: its folded key, `[begin, end)`, whether it touches the piece
    before, whether it begins with a capital."""

    key: str
    begin: int
    end: int
    near: bool
    upper: bool


def pieces(text: str, begin: int, end: int) -> list[Piece]:
    """Cut `text[begin:end]`; offsets count from the start of `text`."""
    found: list[Piece] = []
    last = -1
    for match in PIECE.finditer(text, begin, end):
        start, stop = match.span()
        word = match.group()
        found.append(Piece(fold(word), start, stop, start == last, word[0].isupper()))
        last = stop
    return found


class Number(NamedTuple):
    """A built-in slot: a number in digits, its least and greatest value, its fewest and most digits."""

    field: str
    low: int
    high: int
    fewest: int
    most: int

    def takes(self, key: str) -> bool:
        """Say whether a piece is such a number; decades end in 0."""
        if not (key.isdecimal() and self.fewest <= len(key) <= self.most and self.low <= int(key) <= self.high):
            return False
        return self.field != "decade" or key[-1] == "0"


NUMBERS = {
    "day": Number("day", 1, 31, 1, 2),
    "monthno": Number("month", 1, 12, 1, 2),
    "year": Number("year", 1000, 2999, 4, 4),
    "anyyear": Number("year", 100, 2999, 3, 4),
    "smallyear": Number("year", 1, 9999, 1, 4),
    "decade4": Number("decade", 1000, 2990, 4, 4),
    "decade2": Number("decade", 10, 90, 2, 2),
    "centuryno": Number("century", 1, 21, 1, 2),
    "quarterno": Number("quarter", 1, 4, 1, 1),
    "yy": Number("yy", 0, 99, 2, 2),
    "hour": Number("hour", 0, 24, 1, 2),
    "minute": Number("minute", 0, 59, 2, 2),
    "second": Number("second", 0, 59, 2, 2),
    "digits": Number("count", 1, 9999, 1, 4),
}


class Element(NamedTuple):
    """One step of an expanded template: a word, a slot (`category` set) or an extent mark."""

    word: str
    category: str = ""
    target: str = ""
    role: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, the category that it yields, the fields that it sets, its place in the order.

    With `behind` it holds only behind one of these words or as the whole row; with `capital` only if a piece
    (of several, not the first) has a capital; with `unless` not if one of these words follows.
    """

    id: str
    category: str
    fields: tuple[tuple[str, Scalar], ...]
    order: int
    behind: frozenset[str] = frozenset()
    capital: bool = False
    unless: frozenset[str] = frozenset()


@dataclass(slots=True)
class Node:
    """One state of a category's trie."""

    words: dict[str, Node] = field(default_factory=dict)
    near: dict[str, Node] = field(default_factory=dict)
    slots: dict[Element, Node] = field(default_factory=dict)
    opens: Node | None = None
    closes: Node | None = None
    accepts: list[Rule] = field(default_factory=list)
    routes: dict[str, tuple[tuple[Element, Node], ...]] = field(default_factory=dict)


class Tree(NamedTuple):
    """A reading: pieces `[start, stop)`; `[opens, closes)` carry the meaning; `parts` are (slot, tree or number)."""

    start: int
    stop: int
    opens: int
    closes: int
    rule: Rule
    parts: tuple[tuple[Element, Tree | int], ...]


def roman(key: str) -> int | None:
    """Give the value of a Roman numeral up to 39 in folded letters; None if it is not one."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", key) or not key:
        return None
    values = [ROMAN[c] for c in key]
    return sum(-v if any(v < w for w in values[i + 1 :]) else v for i, v in enumerate(values))


def expand(template: str) -> list[tuple[Element, ...]]:
    """Multiply out a template's choices and options.

    Raises:
        ValueError: if brackets do not match, a slot is malformed, or there are too many choices.
    """
    parts = ELEMENT.findall(template)
    rows, at = _alternatives(parts, 0)
    if at != len(parts):
        raise ValueError(f"unmatched {parts[at]!r}")
    unspaced = [_glue(row) for row in rows]
    return [row for row in dict.fromkeys(unspaced) if row]


def _alternatives(parts: Sequence[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    branches: list[tuple[str, ...]] = []
    rows: list[tuple[str, ...]] = [()]
    while at < len(parts) and parts[at] not in ")]":
        part = parts[at]
        if part == "|":
            branches += rows
            rows, at = [()], at + 1
            continue
        if part in "([":
            inner, at = _alternatives(parts, at + 1)
            if at >= len(parts) or parts[at] != (")" if part == "(" else "]"):
                raise ValueError(f"unmatched {part!r}")
            if part == "[":
                inner = [(), *inner]
        else:
            inner = [(part,)]
        rows = [row + more for row in rows for more in inner]
        if len(rows) > MAX_EXPANSIONS:
            raise ValueError("has too many choices")
        at += 1
    return branches + rows, at


def _glue(row: Sequence[str]) -> tuple[Element, ...]:
    elements: list[Element] = []
    spaced = True
    for part in row:
        if part.isspace():
            spaced = True
            continue
        if part in "<>":
            elements.append(Element(part))
            continue
        near = not spaced and any(e.word not in "<>" or e.category for e in elements)
        if part.startswith("{"):
            match = SLOT.fullmatch(part)
            if match is None:
                raise ValueError(f"malformed slot {part!r}")
            name, sign, other = match.groups()
            elements.append(Element("", name, other if sign == "=" else "", other if sign == ":" else "", near))
        else:
            elements.append(Element(fold(part), near=near))
        spaced = False
    return tuple(elements)


class Grammar:
    """Categories of rules, compiled; what a category can begin with is known beforehand."""

    def __init__(self) -> None:
        self.roots: dict[str, Node] = {}
        self._first: dict[str, frozenset[str]] = {}
        self._words: frozenset[str] = frozenset()
        self._seconds: dict[tuple[str, str], tuple[frozenset[str], bool]] = {}
        self._viable: dict[tuple[str, str, str], bool] = {}

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

    def kind(self, key: str) -> str:
        """Give the kind of a piece: its key if some rule names it, "#" for other numbers, "%" for Roman ones, else ""."""
        if key in self._words:
            return key
        return "#" if key.isdecimal() else "%" if key in ROMAN_KEYS else ""

    def routes(self, node: Node, kind: str) -> tuple[tuple[Element, Node], ...]:
        """Give the slots of a node that can begin with a piece of this kind."""
        known = node.routes.get(kind)
        if known is None:
            known = tuple((e, n) for e, n in node.slots.items() if self.begins(e.category, kind))
            node.routes[kind] = known
        return known

    def begins(self, category: str, kind: str) -> bool:
        """Say whether a category can begin with a piece of this kind."""
        return _among(self.first(category), kind)

    def viable(self, category: str, kind: str, following: str) -> bool:
        """Say whether a category can begin with two pieces of these kinds, or end after the first."""
        known = self._viable.get((category, kind, following))
        if known is None:
            inside, complete = self._after(category, kind)
            known = complete or _among(inside, following)
            self._viable[(category, kind, following)] = known
        return known

    def _after(self, category: str, kind: str) -> tuple[frozenset[str], bool]:
        """Give the keys that can follow a first piece of this kind in a category, and whether it may end there."""
        if category in NUMBERS:
            return frozenset(), kind.isdecimal() or kind == "#"
        if category == "roman":
            return frozenset(), kind == "%" or kind in ROMAN_KEYS
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
        self._words = frozenset(key for node in self._nodes() for key in (*node.words, *node.near))

    def first(self, category: str) -> frozenset[str]:
        """Give the keys that a category can begin with; "#" stands for any number, "%" for a Roman one.

        Raises:
            ValueError: if the category can begin with itself.
        """
        return self._first.get(category) or self._starts(category, ())

    def _starts(self, category: str, above: tuple[str, ...]) -> frozenset[str]:
        if category in NUMBERS:
            return frozenset({"#"})
        if category == "roman":
            return frozenset({"%"})
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


def _among(keys: frozenset[str], kind: str) -> bool:
    return kind in keys or ("#" in keys and kind.isdecimal()) or ("%" in keys and kind in ROMAN_KEYS)


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

    def __init__(self, grammar: Grammar, row: Sequence[Piece]) -> None:
        self._grammar = grammar
        self.row = row
        self.kinds = [*(grammar.kind(piece.key) for piece in row), ""]
        self._known: dict[tuple[str, int], list[Tree | tuple[int, int]]] = {}

    def starts(self, category: str) -> Iterator[int]:
        """Give the places at which a category may begin."""
        viable, kinds = self._grammar.viable, self.kinds
        return (at for at in range(len(self.row)) if kinds[at] and viable(category, kinds[at], kinds[at + 1]))

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
        elif category == "roman":
            value = roman(self.row[at].key)
            if value is not None and self.row[at].upper:
                found.append((at + 1, value))
        elif self._grammar.viable(category, self.kinds[at], self.kinds[at + 1]):
            self._walk(self._grammar.roots[category], at, found)
        return found

    def _walk(self, root: Node, start: int, found: list[Tree | tuple[int, int]]) -> None:
        row, kinds, size = self.row, self.kinds, len(self.row)
        stack: list[tuple[Node, int, int, int, tuple[tuple[Element, Tree | int], ...]]] = [(root, start, start, -1, ())]
        while stack:
            node, at, opens, closes, parts = stack.pop()
            for rule in node.accepts:
                if self._allowed(rule, start, at):
                    found.append(Tree(start, at, opens, at if closes < 0 else closes, rule, parts))
            if node.opens:
                stack.append((node.opens, at, at, closes, parts))
            if node.closes:
                stack.append((node.closes, at, opens, at, parts))
            if at >= size or not kinds[at]:
                continue
            piece = row[at]
            target = node.words.get(piece.key)
            if target is not None:
                stack.append((target, at + 1, opens, closes, parts))
            if piece.near and node.near:
                target = node.near.get(piece.key)
                if target is not None:
                    stack.append((target, at + 1, opens, closes, parts))
            if not node.slots:
                continue
            for element, target in self._grammar.routes(node, kinds[at]):
                if element.near and not piece.near:
                    continue
                for reading in self._read(element.category, at):
                    if isinstance(reading, Tree):
                        began = reading.opens if at == start else opens
                        stack.append((target, reading.stop, began, closes, (*parts, (element, reading))))
                    else:
                        stack.append((target, reading[0], opens, closes, (*parts, (element, reading[1]))))

    def _allowed(self, rule: Rule, start: int, stop: int) -> bool:
        row = self.row
        if rule.behind and (start == 0 or row[start - 1].key not in rule.behind) and stop - start < len(row):
            return False
        if rule.capital and not any(piece.upper for piece in row[start + (stop - start > 1) : stop]):
            return False
        return not rule.unless or stop == len(row) or row[stop].key not in rule.unless


def _orders(tree: Tree) -> list[int]:
    """Give the places of a reading's rules in their tables, outermost first."""
    orders = [tree.rule.order]
    for _, part in tree.parts:
        if isinstance(part, Tree):
            orders += _orders(part)
    return orders


ROMAN_KEYS = frozenset(
    key
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    if (key := tens + ones)
)


def compile_grammar(rules: Iterable[tuple[Rule, Sequence[str]]]) -> tuple[Grammar, list[tuple[Rule, str]]]:
    """Compile rules with their templates; faults come back beside the grammar as (rule, message)."""
    grammar = Grammar()
    faults: list[tuple[Rule, str]] = []
    for rule, templates in rules:
        for template in templates:
            try:
                grammar.add(rule, template)
            except ValueError as error:
                faults.append((rule, f"template {template!r}: {error}"))
    return grammar, faults
