"""A graph.json that may be larger than memory, as a stream: its records wait on disk until they are asked for."""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import FormatError
from kg.graph.source import (
    Share,
    Told,
    articles_of,
    mention_numbers,
    shares_of_entity,
    shares_of_event,
    shares_of_link,
    shares_of_relation,
    shares_of_topic,
)
from kg.model.codec import RECORDS_VERSION, records_from_json
from kg.model.entity import Entity
from kg.model.event import Event, EventLink, Role, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance

_KINDS = ("articles", "entities", "events", "relations", "topics", "subjects", "links")
_NOTHING: dict[str, Any] = {"version": RECORDS_VERSION, **{kind: [] for kind in _KINDS}}
_HEAD = b'{"version": %d,\n"articles": [' % RECORDS_VERSION
_SCHEMA = """
CREATE TABLE record (kind TEXT, id BLOB, body BLOB, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE told (kind TEXT, number INTEGER, body BLOB, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TABLE share (article BLOB, kind TEXT, number INTEGER, body BLOB, PRIMARY KEY (article, kind, number)) WITHOUT ROWID;
CREATE TABLE place (entity BLOB PRIMARY KEY) WITHOUT ROWID;
"""
_ARTICLES_KEPT = 32
_NAMES_KEPT = 4096


def is_by_lines(path: Path) -> bool:
    """Say whether a graph.json has one record a line, as `kg build` writes it, and so can be streamed."""
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD


class ArchiveSource:
    """The records of a graph.json, put into a temporary database when it is opened; at most a few are in memory.

    The database is private to the process, and the system takes it away with it.
    """

    def __init__(self, path: Path) -> None:
        """Read the file through.

        Raises:
            FormatError: A line is not a record of a graph, or refers to an article that is not there.
        """
        self._path = path
        self._db = sqlite3.connect("")  # a temporary file without a name
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;" + _SCHEMA)
        self._langs = lru_cache(_NAMES_KEPT)(self._lang)
        self.article = lru_cache(_ARTICLES_KEPT)(self._article)
        self.entity = lru_cache(_NAMES_KEPT)(self._entity)
        self.topic = lru_cache(_NAMES_KEPT)(self._topic)
        for number, (place, kind, value) in enumerate(_values(path)):
            try:
                self._keep(number, records_from_json({**_NOTHING, kind: [value]}))
            except (FormatError, KeyError) as error:
                reason = error.message if isinstance(error, FormatError) else f"unknown article {error}"
                raise _broken(path, place, reason) from None

    def _keep(self, number: int, one: Records) -> None:
        for article in one.articles:
            self._record("article", article.id, article)
        for entity in one.entities:
            self._record("entity", entity.id, replace(entity, mentions=()))
            self._shares("entity", number, shares_of_entity(entity))
        for topic in one.topics:
            self._record("topic", topic.id, replace(topic, mentions=()))
            self._shares("topic", number, shares_of_topic(topic))
        for event in one.events:
            self._record("event", event.id, event)
            self._shares("event", number, shares_of_event(event))
            places = {(_key(part.who),) for part in event.participants if part.role is Role.PLACE}
            self._db.executemany("INSERT OR IGNORE INTO place VALUES (?)", sorted(places))
        for relation in one.relations:
            lang = self._langs(articles_of(relation.provenance)[0])
            self._told("relation", number, (relation, lang))
            self._shares("relation", number, ((article, (part, lang)) for article, part in shares_of_relation(relation)))
        for link in one.links:
            self._told("link", number, link)
            self._shares("link", number, shares_of_link(link))
        for subject in one.subjects:
            self._shares("subject", number, [(subject.article, subject.code)])

    def _record(self, kind: str, name: str, record: object) -> None:
        self._db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (kind, _key(name), pickle.dumps(record)))

    def _told(self, kind: str, number: int, record: object) -> None:
        self._db.execute("INSERT INTO told VALUES (?, ?, ?)", (kind, number, pickle.dumps(record)))

    def _shares(self, kind: str, number: int, parts: Iterable[tuple[str, object]]) -> None:
        parts = list(parts)
        for article, _ in parts:
            self._langs(article)  # raises `KeyError` for an article that is not there
        self._db.executemany(
            "INSERT INTO share VALUES (?, ?, ?, ?)",
            ((_key(article), kind, number, pickle.dumps(part)) for article, part in parts),
        )

    def _one(self, kind: str, name: str) -> Any:
        row = self._db.execute("SELECT body FROM record WHERE kind = ? AND id = ?", (kind, _key(name))).fetchone()
        if row is None:
            raise KeyError(name)
        return pickle.loads(row[0])

    def _all(self, table: str, kind: str) -> Iterator[Any]:
        order = "id" if table == "record" else "number"
        for (body,) in self._db.execute(f"SELECT body FROM {table} WHERE kind = ? ORDER BY {order}", (kind,)):
            yield pickle.loads(body)

    def _lang(self, article: str) -> str:
        return self.article(article).lang

    def _article(self, article: str) -> Article:
        found: Article = self._one("article", article)
        return found

    def _entity(self, entity: str) -> Entity:
        found: Entity = self._one("entity", entity)
        return found

    def _topic(self, topic: str) -> Topic:
        found: Topic = self._one("topic", topic)
        return found

    def event(self, event: str) -> Event[str]:
        """Give an event by its id."""
        found: Event[str] = self._one("event", event)
        return found

    def numbers(self, event: str) -> Mapping[Provenance, int]:
        """Give the numbers of an event's mentions."""
        return mention_numbers(self.event(event))

    def articles(self) -> Iterator[Article]:
        """Give the articles by id."""
        return self._all("record", "article")

    def entities(self) -> Iterator[Entity]:
        """Give the entities by id, without their mentions."""
        return self._all("record", "entity")

    def topics(self) -> Iterator[Topic]:
        """Give the topics by id, without their mentions."""
        return self._all("record", "topic")

    def events(self) -> Iterator[Event[str]]:
        """Give the events by id, whole."""
        return self._all("record", "event")

    def relations(self) -> Iterator[Told]:
        """Give the relations in their order, whole."""
        return self._all("told", "relation")

    def links(self) -> Iterator[EventLink]:
        """Give the links in their order, whole."""
        return self._all("told", "link")

    def subjects(self) -> list[MediaTopic]:
        """Give the subjects of articles and topics, each once, sorted."""
        rows = self._db.execute("SELECT DISTINCT body FROM share WHERE kind = 'subject'").fetchall()
        told: set[MediaTopic] = {pickle.loads(body) for (body,) in rows}
        for topic in self.topics():
            told.update(topic.broader)
        return sorted(told)

    def named(self, article: str) -> list[Entity]:
        """Give the entities that an article names, with their mentions there."""
        query = "SELECT body FROM share WHERE article = ? AND kind = 'entity' ORDER BY number"
        return [pickle.loads(body) for (body,) in self._db.execute(query, (_key(article),))]

    def share(self, article: str) -> Share:
        """Give what an article says."""
        parts: dict[str, list[Any]] = {kind: [] for kind in ("entity", "event", "relation", "topic", "subject", "link")}
        rows = self._db.execute("SELECT kind, body FROM share WHERE article = ? ORDER BY kind, number", (_key(article),))
        for kind, body in rows:
            parts[kind].append(pickle.loads(body))
        return Share(
            self.article(article),
            parts["entity"],
            parts["event"],
            parts["relation"],
            parts["topic"],
            parts["subject"],
            parts["link"],
        )

    def is_place(self, entity: str) -> bool:
        """Say whether an entity is where some event took place."""
        return self._db.execute("SELECT 1 FROM place WHERE entity = ?", (_key(entity),)).fetchone() is not None

    def close(self) -> None:
        """Forget everything."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _key(name: str) -> bytes:
    """Give an id as the database has it, in the order of its code points; one made in Python may have half characters."""
    return name.encode("utf-8", "surrogatepass")


def _values(path: Path) -> Iterator[tuple[int, str, Any]]:
    """Give each record of a graph.json with its line and kind, up to the extractions, which no statement rests on."""
    kind = ""
    with path.open("rb") as file:
        for place, line in enumerate(file, 1):
            text = line.rstrip(b",\n")
            if text.startswith(b'"') and text.endswith(b": ["):
                kind = text[1:-4].decode("ascii", "replace")
                if kind not in _KINDS:
                    return
            elif text not in (b"]", b"}") and place > 1:
                try:
                    yield place, kind, json.loads(text)
                except ValueError as error:
                    raise _broken(path, place, f"is not JSON: {error}") from None


def _broken(path: Path, place: int, reason: str) -> FormatError:
    return FormatError(f"is broken: {reason}", where=f"{path}:{place}", remedy="write it again with `kg build`")
