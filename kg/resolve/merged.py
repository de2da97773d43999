"""The one event that several reports tell of: the best of each, with all that stands behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Participation, Realis, Role
from kg.model.text import Provenance, place
from kg.model.time import EventTime
from kg.resolve.claim import date_claims, first_prints
from kg.resolve.told import Told
from kg.resolve.when import exactness

CERTAIN = 0.99  # no number of articles makes a reading certain
REALIS = (Realis.ACTUAL, Realis.PLANNED, Realis.POSSIBLE, Realis.NEGATED)
ROLES = tuple(Role)


def merged(reports: Sequence[Told]) -> Event[EntityId]:
    """Make one event of its reports, sorted by article and id.

    Its id is the smallest of theirs. It happened if one of them says so. Its date is the most exact that was
    read, or where dates contradict each other the best supported of them; its label that of the fullest report.
    Independent sources add to its confidence, copies do not.
    """
    best = min(reports, key=_fullness)
    events = [told.event for told in reports]
    claims = date_claims(reports)
    return Event(
        id=min(event.id for event in events),
        type=_commonest(events),
        realis=min((event.realis for event in events), key=REALIS.index),
        label=best.event.label,
        lang=best.event.lang,
        mentions=tuple(dict.fromkeys(m for told in sorted(reports, key=_fullness) for m in told.event.mentions)),
        time=claims[0].time if claims else _time(reports),
        participants=_participants(events),
        topics=tuple(sorted({topic for event in events for topic in event.topics})),
        attributed_to=tuple(sorted({who for event in events for who in event.attributed_to})),
        confidence=_confidence(reports),
        source_count=len({told.source for told in reports}),
        claims=claims,
    )


def _fullness(told: Told) -> tuple[object, ...]:
    """Sort reports so that the one that says most comes first."""
    event = told.event
    return (event.time is None, -len(event.participants), -event.confidence, -len(event.mentions), told.article, event.id)


def _commonest(events: Iterable[Event[EntityId]]) -> EventType:
    counts = Counter(event.type for event in events)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _time(reports: Iterable[Told]) -> EventTime | None:
    times = (told.event.time for told in first_prints(reports))
    return min((time for time in times if time is not None), key=exactness, default=None)


def _participants(events: Iterable[Event[EntityId]]) -> tuple[Participation[EntityId], ...]:
    """Give each actor its places, and of its other roles that which most articles tell; of equals the first of `ROLES`."""
    found: defaultdict[tuple[EntityId, Role], set[Provenance]] = defaultdict(set)
    for event in events:
        for part in event.participants:
            found[part.who, part.role].update(part.provenance)
    told: dict[EntityId, Role] = {}
    for who, role in sorted(found, key=lambda key: (-len({p.article for p in found[key]}), ROLES.index(key[1]))):
        if role is not Role.PLACE:
            told.setdefault(who, role)
    parts = [
        Participation(who, role, tuple(sorted(p, key=place)))
        for (who, role), p in found.items()
        if role is Role.PLACE or told[who] is role
    ]
    return tuple(sorted(parts, key=lambda p: (ROLES.index(p.role), [place(x) for x in p.provenance[:1]], p.who)))


def _confidence(reports: Iterable[Told]) -> float:
    """Add up independent sources: each article of one source is as sure as its surest."""
    sources: dict[str, float] = {}
    for told in reports:
        sources[told.source] = max(sources.get(told.source, 0.0), told.event.confidence)
    doubt = 1.0
    for confidence in sorted(sources.values()):
        doubt *= 1 - confidence
    return round(max(min(1 - doubt, CERTAIN), min(max(sources.values()), 1.0)), 4)
