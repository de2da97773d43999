"""Where the page's nodes stand: time runs from left to right, each story is a stream, actors stand among their events.

A story is what many links hold together; streams lie one above the other, wide where much happens, so that the links
within a story are short. Labels have room.

The whole is a bounded number of rounds of plain arithmetic, so that every machine draws the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

ASPECT = 2.6  # width by height that dates, legend and timeline leave to the network on common screens
FILL = 0.34  # share of the area that boxes may take: below it lines stay visible
ROUNDS = 110
WORK = 36_000  # nodes times rounds: larger graphs get fewer rounds
LEAST_ROUNDS = 10
UNTANGLE = 120
LEAST_UNTANGLE = 24
MARGIN = 7.0
EDGE = 14.0
HOLD = 0.9  # pull of an event back to its first place in its window: else all crowd at one end
BED = 0.3  # pull of a node to the middle of its story's stream
STREAMS_FROM = 80  # nodes; fewer are one story
GOLDEN = 0.618033988749895

Link = tuple[int, int, float]
Cells = dict[tuple[int, int], list[int]]


@dataclass(frozen=True, slots=True)
class Body:
    """A node to place: its box with the label below the glyph, in pixels, and the window of time it may stand in.

    `drop` is how far the middle of the box lies below the glyph's. `window` is a pair of places on the axis
    between 0 and 1; None where the node is free. `undated` puts an event into the zone left of the axis.
    """

    key: str
    width: float
    height: float
    drop: float
    window: tuple[float, float] | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by key; the axis runs from x = 0 to `axis_width`, undated events stand in [`undated_left`, `undated_right`]."""

    places: dict[str, tuple[int, int]]
    axis_width: int
    undated_left: int
    undated_right: int


def lay_out(bodies: Sequence[Body], links: Sequence[Link], told: Sequence[Sequence[int]] = ()) -> Layout:
    """Place all bodies; `links` are pairs of positions in `bodies` with a strength, `told` those told together."""
    if not bodies:
        return Layout({}, 300, 0, 0)
    area = sum((body.width + 2 * MARGIN) * (body.height + 2 * MARGIN) for body in bodies) / FILL
    width = max(sqrt(area * ASPECT), 300.0)
    dated = sum(1 for body in bodies if body.window is not None)
    undated = sum(1 for body in bodies if body.undated)
    share = _zone_share(undated / (dated + undated)) if undated else 0.0
    zone = width * share if dated else width
    axis = width - zone if dated else 0.0
    gap = 60.0 if dated and undated else 0.0
    plane = _Plane(bodies, links, area / width)
    plane.start(axis, zone, gap)
    plane.bed(stories(len(bodies), links, told))
    for _ in range(2):
        plane.settle()
        plane.stretch()
        plane.untangle()
        wider = plane.widen()
        axis, zone, gap = axis * wider, zone * wider, gap * wider
    places = {body.key: (round(x), round(y)) for body, x, y in zip(bodies, plane.x, plane.y, strict=True)}
    return Layout(places, round(axis), round(-zone - gap), round(-gap))


def _zone_share(undated: float) -> float:
    """Give the share of the width that undated events get, of their share of all: dates need room, but most of it only if most have one."""
    return max(0.16, min(0.42, undated), 1.3 * undated - 0.45)


def stories(count: int, links: Sequence[Link], told: Sequence[Sequence[int]]) -> list[int]:
    """Give each of `count` nodes the number of its story: label propagation (Raghavan, Albert, Kumara 2007) in a fixed order.

    What is told together counts as linked, through a node of its own; a node with many links binds each less.
    """
    near: list[list[tuple[int, float]]] = [[] for _ in range(count + len(told))]
    for first, second, strength in links:
        near[first].append((second, strength))
        near[second].append((first, strength))
    for i, group in enumerate(told):
        for member in group:
            near[count + i].append((member, 0.6))
            near[member].append((count + i, 0.6))
    label = list(range(len(near)))
    for _ in range(8):
        moved = False
        for i in [*range(count, len(near)), *range(count)]:
            votes: dict[int, float] = {}
            for j, strength in near[i]:
                votes[label[j]] = votes.get(label[j], 0.0) + strength / sqrt(len(near[j]))
            best = max(votes, key=lambda name: (votes[name], name == label[i], -name), default=label[i])
            moved = moved or best != label[i]
            label[i] = best
        if not moved:
            break
    return label[:count]


class _Plane:
    """The places of all bodies while they move; columns of numbers, for speed."""

    def __init__(self, bodies: Sequence[Body], links: Sequence[Link], height: float) -> None:
        self.bodies = bodies
        self.height = height
        count = len(bodies)
        self.x = [0.0] * count
        self.y = [0.0] * count
        self.low = [0.0] * count
        self.high = [0.0] * count
        self.home = [0.0] * count
        self.middle = [0.0] * count
        self.bound = [body.undated or body.window is not None for body in bodies]
        self.near: list[list[tuple[int, float]]] = [[] for _ in bodies]
        for first, second, strength in links:
            self.near[first].append((second, strength))
            self.near[second].append((first, strength))

    def start(self, axis: float, zone: float, gap: float) -> None:
        """Spread bound nodes over their windows, then put free ones where their neighbours are."""
        spot = 0.5
        for i, body in enumerate(self.bodies):
            spot = (spot + GOLDEN) % 1.0
            low, high = (-zone - gap, -gap) if body.window is None else (body.window[0] * axis, body.window[1] * axis)
            inset = min(EDGE, (high - low) / 2)
            low, high = low + inset, high - inset
            self.x[i] = low + (high - low) * spot
            self.low[i], self.high[i], self.home[i] = low, high, self.x[i]
            self.y[i] = (((spot * 7.0) % 1.0) - 0.5) * self.height
        for _ in range(3):
            for i, near in enumerate(self.near):
                if not self.bound[i] and near:
                    whole = sum(strength for _, strength in near)
                    self.x[i] = sum(self.x[j] * strength for j, strength in near) / whole
                    self.y[i] = 0.5 * self.y[i] + 0.5 * sum(self.y[j] * strength for j, strength in near) / whole

    def bed(self, story: Sequence[int]) -> None:
        """Give every node the middle of its story's stream, at its own place in time, to return to."""
        if len(self.bodies) < STREAMS_FROM:
            return
        left, right = min(self.x), max(self.x)
        columns = max(4, round(2 * sqrt(len(self.bodies) / 12)))
        wide = (right - left) / columns or 1.0
        column = [min(columns - 1, int((x - left) / wide)) for x in self.x]
        area = [(body.width + MARGIN) * (body.height + MARGIN) for body in self.bodies]
        depth: dict[int, list[float]] = {}
        for i, name in enumerate(story):
            room = depth.setdefault(name, [0.0] * columns)
            for spread, share in ((-1, 0.25), (0, 0.5), (1, 0.25)):
                room[min(max(column[i] + spread, 0), columns - 1)] += share * area[i]
        whole = [sum(room[c] for room in depth.values()) for c in range(columns)]
        scale = self.height / max(max(whole), 1.0)
        even = [0.4 * value * scale + 0.6 * self.height * 0.9 if value else 0.0 for value in whole]
        top = [-0.5 * value for value in even]
        middle: dict[int, list[float]] = {}
        for name in self._in_order(story, depth):
            beds = [depth[name][c] / whole[c] * even[c] if whole[c] else 0.0 for c in range(columns)]
            middle[name] = [top[c] + beds[c] / 2 for c in range(columns)]
            top = [top[c] + beds[c] for c in range(columns)]
        spot = 0.5
        for i, name in enumerate(story):
            spot = (spot + GOLDEN) % 1.0
            tall = depth[name][column[i]] / (whole[column[i]] or 1.0) * even[column[i]]
            self.middle[i] = middle[name][column[i]]
            self.y[i] = self.middle[i] + (spot - 0.5) * tall

    def _in_order(self, story: Sequence[int], depth: dict[int, list[float]]) -> list[int]:
        """Put stories that share actors side by side, what happens first on top where nothing else speaks."""
        pulls: dict[int, dict[int, float]] = {name: {} for name in depth}
        for i, near in enumerate(self.near):
            for j, strength in near:
                if story[i] != story[j]:
                    pulls[story[i]][story[j]] = pulls[story[i]].get(story[j], 0.0) + strength
        first = {name: sum(c * room for c, room in enumerate(rooms)) / (sum(rooms) or 1.0) for name, rooms in depth.items()}
        order = sorted(depth, key=lambda name: (first[name], name))
        for _ in range(12):
            rank = {name: float(i) for i, name in enumerate(order)}
            wanted: dict[int, float] = {}
            for name in order:
                weight = sum(pulls[name].values())
                drawn = sum(rank[other] * pull for other, pull in pulls[name].items())
                wanted[name] = (drawn + rank[name]) / (weight + 1.0)
            order.sort(key=lambda name: (wanted[name], name))
        return order

    def settle(self) -> None:
        """Let links pull and neighbours push, with steps that grow smaller."""
        x, y, near, bound, low, high, home = self.x, self.y, self.near, self.bound, self.low, self.high, self.home
        middle, held = self.middle, BED if len(self.x) >= STREAMS_FROM else 0.06
        count = len(x)
        rounds = max(LEAST_ROUNDS, min(ROUNDS, WORK // count))
        reach = 1.5 * sqrt(sum(body.width * body.height for body in self.bodies) / count / FILL)
        square_reach, half = reach * reach, self.height / 2
        for turn in range(rounds):
            step = reach * 0.35 * (1.0 - turn / rounds) + 1.0
            cells = self._cells(reach, reach)
            for (column, row), inside in cells.items():
                others = [
                    j for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1) for j in cells.get((c, r), ())
                ]
                for i in inside:
                    xi, yi = x[i], y[i]
                    fx, fy = (HOLD * (home[i] - xi) if bound[i] else 0.0), held * (middle[i] - yi)
                    for j in others:
                        dx, dy = xi - x[j], yi - y[j]
                        square = dx * dx + dy * dy
                        if square >= square_reach or i == j:
                            continue
                        if square < 1.0:
                            dx, dy, square = (0.7 if i < j else -0.7), (0.9 if i > j else -0.9), 1.3
                        push = (square_reach / square - 1.0) / 9.0
                        fx += dx * push
                        fy += dy * push
                    weight = 1.0 + sqrt(len(near[i]))
                    for j, strength in near[i]:
                        fx += (x[j] - xi) * strength / weight
                        fy += (y[j] - yi) * strength / weight
                    if yi > half or yi < -half:
                        fy -= 0.4 * (yi - half if yi > 0 else yi + half)
                    length = sqrt(fx * fx + fy * fy)
                    if length > step:
                        fx, fy = fx * step / length, fy * step / length
                    x[i] = min(max(xi + fx, low[i]), high[i]) if bound[i] else xi + fx
                    y[i] = yi + fy

    def stretch(self) -> None:
        """Use the whole height: links draw everything towards the middle line."""
        order = sorted(self.y)
        cut = len(order) // 20
        low, high = order[cut], order[-1 - cut]
        if high - low > 1.0:
            factor = max(1.0, 0.9 * self.height / (high - low))
            middle = (low + high) / 2
            self.y = [(y - middle) * factor for y in self.y]

    def widen(self) -> float:
        """Draw everything apart sideways if the days needed more height than planned; gives the factor."""
        width, height = max(self.x) - min(self.x) + 100.0, max(self.y) - min(self.y) + 60.0
        factor = min(4.0, max(1.0, height * ASPECT / width))
        for column in (self.x, self.low, self.high, self.home):
            column[:] = [value * factor for value in column]
        return factor

    def untangle(self) -> None:
        """Push boxes apart until none overlaps, along the shorter way that their windows allow."""
        wide = max(body.width for body in self.bodies) + MARGIN
        tall = max(body.height for body in self.bodies) + MARGIN
        rounds = max(LEAST_UNTANGLE, min(UNTANGLE, 3 * WORK // len(self.bodies)))
        for turn in range(rounds):
            sideways = turn < rounds * 3 // 4
            moved = False
            cells = self._cells(wide, tall)
            for (column, row), inside in cells.items():
                ahead = [
                    j for place in ((1, -1), (1, 0), (1, 1), (0, 1)) for j in cells.get((column + place[0], row + place[1]), ())
                ]
                for k, i in enumerate(inside):
                    for j in inside[k + 1 :]:
                        moved = self._part(i, j, sideways) or moved
                    for j in ahead:
                        moved = self._part(i, j, sideways) or moved
            if not moved:
                return

    def _part(self, i: int, j: int, sideways: bool) -> bool:
        one, two, x, y = self.bodies[i], self.bodies[j], self.x, self.y
        dx = x[i] - x[j]
        over_x = (one.width + two.width) / 2 + MARGIN - abs(dx)
        if over_x <= 0.5:
            return False
        dy = y[i] + one.drop - y[j] - two.drop
        over_y = (one.height + two.height) / 2 + MARGIN - abs(dy)
        if over_y <= 0.5:
            return False
        free = not (self.bound[i] and self.bound[j])
        if free and sideways and over_x < over_y * 1.3:
            way = over_x if dx >= 0 else -over_x
            if self.bound[i]:
                x[j] -= way
            elif self.bound[j]:
                x[i] += way
            else:
                x[i] += way / 2
                x[j] -= way / 2
            return True
        way = over_y / 2 if dy >= 0 else -over_y / 2
        y[i] += way
        y[j] -= way
        return True

    def _cells(self, width: float, height: float) -> Cells:
        cells: Cells = defaultdict(list)
        for i, (x, y) in enumerate(zip(self.x, self.y, strict=True)):
            cells[(int(x // width), int(y // height))].append(i)
        return dict(cells)
