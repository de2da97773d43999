"""Who answers in the tests: a person who has annotated the article, and answers as its annotation has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.lang.pack import Packs
from kg.learn.gold import GoldArticle, GoldEvent, load_gold
from kg.learn.score import alike, bare_date, fold_form
from kg.llm.sheet import Sheet, lay_out
from kg.model.event import Realis
from kg.model.text import Article, Span
from kg.read.source import read_articles

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data" / "gold"
ARTICLES = ROOT / "data" / "articles"
Json = dict[str, Any]


def gold_articles() -> dict[str, GoldArticle]:
    return {article.id: article for article in load_gold(GOLD)}


def sample_articles() -> dict[str, Article]:
    """Give the articles of the gold as they are read from data/articles."""
    wanted = gold_articles()
    found = (item for item in read_articles([str(ARTICLES)], Packs()) if isinstance(item, Article))
    return {article.id: article for article in found if article.id in wanted}


class Annotator:
    """Answers questions about one article as its annotation has it, by what the question shows and the text.

    `left_out` says what of the annotation no answer can say: actors that neither stand in the event's sentences nor are told of
    before by the default reader, dates that no expression of time gives.
    """

    def __init__(self, gold: GoldArticle, article: Article) -> None:
        self.gold = gold
        self.sheet: Sheet = lay_out(article, Packs()[article.lang])
        self.left_out: list[str] = []

    def answer(self, data: Mapping[str, Sequence[str]]) -> Json:
        numbers = [int(line.split(" ", 1)[0]) for line in data["sentences"]]
        return {
            "events": [
                value for event in self.gold.events for value in self._event(event, range(numbers[0], numbers[-1] + 1), data)
            ]
        }

    def _event(self, event: GoldEvent, asked: range, data: Mapping[str, Sequence[str]]) -> Iterator[Json]:
        told = [place for span in event.triggers for place in self._place(span) if place["s"] in asked]
        if not told:
            return
        sentences = [place["s"] for place in told]
        who = [
            {"role": part.role, **named}
            for part in event.participants
            for named in self._named(event, part.forms, sentences, data)
        ]
        by = list(self._named(event, event.source, sentences, data)) if event.source else []
        time = self._time(event, sentences)
        if time is None and event.edtf is not None:
            self.left_out.append(f"{event.id}: {event.edtf}")
        yield {
            **told[0],
            "also": told[1:],
            "type": event.type.lower(),
            "realis": event.realis,
            "who": who,
            "time": time,
            "by": by,
        }

    def _named(
        self, event: GoldEvent, forms: frozenset[str], sentences: Sequence[int], data: Mapping[str, Sequence[str]]
    ) -> Iterator[Json]:
        kind = next(str(k) for named, k in zip(self.gold.actors, self.gold.kinds, strict=True) if named == forms)
        name = self._actor(forms, sentences, data)
        if name is None:
            self.left_out.append(f"{event.id}: {min(forms)}")
        else:
            yield {"who": name, "kind": None if name in self.sheet.actors else kind}

    def _place(self, span: Span) -> Iterator[Json]:
        for sentence in self.sheet.reading.sentences:
            if span in sentence.span:
                words = span.of(self.gold.text)
                pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
                begins = [hit.start() for hit in pattern.finditer(self.gold.text, sentence.span.begin, sentence.span.end)]
                nth = begins.index(span.begin) + 1 if len(begins) > 1 else None
                yield {"s": sentence.index, "words": words, "nth": nth}

    def _actor(self, forms: frozenset[str], sentences: Sequence[int], data: Mapping[str, Sequence[str]]) -> str | None:
        """Give words of the event's sentences that are a form of the actor, else the id of one that is pointed to there or before."""
        texts = [self.sheet.reading.sentences[s].span.of(self.gold.text) for s in sentences]
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for text in texts):
                return form
        listed = {line.split(" ", 1)[0] for line in data.get("actors", ())}
        folded = frozenset(map(fold_form, forms))
        for name, entity in self.sheet.actors.items():
            mentions = self.sheet.told.get(entity.id, ())
            names = frozenset(fold_form(m.span.of(self.gold.text)) for m in mentions)
            shown = any(m.sentence in sentences for m in mentions)
            before = entity.id in self.sheet.acting and any(m.sentence < sentences[0] for m in mentions)
            if alike(names, folded) and (shown or before):
                return name if name in listed else entity.name
        return None

    def _time(self, event: GoldEvent, sentences: Sequence[int]) -> str | None:
        date = bare_date(event.edtf)
        if date is None:
            return None
        one = self._dated(date, sentences)
        if one is not None:
            return one
        if date == self.sheet.article.published and event.realis in (Realis.ACTUAL, Realis.NEGATED):
            return "t0"
        begin, slash, end = date.partition("/")
        first, last = (".." if part == ".." else self._dated(part, sentences) for part in (begin, end or begin))
        if not slash or first is None or last is None:
            return None
        return f"{first}..{last}".replace("....", "..")

    def _dated(self, date: str, sentences: Sequence[int]) -> str | None:
        fitting = [
            (dated.sentence not in sentences, name)
            for name, dated in self.sheet.times.items()
            if bare_date(dated.timex.edtf) == date or date in (bare_date(dated.timex.edtf) or "").split("/")
            if dated.sentence in sentences or dated.timex.span in self.sheet.carried
        ]
        exact = [(away, name) for away, name in fitting if bare_date(self.sheet.times[name].timex.edtf) == date]
        return min(exact or fitting, default=(True, None))[1]


def data_of(body: Mapping[str, Any]) -> Json:
    """Give what a request shows of its article."""
    data: Json = json.loads(body["messages"][1]["content"])
    return data


def completion(text: str, *, finish: str = "stop", sent: int = 100, received: int = 50) -> Json:
    return {
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": sent, "completion_tokens": received},
    }
