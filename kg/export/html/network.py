"""The network as pyvis holds it: nodes with places computed beforehand, edges, and options without physics."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

from kg.export.html.axis import Axis
from kg.export.html.layout import Body, Layout, lay_out
from kg.export.html.vendored import vis_network
from kg.model.time import Grain, Interval

Json = dict[str, Any]

# Vis-network's own shapes; a shape tells what colour tells, for those who see no difference in hue.
SHAPES = {
    "event": "diamond",
    "person": "dot",
    "organisation": "square",
    "place": "triangle",
    "group": "hexagon",
    "topic": "star",
}
LINE, LETTER = 14.0, 6.3  # pixels of the page's label font at its natural size
WRAP = 22  # letters in a line of a label; the page's script wraps alike
LINES = 2
ALL_LABELLED = 60  # nodes up to which every label gets its room
MOST_DRAWN = 1500  # nodes; of a larger graph the page places those that it shows
MOST_TOPICS = 16  # drawn; the filter and the search have all
OPTIONS: Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": True, "hideEdgesOnDrag": False, "multiselect": False, "tooltipDelay": 120},
    "nodes": {"labelHighlightBold": False, "borderWidthSelected": 3},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
}


def draw_network(data: Json) -> tuple[Json, Path]:
    """Build the network of a page's data with pyvis.

    Gives the network as JSON (nodes, edges, options, the place of the axis) and the folder in pyvis's
    wheel that holds the vis-network build to draw it with.
    """
    import pyvis  # here: it brings IPython, which takes a second
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    nodes, bodies = _nodes(data)
    edges = _edges(data, {node["id"] for node in nodes})
    number = {node["id"]: i for i, node in enumerate(nodes)}
    links = [(number[edge["from"]], number[edge["to"]], edge["pull"]) for edge in edges]
    whole = len(nodes) <= MOST_DRAWN
    layout = lay_out(bodies, links, _told(data)) if whole else lay_out([], [])
    for node in nodes:
        if whole:
            node["x"], node["y"] = layout.places[node["id"]]
        network.nodes.append(node)
    for edge in edges:
        del edge["pull"]
        network.edges.append(edge)
    network.edges += _link_edges(data)
    network.options = OPTIONS
    drawn, lines, _, _, _, options = network.get_network_data()
    return {
        "nodes": drawn,
        "edges": lines,
        "options": json.loads(options),
        "axis": _frame(layout),
    }, vis_network(Path(pyvis.__path__[0]))


def _frame(layout: Layout) -> Json:
    return {"width": layout.axis_width, "undated": [layout.undated_left, layout.undated_right]}


def _nodes(data: Json) -> tuple[list[Json], list[Body]]:
    nodes: list[Json] = []
    bodies: list[Body] = []
    axis = Axis(tuple(data["axis"]["days"]), tuple(data["axis"]["places"]), ())
    shared = _windows(data, axis)
    room = _label_room(data)
    for i, event in enumerate(data["events"]):
        weight = event["n"] + len(event["parts"]) + 2 * event["conf"]
        node = _node(f"e{i}", "event", 5.5 + min(8.0, 1.3 * sqrt(weight)), weight)
        nodes.append(node)
        bodies.append(_body(node, event["label"], room, shared[i]))
    for i, actor in enumerate(data["actors"]):
        if actor["n"] or actor["r"]:
            weight = 2 * actor["n"] + actor["r"]
            node = _node(f"a{i}", actor["kind"], 6.0 + min(16.0, 2.4 * sqrt(weight)), weight)
            nodes.append(node)
            bodies.append(_body(node, actor["name"], room))
    topics = sorted(range(len(data["topics"])), key=lambda i: (-data["topics"][i]["n"], i))[:MOST_TOPICS]
    for i in sorted(topics):
        topic = data["topics"][i]
        if topic["n"]:
            node = _node(f"t{i}", "topic", 6.0 + min(4.0, 0.7 * sqrt(topic["n"])), 1 + topic["n"] // 3)
            nodes.append(node)
            bodies.append(_body(node, topic["label"], room))
    return nodes, bodies


def _windows(data: Json, axis: Axis) -> list[tuple[float, float] | None]:
    windows: list[tuple[float, float] | None] = []
    for event in data["events"]:
        time = event["time"]
        if time is None:
            windows.append(None)
            continue
        start, end = (date.fromisoformat(time[end]) if time[end] else None for end in ("start", "end"))
        low, high = axis.window(Interval(start, end, Grain(time["grain"])))
        if start is None:
            low = max(0.0, high - 0.02)
        if end is None:
            high = axis.window(Interval(start, date.fromordinal((start or date.min).toordinal() + 1), Grain.DAY))[1]
        windows.append((low, high))
    return windows


def _node(key: str, group: str, size: float, weight: float) -> Json:
    return {"id": key, "group": group, "shape": SHAPES[group], "size": round(size, 1), "value": round(weight, 2)}


def _label_room(data: Json) -> float:
    """Give the share of its label that a node gets room for: a crowd is not all labelled at once."""
    count = len(data["events"]) + sum(1 for actor in data["actors"] if actor["n"] or actor["r"])
    return max(0.3, min(1.0, sqrt(ALL_LABELLED / max(count, 1))))


def _body(node: Json, label: str, room: float, window: tuple[float, float] | None = None) -> Body:
    lines = min(LINES, 1 + len(label) // WRAP) * room
    longest = min(len(label), WRAP) * room
    size = node["size"]
    return Body(
        key=node["id"],
        width=max(2 * size, longest * LETTER),
        height=2 * size + lines * LINE + 4,
        drop=(lines * LINE + 4) / 2,
        window=window,
        undated=node["group"] == "event" and window is None,
    )


def _link_edges(data: Json) -> list[Json]:
    """Give the edges from event to event; the page shows those of the chosen event only, so they move no node."""
    edges = [
        {"id": f"l{i}", "from": f"e{link['s']}", "to": f"e{link['o']}", "kind": "link"} for i, link in enumerate(data["links"])
    ]
    _bend(edges)
    return edges


def _edges(data: Json, drawn: set[str]) -> list[Json]:
    edges: list[Json] = []
    degree: Counter[str] = Counter()
    for i, event in enumerate(data["events"]):
        for j, (actor, _, _) in enumerate(event["parts"]):
            edges.append({"id": f"p{i}.{j}", "from": f"a{actor}", "to": f"e{i}", "kind": "part", "pull": 1.0})
        for topic in event["topics"]:
            edges.append({"id": f"s{i}.{topic}", "from": f"t{topic}", "to": f"e{i}", "kind": "topic", "pull": 0.15})
    for i, link in enumerate(data["relations"]):
        if link["o"] is not None and link["o"] != link["s"]:
            edges.append({"id": f"r{i}", "from": f"a{link['s']}", "to": f"a{link['o']}", "kind": "relation", "pull": 1.2})
    _bend(edges)
    edges = [edge for edge in edges if edge["from"] in drawn and edge["to"] in drawn]
    for edge in edges:
        degree.update((edge["from"], edge["to"]))
    for edge in edges:
        # A hub pulls each of its many neighbours less, or all of them would end in one heap.
        edge["pull"] = edge["pull"] / max(degree[edge["from"]], degree[edge["to"]]) ** 0.5
    return edges


def _bend(edges: list[Json]) -> None:
    """Curve relations, and every edge that has twins between the same two nodes, each its own way: all can be picked."""
    pairs: defaultdict[tuple[str, str], list[Json]] = defaultdict(list)
    for edge in edges:
        pairs[min(edge["from"], edge["to"]), max(edge["from"], edge["to"])].append(edge)
    for pair, twins in pairs.items():
        if len(twins) == 1 and twins[0]["kind"] != "relation":
            continue
        for bend, edge in enumerate(twins):
            edge["smooth"] = {
                "enabled": True,
                "type": "curvedCW" if (bend % 2 == 0) == (edge["from"] == pair[0]) else "curvedCCW",
                "roundness": round(min(0.12 + 0.12 * (bend // 2), 0.6), 2),
            }


def _told(data: Json) -> list[list[int]]:
    """Give the events that one article tells, as positions among the nodes, article by article."""
    told: list[list[int]] = [[] for _ in data["articles"]]
    for i, event in enumerate(data["events"]):
        for article in event["articles"]:
            told[article].append(i)
    return told
