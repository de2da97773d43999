"""A user's table of links: what is read, and which rows are refused with which lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import FormatError, InputError, KgError
from kg.graph.linktable import LinkRow
from kg.model.entity import EntityKind
from kg.model.iri import is_web_iri
from kg.read.linktable import read_links


def read(tmp_path: Path, text: str | bytes) -> tuple[LinkRow, ...]:
    path = tmp_path / "links.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_links(path)


def refused(tmp_path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(FormatError) as error:
        read(tmp_path, text)
    return str(error.value).replace(str(tmp_path / "links.csv"), "T").splitlines()


def test_columns_stand_in_any_order_and_who_may_be_told_by_each(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "iri,kind,name,key,id\n"
        "https://a.org/1,person,Nguyễn Văn An,,\n"
        "\n"
        'https://a.org/2,,"An, Nguyễn\nVăn",,\n'
        "https://a.org/3,,,country:JP,\n"
        " https://a.org/4 ,,,, entity-1 \n",
    )
    assert rows == (
        LinkRow(2, "https://a.org/1", name="Nguyễn Văn An", kind=EntityKind.PERSON),
        LinkRow(4, "https://a.org/2", name="An, Nguyễn\nVăn"),
        LinkRow(6, "https://a.org/3", key="country:JP"),
        LinkRow(7, "https://a.org/4", id="entity-1"),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_tables_of_spreadsheets_are_read(tmp_path: Path, separator: str, end: str, start: str) -> None:
    lines = (("Name", "IRI"), ("Hà Nội", "https://a.org/1"), ("Huế", "https://a.org/2"))
    text = start + "".join(separator.join(line) + end for line in lines)
    assert [(row.line, row.name, row.iri) for row in read(tmp_path, text)] == [
        (2, "Hà Nội", "https://a.org/1"),
        (3, "Huế", "https://a.org/2"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "https://www.wikidata.org/wiki/Q881",
        "http://wikidata.org/wiki/Q881",
        "https://m.wikidata.org/wiki/Q881",
        "https://www.wikidata.org/entity/Q881",
    ],
)
def test_a_page_of_wikidata_is_taken_for_its_item(tmp_path: Path, page: str) -> None:
    (row,) = read(tmp_path, f"name,iri\nViệt Nam,{page}\n")
    assert row.iri == "http://www.wikidata.org/entity/Q881"


def test_every_row_at_fault_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        "name,kind,iri\n"
        "An,person,https://a.org/1\n"
        ",person,https://a.org/2\n"
        "Bình,human,https://a.org/3\n"
        "Chi,,\n"
        "Dung,,Q17\n"
        "Giang,person\n"
        "Hà,person,https://a.org/4,more\n"
        "Khánh,,https://a.org/> <https://b.org/\n"
    )
    assert refused(tmp_path, text) == [
        "T:3: says of nobody who it is: name empty",
        "T:4: kind should be one of person, organisation, place, group, not 'human'",
        "T:5: has no iri",
        "T:6: 'Q17' is no IRI of http or https",
        "T:7: has 2 columns, the head has 3",
        "T:8: has 4 columns, the head has 3",
        "T:9: 'https://a.org/> <https://b.org/' is no IRI of http or https",
    ]


def test_of_many_faults_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    lines = refused(tmp_path, "name,iri\n" + "An,no\n" * 50)
    assert len(lines) == 21
    assert lines[-1] == "... and 30 more rows at fault"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "T: is empty"),
        ("\n\n", "T: is empty"),
        ("iri\nhttps://a.org/\n", "T:1: has not the columns of a link table, or one twice"),
        ("name,wikidata\nAn,Q1\n", "T:1: has the unknown column 'wikidata'"),
        ("name,name,iri\nAn,An,https://a.org/\n", "T:1: has not the columns of a link table, or one twice"),
        ("name,kind\nAn,person\n", "T:1: has not the columns of a link table, or one twice"),
        ('name,iri\n"An,https://a.org/\n', "T:2: is no CSV: unexpected end of data"),
        ('name,iri\n"An"x,https://a.org/\n', "T:2: is no CSV: ',' expected after '\"'"),
        (b"name,iri\nHu\xea,https://a.org/\n", "T: is not in UTF-8: invalid continuation byte at byte 11"),
        (b"PK\x03\x04\x00\xff\xfe", "T: is not in UTF-8: invalid start byte at byte 5"),
        ("name,iri\n" + "a" * 70_000 + ",https://a.org/\n", "T:2: has a field of more than 65536 signs"),
        ("name,iri\n" + "a" * 200_000 + ",https://a.org/\n", "T:2: is no CSV: field larger than field limit (131072)"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    (line,) = refused(tmp_path, text)
    assert line.startswith(said)


def test_a_table_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such link table"):
        read_links(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_links(tmp_path)


@given(st.one_of(st.text(), st.text(alphabet='nameiridky,;"\n\thttps://.\x00\u2028', max_size=60).map("name,iri\n".__add__)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_whatever_is_in_the_file_rows_are_whole_or_it_is_refused(tmp_path: Path, text: str) -> None:
    try:
        rows = read(tmp_path, text)
    except KgError:
        return
    assert all(is_web_iri(row.iri) and (row.name or row.key or row.id) and row.line > 1 for row in rows)
