"""Graphs with what a user corrects: the option --corrections of all commands that make or load one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.cli.terminal import Report
from kg.errors import KgError
from kg.model.event import Extraction
from kg.public import KnowledgeGraph


def corrected(extractions: Iterable[Extraction], path: Path | None, report: Report) -> KnowledgeGraph:
    """Resolve extractions with the corrections of a file, if there is one; those that are left out are findings.

    Raises `KgError` if there is no such file, or one with an entry at fault.
    """
    if path is None:
        return KnowledgeGraph.of(extractions)
    from kg.read.corrections import read_corrections

    corrections = read_corrections(path)
    return KnowledgeGraph.of(extractions, corrections, lambda finding: report.findings.append(str(finding)))


def corrected_again(graph: KnowledgeGraph, path: Path | None, report: Report) -> KnowledgeGraph:
    """Give a graph that is there already with the corrections of a file, made anew from what it was made of.

    Raises `KgError` like `corrected`, or if the graph does not have what it was made of.
    """
    if path is None:
        return graph
    if graph.records.articles and not graph.extractions:
        raise KgError(
            "this graph does not have what it was made of, and cannot be corrected",
            remedy="give its graph.json, its articles or --store FILE",
        )
    return corrected(graph.extractions, path, report)
