"""CSV, timeline and JSON: what they say, in which order, and that no text can do harm."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from kg.export.archive import write_json
from kg.export.rows import event_rows
from kg.export.table import COLUMNS, safe_cell, write_csv
from kg.export.timeline import markdown, timeline_lines, write_timeline
from kg.graph.knowledge import KnowledgeGraph
from kg.model.codec import records_from_json
from kg.model.event import Extraction, Subject
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from tests.export.generated import records
from tests.export.gold_records import gold_records
from tests.export.rdf.story import CONTESTED
from tests.export.rdf.story import story as harbour
from tests.export.sample import hostile_records
from tests.factories import story


@pytest.fixture(scope="module")
def gold() -> KnowledgeGraph:
    return KnowledgeGraph(gold_records())


def table(graph: KnowledgeGraph) -> list[dict[str, str]]:
    write_csv(graph, file := io.BytesIO())
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def timeline(graph: KnowledgeGraph) -> str:
    write_timeline(graph, file := io.BytesIO())
    return file.getvalue().decode()


def test_csv_has_a_row_for_each_event_and_a_byte_order_mark(gold: KnowledgeGraph) -> None:
    rows = table(gold)
    assert tuple(rows[0]) == COLUMNS
    assert {row["id"] for row in rows} == {event.id for event in gold.records.events}
    write_csv(gold, file := io.BytesIO())
    assert file.getvalue().startswith(b"\xef\xbb\xbfid,")
    assert not file.closed


def test_csv_gives_names_by_role_and_the_sentence(gold: KnowledgeGraph) -> None:
    strike = next(row for row in table(gold) if row["label"] == "strike" and row["edtf"])
    assert strike["edtf"] == "2024-03-04/2024-03-13"
    assert (strike["start"], strike["end_exclusive"], strike["grain"]) == ("2024-03-04", "2024-03-14", "range")
    assert strike["agent"] == "Ferry crews"
    assert strike["place"] == "Port Ellery"
    assert strike["sentence"].startswith("PORT ELLERY — Ferry crews suspended")
    assert strike["articles"] == "2024-03-13-port-ellery-ferry-strike"


def test_csv_gives_the_subjects_of_the_articles_that_tell_it(gold: KnowledgeGraph) -> None:
    article = "2024-03-13-port-ellery-ferry-strike"
    rows = table(KnowledgeGraph(replace(gold.records, subjects=(Subject(article, MediaTopic.LABOUR),))))
    assert {row["subjects"] for row in rows if row["articles"] == article} == {"labour"}
    assert {row["subjects"] for row in rows if article not in row["articles"]} == {""}


def test_csv_says_what_an_event_is_to_others_by_their_ids() -> None:
    graph = KnowledgeGraph.of(story())
    links = {row["id"]: row["links"] for row in table(graph)}
    for link in graph.records.links:
        assert f"{link.predicate} {link.object}" in links[link.subject].split("; ")
    assert sum(bool(told) for told in links.values()) == len({link.subject for link in graph.records.links}) > 0


def test_rows_are_in_the_order_of_time_with_undated_ones_last(gold: KnowledgeGraph) -> None:
    rows = list(event_rows(gold))
    dated = [row.start or row.end_exclusive for row in rows if row.edtf]
    assert dated == sorted(dated)
    undated = [row.edtf == "" for row in rows]
    assert undated == sorted(undated)
    assert True in undated


@pytest.mark.parametrize("value", ["=1+1", "+84 24", "-5%", "@SUM(A1)", "\t=1", "\n\x00=1", " =1", "＝1+1"])
def test_no_cell_is_a_formula(value: str) -> None:
    assert safe_cell(value).startswith("'")


@pytest.mark.parametrize("value", ["tăng 5%", "a=b", "", "2024-06-09", "1999/.."])
def test_other_cells_stay_as_they_are(value: str) -> None:
    assert safe_cell(value) == value


def test_hostile_text_breaks_no_row() -> None:
    graph = KnowledgeGraph(hostile_records())
    (row,) = table(graph)
    assert row["label"].startswith("'=HYPERLINK")
    assert "<script>" in row["sentence"]
    assert not any(ord(char) < 32 for cell in row.values() for char in cell)


def test_the_timeline_is_a_table_of_dated_events_and_one_of_the_others(gold: KnowledgeGraph) -> None:
    text = timeline(gold)
    dated, undated = text.split("\n\n## Undated\n")
    assert "| 2024-03-04/2024-03-13 | strike | Ferry crews | Port Ellery |" in dated
    assert "(planned)" in text
    assert all(line.count(" | ") == 5 for line in dated.splitlines() if line.startswith("| ") and "\\|" not in line)
    assert dated.startswith("# Timeline\n\n| Date | What |")
    assert undated.startswith("\n| Date | What |")


def test_dates_that_contradict_stand_beside_the_one_that_is_shown() -> None:
    contested = KnowledgeGraph(harbour(CONTESTED))
    assert "| 2024-06-09 or 2024-06-08 (Thời báo Vịnh) | Reyes met Okafor |" in timeline(contested)
    assert any(line.endswith("  or 2024-06-08 (Thời báo Vịnh)") for line in timeline_lines(contested))
    rows = {row["label"]: row for row in table(contested)}
    told = rows["Reyes met Okafor"]
    assert (told["source_count"], told["other_dates"]) == ("3", "2024-06-08 (Thời báo Vịnh)")
    assert (rows["hai bên sẽ họp"]["source_count"], rows["hai bên sẽ họp"]["other_dates"]) == ("1", "")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a|b", "a\\|b"),
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"),
        ("[here](javascript:alert(1))", "\\[here\\](javascript:alert(1))"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("two\r\nlines\u2028more\x00", "two lines more"),
        ("Lê Văn Bảo *và* Lê_Văn", "Lê Văn Bảo \\*và\\* Lê\\_Văn"),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, want: str) -> None:
    assert markdown(text) == want


def test_hostile_text_cannot_leave_its_cell() -> None:
    lines = timeline(KnowledgeGraph(hostile_records())).splitlines()
    (row,) = [line for line in lines if "HYPERLINK" in line]
    assert "<script" not in row.replace("\\<", "")


def test_plain_lines_have_date_type_and_actors_and_no_escape_sequences(gold: KnowledgeGraph) -> None:
    lines = list(timeline_lines(gold))
    assert any(line.startswith("2024-03-04/2024-03-13  PROTEST       strike  Ferry crews  @ Port Ellery") for line in lines)
    assert len(lines) == len(gold.records.events)
    for line in timeline_lines(KnowledgeGraph(hostile_records())):
        assert not any(ord(char) < 32 for char in line)


def test_json_has_one_record_a_line_and_is_read_back_whole(gold: KnowledgeGraph) -> None:
    write_json(gold, file := io.BytesIO())
    assert KnowledgeGraph.from_json(file.getvalue().decode()) == gold
    assert len(file.getvalue().splitlines()) > len(gold.records.events) + len(gold.records.entities)


def test_json_keeps_what_graphs_are_merged_from() -> None:
    graph = KnowledgeGraph.of([Extraction(article) for article in gold_records().articles])
    write_json(graph, file := io.BytesIO())
    assert KnowledgeGraph.from_json(file.getvalue().decode()) == graph


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(values=records())
def test_any_graph_is_written_by_every_table_and_json_loses_nothing(values: Records) -> None:
    graph = KnowledgeGraph(values)
    write_json(graph, file := io.BytesIO())
    assert records_from_json(json.loads(file.getvalue())) == values
    assert len(table(graph)) == len(values.events)
    assert sum(line.startswith("| ") for line in timeline(graph).splitlines()) >= len(values.events)
