"""The actors of one article with all that it says of who they are: what is known before other articles are asked."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from sys import intern
from typing import NamedTuple

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Extraction, Predicate
from kg.model.text import Article
from kg.resolve.context import BONDS, PLACES, Context, Office, year_of_birth
from kg.resolve.copies import text_key
from kg.resolve.identity import (
    NAMED_PERSON,
    Identity,
    identity_of,
    is_own,
    is_single_name,
    text_identity,
    written_low,
)
from kg.resolve.names import words


class Naming(NamedTuple):
    """How an article names an actor: an `Entity` without the places where it does."""

    id: EntityId
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    key: str | None
    only_source: bool


class Member(NamedTuple):
    """One actor of an article: how it is named, and what the words alone say that it is.

    `instead` is what an organisation is if its name proves to be nobody's own. The rest is known of persons whom articles
    can tell apart (`is_told_apart`): offices, bonds to other members by their number, and the year of birth.
    """

    entity: Naming
    identity: Identity
    instead: Identity | None = None
    offices: frozenset[Office] = frozenset()
    bonds: frozenset[tuple[Predicate, int]] = frozenset()
    born: int | None = None


class Cast(NamedTuple):
    """The actors of one article, in their order there.

    `text` is a hash of the whole text. `words` are those that are said of persons whom articles can tell apart, as
    `lang word`, each with the members' numbers. `low` are the folded names of organisations that the article writes in lower
    case.
    """

    article: str
    lang: str
    day: date | None
    text: str
    members: tuple[Member, ...]
    words: Mapping[str, Sequence[int]] = {}
    low: frozenset[str] = frozenset()

    @property
    def company(self) -> frozenset[Identity]:
        """Give who is named, but for states and what stays with its text."""
        return frozenset(
            member.identity
            for member in self.members
            if is_own(member.identity) and not (member.entity.key or "").startswith("country:")
        )


def is_told_apart(identity: Identity) -> bool:
    """Say whether more than the name must say who it is: persons without a key, whom articles know by a name."""
    return identity[:2] == NAMED_PERSON or is_single_name(identity)


def cast(extraction: Extraction) -> Cast:
    """Gather the actors of an article."""
    article = extraction.article
    number = {entity.id: i for i, entity in enumerate(extraction.entities)}
    offices: dict[int, set[Office]] = {}
    bonds: dict[int, set[tuple[Predicate, int]]] = {}
    for relation in extraction.relations:
        subject = number[relation.subject]
        if relation.office:
            offices.setdefault(subject, set()).add(words(relation.office))
        elif relation.object is not None and relation.predicate in BONDS:
            bonds.setdefault(subject, set()).add((relation.predicate, number[relation.object]))
    said: defaultdict[str, list[int]] = defaultdict(list)
    text: str | None = None
    members: list[Member] = []
    for i, entity in enumerate(extraction.entities):
        identity, instead = identity_of(article, entity), None
        if identity is None or identity[:2] == ("name", str(EntityKind.ORGANISATION)):
            text = text or text_key(article)
            instead = text_identity(article, entity, text)
        if identity is None:
            assert instead is not None
            identity, instead = instead, None
        member = Member(_naming(entity), identity, instead)
        if is_told_apart(identity):
            member = member._replace(
                offices=frozenset(offices.get(i, ())),
                bonds=frozenset(bonds.get(i, ())),
                born=year_of_birth(article, entity),
            )
            for word in _words(article, entity):
                said[word].append(i)
        members.append(member)
    low = frozenset(name for entity in extraction.entities for name in written_low(article, entity))
    digest = hashlib.blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Cast(article.id, article.lang, article.published_on, digest, tuple(members), dict(said), low)


def _naming(entity: Entity) -> Naming:
    return Naming(entity.id, entity.kind, entity.name, entity.names, entity.labels, entity.key, entity.only_source)


def _words(article: Article, entity: Entity) -> set[str]:
    name = {word for known in (entity.name, *entity.names) for word in words(known)}
    sentences = {m.sentence for m in entity.mentions}
    told = {word for span in sentences for word in words(span.of(article.text))} | set(words(article.title))
    return {intern(f"{article.lang} {word}") for word in told - name}


def settled(found: Cast, generic: Container[str]) -> Cast:
    """Give the cast with organisations whose name is nobody's own under the identity that their text gives them."""
    members = [
        member._replace(identity=member.instead, instead=None) if member.instead and member.identity[2] in generic else member
        for member in found.members
    ]
    return found._replace(members=tuple(members))


def contexts(
    found: Cast, numbers: Iterable[int], common: Container[Identity], weights: Mapping[str, float]
) -> Iterator[tuple[int, Context]]:
    """Give what the settled cast says of the persons of the given numbers, whom articles can tell apart.

    `common` are the identities that too many articles name; `weights` those of the words that are rare.
    """
    wanted = set(numbers)
    if not wanted:
        return
    company = found.company
    places = frozenset(identity for identity in company if identity[:2] in PLACES)
    told = frozenset(identity for identity in company if identity not in common)
    rare: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for word, members in found.words.items():
        if word in weights:
            for i in wanted.intersection(members):
                rare[i][word] = weights[word]
    for i in sorted(wanted):
        member = found.members[i]
        yield (
            i,
            Context(
                who=told - {member.identity},
                places=places,
                bonds=frozenset((predicate, found.members[other].identity) for predicate, other in member.bonds),
                offices=member.offices,
                words=rare.get(i, {}),
                day=found.day,
                born=member.born,
                text=found.text,
            ),
        )
