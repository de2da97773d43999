"""Pointing pronouns and descriptions back to those whom they stand for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.reading import Reading
from kg.model.entity import EntityKind, Mention, MentionForm

if TYPE_CHECKING:
    from kg.extract.chain import Cluster

COUNTRY = "country:"
REACH = 2  # sentences that a pronoun looks back over


def point_back(reading: Reading, mentions: tuple[Mention, ...], home: dict[Mention, Cluster]) -> dict[Mention, list[Cluster]]:
    """Give the clusters that each pronoun or description points to; one that does not decide is left out."""
    pointed: dict[Mention, list[Cluster]] = {}
    before: list[tuple[Mention, Cluster]] = []
    for mention in mentions:
        if mention.rule.startswith("reference."):
            targets = _targets(mention, before)
            if targets:
                pointed[mention] = targets
                if len(targets) == 1:
                    before.append((mention, targets[0]))
        elif mention in home and mention.form is not MentionForm.PRONOUN:
            before.append((mention, home[mention]))
    return pointed


def _targets(mention: Mention, before: list[tuple[Mention, Cluster]]) -> list[Cluster]:
    near = [(m, c) for m, c in before if mention.sentence - m.sentence <= REACH]
    if mention.rule == "reference.country":
        return _countries(mention, near, before)
    if mention.number != 1:
        return []
    fitting = [(m, c) for m, c in near if c.kind is mention.kind and m.kind is not EntityKind.GROUP and not m.only_source]
    return [fitting[-1][1]] if fitting else []


def _countries(mention: Mention, near: list[tuple[Mention, Cluster]], before: list[tuple[Mention, Cluster]]) -> list[Cluster]:
    states = [(m, c) for m, c in near if (c.key or "").startswith(COUNTRY)]
    if mention.number == 1:
        # "X said that this country ...": the subject of the sentence, that is its first state, before the last one named
        same = [c for m, c in states if m.sentence == mention.sentence]
        if same:
            return [same[0]]
        return [states[-1][1]] if states else []
    counts = Counter(id(c) for _, c in before if (c.key or "").startswith(COUNTRY))
    by_id = {id(c): c for _, c in before}
    ranked = sorted(counts, key=lambda c: (-counts[c], by_id[c].mentions[0].span.begin))
    if len(ranked) < mention.number:
        return []
    if len(ranked) > mention.number and counts[ranked[mention.number - 1]] == counts[ranked[mention.number]]:
        return []
    return sorted((by_id[c] for c in ranked[: mention.number]), key=lambda c: c.mentions[0].span.begin)
