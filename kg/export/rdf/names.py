"""IRIs for the things of a graph, as N-Triples writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.export.rdf.terms import Term, clean, exact, quoted
from kg.model.entity import Entity
from kg.model.event import Event, EventLink, Relation, Topic
from kg.model.ids import content_id
from kg.model.text import Span

DEFAULT_BASE_IRI = "https://example.org/kg/"
SLUG_LENGTH = 48

# What a local name begins with, and so the prefixes that Turtle abbreviates with.
KINDS = (
    "article",
    "block",
    "claim",
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

_HASHED = re.compile(r"[a-z]+-([0-9a-f]{12})")
_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_LETTER = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:SHARP )?([A-Z]+)")
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]+/)*")
_WEB = re.compile(r"https?://[^\s/?#\\^`{}|<>\"@]+(?:[/?#][^\s\\^`{}|<>\"]*)?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else "-"
    if unicodedata.combining(char):
        return ""
    # d and l with a stroke and their like have no decomposition, but their names say the letter.
    found = _LETTER.match(unicodedata.name(char, ""))
    return found[1].lower() if found else "-"


@lru_cache(1 << 14)
def slug(text: str) -> str:
    """Give `text` in ASCII letters, digits and single hyphens; "" if no letter of it is Latin."""
    letters = "".join(map(_letter, unicodedata.normalize("NFKD", clean(text))))
    whole = "-".join(part for part in letters.split("-") if part)
    if len(whole) <= SLUG_LENGTH:
        return whole
    return whole[: SLUG_LENGTH + 1].rpartition("-")[0] or whole[:SLUG_LENGTH]


@lru_cache(1 << 14)
def digest(identifier: str) -> str:
    """Give the twelve hex digits of a content id; of any other identifier, the hash."""
    found = _HASHED.fullmatch(identifier)
    return found[1] if found else content_id("", identifier)[1:]


def own_id(kind: str, identifier: str) -> Term | None:
    """Give an id that cannot be told from its node's IRI; None for kg's ids, the kind's prefix and the digits of the IRI."""
    return None if identifier == f"{ID_PREFIXES[kind]}{digest(identifier)}" else exact(identifier)


def relation_id(relation: Relation[str]) -> str:
    """Give an id for a relation, which has none, by what it says."""
    return content_id("relation", relation.subject, relation.predicate, relation.object or "", clean(relation.office or ""))


def link_id(link: EventLink) -> str:
    """Give an id for a link, which has none, by what it says."""
    return content_id("link", link.subject, link.predicate, link.object)


def reading(sentence: Span, extractor: str, rule: str) -> str:
    """Give eight hex digits that tell apart what several rules, or extractors, read of the same words."""
    # A checksum is enough to tell a handful of readings apart, and there are as many readings as evidences.
    return f"{crc32(b'%d-%d' % (sentence.begin, sentence.end), _reader(extractor, rule)):08x}"


@lru_cache(1 << 12)
def _reader(extractor: str, rule: str) -> int:
    return crc32(f"{extractor} {rule}".encode("utf-8", "surrogatepass"))


def web_address(url: str | None) -> Term | None:
    """Give an article's address: an IRI if it is a valid one of http or https, else its words, else None."""
    if not url or not (words := clean(url).strip()):
        return None
    # RFC 3987 allows no format characters (bidi marks); pyoxigraph does.
    if _WEB.fullmatch(words) and not any(unicodedata.category(char).startswith("C") for char in words):
        try:
            NamedNode(words)
        except ValueError:
            return quoted(words)
        return f"<{words}>"
    return quoted(words)


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

    def node(self, kind: str, *parts: str) -> Term:
        """Give `<base kind/part-part>`; empty parts fall away."""
        return f"<{self.base}{kind}/{'-'.join(filter(None, parts))}>"

    def local(self, article: str) -> str:
        """Give the last step of the IRI of an article, given by its id: the id, slugged and hashed unless it is plain already."""
        if _PLAIN_ID.fullmatch(article):
            return article
        return "-".join(filter(None, (slug(article), digest(article))))

    @property
    def entities(self) -> Term:
        """Name the graph of what no article alone says: actors, topics, offices, sources."""
        return f"<{self.base}entities>"

    def entity(self, entity: Entity) -> Term:
        """Name an actor by its best name."""
        return self.node("entity", slug(entity.name), digest(entity.id))

    def event(self, event: Event[str]) -> Term:
        """Name an event by its type: its label may change as more articles tell it."""
        return self.node("event", event.type.lower(), digest(event.id))

    def topic(self, topic: Topic) -> Term:
        """Name a topic by its label."""
        return self.node("topic", slug(topic.label), digest(topic.id))

    def relation(self, relation: Relation[str]) -> Term:
        """Name the statement of a relation by what it says."""
        return self.node("relation", slug(relation.predicate), digest(relation_id(relation)))

    def link(self, link: EventLink) -> Term:
        """Name the statement of what one event is to another by what it says."""
        return self.node("link", slug(link.predicate), digest(link_id(link)))

    def by_words(self, kind: str, words: str) -> Term:
        """Name what nothing but its words identifies: a source, an office."""
        return self.node(kind, slug(words), digest(content_id(kind, clean(words).casefold())))
