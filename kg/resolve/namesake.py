"""Two people of one name: which articles mean the same person by a full name that many bear."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kg.resolve.cast import Cast, contexts, is_told_apart
from kg.resolve.context import FEW, TIED, UNSURE, Context, differ, is_initialled, most_common, tie, weight
from kg.resolve.identity import NAMED_PERSON, Actor, Identity, Local, anchored
from kg.resolve.names import bare, key

TABLE = Path(__file__).with_name("familynames.toml")
ENOUGH = 200  # full names from which on one that ends like no other is rare
KNOWN, LENIENT = 3, 0.6  # in so many articles one person is known, and less has to speak for another one
MOST = 60  # articles of a name that each is compared with: those before it
BLOCK = 1000  # articles of a name among which what speaks most for one person goes first


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Give the family names that many bear, folded, with their marks and without."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    names = [name for part in table.values() if isinstance(part, dict) for name in part["names"]]
    return frozenset(form(name) for name in names for form in (key, bare))


def given_names(name: str) -> Iterator[str]:
    """Give what may be the given name, of several words, of somebody whose name begins with a family name that many bear."""
    parts = name.split(" ")
    if parts[0] in family_names():
        yield from (" ".join(parts[at:]) for at in range(1, len(parts) - 1))


def given_word(name: str) -> str | None:
    """Give the word that sets a name apart from others with its family name; None if many do not bear the family name."""
    parts = name.split(" ")
    family = {i for i in (0, -1) if parts[i] in family_names()}
    return parts[0 if -1 in family else -1] if family else None


def ends(name: str) -> Iterator[str]:
    """Give the first and the last word of a full name."""
    parts = name.split(" ")
    yield parts[0]
    yield parts[-1]


def is_doubtful(name: str, is_given: bool, like_it: int, names: int) -> bool:
    """Say whether a person's full name alone says too little of who it is.

    `is_given` says whether it is the given name of somebody known by a longer one, `like_it` how many ends of all names are
    the word that sets it apart (its own is one), and `names` how many names there are.
    """
    if is_initialled(name.split(" ")) or is_given:
        return True
    if given_word(name) is None or names < ENOUGH:
        return given_word(name) is not None
    return like_it > 1


class Bearers:
    """Tells the bearers of one name apart; the articles are added in their order.

    The same doubtful name in two articles is one person if enough speaks for it: others named in both, offices, rare words,
    days; other offices and other places speak against it. Two ages that cannot be one's keep any two apart. Each is held
    against the `MOST` before it, and no more contexts are kept than that, a block's and the first `FEW` of each person.
    """

    def __init__(self, name: str, doubtful: bool) -> None:
        self._name = name
        self._doubtful = doubtful
        self._contexts: dict[int, Context] = {}
        self._home: list[int] = []  # of each, the first of its part
        self._parts: dict[int, list[int]] = {}
        self._born: dict[int, tuple[int, int]] = {}  # the first and the last year of birth of a part
        self._ties: list[tuple[float, int, int]] = []

    def add(self, context: Context) -> None:
        """Add the next article."""
        j = len(self._home)
        for i in range(max(0, j - MOST), j):
            found = tie(self._name, self._contexts[i], context) if self._doubtful else TIED
            if found >= LENIENT:
                self._ties.append((-found, i, j))
        self._contexts[j] = context
        self._home.append(j)
        self._parts[j] = [j]
        if context.born is not None:
            self._born[j] = (context.born, context.born)
        if len(self._home) % BLOCK == 0:
            self._settle()

    def parts(self) -> list[tuple[list[int], list[Context]]]:
        """Give the numbers of each person's articles, and what the first few tell."""
        self._settle()
        return [(part, [self._contexts[i] for i in part[:FEW]]) for _, part in sorted(self._parts.items())]

    def _settle(self) -> None:
        self._ties.sort()
        for enough, known in ((TIED, 1), (LENIENT, KNOWN)):
            for found, i, j in self._ties:
                if -found >= enough:
                    self._join(self._home[i], self._home[j], known)
        self._ties = []
        for part in self._parts.values():
            part.sort()
        wanted = {i for part in self._parts.values() for i in part[:FEW]} | set(
            range(max(0, len(self._home) - MOST), len(self._home))
        )
        self._contexts = {i: context for i, context in self._contexts.items() if i in wanted}

    def _join(self, one: int, other: int, known: int) -> None:
        if one == other or max(len(self._parts[one]), len(self._parts[other])) < known:
            return
        years = [*self._born.get(one, ()), *self._born.get(other, ())]
        if years and max(years) - min(years) > UNSURE:
            return
        first, second = sorted((one, other))
        moved = self._parts.pop(second)
        self._parts[first] += moved
        for i in moved:
            self._home[i] = first
        self._born.pop(second, None)
        if years:
            self._born[first] = (min(years), max(years))


class Namesakes:
    """What the articles tell of those who share names: facts about all of them, by which two are held against each other."""

    def __init__(self, casts: Sequence[Cast]) -> None:
        """Gather the facts of settled casts."""
        company = [found.company for found in casts]
        articles = Counter(identity for named in company for identity in named)
        most = most_common(sum(map(bool, company)))
        common = {identity for identity, count in articles.items() if count > most}
        told = sum(bool(found.words) for found in casts)
        uses = Counter(word for found in casts for word in found.words)
        weights = {word: says for word, count in uses.items() if (says := weight(count, told)) is not None}
        self._contexts: dict[Local, Context] = {}
        for found in casts:
            persons = [i for i, member in enumerate(found.members) if is_told_apart(member.identity)]
            for i, context in contexts(found, persons, common, weights):
                self._contexts[found.article, found.members[i].entity.id] = context
        names = {m.identity[2] for found in casts for m in found.members if m.identity[:2] == NAMED_PERSON}
        self._names = len(names)
        self._ends = Counter(word for name in names for word in ends(name))
        self._given = {part for name in names for part in given_names(name)}

    def apart(self, groups: Mapping[Identity, list[Actor]]) -> dict[Identity, list[Actor]]:
        """Give the groups with those of a name that several people bear cut up, each part under an identity of its own."""
        found = dict(groups)
        for identity, members in groups.items():
            if identity[:2] != NAMED_PERSON or len(members) == 1:
                continue
            doubtful = self.is_doubtful(identity)
            if not doubtful and not differ(self.context(actor).born for actor in members):
                continue
            bearers = Bearers(identity[2], doubtful)
            for actor in members:
                bearers.add(self.context(actor))
            parts = [[members[i] for i in part] for part, _ in bearers.parts()]
            if len(parts) > 1:
                del found[identity]
                found.update((anchored(part), part) for part in parts)
        return found

    def context(self, actor: Actor) -> Context:
        """Give what the article tells of a person whom a name makes known."""
        return self._contexts[actor.local]

    def is_doubtful(self, identity: Identity) -> bool:
        """Say whether a person's name alone says too little of who it is."""
        name = identity[2]
        return is_doubtful(name, name in self._given, self._ends[given_word(name) or ""], self._names)
