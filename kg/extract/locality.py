"""What "the city" or "the province" means: the place named most of its level that the article has named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extract.cluster import Cluster
from kg.extract.placetie import CITY_LEVEL, COUNTRY_LEVEL, REGION_LEVEL, label
from kg.extract.spelling import words_of
from kg.lang.actors import ActorTables
from kg.model.entity import EntityKind, Mention, MentionForm

if TYPE_CHECKING:
    from kg.extract.reading import Reading
    from kg.extract.spot import Line

RULE = "reference.place"
NOWHERE = "place::"  # before the key of a place that lies in no one country, or of which the tables do not tell


def stands_apart(line: Line, start: int, stop: int) -> bool:
    """Say whether the noun of a level at tokens `[start, stop)` is whole; one that nothing points with has to head a clause, too.

    It may begin a name or a compound, "the state prosecutor", or what follows may tell which is meant, "the city where".
    """
    tables, tokens = line.tables, line.tokens
    deed = tables.phrases["places.agent_verbs"].longest(tokens, stop) if stop < len(tokens) else None
    acts = deed is not None and tokens[stop].key not in tables.words["organisations.joints"]
    if " ".join(token.key for token in tokens[start:stop]) in tables.levels:
        listed = start > 1 and tokens[start - 2].key in tables.levels  # "the provinces, cities"
        return acts and not listed and (line.starts(start) or not tokens[start - 1].is_word)
    ends = stop >= len(tokens) or not tokens[stop].text[0].isalnum() or tokens[stop].key in tables.words["places.beside"]
    return not tables.owner_first or acts or ends


def named_locality(mention: Mention, before: Iterable[tuple[Mention, Cluster]], reading: Reading) -> list[Cluster]:
    """Give the place of the level that the mention's noun tells, if it is named more often before it than all others of that level."""
    tables = reading.pack.actors
    wanted = _level_of(words_of(mention.name), tables)
    named = [c for m, c in before if c.kind is EntityKind.PLACE and m.form is MentionForm.NAME]
    fitting = {id(c): c for c in named if wanted in _levels(c, tables, reading.text)}
    counts = Counter(id(c) for c in named if id(c) in fitting)
    return [fitting[c] for c, count in counts.items() if 2 * count > counts.total()]


def _level_of(words: tuple[str, ...], tables: ActorTables) -> int | None:
    """Give the level of the noun among the words of a description, the longest first."""
    sizes = range(len(words), 0, -1)
    nouns = (" ".join(words[i : i + size]) for size in sizes for i in range(len(words) - size + 1))
    return next((tables.levels[noun] for noun in nouns if noun in tables.levels), None)


def _levels(cluster: Cluster, tables: ActorTables, text: str) -> set[int]:
    """Give the levels that the class nouns of a place's names tell, without any the one that the tables tell."""
    told = {level for level in _labels(cluster, tables, text) if level is not None}
    key = cluster.key or ""
    if key.startswith("country:"):
        return {COUNTRY_LEVEL}
    if key in tables.municipalities:
        return {CITY_LEVEL}
    if told or not key or key.startswith(NOWHERE):
        return told
    return {REGION_LEVEL if key in tables.regions and key not in tables.towns else CITY_LEVEL}


def _labels(cluster: Cluster, tables: ActorTables, text: str) -> Iterator[int | None]:
    for mention in cluster.mentions:
        if mention.form is MentionForm.NAME:
            yield label(tables, words_of(text[mention.wide.begin : mention.span.end]))
            yield label(tables, words_of(mention.name))
