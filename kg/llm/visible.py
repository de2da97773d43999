"""What a reader of the page sees of a text: characters that hide words from people, or turn their order, are not shown to a model."""

from __future__ import annotations

import re

# Soft hyphens, zero-width spaces, marks and overrides of direction, invisible operators, tags and selectors of variants, all of which
# can carry words that nobody sees. Joiners (U+200C, U+200D) stay: Persian and the scripts of India are spelt with them.
HIDDEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
_HIDDEN = re.compile(f"[{HIDDEN}]+")
_BETWEEN = f"[{HIDDEN}]*"


def visible(text: str) -> str:
    """Leave out what is not seen."""
    return _HIDDEN.sub("", text)


def pattern_of(words: str) -> re.Pattern[str] | None:
    """Give what finds words in a text, whatever is hidden in it; spaces may be line breaks. None: there are no words."""
    pieces = visible(words).split()
    if not pieces:
        return None
    return re.compile(r"\s+".join(_BETWEEN.join(map(re.escape, piece)) for piece in pieces))
