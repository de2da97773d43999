"""Where the page's nodes stand: time runs from left to right, actors stand among their events, labels have room.

The whole is a fixed number of rounds of plain arithmetic, so that every machine draws the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

ASPECT = 1.9  # width by height that a screen leaves to the network
FILL = 0.36  # share of the area that boxes may take: below it lines stay visible
ROUNDS = 160
WORK = 150_000  # nodes times rounds: larger graphs get fewer rounds
UNTANGLE = 240
MARGIN = 7.0
GOLDEN = 0.618033988749895

Place = tuple[float, float]


@dataclass(slots=True)
class Body:
    """A node to place: its box with the label below the glyph, in pixels, and the window of time it may stand in.

    `window` is a pair of places on the axis between 0 and 1; None where the node is free. `undated` puts an
    event into the zone left of the axis.
    """

    key: str
    width: float
    height: float
    drop: float
    window: tuple[float, float] | None = None
    undated: bool = False
    x: float = 0.0
    y: float = 0.0
    low: float = 0.0
    high: float = 0.0
    near: list[tuple[int, float]] = field(default_factory=list)

    @property
    def bound(self) -> bool:
        """Say whether the node must stay between `low` and `high`."""
        return self.undated or self.window is not None

    def hold(self) -> None:
        """Put the node back between its bounds."""
        if self.bound:
            self.x = min(max(self.x, self.low), self.high)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by key; the axis runs from x = 0 to `axis_width`, undated events stand in [`undated_left`, `undated_right`]."""

    places: dict[str, tuple[int, int]]
    axis_width: int
    undated_left: int
    undated_right: int


def lay_out(bodies: Sequence[Body], links: Sequence[tuple[int, int, float]]) -> Layout:
    """Place all bodies; `links` are pairs of positions in `bodies` with a strength."""
    area = sum((body.width + 2 * MARGIN) * (body.height + 2 * MARGIN) for body in bodies) / FILL
    width = max(sqrt(area * ASPECT), 300.0)
    height = area / width
    dated = sum(1 for body in bodies if body.window is not None)
    undated = sum(1 for body in bodies if body.undated)
    share = 0.0 if not undated else max(0.14, min(0.6, 0.85 * undated / (dated + undated)))
    zone = width * share if dated else width
    axis = width - zone if dated else 0.0
    gap = 60.0 if dated and undated else 0.0
    for first, second, strength in links:
        bodies[first].near.append((second, strength))
        bodies[second].near.append((first, strength))
    _start(bodies, axis, zone, gap, height)
    for _ in range(2):
        _settle(bodies, height)
        _untangle(bodies)
    places = {body.key: (round(body.x), round(body.y)) for body in bodies}
    return Layout(places, round(axis), round(-zone - gap), round(-gap))


def _start(bodies: Sequence[Body], axis: float, zone: float, gap: float, height: float) -> None:
    """Spread bound nodes over their windows, then put free ones where their neighbours are."""
    spot = 0.5
    for body in bodies:
        spot = (spot + GOLDEN) % 1.0
        if body.window is not None:
            body.low, body.high = _inset(body.window[0] * axis, body.window[1] * axis, body.width)
        elif body.undated:
            body.low, body.high = _inset(-zone - gap, -gap, body.width)
        body.x = body.low + (body.high - body.low) * spot
        body.y = (((spot * 7.0) % 1.0) - 0.5) * height
    for _ in range(3):
        for body in bodies:
            if not body.bound and body.near:
                whole = sum(strength for _, strength in body.near)
                body.x = sum(bodies[other].x * strength for other, strength in body.near) / whole
                body.y = 0.5 * body.y + 0.5 * sum(bodies[other].y * strength for other, strength in body.near) / whole


def _inset(low: float, high: float, width: float) -> tuple[float, float]:
    """Keep a box inside its window if it fits there, else its middle."""
    inset = min(width / 2, (high - low) / 2)
    return low + inset, high - inset


def _settle(bodies: Sequence[Body], height: float) -> None:
    """Let links pull and neighbours push, with steps that grow smaller."""
    count = len(bodies)
    rounds = max(12, min(ROUNDS, WORK // max(count, 1)))
    reach = 1.5 * sqrt(sum(body.width * body.height for body in bodies) / max(count, 1) / FILL)
    for turn in range(rounds):
        step = reach * 0.35 * (1.0 - turn / rounds) + 1.0
        cells = _cells(bodies, reach)
        for i, body in enumerate(bodies):
            fx = fy = 0.0
            for j in _around(cells, body, reach):
                if i == j:
                    continue
                other = bodies[j]
                dx, dy = body.x - other.x, body.y - other.y
                square = dx * dx + dy * dy
                if square >= reach * reach:
                    continue
                if square < 1.0:
                    dx, dy, square = (0.7 if i < j else -0.7), (0.9 if i > j else -0.9), 1.3
                push = (reach * reach / square - 1.0) / 9.0
                fx += dx * push
                fy += dy * push
            weight = 1.0 + len(body.near) ** 0.5
            for j, strength in body.near:
                other = bodies[j]
                fx += (other.x - body.x) * strength / weight
                fy += (other.y - body.y) * strength / weight
            fy -= 0.06 * body.y + (0.4 * (body.y - height / 2) if body.y > height / 2 else 0.0)
            fy -= 0.4 * (body.y + height / 2) if body.y < -height / 2 else 0.0
            length = sqrt(fx * fx + fy * fy)
            if length > step:
                fx, fy = fx * step / length, fy * step / length
            body.x += fx
            body.y += fy
            body.hold()


def _untangle(bodies: Sequence[Body]) -> None:
    """Push boxes apart until none overlaps, along the shorter way that their windows allow."""
    reach = max(max(body.width, body.height) for body in bodies) + 2 * MARGIN if bodies else 1.0
    for turn in range(UNTANGLE):
        moved = False
        cells = _cells(bodies, reach)
        for i, body in enumerate(bodies):
            for j in _around(cells, body, reach):
                if j <= i:
                    continue
                moved = _part(body, bodies[j], turn) or moved
        if not moved:
            return


def _part(one: Body, two: Body, turn: int) -> bool:
    over_x = (one.width + two.width) / 2 + MARGIN - abs(one.x - two.x)
    one_y, two_y = one.y + one.drop, two.y + two.drop
    over_y = (one.height + two.height) / 2 + MARGIN - abs(one_y - two_y)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    sideways = over_x < over_y * (1.4 if not (one.bound or two.bound) else 0.8) and turn < UNTANGLE * 3 // 4
    if sideways:
        way = 1.0 if one.x >= two.x else -1.0
        before = (one.x, two.x)
        one.x += way * over_x / 2
        two.x -= way * over_x / 2
        one.hold()
        two.hold()
        if abs(one.x - before[0]) + abs(two.x - before[1]) > over_x / 3:
            return True
    way = 1.0 if one_y >= two_y else -1.0
    one.y += way * over_y / 2
    two.y -= way * over_y / 2
    return True


def _cells(bodies: Sequence[Body], size: float) -> dict[tuple[int, int], list[int]]:
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, body in enumerate(bodies):
        cells[(int(body.x // size), int(body.y // size))].append(i)
    return cells


def _around(cells: dict[tuple[int, int], list[int]], body: Body, size: float) -> Iterator[int]:
    column, row = int(body.x // size), int(body.y // size)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            yield from cells.get((x, y), ())
