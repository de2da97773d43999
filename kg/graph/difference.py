"""What is new in one graph since another: the changes, each with the sentences that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.graph.counterpart import counterparts
from kg.graph.index import order
from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import Entity, EntityId
from kg.model.event import Event, Participation, Relation, Role
from kg.model.graph import Records
from kg.model.text import Provenance, place
from kg.resolve.names import key
from kg.resolve.source import sources


class Kind(StrEnum):
    """What changed."""

    EVENT = "event"
    ACTOR = "actor"
    RELATION = "relation"


class What(StrEnum):
    """How it changed."""

    NEW = "new"
    DATE = "date"
    REALIS = "realis"
    TYPE = "type"
    PLACE = "place"
    PARTICIPANTS = "participants"
    SOURCE = "source"  # it is told by an independent source more, or less
    JOINED = "joined"  # it was two, and is one
    SPLIT = "split"  # it was one, and is two
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that says it: the words `[begin, end)` of the article stand in it; `outlet` is agency, publisher or id."""

    article: str
    outlet: str
    published: str | None
    url: str | None
    begin: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than it was.

    `id` and `label` are those in the newer graph, of what is withdrawn those in the older; a relation has no id of its own,
    and has its subject's. `date` is the event's EDTF there, "" for undated ones and for actors and relations. `before` and
    `after` are what changed, in words: dates, types, names (those who left and those who came), outlets. `quotes`, one an
    article, are from the newer graph wherever it says so.
    """

    kind: Kind
    what: What
    id: str
    label: str
    date: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is otherwise: ids of articles, sorted, and changes: events in the order of time, then actors, then relations.

    `changed` are articles whose text or date is another than before.
    """

    come: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    changes: tuple[Change, ...]


def diff(old: KnowledgeGraph, new: KnowledgeGraph) -> Difference:
    """Say what is otherwise in `new` than in `old`.

    Events and actors are the same if articles tell them in the same words; ids do not matter, since a further article may
    change them.
    """
    before, after = old.index.articles, new.index.articles
    return Difference(
        come=tuple(sorted(after.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(a for a in before.keys() & after.keys() if before[a] != after[a])),
        changes=tuple(_Comparison(old, new).changes()),
    )


class _Comparison:
    """Two graphs, and what in the one is what in the other."""

    def __init__(self, old: KnowledgeGraph, new: KnowledgeGraph) -> None:
        self.old, self.new = old, new
        self.actors = counterparts(_actors(old.records), _actors(new.records), old.index.articles, new.index.articles)
        self.events = counterparts(_events(old.records), _events(new.records), old.index.articles, new.index.articles)
        self.voices_before = sources(old.records.articles)
        self.voices = sources(new.records.articles)

    def changes(self) -> Iterator[Change]:
        """Give all changes: events in the order of time, actors by name, relations."""
        gone = self.events.gone
        for event in sorted(self.new.records.events, key=_in_time):
            yield from self._event(event)
        for event in sorted(self.old.records.events, key=_in_time):
            if event.id in gone:
                yield _of_event(event, What.WITHDRAWN, (event.label,), (), _quotes(self.old, event.mentions))
        for entity in sorted(self.new.records.entities, key=_by_name):
            yield from self._actor(entity)
        for entity in sorted(self.old.records.entities, key=_by_name):
            if entity.id in self.actors.gone:
                yield _of_actor(entity, What.WITHDRAWN, (entity.name,), (), _quotes(self.old, entity.mentions))
        yield from self._relations()

    def _event(self, event: Event[EntityId]) -> Iterator[Change]:
        joined = self.events.joined.get(event.id, ())
        split = self.events.split.get(event.id)
        same = self.events.same.get(event.id)
        if same is not None:
            yield from self._changed(self.old.index.events[same], event)
            if joined:
                others = [self.old.index.events[other] for other in (same, *joined)]
                yield _of_event(event, What.JOINED, _labels(others), (event.label,), _quotes(self.new, event.mentions))
        elif split is not None:
            whole = self.old.index.events[split]
            yield _of_event(event, What.SPLIT, (whole.label,), (event.label,), _quotes(self.new, event.mentions))
        else:
            yield _of_event(event, What.NEW, (), (event.label,), _quotes(self.new, event.mentions))

    def _changed(self, was: Event[EntityId], now: Event[EntityId]) -> Iterator[Change]:
        told = {mention.article for mention in was.mentions}
        news = [mention for mention in now.mentions if mention.article not in told] or list(now.mentions)
        date_was, date_now = ((e.time.edtf,) if e.time else () for e in (was, now))
        if date_was != date_now:
            yield _of_event(now, What.DATE, date_was, date_now, self._dated(was, now, news))
        if was.realis != now.realis:
            yield _of_event(now, What.REALIS, (str(was.realis),), (str(now.realis),), _quotes(self.new, news))
        if was.type != now.type:
            yield _of_event(now, What.TYPE, (str(was.type),), (str(now.type),), _quotes(self.new, news))
        yield from self._parts(was, now, What.PLACE)
        yield from self._parts(was, now, What.PARTICIPANTS)
        yield from self._told(was, now)

    def _dated(self, was: Event[EntityId], now: Event[EntityId], news: Sequence[Provenance]) -> tuple[Quote, ...]:
        if now.time is not None and now.time.timex is not None:
            return _quotes(self.new, [now.time.timex])
        if now.time is None and was.time is not None and was.time.timex is not None:
            return _quotes(self.old, [was.time.timex])
        return _quotes(self.new, news)

    def _parts(self, was: Event[EntityId], now: Event[EntityId], what: What) -> Iterator[Change]:
        """Compare where it happened, or who took part."""
        before = {(self.actors.now(p.who), p.role): p for p in was.participants if (p.role is Role.PLACE) is (what is What.PLACE)}
        after = {(p.who, p.role): p for p in now.participants if (p.role is Role.PLACE) is (what is What.PLACE)}
        left = [before[part] for part in before if part not in after]
        come = [after[part] for part in after if part not in before]
        if left or come:
            quotes = _quotes(self.new, _places(come)) or _quotes(self.old, _places(left)) or _quotes(self.new, now.mentions)
            yield _of_event(now, what, _names(self.old, left), _names(self.new, come), quotes)

    def _told(self, was: Event[EntityId], now: Event[EntityId]) -> Iterator[Change]:
        """Compare the independent sources: a reprint tells nothing more."""
        before, after = _articles(was), _articles(now)
        old, new = ({of[article] for article in told} for of, told in ((self.voices_before, before), (self.voices, after)))
        known = {self.voices[article] for article in before if article in self.voices}
        come = [m for m in now.mentions if m.article not in before and self.voices[m.article] not in known]
        kept = {self.voices_before[article] for article in after if article in self.voices_before}
        left = [m for m in was.mentions if m.article not in after and self.voices_before[m.article] not in kept]
        if (come and len(new) > len(old)) or (left and len(new) < len(old)):
            quotes = _quotes(self.new, come) or _quotes(self.old, left)
            yield _of_event(now, What.SOURCE, _outlets(self.old, before), _outlets(self.new, after), quotes)

    def _actor(self, entity: Entity) -> Iterator[Change]:
        quotes = _quotes(self.new, entity.mentions)
        same, split = self.actors.same.get(entity.id), self.actors.split.get(entity.id)
        joined = self.actors.joined.get(entity.id, ())
        if same is not None:
            if joined:
                names = tuple(self.old.index.entities[other].name for other in (same, *joined))
                yield _of_actor(entity, What.JOINED, names, (entity.name,), quotes)
        elif split is not None:
            yield _of_actor(entity, What.SPLIT, (self.old.index.entities[split].name,), (entity.name,), quotes)
        else:
            yield _of_actor(entity, What.NEW, (), (entity.name,), quotes)

    def _relations(self) -> Iterator[Change]:
        before = {self._fact(r, self.actors.now): r for r in self.old.records.relations}
        after = {self._fact(r, lambda who: who): r for r in self.new.records.relations}
        for fact, relation in after.items():
            if fact not in before:
                yield _of_relation(self.new, relation, What.NEW)
        for fact, relation in before.items():
            if fact not in after:
                yield _of_relation(self.old, relation, What.WITHDRAWN)

    @staticmethod
    def _fact(relation: Relation[EntityId], now: Callable[[EntityId], EntityId]) -> tuple[str, ...]:
        target = now(relation.object) if relation.object is not None else key(relation.office or "")
        return (now(relation.subject), str(relation.predicate), target)


def _actors(records: Records) -> dict[str, Sequence[Provenance]]:
    return {entity.id: entity.mentions for entity in records.entities}


def _events(records: Records) -> dict[str, Sequence[Provenance]]:
    return {event.id: event.mentions for event in records.events}


def _in_time(event: Event[EntityId]) -> tuple[object, ...]:
    """Sort events as a timeline does, those of one date or none as the articles tell them."""
    return (*order(event)[:-1], place(event.mentions[0]), event.id)


def _by_name(entity: Entity) -> tuple[str, str]:
    return (entity.name.casefold(), entity.id)


def _of_event(
    event: Event[EntityId], what: What, before: tuple[str, ...], after: tuple[str, ...], quotes: tuple[Quote, ...]
) -> Change:
    return Change(Kind.EVENT, what, event.id, event.label, event.time.edtf if event.time else "", before, after, quotes)


def _of_actor(entity: Entity, what: What, before: tuple[str, ...], after: tuple[str, ...], quotes: tuple[Quote, ...]) -> Change:
    return Change(Kind.ACTOR, what, entity.id, f"{entity.name} ({entity.kind})", "", before, after, quotes)


def _of_relation(graph: KnowledgeGraph, relation: Relation[EntityId], what: What) -> Change:
    names = graph.index.entities
    target = names[relation.object].name if relation.object is not None else relation.office or ""
    label = f"{names[relation.subject].name} {relation.predicate} {target}"
    told = (label,)
    before, after = ((), told) if what is What.NEW else (told, ())
    return Change(Kind.RELATION, what, relation.subject, label, "", before, after, _quotes(graph, relation.provenance))


def _quotes(graph: KnowledgeGraph, places: Iterable[Provenance]) -> tuple[Quote, ...]:
    """Quote the first place of each article."""
    first: dict[str, Provenance] = {}
    for where in places:
        first.setdefault(where.article, where)
    return tuple(_quote(graph, where) for where in first.values())


def _quote(graph: KnowledgeGraph, where: Provenance) -> Quote:
    article = graph.index.articles[where.article]
    return Quote(
        article=article.id,
        outlet=article.agency or article.publisher or article.id,
        published=article.published,
        url=article.url,
        begin=where.span.begin,
        end=where.span.end,
        sentence=graph.index.sentence(where),
    )


def _labels(events: Iterable[Event[EntityId]]) -> tuple[str, ...]:
    return tuple(event.label for event in events)


def _names(graph: KnowledgeGraph, parts: Iterable[Participation[EntityId]]) -> tuple[str, ...]:
    return tuple(graph.index.entities[part.who].name + ("" if part.role is Role.PLACE else f" ({part.role})") for part in parts)


def _places(parts: Iterable[Participation[EntityId]]) -> list[Provenance]:
    return [where for part in parts for where in part.provenance]


def _articles(event: Event[EntityId]) -> list[str]:
    return list(dict.fromkeys(mention.article for mention in event.mentions))


def _outlets(graph: KnowledgeGraph, articles: Iterable[str]) -> tuple[str, ...]:
    told = (graph.index.articles[article] for article in articles)
    return tuple(dict.fromkeys(article.agency or article.publisher or article.id for article in told))
