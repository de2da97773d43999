"""What one asks of a graph: its timeline, surroundings, paths, numbers; and that none of it depends on how it was built."""

from __future__ import annotations

import io
import json
from datetime import date
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import FormatError
from kg.graph.knowledge import KnowledgeGraph, merge
from kg.model.event import EventPredicate, EventType, Realis
from kg.model.graph import Records
from tests.factories import story

STORY = story()
GRAPH = KnowledgeGraph.of(STORY)
parts = st.lists(st.sampled_from(STORY), max_size=4).map(KnowledgeGraph.of)


@settings(max_examples=30, deadline=None)
@given(parts, parts, parts)
def test_merge_ignores_order_grouping_and_repetition(a: KnowledgeGraph, b: KnowledgeGraph, c: KnowledgeGraph) -> None:
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge(a, b, c)
    assert merge(a, a) == a


def test_a_graph_cut_out_of_another_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="cut out"):
        merge(GRAPH, GRAPH.neighbourhood(GRAPH.find_actors("Mỹ")[0]))


def test_the_timeline_is_sorted_by_day_and_ends_with_what_is_undated() -> None:
    days = [event.time.edtf if event.time else None for event in GRAPH.timeline()]
    assert days == ["2024-04-10", "2024-04-10", "2024-06-09", "2024-06-10", "2024-09-07", None]


@pytest.mark.parametrize("name", ["Kishida", "fumio", "Fumio Kishida", "kish"])
def test_the_timeline_of_an_actor_is_found_by_any_part_of_the_name(name: str) -> None:
    assert {event.type for event in GRAPH.timeline(actor=name)} == {EventType.AGREE, EventType.MEET}


@pytest.mark.parametrize("name", ["Nhật Bản", "nhat ban", "Japan", "Tokyo"])
def test_names_in_every_language_and_without_marks_find_the_same_actor(name: str) -> None:
    (found,) = GRAPH.find_actors(name)
    assert GRAPH.index.entities[found].key == "country:JP"


def test_a_word_typed_with_marks_fits_no_other_marks() -> None:
    assert GRAPH.find_actors("Lê Văn Bão") == ()
    assert len(GRAPH.find_actors("le van bao")) == 1
    assert GRAPH.find_actors("") == GRAPH.find_actors("  ") == ()


def test_filters_hold_together() -> None:
    assert [e.label for e in GRAPH.timeline(realis={Realis.PLANNED})] == ["lập nhóm công tác"]
    june = GRAPH.timeline(start=date(2024, 6, 1), end=date(2024, 6, 10))
    assert [e.type for e in june] == [EventType.MEET]
    assert {e.type for e in GRAPH.timeline(topic="ten lua")} == {EventType.MEET, EventType.ORGANISATION}
    assert GRAPH.timeline(types={EventType.WEATHER}, actor="Japan") == ()
    assert GRAPH.timeline(actor="Kyodo") == (), "who only reports an event takes no part in it"


def test_the_neighbourhood_of_an_actor_holds_its_events_and_their_actors() -> None:
    (state,) = GRAPH.find_actors("Quảng Ninh")
    cut = GRAPH.neighbourhood(state).records
    assert [e.type for e in cut.events] == [EventType.WEATHER]
    assert {e.name for e in cut.entities} == {"Quảng Ninh", "Lê Văn Bảo"}
    assert [a.id for a in cut.articles] == ["d-vi-storm"]
    with pytest.raises(KeyError):
        GRAPH.neighbourhood("nobody")


def test_a_neighbourhood_keeps_the_links_between_its_events() -> None:
    (person,) = GRAPH.find_actors("Joe Biden")
    cut = GRAPH.neighbourhood(person).records
    assert [(link.predicate, link.provenance[0].article) for link in cut.links] == [(EventPredicate.PART_OF, "b-en-forum")]
    assert {link.predicate for link in GRAPH.records.links} == {
        EventPredicate.BEFORE,
        EventPredicate.ABOUT,
        EventPredicate.PART_OF,
    }


def test_a_path_says_by_which_roles_and_where() -> None:
    way = GRAPH.path("Biden", "Mỹ")
    assert way is not None
    assert way[0].source in GRAPH.find_actors("Biden")
    assert way[-1].target in GRAPH.find_actors("Mỹ")
    assert all(a.target == b.source for a, b in pairwise(way))
    assert [step.label for step in way] == ["agent", "agent", "citizen_of", "agent", "agent"]
    assert all(step.provenance for step in way)
    assert GRAPH.path("Biden", "Quảng Ninh") is None
    assert GRAPH.path("Biden", "Joe Biden") == ()
    with pytest.raises(KeyError):
        GRAPH.path("Biden", "Nobody At All")


def test_topics_and_actors_come_with_their_number_of_events() -> None:
    assert [(topic.label, count) for topic, count in GRAPH.topics()] == [("sản xuất tên lửa", 2), ("missile production", 0)]
    assert GRAPH.actors()[0][1] == 2


def test_the_numbers_add_up() -> None:
    numbers = GRAPH.statistics()
    assert (numbers.articles, numbers.events, numbers.dated, numbers.joined) == (4, 6, 5, 3)
    assert numbers.languages == (("en", 1), ("vi", 3))
    assert (numbers.first_day, numbers.last_day) == (date(2024, 4, 10), date(2024, 9, 7))
    assert KnowledgeGraph(Records()).statistics().first_day is None


def test_json_brings_back_an_equal_graph_that_can_still_be_merged() -> None:
    again = KnowledgeGraph.from_json(GRAPH.to_json())
    assert again == GRAPH
    assert merge(again, KnowledgeGraph.of(STORY[:1])) == GRAPH
    assert KnowledgeGraph.from_json(KnowledgeGraph.of(reversed(STORY)).to_json()).to_json() == GRAPH.to_json()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 99}', json.dumps({**json.loads(GRAPH.to_json()), "extractions": [{"article": "x"}]})]
)
def test_what_is_no_graph_is_said_to_be_none(text: str) -> None:
    with pytest.raises(FormatError):
        KnowledgeGraph.from_json(text)


def test_networkx_has_all_nodes_and_only_scalars() -> None:
    graph = GRAPH.to_networkx()
    records = GRAPH.records
    assert len(graph) == sum(map(len, (records.articles, records.entities, records.events, records.topics)))
    values = [v for _, data in graph.nodes(data=True) for v in data.values()]
    values += [v for *_, data in graph.edges(data=True) for v in data.values()]
    assert {type(value) for value in values} <= {str, int, float}
    (talks,) = GRAPH.timeline(start=date(2024, 6, 9), end=date(2024, 6, 10))
    kinds = {data["kind"] for *_, data in graph.out_edges(talks.id, data=True)}
    assert kinds == {"participation", "reported_in", "about"}
    (before,) = (data for _, _, data in graph.in_edges(talks.id, data=True) if data["kind"] == "link")
    assert (before["predicate"], before["articles"]) == ("before", 2)
    assert all(data["words"] in data["sentence"] for *_, data in graph.edges(data=True))


def test_networkx_formats_can_write_it() -> None:
    graph = GRAPH.to_networkx()
    for write in (nx.write_graphml, nx.write_gexf):
        file = io.BytesIO()
        write(graph, file)
        assert "Nhật Bản" in file.getvalue().decode()
