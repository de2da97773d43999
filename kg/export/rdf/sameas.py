"""Which things of Wikidata and GeoNames the places of a graph are, and what ISO 3166 and CLDR call its states."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Self
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from rdflib.namespace import OWL, RDFS, SKOS

from kg.export.rdf.names import slug
from kg.export.rdf.terms import Term, clean, literal, tagged, typed
from kg.export.rdf.vocabulary import EUVOC, Terms
from kg.graph.source import Source, articles_of
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Predicate, Relation
from kg.model.fold import place_key
from kg.model.iri import is_web_iri
from kg.model.text import Article

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
TABLE = "places.csv"

owl, rdfs, skos = Terms(OWL), Terms(RDFS), Terms(SKOS)

# The datatypes by which the EU's table of countries tells the codes of ISO 3166-1 apart.
ALPHA_2, ALPHA_3 = f"<{EUVOC}ISO_3166_1_ALPHA_2>", f"<{EUVOC}ISO_3166_1_ALPHA_3>"

STATE = "country:"
PLACE = "place:"
_PLACES = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION})  # a government is its state
_APPOSED = ", "  # what parts a city from the state that it lies in: "Paris, Texas"
_WITHIN = frozenset({Predicate.LOCATED_IN, Predicate.PART_OF})

Said = tuple[Term, Term]


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of a key: its kind (state, part of a state, city), ids, code and labels, each "" if it has none."""

    kind: str
    wikidata: str
    geonames: str
    alpha3: str
    labels: tuple[tuple[str, str], ...]

    def iris(self) -> Iterator[str]:
        """Give the names of the thing elsewhere."""
        yield f"{WIKIDATA}{self.wikidata}"
        if self.geonames:
            yield f"{GEONAMES}{self.geonames}/"


@lru_cache(maxsize=1)
def table() -> Mapping[str, Row]:
    """Read the table of places, by key."""
    lines = files("kg.export.rdf").joinpath(TABLE).read_text("utf-8").splitlines()
    found = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        key, kind, wikidata, geonames, alpha3 = (row.pop(n) for n in ("key", "kind", "wikidata", "geonames", "alpha3"))
        found[key] = Row(kind, wikidata, geonames, alpha3, tuple((lang, label) for lang, label in row.items() if label))
    return found


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...]:
    """Give the languages that the table has labels in: those of the packs that come with kg."""
    return tuple(sorted({lang for row in table().values() for lang, _ in row.labels}))


@lru_cache(maxsize=256)
def state_name(language: str, code: str) -> str | None:
    """Give what a language calls a state (CLDR), without explanations; None if it has no name for the code."""
    return _state_names(language).get(code)


@lru_cache(maxsize=64)
def _state_names(language: str) -> Mapping[str, str]:
    try:
        found: dict[str, str] = dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: name.partition(" (")[0].partition(", ")[0] for code, name in found.items()}


@lru_cache(maxsize=1)
def _namesakes() -> Mapping[str, frozenset[str]]:
    """Give, by the key of a state, the countries that have a part of its very name: Georgia's is the US."""
    english = {slug(name): code for code, name in _state_names("en").items()}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, row in table().items():
        code = next((english[slug(label)] for _, label in row.labels if slug(label) in english), None)
        if row.kind == "part" and code is not None and code != _country(key):
            found[f"{STATE}{code}"].add(_country(key))
    return {key: frozenset(countries) for key, countries in found.items()}


@lru_cache(maxsize=1 << 14)
def _country(key: str | None) -> str:
    """Give the country that a key lies in, "" if it tells none."""
    first, _, rest = (key or "").partition(":")
    if f"{first}:" == STATE:
        return rest[:2]
    return rest.partition(":")[0] if f"{first}:" == PLACE else ""


def is_of_the_table(key: str | None, lang: str, label: str) -> bool:
    """Say whether a label is what the table, or CLDR, calls the place of a key in a language: it may be no article's."""
    row = table().get(key or "")
    if row is None or key is None:
        return False
    of_state = state_name(lang, key.removeprefix(STATE)) if key.startswith(STATE) else None
    return any(name and clean(name) == clean(label) for name in (of_state, dict(row.labels).get(lang)))


def is_link_of_the_table(key: str | None, iri: str) -> bool:
    """Say whether the table has an IRI for the place of a key."""
    row = table().get(key or "")
    return row is not None and iri in row.iris()


class SameAs:
    """Says of the actors of one graph which things elsewhere they are: what the user's table says, then kg's own.

    kg's own holds only where nothing in the articles speaks against the key that a name has: half of those that name
    the place, or more, put it into another country, or tell of a part of another state that bears the name of this one.
    `languages` are those of the articles, `doubtful` the places whose key does not hold (`is_doubtful`).
    """

    def __init__(self, languages: Iterable[str], doubtful: Collection[EntityId]) -> None:
        self._languages = sorted({*_languages(), *languages})
        self._doubtful = doubtful

    @classmethod
    def reading(cls, source: Source) -> Self:
        """Read the articles of a graph through once; in memory are the places of the table alone."""
        languages: set[str] = set()
        told: Counter[EntityId] = Counter()
        against: Counter[EntityId] = Counter()
        keys = keys_of_the_table(source.entities())
        elsewhere: defaultdict[str, set[EntityId]] = defaultdict(set)
        for relation, _ in source.relations():
            for place in places_elsewhere([relation], keys):
                for where in articles_of(relation.provenance):
                    elsewhere[where].add(place)
        for article in source.articles():
            languages.update(language_of(article))
            named, doubted = places_told(article.text, source.named(article.id), elsewhere.get(article.id, ()), keys)
            told.update(named)
            against.update(doubted)
        return cls(languages, frozenset(place for place, count in against.items() if is_doubtful(told[place], count)))

    def of(self, entity: Entity) -> Iterator[Said]:
        """Give the links of an actor, its codes, and its labels in the languages that no article of it is in."""
        given = [iri for iri in entity.same_as if is_web_iri(iri)]
        yield from ((owl.sameAs, f"<{iri}>") for iri in given)
        row = self._row(entity)
        if row is None or entity.key is None:
            return
        hosts = {_host(iri) for iri in given}
        yield from ((owl.sameAs, f"<{iri}>") for iri in row.iris() if _host(iri) not in hosts)
        labels = dict(row.labels)
        if entity.key.startswith(STATE):
            code = entity.key.removeprefix(STATE)
            if row.alpha3:
                yield skos.notation, typed(code, ALPHA_2)
                yield skos.notation, typed(row.alpha3, ALPHA_3)
            labels |= {lang: name for lang in self._languages if (name := state_name(lang, code))}
        yield from _labels(entity, labels)

    def _row(self, entity: Entity) -> Row | None:
        row = table().get(entity.key or "")
        if row is None or entity.kind not in _PLACES or entity.id in self._doubtful:
            return None
        if entity.key and entity.key.startswith(STATE):
            return None if _is_its_capital(entity, entity.key.removeprefix(STATE)) else row
        return row if entity.kind is EntityKind.PLACE else None


def _labels(entity: Entity, labels: Mapping[str, str]) -> Iterator[Said]:
    known = {tagged(lang)[1:]: name for lang, name in entity.labels}
    for lang, label in sorted(labels.items()):
        if lang not in known:
            yield rdfs.label, literal(label, lang)
        elif clean(known[lang]) != label:
            yield skos.altLabel, literal(label, lang)


def _host(iri: str) -> str:
    return (urlsplit(iri).hostname or "").removeprefix("www.").removeprefix("sws.")


def _is_its_capital(entity: Entity, code: str) -> bool:
    """Say whether a state goes by the name of a city of it alone: "the mayor of Paris" is not France's."""
    names = {entity.name, *entity.names}
    return all(place_key(code, name) in table() and state_name("en", code) != name for name in names)


def language_of(article: Article) -> list[str]:
    """Give the language tag of an article; none if its language is not told by one."""
    return tagged(article.lang)[1:].split()


def names_states(language: str) -> bool:
    """Say whether CLDR has names of states in a language: another adds no label."""
    return bool(_state_names(language))


def keys_of_the_table(entities: Iterable[Entity]) -> dict[EntityId, str]:
    """Give the keys of those entities that are places of the table."""
    return {e.id: e.key for e in entities if e.key and e.kind in _PLACES and e.key in table()}


def places_elsewhere(relations: Iterable[Relation[str]], keys: Mapping[EntityId, str]) -> Iterator[EntityId]:
    """Give the places that relations put into another country than their key does; `keys` are those of the table's places."""
    for relation in relations:
        inner, outer = keys.get(relation.subject), keys.get(relation.object or "")
        if relation.predicate in _WITHIN and inner is not None and outer is not None and _is_elsewhere(inner, outer):
            yield relation.subject


def places_told(
    text: str, named: Iterable[Entity], elsewhere: Iterable[EntityId], keys: Mapping[EntityId, str]
) -> tuple[set[EntityId], set[EntityId]]:
    """Give the places of the table that an article names, and those whose keys it speaks against.

    `named` are the entities with their mentions in it, `elsewhere` the places that its relations put elsewhere.
    """
    places = [entity for entity in named if entity.kind in _PLACES and _country(entity.key)]
    against = {*elsewhere, *_apposed(text, places), *_misnamed(places)}
    return {place.id for place in places} & keys.keys(), against & keys.keys()


def is_doubtful(told: int, against: int) -> bool:
    """Say whether a key does not hold: half of the articles that name the place, or more, speak against it."""
    return against > 0 and 2 * against >= told


def _misnamed(places: Sequence[Entity]) -> Iterator[EntityId]:
    """Find the states of which an article may mean a part of another state: it tells of that one, and of no city of this."""
    namesakes = _namesakes()
    for entity in places:
        if rivals := namesakes.get(entity.key or ""):
            told = Counter(_country(place.key) for place in places)
            if any(told[rival] for rival in rivals) and told[_country(entity.key)] == 1:
                yield entity.id


def _apposed(text: str, places: Sequence[Entity]) -> Iterator[EntityId]:
    """Find the cities that a text puts into another country by the words after them: "Paris, Texas"."""
    if len({_country(entity.key) for entity in places}) < 2:
        return
    spans = sorted((m.span.begin, m.span.end, n, m.sentence.begin) for n, e in enumerate(places) for m in e.mentions)
    for (_, end, first, one), (begin, stop, second, other) in pairwise(spans):
        inner, outer = places[first], places[second]
        if one != other:  # of an article that is known by its sentences alone, nothing stands between them
            continue
        if text[end:begin] == _APPOSED and _is_elsewhere(inner.key, outer.key) and _holds_cities(outer.key, text[begin:stop]):
            yield inner.id


def _is_elsewhere(inner: str | None, outer: str | None) -> bool:
    """Say whether a place cannot lie in another, by their keys; a state is in no other here, and in one with a namesake all are."""
    return (inner or "").startswith(PLACE) and outer not in _namesakes() and _country(inner) != _country(outer)


def _holds_cities(key: str | None, words: str) -> bool:
    """Say whether these words for a place are a state's or region's name, not that of a city which stands for its state."""
    row = table().get(key or "")
    return row is not None and row.kind != "city" and place_key(_country(key), words) not in _cities()


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    return frozenset(key for key, row in table().items() if row.kind == "city")
