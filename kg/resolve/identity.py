"""What an actor of one article is known by across articles: a table's key, its full name, or its place in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Extraction
from kg.model.text import Article
from kg.resolve.copies import text_key
from kg.resolve.names import is_abbreviation, is_proper, key, lone_abbreviation, words

Local = tuple[str, EntityId]  # an actor of one article: the article's id, and the actor's there
Identity = tuple[str, ...]  # what the actors of many articles have in common

PLACE_OR_STATE = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION})
GENERIC_FROM = 2  # from so many places that tell it apart, a name ("Ministry of Health") is nobody's own


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor as one article knows it, under the identity that its words alone give it."""

    article: Article
    entity: Entity
    identity: Identity

    @property
    def local(self) -> Local:
        """Give the article's id and the actor's there."""
        return (self.article.id, self.entity.id)


def anchored(part: Sequence[Actor]) -> Identity:
    """Give the identity of a part of those that words make one: what the words give, with the first of its own members."""
    return (*part[0].identity, "/".join(min(actor.local for actor in part)))


def identified(extractions: Iterable[Extraction]) -> Iterator[Actor]:
    """Give the actors of all articles under the identities that their words alone give them.

    Names that are no proper names ("the residents") stay with their text.
    """
    found = [(e.article, entity) for e in sorted(extractions, key=lambda e: e.article.id) for entity in e.entities]
    generic = _generic_names(entity for _, entity in found) | _common_nouns(found)
    texts: dict[str, str] = {}
    for article, entity in found:
        identity = _identity(article, entity, generic)
        if identity is None:
            # Reprints of one text tell of the same residents, other articles of others.
            text = texts.setdefault(article.id, text_key(article))
            first = entity.mentions[0]
            offset = first.span.begin - first.sentence.begin
            identity = ("text", str(entity.kind), key(entity.name), text, first.sentence.of(article.text), str(offset))
        yield Actor(article, entity, identity)


def _identity(article: Article, entity: Entity, generic: frozenset[tuple[str, ...]]) -> Identity | None:
    """Give the key or the folded name with the kind; None where the name does not say who it is."""
    if entity.key:
        family = "state" if entity.kind in PLACE_OR_STATE else str(entity.kind)
        return ("key", family, entity.key)
    name = words(entity.name)
    if not name or not is_proper(entity, article):
        return None
    if entity.kind is EntityKind.PERSON and len(name) == 1:
        return None
    if entity.kind is EntityKind.ORGANISATION:
        short = lone_abbreviation(entity.name)
        name = words(short) if short else name
        if name in generic:
            return None
    return ("name", str(entity.kind), " ".join(name))


def _generic_names(entities: Iterable[Entity]) -> frozenset[tuple[str, ...]]:
    """Find the names of organisations that places tell apart ("Ministry of Health of ..."), two places at least.

    One word alone is generic only if it is an abbreviation: companies have branches in many places.
    """
    known = list(entities)
    places = {words(e.name) for e in known if e.kind is EntityKind.PLACE}
    organisations = {words(e.name): e.name for e in known if e.kind is EntityKind.ORGANISATION}
    short = {words(name) for name in _abbreviations(organisations.values())}
    longer: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for name in organisations:
        for i in range(1, len(name)):
            for part, rest in ((name[:i], name[i:]), (name[i:], name[:i])):
                if (part in short or (len(part) > 1 and part in organisations)) and _holds(rest, places):
                    longer[part].add(rest)
    return frozenset(name for name, rests in longer.items() if len(rests) >= GENERIC_FROM)


def _common_nouns(found: Iterable[tuple[Article, Entity]]) -> frozenset[tuple[str, ...]]:
    """Find the names of organisations that some article writes in lower case: "Police" at the start of a headline is no name."""
    quoted = (
        mention.span.of(article.text)
        for article, entity in found
        if entity.kind is EntityKind.ORGANISATION
        for mention in entity.mentions
    )
    return frozenset(words(quote) for quote in quoted if quote == quote.lower())


def _abbreviations(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name.split() if is_abbreviation(word)}


def _holds(rest: tuple[str, ...], places: set[tuple[str, ...]]) -> bool:
    return any(rest[i:] in places or rest[: i + 1] in places for i in range(len(rest)))
