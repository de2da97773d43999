"""Links to Wikidata and GeoNames, codes and labels: which places get them, and which do not."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.export.rdf import graph_to_quads
from kg.export.rdf.sameas import ALPHA_2, ALPHA_3, state_name, table
from kg.extract.article import extract
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.linktable import LinkRow, find_links, link
from kg.lang.pack import Packs
from kg.lang.world import territories
from kg.model.event import Predicate
from kg.model.graph import Records
from kg.model.text import Article
from kg.read.source import read_articles
from tests.factories import Who, extraction

ROOT = Path(__file__).parents[3]
PACKS = Packs()
OWL_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
WIKIDATA = "http://www.wikidata.org/entity/"


def values(records: Records, predicate: str) -> dict[str, set[Literal | str]]:
    """Give what the graph says with a predicate, by the names of the actors; IRIs as strings."""
    names: dict[str, str] = {}
    said: defaultdict[str, set[Literal | str]] = defaultdict(set)
    quads: list[Quad] = list(graph_to_quads(KnowledgeGraph(records)))
    for quad in quads:
        if quad.predicate.value == "https://schema.org/name" and isinstance(quad.subject, NamedNode):
            names[quad.subject.value] = quad.object.value if isinstance(quad.object, Literal) else ""
    for quad in quads:
        if quad.predicate.value == predicate and isinstance(quad.subject, NamedNode) and quad.subject.value in names:
            assert isinstance(quad.object, Literal | NamedNode)
            said[names[quad.subject.value]].add(quad.object.value if isinstance(quad.object, NamedNode) else quad.object)
    return said


def items(records: Records) -> dict[str, str]:
    """Give the items of Wikidata by the names of the actors."""
    return {
        name: value.removeprefix(WIKIDATA)
        for name, iris in values(records, OWL_SAME_AS).items()
        for value in iris
        if isinstance(value, str) and value.startswith(WIKIDATA)
    }


@cache
def told(*texts: str, lang: str = "en") -> Records:
    """Read texts and resolve them."""
    articles = [Article(f"a{i}", text, lang, "", "2024-06-10") for i, text in enumerate(texts)]
    return KnowledgeGraph.of([extract(article, PACKS[lang]) for article in articles]).records


@cache
def sample_story() -> Records:
    paths = sorted(str(path) for path in (ROOT / "data" / "articles").rglob("*.txt"))
    articles = [article for article in read_articles(paths, PACKS) if isinstance(article, Article)]
    return KnowledgeGraph.of([extract(article, PACKS[article.lang]) for article in articles]).records


def test_the_states_and_cities_of_the_sample_story_are_linked() -> None:
    found = {entity.key: entity.name for entity in sample_story().entities}
    linked = items(sample_story())
    for key, item in {
        "country:JP": "Q17",
        "country:VN": "Q881",
        "place:VN:hanoi": "Q1858",
        "place:JP:tokyo": "Q1490",
    }.items():
        assert linked[found[key]] == item


def test_a_state_has_its_codes_and_its_name_in_every_language_known() -> None:
    records = told("Ngày 10/6/2024, Nhật Bản ký thỏa thuận tại Hà Nội.", lang="vi")
    assert values(records, NOTATION)["Nhật Bản"] == {
        Literal("JP", datatype=NamedNode(ALPHA_2[1:-1])),
        Literal("JPN", datatype=NamedNode(ALPHA_3[1:-1])),
    }
    assert values(records, LABEL)["Nhật Bản"] == {Literal("Nhật Bản", language="vi"), Literal("Japan", language="en")}
    assert values(records, OWL_SAME_AS)["Nhật Bản"] == {f"{WIKIDATA}Q17", "https://sws.geonames.org/1861060/"}
    assert values(records, LABEL)["Hà Nội"] == {Literal("Hà Nội", language="vi"), Literal("Hanoi", language="en")}
    assert values(records, NOTATION)["Hà Nội"] == set()


def test_where_the_articles_call_a_state_otherwise_the_name_of_cldr_stands_beside() -> None:
    records = told("Tổng thống Mỹ tới thăm Nga ngày 10/6/2024.", lang="vi")
    assert Literal("Mỹ", language="vi") in values(records, LABEL)["Mỹ"]
    assert Literal("Hoa Kỳ", language="vi") in values(records, ALT_LABEL)["Mỹ"]
    assert Literal("Hoa Kỳ", language="vi") not in values(records, LABEL)["Mỹ"]


def test_the_languages_of_the_articles_are_known_ones() -> None:
    japan = extraction("a", "Japan signed.", who=[Who("Japan", key="country:JP")])
    french = replace(japan, article=replace(japan.article, lang="fr"))
    labels = values(_as_places(KnowledgeGraph.of([french]).records), LABEL)["Japan"]
    assert {literal.language for literal in labels if isinstance(literal, Literal)} == {"en", "fr", "vi"}


def test_georgia_the_us_state_is_not_the_country() -> None:
    assert "Georgia" not in items(told("A storm hit Atlanta, Georgia, on Monday. The governor of Georgia saw Savannah."))
    assert items(told("Voters in the US state of Georgia went to the polls on Tuesday."))["state of Georgia"] == "Q1428"
    assert items(told("The president of Georgia signed a trade accord with Japan in Tbilisi on Monday."))["Georgia"] == "Q230"
    assert items(told("The president of Georgia signed a trade accord with Japan on Monday."))["Georgia"] == "Q230"


def test_a_storm_in_atlanta_does_not_unlink_atlanta() -> None:
    assert "Boston" in items(told("A storm hit Boston and Georgia on Monday."))


def test_paris_in_texas_is_not_the_capital_and_its_mayor_not_of_france() -> None:
    records = told("A fire destroyed a warehouse in Paris, Texas, on Monday. The mayor of Paris said nobody was hurt.")
    linked = items(records)
    assert "Paris" not in linked
    assert linked["Texas"] == "Q1439"


def test_birmingham_in_alabama_is_not_the_english_city() -> None:
    linked = items(told("A bus crashed in Birmingham, Alabama, on Monday."))
    assert "Birmingham" not in linked
    assert items(told("A bus crashed in Birmingham, England, on Monday."))["Birmingham"] == "Q2256"


def test_cities_one_after_the_other_are_no_regions() -> None:
    linked = items(told("Leaders met in Paris, Berlin and London on Monday."))
    assert (linked["Paris"], linked["London"]) == ("Q90", "Q84")
    assert "Berlin" not in linked  # it stands for Germany there, which is not the city


def test_one_article_of_many_does_not_unlink_a_place() -> None:
    plain = "A fire destroyed a warehouse in Paris on Monday."
    odd = "A fire destroyed a warehouse in Paris, Texas, on Monday."
    assert items(told(plain, f"{plain} Nobody was hurt.", odd))["Paris"] == "Q90"
    assert "Paris" not in items(told(plain, odd))


def test_a_relation_into_another_country_speaks_against_a_link() -> None:
    page = extraction(
        "a",
        "Hanoi lies in Japan.",
        who=[Who("Hanoi", key="place:VN:hanoi"), Who("Japan", key="country:JP")],
        relations=[("Hanoi", Predicate.LOCATED_IN, "Japan")],
    )
    linked = items(_as_places(KnowledgeGraph.of([page]).records))
    assert "Hanoi" not in linked
    assert linked["Japan"] == "Q17"


def test_people_and_groups_of_a_state_are_not_the_state() -> None:
    page = extraction("a", "Japan spoke. Japanese voters spoke.", who=[Who("Japan", key="country:JP")])
    assert items(KnowledgeGraph.of([page]).records) == {}  # a person, by the factory
    assert items(_as_places(KnowledgeGraph.of([page]).records)) == {"Japan": "Q17"}


def test_washington_state_new_york_and_hainan_are_told_apart_or_left() -> None:
    linked = items(told("In Washington state, a bridge fell on Monday. A plane landed in New York from Hainan."))
    assert linked == {"Washington state": "Q1223"}
    assert items(told("Talks opened in Washington on Monday."))["Washington"] == "Q61"
    assert items(told("A plane landed in New York City on Monday."))["New York City"] == "Q60"


def test_in_vietnamese_too_a_us_state_is_neither_the_capital_nor_the_country() -> None:
    linked = items(told("Ngày 10/6, cháy rừng lan ở bang Washington và bang Georgia của Mỹ.", lang="vi"))
    assert linked == {"bang Washington": "Q1223", "bang Georgia": "Q1428", "Mỹ": "Q30"}


def test_a_province_is_not_the_town_of_its_name() -> None:
    linked = items(told("Ngày 10/6, ở thị xã Phú Thọ, tỉnh Phú Thọ, và thành phố Thanh Hóa, mưa lớn.", lang="vi"))
    assert linked == {"tỉnh Phú Thọ": "Q36610"}


def test_a_users_link_takes_the_place_of_kgs_own() -> None:
    page = extraction("a", "Japan signed.", who=[Who("Japan", key="country:JP")])
    records = _as_places(KnowledgeGraph.of([page]).records)
    rows = [LinkRow(2, f"{WIKIDATA}Q1", name="Japan"), LinkRow(3, "https://dbpedia.org/resource/Japan", name="Japan")]
    mine = link(records, find_links(records.entities, rows))
    assert values(mine, OWL_SAME_AS)["Japan"] == {
        f"{WIKIDATA}Q1",
        "https://dbpedia.org/resource/Japan",
        "https://sws.geonames.org/1861060/",
    }


def test_a_link_that_is_no_iri_is_not_written() -> None:
    page = extraction("a", "An spoke.", who=[Who("An")])
    records = KnowledgeGraph.of([page]).records
    hostile = tuple(replace(entity, same_as=("x> <y", "javascript:x", "http://a b", "\ud800")) for entity in records.entities)
    assert values(replace(records, entities=hostile), OWL_SAME_AS) == {}


def _as_places(records: Records) -> Records:
    from kg.model.entity import EntityKind

    return replace(records, entities=tuple(replace(entity, kind=EntityKind.PLACE) for entity in records.entities))


# What a reader who knows Wikidata expects.
KNOWN = {
    "country:US": "Q30",
    "country:GB": "Q145",
    "country:CN": "Q148",
    "country:RU": "Q159",
    "country:DE": "Q183",
    "country:FR": "Q142",
    "country:JP": "Q17",
    "country:KR": "Q884",
    "country:KP": "Q423",
    "country:VN": "Q881",
    "country:LA": "Q819",
    "country:KH": "Q424",
    "country:TH": "Q869",
    "country:IN": "Q668",
    "country:ID": "Q252",
    "country:NL": "Q55",
    "country:DK": "Q35",
    "country:GE": "Q230",
    "country:UA": "Q212",
    "country:IL": "Q801",
    "country:TW": "Q865",
    "country:GBSCT": "Q22",
    "place:VN:hanoi": "Q1858",
    "place:VN:hochiminhcity": "Q1854",
    "place:VN:danang": "Q25282",
    "place:VN:haiphong": "Q72818",
    "place:JP:tokyo": "Q1490",
    "place:JP:osaka": "Q35765",
    "place:CN:beijing": "Q956",
    "place:CN:shanghai": "Q8686",
    "place:KR:seoul": "Q8684",
    "place:TH:bangkok": "Q1861",
    "place:GB:london": "Q84",
    "place:FR:paris": "Q90",
    "place:DE:berlin": "Q64",
    "place:IT:rome": "Q220",
    "place:RU:moscow": "Q649",
    "place:UA:kyiv": "Q1899",
    "place:US:losangeles": "Q65",
    "place:US:newyorkcity": "Q60",
    "place:US:california": "Q99",
    "place:US:texas": "Q1439",
    "place:BE:brussels": "Q239",
    "place:CH:bern": "Q70",
    "place:EG:cairo": "Q85",
    "place:BR:saopaulo": "Q174",
    "place:TR:istanbul": "Q406",
}
CONFUSED = ("place:US:newyork", "place:VN:hue", "place:CN:suzhou", "place:DE:bremen", "place:MX:durango", "place:CN:hainan")


@pytest.mark.parametrize(("key", "item"), KNOWN.items())
def test_the_table_says_what_a_reader_knows(key: str, item: str) -> None:
    assert table()[key].wikidata == item


@pytest.mark.parametrize("key", CONFUSED)
def test_names_of_two_places_are_not_in_the_table(key: str) -> None:
    assert key not in table()


def test_the_table_is_whole() -> None:
    for key, row in table().items():
        assert re.fullmatch(r"Q[1-9][0-9]*", row.wikidata), key
        assert re.fullmatch(r"[1-9][0-9]*|", row.geonames), key
        assert row.kind in {"state", "part", "city"}, key
        assert bool(row.alpha3) == (row.kind == "state" and bool(re.fullmatch("country:[A-Z]{2}", key))), key
        assert re.fullmatch(r"[A-Z]{3}|", row.alpha3), key
        assert all(label == label.strip() and lang in {"en", "vi"} for lang, label in row.labels), key
    assert list(table()) == sorted(table())


def test_every_state_of_iso_3166_is_in_the_table_with_a_code_of_its_own() -> None:
    states = {key.removeprefix("country:"): row for key, row in table().items() if row.alpha3}
    assert {code for _, code in territories("en")} - states.keys() <= {"CQ"}  # Sark is reserved, no more
    assert len({row.alpha3 for row in states.values()}) == len({row.wikidata for row in states.values()}) == len(states)


def test_one_item_is_one_place() -> None:
    by_item: defaultdict[str, set[str]] = defaultdict(set)
    by_number: defaultdict[str, set[str]] = defaultdict(set)
    for key, row in table().items():
        by_item[row.wikidata].add(":".join(key.split(":")[:2]) if key.startswith("place:") else key)
        if row.geonames:
            by_number[row.geonames].add(row.wikidata)
    # Singapore, Hong Kong and Macau are states and cities at once.
    assert {item for item, where in by_item.items() if len(where) > 1} <= {"Q334", "Q8646", "Q14773"}
    assert [number for number, found in by_number.items() if len(found) > 1] == []


def test_a_place_has_one_key_in_every_language() -> None:
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for key, row in table().items():
        keys[row.wikidata].add(key)
    # The list of the world's cities has two spellings of these.
    spelled = {"place:MA:marrakech", "place:PL:lodz", "place:PL:wroclaw"}
    assert [found for found in keys.values() if len(found - spelled) > 1] == []


def test_the_provinces_of_vietnam_are_all_there() -> None:
    parts = [key for key, row in table().items() if key.startswith("place:VN:") and row.kind == "part"]
    cities = {"hanoi", "haiphong", "danang", "hochiminhcity", "cantho"}
    assert len(parts) == 63 - len(cities)
    assert all(table()[f"place:VN:{city}"].kind == "city" for city in cities)


def test_the_states_of_the_us_are_there_but_one() -> None:
    parts = {row.wikidata for key, row in table().items() if key.startswith("place:US:") and row.kind == "part"}
    assert len(parts) == 49  # "New York" may be the city


def test_every_key_of_the_table_is_one_of_the_packs() -> None:
    keys = {name.key for code in ("vi", "en") for _, name in PACKS[code].actors.names.items()}
    assert {key for key in table() if key not in keys} == set()


def test_cldr_names_states() -> None:
    assert state_name("vi", "JP") == "Nhật Bản"
    assert state_name("en", "MM") == "Myanmar"
    assert state_name("xx-none", "JP") is None
    assert state_name("en", "QQ") is None
