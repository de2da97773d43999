"""Who is who across articles, as steps: the same actors as `kg.resolve.actor.resolve_actors` finds in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.entity import EntityId, EntityKind
from kg.resolve.cast import Cast
from kg.resolve.context import most_common
from kg.resolve.identity import NAMED_PERSON, Identity, is_own, is_single_name
from kg.resolve.tally import Tally, entity_id, entity_key
from kg.scale.aliases import alias_edges
from kg.scale.castsettled import read_casts, settled_casts
from kg.scale.components import components
from kg.scale.people import ASKS, OTHER, OWN, At, Tallied, appearances, people
from kg.scale.rows import MANY, Sorts, counted, first, joined, only, parted, summed, where

ARTICLES = ""  # the key of the count of articles that name anybody, among those of identities


def actors(flow: Flow[D], extractions: D) -> tuple[D, D]:
    """Join the actors of all articles; `extractions` are rows by article id, one each.

    Gives for each article, by its id, which entity each of its actors is, and the entities, by their id, without mentions.
    """
    casts = flow.keep(flow.map(extractions, read_casts), "actors-casts")
    settled = flow.keep(settled_casts(flow, casts), "actors-settled")
    often = _often(flow, settled)
    seen = flow.keep(flow.map(settled, appearances(often)), "actors-seen")
    singles, full = flow.map(seen, where(lambda row: row.order[0] == "2")), flow.map(seen, where(lambda row: row.order[0] == "1"))
    persons = flow.keep(people(flow, casts, full), "actors-people")
    same = components(flow, alias_edges(flow, settled, persons, singles), "actors-same")
    labels = flow.keep(flow.map(same, _labels), "actors-labels")
    homes = _homes(flow, labels, often)
    tallies = flow.keep(flow.union(flow.map(settled, _tallies(homes)), flow.map(persons, only(Tallied))), "actors-tallies")
    placed = flow.union(flow.map(settled, _at(homes)), flow.map(flow.map(persons, only(At)), _at_home(homes)))
    placed = flow.keep(placed, "actors-placed")
    asking = flow.union(labels, flow.map(placed, only(At)), flow.map(tallies, where(lambda row: row.order == ASKS)))
    found = flow.keep(flow.group(asking, _home), "actors-found")
    of = flow.group(flow.union(flow.map(placed, only(dict)), flow.map(found, only(dict))), _of)
    ready = flow.map(tallies, where(lambda row: row.order != ASKS))
    return of, flow.group(flow.union(ready, flow.map(found, only(Tallied))), _entity)


def _often(flow: Flow[D], settled: D) -> frozenset[Identity]:
    """Give the identities that so many articles name that they say little: few, as no article names many."""
    named = flow.keep(flow.group(flow.map(settled, _named), summed), "actors-named")
    most = most_common(first(flow, named, ARTICLES) or 0)
    often = flow.few(flow.map(named, where(lambda row: row.key != ARTICLES and row.value > most)), 1_000_000)
    return frozenset(parted(row.key) for row in often)


def _named(rows: Iterator[Row]) -> Iterator[Row]:
    """Count the articles that name an identity, and all that name anybody who says who else is there."""
    return counted(name for row in rows for name in _named_in(row.value.cast))


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


def _tallies(homes: Mapping[EntityId, EntityId]) -> MapStep:
    """Make a step that counts how all but persons of a full name are named, by what they are alone or, if known, by the entity."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        tallies: dict[Identity, Tally] = {}
        for row in rows:
            for member in row.value.cast.members:
                if member.identity[:2] != NAMED_PERSON:
                    tallies.setdefault(member.identity, Tally()).add(row.value.cast.lang, member.entity)
            if len(tallies) >= MANY:
                yield from (_tallied(identity, tally, homes) for identity, tally in tallies.items())
                tallies.clear()
        yield from (_tallied(identity, tally, homes) for identity, tally in tallies.items())

    return step


def _tallied(identity: Identity, tally: Tally, homes: Mapping[EntityId, EntityId]) -> Row:
    ident = entity_id(identity)
    found = Tallied(entity_key(identity), tally)
    if ident in homes:
        return Row(homes[ident], OWN if homes[ident] == ident else OTHER, found)
    return Row(ident, ASKS if _may_join(identity) else OWN, found)


def _at(homes: Mapping[EntityId, EntityId]) -> MapStep:
    """Make a step that gives what is known of whom an article's actors are, and for the others `At` by what they are alone."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            found: dict[EntityId, EntityId] = {}
            for member in row.value.cast.members:
                if member.identity[:2] != NAMED_PERSON:
                    ident = entity_id(member.identity)
                    if ident in homes or not _may_join(member.identity):
                        found[member.entity.id] = homes.get(ident, ident)
                    else:
                        yield Row(ident, ASKS, At(row.key, member.entity.id))
            yield Row(row.key, "", found)

    return step


def _at_home(homes: Mapping[EntityId, EntityId]) -> MapStep:
    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            at: At = row.value
            yield Row(at.article, "", {at.entity: homes[row.key]}) if row.key in homes else row

    return step


def _home(ident: EntityId, rows: Iterator[Row]) -> Iterator[Row]:
    """Tell all that ask which entity it is."""
    sorts = Sorts(rows)
    home = ident
    for row in sorts.take("0"):
        home = entity_id(parted(row.value))
    for row in sorts.take(ASKS):
        if isinstance(row.value, At):
            yield Row(row.value.article, "", {row.value.entity: home})
        else:
            yield Row(home, OWN if home == ident else OTHER, row.value)


def _of(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    found: dict[EntityId, EntityId] = {}
    for row in rows:
        found.update(row.value)
    yield Row(article, "", found)


def _entity(ident: EntityId, rows: Iterator[Row]) -> Iterator[Row]:
    key, whole = None, Tally()
    for row in rows:
        if row.order == OWN:
            key = row.value.key
        whole.update(row.value.tally)
    yield Row(ident, "", whole.entity(ident, key))
