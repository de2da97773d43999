"""Who is who across articles, as steps: the same actors as `kg.resolve.actor.resolve_actors` finds in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.entity import EntityId, EntityKind
from kg.resolve.cast import Cast
from kg.resolve.context import most_common
from kg.resolve.identity import NAMED_PERSON, Identity, is_own, is_single_name
from kg.resolve.tally import Tally, entity_id, entity_key
from kg.scale.aliases import alias_edges, names_of
from kg.scale.components import components
from kg.scale.people import AT, COUNTS, appearances, clear_names, name_facts, people, singles
from kg.scale.rows import MANY, Sorts, counted, first, joined, parted, sort, summed, where
from kg.scale.settle import CAST, read_casts, settled_casts

LABEL, PLACED = "0", "3"  # sorts of rows beside those of people: the smallest identity of a set, and what is known of an article
OWN, OTHER = "0", "1"  # what counts an entity's smallest identity, and what another one
ARTICLE = "\x01"  # begins the keys of articles among those of entities
ARTICLES = ""  # the key of the count of articles that name anybody, among those of identities


def actors(flow: Flow[D], extractions: D) -> tuple[D, D]:
    """Join the actors of all articles; `extractions` are rows by article id, one each.

    Gives for each article, by its id, which entity each of its actors is, and the entities, by their id, without mentions.
    """
    casts = flow.keep(flow.map(extractions, read_casts), "actors-casts")
    settled = flow.keep(settled_casts(flow, casts), "actors-settled")
    often = _often(flow, settled)
    facts, many = name_facts(flow, flow.map(casts, sort(CAST)))
    clear = clear_names(flow, facts, many, often)
    persons = flow.keep(people(flow, facts, many, flow.map(settled, appearances(often, clear))), "actors-people")
    named = flow.keep(flow.group(flow.map(settled, _tallies), _counts), "actors-counts")
    names, counts = (
        flow.map(named, where(lambda row: "\x00" in row.key)),
        flow.map(named, where(lambda row: "\x00" not in row.key)),
    )
    edges = alias_edges(flow, names, persons, flow.map(settled, singles(often)))
    labels = flow.keep(flow.map(components(flow, edges, "actors-same"), _labels), "actors-labels")
    homes = _homes(flow, labels, often)
    asking = flow.union(labels, counts, flow.map(persons, _persons_at(homes)), flow.map(settled, _at(homes, clear)))
    whole = flow.keep(flow.group(flow.group(asking, _home), _whole), "actors-whole")
    return flow.map(whole, _of), flow.map(whole, where(lambda row: row.key[0] != ARTICLE))


def _often(flow: Flow[D], settled: D) -> frozenset[Identity]:
    """Give the identities that so many articles name that they say little: few, as no article names many."""
    named = flow.keep(flow.group(flow.map(settled, _named), summed), "actors-named")
    most = most_common(first(flow, named, ARTICLES) or 0)
    often = flow.few(flow.map(named, where(lambda row: row.key != ARTICLES and row.value > most)), 1_000_000)
    return frozenset(parted(row.key) for row in often)


def _named(rows: Iterator[Row]) -> Iterator[Row]:
    """Count the articles that name an identity, and all that name anybody who says who else is there."""
    return counted((name, 1) for row in rows for name in _named_in(row.value.cast))


def _named_in(cast: Cast) -> Iterator[str]:
    if cast.company:
        yield ARTICLES
    yield from map(joined, {member.identity for member in cast.members if is_own(member.identity)})


def _labels(rows: Iterator[Row]) -> Iterator[Row]:
    """Give for an identity that is joined to a smaller one that one."""
    return (Row(entity_id(parted(row.key)), "0", row.value) for row in rows if row.key != row.value)


def _homes(flow: Flow[D], labels: D, often: frozenset[Identity]) -> dict[EntityId, EntityId]:
    """Give the entities of what many articles name, by the ids that they would have alone."""
    ids = {entity_id(identity): entity_id(identity) for identity in often}
    for row in flow.few(flow.map(labels, where(lambda row: row.key in ids)), len(ids)):
        ids[row.key] = entity_id(parted(row.value))
    return ids


def _may_join(identity: Identity) -> bool:
    """Say whether a rule may join it to another: what stays with its text is joined only by a single name or an abbreviation."""
    return is_own(identity) or is_single_name(identity) or identity[1] == EntityKind.ORGANISATION


def _tallies(rows: Iterator[Row]) -> Iterator[Row]:
    """Count how articles name all but persons of a full name, by the id of the entity that the identity alone would be."""
    tallies: dict[Identity, Tally] = {}
    for row in rows:
        for member in row.value.cast.members:
            if member.identity[:2] != NAMED_PERSON:
                tallies.setdefault(member.identity, Tally()).add(row.value.cast.lang, member.entity)
        if len(tallies) >= MANY // 10:  # a tally is larger than a key
            yield from (Row(entity_id(identity), COUNTS, (identity, tally)) for identity, tally in tallies.items())
            tallies.clear()
    yield from (Row(entity_id(identity), COUNTS, (identity, tally)) for identity, tally in tallies.items())


def _counts(ident: EntityId, rows: Iterator[Row]) -> Iterator[Row]:
    """Sum the counts of an identity, and give its names to the rules that look at them."""
    identity: Identity = ()
    whole = Tally()
    for row in rows:
        identity = row.value[0]
        whole.update(row.value[1])
    yield Row(ident, COUNTS, (entity_key(identity), whole))
    yield from names_of(identity, whole)


def _at(homes: Mapping[EntityId, EntityId], clear: frozenset[str]) -> MapStep:
    """Make a step that gives what is known of whom an article's actors are, and asks by what they alone are for the others.

    Persons of full names are left out, but for those of clear names, whose entity is known.
    """

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            found: dict[EntityId, EntityId] = {}
            for member in row.value.cast.members:
                if member.identity[:2] != NAMED_PERSON or member.identity[2] in clear:
                    ident = entity_id(member.identity)
                    if ident in homes or not _may_join(member.identity):
                        found[member.entity.id] = homes.get(ident, ident)
                    else:
                        yield Row(ident, AT, (row.key, member.entity.id))
            yield Row(f"{ARTICLE}{row.key}", PLACED, found)

    return step


def _persons_at(homes: Mapping[EntityId, EntityId]) -> MapStep:
    """Make a step that gives the counts and places of persons; the latter to the article if the entity is known."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            if row.order == AT and row.key in homes:
                article, local = row.value
                yield Row(f"{ARTICLE}{article}", PLACED, {local: homes[row.key]})
            elif row.order in (AT, COUNTS):
                yield row

    return step


def _home(ident: EntityId, rows: Iterator[Row]) -> Iterator[Row]:
    """Tell all that ask which entity it is."""
    sorts = Sorts(rows)
    home = ident
    for row in sorts.take(LABEL):
        home = entity_id(parted(row.value))
    for row in sorts.take(COUNTS):
        yield row.at(home, OWN if home == ident else OTHER)
    for row in sorts.take(AT):
        article, local = row.value
        yield Row(f"{ARTICLE}{article}", PLACED, {local: home})
    yield from sorts.take(PLACED)


def _whole(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Put together what is known of an article, or of an entity, whose smallest identity comes first."""
    if key[0] == ARTICLE:
        found: dict[EntityId, EntityId] = {}
        for row in rows:
            found.update(row.value)
        yield Row(key, "", dict(sorted(found.items())))
    else:
        first = next(rows)
        tally = Tally()
        for row in chain([first], rows):
            tally.update(row.value[1])
        yield Row(key, "", tally.entity(key, first.value[0]))


def _of(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key[1:], "") for row in rows if row.key[0] == ARTICLE)
