"""Who is who among those who are told by whose kin they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.extract.cluster import Cluster
from kg.extract.reading import Reading
from kg.extract.row import KIN
from kg.extract.spelling import words_of
from kg.lang.fold import fold
from kg.model.entity import Mention, MentionForm

APART = 6  # characters of a comma or the longest word for being, with spaces


def join_kin(
    reading: Reading,
    mentions: Sequence[Mention],
    clusters: list[Cluster],
    home: dict[Mention, Cluster],
    pointed: Mapping[Mention, list[Cluster]],
) -> None:
    """Make somebody of the kin of one and the same, by the noun and whose they are; who is named just after them is meant by it.

    Where it stays open whose they are, they are one by what they are called. A noun that only one person has kin by tells of
    them by itself too: "the boyfriend" is hers.
    """
    here: defaultdict[int, list[Mention]] = defaultdict(list)  # by sentence
    for mention in mentions:
        here[mention.sentence].append(mention)
    known: dict[Mention, tuple[tuple[str, ...], object]] = {}
    for kin in (m for m in mentions if m.rule in KIN):
        inside = (m for m in here[kin.sentence] if m.span in kin.wide and m is not kin)
        owners = [c for m in inside for c in (pointed.get(m) or [home[m]] if m in home or m in pointed else [])]
        whose: object = id(owners[0]) if len(owners) == 1 else words_of(kin.name)
        known[kin] = words_of(kin.span.of(reading.text)), whose
    nouns = Counter(noun for noun, _ in set(known.values()))
    told: dict[tuple[tuple[str, ...], object], Cluster] = {}
    for kin, key in known.items():
        alone = (c for c in clusters if nouns[key[0]] == 1 and key[0] in c.names and c.kind is kin.kind)
        cluster = _named_after(reading, kin, here[kin.sentence], home) or told.get(key) or next(alone, None)
        if cluster is None:
            clusters.append(cluster := Cluster())
        told.setdefault(key, cluster)
        cluster.add(kin)
        home[kin] = cluster
    clusters.sort(key=lambda c: min(m.span.begin for m in c.mentions))


def _named_after(reading: Reading, kin: Mention, here: Iterable[Mention], home: Mapping[Mention, Cluster]) -> Cluster | None:
    """Give who of a sentence is named behind a comma or a word for being: "the wife of X, Y,", "the wife of X is Y"."""
    being = {",", *reading.pack.actors.words["people.predicative"]}
    for mention in here:
        near = mention.form is MentionForm.NAME and kin.wide.end < mention.wide.begin <= kin.wide.end + APART
        between = reading.text[kin.wide.end : mention.wide.begin] if near else ""
        if mention in home and mention.kind is kin.kind and fold(between.strip()) in being:
            return home[mention]
    return None
