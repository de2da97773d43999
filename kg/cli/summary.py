"""What the commands that make a graph write, and say of it in the end."""

from __future__ import annotations

from pathlib import Path

from kg.cli.terminal import clean, progress
from kg.export import EXPORTERS, open_atomically
from kg.graph.knowledge import KnowledgeGraph


def write_all(graph: KnowledgeGraph, folder: Path) -> list[tuple[Path, str]]:
    """Write the graph in every format, with progress on stderr; gives each file and what it is."""
    written: list[tuple[Path, str]] = []
    for exporter in progress(EXPORTERS.values(), "writing"):
        path = folder / exporter.file_name
        with open_atomically(path) as file:
            exporter.write(graph, file)
        written.append((path, exporter.about))
    return written


def summary(graph: KnowledgeGraph, written: list[tuple[Path, str]]) -> str:
    """Give what a graph holds, in numbers, and where it was written."""
    records = graph.records
    dated = sum(event.time is not None for event in records.events)
    counts = (
        (len(records.articles), "articles"),
        (len(records.events), f"events, {dated} of them dated"),
        (len(records.entities), "actors and places"),
        (len(records.relations), "relations"),
        (len(records.topics), "topics"),
    )
    number = max(len(f"{count:,}") for count, _ in counts)
    name = max(len(path.name) for path, _ in written)
    page = next((path for path, _ in written if path.suffix == ".html"), None)
    lines = [f"{count:>{number},}  {what}" for count, what in counts]
    lines += ["", f"Written to {written[0][0].parent}:"]
    lines += [f"  {path.name:<{name}}  {about}" for path, about in written]
    if page is not None:
        lines += ["", f"Open {page} in a browser, or run `kg view`; `kg timeline` shows the events here."]
    return clean("\n".join(lines), keep_lines=True)
