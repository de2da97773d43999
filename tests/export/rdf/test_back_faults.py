"""RDF that is not kg's, not whole, or made to harm: one line that says what and where, or left alone and counted."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import FormatError, InputError, KgError
from kg.export.rdf.loading import SUFFIXES, read_quads
from kg.export.rdf.reading import read_files, records
from kg.export.rdf.reading.words import Misfit, lay
from kg.model.event import EventLink, EventPredicate
from kg.model.references import check_references
from tests.export.rdf.test_back import read, written
from tests.export.rdf.test_mapping import ARTICLE, PLAN, RECORDS, VISIT, at

LINKED = replace(RECORDS, links=(EventLink(VISIT.id, EventPredicate.BEFORE, PLAN.id, (at("thăm Hà Giang"),)),))
LINES = written(LINKED, "ntriples").decode().splitlines(keepends=True)
VISIT_IRI = "https://example.org/kg/event/travel-0123456789ab"


def without(*words: str) -> bytes:
    """Leave out the first line that has all the words."""
    found = next(i for i, line in enumerate(LINES) if all(word in line for word in words))
    return "".join((*LINES[:found], *LINES[found + 1 :])).encode()


def changed(pattern: str, new: str) -> bytes:
    """Change the first line that has the pattern."""
    data, count = re.subn(pattern, lambda _: new, "".join(LINES), count=1)
    assert count == 1
    return data.encode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("event/travel", "#realis>"), r"event/travel-0123456789ab lacks kg:realis"),
        (("event/travel", "label>"), r"event/travel-0123456789ab lacks rdfs:label"),
        (("event/travel", "#dateBasis>"), r"event/travel-0123456789ab lacks kg:dateBasis"),
        (("event/travel", "wasDerivedFrom>"), r"event/travel-0123456789ab lacks prov:wasDerivedFrom"),
        (("entity/lam-bao", "schema.org/name>"), r"entity/lam-bao-0123456789ab lacks schema:name"),
        (("entity/lam-bao", "schema.org/Person>"), r"entity/lam-bao-\w+ lacks an rdf:type that says what kind"),
        (("topic/chuyen", "prefLabel>"), r"leads by schema:about to \S+, which is no topic"),
        (("participation/", "roleType>"), r"participation/\S+ lacks sem:roleType"),
        (("evidence/", "#inSentence>"), r"evidence/\S+ lacks kg:inSentence"),
        (("evidence/", "#rule>"), r"evidence/\S+ lacks kg:rule"),
        (("evidence/", "/position/"), r"evidence/\S+ lacks an oa:hasSelector that is its position"),
        (("evidence/", "/quote/"), r"evidence/\S+ lacks an oa:hasSelector that is its quote"),
        (("sentence/", "schema.org/text>"), r"sentence/\S+ lacks schema:text"),
        (("position/", "oa#start>"), r"position/\S+ lacks oa:start"),
        (("quote/", "oa#exact>"), r"quote/\S+ lacks oa:exact"),
        (("relation/", "#predicate>"), r"relation/\S+ lacks rdf:predicate"),
        (("link/", "#object>"), r"link/\S+ lacks rdf:object"),
        (("article/", "identifier>"), r"article/a1 lacks schema:identifier"),
        (("ontology#ArticleGraph",), r"no node in it is a kg:ArticleGraph; give a file that `kg"),
    ],
)
def test_what_lacks_is_said_with_its_place(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(FormatError, match=said) as caught:
        read(without(*words), "ntriples")
    assert caught.value.where is not None
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "new", "said"),
    [
        ("realis#actual", "realis#perhaps", "has realis:perhaps as kg:realis, which kg does not know"),
        ("role#agent", "rule#agent", "as sem:roleType, which kg does not know"),
        ("time#unitDay", "time#unitMinute", "has time:unitMinute as kg:precision"),
        (r'LatestEndTimeStamp> "2024', 'LatestEndTimeStamp> "1924', "has days that make no interval"),
        (r'LatestEndTimeStamp> "2024-06-09', 'LatestEndTimeStamp> "9999-12-31', "has days that make no interval"),
        (r'LatestEndTimeStamp> "2024', 'LatestEndTimeStamp> "year 2024', "is no day"),
        (r'#confidence> "0', '#confidence> "7', "is no number from 0 to 1"),
        (r'#confidence> "0.75', '#confidence> "NaN', "is no number from 0 to 1"),
        (r'oa#start> "\d+', 'oa#start> "-1', "is no whole number"),
        (r'oa#start> "\d+', 'oa#start> "99999999999', "ends at \\d+ and starts at 99999999999"),
        (r'oa#exact> "', 'oa#exact> "x', r"characters as oa:exact, and a position of \d+"),
        (r'oa#exact> "Lâm', 'oa#exact> "Lím', "is quoted in two ways at offset"),
        (r'oa#exact> "Lâm Bảo', 'oa#exact> "La\u0302m Ba', "is not in NFC"),
        (r'oa#prefix> "[^"]*', f'oa#prefix> "{"x" * 90}', "has an oa:prefix of 90 characters before offset"),
        (r'issued> "2024', 'issued> "soon', "article/a1 is no article of kg's"),
        (
            "terms/subject> <([^>]*)/11000000>",
            "terms/subject> <http://cv.iptc.org/newscodes/mediatopic/99>",
            "no subject that kg knows",
        ),
        ("broadMatch> <([^>]*)/11000000>", "broadMatch> <http://cv.iptc.org/newscodes/mediatopic/99>", "what kg does not know"),
        (r"org#headOf> <[^>]*> \.\n", "org#headOf> <http://x/> .\n", None),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(pattern: str, new: str, said: str | None) -> None:
    if said is None:  # the short way beside a statement is not read
        assert (
            read(changed(pattern, new), "ntriples").records.relations
            == read("".join(LINES).encode(), "ntriples").records.relations
        )
        return
    with pytest.raises(FormatError, match=said) as caught:
        read(changed(pattern, new), "ntriples")
    assert "\n" not in str(caught.value)


def test_two_values_where_there_is_one_are_said() -> None:
    more = "".join(LINES) + f'<{VISIT_IRI}> <http://www.w3.org/2000/01/rdf-schema#label> "đến"@vi .\n'
    with pytest.raises(FormatError, match=r"has 2 values of rdfs:label where there is one"):
        read(more.encode(), "ntriples")


def test_one_thing_under_two_names_is_said_to_be_of_two_graphs() -> None:
    renamed = "".join(LINES).replace("entity/lam-bao-", "entity/ong-bao-")
    with pytest.raises(FormatError, match=r"are one thing, 'entity-0123456789ab', in two graphs; import one graph at a time"):
        read(("".join(LINES) + renamed).encode(), "ntriples")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=3))
def test_whatever_lacks_there_is_a_whole_graph_or_one_line(missing: set[int]) -> None:
    data = "".join(line for i, line in enumerate(LINES) if i not in missing).encode()
    try:
        found = read(data, "ntriples")
    except FormatError as error:
        assert error.where is not None
        assert "\n" not in str(error)
    else:
        check_references(found.records)
        written(found.records, "ntriples")


def test_what_is_not_kgs_is_left_alone_and_counted() -> None:
    foreign = (
        "<http://other.example/x> <http://other.example/p> <http://other.example/y> .\n"
        f'<{VISIT_IRI}> <http://www.w3.org/2000/01/rdf-schema#comment> "checked by hand" .\n'
        f"<{VISIT_IRI}> <http://www.w3.org/2002/07/owl#deprecated> _:b .\n"
        '_:b <http://other.example/p> "blank" .\n'
        '<https://example.org/kg/nothing/x> <http://other.example/p> "no kind of kg\'s" .\n'
    )
    found = read(("".join(LINES) + foreign).encode(), "ntriples")
    assert found.foreign == 5
    assert found.records == read("".join(LINES).encode(), "ntriples").records


def test_graphs_of_two_bases_need_a_choice() -> None:
    other = written(replace(LINKED, articles=(replace(ARTICLE, title="Khác"),)), "ntriples", base_iri="http://other.example/")
    both = "".join(LINES).encode() + other
    with pytest.raises(FormatError, match=r"graphs with 2 base IRIs: .*; choose one of them with --base-iri"):
        read(both, "ntriples")
    assert read(both, "ntriples", base_iri="http://other.example").records.articles[0].title == "Khác"
    with pytest.raises(FormatError, match=r"no article's graph below https://third\.example/"):
        read(both, "ntriples", base_iri="https://third.example/")
    with pytest.raises(KgError, match="cannot be the start of IRIs"):
        read(both, "ntriples", base_iri="nothing")


def test_an_article_that_was_withdrawn_takes_its_actors_along() -> None:
    second = replace(ARTICLE, id="a2")
    here = replace(RECORDS.entities[1], mentions=(replace(at("Hà Giang"), article="a2"),))
    told = replace(RECORDS, articles=(ARTICLE, second), entities=(RECORDS.entities[0], here, *RECORDS.entities[2:]))
    quads = written(told, "nquads").decode().splitlines(keepends=True)
    kept = "".join(line for line in quads if not line.endswith("/graph/a1> .\n")).encode()
    found = read(kept, "nquads")
    assert [article.id for article in found.records.articles] == ["a2"]
    assert [entity.name for entity in found.records.entities] == ["Hà Giang"]
    assert found.left_out == 4


def test_a_graph_that_was_split_is_read_from_its_parts(tmp_path: Path) -> None:
    first, second = tmp_path / "1.nt", tmp_path / "2.nt.gz"
    first.write_text("".join(LINES[::2]), "utf-8")
    second.write_bytes(gzip.compress("".join(LINES[1::2]).encode()))
    whole = tmp_path / "graph.nt"
    whole.write_text("".join(LINES), "utf-8")
    assert kg.read_rdf(first, second).records == kg.read_rdf(whole).records
    with pytest.raises(FormatError, match=r"1\.nt: "):
        kg.read_rdf(first)


# Files made to harm.

CONTEXT = '{"@context": "https://schema.org/", "@id": "http://x/", "name": "x"}'
DOCTYPE = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.jsonld", CONTEXT, "has a context that stands elsewhere, and kg fetches nothing"),
        ("x.jsonld", '{"@context": {"@import": "file:///etc/passwd"}}', "kg fetches nothing"),
        ("x.rdf", DOCTYPE, "has a document type, which kg does not read"),
        ("x.rdf", "<!-- " + "x" * 70_000 + " -->" + DOCTYPE, "has a document type"),
        ("x.rdf", "<rdf:RDF", "is broken"),
        ("x.jsonld", '{"http://x/": ' * 100_000, "is broken"),
        ("x.nt", '<http://x/> <http://x/> "', "is broken"),
        ("x.ttl", "", "holds no graph of kg's"),
        ("x.ttl", "<http://x/> <http://x/> <http://x/> .", "holds no graph of kg's"),
        ("x.nt.gz", "not packed", "is packed wrongly"),
        ("x.doc", "", "is no RDF by its name; name it with one of"),
    ],
)
def test_a_file_that_harms_is_refused_with_a_line(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(KgError, match=said) as caught:
        read_files([path])
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_packed_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.nt.gz"
    path.write_bytes(gzip.compress(b"#" + b" " * 5_000_000 + b"\n"))
    with pytest.raises(InputError, match="too big"):
        list(read_quads(path, max_bytes=1_000_000))


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.nt.gz"
    path.write_bytes(gzip.compress("".join(LINES).encode())[:-200])
    with pytest.raises(FormatError, match="is packed wrongly"):
        list(read_quads(path))


def test_offsets_cannot_ask_for_a_text_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    far = re.sub(
        r'(?<=position/a1-0-40> )(\S+)> "(\d+)"',
        lambda found: f'{found[1]}> "{10_000_000_000 + int(found[2])}"',
        "".join(LINES),
    )
    with pytest.raises(FormatError, match=r"has a text of 10,000,000,0\d\d characters; the limit is"):
        read(far.encode(), "ntriples")
    monkeypatch.setattr(records, "MAX_TEXTS", 10)
    with pytest.raises(FormatError, match="ask for texts of more than 10 characters"):
        read("".join(LINES).encode(), "ntriples")


def test_a_text_that_its_quotes_do_not_fit_is_refused() -> None:
    data = written(RECORDS, "ntriples", with_text=True).decode()
    other = re.sub(r'articleBody> "Thủ tướng', 'articleBody> "Chủ tướng', data)
    assert other != data
    with pytest.raises(FormatError, match="article/a1 is quoted in two ways at offset 0"):
        read(other.encode(), "ntriples")


def test_a_sentence_of_four_megabytes_comes_back() -> None:
    text = "Bão " * 1_000_000 + "tan."
    sentence = replace(at("Lâm Bảo"), sentence=replace(at("Lâm Bảo").sentence, begin=0, end=len(text)))
    entity = replace(RECORDS.entities[0], mentions=(replace(sentence, span=replace(sentence.span, begin=0, end=3)),))
    long = replace(RECORDS, articles=(replace(ARTICLE, text=text),), entities=(entity,), events=(), relations=(), topics=())
    assert read(written(long, "nquads"), "nquads").records.articles[0].text == text


def test_a_message_cannot_command_the_terminal(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from kg.cli.main import cli

    path = tmp_path / "x.nt"
    path.write_bytes(changed("realis#actual", "http://x/\\\\u001b[31m" + "x" * 500))
    said = CliRunner().invoke(cli, ["import", str(path)]).stderr
    assert "\x1b" not in said
    assert len(said) < 500


def test_words_are_laid_where_they_stand() -> None:
    assert lay([]) == ""
    assert lay([(6, "Bảo"), (2, "Lâm"), (2, "Lâm Bảo"), (0, "a")]) == "a Lâm Bảo"
    assert lay([(3, "\U0001f600x"), (0, "a")]) == "a  \U0001f600x"
    assert lay([(0, "abcdef"), (2, "cd"), (4, "efgh")]) == "abcdefgh"
    with pytest.raises(Misfit) as caught:
        lay([(0, "abcdef"), (2, "cX")])
    assert caught.value.begin == 2


def test_the_command_line_knows_the_suffixes_that_can_be_read() -> None:
    from kg.cli.graphfiles import RDF

    assert set(SUFFIXES) == RDF | {".xml"}
