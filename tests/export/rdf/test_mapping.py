"""What the RDF says of an event, its date, its people and its evidence; hostile text does no harm."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD

from kg.errors import KgError
from kg.export.rdf import graph_to_rdflib, write_rdf
from kg.export.rdf.dates import date_statements
from kg.export.rdf.names import check_base_iri, slug, web_address
from kg.export.rdf.terms import clean, is_literal, parts
from kg.export.rdf.vocabulary import BASIS, EDTF, ETYPE, KG, OA, REALIS, ROLE, SEM
from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import Entity, EntityKind
from kg.model.event import (
    Event,
    EventLink,
    EventPredicate,
    EventType,
    Participation,
    Predicate,
    Realis,
    Relation,
    Role,
    Subject,
    Topic,
)
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval
from tests.export.sample import HOSTILE, hostile_records

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

TEXT = "Thủ tướng Lâm Bảo thăm Hà Giang hôm 9/6. Ông dự kiến gặp công nhân."
SENTENCE = Span(0, 40)
BASE = "https://example.org/kg/"


def at(words: str, article: str = "a1") -> Provenance:
    begin = TEXT.index(words)
    return Provenance(article, Span(begin, begin + len(words)), SENTENCE, "kg 1", "visit.verb")


def day_time(day: str, basis: Basis = Basis.EXPLICIT, words: Provenance | None = None) -> EventTime:
    start = date.fromisoformat(day)
    return EventTime(day, Interval(start, date.fromordinal(start.toordinal() + 1), Grain.DAY), basis, words)


PERSON = Entity("entity-0123456789ab", EntityKind.PERSON, "Lâm Bảo", (at("Lâm Bảo"),), ("ông Bảo",), (("vi", "Lâm Bảo"),))
TOWN = Entity("entity-ba9876543210", EntityKind.PLACE, "Hà Giang", (at("Hà Giang"),))
COUNTRY = Entity("entity-bbbbbbbbbbbb", EntityKind.PLACE, "Việt Nam", (at("Thủ tướng"),), key="country:VN")
AGENCY = Entity("entity-cccccccccccc", EntityKind.ORGANISATION, "Thông tấn xã Bắc Hà", (at("Thủ"),), only_source=True)
TOPIC = Topic("topic-0123456789ab", "chuyến thăm", "vi", (at("thăm"),), (MediaTopic.POLITICS,))
VISIT: Event[str] = Event(
    "event-0123456789ab",
    EventType.TRAVEL,
    Realis.ACTUAL,
    "thăm Hà Giang",
    "vi",
    (at("thăm"),),
    day_time("2024-06-09", words=at("hôm 9/6")),
    (Participation(PERSON.id, Role.AGENT, (at("Lâm Bảo"),)), Participation(TOWN.id, Role.PLACE, (at("Hà Giang"),))),
    (TOPIC.id,),
    (AGENCY.id,),
    0.75,
)
PLAN: Event[str] = replace(
    VISIT, id="event-aaaaaaaaaaaa", type=EventType.MEET, realis=Realis.PLANNED, label="gặp công nhân", time=None
)
OFFICE: Relation[str] = Relation(PERSON.id, Predicate.HOLDS_ROLE, (at("Thủ tướng"),), office="Thủ tướng")
HEADS: Relation[str] = Relation(PERSON.id, Predicate.HEADS, (at("Thủ tướng"),), COUNTRY.id)
ARTICLE = Article(
    "a1",
    TEXT,
    "vi",
    "Thủ tướng thăm Hà Giang",
    "2024-06-10T22:06:00+07:00",
    "https://news.example/tham-ha-giang",
    "Báo Bến Cảng",
    "thông tấn xã bắc hà",
)
RECORDS = Records(
    (ARTICLE,),
    (PERSON, TOWN, COUNTRY, AGENCY),
    (VISIT, PLAN),
    (OFFICE, HEADS),
    (TOPIC,),
    (Subject(ARTICLE.id, MediaTopic.POLITICS),),
)

visit = rdflib.URIRef(f"{BASE}event/travel-0123456789ab")
person = rdflib.URIRef(f"{BASE}entity/lam-bao-0123456789ab")
town = rdflib.URIRef(f"{BASE}entity/ha-giang-ba9876543210")
article = rdflib.URIRef(f"{BASE}article/a1")


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return graph_to_rdflib(KnowledgeGraph(RECORDS))


def vi(text: str) -> rdflib.Literal:
    return rdflib.Literal(text, lang="vi")


def text_of(term: str) -> str:
    return parts(term).text if is_literal(term) else term[1:-1]


def day(text: str) -> rdflib.Literal:
    return rdflib.Literal(text, datatype=XSD.date)


def test_an_event_says_what_when_who_where_and_whether(dataset: rdflib.Dataset) -> None:
    for predicate, value in (
        (RDF.type, SEM.Event),
        (RDF.type, SDO.Event),
        (RDFS.label, vi("thăm Hà Giang")),
        (SEM.eventType, ETYPE["TRAVEL"]),
        (KG.realis, REALIS["actual"]),
        (KG.confidence, rdflib.Literal("0.75", datatype=XSD.decimal)),
        (SEM.hasEarliestBeginTimeStamp, day("2024-06-09")),
        (SEM.hasLatestEndTimeStamp, day("2024-06-09")),
        (SEM.hasBeginTimeStamp, day("2024-06-09")),
        (SEM.hasEndTimeStamp, day("2024-06-09")),
        (KG.edtf, rdflib.Literal("2024-06-09", datatype=EDTF)),
        (KG.precision, TIME.unitDay),
        (KG.dateBasis, BASIS["explicit"]),
        (KG.dateWords, vi("hôm 9/6")),
        (SEM.hasActor, person),
        (SEM.hasPlace, town),
        (SDO.about, rdflib.URIRef(f"{BASE}topic/chuyen-tham-0123456789ab")),
    ):
        assert (visit, predicate, value) in dataset


def test_a_topic_and_an_article_lead_to_the_media_topics(dataset: rdflib.Dataset) -> None:
    politics = rdflib.URIRef("http://cv.iptc.org/newscodes/mediatopic/11000000")
    topic = rdflib.URIRef(f"{BASE}topic/chuyen-tham-0123456789ab")
    assert (topic, SKOS.broadMatch, politics) in dataset
    assert (article, DCTERMS.subject, politics) in dataset
    assert (politics, SKOS.prefLabel, rdflib.Literal("politics and government", "en-gb")) in dataset


def test_a_part_in_an_event_has_its_role_and_its_evidence(dataset: rdflib.Dataset) -> None:
    parts = {dataset.value(part, RDF.value): part for part in dataset.objects(visit, KG.participation)}
    assert set(parts) == {person, town}
    assert dataset.value(parts[person], SEM.roleType) == ROLE["agent"]
    assert dataset.value(parts[town], SEM.roleType) == ROLE["place"]
    evidence = dataset.value(parts[person], PROV.wasDerivedFrom)
    assert (evidence, OA.hasSource, article) in dataset


def test_evidence_quotes_the_text_by_code_points_and_leads_to_the_sentence(dataset: rdflib.Dataset) -> None:
    evidence = dataset.value(visit, PROV.wasDerivedFrom)
    by_type = {dataset.value(s, RDF.type): s for s in dataset.objects(evidence, OA.hasSelector)}
    position, quote = by_type[OA.TextPositionSelector], by_type[OA.TextQuoteSelector]
    start, end = dataset.value(position, OA.start), dataset.value(position, OA.end)
    assert TEXT[int(str(start)) : int(str(end))] == str(dataset.value(quote, OA.exact)) == "thăm"
    around = f"{dataset.value(quote, OA.prefix)}thăm{dataset.value(quote, OA.suffix)}"
    assert around in TEXT
    sentence = dataset.value(evidence, KG.inSentence)
    assert dataset.value(sentence, SDO.text) == vi(SENTENCE.of(TEXT))
    assert dataset.value(evidence, KG.rule) == rdflib.Literal("visit.verb")


def test_an_undated_event_has_no_date_at_all(dataset: rdflib.Dataset) -> None:
    plan = rdflib.URIRef(f"{BASE}event/meet-aaaaaaaaaaaa")
    assert dataset.value(plan, KG.realis) == REALIS["planned"]
    dates = {p for p in dataset.predicates(plan) if "TimeStamp" in str(p) or "date" in str(p) or p in (KG.edtf, KG.precision)}
    assert dates == set()


def test_actors_have_kind_names_and_languages(dataset: rdflib.Dataset) -> None:
    assert {SEM.Actor, SDO.Person} == set(dataset.objects(person, RDF.type))
    assert {SEM.Actor, SEM.Place, SDO.Place} == set(dataset.objects(town, RDF.type))
    country = dataset.value(None, SDO.identifier, rdflib.Literal("country:VN"))
    assert SDO.Country in set(dataset.objects(country, RDF.type))
    assert set(dataset.objects(person, SDO.name)) == {vi("Lâm Bảo")}
    assert set(dataset.objects(person, SKOS.altLabel)) == {rdflib.Literal("ông Bảo")}
    assert set(dataset.objects(town, RDFS.label)) == {rdflib.Literal("Hà Giang")}


def test_an_office_is_a_membership_attested_on_the_day_of_publication(dataset: rdflib.Dataset) -> None:
    membership = dataset.value(None, ORG.member, person)
    assert dataset.value(dataset.value(membership, ORG.role), SKOS.prefLabel) == vi("Thủ tướng")
    assert dataset.value(membership, ORG.organization) == rdflib.URIRef(f"{BASE}entity/viet-nam-bbbbbbbbbbbb")
    begin = dataset.value(dataset.value(membership, ORG.memberDuring), TIME.hasBeginning)
    assert dataset.value(begin, TIME.inXSDDate) == day("2024-06-10")
    assert (person, SDO.jobTitle, vi("Thủ tướng")) in dataset


def test_a_sentence_with_two_organisations_does_not_say_whose_the_office_is() -> None:
    second: Relation[str] = Relation(PERSON.id, Predicate.WORKS_FOR, (at("Thủ tướng"),), TOWN.id)
    made = graph_to_rdflib(KnowledgeGraph(replace(RECORDS, relations=(OFFICE, HEADS, second))))
    assert made.value(made.value(None, ORG.member, person), ORG.organization) is None


def test_a_relation_is_a_plain_triple_and_a_statement_with_evidence(dataset: rdflib.Dataset) -> None:
    country = rdflib.URIRef(f"{BASE}entity/viet-nam-bbbbbbbbbbbb")
    assert (person, ORG.headOf, country) in dataset
    statement = dataset.value(None, RDF.predicate, ORG.headOf)
    assert (statement, RDF.type, SDO.Claim) in dataset
    assert (statement, RDF.subject, person) in dataset
    assert (statement, RDF.object, country) in dataset
    assert (statement, KG.attestedOn, day("2024-06-10")) in dataset
    assert dataset.value(statement, PROV.wasDerivedFrom) is not None


def test_a_link_is_a_plain_triple_a_statement_with_evidence_and_an_order_of_times() -> None:
    visit_id, meeting_id = (event.id for event in RECORDS.events[:2])
    links = tuple(EventLink(visit_id, predicate, meeting_id, (at("thăm Hà Giang"),)) for predicate in EventPredicate)
    made = graph_to_rdflib(KnowledgeGraph(replace(RECORDS, links=links)))
    other = made.value(visit, KG.before)
    assert {made.value(visit, term) for term in (KG.causes, KG.aboutEvent, SEM.subEventOf)} == {other}
    assert made.value(made.value(visit, SEM.hasTime), TIME.before) == made.value(other, SEM.hasTime)
    statement = made.value(None, RDF.predicate, KG.causes)
    assert (statement, RDF.type, SDO.Claim) in made
    assert (made.value(statement, RDF.subject), made.value(statement, RDF.object)) == (visit, other)
    assert made.value(statement, KG.attestedOn) == day("2024-06-10")
    selectors = made.objects(made.value(statement, PROV.wasDerivedFrom), OA.hasSelector)
    assert "thăm Hà Giang" in {str(made.value(selector, OA.exact)) for selector in selectors}


def test_the_article_names_its_sources_and_an_agency_is_the_actor_of_that_name(dataset: rdflib.Dataset) -> None:
    agency = rdflib.URIRef(f"{BASE}entity/thong-tan-xa-bac-ha-cccccccccccc")
    assert dataset.value(article, PROV.hadPrimarySource) == agency
    assert dataset.value(visit, PROV.hadPrimarySource) == agency
    assert dataset.value(visit, PROV.wasAttributedTo) == agency
    publisher = dataset.value(article, SDO.publisher)
    assert str(publisher).startswith(f"{BASE}source/bao-ben-cang-")
    assert dataset.value(article, SDO.url) == rdflib.URIRef("https://news.example/tham-ha-giang")
    assert dataset.value(article, SDO.datePublished) == day("2024-06-10")


def test_an_article_is_withdrawn_with_its_graph() -> None:
    other = replace(ARTICLE, id="a2", title="Khác")
    second = replace(at("thăm"), article="a2")
    told_twice = replace(VISIT, mentions=(*VISIT.mentions, second))
    made = graph_to_rdflib(KnowledgeGraph(replace(RECORDS, articles=(ARTICLE, other), events=(told_twice,))))
    made.remove_graph(rdflib.URIRef(f"{BASE}graph/a1"))
    assert (visit, RDF.type, SEM.Event) in made
    assert made.value(visit, SEM.hasBeginTimeStamp) is None  # only the withdrawn article said when
    assert not [s for s in made.subjects() if "evidence/a1" in str(s)]


@pytest.mark.parametrize(
    ("edtf", "start", "end", "grain", "stamps", "unit"),
    [
        ("2024-06-09", "2024-06-09", "2024-06-10", Grain.DAY, "EBLF", TIME.unitDay),
        ("2024-06-09~", "2024-06-09", "2024-06-10", Grain.DAY, "EL", TIME.unitDay),
        ("2024-04", "2024-04-01", "2024-05-01", Grain.MONTH, "EL", TIME.unitMonth),
        ("2024-W23", "2024-06-03", "2024-06-10", Grain.WEEK, "EL", TIME.unitWeek),
        ("2024-01/2024-03", "2024-01-01", "2024-04-01", Grain.QUARTER, "EL", KG.unitQuarter),
        ("2024-06-03/2024-06-05", "2024-06-03", "2024-06-06", Grain.RANGE, "EBLF", TIME.unitDay),
        ("2024-06-03/2024-07", "2024-06-03", "2024-08-01", Grain.RANGE, "EBL", TIME.unitMonth),
        ("2022-02-24/..", "2022-02-24", None, Grain.RANGE, "EB", TIME.unitDay),
        ("../2024-05", None, "2024-06-01", Grain.RANGE, "L", TIME.unitMonth),
        ("199X", "1990-01-01", "2000-01-01", Grain.DECADE, "EL", KG.unitDecade),
        ("0938", "0938-01-01", "0939-01-01", Grain.YEAR, "EL", TIME.unitYear),
    ],
)
def test_dates_are_bounds_and_certain_only_where_a_day_is_named(
    edtf: str, start: str | None, end: str | None, grain: Grain, stamps: str, unit: rdflib.URIRef
) -> None:
    interval = Interval(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, grain)
    said = {p[1:-1]: text_of(o) for p, o in date_statements(EventTime(edtf, interval, Basis.EXPLICIT))}
    letters = {
        "E": SEM.hasEarliestBeginTimeStamp,
        "B": SEM.hasBeginTimeStamp,
        "L": SEM.hasLatestEndTimeStamp,
        "F": SEM.hasEndTimeStamp,
    }
    assert {letter for letter, term in letters.items() if str(term) in said} == set(stamps)
    assert said.get(str(SEM.hasEarliestBeginTimeStamp)) == start
    assert said[str(KG.precision)] == str(unit)
    assert said[str(KG.edtf)] == edtf


def test_sparql_filters_by_the_bounds_whatever_the_grain() -> None:
    month = EventTime("2024-04", Interval(date(2024, 4, 1), date(2024, 5, 1), Grain.MONTH), Basis.EXPLICIT, at("hôm 9/6"))
    april = replace(VISIT, id="event-dddddddddddd", time=month)
    made = graph_to_rdflib(KnowledgeGraph(replace(RECORDS, events=(VISIT, PLAN, april))))
    query = """SELECT ?event WHERE {
        ?event kg:realis realis:actual ; sem:hasEarliestBeginTimeStamp ?first ; sem:hasLatestEndTimeStamp ?last .
        FILTER (?first >= ?from && ?last < ?to) } ORDER BY ?first"""

    def between(first: str, last: str) -> list[str]:
        found = made.query(query, initBindings={"from": day(first), "to": day(last)})
        return [str(row[0]).rpartition("-")[2] for row in found]  # type: ignore[index]

    assert between("2024-01-01", "2024-06-01") == ["dddddddddddd"]
    assert between("2024-01-01", "2024-07-01") == ["dddddddddddd", "0123456789ab"]
    assert between("2024-04-02", "2024-06-09") == []


def test_hostile_text_survives_in_every_syntax(tmp_path: Path) -> None:
    graph = KnowledgeGraph(hostile_records())
    read = {}
    for syntax, name in (("turtle", "turtle"), ("rdfxml", "xml"), ("ntriples", "nt")):
        write_rdf(graph, file := io.BytesIO(), syntax)
        data = file.getvalue()
        assert not any(byte < 32 and byte not in b"\n\t" for byte in data)
        read[syntax] = set(rdflib.Graph().parse(data=data, format=name))
        if shutil.which("rapper"):
            path = tmp_path / syntax
            path.write_bytes(data)
            command = ["rapper", "-c", "-i", syntax, str(path), "urn:base"]
            heard = subprocess.run(command, capture_output=True, text=True, check=True).stderr
            assert "rror" not in heard
    assert read["turtle"] == read["rdfxml"] == read["ntriples"]
    labels = {str(o) for _, p, o in read["turtle"] if p == RDFS.label}
    assert clean(HOSTILE) in labels
    assert "<script>alert(1)</script>" in clean(HOSTILE)
    assert "\u202e" in clean(HOSTILE)


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("Lê Văn Bảo", "le-van-bao"),
        ("Lê Văn Bão", "le-van-bao"),
        ("Đặng Đức", "dang-duc"),
        ("Łódź, Øresund & Straße", "lodz-oresund-strase"),
        ("東京", ""),
        ("--a  b--", "a-b"),
        ("một cái tên rất dài của một cơ quan có rất nhiều chữ ở trong tên", "mot-cai-ten-rat-dai-cua-mot-co-quan-co-rat-nhieu"),
        ("x" * 60, "x" * 48),
    ],
)
def test_slugs_are_ascii(name: str, want: str) -> None:
    assert slug(name) == want


@pytest.mark.parametrize(
    ("url", "is_iri"),
    [
        ("https://news.example/bài-viết?x=1#y", True),
        ("https://news.example:8080", True),
        ("http://news example/a", False),
        ("https://news.example/%zz", False),
        ("https://news.example/<script>", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("http:///nohost", False),
        ("https://user:secret@news.example/", False),
        ("https://news.example/\u202egpj", False),
        ("//news.example/a", False),
    ],
)
def test_only_valid_web_addresses_become_iris(url: str, is_iri: bool) -> None:
    assert web_address(url) == f"<{url}>" if is_iri else (web_address(url) or "").startswith('"')


def test_no_address_is_no_statement() -> None:
    assert web_address(None) is None
    assert web_address(" \x00") is None


@pytest.mark.parametrize(
    "base", ["", "kg", "ftp://x/", "http://x/#", "http://x/?q=1/", "http://x y/", "http://x/é/", 'http://x/"/', "http:///a/"]
)
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    with pytest.raises(KgError, match=r"give an http or https address"):
        check_base_iri(base)


def test_a_base_without_its_last_slash_gets_one() -> None:
    assert check_base_iri("https://data.example/news") == "https://data.example/news/"
    made = graph_to_rdflib(KnowledgeGraph(RECORDS), base_iri="https://data.example/news")
    assert (rdflib.URIRef("https://data.example/news/event/travel-0123456789ab"), RDF.type, SEM.Event) in made
