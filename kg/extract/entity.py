"""What an actor is told as: its name to show, and whether it belongs in the answer at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.extract.cluster import Cluster
from kg.extract.reading import Reading
from kg.extract.spelling import words_of
from kg.lang.actors import ActorTables
from kg.model.entity import Entity, EntityId, EntityKind, Mention, MentionForm
from kg.model.ids import content_id

ALONE = "head.alone"  # a class noun by itself, which comes after all that bear one in their names
# Rules that read a description, not a name.
DESCRIPTIONS = ("group.", ALONE, "somebody.", "reference.")
LEANING = frozenset({"table.adjective", "table.seat"})  # names that stand for a state: by themselves they tell of no actor
LONGEST_TITLE = 3  # words of a name of one syllable with what stands before it
POINTING = "group.the"  # "the victims" are ones already told of, in other words


def worth_telling(entity: Entity, used: frozenset[EntityId], tables: ActorTables) -> bool:
    """Say whether an actor belongs in the answer: one that no event or relation uses must be surely named.

    Descriptions and capitals seen once are not, but for bodies that are known by their class noun, places, and groups told
    by a plural where the language has one. An outlet that only reports is told: it is the source of what it reports.
    """
    rules = {mention.rule for mention in entity.mentions}
    if rules == {POINTING}:
        return False
    lone = rules == {"run.unknown"} and len(entity.mentions) == 1
    if lone and entity.kind is EntityKind.ORGANISATION and not tables.syllables:
        return False  # no shape tells it from a common word with a capital
    if entity.id in used:
        return True
    if rules <= LEANING:
        return False
    if ALONE in rules or (tables.plural_groups and "group.bare" in rules):
        return True
    if all(rule.startswith(DESCRIPTIONS) for rule in rules):
        return entity.kind is EntityKind.GROUP and ("group.of" in rules or len(rules) > 1)
    return not lone or entity.kind is EntityKind.PLACE


def entity_of(reading: Reading, cluster: Cluster) -> Entity:
    """Give the entity that the mentions of a cluster mean, under the name to show."""
    told = [m for m in cluster.mentions if m.form is not MentionForm.PRONOUN and not m.rule.startswith("reference.")]
    named = [m for m in told if not m.rule.startswith("somebody.")] or told
    name = _addressed(best_name(named), named, reading)
    key = cluster.key
    return Entity(
        id=content_id("ent", reading.article.id, key or " ".join(words_of(name))),
        kind=cluster.kind,
        name=name,
        mentions=tuple(
            reading.provenance(m.span, m.sentence, m.rule) for m in sorted(cluster.mentions, key=lambda m: m.span.begin)
        ),
        names=tuple(sorted({m.name for m in named} - {name})),
        key=key,
        only_source=all(m.only_source for m in named),
    )


def _addressed(name: str, named: Iterable[Mention], reading: Reading) -> str:
    """Give a name of one native syllable with the word of address or office before it, without which it could be anybody's.

    What somebody is to others of a family, or that he is named so, is no address.
    """
    tables = reading.pack.actors
    if " " in name or not tables.syllables or not tables.is_native(name) or tables.names.get(name):
        return name
    wide = [
        " ".join(m.wide.of(reading.text).split())
        for m in named
        if m.kind is EntityKind.PERSON and m.name == name and m.wide.end == m.span.end
    ]
    others = (tables.phrases["people.relatives"], tables.phrases["relations.named"])
    return next(
        (
            title
            for title in wide
            if 1 < len(words := words_of(title)) <= LONGEST_TITLE and not any(index.get_words(words[-2:-1]) for index in others)
        ),
        name,
    )


def best_name(named: Iterable[Mention]) -> str:
    """Choose the name to show: of proper names the commonest of a place or key, else the longest; the first wins a tie."""
    proper = list(named)
    keyed = [m.name for m in proper if m.key is not None and m.rule.startswith("table.p")]
    if keyed:
        counts = Counter(keyed)
        return max(counts, key=lambda name: counts[name])
    names = [m.name for m in proper if m.form is MentionForm.NAME] or [m.name for m in proper]
    return max(dict.fromkeys(names), key=lambda name: (not name.isupper(), len(name)))
