"""Pointing pronouns and descriptions back to those whom they stand for."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping

from kg.extract.cluster import Cluster
from kg.extract.locality import RULE as LOCALITY
from kg.extract.locality import named_locality
from kg.extract.quotation import CLOSE, EITHER, OPEN, quoted
from kg.extract.reading import Reading
from kg.extract.spelling import words_of
from kg.lang.actors import ActorTables
from kg.lang.fold import fold
from kg.lang.tokens import TOKEN, start_of
from kg.model.entity import EntityKind, Mention, MentionForm

COUNTRY = "country:"
SPEAKER = "reference.speaker"  # the first person
SUBJECT = "reference.subject"  # a pronoun that only goes on with the subject before it
GENDERS = ("m", "f")
REACH = 2  # sentences that a pronoun looks back over
PAIR = 2
LEAD = {EntityKind.GROUP: 2, EntityKind.ORGANISATION: 1}  # words that may stand before the subject of a clause: "but then"
LISTED = (EntityKind.PERSON, EntityKind.ORGANISATION)  # kinds of which a text tells two by their names


def point_back(
    reading: Reading, mentions: tuple[Mention, ...], home: dict[Mention, Cluster], speakers: Mapping[Mention, Mention]
) -> dict[Mention, list[Cluster]]:
    """Give the clusters that each pronoun or description points to; one that does not decide is left out.

    `speakers` gives who speaks the words that a mention stands in: the first person means them, no other pronoun does. Outside of
    quotations a pronoun means rather somebody told of there.
    """
    pointed: dict[Mention, list[Cluster]] = {}
    before: list[tuple[Mention, Cluster]] = []
    clusters = {id(cluster): cluster for cluster in home.values()}
    genders = {name: _gender(reading, cluster) for name, cluster in clusters.items()}
    honorifics = reading.pack.actors.words["people.honorifics"]
    spoken = quoted(reading.tokens)

    def whom(mention: Mention | None) -> list[Cluster]:
        return [] if mention is None else [home[mention]] if mention in home else pointed.get(mention, [])

    for mention in mentions:
        if mention.rule in (SPEAKER, SUBJECT):
            continue
        if mention.rule.startswith("reference."):
            if mention.span.begin in spoken and fold(mention.name) in honorifics:
                continue  # whom a speaker speaks to
            speaking = whom(speakers.get(mention))
            others = [(m, c) for m, c in before if c not in speaking] if speaking else before
            aloud = mention.span.begin in spoken
            told = others if aloud else [(m, c) for m, c in others if m.span.begin not in spoken]
            targets = _targets(mention, told, genders, spoken, reading) or _targets(mention, others, genders, spoken, reading)
            if targets:
                pointed[mention] = targets
            if len(targets) == PAIR and mention.kind in LISTED:
                before.extend((mention, target) for target in targets)
            if len(targets) == 1:
                before.append((mention, targets[0]))
                gender = mention.rule.rpartition(".")[2]
                if gender in GENDERS and not genders[id(targets[0])]:
                    genders[id(targets[0])] = gender  # who was "she" is no "he" later
        elif mention in home and mention.form is not MentionForm.PRONOUN:
            before.append((mention, home[mention]))
    for mention in mentions:
        if mention.rule in (SPEAKER, SUBJECT) and (meant := whom(speakers[mention])):
            pointed[mention] = meant
    return pointed


def _gender(reading: Reading, cluster: Cluster) -> str:
    """Give "m" or "f" if titles, given names, middle names and nouns tell a person's sex and do not disagree, else ""."""
    known, middles = reading.pack.actors.genders, reading.pack.actors.middles
    told: set[str] = set()
    nouns_of = {"m": reading.pack.actors.words["people.men_nouns"], "f": reading.pack.actors.words["people.women_nouns"]}
    for mention in cluster.mentions:
        if mention.kind is EntityKind.PERSON and mention.form is MentionForm.NAME:
            title = TOKEN.findall(reading.text[mention.wide.begin : mention.span.begin])
            names = TOKEN.findall(mention.name)
            said = {known.get(fold(word), "") for word in title} or {""}
            inside = {middles.get(fold(name), "") for name in names[1:-1]}
            told |= said if said != {""} else inside if inside - {""} else {known.get(fold(names[0]), "")}
        elif mention.kind is EntityKind.PERSON and mention.form is MentionForm.NOMINAL:
            nouns = set(words_of(mention.name))
            told |= {gender for gender, words in nouns_of.items() if not nouns.isdisjoint(words)}
    told.discard("")
    return told.pop() if len(told) == 1 else ""


def _targets(
    mention: Mention,
    before: list[tuple[Mention, Cluster]],
    genders: dict[int, str],
    spoken: frozenset[int],
    reading: Reading,
) -> list[Cluster]:
    """Choose whom a pronoun or description points to: of those that fit the last, or first in the last sentence with one.

    Where the language prefers subjects that is who speaks in the sentence, else the first, mostly its subject. `spoken` are the
    beginnings of the words in quotations.
    """
    near = [(m, c) for m, c in before if mention.sentence - m.sentence <= REACH]
    if mention.rule == "reference.country":
        return _countries(mention, near, before)
    if mention.rule == LOCALITY:
        return named_locality(mention, before, reading)
    if mention.number == PAIR and mention.kind in LISTED:
        pair, gender = _pair(mention, near, reading), mention.rule.rpartition(".")[2]
        agree = gender not in GENDERS or all(genders.get(id(c), "") in ("", gender) for c in pair)
        return pair if agree else []  # "the two men" are no women
    if mention.kind is EntityKind.GROUP and mention.number == 0:
        said = mention.span.begin in spoken
        return _several(mention, [(m, c) for m, c in near if (m.span.begin in spoken) == said], reading)
    if mention.number != 1:
        return []
    if mention.kind is EntityKind.PERSON and mention.form is MentionForm.NOMINAL:
        return _called(mention, near, before, genders, reading)
    fitting, all_told = (
        [(m, c) for m, c in told if c.kind is mention.kind and m.kind is not EntityKind.GROUP and not m.only_source]
        for told in (near, before)
    )
    fitting = _of_class(mention, fitting, all_told, reading)
    gender = mention.rule.rpartition(".")[2]
    fitting = [(m, c) for m, c in fitting if gender not in GENDERS or genders.get(id(c), "") in ("", gender)]
    fitting = _addressed(mention, fitting, reading)
    if not fitting:
        return []
    here = any(m.sentence == mention.sentence and m.form is MentionForm.NAME for m, _ in fitting)
    address = fold(mention.name) in reading.pack.actors.words["people.honorifics"]
    # a name of the sentence itself goes before one told longer ago
    since = fitting[-1][0].sentence if address else mention.sentence - (1 if here else REACH)
    known = [(m, c) for m, c in fitting if gender in GENDERS and genders.get(id(c)) == gender and m.sentence >= since]
    fitting = known or fitting
    if not reading.pack.actors.subjects:
        return [fitting[-1][1]]
    last = [(m, c) for m, c in fitting if m.sentence == fitting[-1][0].sentence]
    return [next((c for m, c in last if m.sentence < mention.sentence and _speaks(reading, m)), last[0][1])]


def _addressed(mention: Mention, fitting: list[tuple[Mention, Cluster]], reading: Reading) -> list[tuple[Mention, Cluster]]:
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


def _of_class(
    mention: Mention, near: list[tuple[Mention, Cluster]], told: list[tuple[Mention, Cluster]], reading: Reading
) -> list[tuple[Mention, Cluster]]:
    """Take those whose names or titles bear the noun of a description, "the university", if there are any near or but one at all."""
    if mention.form is MentionForm.PRONOUN:
        return near
    noun = _noun(mention, reading.pack.actors)
    bearing = [(m, c) for m, c in near if _bears(c, noun, reading.text)]
    if bearing:
        return bearing
    far = [(m, c) for m, c in told if _bears(c, noun, reading.text)]
    return far if len({id(c) for _, c in far}) == 1 else near


def _noun(mention: Mention, tables: ActorTables) -> tuple[str, ...]:
    """Give what a description calls somebody or something: all its words but a demonstrative, the last alone where nouns end so."""
    words = tuple(word for word in words_of(mention.name) if word not in tables.words["organisations.pointers"])
    return words[-1:] if tables.owner_first else words


def _bears(cluster: Cluster, noun: tuple[str, ...], text: str) -> bool:
    titles = (words_of(text[m.wide.begin : m.span.begin]) for m in cluster.mentions if m.wide.begin < m.span.begin)
    return any(words[i : i + len(noun)] == noun for words in (*cluster.names, *titles) for i in range(len(words)))


def _called(
    mention: Mention,
    near: list[tuple[Mention, Cluster]],
    before: list[tuple[Mention, Cluster]],
    genders: dict[int, str],
    reading: Reading,
) -> list[Cluster]:
    """Give whom "the singer" means: the one person before it who is titled so, else the only one told in the last sentence with any.

    Nobody of its own sentence is meant: in "Hale beat the teenager" that is somebody else.
    """
    gender = mention.rule.rpartition(".")[2]
    people, last = (
        [
            (m, c)
            for m, c in told
            if c.kind is EntityKind.PERSON
            and m.sentence < mention.sentence
            and (gender not in GENDERS or genders.get(id(c), "") in ("", gender))
        ]
        for told in (before, near)
    )
    noun = _noun(mention, reading.pack.actors)
    titled = {id(c): c for _, c in people if _bears(c, noun, reading.text)}
    if titled:
        return list(titled.values()) if len(titled) == 1 else []
    latest = {id(c): c for m, c in last if m.sentence == last[-1][0].sentence}
    return list(latest.values()) if len(latest) == 1 else []


def _several(mention: Mention, near: list[tuple[Mention, Cluster]], reading: Reading) -> list[Cluster]:
    """Give whom "they" means: the one group that leads a clause of this sentence or the one before it, else the one organisation.

    Of organisations it is one that the sentence tells of before anybody else.
    """
    for number in (mention.sentence, mention.sentence - 1):
        here = [(m, c) for m, c in near if m.sentence == number and not m.only_source]
        for kind, most in LEAD.items():
            told = {id(c): c for m, c in here if c.kind is m.kind is kind and _leads(reading, m, most)}
            if told and (kind is EntityKind.GROUP or id(here[0][1]) in told):
                return [*told.values()] if len(told) == 1 else []
    return []


def _leads(reading: Reading, mention: Mention, most: int) -> bool:
    """Say whether a mention stands at the head of a sentence, or behind a mark that parts clauses, but for `most` words."""
    tokens = reading.tokens[mention.sentence]
    at = start_of(tokens, mention.wide.begin)
    return at <= most or not all(t.text[0].isalnum() or t.text in (OPEN, CLOSE, EITHER) for t in tokens[at - most - 1 : at])


def _pair(mention: Mention, near: list[tuple[Mention, Cluster]], reading: Reading) -> list[Cluster]:
    """Give the two of the last sentence that tells of several, where more or bodies are told only two joined by "and"; or nobody."""
    named = [(m, c) for m, c in near if c.kind is mention.kind and m.kind is mention.kind and not m.only_source]
    for number in sorted({m.sentence for m, _ in named}, reverse=True):
        told = [(m, c) for m, c in named if m.sentence == number]
        two = list({id(c): c for _, c in told}.values())
        if len(two) > PAIR or (len(two) == PAIR and mention.kind is not EntityKind.PERSON):
            gaps = [(one, other, _between(reading, one, other)) for one, other in itertools.pairwise(told)]
            joined = [(one, other) for one, other, gap in gaps if _is_joined(reading, one, other, gap)]
            several = any(gap == [","] for _, _, gap in gaps)  # "A, B and C" are three
            two = [c for _, c in joined[0]] if len(joined) == 1 and not several else []
        if len(two) != 1:
            return two
    return []


def _between(reading: Reading, one: tuple[Mention, Cluster], other: tuple[Mention, Cluster]) -> list[str]:
    """Give the words between two mentions, what is told of the second before its name apart."""
    return [fold(word) for word in TOKEN.findall(reading.text[one[0].span.end : other[0].wide.begin])]


def _is_joined(reading: Reading, one: tuple[Mention, Cluster], other: tuple[Mention, Cluster], between: list[str]) -> bool:
    """Say whether but a word for "and" stands between the names of two."""
    joints = reading.pack.actors.words["organisations.joints"]
    return one[1] is not other[1] and len(between) == 1 and between[0] in joints


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
