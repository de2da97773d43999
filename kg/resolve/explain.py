"""Why an actor or event is what it is: its reports, the joins between them, what was held against it and left apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model.entity import Entity, EntityId
from kg.model.event import Event
from kg.model.text import Article, Provenance
from kg.model.time import EventTime
from kg.resolve.corpus import Resolution
from kg.resolve.corrections import Act, ActorRef
from kg.resolve.identity import Local
from kg.resolve.join import Join
from kg.resolve.names import key
from kg.resolve.nearmiss import NearMiss, near_actors, near_events
from kg.resolve.told import Told
from kg.resolve.when import exactness


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of it: `id` is the report's own, `name` the words used, `sentence` the whole sentence."""

    id: str
    article: str
    title: str
    publisher: str | None
    published: str | None
    name: str
    sentence: str
    date: EventTime | None = None
    confidence: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """The entry of corrections that takes a join back: two references to actors, or the ids of two reports."""

    act: Act
    actors: tuple[ActorRef, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """An actor or event of the graph with all that made it; `undo` is None where nothing was joined."""

    thing: Entity | Event[EntityId]
    reports: tuple[Report, ...]
    joins: tuple[Join, ...]
    near: tuple[NearMiss, ...]
    undo: Undo | None = None


def explain(resolution: Resolution, ident: str) -> Explanation:
    """Explain the actor or event of an id; an event may be named by that of any of its reports. Raises `KeyError` for another."""
    for entity in resolution.records.entities:
        if entity.id == ident:
            return _actor(resolution, entity)
    for group in resolution.groups:
        if any(told.event.id == ident for told in group):
            home = min(told.event.id for told in group)
            for event in resolution.records.events:
                if event.id == home:
                    return _event(resolution, event, group)
    raise KeyError(ident)


def _actor(resolution: Resolution, entity: Entity) -> Explanation:
    locals_ = {local for local, ident in resolution.actors.of.items() if ident == entity.id}
    reports = []
    for extraction in resolution.extractions:
        for known in extraction.entities:
            if (extraction.article.id, known.id) in locals_:
                reports.append(_report(known.id, extraction.article, known.name, known.mentions[0]))
    ends = {"/".join(local) for local in locals_}
    joins = tuple(join for join in resolution.joins if join.kind == "entity" and join.first in ends and join.second in ends)
    return Explanation(entity, tuple(reports), joins, near_actors(resolution, entity), _apart(resolution, entity, locals_))


def _apart(resolution: Resolution, entity: Entity, locals_: set[Local]) -> Undo | None:
    """Give the entry that takes the rarest name out, or the last article where all use one name."""
    articles = sorted({article for article, _ in locals_})
    if len(articles) < 2:
        return None
    using: defaultdict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for extraction in resolution.extractions:
        for known in extraction.entities:
            if (extraction.article.id, known.id) in locals_:
                using[key(known.name)].add(extraction.article.id)
                shown.setdefault(key(known.name), known.name)
    ranked = sorted(using, key=lambda name: (len(using[name]), name))
    rare, usual = ranked[0], ranked[-1]
    out = using[rare] if rare != usual else {articles[-1]}
    rest = using[usual] - out or set(articles) - out
    if not rest:
        return None
    name = usual if using[usual] & rest else ranked[-2]
    return Undo(
        Act.DIFFERENT,
        (
            ActorRef(name=shown[rare], articles=tuple(sorted(out))),
            ActorRef(name=shown[name], articles=tuple(sorted(using[name] & rest))),
        ),
    )


def _event(resolution: Resolution, event: Event[EntityId], group: Sequence[Told]) -> Explanation:
    articles = {article.id: article for article in resolution.records.articles}
    reports = []
    for told in sorted(group, key=lambda told: (told.article, told.event.id)):
        one, article = told.event, articles[told.article]
        words = one.mentions[0].span.of(article.text)
        report = _report(one.id, article, words, one.mentions[0])
        reports.append(
            Report(
                report.id,
                report.article,
                report.title,
                report.publisher,
                report.published,
                one.label or report.name,
                report.sentence,
                one.time,
                one.confidence,
                told.source,
            )
        )
    ids = {told.event.id for told in group}
    joins = tuple(join for join in resolution.joins if join.kind == "event" and join.first in ids and join.second in ids)
    undo = Undo(Act.DIFFERENT, events=(joins[-1].first, joins[-1].second)) if joins else None
    return Explanation(event, tuple(reports), joins, near_events(resolution, group), undo)


def _report(ident: str, article: Article, name: str, mention: Provenance) -> Report:
    sentence = " ".join(mention.sentence.of(article.text).split())
    return Report(ident, article.id, article.title, article.publisher, article.published, name, sentence)


def dates(explanation: Explanation) -> tuple[tuple[EventTime, tuple[str, ...]], ...]:
    """Give the dates that the reports give, in the order in which they would be shown, with the articles."""
    found: defaultdict[EventTime, set[str]] = defaultdict(set)
    for report in explanation.reports:
        if report.date is not None:
            found[EventTime(report.date.edtf, report.date.interval, report.date.basis)].add(report.article)
    return tuple((time, tuple(sorted(found[time]))) for time in sorted(found, key=exactness))


def sources(explanation: Explanation) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    """Give the independent sources of an event, each with the confidence of its surest report and its articles."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for report in explanation.reports:
        found[report.source or ""].append(report)
    return tuple(_source(source, reports) for source, reports in sorted(found.items()))


def _source(source: str, reports: Iterable[Report]) -> tuple[str, float, tuple[str, ...]]:
    known = list(reports)
    surest = max(report.confidence or 0.0 for report in known)
    return source, surest, tuple(sorted({report.article for report in known}))


def same_reason(joins: Iterable[Join]) -> Iterator[tuple[str, tuple[Join, ...]]]:
    """Give the joins of each reason together, the rarest reason first."""
    found: defaultdict[str, list[Join]] = defaultdict(list)
    for join in joins:
        found[join.reason].append(join)
    yield from ((reason, tuple(found[reason])) for reason in sorted(found, key=lambda reason: (len(found[reason]), reason)))
