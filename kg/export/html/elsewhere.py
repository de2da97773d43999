"""What the actors of a graph are elsewhere: the same links that its RDF has."""

from __future__ import annotations

from kg.graph.source import RecordSource
from kg.model.entity import EntityId
from kg.model.graph import Records


def same_elsewhere(records: Records) -> dict[EntityId, tuple[str, ...]]:
    """Give the web addresses of the same thing elsewhere (Wikidata, GeoNames, a user's table), of actors that have any."""
    if not any(entity.key or entity.same_as for entity in records.entities):
        return {}
    from kg.export.rdf.sameas import SameAs, owl  # here: rdflib takes a moment

    links = SameAs.reading(RecordSource(records))
    found = {
        entity.id: tuple(value[1:-1] for predicate, value in links.of(entity) if predicate == owl.sameAs)
        for entity in records.entities
        if not entity.only_source
    }
    return {entity: addresses for entity, addresses in found.items() if addresses}
