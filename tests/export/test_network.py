"""GraphML and GEXF are read back by networkx, whatever the text, and the same in every run."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
import pytest

from kg.export.network import write_gexf, write_graphml
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Realis
from tests.export.gold_records import gold_records

NASTY = "\"'<script>]]>&amp;\x00\x07\ud800\ufffe\u202eRTL"


@dataclass(frozen=True, slots=True)
class Network:
    graph: Any

    def to_networkx(self) -> Any:
        return self.graph


@pytest.fixture
def network() -> Network:
    graph: Any = nx.MultiDiGraph(name="x")
    graph.add_node(
        "e1",
        label="ký",
        kind=Realis.PLANNED,
        start=date(2024, 6, 9),
        end_exclusive="2024-06-11",
        key=None,
        names=("a", "b"),
        weight=2,
    )
    graph.add_node(f"a {NASTY}", label=NASTY, more={"b": 1, "a": [NASTY]}, tags={"z", "y"}, sure=True)
    graph.add_edge("e1", f"a {NASTY}", key="agent", role="agent", id="x", basis="", confidence=0.5)
    graph.add_edge("e1", f"a {NASTY}", key="patient", role="patient", source="e9", evidence=[NASTY])
    return Network(graph)


def written(write: Any, network: Network) -> bytes:
    write(network, file := io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_networkx_reads_back_nodes_edges_and_attributes(write: Any, read: Any, network: Network) -> None:
    again = read(io.BytesIO(written(write, network)))
    assert again.number_of_nodes() == 2
    assert again.number_of_edges() == 2
    assert {data["role"] for _, _, data in again.edges(data=True)} == {"agent", "patient"}
    node = again.nodes["e1"]
    assert node["label"] == "ký"
    assert node["kind"] == "planned"
    assert "2024-06-09" in node.values()
    assert "a; b" in node.values()
    assert "key" not in node
    (other,) = [data for name, data in again.nodes(data=True) if name != "e1"]
    assert "<script>" in other["label"]
    assert "\x00" not in other["label"]


def test_gexf_gives_events_a_lifetime_with_its_last_day(network: Network) -> None:
    data = written(write_gexf, network).decode()
    assert 'mode="dynamic"' in data
    assert 'timeformat="date"' in data
    assert 'start="2024-06-09" end="2024-06-10"' in data


def test_graphml_has_one_id_for_one_key(network: Network) -> None:
    network.graph.add_edge("e1", "e1", key="k", label="also a name of nodes")
    ids = re.findall(r'<key id="([^"]+)"', written(write_graphml, network).decode())
    assert len(ids) == len(set(ids))


def test_gexf_tells_no_time_of_writing(network: Network) -> None:
    assert b"lastmodified" not in written(write_gexf, network)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_the_order_of_making_does_not_show(write: Any, network: Network) -> None:
    turned: Any = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network.graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.graph.edges(keys=True, data=True))))
    assert written(write, Network(turned)) == written(write, network)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_ids_that_differ_in_what_xml_cannot_say_stay_apart(write: Any) -> None:
    graph: Any = nx.MultiDiGraph()
    graph.add_edge("a", "a\x00", key="k")
    data = written(write, Network(graph)).decode()
    assert len(set(re.findall(r'<node id="([^"]+)"', data))) == 2


@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_the_graph_of_the_news_is_read_back(write: Any, read: Any) -> None:
    graph = KnowledgeGraph(gold_records())
    write(graph, file := io.BytesIO())
    again, network = read(io.BytesIO(file.getvalue())), graph.to_networkx()
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    assert {d["label"] for _, d in again.nodes(data=True)} == {d["label"] for _, d in network.nodes(data=True)}
