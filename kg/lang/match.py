"""Laying a grammar on the pieces of a text: at each place all categories are read at once, from the words up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from operator import itemgetter
from typing import NamedTuple

from kg.lang.grammar import Grammar, Node, Rule
from kg.lang.kinds import MARKS
from kg.lang.template import NUMBERS, Element, Piece, roman

Parts = tuple[tuple[Element, "Tree | int"], ...]


class Tree(NamedTuple):
    """A reading: pieces `[start, stop)`; `[opens, closes)` carry the meaning; `parts` are (slot, tree or number)."""

    start: int
    stop: int
    opens: int
    closes: int
    rule: Rule
    parts: Parts


_State = tuple[int, Node, int, int, Parts]  # of a way: its place, the node, the piece it stands at, where it opens, its parts
_PLACE = itemgetter(0)


class Matcher:
    """A grammar laid on one row of pieces; every category is read at most once at each place.

    It is read from the words up: a category that is complete is tried as the first part of others (a left-corner
    parse), so that nothing is tried which the words at hand do not begin.
    """

    def __init__(self, grammar: Grammar, row: Sequence[Piece], kinds: Sequence[str]) -> None:
        self._grammar = grammar
        self.row = row
        self._kinds = kinds
        self._charts: dict[int, dict[int, list[Tree]]] = {}  # by place, then by the category's rank
        self._done: dict[int, list[frozenset[int]]] = {}  # by place: the categories that have been read there

    def read(self, category: str, at: int) -> Sequence[Tree]:
        """Give the readings of a category that begin at piece `at`, longest first, then in the rules' order."""
        trees = self._read(category, at)
        return sorted(trees, key=lambda t: (-t.stop, _orders(t))) if len(trees) > 1 else trees

    def _read(self, category: str, at: int) -> Sequence[Tree]:
        rank = self._grammar.ranks[category]
        done = self._done.get(at)
        if done is None:
            done = self._done[at] = []
            self._charts[at] = {}
        chart = self._charts[at]
        for goals in done:
            if rank in goals:
                break
        else:
            goals = self._grammar.reach(category)
            done.append(goals)
            if self._kinds[at]:
                chart.update(self._fill(goals, at))
        return chart.get(rank, ())

    def _fill(self, goals: frozenset[int], start: int) -> dict[int, list[Tree]]:
        """Read the categories of these ranks, those first that others begin with."""
        grammar, row, kinds = self._grammar, self.row, self._kinds
        found: dict[int, list[Tree]] = {}
        begun: dict[int, list[_State]] = {}  # ways into the categories, by rank
        triple = (kinds[start], kinds[start + 1], kinds[start + 2])
        corners = grammar.known_corners.get(triple)
        for rank, place, (target, element, _, number) in grammar.corners(triple) if corners is None else corners:
            if rank not in goals:
                continue
            ways = begun.get(rank)
            if ways is None:
                ways = begun[rank] = []
            if element is None:
                ways.append((place, target, start + 1, start, ()))
            elif number:
                ways.append((place, target, start + 1, start, ((element, int(row[start].key)),)))
            else:
                ways += [(place, target, stop, start, ((element, n),)) for stop, n in self._numbers(element.category, start)]
        ranks = [*begun]  # rising, hence a heap
        while ranks:
            rank = heappop(ranks)
            ways = begun[rank]
            if not ways:
                continue  # "vi" without a capital is no number
            _, node, at, opens, parts = ways[0]
            if len(ways) == 1 and node.leaf:
                trees = [tuple.__new__(Tree, (start, at, opens, at, node.leaf, parts))]
            else:
                ways.sort(key=_PLACE)
                trees = self._walk(ways, start)
                if not trees:
                    continue
            found[rank] = trees
            for tree in trees:
                following = (kinds[tree.stop], kinds[tree.stop + 1])
                climbs = grammar.known_climbs.get((rank, following))
                for above, place, (target, element, _, _) in grammar.climbs(rank, following) if climbs is None else climbs:
                    if element and above in goals:
                        if above not in begun:
                            begun[above] = []
                            heappush(ranks, above)
                        begun[above].append((place, target, tree.stop, tree.opens, ((element, tree),)))
        return found

    def _walk(self, ways: Sequence[_State], start: int) -> list[Tree]:
        """Follow the ways into one category to all its readings."""
        trees: list[Tree] = []
        grammar, row, kinds = self._grammar, self.row, self._kinds
        stack = [(target, at, opens, -1, parts) for _, target, at, opens, parts in ways]
        while stack:
            node, at, opens, closes, parts = stack.pop()
            for rule in node.accepts:
                if not rule.conditional or self._allowed(rule, start, at):
                    trees.append(tuple.__new__(Tree, (start, at, opens, at if closes < 0 else closes, rule, parts)))
            if node.opens:
                stack.append((node.opens, at, at, closes, parts))
            if node.closes:
                stack.append((node.closes, at, opens, at, parts))
            if not kinds[at]:
                continue
            pair = (kinds[at], kinds[at + 1])
            steps = node.steps.get(pair)
            if steps is None:
                steps = grammar.steps(node, pair)
            for target, element, near, number in steps:
                if near and not row[at].near:
                    continue
                if element is None:
                    stack.append((target, at + 1, opens, closes, parts))
                elif number:
                    stack.append((target, at + 1, opens, closes, (*parts, (element, int(row[at].key)))))
                elif element.category in NUMBERS or element.category == "roman":
                    for stop, value in self._numbers(element.category, at):
                        stack.append((target, stop, opens, closes, (*parts, (element, value))))
                else:
                    for tree in self._read(element.category, at):
                        stack.append((target, tree.stop, opens, closes, (*parts, (element, tree))))
        return trees

    def _numbers(self, name: str, at: int) -> Iterator[tuple[int, int]]:
        """Give the ends and values of a built-in number that begins at a piece."""
        piece = self.row[at]
        if name == "roman":
            value = roman(piece.key)
            if value is not None and piece.upper:
                yield at + 1, value
            return
        if NUMBERS[name].takes(piece.key):
            yield at + 1, int(piece.key)
        if name == "digits" and (stop := self._grouped(at)) > at + 1:
            yield stop, int("".join(piece.key for piece in self.row[at:stop:2]))

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
