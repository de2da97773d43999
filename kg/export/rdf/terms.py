"""RDF terms as text in the form of N-Triples: what every syntax is made from without building an object a term."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

Term = str  # `<iri>`, `"text"`, `"text"@vi` or `"text"^^<datatype>`
Triple = tuple[Term, Term, Term]
About = dict[Term, dict[Term, None]]  # of one subject: by predicate the objects, each once

_XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER = f"<{_XSD}integer>"
DECIMAL = f"<{_XSD}decimal>"

# XML 1.0 has no place for these; C1 controls are what a wrong encoding leaves behind.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RETURN = re.compile("\r\n?")  # an XML parser would turn it into a line feed, the other syntaxes not
_SPECIAL = re.compile(r'["\\\n\t]')
_UNSAFE = re.compile(rf"[\\\r]|{_UNWRITABLE.pattern}")
_UNSAFE_OR_MARKED = re.compile(rf"{_UNSAFE.pattern}|[^\x00-\x7f]")
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|U(00(?:0[0-9a-f]|10)[0-9a-f]{4}))")
# Of what N-Triples allows, the escapes that JSON has too: a quoted text is a string of both.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_LANGUAGE = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*")


class Parts(NamedTuple):
    """A literal in its parts; `quoted` is its text as JSON and N-Triples write it, `lang` and `datatype` "" where it has none."""

    quoted: str
    lang: str
    datatype: Term

    @property
    def text(self) -> str:
        """Give the text itself."""
        return str(json.loads(self.quoted)) if "\\" in self.quoted else self.quoted[1:-1]


def clean(text: str) -> str:
    """Drop control characters, lone surrogates and non-characters; lines end in a line feed; NFC."""
    if _UNWRITABLE.search(text) or "\r" in text:
        text = _UNWRITABLE.sub("", _RETURN.sub("\n", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def laid(text: str) -> str:
    """Give words of an article with a code point for each of theirs, so that offsets hold: what cannot be written is U+FFFD."""
    if _UNWRITABLE.search(text) or "\r" in text:
        return _UNWRITABLE.sub("\ufffd", text.replace("\r", " "))
    return text


@lru_cache(1 << 12)
def exact(text: str) -> Term:
    """Give an identifier without loss: what cannot be written, and the backslash, as `\\u` and four hex digits."""
    unsafe = _UNSAFE if unicodedata.is_normalized("NFC", text) else _UNSAFE_OR_MARKED
    return quoted(unsafe.sub(_as_code, text))


def _as_code(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def from_exact(text: str) -> str:
    """Give the identifier that `exact` wrote."""
    return _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)


def quoted(text: str) -> Term:
    """Give clean text as a literal without a language."""
    if _SPECIAL.search(text):
        return f'"{_SPECIAL.sub(_escape, text)}"'
    return f'"{text}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def literal(text: str, lang: str | None = None) -> Term:
    """Give a text with its language, in lower case; what is no language tag is left out."""
    return quoted(clean(text)) + tagged(lang)


@lru_cache(256)
def tagged(lang: str | None) -> str:
    """Give what follows a text in a language: `@vi`; "" if `lang` is no language tag."""
    tag = (lang or "").lower().replace("_", "-")
    return f"@{tag}" if tag != "und" and _LANGUAGE.fullmatch(tag) else ""


def typed(text: str, datatype: Term) -> Term:
    """Give a text without special characters as a literal of a datatype."""
    return f'"{text}"^^{datatype}'


def integer(number: int) -> Term:
    """Give a whole number."""
    return f'"{number}"^^{INTEGER}'


def is_literal(term: Term) -> bool:
    """Say whether a term is a literal, not an IRI."""
    return term[0] == '"'


def parts(term: Term) -> Parts:
    """Take a literal apart."""
    if term[-1] == '"':
        return Parts(term, "", "")
    end = term.rfind('"') + 1
    rest = term[end:]
    return Parts(term[:end], rest[1:], "") if rest[0] == "@" else Parts(term[:end], "", rest[2:])


def by_subject(statements: Iterable[Triple]) -> dict[Term, About]:
    """Group statements by subject and predicate, in the order in which each is first met."""
    subjects: dict[Term, About] = {}
    for subject, predicate, value in statements:
        about = subjects.get(subject)
        if about is None:
            about = subjects[subject] = {}
        objects = about.get(predicate)
        if objects is None:
            about[predicate] = {value: None}
        else:
            objects[value] = None
    return subjects
