"""RDF read back is the graph that was written: the same bytes again, and with the texts the very same records."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.export import EXPORTERS
from kg.export.rdf import RdfSyntax, write_rdf
from kg.export.rdf.reading import Reading, read_files
from kg.export.rdf.terms import exact, from_exact, laid, parts
from kg.model.graph import Records
from tests.export import generated
from tests.export.gold_records import GOLD, gold_records
from tests.export.rdf.settled import labelled, settled
from tests.export.rdf.story import CONTESTED
from tests.export.rdf.story import story as harbour
from tests.export.sample import hostile_records

BASES = ("https://example.org/kg/", "http://data.example:8080/a/event/b/")
TABLES = ("csv", "timeline")


def written(records: Records, syntax: str, *, base_iri: str = BASES[0], with_text: bool = False) -> bytes:
    file = io.BytesIO()
    write_rdf(kg.KnowledgeGraph(records), file, syntax, base_iri=base_iri, with_text=with_text)
    return file.getvalue()


def read(data: bytes, syntax: str, *, base_iri: str | None = None) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / EXPORTERS[syntax].file_name
        path.write_bytes(data)
        return read_files([path], base_iri=base_iri)


def tables(records: Records) -> list[str]:
    return [kg.KnowledgeGraph(records).text(form) for form in TABLES]


@cache
def story() -> Records:
    return kg.build([str(Path(__file__).parents[3] / "data" / "articles" / "alliance")]).records


def check(records: Records, syntax: str, base: str, others: Iterable[str], *, with_text: bool) -> None:
    """Hold one syntax read back to the law, in the bytes of the `others`."""
    found = read(written(records, syntax, base_iri=base, with_text=with_text), syntax)
    assert (found.base_iri, found.foreign, found.left_out) == (base, 0, 0)
    want = settled(records)
    for other in others:
        assert written(found.records, other, with_text=with_text) == written(want, other, with_text=with_text)
    assert tables(found.records) == tables(want)
    if with_text:
        assert found.records == want
    else:
        assert settled(found.records, with_text=False) == settled(records, with_text=False)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(values=generated.records(), syntax=st.sampled_from(RdfSyntax), base=st.sampled_from(BASES), with_text=st.booleans())
def test_any_graph_comes_back(values: Records, syntax: str, base: str, with_text: bool) -> None:
    values = labelled(values)
    check(values, syntax, base, RdfSyntax, with_text=with_text)
    # Sorted lines show neither the order of records nor what stands twice, which `settled` puts right.
    lines = written(values, "ntriples", with_text=with_text)
    assert written(read(lines, "ntriples").records, "ntriples", with_text=with_text) == lines


@pytest.mark.parametrize("syntax", list(RdfSyntax))
def test_dates_that_contradict_come_back(syntax: str) -> None:
    records = harbour(CONTESTED)
    found = read(written(records, syntax, with_text=True), syntax).records
    (told,) = [event for event in found.events if event.claims]
    assert (told.claims, told.source_count, told.time) == (CONTESTED.claims, 3, CONTESTED.time)
    check(records, syntax, BASES[1], [syntax], with_text=True)


@pytest.mark.parametrize("with_text", [False, True])
@pytest.mark.parametrize("syntax", list(RdfSyntax))
def test_the_sample_articles_come_back(syntax: str, with_text: bool) -> None:
    records = story()
    assert len(records.articles) > 5
    assert settled(records) == records  # what kg builds is settled already, so nothing at all is lost
    check(records, syntax, BASES[1], [syntax], with_text=with_text)


@pytest.mark.parametrize("with_text", [False, True])
def test_annotated_articles_and_hostile_texts_come_back(with_text: bool) -> None:
    for syntax in RdfSyntax:
        check(hostile_records(), syntax, BASES[0], RdfSyntax, with_text=with_text)
    check(gold_records(sorted(GOLD.glob("*.json"))[:2]), "trig", BASES[0], ["trig"], with_text=with_text)


@given(st.text(st.one_of(st.sampled_from(generated.HOSTILE), st.characters(exclude_categories=()))))
def test_identifiers_are_written_without_loss(text: str) -> None:
    value = parts(exact(text)).text
    assert from_exact(value) == text
    assert unicodedata.is_normalized("NFC", value)
    assert not {"\r", "\x00", "\ud800", "\x85"} & set(value)
    assert len(laid(text)) == len(text)
