"""What may stand as the IRI of a thing that the graph did not name itself."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2000  # code points; longer ones are no names of things
_WEB = re.compile(
    r"https?://\w(?:[\w.-]*\w)?(?::[0-9]{1,5})?(?:/[^\s?#\\^`{}|<>\[\]\"]*)?(?:\?[^\s#\\^`{}|<>\[\]\"]*)?(?:#[^\s#\\^`{}|<>\[\]\"]*)?"
)
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def is_web_iri(text: str) -> bool:
    """Say whether `text` is an absolute IRI of http or https that every RDF syntax can hold.

    Spaces, control and format characters (bidi marks), lone surrogates, user names and broken escapes are none (RFC 3987).
    """
    return (
        len(text) <= LONGEST
        and _WEB.fullmatch(text) is not None
        and _PERCENT.search(text) is None
        and not any(unicodedata.category(char).startswith("C") for char in text)
        and unicodedata.is_normalized("NFC", text)
    )
