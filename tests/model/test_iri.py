"""What may stand as an IRI: whatever passes can be written and read in every syntax."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.iri import LONGEST, is_web_iri

GOOD = (
    "http://www.wikidata.org/entity/Q17",
    "https://sws.geonames.org/1850147/",
    "https://vi.wikipedia.org/wiki/Hà_Nội",
    "https://example.org:8080/a?b=c&d=(e)'#f",
    "http://example.org",
    "https://例え.jp/%E3%81%82",
)
BAD = (
    "",
    "Q17",
    "wikidata.org/entity/Q17",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://",
    "http:///a",
    "http://user:word@example.org/",
    "http://example.org/a b",
    "http://example.org/a\n",
    "http://example.org/> <http://x",
    'http://example.org/"',
    "http://example.org/{a}",
    "http://example.org/a\\b",
    "http://example.org/[a]",
    "http://example.org/%zz",
    "http://example.org/a#b#c",
    "http://example.org/\u202e",
    "http://example.org/\ud800",
    "http://example.org/\x00",
    "http://example.org/a\u0301",
    "http://example.org:123456/",
    "http://example.org/" + "a" * LONGEST,
    "HTTP://example.org/",
)


@pytest.mark.parametrize("iri", GOOD)
def test_iris_of_the_web_pass(iri: str) -> None:
    assert is_web_iri(iri)


@pytest.mark.parametrize("iri", BAD)
def test_nothing_else_does(iri: str) -> None:
    assert not is_web_iri(iri)


@given(st.from_regex(r"https?://[a-z.]{1,8}[/?#][^\x00-\x20]{0,20}", fullmatch=True))
@example("http://a/\u3000")
@example("http://a/\ue000")
def test_what_passes_is_read_back_from_every_syntax(iri: str) -> None:
    if not is_web_iri(iri):
        return
    quad = ox.Triple(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.NamedNode(iri))
    for syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML):
        written = ox.serialize([quad], format=syntax)
        assert written is not None
        assert [parsed.object for parsed in ox.parse(written, format=syntax)] == [ox.NamedNode(iri)]
