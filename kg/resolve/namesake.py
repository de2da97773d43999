"""Two people of one name: which articles mean the same person by a full name that many bear."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from kg.model.entity import EntityKind
from kg.model.event import Extraction, Predicate
from kg.model.text import Provenance
from kg.resolve.identity import Actor, Identity, Local, anchored
from kg.resolve.names import bare, key, words

TABLE = Path(__file__).with_name("familynames.toml")
ENOUGH = 200  # full names from which on one that ends like no other is rare
TIED = 1.0  # how much must speak for one person in two articles
KNOWN, LENIENT = 3, 0.6  # in so many articles one person is known, and less has to speak for another one
SEEN, SHARE = 5, 0.02  # actors that so many articles name, or such a share of all, say nothing about who else is there
COMPANION, KEYED = 1.0, 0.5  # what an actor named in both says; one that a table knows is named for many reasons
WORD, RARE, WORDS = (
    0.22,
    0.5,
    1.0,
)  # what a rare word in both says, how rare it must be between 0 and 1, and the most that words say
OFFICE = (0.4, 0.7, 1.0)  # what the same office says, by the number of its words
ALIKE = 0.6  # share of words in common from which two offices are one
# What the same bond to the same actor says: one heads a state at a time, and few are married to somebody.
BONDS = {
    Predicate.HEADS: 1.0,
    Predicate.SPOUSE_OF: 1.0,
    Predicate.PARENT_OF: 1.0,
    Predicate.MEMBER_OF: 0.5,
    Predicate.WORKS_FOR: 0.5,
    Predicate.PLAYS_FOR: 0.5,
}
OTHER_OFFICE, ELSEWHERE = -0.5, -0.5  # what speaks against: two offices with nothing in common, places in both and none the same
NEWS, STORY = 7, 31  # days between two articles of one piece of news, and of one story
LATELY = {NEWS: 1.0, STORY: 0.4}
SAME_AGE = 0.75
MOST = 60  # articles of a name that are compared with each other; the rest are compared with so many before them
AGE = re.compile(r"\s*[(,]\s*((?:[^\W\d_]{1,8}\.?\s+){0,2})(\d{4}|\d{2,3})(?=\s*\)|\s*,|\s+[^\W\d_])")
SHORT = 2  # letters of an abbreviation before a year of birth; other words before it are in lower case
PLACES = (("key", "state"), ("name", str(EntityKind.PLACE)))
OLDEST, YOUNGEST, UNSURE = 110, 15, 2  # years; the last is by how much two figures of one age may differ


@dataclass(frozen=True, slots=True)
class Context:
    """What an article tells of somebody beside the name: whom it names too, the offices, the words, the year of birth."""

    who: frozenset[Identity]
    places: frozenset[Identity]
    bonds: frozenset[tuple[Predicate, Identity]]
    offices: frozenset[tuple[str, ...]]
    words: frozenset[str]
    day: date | None
    born: int | None
    text: str


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Give the family names that many bear, folded, with their marks and without."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    names = [name for part in table.values() if isinstance(part, dict) for name in part["names"]]
    return frozenset(form(name) for name in names for form in (key, bare))


class Namesakes:
    """Tells the bearers of one name apart.

    A name is doubtful if many bear its family name and its given name is not rare, if it is the given name of somebody
    known by such a name, or if it has but initials. The same
    doubtful name in two articles is one person if enough speaks for it: others named in both, offices, rare words, days;
    other offices and other places speak against it.
    Two ages that cannot be one's keep any two apart.
    """

    def __init__(self, actors: Sequence[Actor], extractions: Iterable[Extraction]) -> None:
        self._company: defaultdict[str, set[Identity]] = defaultdict(set)
        for actor in actors:
            if actor.identity[0] != "text" and not (actor.entity.key or "").startswith("country:"):
                self._company[actor.article.id].add(actor.identity)
        self._articles = Counter(identity for company in self._company.values() for identity in company)
        self._common = max(SEEN, SHARE * len(self._company))
        self._offices: defaultdict[Local, set[tuple[str, ...]]] = defaultdict(set)
        self._bonds: defaultdict[Local, set[tuple[Predicate, Identity]]] = defaultdict(set)
        identities = {actor.local: actor.identity for actor in actors}
        for extraction in extractions:
            for relation in extraction.relations:
                subject = extraction.article.id, relation.subject
                if relation.office:
                    self._offices[subject].add(words(relation.office))
                elif relation.object is not None and relation.predicate in BONDS:
                    self._bonds[subject].add((relation.predicate, identities[extraction.article.id, relation.object]))
        names = {a.identity[2] for a in actors if a.identity[:2] == ("name", str(EntityKind.PERSON))}
        self._names = len(names)
        self._first = Counter(name.split(" ")[0] for name in names)
        self._last = Counter(name.split(" ")[-1] for name in names)
        families = [name for name in (name.split(" ") for name in names) if name[0] in family_names()]
        self._given = {" ".join(name[at:]) for name in families for at in range(1, len(name) - 1)}
        self._contexts: dict[Local, Context] = {}
        self._words: Counter[str] = Counter()
        self._told = 0

    def apart(self, groups: Mapping[Identity, list[Actor]]) -> dict[Identity, list[Actor]]:
        """Give the groups with those of a name that several people bear cut up, each part under an identity of its own."""
        people = [(i, g) for i, g in sorted(groups.items()) if i[:2] == ("name", str(EntityKind.PERSON)) and len(g) > 1]
        self._read(actor for _, members in people for actor in members)
        found = dict(groups)
        for identity, members in people:
            parts = self._parts(identity, members)
            if len(parts) > 1:
                del found[identity]
                found.update((anchored(part), part) for part in parts)
        return found

    def is_doubtful(self, identity: Identity) -> bool:
        """Say whether a person's name alone says too little of who it is."""
        name = identity[2].split(" ")
        if _initialled(name) or identity[2] in self._given:
            return True
        family = {i for i in (0, -1) if name[i] in family_names()}
        if not family or self._names < ENOUGH:
            return bool(family)
        given = name[0 if -1 in family else -1]
        return self._first[given] + self._last[given] > 1

    def tie(self, one: Actor, other: Actor) -> float:
        """Weigh what speaks for one person in two articles; below `TIED` it is too little."""
        self._read((one, other))
        a, b = self._contexts[one.local], self._contexts[other.local]
        if a.text == b.text:
            return 2 * TIED
        name = one.identity[2].split(" ")
        days = 0.0 if len(name) == 1 or _initialled(name) else _days(a, b)
        age = SAME_AGE if a.born is not None and b.born is not None and abs(a.born - b.born) < UNSURE else 0.0
        bonds = max((BONDS[predicate] for predicate, _ in a.bonds & b.bonds), default=0.0)
        return _company(a, b) + bonds + _offices(a, b) + self._words_of(a, b) + days + age

    def _read(self, actors: Iterable[Actor]) -> None:
        for actor in actors:
            if actor.local not in self._contexts:
                context = self._contexts[actor.local] = self._context(actor)
                self._words.update(context.words)
                self._told += 1

    def _context(self, actor: Actor) -> Context:
        article = actor.article
        name = {word for known in (actor.entity.name, *actor.entity.names) for word in words(known)}
        sentences = {m.sentence for m in actor.entity.mentions}
        told = {word for span in sentences for word in words(span.of(article.text))} | set(words(article.title))
        company = frozenset(i for i in self._company[article.id] if self._articles[i] <= self._common and i != actor.identity)
        return Context(
            who=company,
            places=frozenset(i for i in self._company[article.id] if i[:2] in PLACES),
            bonds=frozenset(self._bonds.get(actor.local, ())),
            offices=frozenset(self._offices.get(actor.local, ())),
            words=frozenset(f"{article.lang} {word}" for word in told - name),
            day=article.published_on,
            born=_born(actor),
            text=article.text,
        )

    def _parts(self, identity: Identity, members: list[Actor]) -> list[list[Actor]]:
        born = [self._contexts[actor.local].born for actor in members]
        doubtful = self.is_doubtful(identity)
        if not doubtful and not _differ(born):
            return [members]
        ties = [(self.tie(members[i], members[j]) if doubtful else TIED, i, j) for i, j in _pairs(len(members))]
        parts = {i: [i] for i in range(len(members))}
        for enough, known in ((TIED, 1), (LENIENT, KNOWN)):
            for tie, i, j in sorted(ties, key=lambda tie: (-tie[0], tie[1:])):
                one, other = parts[i], parts[j]
                if tie < enough or one is other or max(len(one), len(other)) < known:
                    continue
                if not _differ(born[k] for k in (*one, *other)):
                    one += other
                    parts.update((k, one) for k in other)
        unique = {id(part): sorted(part) for part in parts.values()}
        return [[members[i] for i in part] for part in sorted(unique.values())]

    def _words_of(self, a: Context, b: Context) -> float:
        if self._told < 2:
            return 0.0
        whole = math.log(self._told)
        weights = sorted(math.log(self._told / self._words[word]) / whole for word in a.words & b.words)
        return min(WORDS, WORD * sum(weight for weight in weights if weight > RARE))


def _initialled(name: Sequence[str]) -> bool:
    return len(name[-1]) == 1 or all(len(word) == 1 for word in name)


def _pairs(many: int) -> Iterator[tuple[int, int]]:
    if many <= MOST:
        yield from combinations(range(many), 2)
    else:
        yield from ((i, j) for j in range(many) for i in range(max(0, j - MOST), j))


def _company(a: Context, b: Context) -> float:
    shared = sum(KEYED if identity[0] == "key" else COMPANION for identity in a.who & b.who)
    return shared + (ELSEWHERE if a.places and b.places and not a.places & b.places else 0.0)


def _offices(a: Context, b: Context) -> float:
    if not a.offices or not b.offices:
        return 0.0
    same = [len(set(x) & set(y)) for x in a.offices for y in b.offices if len(set(x) & set(y)) >= ALIKE * len({*x, *y})]
    if same:
        return OFFICE[min(max(same), len(OFFICE)) - 1]
    return 0.0 if any(set(x) & set(y) for x in a.offices for y in b.offices) else OTHER_OFFICE


def _days(a: Context, b: Context) -> float:
    if a.day is None or b.day is None:
        return 0.0
    apart = abs((a.day - b.day).days)
    return next((weight for days, weight in LATELY.items() if apart <= days), 0.0)


def _born(actor: Actor) -> int | None:
    """Give the year of birth that the figure after a name tells: "(57 ...", "(SN 1961)", ", 43,"; None without one."""
    years = {year for mention in actor.entity.mentions if (year := _year(actor, mention)) is not None}
    return min(years) if len(years) == 1 else None


def _year(actor: Actor, mention: Provenance) -> int | None:
    found = AGE.match(actor.article.text, mention.span.end)
    day = actor.article.published_on
    if found is None or any(word != word.lower() and len(word) > SHORT for word in found.group(1).split()):
        return None  # "(London 2012)" is no year of birth
    figure = int(found.group(2))
    if len(found.group(2)) == 4:
        return figure if 1900 <= figure <= (day.year if day else 2100) - YOUNGEST else None
    return day.year - figure if day is not None and YOUNGEST <= figure <= OLDEST else None


def _differ(born: Iterable[int | None]) -> bool:
    known = [year for year in born if year is not None]
    return bool(known) and max(known) - min(known) > UNSURE
