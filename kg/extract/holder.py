"""Whom an office or a description without a name stands for: who is titled so, stands in apposition to it, or has its age."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.extract.backward import COUNTRY
from kg.extract.cluster import Cluster
from kg.extract.groupname import figures
from kg.extract.reading import Reading
from kg.extract.sameperson import age_after
from kg.extract.spelling import words_of
from kg.lang.fold import fold
from kg.lang.tokens import TOKEN, start_of
from kg.model.entity import EntityKind, Mention, MentionForm

AGED = "head.alone.aged"
LONGEST_OWNER = 5  # tokens between a name and the office in apposition to it: ", the South African"
NO_ONE: tuple[str, ...] = ()


class Holders:
    """The people that an article names, by what they are called, and the states and bodies beside which an office may stand.

    They are those of the clusters of names that it is made of: whoever is only described comes later, and is not among them.
    """

    def __init__(self, reading: Reading, clusters: Iterable[Cluster]) -> None:
        self._reading = reading
        told = list(clusters)
        self._people = [c for c in told if c.kind is EntityKind.PERSON]
        self._named: defaultdict[int, list[tuple[Mention, Cluster]]] = defaultdict(list)  # by sentence
        self._owners: defaultdict[int, list[tuple[Mention, Cluster]]] = defaultdict(list)  # by sentence
        for cluster in told:
            for mention in cluster.mentions:
                if mention.kind is EntityKind.PERSON and mention.form is MentionForm.NAME:
                    self._named[mention.sentence].append((mention, cluster))
                elif mention.kind in (EntityKind.PLACE, EntityKind.ORGANISATION):
                    self._owners[mention.sentence].append((mention, cluster))
        # Of each person the words of every title once, with the identities of those whose office it is.
        self._titles: list[tuple[Cluster, dict[tuple[str, ...], set[int]]]] = []
        self._ruling: set[tuple[int, tuple[str, ...]]] = set()  # a person's identity and a title that rules
        for cluster in self._people:
            titles: dict[tuple[str, ...], set[int]] = {}
            for mention in cluster.mentions:
                words = self._title(mention)
                if words:
                    titles.setdefault(words, set()).update(self._owners_within(mention))
                    if self._rules(mention):
                        self._ruling.add((id(cluster), words))
            if titles:
                self._titles.append((cluster, titles))

    def of_office(self, mention: Mention) -> Cluster | None:
        """Give the one person who holds an office, of the state or body that is named beside it if one is; None: nobody or several.

        With "the French president" is meant whoever is called that, else the one president whose state is not told; of a body's
        chairmen and chiefs there are too many.
        """
        before = self._named_before(mention)
        if before is not None:
            return before
        owner = self.owner(mention)
        if owner is None:
            return self._titled(mention)
        words = words_of(mention.span.of(self._reading.text))
        leads = bool(self._reading.pack.actors.phrases["offices.leaders"].get_words(words))
        told: list[tuple[Cluster, set[int]]] = []
        for cluster, titles in self._titles:
            fitting = [t for t in titles if self._is(t, words) or (leads and (id(cluster), t) in self._ruling)]
            if fitting:
                told.append((cluster, set().union(*(titles[t] for t in fitting))))
        named = [cluster for cluster, whose in told if id(owner) in whose]
        if not named and (owner.key or "").startswith(COUNTRY):
            named = [cluster for cluster, whose in told if not whose]
        return named[0] if len(named) == 1 else None

    def is_somebody(self, mention: Mention) -> bool:
        """Say whether an office without a name tells somebody of its own: one that only one person holds, and nobody named here.

        It is neither what somebody is or becomes nor that of a state only pointed at ("the president of this country"), and
        where capitals mark the person, it has one.
        """
        tables = self._reading.pack.actors
        owner = self.owner(mention)
        words = self.office(mention)
        of_state = owner is not None and (owner.key or "").startswith(COUNTRY) and mention.wide != mention.span
        sole = tables.phrases["offices.sole"].get_words(words) or (of_state and tables.phrases["offices.rulers"].get_words(words))
        if not sole or (tables.bare_offices and not mention.name[0].isupper()):
            return False
        tokens = self._reading.tokens[mention.sentence]
        at, stop = start_of(tokens, mention.wide.begin), start_of(tokens, mention.span.end)
        lists = ("people.determiners", "offices.prefixes", "offices.former")
        while of_state and at > 0 and any(tokens[at - 1].key in tables.words[name] for name in lists):
            at -= 1  # "she becomes the next Chilean president"
        before = tokens[at - 1].key if at > 0 else ""
        told = before in tables.words["people.predicative"] or any(
            tables.phrases["offices.positions"].holds(tokens, k, at) for k in range(max(0, at - 2), at)
        )
        pointed = stop < len(tokens) and tables.references.longest(tokens, stop) is not None
        titles = (
            title
            for _, titles in self._titles
            for title, whose in titles.items()
            if not of_state or not whose or id(owner) in whose
        )
        return not (told or pointed or any(self._is(title, words) or self._is(words, title) for title in titles))

    def is_joined(self, one: Mention, other: Mention) -> bool:
        """Say whether only a comma stands between two offices."""
        return self._reading.text[one.span.end : other.span.begin].strip() == ","

    def is_possessor(self, mention: Mention) -> bool:
        """Say whether something just before is told to be a mention's: in "the will of the Pope, X" X may be somebody else."""
        tokens = self._reading.tokens[mention.sentence]
        at = start_of(tokens, mention.span.begin)
        return at > 0 and tokens[at - 1].key in self._reading.pack.actors.words["organisations.owners"]

    def of_description(self, mention: Mention) -> Cluster | None:
        """Give the person whom a description means: named in apposition, titled so, or of its age; None: the text does not decide."""
        return self.apposed(mention) or self._titled(mention) or self._of_age(mention)

    def apposed(self, mention: Mention) -> Cluster | None:
        """Give the person named in apposition to a description, "his wife, X", "X, 43, the driver", or None."""
        determiners, text = self._reading.pack.actors.words["people.introducers"], self._reading.text
        for other, cluster in self._named.get(mention.sentence, ()):
            if other.wide.begin >= mention.span.end:
                between = [fold(word) for word in TOKEN.findall(text[mention.span.end : other.wide.begin])]
                if between == [","]:
                    return cluster
            elif other.span.end <= mention.span.begin:
                between = [fold(word) for word in TOKEN.findall(text[other.span.end : mention.span.begin])]
                rest = [word for word in between[1:] if word not in determiners and not word.isdigit() and word != ","]
                if between[:1] == [","] and not rest:
                    return cluster
        return None

    def _is(self, title: tuple[str, ...], words: tuple[str, ...]) -> bool:
        """Say whether a title has these words one behind the other, and not only as those of a deputy."""
        deputies = self._reading.pack.actors.words["offices.deputies"]
        return any(
            title[i : i + len(words)] == words and (i == 0 or title[i - 1] not in deputies)
            for i in range(len(title) - len(words) + 1)
        )

    def _undetermined(self, name: str) -> tuple[str, ...]:
        determiners = self._reading.pack.actors.words["people.determiners"]
        return tuple(word for word in words_of(name) if word not in determiners)

    def office(self, mention: Mention) -> tuple[str, ...]:
        """Give the words of an office without what tells whose it is; where that stands behind, as it is called."""
        owned = self._reading.pack.actors.owner_first and mention.wide != mention.span
        return self._undetermined(mention.span.of(self._reading.text) if owned else mention.name)

    def _title(self, mention: Mention) -> tuple[str, ...]:
        """Give the words before a name that are told of its bearer."""
        if mention.wide == mention.span:
            return NO_ONE
        return words_of(self._reading.text[mention.wide.begin : mention.span.begin])

    def _owners_within(self, mention: Mention) -> set[int]:
        here = self._owners.get(mention.sentence, ())
        return {id(cluster) for owner, cluster in here if mention.wide.begin <= owner.span.begin < mention.span.begin}

    def _rules(self, mention: Mention) -> bool:
        """Say whether the words before a name hold the office of who rules a state, a province or a town."""
        rulers, tokens = self._reading.pack.actors.phrases["offices.rulers"], self._reading.tokens[mention.sentence]
        inside = (i for i, token in enumerate(tokens) if mention.wide.begin <= token.begin < mention.span.begin)
        return any(rulers.longest(tokens, i) is not None for i in inside)

    def owner(self, mention: Mention) -> Cluster | None:
        """Give whose office it is by the name that touches it, on the side where the language puts it."""
        text, first = self._reading.text, self._reading.pack.actors.owner_first
        for owner, cluster in self._owners.get(mention.sentence, ()):
            before, behind = (owner, mention) if first else (mention, owner)
            if before.span.end <= behind.span.begin and not text[before.span.end : behind.span.begin].strip():
                return cluster
            if first and mention.wide.begin == owner.span.begin < mention.span.begin:
                return cluster
        return None

    def _titled(self, mention: Mention) -> Cluster | None:
        """Give the one person whose title holds the words of a description, or None."""
        words = self.office(mention) if mention.rule.startswith("somebody.") else self._undetermined(mention.name)
        holders = (
            [cluster for cluster, titles in self._titles if any(self._is(title, words) for title in titles)] if words else []
        )
        return holders[0] if len(holders) == 1 else None

    def _named_before(self, mention: Mention) -> Cluster | None:
        """Give the person whose office stands in apposition with whose it is, "X, the Kenyan president", or None."""
        if not self._reading.pack.actors.owner_first:
            return None
        for other, cluster in self._named.get(mention.sentence, ()):
            if other.span.end < mention.span.begin:
                between = TOKEN.findall(self._reading.text[other.span.end : mention.span.begin])
                if between[:1] == [","] and len(between) <= LONGEST_OWNER and "," not in between[1:]:
                    return cluster
        return None

    def _of_age(self, mention: Mention) -> Cluster | None:
        """Give the one person whose age, told after the name, is that of a description: "a man, 59" and "Joe Hale, 59"."""
        if mention.rule != AGED:
            return None
        ages = figures(words_of(mention.name), self._reading.pack.actors)
        named = [c for c in self._people if any(m.form is MentionForm.NAME for m in c.mentions)]
        fitting = [c for c in named if any(age_after(m, self._reading.text) in ages for m in c.mentions)]
        return fitting[0] if len(fitting) == 1 else None
