"""A build on a cluster, from inputs to a finished folder: what is there before it ends, in what order, and what is left of a killed one.

    PATH/manifest.json            written last; names all that follows, with sizes and sums
    PATH/build-ID/quads/          N-Quads, packed, in parts
    PATH/build-ID/tables/NAME/    Parquet, in parts
    PATH/build-ID/faults/         what could not be read, a JSON object a line
    PATH/_work/ID/                what the steps have kept so far; gone at the end

ID stands for inputs, settings and code: the same build goes on where an earlier run stopped. An older result stays whole, and is what
the manifest names, until the new one takes its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.engine.cluster import Cluster, Files, Outputs
from kg.engine.flow import D, Flow, Row
from kg.errors import InputError, KgError
from kg.extractors import RuleExtractor
from kg.model.fingerprint import state_of
from kg.read.kinds import kind_of
from kg.read.source import missing, unknown_kind
from kg.scale.build import build
from kg.scale.extracting import extract_in_waves, extractions, first, issues, waves
from kg.scale.places import Given, Places, place_of
from kg.scale.reading import articles, fault_of, faults, read
from kg.scale.tables import TABLES

MANIFEST, WORK, BUILD = "manifest.json", "_work", "build-"
VERSION = 1  # of the manifest
LISTED = 100  # faults and findings that the manifest tells; all faults are in their folder
STDIN = "-"
ROOT = Path(__file__).parents[1]  # kg

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, where to, and how: the arguments of `kg build`. `codes` are those of the issues that are findings."""

    inputs: tuple[str, ...]
    out: str
    folders: tuple[Path, ...] = ()
    min_confidence: float | None = None
    as_of: date | None = None
    timeout: float | None = None
    codes: Collection[str] = frozenset()

    @property
    def settings(self) -> Manifest:
        """Give what a result depends on besides inputs and code."""
        return {
            "min_confidence": self.min_confidence,
            "as_of": self.as_of and self.as_of.isoformat(),
            "timeout": self.timeout,
        }


def run(cluster: Cluster[D], order: Order, version: str) -> Manifest:
    """Read, extract, build and write; give the manifest. One that is finished already is given as it is. `version` is kg's.

    Raises:
        KgError: No article could be read, and nothing is written; or the cluster gave up.
    """
    files = cluster.files
    out = files.whole(order.out).rstrip("/")
    places, wrong = _places(files, order.inputs)
    digest, size = cluster.inputs.state(places.roots())
    name = _name(order, places, digest)
    before = _finished(files, out)
    if before is not None and before["id"] == name:
        return before
    _sweep(files, f"{out}/{WORK}", name)
    flow, outputs = cluster.flow(f"{out}/{WORK}/{name}", size)
    here = f"{out}/{BUILD}{name}"
    manifest = _built(cluster, flow, outputs, order, places, wrong, here)
    manifest = {
        "kg": version,
        "manifest": VERSION,
        "id": name,
        "folder": f"{BUILD}{name}",
        "settings": order.settings,
        **manifest,
    }
    files.write(
        f"{out}/{MANIFEST}", json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"
    )
    for other in files.names(out):
        if other.startswith(BUILD) and other != f"{BUILD}{name}":
            files.delete(f"{out}/{other}")
    files.delete(f"{out}/{WORK}")
    return manifest


def _built(
    cluster: Cluster[D],
    flow: Flow[D],
    outputs: Outputs[D],
    order: Order,
    places: Places,
    wrong: list[Row],
    here: str,
) -> Manifest:
    found = flow.keep(read(flow, cluster.inputs, places, order.folders), "read")
    faulty = flow.keep(flow.union(faults(flow, found), flow.rows(wrong)), "faults")
    number, told = first(flow, faulty, LISTED)
    grave = flow.count(flow.map(faulty, lambda rows: (row for row in rows if not row.value.is_passed_over)))
    count = flow.count(articles(flow, found))
    if not count:
        fault = next((row.value for row in told if not row.value.is_passed_over), None)
        said = InputError("no articles") if fault is None else fault.error()
        raise KgError(f"{said.message}; no article could be read, so nothing is written", where=said.where, remedy=said.remedy)
    extractor = RuleExtractor(order.folders, order.min_confidence)
    parts = waves(count, cluster.processes)
    extracted = extract_in_waves(
        flow, articles(flow, found), extractor, cluster.mapper(order.timeout), parts, frozenset(order.codes)
    )
    findings, issued = first(flow, issues(flow, extracted), LISTED)
    whole = extractions(flow, extracted)
    built = build(flow, whole, as_of=order.as_of)
    lines = outputs.lines(built.quads, f"{here}/quads", ".nq.gz")
    rows = {name: outputs.table(built.tables[name], columns, f"{here}/tables/{name}") for name, columns in TABLES.items()}
    outputs.lines(flow.map(faulty, _lines), f"{here}/faults", ".jsonl.gz")
    return {
        "counts": {
            "articles": count,
            "faults": number,
            "grave": grave,
            "findings": findings,
            "quads": lines,
            "tables": rows,
        },
        "faults": [{**_fault(row), "passed_over": row.value.is_passed_over} for row in told],
        "findings": [{"article": row.key, "message": row.value} for row in issued],
        "files": outputs.described(here),
    }


def _places(files: Files, inputs: tuple[str, ...]) -> tuple[Places, list[Row]]:
    """Find the inputs; give those that are there, and the faults of the others."""
    given: list[Given] = []
    wrong: list[Row] = []
    for number, name in enumerate(inputs):
        if name == STDIN:
            raise KgError("standard input cannot be spread over machines", remedy="write it to a file")
        path = files.whole(name)
        is_folder = files.is_folder(name)
        fault: InputError | None = None
        if not files.exists(name):
            fault = missing(name)
        elif not is_folder and path.rpartition("/")[2].startswith("_"):
            fault = InputError("has a name that Spark passes over: it begins with _", where=name, remedy="rename it")
        elif not is_folder and not kind_of(path):
            fault = unknown_kind(name)
        if fault is None:
            given.append(Given(number, name, path, is_folder))
        else:
            wrong.append(Row(place_of(number), "", fault_of(fault)))
    return Places(given), wrong


def _name(order: Order, places: Places, digest: str) -> str:
    """Give the name of a build: a hash of all that its result depends on."""
    parts = [digest, json.dumps(order.settings), *_code(order.folders)]
    parts += [f"{one.number} {one.path} {one.name}" for one in places.given]
    return hashlib.blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _code(folders: tuple[Path, ...]) -> Iterator[str]:
    """Name the state of all of kg's code and tables, and of each of the user's packs: a build by another may give another graph."""
    for folder in (ROOT, *folders):
        yield state_of((path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"), folder)


def _finished(files: Files, out: str) -> Manifest | None:
    data = files.read(f"{out}/{MANIFEST}")
    if data is None:
        return None
    try:
        manifest = json.loads(data)
        is_ours = manifest["manifest"] == VERSION and files.exists(f"{out}/{manifest['folder']}")
    except (ValueError, KeyError, TypeError):
        raise KgError("is no manifest of a build by kg", where=f"{out}/{MANIFEST}", remedy="give --out another folder") from None
    return manifest if is_ours else None


def _sweep(files: Files, work: str, name: str) -> None:
    """Remove what other builds have left that were killed."""
    for other in files.names(work):
        if other != name:
            files.delete(f"{work}/{other}")


def _fault(row: Row) -> dict[str, str | None]:
    return {"where": row.value.where, "message": row.value.message, "remedy": row.value.remedy}


def _lines(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        line = json.dumps(_fault(row), ensure_ascii=False).encode("utf-8", "backslashreplace")
        yield Row(row.key, row.order, line + b"\n")
