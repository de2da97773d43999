"""Records made by hand for the timeline: dense days, long gaps, every kind of date, more actors than lanes have room for."""

from __future__ import annotations

from datetime import date, timedelta

from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventType, Participation, Realis, Role, Topic
from kg.model.graph import Records
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

TEXT = "Họp bàn về tuyến đường sắt đô thị qua sông Hàn."
LABELS = (
    "Ủy ban nhân dân thành phố họp bàn về tuyến đường sắt đô thị",
    "Công ty Đường sắt ký hợp đồng tư vấn thiết kế",
    "người dân phường Thuận Phước góp ý về nhà ga",
    "Sở Xây dựng yêu cầu bổ sung hồ sơ",
    "the contractor rejected the claim of delays",
    "đoàn chuyên gia khảo sát lòng sông",
)
TYPES = (EventType.MEET, EventType.AGREE, EventType.STATEMENT, EventType.REQUEST, EventType.REJECT, EventType.TRAVEL)
MARCH, SEPTEMBER, BEFORE = date(2024, 3, 5), date(2024, 9, 20), date(2019, 5, 1)
DAYS = [*[MARCH] * 12, *[MARCH + timedelta(days=1)] * 6, *[SEPTEMBER] * 8, BEFORE, date(2025, 1, 15)]
ACTORS = 16


def _on(day: date, days: int = 1, grain: Grain = Grain.DAY) -> Interval:
    return Interval(day, day + timedelta(days=days), grain)


def _times() -> list[tuple[str, EventTime | None, Realis]]:
    def at(edtf: str, interval: Interval) -> EventTime:
        return EventTime(edtf, interval, Basis.EXPLICIT)

    return [
        ("month", at("2024-03", Interval(date(2024, 3, 1), date(2024, 4, 1), Grain.MONTH)), Realis.ACTUAL),
        ("since", at("2024-03-06/..", Interval(date(2024, 3, 6), None, Grain.DAY)), Realis.ACTUAL),
        ("until", at("../2024-03-05", Interval(None, date(2024, 3, 6), Grain.DAY)), Realis.ACTUAL),
        ("about", at("2024-09-20~", _on(SEPTEMBER)), Realis.ACTUAL),
        ("soft-month", at("2024-09~", Interval(date(2024, 9, 1), date(2024, 10, 1), Grain.MONTH)), Realis.ACTUAL),
        ("range", at("2024-09-20/2024-09-24", _on(SEPTEMBER, 5, Grain.RANGE)), Realis.ACTUAL),
        ("planned", at("2025-01-15", _on(date(2025, 1, 15))), Realis.PLANNED),
        ("possible", at("2025-01-15", _on(date(2025, 1, 15))), Realis.POSSIBLE),
        ("denied", at("2024-03-05", _on(MARCH)), Realis.NEGATED),
        *((f"undated-{n}", None, Realis.PLANNED if n == 3 else Realis.ACTUAL) for n in range(5)),
    ]


def busy() -> KnowledgeGraph:
    """Give 42 events, 5 of them undated: 13 begin on one day, 8 half a year later, one five years before."""
    article = Article("a-busy", TEXT, "vi", "Đường sắt đô thị", "2024-09-21", "https://bao.example/tau", "Báo Mẫu")
    at = Provenance(article.id, Span(0, 3), Span(0, len(TEXT)), "hand", "rule.by-hand")
    actors = [Entity(f"en-{n:02}", EntityKind.ORGANISATION, f"Đơn vị thi công số {n}", (at,)) for n in range(ACTORS)]
    topics = (Topic("to-rail", "đường sắt", "vi", (at,)), Topic("to-river", "sông Hàn", "vi", (at,)))

    def event(key: str, n: int, time: EventTime | None, realis: Realis) -> Event[EntityId]:
        who = sorted({n % ACTORS} if n % 5 == 4 else {n % 2, n % ACTORS})
        parts = tuple(Participation(actors[one].id, Role.AGENT, (at,)) for one in who)
        about = ("to-rail",) if n % 3 else ("to-river",)
        return Event(
            f"ev-{key}", TYPES[n % len(TYPES)], realis, f"{LABELS[n % len(LABELS)]} lần {n}", "vi", (at,), time, parts, about
        )

    dated = [
        event(f"day-{n:02}", n, EventTime(day.isoformat(), _on(day), Basis.EXPLICIT), Realis.ACTUAL) for n, day in enumerate(DAYS)
    ]
    others = [event(key, len(DAYS) + n, time, realis) for n, (key, time, realis) in enumerate(_times())]
    events = tuple(sorted((*dated, *others), key=lambda one: one.id))
    return KnowledgeGraph(Records((article,), tuple(actors), events, (), topics))
