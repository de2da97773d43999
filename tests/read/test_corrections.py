"""A user's file of corrections: what it may say, and what is said of one at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import FormatError, InputError
from kg.model.entity import EntityKind
from kg.model.event import Predicate
from kg.read.corrections import read_corrections
from kg.resolve.corrections import Act, ActorRef, Correction, RelationRef

FILE = """# who is who
[[same]]
actors = ["Sở Nắng", { name = "Sở Nắng Mưa", kind = "organisation", articles = ["a", "b"] }]
note = "renamed in 2024"

[[drop]]
article = "c"

[[same]]
events = ["evt-1", "evt-2", "evt-3"]

  [[ different ]]
actors = ["entity-1", { key = "country:JP" }]

[[rename]]
actor = "entity-1"
to = "Sở Mưa"
lang = "vi"

[[drop]]
relation = { subject = "Ada Vint", predicate = "heads", object = "Sở Nắng" }
[[drop]]
relation = { subject = "Ada Vint", predicate = "holds_role", office = "giám đốc" }
"""


def read(folder: Path, text: str) -> tuple[Correction, ...]:
    path = folder / "fixes.toml"
    path.write_text(text, "utf-8")
    return read_corrections(path).entries


def test_entries_come_in_the_order_of_the_file_with_their_lines(tmp_path: Path) -> None:
    ada, office = ActorRef(name="Ada Vint"), ActorRef(name="Sở Nắng")
    assert read(tmp_path, "\ufeff" + FILE) == (
        Correction(1, Act.SAME, 2, actors=(office, ActorRef(None, "Sở Nắng Mưa", None, EntityKind.ORGANISATION, ("a", "b")))),
        Correction(2, Act.DROP, 6, article="c"),
        Correction(3, Act.SAME, 9, events=("evt-1", "evt-2", "evt-3")),
        Correction(4, Act.DIFFERENT, 12, actors=(ActorRef(id="entity-1"), ActorRef(key="country:JP"))),
        Correction(5, Act.RENAME, 15, actors=(ActorRef(id="entity-1"),), label="Sở Mưa", lang="vi"),
        Correction(6, Act.DROP, 20, relation=RelationRef(ada, Predicate.HEADS, object=office)),
        Correction(7, Act.DROP, 22, relation=RelationRef(ada, Predicate.HOLDS_ROLE, office="giám đốc")),
    )


def test_entries_written_in_another_way_have_numbers_and_no_lines(tmp_path: Path) -> None:
    found = read(tmp_path, 'same = [{ actors = ["A B", "C D"], note = """\n[[drop]]\n""" }]\n')
    assert [(entry.number, entry.line) for entry in found] == [(1, None)]


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('[[same]]\nactors = ["A B"]', "should list two actors or more"),
        ('[[same]]\nactors = ["A B", 3]', "should name an actor by its id, its name, or a table"),
        ('[[same]]\nactors = ["A B", "C D"]\nevents = ["e", "f"]', "should have one of actors, events"),
        ('[[same]]\nactor = "A B"', "has the unknown field 'actor'; there are actors, events, note"),
        ('[[same]]\nactors = ["A B", { kind = "person" }]', "names an actor without id, name or key"),
        ('[[same]]\nactors = ["A B", { name = "C", kind = "ship" }]', "kind should be one of person, organisation, place, group"),
        ('[[same]]\nactors = ["A B", { name = "C", articles = "a" }]', "articles should be a list of the articles' ids"),
        ('[[same]]\nactors = ["A B", { name = "C", articles = [] }]', "lists no articles"),
        ('[[rename]]\nactor = "A B"', "should have a text as to"),
        ('[[rename]]\nactor = "A B"\nto = " "', "should have a text as to"),
        ("[[drop]]\narticle = 3", "should have a text as article"),
        ('[[drop]]\nrelation = { subject = "A", predicate = "likes", object = "B" }', "predicate should be one of heads"),
        ('[[drop]]\nrelation = { predicate = "heads", object = "B" }', "has a relation without a subject"),
        ('[[drop]]\nrelation = { subject = "A", predicate = "heads" }', "should have one of object, office"),
    ],
)
def test_an_entry_at_fault_is_told_with_its_line(tmp_path: Path, entry: str, says: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, f'# note\n[[drop]]\narticle = "a"\n\n{entry}\n')
    assert str(caught.value).startswith(f"{tmp_path / 'fixes.toml'}:5: entry 2 {says}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[same]\n", "is not TOML: "),
        ('[[merge]]\nactors = ["A", "B"]\n', "has the unknown part 'merge'; there are same, different, rename, drop"),
        ('same = "A"\n', "same should be a list of entries: [[same]]"),
    ],
)
def test_a_file_at_fault_is_told(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(FormatError, match=says.replace("[", r"\[")):
        read(tmp_path, text)


def test_a_file_that_is_not_there_or_not_in_utf_8_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file of corrections"):
        read_corrections(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(FormatError, match="is not in UTF-8"):
        read_corrections(tmp_path / "latin.toml")
