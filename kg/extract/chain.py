"""Who is who within one article: mentions joined to entities."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.extract.backward import point_back
from kg.extract.cluster import Cluster
from kg.extract.entity import ALONE, entity_of
from kg.extract.groupname import core_of, is_same_group
from kg.extract.holder import Holders
from kg.extract.kinjoin import join_kin
from kg.extract.reading import Reading
from kg.extract.row import KIN, OWNED
from kg.extract.sameperson import is_same_person
from kg.extract.spelling import is_called, spelling, words_of
from kg.lang.actors import ActorTables
from kg.model.entity import Entity, EntityId, EntityKind, Mention, MentionForm

NOBODY: Mapping[Mention, Mention] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Chains:
    """The entities of an article and whom each mention points to.

    `of[mention]` is () where the text does not decide, several ids for a plural ("the two countries").
    """

    entities: tuple[Entity, ...]
    of: dict[Mention, tuple[EntityId, ...]]


def chain(reading: Reading, mentions: tuple[Mention, ...], speakers: Mapping[Mention, Mention] = NOBODY) -> Chains:
    """Join names, short names, abbreviations and pronouns that point to the same actor.

    Names are joined first, the fullest first, so that a short name finds the long one wherever it stands;
    then pronouns and descriptions are pointed back, and stay out where the text does not decide. `speakers` gives who
    speaks the words that a mention stands in, where it is quoted.
    """
    clusters = _join_names(reading, mentions)
    home = {m: c for c in clusters for m in c.mentions}
    pointed = point_back(reading, mentions, home, speakers)
    for mention, targets in pointed.items():
        for cluster in targets:
            cluster.mentions.append(mention)
    join_kin(reading, mentions, clusters, home, pointed)
    for mention, speaker in speakers.items():  # who is told as kin has a cluster only now
        if speaker.rule in KIN and speaker in home and not pointed.get(mention) and mention.form is MentionForm.PRONOUN:
            home[speaker].mentions.append(mention)
            pointed[mention] = [home[speaker]]
    ordered = [c for c in clusters if any(m.form is not MentionForm.PRONOUN for m in c.mentions)]
    entities: list[Entity] = []
    ids: dict[int, EntityId] = {}
    for cluster in ordered:
        entity = entity_of(reading, cluster)
        ids[id(cluster)] = entity.id
        entities.append(entity)
    of: dict[Mention, tuple[EntityId, ...]] = {m: (ids[id(c)],) for m, c in home.items() if id(c) in ids}
    of |= {m: tuple(ids[id(c)] for c in targets) for m, targets in pointed.items()}
    return Chains(tuple(entities), {m: of.get(m, ()) for m in mentions})


def _join_names(reading: Reading, mentions: tuple[Mention, ...]) -> list[Cluster]:
    tables = reading.pack.actors
    clusters: list[Cluster] = []
    later = ("reference.", "somebody.", *KIN)
    named = [m for m in mentions if m.form is not MentionForm.PRONOUN and not m.rule.startswith(later)]
    described = {m: None for m in named if m.kind is EntityKind.PERSON and m.form is MentionForm.NOMINAL}
    by_length = sorted(
        (m for m in named if m not in described), key=lambda m: (m.rule == ALONE, -len(words_of(m.name)), m.span.begin)
    )
    abbreviated = dict(_abbreviations(reading, mentions))
    home: dict[Mention, Cluster] = {}
    for mention in by_length:
        if mention not in abbreviated:
            home[mention] = _settle(clusters, mention, tables)
    for mention, long in abbreviated.items():
        if long in home:
            home[long].add(mention)
            _adopt(clusters, home[long], words_of(mention.name))
    holders = Holders(reading, clusters)
    _join_somebody(mentions, clusters, holders, tables)
    for mention in sorted(described, key=lambda m: (-len(words_of(m.name)), m.span.begin)):
        holder = holders.of_description(mention)
        if holder is not None:
            holder.mentions.append(mention)
        else:
            _settle(clusters, mention, tables)
    for cluster in clusters:
        cluster.sort()
    return sorted(clusters, key=lambda c: c.mentions[0].span.begin)


def _settle(clusters: list[Cluster], mention: Mention, tables: ActorTables) -> Cluster:
    """Put a named mention where it belongs, in a new cluster if nowhere."""
    cluster = _home(clusters, mention, tables)
    if cluster is None:
        cluster = Cluster()
        clusters.append(cluster)
    cluster.add(mention)
    return cluster


def _join_somebody(mentions: Iterable[Mention], clusters: list[Cluster], holders: Holders, tables: ActorTables) -> None:
    """Give an office without a name to the one person who holds it here; with nobody or two, it stays out.

    One with whose it is beside it is somebody of its own then ("Mayor of Lisbon", where the office comes first), and
    so is one that only one person holds at a time, if the article tells of no other holder: "the Pope".
    """
    alone: list[Mention] = []
    owned: list[Mention] = []
    for mention in mentions:
        if mention.rule.startswith("somebody."):
            holder = holders.of_office(mention)
            if holder is not None:
                holder.mentions.append(mention)
            elif mention.rule == OWNED:
                _settle(clusters, mention, tables)
                owned.append(mention)
            elif holders.is_somebody(mention):
                alone.append(mention)
    _settle_alone(clusters, alone, owned, holders)


def _settle_alone(clusters: list[Cluster], alone: list[Mention], owned: list[Mention], holders: Holders) -> None:
    """Make one of the mentions of each office that tells somebody by itself; offices that a comma joins are one person's."""
    told: list[tuple[tuple[str, ...], Cluster | None, Cluster]] = []  # an office, whose it is if that is told, and its holder
    last: tuple[Mention, Cluster] | None = None
    for mention in alone:
        words, owner = holders.office(mention), holders.owner(mention)
        if any(words_of(other.name)[: len(words)] == words for other in owned):
            continue
        alike = (
            c
            for name, whose, c in told
            if (name[: len(words)] == words or words[: len(name)] == name) and (owner is whose or owner is None or whose is None)
        )
        joined = last[1] if last is not None and holders.is_joined(last[0], mention) else None
        named = None if holders.is_possessor(mention) else holders.apposed(mention)
        cluster = named or joined or next(alike, None)
        if cluster is None:
            clusters.append(cluster := Cluster())
        cluster.add(mention)
        told.append((words, owner, cluster))
        last = mention, cluster


def _adopt(clusters: list[Cluster], owner: Cluster, short: tuple[str, ...]) -> None:
    """Move the other bearers of a short name that the article defines to the owner of the long one."""
    for other in [c for c in clusters if c is not owner and short in c.names]:
        for mention in other.mentions:
            owner.add(mention)
        clusters.remove(other)


def _abbreviations(reading: Reading, mentions: tuple[Mention, ...]) -> Iterator[tuple[Mention, Mention]]:
    """Pair each name in parentheses with the name just before it that it abbreviates, or of a body, says in another language.

    A class noun that tells what the body before it is, "X acts as the regulator", is paired with that too.
    """
    tables = reading.pack.actors
    for long, short in itertools.pairwise(mentions):
        if long.sentence != short.sentence or long.form is MentionForm.PRONOUN:
            continue
        if short.rule == ALONE and long.kind is EntityKind.ORGANISATION and long.rule != ALONE and _is_said(reading, long, short):
            yield short, long
        bodies = long.kind is short.kind is EntityKind.ORGANISATION and bool(tables.syllables)
        foreign = (
            bodies and any(map(tables.is_native, words_of(long.name))) and not any(map(tables.is_native, words_of(short.name)))
        )
        if not (foreign or short.name.replace("-", "").isupper()):
            continue
        between = reading.text[long.span.end : short.span.begin]
        enclosed = between.strip() == "(" and reading.text[short.span.end : short.span.end + 1] == ")" and short.key is None
        if enclosed and long.kind is not EntityKind.PERSON and len(words_of(long.name)) > 1:
            yield short, long


def _is_said(reading: Reading, body: Mention, noun: Mention) -> bool:
    """Say whether but a word for being or acting as something stands between a body and a class noun."""
    between = words_of(reading.text[body.span.end : noun.span.begin])
    return len(between) == 1 and between[0] in reading.pack.actors.words["people.predicative"]


def _home(clusters: list[Cluster], mention: Mention, tables: ActorTables) -> Cluster | None:
    """Find the cluster that a named mention belongs to, or None for a new one."""
    words = words_of(mention.name)
    if mention.key is not None:
        for cluster in clusters:
            if cluster.key == mention.key:
                return cluster
    for cluster in clusters:
        if words in cluster.names and (cluster.key is None or mention.key is None):
            return cluster
    if mention.kind is EntityKind.PERSON:
        same = [
            c for c in clusters if c.kind is EntityKind.PERSON and any(is_same_person(mention, m, tables) for m in c.mentions)
        ]
        if same:
            initial = len(words[0]) == 1  # may be anybody's whose name begins so
            return same[0] if len(same) == 1 else None if initial else _nearest(same, mention)
    if mention.key is None and mention.kind in (EntityKind.ORGANISATION, EntityKind.PLACE):
        spelled = _spelled(clusters, mention, tables)
        if spelled is not None:
            return spelled
    if mention.kind is EntityKind.GROUP:
        groups = [c for c in clusters if c.kind is EntityKind.GROUP]
        fitting = [c for c in groups if any(is_same_group(words, name, tables) for name in c.names)]
        alike = [c for c in fitting if any(core_of(words, tables) == core_of(name, tables) for name in c.names)]
        fitting = alike or fitting
    elif mention.key is not None:
        if mention.kind is not EntityKind.PLACE:
            return _of_state(clusters, mention, tables)
        fitting = [
            c
            for c in clusters
            if c.key is None and c.kind is EntityKind.PLACE and any(_of_class(words, n, tables) for n in c.names)
        ]
    else:
        fitting = [c for c in clusters if _is_short_for(words, mention, c, tables)]
    return fitting[0] if len(fitting) == 1 else _nearest(fitting, mention)


def _spelled(clusters: list[Cluster], mention: Mention, tables: ActorTables) -> Cluster | None:
    """Find the place or organisation that another spelling of its name tells, or the one body that a class noun alone may mean.

    Two places without a key are one if they bear one name and class nouns of one level, "village X", "hamlet X", or of one
    meaning: "International Airport X", "X Airport".
    """
    short = spelling(mention.name, tables)
    alike = [c for c in clusters if c.kind is mention.kind]
    long = {id(c): [spelling(m.name, tables) for m in c.mentions if m.form is not MentionForm.PRONOUN] for c in alike}
    if mention.kind is EntityKind.PLACE:
        told = bool(short.levels) or len(short.words) > 1
        level = [c for c in alike if told and c.key is None and short in long[id(c)]]
        return level[0] if len(level) == 1 else None
    same = [c for c in alike if any(name.is_same(short) for name in long[id(c)])]
    whole = [c for c in alike if any(name.is_whole(short) for name in long[id(c)])]
    called = [c for c in alike if any(is_called(short, name, tables) for name in long[id(c)])]
    for fitting in (same, whole, called):
        if fitting:
            return fitting[0] if len(fitting) == 1 else _nearest(fitting, mention)
    if mention.rule != ALONE:
        return None
    meant = [c for c in alike if any(name.begins_with(short) for name in long[id(c)])]
    if not meant:
        return _government(clusters, mention)
    return meant[0] if len(meant) == 1 else None


def _government(clusters: list[Cluster], mention: Mention) -> Cluster | None:
    """Give the one state whose government is named by these words and its name, "the government of X" for "the government"."""
    words = words_of(mention.name)
    ruled = [m for c in clusters for m in c.mentions if m.rule == "head.government" and words_of(m.name)[: len(words)] == words]
    states = [c for c in clusters if any(m in ruled for m in c.mentions)]
    return states[0] if len(states) == 1 else None


def _of_state(clusters: list[Cluster], mention: Mention, tables: ActorTables) -> Cluster | None:
    """Give the one body that is called by a known name with that of a place before it: "UK Home Office" for "Home Office"."""
    words = words_of(mention.name)
    fitting = [
        c for c in clusters if c.key is None and c.kind is mention.kind and any(_is_led(n, words, tables) for n in c.names)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_led(name: tuple[str, ...], words: tuple[str, ...], tables: ActorTables) -> bool:
    lead = name[: -len(words)]
    return name[len(lead) :] == words and any(known.kind is EntityKind.PLACE for known in tables.names.get_words(lead))


def _of_class(words: tuple[str, ...], name: tuple[str, ...], tables: ActorTables) -> bool:
    """Say whether a name is but these words with the noun of an administrative level."""
    if len(name) <= len(words):
        return False
    return (name[-len(words) :] == words and " ".join(name[: -len(words)]) in tables.levels) or (
        name[: len(words)] == words and " ".join(name[len(words) :]) in tables.levels
    )


def _nearest(clusters: list[Cluster], mention: Mention) -> Cluster | None:
    """Take the cluster last named before the mention; with nobody named before, the text does not decide."""
    before = [c for c in clusters if any(m.span.begin < mention.span.begin for m in c.mentions)]
    return max(before, key=lambda c: max(m.span.begin for m in c.mentions if m.span.begin < mention.span.begin), default=None)


def _is_short_for(words: tuple[str, ...], mention: Mention, cluster: Cluster, tables: ActorTables) -> bool:
    if cluster.kind is not mention.kind or not words:
        return False
    for name in cluster.names:
        if len(name) <= len(words):
            continue
        if mention.kind is EntityKind.PERSON:
            if name[-len(words) :] == words or (len(words) == 1 and name[0] == words[0]) or _lacks_middle(words, name, tables):
                return True
        elif mention.kind is EntityKind.PLACE:
            if name[-len(words) :] == words or (mention.form is MentionForm.NOMINAL and name[: len(words)] == words):
                return True
        elif (
            (len(words) == 1 and len(words[0]) > 2 and mention.name.isupper() and words[0] == "".join(w[0] for w in name))
            or (
                (len(words) > 1 or mention.form is MentionForm.NOMINAL)
                and name[: len(words)] == words
                and _follows(mention, cluster, name)
            )
            or name[-len(words) :] == words
            or (mention.rule == ALONE and tables.owner_first and name[-len(words) - 1 : -1] == words)
        ):
            return True
    return False


def _lacks_middle(words: tuple[str, ...], name: tuple[str, ...], tables: ActorTables) -> bool:
    """Say whether a name is another without its middle names: "Anna Hale" for "Anna B. Hale"; none where surnames come first."""
    ends = len(words) == 2 and (name[0], name[-1]) == words
    return ends and words[0] not in tables.words["people.surnames"] and not all(map(tables.is_native, words))


def _follows(mention: Mention, cluster: Cluster, name: tuple[str, ...]) -> bool:
    """Say whether a short name comes after the full one; the first sentence may be a headline and say it first."""
    return mention.sentence == 0 or any(m.span.begin < mention.span.begin for m in cluster.mentions if words_of(m.name) == name)
