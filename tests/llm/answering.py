"""Who answers in the tests: a person who has annotated the article, and answers as its annotation has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.lang.pack import Packs
from kg.learn.gold import GoldArticle, GoldEvent, load_gold
from kg.learn.score import alike, bare_date, fold_form
from kg.llm.answer import RejectedError
from kg.llm.ground import MEANS, Ground
from kg.llm.place import Place
from kg.llm.retelling import showing
from kg.llm.sheet import Sheet, lay_out
from kg.model.entity import Entity, EntityKind, MentionForm
from kg.model.event import EventType, Realis
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

    Of the ways to name an actor or a date, it takes the first that kg takes. `left_out` says what of the annotation no answer
    can say.
    """

    def __init__(self, gold: GoldArticle, article: Article) -> None:
        self.gold = gold
        self.sheet: Sheet = lay_out(article, Packs()[article.lang])
        self.ground = Ground(self.sheet, "hand")
        self.left_out: list[str] = []

    def answer(self, data: Mapping[str, Sequence[str]]) -> Json:
        numbers = [int(line.split(" ", 1)[0]) for line in data["sentences"]]
        return {
            "events": [
                value for event in self.gold.events for value in self._event(event, range(numbers[0], numbers[-1] + 1), data)
            ]
        }

    def places(self, event: GoldEvent) -> list[Place]:
        """Give where an event is told in the prose, as the annotation has it."""
        return [place for span in event.triggers for place in self._places(span)]

    def _event(self, event: GoldEvent, asked: range, data: Mapping[str, Sequence[str]]) -> Iterator[Json]:
        told = [place for place in self.places(event) if place.sentence in asked]
        if not told:
            return
        shown = showing(self.sheet, told, EventType(event.type)) or told[:1]
        who = [
            {"role": part.role, **named} for part in event.participants for named in self._named(event, part.forms, shown, data)
        ]
        by = list(self._named(event, event.source, shown, data)) if event.source else []
        time = self._time(event, shown)
        if time is None and event.edtf is not None:
            self.left_out.append(f"{self.gold.id} {event.id} {event.edtf}")
        words = [self._words(place) for place in told]
        yield {
            **words[0],
            "also": words[1:],
            "type": event.type.lower(),
            "realis": event.realis,
            "who": who,
            "time": time,
            "by": by,
        }

    def _places(self, span: Span) -> Iterator[Place]:
        for sentence in self.sheet.reading.sentences:
            if span in sentence.span:
                yield from (p for p in self.ground.places(span.of(self.gold.text), sentence.index) if p.span == span)

    def _words(self, place: Place) -> Json:
        words = place.span.of(self.gold.text)
        spans = [p.span for p in self.ground.places(words, place.sentence)]
        return {"s": place.sentence, "words": words, "nth": spans.index(place.span) + 1 if len(spans) > 1 else None}

    def _named(
        self, event: GoldEvent, forms: frozenset[str], told: Sequence[Place], data: Mapping[str, Sequence[str]]
    ) -> Iterator[Json]:
        wanted = self.actor(forms, told)
        listed = {line.split(" ", 1)[0] for line in data.get("actors", ())}
        for who in self._ways(forms, told):
            kind = None if isinstance(wanted, Entity) else str(self.kind(forms))
            if MEANS in who and isinstance(wanted, Entity) and self._id(wanted) not in listed:
                who = f"{who.rsplit(MEANS, 1)[0]}{MEANS}{wanted.name}"
            with suppress(RejectedError):
                found = self.ground.actors(who, told, EntityKind(kind) if kind else None, "role")
                if [a.entity.id if isinstance(wanted, Entity) else a.entity.name for a in found] == [
                    wanted.id if isinstance(wanted, Entity) else wanted
                ]:
                    yield {"who": who, "kind": kind}
                    return
        self.left_out.append(f"{self.gold.id} {event.id} {self.name(forms)}")

    def _ways(self, forms: frozenset[str], told: Sequence[Place]) -> Iterator[str]:
        """Give how the actor may be named: by words of the event's sentences, by its id, by words that point to it."""
        texts = [self.sheet.reading.sentences[at].span for at in dict.fromkeys(place.sentence for place in told)]
        here = [
            form
            for form in sorted(forms, key=lambda form: (-len(form), form))
            if any(form in t.of(self.gold.text) for t in texts)
        ]
        wanted = self.actor(forms, told)
        yield from here
        whom = wanted if isinstance(wanted, str) else self._id(wanted)
        if isinstance(wanted, Entity):
            yield whom
            yield wanted.name
        nameless = [
            m.span.of(self.gold.text)
            for m in self.sheet.mentions
            if any(m.span in t for t in texts) and m.form is not MentionForm.NAME
            if not any(m.span.of(self.gold.text) in form for other in self.gold.actors for form in other)
        ]
        yield from (f"{words}{MEANS}{whom}" for words in (*here, *nameless))

    def _id(self, entity: Entity) -> str:
        return next(name for name, other in self.sheet.actors.items() if other.id == entity.id)

    def kind(self, forms: frozenset[str]) -> EntityKind:
        """Give what an actor is annotated as."""
        return next(k for named, k in zip(self.gold.actors, self.gold.kinds, strict=True) if named == forms)

    def name(self, forms: frozenset[str]) -> str:
        """Give the form that an actor goes by: the one that the text has first."""
        begins = ((self.gold.text.find(form), -len(form), form) for form in forms)
        return min(begin for begin in begins if begin[0] >= 0)[2]

    def actor(self, forms: frozenset[str], told: Sequence[Place]) -> Entity | str:
        """Give the actor of kg's list that is annotated so, or the name of a new one.

        Where kg lists two (Tokyo, and Japan, which it stands for), the one that the event's sentences name, else the one named most.
        """
        folded = frozenset(map(fold_form, forms))
        fitting: list[tuple[bool, int, int, Entity]] = []
        sentences = {place.sentence for place in told}
        for entity in self.sheet.chains.entities:
            mentions = [m for m in self.sheet.told.get(entity.id, ()) if m.form is not MentionForm.PRONOUN]
            names = frozenset(fold_form(m.span.of(self.gold.text)) for m in mentions)
            longer = frozenset(n for n in names if any(form in n for form in folded))
            same_kind = entity.kind is self.kind(forms) or names & folded
            if names & folded or (alike(longer, folded) and same_kind):
                here = any(m.sentence in sentences and fold_form(m.span.of(self.gold.text)) in folded for m in mentions)
                named = sum(m.form is MentionForm.NAME for m in mentions)
                fitting.append((here, named, len(mentions), entity))
        return max(fitting, key=lambda fit: fit[:3])[3] if fitting else self.name(forms)

    def _time(self, event: GoldEvent, told: Sequence[Place]) -> str | None:
        date = bare_date(event.edtf)
        if date is None:
            return None
        sentences = {place.sentence for place in told}
        names = sorted(self.sheet.times, key=lambda name: (self.sheet.times[name].sentence not in sentences, len(name), name))
        lengths = [name for name, dated in self.sheet.lengths.items() if dated.sentence in sentences]
        begin, slash, end = date.partition("/")
        ends = [[".."] if part == ".." else [n for n in names if self._fits(n, part)] for part in (begin, end)]
        ways = [*(name for name in names if self._fits(name, date)), "t0"]
        if slash:
            ways += [f"{first}..{last}".replace("....", "..") for first in ends[0] for last in (*ends[1], "t0")]
            counted = [f"{name}{sign}{length}" for name in (*names, "t0") for sign in "+-" for length in lengths]
            ways += [f"{way}{open_}" for way in counted for open_ in ("", "..")]
        for way in ways:
            with suppress(RejectedError):
                if bare_date(self.ground.time(way, Realis(event.realis), told).edtf) == date:
                    return way
        return None

    def _fits(self, name: str, date: str) -> bool:
        return date in (bare_date(self.sheet.times[name].timex.edtf) or "").split("/") or date == bare_date(
            self.sheet.times[name].timex.edtf
        )


def data_of(body: Mapping[str, Any]) -> Json:
    """Give what a request shows of its article."""
    data: Json = json.loads(body["messages"][1]["content"])
    return data


def completion(text: str, *, finish: str = "stop", sent: int = 100, received: int = 50) -> Json:
    return {
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": sent, "completion_tokens": received},
    }
