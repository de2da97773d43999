"""Which of the actors of an article are worth telling: a learned choice where the pack has weights, else a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.chain import Chains
from kg.extract.entity import worth_telling
from kg.lang.pack import LanguagePack
from kg.model.entity import Entity, EntityId, Mention, MentionForm
from kg.model.event import Event, Relation

BELIEFS = (0, 100, 200, 300, 400, 600, 800)  # hundredths of a logit
LEAD = 3  # sentences
LONG = 6  # words

Events = tuple[Event[EntityId], ...]
Relations = tuple[Relation[EntityId], ...]


def tell(chains: Chains, events: Events, relations: Relations, pack: LanguagePack) -> tuple[Entity, ...]:
    """Give the actors that belong in the answer."""
    if pack.weights is None:
        used = _used(events, relations)
        return tuple(entity for entity in chains.entities if worth_telling(entity, used, pack.actors))
    points = pack.weights.telling
    rows = observations(chains, events, relations)
    return tuple(e for e, row in zip(chains.entities, rows, strict=True) if points.sum(row) >= points.threshold)


def keep(events: Events, relations: Relations, told: Sequence[Entity]) -> tuple[Events, Relations]:
    """Leave out of events and relations the actors that are not told."""
    ids = {entity.id for entity in told}
    kept = tuple(_with_only(event, ids) for event in events)
    return kept, tuple(r for r in relations if r.subject in ids and (r.object is None or r.object in ids))


def _with_only(event: Event[EntityId], ids: set[EntityId]) -> Event[EntityId]:
    if all(part.who in ids for part in event.participants) and ids.issuperset(event.attributed_to):
        return event
    return replace(
        event,
        participants=tuple(part for part in event.participants if part.who in ids),
        attributed_to=tuple(who for who in event.attributed_to if who in ids),
    )


def _used(events: Events, relations: Relations) -> frozenset[EntityId]:
    taking_part = {part.who for event in events for part in event.participants}
    telling = {who for event in events for who in event.attributed_to}
    related = {who for relation in relations for who in (relation.subject, relation.object) if who is not None}
    return frozenset(taking_part | telling | related)


def observations(chains: Chains, events: Events, relations: Relations) -> list[tuple[str, ...]]:
    """Give what is observed of each actor of an article, in the order of `chains.entities`."""
    mentions: dict[EntityId, list[Mention]] = {entity.id: [] for entity in chains.entities}
    for mention, targets in chains.of.items():
        for target in targets:
            mentions[target].append(mention)
    parts: dict[EntityId, list[str]] = {entity.id: [] for entity in chains.entities}
    for event in events:
        for part in event.participants:
            parts[part.who].append(str(part.role))
    sources = {who for event in events for who in event.attributed_to}
    related = {who for relation in relations for who in (relation.subject, relation.object)}
    return [
        tuple(dict.fromkeys(_observe(entity, mentions[entity.id], parts[entity.id], entity.id in sources, entity.id in related)))
        for entity in chains.entities
    ]


def _observe(
    entity: Entity, mentions: Sequence[Mention], roles: Sequence[str], is_source: bool, is_related: bool
) -> Iterator[str]:
    told = [m for m in mentions if m.form is not MentionForm.PRONOUN and not m.rule.startswith("reference.")]
    form = "named" if any(m.form is MentionForm.NAME for m in told) else "described"
    what = f"{entity.kind}.{form}"
    yield "any"
    yield f"kind.{entity.kind}"
    yield form
    yield what
    yield f"told.{_several(len(told))}"
    yield f"{what}.told.{_several(len(told))}"
    yield f"parts.{_several(len(roles))}"
    yield f"{form}.parts.{_several(len(roles))}"
    yield from (f"role.{role}" for role in roles)
    if len(mentions) > len(told):
        yield "pointed"
    if is_source:
        yield "attributed"
    if is_related:
        yield "related"
    if entity.only_source:
        yield "source"
    if (entity.key or "").startswith("country:"):
        yield "country"
    if len({m.name for m in told}) > 1:
        yield "names"
    first = min((m.sentence for m in mentions), default=LEAD)
    yield f"first.{'title' if first == 0 else 'lead' if first < LEAD else 'body'}"
    yield f"words.{min(LONG, max((len(m.name.split()) for m in told), default=0))}"
    rules = sorted({m.rule for m in told})
    yield from (f"rule.{rule}" for rule in rules)
    beliefs = [m.belief for m in told if m.belief is not None]
    yield from (f"belief.{least}" for least in BELIEFS if beliefs and max(beliefs) >= least)
    if not beliefs:
        yield "doubted"
        yield f"doubted.{what}"
        yield f"doubted.parts.{_several(len(roles))}"
        yield f"doubted.told.{_several(len(told))}"
        yield from (f"doubted.{rule}" for rule in rules)
    elif len(beliefs) < len(told):
        yield "doubted.some"


def _several(count: int) -> str:
    return str(count) if count < 3 else "few" if count < 5 else "many"
