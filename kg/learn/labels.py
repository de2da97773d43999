"""Learning the weights that choose a label from annotated articles, and how good they are on articles left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.extract.article import extract
from kg.lang.labelweights import LabelWeights, to_text
from kg.lang.pack import LanguagePack
from kg.learn.gold import GoldArticle
from kg.learn.heldout import PARTS, part_of
from kg.learn.lesson import prepare
from kg.learn.questions import Question
from kg.learn.score import Scores, score
from kg.model.text import Article

Annotated = Sequence[tuple[GoldArticle, Article]]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """The weights, from how many articles and cases, and the share of the first folder's that are right when left out.

    `by_tables` is the share that the tables alone have right.
    """

    question: Question
    lang: str
    weights: LabelWeights[Any]
    articles: int
    cases: int
    unseen: float
    by_tables: float


def teach(question: Question, articles: Annotated, pack: LanguagePack, note: Callable[[str], None]) -> Taught:
    """Learn the weights; `note` is told what is being learned.

    Raises:
        KgError: python-crfsuite, or for dates scipy, is not installed.
    """
    note("reading")
    lessons = [prepare(gold, article, pack.untaught()) for gold, article in articles]
    cases = [list(question.cases(lesson)) for lesson in lessons]
    weight = question.weight if len({lesson.gold.hand for lesson in lessons}) > 1 else 1
    times = [1 if lesson.gold.hand else weight for lesson in lessons]
    first = [not lesson.gold.hand for lesson in lessons] if weight > 1 else [True] * len(lessons)
    right = tables = asked = 0
    for part in sorted({part_of(lesson.gold.id) for lesson in lessons}):
        note(f"{question.part} without part {part + 1} of {PARTS}")
        held = [part_of(lesson.gold.id) == part for lesson in lessons]
        learned = [(here, n) for here, n, out in zip(cases, times, held, strict=True) if not out]
        weights = LabelWeights(question.labels, question.fit(learned))
        for case in (case for here, out, own in zip(cases, held, first, strict=True) if out and own for case in here):
            asked += 1
            right += case.answer(weights) == case.wanted
            tables += case.by_tables == case.wanted
    note(question.part)
    weights = LabelWeights(question.labels, question.fit(zip(cases, times, strict=True)))
    counts = len(lessons), sum(map(len, cases))
    return Taught(question, pack.code, weights, *counts, right / max(asked, 1), tables / max(asked, 1))


def check(articles: Annotated, pack: LanguagePack, taught: Taught) -> Scores:
    """Score the extraction with these weights against annotated articles."""
    learned: dict[str, Any] = {taught.question.field: taught.weights}
    events = replace(pack.events, **learned)
    with_weights = replace(pack, events=events)
    scores, _ = score([gold for gold, _ in articles], {article.id: extract(article, with_weights) for _, article in articles})
    return scores


def to_file(taught: Taught, checked: Scores | None) -> str:
    """Write the weights as the pack's file; its card says what they are, what from, how to make them again, how good they are."""
    question = taught.question
    card = [
        f"Weights of {question.model} that says {question.asks}, in hundredths of a logit.",
        f"Observations are those of kg/extract/{question.room}.py; single words and phrases of the lexicon, no text.",
        "Meant for news; other kinds of text will be read less well.",
        "",
        f"Learned from {taught.articles} annotated articles with {taught.cases} cases, by",
        f"    kg train GOLD --lang {taught.lang} --part {question.part}{' --check DEV' if checked else ''}",
        f"In {PARTS} parts, each read with what the other parts teach: right {taught.unseen:.3f}; by the pack's own tables,",
        f"which may have been made in sight of all parts, {taught.by_tables:.3f}",
    ]
    if checked is not None:
        right = checked.prf[question.figure].f1 if question.figure in checked.prf else checked.shares[question.figure]
        card.append(f"On {checked.articles} articles not learned from: {question.figure} {right:.3f}")
    return to_text(taught.weights, card)
