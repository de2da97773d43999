"""What an actor of one article is known by across articles: a table's key, its full name, or its place in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.text import Article
from kg.resolve.names import is_abbreviation, is_proper, key, lone_abbreviation, words

Local = tuple[str, EntityId]  # an actor of one article: the article's id, and the actor's there
Identity = tuple[str, ...]  # what the actors of many articles have in common
Words = tuple[str, ...]  # a folded name, word by word

PLACE_OR_STATE = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION})
NAMED_PERSON = ("name", str(EntityKind.PERSON))
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
    return anchor(part[0].identity, (actor.local for actor in part))


def anchor(identity: Identity, part: Iterable[Local]) -> Identity:
    """Give the identity of a part of those that words make one."""
    return (*identity, "/".join(min(part)))


def identity_of(article: Article, entity: Entity) -> Identity | None:
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
    return ("name", str(entity.kind), " ".join(name))


def text_identity(article: Article, entity: Entity, text: str) -> Identity:
    """Give the identity of what stays with its text, by the text's key.

    Reprints of one text tell of the same residents, other articles of others.
    """
    first = entity.mentions[0]
    offset = first.span.begin - first.sentence.begin
    return ("text", str(entity.kind), key(entity.name), text, first.sentence.of(article.text), str(offset))


def is_own(identity: Identity) -> bool:
    """Say whether it is of a key or name, which many articles may use."""
    return identity[0] != "text"


def is_single_name(identity: Identity) -> bool:
    """Say whether it is of a person whom a text knows by a single name."""
    return identity[:2] == ("text", str(EntityKind.PERSON)) and bool(identity[2]) and " " not in identity[2]


def written_low(article: Article, entity: Entity) -> frozenset[str]:
    """Give the folded names that the article writes in lower case for an organisation: "police" is nobody's own name."""
    if entity.kind is not EntityKind.ORGANISATION:
        return frozenset()
    quotes = (mention.span.of(article.text) for mention in entity.mentions)
    return frozenset(key(quote) for quote in quotes if quote == quote.lower())


def generic_names(organisations: Mapping[Words, str], places: set[Words]) -> frozenset[str]:
    """Find the names of organisations that places tell apart ("Ministry of Health of ..."), two places at least.

    `organisations` are the folded names, each with a way that it is written. One word alone is generic only if it is an
    abbreviation: companies have branches in many places.
    """
    known = {part for name, written in organisations.items() for part in telling_parts(name, written)}
    longer: defaultdict[Words, set[Words]] = defaultdict(set)
    for name in organisations:
        for part, rest in splits(name):
            if part in known and any(run in places for run in runs(rest)):
                longer[part].add(rest)
    return frozenset(" ".join(name) for name, rests in longer.items() if len(rests) >= GENERIC_FROM)


def telling_parts(name: Words, written: str) -> Iterator[Words]:
    """Give what can be told apart by places because of the name of an organisation: the name, and abbreviations in it."""
    if len(name) > 1:
        yield name
    yield from (words(word) for word in written.split() if is_abbreviation(word))


def splits(name: Words) -> Iterator[tuple[Words, Words]]:
    """Give the beginnings and ends of a name, each with the rest."""
    for i in range(1, len(name)):
        yield name[:i], name[i:]
        yield name[i:], name[:i]


def runs(rest: Words) -> Iterator[Words]:
    """Give the beginnings and ends of the rest of a name, one of which is a place where it tells the name apart."""
    for i in range(len(rest)):
        yield rest[i:]
        yield rest[: i + 1]
