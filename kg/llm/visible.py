"""What a reader of the page sees of a text: characters that hide words from people, or turn their order, are not shown to a model."""

from __future__ import annotations

import re

# Soft hyphens, fillers, zero-width spaces, marks and overrides of direction, invisible operators, selectors of variants and tags, all
# of which can carry words that nobody sees; first and last code points. Joiners (U+200C, U+200D) stay: Persian and the scripts of
# India are spelt with them.
HIDDEN = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE0FFF),
)
_CLASS = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in HIDDEN)
_HIDDEN = re.compile(f"[{_CLASS}]+")
_BETWEEN = f"[{_CLASS}]*"


def visible(text: str) -> str:
    """Leave out what is not seen."""
    return _HIDDEN.sub("", text)


def pattern_of(words: str) -> re.Pattern[str] | None:
    """Give what finds words in a text, whatever is hidden in it; spaces may be line breaks. None: there are no words."""
    pieces = visible(words).split()
    if not pieces:
        return None
    return re.compile(r"\s+".join(_BETWEEN.join(map(re.escape, piece)) for piece in pieces))
