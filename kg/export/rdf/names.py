"""IRIs for the things of a graph, and text made fit for every RDF syntax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.model.entity import Entity
from kg.model.event import Event, EventLink, Relation, Topic
from kg.model.ids import content_id
from kg.model.text import Article, Provenance, Span

DEFAULT_BASE_IRI = "https://example.org/kg/"
SLUG_LENGTH = 48

# What a local name begins with, and so the prefixes that Turtle abbreviates with.
KINDS = (
    "article",
    "block",
    "entity",
    "event",
    "evidence",
    "graph",
    "instant",
    "interval",
    "link",
    "membership",
    "office",
    "participation",
    "period",
    "position",
    "quote",
    "relation",
    "sentence",
    "source",
    "topic",
)

# What the ids of kg's own making begin with, before the digits that end their IRIs.
ID_PREFIXES = {"entity": "entity-", "event": "evt-", "topic": "topic-"}

# XML 1.0 has no place for these; C1 controls are what a wrong encoding leaves behind.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RETURN = re.compile("\r\n?")  # an XML parser would turn it into a line feed, the other syntaxes not
_HASHED = re.compile(r"[a-z]+-([0-9a-f]{12})")
_UNSAFE = re.compile(rf"[\\\r]|{_UNWRITABLE.pattern}")
_UNSAFE_OR_MARKED = re.compile(rf"{_UNSAFE.pattern}|[^\x00-\x7f]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U(00(?:0[0-9a-f]|10)[0-9a-f]{4}))")
_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_LETTER = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:SHARP )?([A-Z]+)")
_LANGUAGE = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*")
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]+/)*")
_WEB = re.compile(r"https?://[^\s/?#\\^`{}|<>\"@]+(?:[/?#][^\s\\^`{}|<>\"]*)?", re.IGNORECASE)


def clean(text: str) -> str:
    """Drop control characters, lone surrogates and non-characters; lines end in a line feed; NFC."""
    return unicodedata.normalize("NFC", _UNWRITABLE.sub("", _RETURN.sub("\n", text)))


def laid(text: str) -> str:
    """Give words of an article with a code point for each of theirs, so that offsets hold: what cannot be written is U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r", " "))


def exact(text: str) -> Literal:
    """Give an identifier without loss: what cannot be written, and the backslash, as `\\u` and four hex digits."""
    unsafe = _UNSAFE if unicodedata.is_normalized("NFC", text) else _UNSAFE_OR_MARKED
    return Literal(unsafe.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def from_exact(text: str) -> str:
    """Give the identifier that `exact` wrote."""
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)


def language_tag(lang: str | None) -> str | None:
    """Give a language as RDF tags it, in lower case; None for what is no language tag."""
    tag = (lang or "").lower().replace("_", "-")
    return tag if tag != "und" and _LANGUAGE.fullmatch(tag) else None


def literal(text: str, lang: str | None = None) -> Literal:
    """Give a text with its language, in lower case; what is no language tag is left out."""
    tag = language_tag(lang)
    return Literal(clean(text)) if tag is None else Literal(clean(text), language=tag)


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else "-"
    if unicodedata.combining(char):
        return ""
    # d and l with a stroke and their like have no decomposition, but their names say the letter.
    found = _LETTER.match(unicodedata.name(char, ""))
    return found[1].lower() if found else "-"


def slug(text: str) -> str:
    """Give `text` in ASCII letters, digits and single hyphens; "" if no letter of it is Latin."""
    letters = "".join(map(_letter, unicodedata.normalize("NFKD", clean(text))))
    whole = "-".join(part for part in letters.split("-") if part)
    if len(whole) <= SLUG_LENGTH:
        return whole
    return whole[: SLUG_LENGTH + 1].rpartition("-")[0] or whole[:SLUG_LENGTH]


def digest(identifier: str) -> str:
    """Give the twelve hex digits of a content id; of any other identifier, the hash."""
    found = _HASHED.fullmatch(identifier)
    return found[1] if found else content_id("", identifier)[1:]


def own_id(kind: str, identifier: str) -> Literal | None:
    """Give an id that cannot be told from its node's IRI; None for kg's ids, the kind's prefix and the digits of the IRI."""
    return None if identifier == f"{ID_PREFIXES[kind]}{digest(identifier)}" else exact(identifier)


def web_address(url: str | None) -> NamedNode | Literal | None:
    """Give an article's address: an IRI if it is a valid one of http or https, else its words, else None."""
    if not url or not (words := clean(url).strip()):
        return None
    # RFC 3987 allows no format characters (bidi marks); pyoxigraph does.
    if _WEB.fullmatch(words) and not any(unicodedata.category(char).startswith("C") for char in words):
        try:
            return NamedNode(words)
        except ValueError:
            return Literal(words)
    return Literal(words)


def check_base_iri(base_iri: str) -> str:
    """Give `base_iri` with a slash at its end; raises `KgError` if no IRI can be made from it."""
    base = base_iri if base_iri.endswith("/") else base_iri + "/"
    if not _BASE.fullmatch(base):
        raise KgError(
            f"{base_iri!r} cannot be the start of IRIs",
            remedy=f"give an http or https address without query and fragment, as {DEFAULT_BASE_IRI}",
        )
    return base


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one graph: kind, ASCII slug, and the hash that tells like-named things apart."""

    base: str

    def node(self, kind: str, *parts: str) -> NamedNode:
        """Give `<base>kind/part-part`; empty parts fall away."""
        return NamedNode(f"{self.base}{kind}/{'-'.join(part for part in parts if part)}")

    def local(self, article: Article) -> str:
        """Give the last step of an article's IRI: its id, slugged and hashed unless it is plain already."""
        if _PLAIN_ID.fullmatch(article.id):
            return article.id
        return "-".join(filter(None, (slug(article.id), digest(article.id))))

    def entity(self, entity: Entity) -> NamedNode:
        """Name an actor by its best name."""
        return self.node("entity", slug(entity.name), digest(entity.id))

    def event(self, event: Event[str]) -> NamedNode:
        """Name an event by its type: its label may change as more articles tell it."""
        return self.node("event", event.type.lower(), digest(event.id))

    def topic(self, topic: Topic) -> NamedNode:
        """Name a topic by its label."""
        return self.node("topic", slug(topic.label), digest(topic.id))

    def relation(self, relation: Relation[str]) -> NamedNode:
        """Name the statement of a relation by what it says."""
        said = content_id("relation", relation.subject, relation.predicate, relation.object or "", clean(relation.office or ""))
        return self.node("relation", slug(relation.predicate), digest(said))

    def link(self, link: EventLink) -> NamedNode:
        """Name the statement of what one event is to another by what it says."""
        return self.node("link", slug(link.predicate), digest(content_id("link", link.subject, link.predicate, link.object)))

    def place(self, kind: str, article: str, span: Span) -> NamedNode:
        """Name words of an article (by its local name), or a selector of them."""
        return self.node(kind, article, f"{span.begin}-{span.end}")

    def evidence(self, article: str, place: Provenance) -> NamedNode:
        """Name one reading of words of an article (by its local name): other rules read the same words too."""
        reading = content_id("", place.sentence.begin, place.sentence.end, place.extractor, place.rule)[1:9]
        return self.node("evidence", article, f"{place.span.begin}-{place.span.end}", reading)

    def by_words(self, kind: str, words: str) -> NamedNode:
        """Name what nothing but its words identifies: a source, an office."""
        return self.node(kind, slug(words), digest(content_id(kind, clean(words).casefold())))
