"""Graphs made from annotated articles, so that exports are tested on what news really says."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kg.model.entity import Entity, EntityKind
from kg.model.event import Event, EventType, Participation, Predicate, Realis, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.ids import content_id
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

GOLD = Path(__file__).parents[2] / "data" / "gold"


def gold_records(paths: list[Path] | None = None) -> Records:
    """Make one graph of annotated articles; actors of one name and kind are one."""
    entities: dict[str, Entity] = {}
    events: list[Event[str]] = []
    relations: list[Relation[str]] = []
    topics: dict[str, Topic] = {}
    articles: list[Article] = []
    for path in sorted(GOLD.glob("*.json")) if paths is None else paths:
        gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
        text, sentences = gold["text"], [Span(*pair) for pair in gold["sentences"]]
        article = Article(gold["id"], text, gold["lang"], gold["title"], gold["published"], f"https://news.example/{gold['id']}")
        articles.append(article)

        def place(words: str, sentence: int | None, article: Article = article, sentences: list[Span] = sentences) -> Provenance:
            start = sentences[sentence].begin if sentence is not None else 0
            begin = max(article.text.find(words, start), 0)
            span = Span(begin, begin + len(words))
            whole = next((s for s in sentences if span in s), span) if sentence is None else sentences[sentence]
            return Provenance(article.id, span, whole, "gold", "annotated")

        who: dict[str, str] = {}
        for actor in gold["actors"]:
            kind = EntityKind(actor["kind"])
            who[actor["id"]] = identity = content_id("entity", kind, actor["name"])
            mentions = tuple(place(words, None) for words in actor["mentions"])
            known = entities.get(identity)
            entities[identity] = Entity(
                identity,
                kind,
                actor["name"],
                (*(known.mentions if known else ()), *mentions),
                tuple(sorted({*(known.names if known else ()), *actor["mentions"]} - {actor["name"]})),
                ((gold["lang"], actor["name"]),),
            )
        about = []
        for i, label in enumerate(gold["topics"], 1):
            topic = Topic(
                content_id("topic", label), label, gold["lang"], (place(text[sentences[0].begin : sentences[0].begin + i], 0),)
            )
            topics[topic.id] = topic
            about.append(topic.id)
        for told in gold["events"]:
            mentions = tuple(place(m["trigger"], m["s"]) for m in told["mentions"])
            identity = content_id("event", gold["id"], told["id"])
            events.append(
                Event(
                    identity,
                    EventType(told["type"]),
                    Realis(told["realis"]),
                    told["mentions"][0]["trigger"],
                    gold["lang"],
                    mentions,
                    _time(told, mentions[0]),
                    tuple(Participation(who[p["actor"]], Role(p["role"]), mentions[:1]) for p in told["participants"]),
                    tuple(about[:1]) if told["core"] else (),
                    (who[told["attributed_to"]],) if told["attributed_to"] else (),
                    0.9,
                )
            )
        for said in gold["relations"]:
            predicate = Predicate(said["predicate"])
            office = said["object"] if predicate is Predicate.HOLDS_ROLE else None
            where = (place(text[sentences[said["s"]].begin : sentences[said["s"]].end], said["s"]),)
            relations.append(Relation(who[said["subject"]], predicate, where, None if office else who[said["object"]], office))
    return Records(
        tuple(sorted(articles, key=lambda a: a.id)),
        tuple(sorted(entities.values(), key=lambda e: e.id)),
        tuple(sorted(events, key=lambda e: e.id)),
        tuple(sorted(relations, key=lambda r: (r.subject, r.predicate, r.object or "", r.office or ""))),
        tuple(sorted(topics.values(), key=lambda t: t.id)),
    )


def _time(told: dict[str, Any], where: Provenance) -> EventTime | None:
    if told["date"] is None:
        return None
    ends = told["date"].split("/")
    (start, _, grain), (_, end, _) = _bounds(ends[0]), _bounds(ends[-1])
    interval = Interval(start, end, grain if len(ends) == 1 else Grain.RANGE)
    basis = Basis(told["basis"])
    return EventTime(told["date"], interval, basis, None if basis is Basis.DCT else where)


def _bounds(edtf: str) -> tuple[date | None, date | None, Grain]:
    plain = edtf.rstrip("~?%")
    if plain in ("", ".."):
        return None, None, Grain.RANGE
    if plain.endswith("XX"):
        return date(int(plain[:2]) * 100, 1, 1), date(int(plain[:2]) * 100 + 100, 1, 1), Grain.CENTURY
    if plain.endswith("X"):
        return date(int(plain[:3]) * 10, 1, 1), date(int(plain[:3]) * 10 + 10, 1, 1), Grain.DECADE
    parts = [int(part) for part in plain.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0] + 1, 1, 1), Grain.YEAR
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1), Grain.MONTH
    day = date.fromisoformat(plain)
    return day, day + timedelta(days=1), Grain.DAY
