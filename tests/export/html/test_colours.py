"""The kinds of node are told apart by colour too by those who see fewer colours, and read as text on the stage.

Colours start from those of Okabe and Ito (Color Universal Design, 2008: vermilion, blue, reddish purple, bluish green, yellow,
and a grey), made darker, for dark pages lighter, until they can be read, and moved apart until this holds. What dichromats see is simulated with the matrices of
Machado, Oliveira and Fernandes (2009), severity 1; differences are CIE 1976 in Lab.
"""

from __future__ import annotations

import re
from itertools import combinations
from math import dist

import pytest

from kg.export.html.page import resource

KINDS = ("event", "person", "organisation", "place", "group", "topic")
SEEN: dict[str, tuple[tuple[float, float, float], ...]] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST = 12.0  # far above what is just seen (2.3); shape tells the rest
Colour = tuple[float, float, float]


def themes() -> dict[str, dict[str, Colour]]:
    found = {}
    for name, block in zip(
        ("light", "dark"), re.findall(r":root[^{]*\{(.*?)\}", resource("assets/page.css"), re.DOTALL), strict=False
    ):
        pairs = re.findall(r"--(\w+): #([0-9a-f]{6})", block)
        found[name] = {key: linear(value) for key, value in pairs}
    return found


def linear(code: str) -> Colour:
    r, g, b = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return (_linear(r), _linear(g), _linear(b))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def seen(colour: Colour, matrix: tuple[Colour, ...]) -> Colour:
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, colour, strict=True)))) for row in matrix)
    return (r, g, b)


def lab(colour: Colour) -> Colour:
    r, g, b = colour
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def contrast(one: Colour, two: Colour) -> float:
    high, low = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", list(SEEN))
def test_kinds_differ_in_colour(theme: str, eyes: str) -> None:
    colours = themes()[theme]
    for one, two in combinations(KINDS, 2):
        apart = dist(lab(seen(colours[one], SEEN[eyes])), lab(seen(colours[two], SEEN[eyes])))
        assert apart >= LEAST, f"{one} and {two}: {apart:.1f}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_in_the_colour_of_their_kind_can_be_read(theme: str) -> None:
    colours = themes()[theme]
    for kind in KINDS:
        for ground in ("stage", "zone"):
            assert contrast(colours[kind], colours[ground]) >= 4.5, (kind, ground)
