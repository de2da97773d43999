"""Faults of an extraction for the eye: by class, each beside its sentence with the words marked."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from kg.cli.terminal import clean
from kg.learn.score import Difference

WIDTH = 100  # of what is not a terminal
MARKS = "[]"  # around the words; a terminal shows them in colour as well


def print_faults(lang: str, faults: Sequence[Difference]) -> None:
    """Print the counts of all classes, then each class with its faults; `faults` are in the order of the classes."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    counts = Counter(fault.fault for fault in faults)
    table = Table(title=f"{lang}: {len(faults)} faults", title_justify="left", box=None, pad_edge=False, show_header=False)
    table.add_column("")
    table.add_column("", justify="right")
    for name, count in counts.items():
        table.add_row(name, str(count))
    console.print(table)
    for name, group in groupby(faults, key=lambda fault: fault.fault):
        console.print()
        console.print(Text(f"{lang}: {name} ({counts[name]})", style="bold"))
        for fault in group:
            console.print()
            console.print(Text.assemble((clean(fault.article), "cyan"), "  ", _verdict(fault)), soft_wrap=True)
            console.print(Padding(Text.assemble(*_marked(fault)), (0, 0, 0, 2), expand=False))


def _verdict(fault: Difference) -> str:
    sides = (("wanted", fault.wanted), ("found", fault.found))
    return "; ".join(f"{side} {clean(value)}" for side, value in sides if value)


def _marked(fault: Difference) -> tuple[str | tuple[str, str], ...]:
    """Give the sentence in pieces, the words between marks."""
    if fault.place is None:
        return (clean(fault.sentence),)
    stop = fault.place + len(fault.trigger)
    words = f"{MARKS[0]}{clean(fault.sentence[fault.place : stop])}{MARKS[1]}"
    return clean(fault.sentence[: fault.place]), (words, "bold red"), clean(fault.sentence[stop:])
