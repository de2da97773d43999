"""What a pack says of itself and of its language's spelling: `meta.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lang.fold import fold
from kg.lang.table import Table


@dataclass(frozen=True, slots=True)
class Meta:
    """The head of a pack.

    `letters` are characters that only this language of the installed ones uses, `words` its commonest
    function words: both serve to tell languages apart. `abbreviations` end with a dot that does not end a
    sentence; `openers` are words that no name begins with: with a capital after an abbreviation, one of them begins
    a sentence. `clitics` are endings that are words of their own. `dateparser` is the language code that
    the dateparser fallback is asked for, `date_order` its order of day, month, year.
    """

    code: str
    name: str
    letters: frozenset[str]
    words: frozenset[str]
    abbreviations: frozenset[str]
    openers: frozenset[str]
    clitics: tuple[str, ...]
    dateparser: str
    date_order: str
    reviewed: str
    sources: tuple[str, ...]
    licence: str


def read_meta(table: Table) -> Meta:
    """Read `meta.toml`."""
    order = table.text("date_order")
    if order not in ("DMY", "MDY", "YMD"):
        table.report("date_order", f"should be DMY, MDY or YMD, not {order!r}")
    meta = Meta(
        code=table.text("code"),
        name=table.text("name"),
        letters=frozenset(table.text("letters", "")),
        words=frozenset(fold(word) for word in table.texts("words", required=True)),
        abbreviations=frozenset(fold(word) for word in table.texts("abbreviations")),
        openers=frozenset(fold(word) for word in table.texts("openers")),
        clitics=tuple(sorted((fold(c) for c in table.texts("clitics")), key=lambda c: (-len(c), c))),
        dateparser=table.text("dateparser"),
        date_order=order,
        reviewed=table.text("reviewed"),
        sources=table.texts("sources", required=True),
        licence=table.text("licence"),
    )
    table.close()
    return meta
