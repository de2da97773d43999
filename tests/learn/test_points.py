"""Learning a pack's evidence from the project's own annotated articles."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.lang.points import Evidence, read_evidence
from kg.lang.table import Problem
from kg.learn.points import Learned, annotated, check, learn, to_toml

GOLD = Path(__file__).parents[2] / "data" / "gold"


def taught(lang: str) -> Learned:
    packs = Packs()
    return learn(annotated([GOLD], packs, lang), packs[lang], lambda line: None)


@pytest.fixture(scope="module", params=["en", "vi"])
def learned(request: pytest.FixtureRequest) -> Learned:
    return taught(request.param)


def test_what_is_learned_is_a_table_of_the_pack(learned: Learned, tmp_path: Path) -> None:
    (tmp_path / "evidence.toml").write_text(to_toml(learned, None), "utf-8")
    problems: list[Problem] = []
    evidence = read_evidence(tmp_path, problems)
    assert problems == []
    assert evidence.trigger.points == learned.evidence.trigger.points
    assert evidence.same.threshold == learned.evidence.same.threshold


def test_the_thresholds_stay_those_of_the_pack(learned: Learned) -> None:
    old, new = Packs()[learned.lang].events.evidence, learned.evidence
    for question in fields(Evidence):
        assert getattr(new, question.name).threshold == getattr(old, question.name).threshold


def test_every_question_has_cases(learned: Learned) -> None:
    assert learned.articles >= 1
    assert min(learned.cases.values()) > 0
    assert learned.evidence.trigger.points


def test_the_head_says_what_was_learned_and_how_good_it_is(learned: Learned) -> None:
    packs = Packs()
    scores = check(annotated([GOLD], packs, learned.lang), packs[learned.lang], learned.evidence)
    head = [line for line in to_toml(learned, scores).splitlines() if line.startswith("#")]
    assert any(f"from {learned.articles} annotated articles" in line for line in head)
    assert any(f"kg train GOLD --lang {learned.lang} --check" in line for line in head)
    assert any(f"events P {scores.prf['events'].precision:.3f}" in line for line in head)


def test_a_language_without_articles_is_refused() -> None:
    with pytest.raises(InputError, match="no annotated articles in 'fr'"):
        annotated([GOLD], Packs(), "fr")


def test_of_several_folders_the_first_is_the_one_that_is_annotated_alike(tmp_path: Path) -> None:
    packs = Packs()
    other = tmp_path / "other"
    other.mkdir()
    for path in GOLD.glob("*.json"):
        (other / f"again-{path.name}").write_text(
            path.read_text("utf-8").replace(f'"{path.stem}"', f'"again-{path.stem}"'), "utf-8"
        )
    articles = annotated([GOLD, other], packs, "en")
    assert {gold.hand for gold, _ in articles if gold.id.startswith("again-")} == {1}
    assert {gold.hand for gold, _ in articles if not gold.id.startswith("again-")} == {0}
    both, alone = (
        learn(articles, packs["en"], lambda line: None),
        learn(annotated([GOLD], packs, "en"), packs["en"], lambda line: None),
    )
    assert both.evidence.trigger.points == alone.evidence.trigger.points
    assert both.cases["part"] == alone.cases["part"]
    assert both.cases["agent"] > alone.cases["agent"]
    named = [name for question in fields(Evidence) for name in getattr(both.evidence, question.name).points]
    assert not [name for name in named if name.startswith("hand.")]
