"""Annotated articles as marked-up text: what is marked is what is read, and what is wrong is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import FormatError
from kg.learn.gold import GoldArticle, load_gold
from kg.learn.markup import read_markup

FERRY = """\
lang: en
published: 2026-03-04
topics: ferry safety; port authority

Port Ellery {halts|e1} ferries after {collision|e2}
= e2 ACCIDENT core 2026-03-02 context actual patient=a2 place=a3

The port authority {suspended|e1!} all sailings on Tuesday, a day after two boats {collided|e2}.
= e1 SANCTION core 2026-03-03 explicit actual agent=a1 by=a4
> a4 holds_role harbour master
Boats of the authority, the council said, may {sail|e3} again or not {sail|e4} again.
= e3 TRAVEL minor - none possible agent=a1,a2
= e4 TRAVEL minor - none negated agent=a1
> a1 located_in a3

@ a1 organisation port authority | authority
@ a2 group two boats | Boats
@ a3 place Port Ellery
@ a4 organisation council
"""


def _load(tmp_path: Path, text: str) -> GoldArticle:
    (tmp_path / "en-ferry.markup").write_text(text, encoding="utf-8")
    return load_gold(tmp_path)[0]


def test_text_is_the_lines_without_marks_and_sentences_are_the_lines(tmp_path: Path) -> None:
    article = _load(tmp_path, FERRY)
    title, first, second = (span.of(article.text) for span in article.sentences)
    assert title == article.record["title"] == "Port Ellery halts ferries after collision"
    assert first == "The port authority suspended all sailings on Tuesday, a day after two boats collided."
    assert article.text == f"{title}\n{first} {second}"
    assert article.id == "en-ferry"
    assert article.topics == ("ferry safety", "port authority")


def test_empty_line_ends_a_paragraph(tmp_path: Path) -> None:
    article = _load(tmp_path, FERRY.replace("Boats of", "\nBoats of"))
    assert "collided.\nBoats" in article.text


def test_events_have_their_mentions_best_first_and_their_people(tmp_path: Path) -> None:
    article = _load(tmp_path, FERRY)
    events = {event.id: event for event in article.events}
    assert [span.of(article.text) for span in events["e1"].triggers] == ["suspended", "halts"]
    assert [span.of(article.text) for span in events["e2"].triggers] == ["collision", "collided"]
    assert (events["e1"].edtf, events["e1"].basis, events["e1"].core) == ("2026-03-03", "explicit", True)
    assert events["e1"].source == {"council"}
    assert [(p.role, sorted(p.forms)) for p in events["e3"].participants] == [
        ("agent", ["authority", "port authority"]),
        ("agent", ["Boats", "two boats"]),
    ]
    assert (events["e3"].edtf, events["e3"].realis, events["e3"].core) == (None, "possible", False)


def test_same_word_twice_in_a_sentence_is_told_apart(tmp_path: Path) -> None:
    article = _load(tmp_path, FERRY)
    third, fourth = (event.triggers[0] for event in article.events if event.id in ("e3", "e4"))
    assert third.of(article.text) == fourth.of(article.text) == "sail"
    assert third.begin < fourth.begin


def test_relations_stand_below_their_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.markup").write_text(FERRY, encoding="utf-8")
    assert read_markup(tmp_path / "one.markup")["relations"] == [
        {"s": 1, "subject": "a4", "predicate": "holds_role", "object": "harbour master"},
        {"s": 2, "subject": "a1", "predicate": "located_in", "object": "a3"},
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("lang: en\n", "", "lacks lang"),
        ("published: 2026-03-04", "published 2026-03-04", "2: 'published 2026-03-04' is no 'key: value'"),
        ("SANCTION core", "SANCTIONS core", "9: 'SANCTIONS' is none of"),
        ("2026-03-03 explicit", "3/3 explicit", "9: '3/3' is no EDTF date"),
        ("2026-03-03 explicit", "- explicit", "9: a date of '-' has the basis none"),
        ("agent=a1 by=a4", "who=a1 by=a4", "9: 'who=a1' is no role=actor"),
        ("= e4", "= e3", "13: event e3 is defined twice"),
        ("{sail|e4}", "sail", "event e4 is defined but not marked"),
        ("{sail|e4}", "{sail|e5}", "event e"),
        ("{sail|e4}", "{sail}", "11: has a brace or bar that marks nothing"),
        ("@ a3 place Port Ellery", "@ a3 place Port Elery", "'Port Elery' of a3 is not in the text"),
        ("@ a3 place", "@ a3 town", "18: an actor is: id person|organisation|place|group name"),
        ("@ a3 place", "@ a2 place", "18: actor a2 is named twice"),
        ("@ a4 organisation council", "", "names the actor a4, which is not defined"),
        ("a1 located_in a3", "a1 near a3", "14: a relation is: actor predicate actor"),
        ("a1 located_in a3", "a1 located_in a9", "a relation names the actor a9, which is not defined"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    assert right in FERRY
    with pytest.raises(FormatError) as caught:
        _load(tmp_path, FERRY.replace(right, wrong, 1))
    assert told in str(caught.value)
    assert "en-ferry.markup" in str(caught.value)


def test_file_without_an_article_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="has no sentence"):
        _load(tmp_path, "lang: en\npublished: 2026-03-04\n")
