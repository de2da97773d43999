"""Small articles of our own, and readers that answer as a test says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kg.extract.article import extract
from kg.lang.pack import Packs
from kg.llm.answer import Answer
from kg.llm.question import Model, Question
from kg.llm.reader import Ask, ModelReader
from kg.model.event import Extraction
from kg.model.text import Article
from tests.llm.answering import Json, data_of

PACKS = Packs()
EN = (
    "Norway signed a fisheries treaty with Iceland in Oslo on 3 June 2024. "
    "Prime Minister Jonas Berg met President Halla Tomasdottir on Tuesday. "
    "The Norwegian navy will hold an exercise in July."
)
VI = (
    "Na Uy ký hiệp định nghề cá với Iceland tại Oslo ngày 3/6/2024. "
    "Thủ tướng Jonas Berg gặp Tổng thống Halla Tomasdottir hôm thứ Ba. "
    "Hải quân Na Uy sẽ tổ chức cuộc tập trận vào tháng 7."
)


def article(text: str = EN, lang: str = "en", id: str = "a") -> Article:
    return Article(id, text, lang, published="2024-06-06")


def by_rules(given: Article) -> Extraction:
    return extract(given, PACKS[given.lang])


def reader(ask: Ask, *, both: bool = False, sentences: int = 30, min_confidence: float | None = None) -> ModelReader:
    return ModelReader(Model("test", sentences=sentences), ask, lambda lang: PACKS[lang], str, min_confidence, both)


def saying(answer: Callable[[Json], Any] | Any) -> Ask:
    """Answer every question with a JSON value, or what a function makes of the data of the question."""

    def ask(question: Question) -> Answer:
        value = answer(data_of(question.body)) if callable(answer) else answer
        return Answer(json.dumps(value, ensure_ascii=False))

    return ask


def event(s: int, words: str, type: str = "agree", **more: Any) -> Json:
    value: Json = {
        "s": s,
        "words": words,
        "nth": None,
        "also": [],
        "type": type,
        "realis": "actual",
        "who": [],
        "time": None,
        "by": [],
    }
    return {**value, **more}


def part(who: str, role: str = "agent", kind: str | None = None) -> Json:
    return {"who": who, "role": role, "kind": kind}


def read(answer: Any, given: Article | None = None, **options: Any) -> Extraction:
    return reader(saying(answer), **options)(given or article())


def reasons(extraction: Extraction) -> list[str]:
    return [issue.code.removeprefix("llm-") for issue in extraction.issues if issue.code.startswith("llm-")]
