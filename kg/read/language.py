"""Which language pack a text asks for: by the letters that only one language uses, and by its commonest words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import islice

from kg.lang.fold import fold
from kg.lang.pack import Packs
from kg.lang.tokens import TOKEN

SAMPLE = 6_000
# Shares measured on news: the right language has 0.15 and more, a wrong one 0.04 and less.
ENOUGH = 0.08
LETTERS_ENOUGH = 0.05
# Short words meet by chance ("on", "me" in French): a text of any length has to have more of them.
LONG = 40  # words
LONG_ENOUGH = 0.12
SAID_ENOUGH = 0.1


def score_languages(text: str, packs: Packs) -> dict[str, float]:
    """Give for each pack the share of its own letters plus the share of its commonest words in the text's start."""
    sample = text[:SAMPLE]
    letters = [c for c in sample.casefold() if c.isalpha()]
    words = [fold(word) for word in TOKEN.findall(sample) if word[0].isalpha()]
    scores: dict[str, float] = {}
    for code in packs.codes:
        meta = packs.meta(code)
        own = sum(c in meta.letters for c in letters) / max(1, len(letters))
        known = [word for word in words if word in meta.words]
        # One word alone proves nothing: "a" is common in half of Europe.
        common = len(known) / len(words) if len(set(known)) > 1 else 0.0
        scores[code] = (own if own >= LETTERS_ENOUGH else 0.0) + common
    return scores


def tell_language(text: str, packs: Packs, hint: str | None = None) -> str | None:
    """Give the code of the pack for `text`, or None if no pack fits.

    `hint` is what the source itself says (`vi-VN`): it is believed if there is such a pack and the text does
    not clearly read as another pack's language, nor, unless it is short, as none at all; if there is none, only a text that
    clearly reads as a pack's language is taken.
    """
    scores = score_languages(text, packs)
    best = max(scores, key=lambda code: (scores[code], code), default=None)
    is_long = sum(1 for _ in islice(TOKEN.finditer(text), LONG)) == LONG
    said = primary(hint)
    if said in packs and (best is None or scores[best] < ENOUGH or scores[best] < 2 * scores[said]):
        return said if not is_long or scores[said] >= SAID_ENOUGH else None
    return best if best is not None and scores[best] >= (LONG_ENOUGH if is_long else ENOUGH) else None


def primary(hint: str | None) -> str:
    """Give the language of a tag (`vi` of `vi-VN`), "" for none."""
    return (hint or "").replace("_", "-").split("-")[0].lower()


def script_of(text: str) -> str | None:
    """Give the name of the script that most letters of a text are of, as Unicode has it; None for Latin, which says little."""
    names = (unicodedata.name(c, "").partition(" ")[0] for c in text[:SAMPLE] if c.isalpha())
    script, count = max(Counter(names).items(), key=lambda item: (item[1], item[0]), default=("LATIN", 0))
    return None if script in ("LATIN", "") or not count else script.capitalize()
