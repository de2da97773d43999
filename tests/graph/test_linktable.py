"""A user's own links: whom a row fits, and what becomes of one that fits nobody or several."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.linktable import LinkedSource, LinkRow, find_links, link
from kg.graph.source import RecordSource
from kg.model.codec import records_from_json, records_to_json
from kg.model.entity import Entity, EntityKind
from kg.model.graph import Records
from kg.model.text import Article, Provenance, Span

HERE = Provenance("a", Span(0, 1), Span(0, 1), "test", "test")
JAPAN = Entity("entity-1", EntityKind.PLACE, "Nhật Bản", (HERE,), ("Japan",), (("vi", "Nhật Bản"),), "country:JP")
PEOPLE = Entity("entity-2", EntityKind.GROUP, "người Nhật", (HERE,), (), (("vi", "người Nhật"),), "country:JP")
AN = Entity("entity-3", EntityKind.PERSON, "Nguyễn Văn An", (HERE,), (), (("vi", "Nguyễn Văn An"),))
OTHER_AN = Entity("entity-4", EntityKind.ORGANISATION, "nguyễn văn an", (HERE,))
RECORDS = Records(entities=(JAPAN, PEOPLE, AN, OTHER_AN))
IRI = "https://example.org/thing"


def linked(**row: object) -> dict[str, tuple[str, ...]]:
    given = LinkRow(line=2, iri=IRI, **row)  # type: ignore[arg-type]
    return dict(find_links(RECORDS.entities, [given]).same_as)


def test_a_row_fits_by_id_by_name_whatever_its_case_and_by_any_of_the_names() -> None:
    assert linked(id="entity-3") == {"entity-3": (IRI,)}
    assert linked(name="JAPAN") == {"entity-1": (IRI,)}
    assert linked(name="nhật bản") == {"entity-1": (IRI,)}


def test_a_row_that_fits_nobody_is_given_back() -> None:
    rows = [LinkRow(2, IRI, name="Nhat Ban"), LinkRow(3, IRI, key="country:FR"), LinkRow(4, IRI, id="entity-9")]
    found = find_links(RECORDS.entities, rows)
    assert found.unused == tuple(rows)
    assert link(RECORDS, found) == RECORDS


def test_a_row_that_fits_several_says_nothing() -> None:
    row = LinkRow(2, IRI, key="country:JP")
    found = find_links(RECORDS.entities, [row])
    assert [(given, [entity.id for entity in fitting]) for given, fitting in found.ambiguous] == [(row, ["entity-1", "entity-2"])]
    assert link(RECORDS, found) == RECORDS


def test_kind_and_further_columns_tell_them_apart() -> None:
    assert linked(key="country:JP", kind=EntityKind.PLACE) == {"entity-1": (IRI,)}
    assert linked(name="Nguyễn Văn An") == {}
    assert linked(name="Nguyễn Văn An", kind=EntityKind.PERSON) == {"entity-3": (IRI,)}
    assert linked(name="Nguyễn Văn An", id="entity-4") == {"entity-4": (IRI,)}
    assert linked(name="Nguyễn Văn An", id="entity-1") == {}


def test_links_add_up_sorted_and_once() -> None:
    rows = [LinkRow(2, "https://b.org/", name="Japan"), LinkRow(3, "https://a.org/", name="Japan")]
    once = link(RECORDS, find_links(RECORDS.entities, [*rows, *rows]))
    assert once.entities[0].same_as == ("https://a.org/", "https://b.org/")
    assert link(once, find_links(once.entities, rows)) == once


def test_links_are_kept_in_json() -> None:
    found = link(RECORDS, find_links(RECORDS.entities, [LinkRow(2, IRI, name="Japan")]))
    assert records_from_json(records_to_json(found)) == found
    assert "same_as" not in records_to_json(RECORDS)["entities"][0]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [LinkRow(2, "https://b.org/", name="Japan"), LinkRow(3, "https://a.org/", id="entity-1"), LinkRow(4, IRI, name="X")]
    assert find_links(RECORDS.entities, rows).same_as == find_links(RECORDS.entities, rows[::-1]).same_as


def test_a_stream_has_the_links_that_the_records_have() -> None:
    links = find_links(RECORDS.entities, [LinkRow(2, IRI, name="Japan")])
    source = LinkedSource(RecordSource(replace(RECORDS, articles=(Article("a", "x", "vi", "", None),))), links)
    assert tuple(source.entities()) == link(RECORDS, links).entities
    assert source.entity("entity-1").same_as == (IRI,)
    assert [entity.id for entity in source.named("a")] == [entity.id for entity in RECORDS.entities]
