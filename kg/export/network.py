"""The network as GraphML and GEXF, for Gephi, yEd, Cytoscape and their like."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, BinaryIO, Protocol

import networkx as nx

from kg.model.ids import content_id

Value = str | int | float | bool

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# networkx writes today's date into a GEXF file: two runs would differ.
_CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')
# GEXF gives these names a meaning of its own: a lifetime, a parent, a drawing, a thickness.
_GEXF_NAMES = {
    "begin": "begin_code_point",
    "end": "end_code_point",
    "id": "identifier",
    "pid": "parent",
    "viz": "drawing",
    "weight": "strength",
}


class HasNetwork(Protocol):
    """A graph that gives its network: `KnowledgeGraph`."""

    def to_networkx(self) -> Any:
        """Give nodes and edges with their attributes."""


def write_graphml(graph: HasNetwork, file: BinaryIO) -> None:
    """Write the network in GraphML; what is unknown of a node or an edge is left out."""
    # Keys by number: GraphML wants one id for one key, and nodes and edges have attributes of the same name.
    nx.write_graphml_xml(_plain(graph.to_networkx(), {}), file)
    file.write(b"\n")


def write_gexf(graph: HasNetwork, file: BinaryIO) -> None:
    """Write the network in GEXF 1.2, without the date of writing; dated events have a lifetime, for Gephi's timeline."""
    plain = _plain(graph.to_networkx(), _GEXF_NAMES)
    for _, data in plain.nodes(data=True):
        if "end_exclusive" in data:  # a lifetime includes its last day
            data["end"] = (date.fromisoformat(data["end_exclusive"]) - timedelta(days=1)).isoformat()
    written = io.BytesIO()
    nx.write_gexf(plain, written, version="1.2draft")
    file.write(_CLOCK.sub(b"", written.getvalue(), count=1))
    file.write(b"\n")


def _plain(network: Any, renamed: Mapping[str, str]) -> Any:
    """Copy a network with sorted nodes and edges, and with attributes that both formats know."""
    plain = nx.MultiDiGraph()
    ids: dict[Any, str] = {}
    for node in sorted(network.nodes, key=str):
        name = _clean(str(node))
        ids[node] = name if name not in plain else content_id("node", node)
        plain.add_node(ids[node], **_attributes(network.nodes[node], renamed))
    edges = ((ids[a], ids[b], str(key), _attributes(data, renamed)) for a, b, key, data in network.edges(keys=True, data=True))
    for number, (source, target, _, attributes) in enumerate(sorted(edges, key=lambda e: (*e[:3], json.dumps(e[3])))):
        plain.add_edge(source, target, key=number, **attributes)
    return plain


def _attributes(data: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Value]:
    plain = {renamed.get(name, name): _value(data[name]) for name in sorted(data)}
    return {name: value for name, value in plain.items() if value is not None and value != ""}


def _value(value: Any) -> Value | None:
    match value:
        case None:
            return None
        case bool() | int() | float():
            return value
        case str():
            return _clean(str(value))
        case date():
            return value.isoformat()
        case Mapping():
            return _clean(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
        case Iterable():
            parts = [str(_value(part) or "") for part in value]
            return "; ".join(sorted(parts) if isinstance(value, set | frozenset) else parts)
        case _:
            return _clean(str(value))


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
