"""Pointing pronouns and descriptions back to those whom they stand for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.quotation import quoted
from kg.extract.reading import Reading
from kg.extract.spelling import words_of
from kg.lang.fold import fold
from kg.lang.tokens import TOKEN, start_of
from kg.model.entity import EntityKind, Mention, MentionForm

if TYPE_CHECKING:
    from kg.extract.chain import Cluster

COUNTRY = "country:"
GENDERS = ("m", "f")
REACH = 2  # sentences that a pronoun looks back over


def point_back(reading: Reading, mentions: tuple[Mention, ...], home: dict[Mention, Cluster]) -> dict[Mention, list[Cluster]]:
    """Give the clusters that each pronoun or description points to; one that does not decide is left out."""
    pointed: dict[Mention, list[Cluster]] = {}
    before: list[tuple[Mention, Cluster]] = []
    clusters = {id(cluster): cluster for cluster in home.values()}
    genders = {name: _gender(reading, cluster) for name, cluster in clusters.items()}
    honorifics = reading.pack.actors.words["people.honorifics"]
    spoken = quoted(reading.tokens)
    for mention in mentions:
        if mention.rule.startswith("reference."):
            if mention.span.begin in spoken and fold(mention.name) in honorifics:
                continue  # whom a speaker speaks to
            targets = _targets(mention, before, genders, reading)
            if targets:
                pointed[mention] = targets
            if len(targets) == 1:
                before.append((mention, targets[0]))
                gender = mention.rule.rpartition(".")[2]
                if gender in GENDERS and not genders[id(targets[0])]:
                    genders[id(targets[0])] = gender  # who was "she" is no "he" later
        elif mention in home and mention.form is not MentionForm.PRONOUN:
            before.append((mention, home[mention]))
    return pointed


def _gender(reading: Reading, cluster: Cluster) -> str:
    """Give "m" or "f" if titles, given names, middle names and nouns tell a person's sex and do not disagree, else ""."""
    known, middles = reading.pack.actors.genders, reading.pack.actors.middles
    told: set[str] = set()
    sexes = [("m", reading.pack.actors.words["people.men"]), ("f", reading.pack.actors.words["people.women"])]
    for mention in cluster.mentions:
        if mention.kind is EntityKind.PERSON and mention.form is MentionForm.NAME:
            title = TOKEN.findall(reading.text[mention.wide.begin : mention.span.begin])
            names = TOKEN.findall(mention.name)
            said = {known.get(fold(word), "") for word in title} or {""}
            inside = {middles.get(fold(name), "") for name in names[1:-1]}
            told |= said if said != {""} else inside if inside - {""} else {known.get(fold(names[0]), "")}
        elif mention.kind is EntityKind.PERSON and mention.form is MentionForm.NOMINAL:
            nouns = set(words_of(mention.name))
            told |= {gender for gender, words in sexes if not nouns.isdisjoint(words)}
    told.discard("")
    return told.pop() if len(told) == 1 else ""


def _targets(mention: Mention, before: list[tuple[Mention, Cluster]], genders: dict[int, str], reading: Reading) -> list[Cluster]:
    """Choose whom a pronoun or description points to: of those that fit the last, or first in the last sentence with one.

    Where the language prefers subjects that is who speaks in the sentence, else the first, mostly its subject.
    """
    near = [(m, c) for m, c in before if mention.sentence - m.sentence <= REACH]
    if mention.rule == "reference.country":
        return _countries(mention, near, before)
    if mention.number == 2 and mention.kind is EntityKind.PERSON:
        return _pair([(m, c) for m, c in near if mention.sentence - m.sentence < REACH])
    if mention.number != 1:
        return []
    fitting = [(m, c) for m, c in near if c.kind is mention.kind and m.kind is not EntityKind.GROUP and not m.only_source]
    fitting = _of_class(mention, fitting)
    gender = mention.rule.rpartition(".")[2]
    fitting = [(m, c) for m, c in fitting if gender not in GENDERS or genders.get(id(c), "") in ("", gender)]
    fitting = _called(mention, fitting, reading)
    if not fitting:
        return []
    here = any(m.sentence == mention.sentence and m.form is MentionForm.NAME for m, _ in fitting)
    address = fold(mention.name) in reading.pack.actors.words["people.honorifics"]
    since = (
        fitting[-1][0].sentence if address else mention.sentence - (1 if here else REACH)
    )  # a name of the sentence itself goes before one told longer ago
    known = [(m, c) for m, c in fitting if gender in GENDERS and genders.get(id(c)) == gender and m.sentence >= since]
    fitting = known or fitting
    if not reading.pack.actors.subjects:
        return [fitting[-1][1]]
    last = [(m, c) for m, c in fitting if m.sentence == fitting[-1][0].sentence]
    return [next((c for m, c in last if m.sentence < mention.sentence and _speaks(reading, m)), last[0][1])]


def _pair(near: list[tuple[Mention, Cluster]]) -> list[Cluster]:
    """Give the two people that are named near a mention, if they are just two."""
    named = [c for m, c in near if c.kind is EntityKind.PERSON and any(one.form is MentionForm.NAME for one in c.mentions)]
    pair = list({id(c): c for c in named}.values())
    return pair if len(pair) == 2 else []


def _called(mention: Mention, fitting: list[tuple[Mention, Cluster]], reading: Reading) -> list[tuple[Mention, Cluster]]:
    """Take those with whose names a pronoun stands that is a word of address by itself, else those whom no such word is told of."""
    words, word = reading.pack.actors.words["people.honorifics"], fold(mention.name)
    if word not in words:
        return fitting
    called = {id(c): _honorifics(reading, c) for _, c in fitting}
    fitting = [(m, c) for m, c in fitting if word in called[id(c)]] or [(m, c) for m, c in fitting if not called[id(c)]]
    return [(m, c) for m, c in fitting if any(one.form is MentionForm.NAME for one in c.mentions)] or fitting


def _honorifics(reading: Reading, cluster: Cluster) -> frozenset[str]:
    """Give the words of address before the names of somebody."""
    before = (
        fold(word)
        for m in cluster.mentions
        if m.form is MentionForm.NAME
        for word in TOKEN.findall(reading.text[m.wide.begin : m.span.begin])
    )
    return reading.pack.actors.words["people.honorifics"].intersection(before)


def _speaks(reading: Reading, mention: Mention) -> bool:
    """Say whether a verb of what only people do follows a mention: "..., Robin Hale said"."""
    tokens = reading.tokens[mention.sentence]
    at = start_of(tokens, mention.span.end)
    return at < len(tokens) and reading.pack.actors.phrases["people.verbs"].longest(tokens, at) is not None


def _of_class(mention: Mention, fitting: list[tuple[Mention, Cluster]]) -> list[tuple[Mention, Cluster]]:
    """Take those that bear the noun of a description in their names, "the university", if there are any."""
    if mention.form is MentionForm.PRONOUN:
        return fitting
    noun = fold(TOKEN.findall(mention.name)[-1])
    return [(m, c) for m, c in fitting if any(noun in name for name in c.names)] or fitting


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
