"""The classes of what can be wrong with an event."""

from __future__ import annotations

from datetime import date

import pytest

from kg.learn.eventfaults import event_faults
from kg.learn.gold import GoldArticle, GoldEvent
from kg.model.event import Event, EventType, Extraction, Realis
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

TEXT = "The dam burst on May 4. The burst killed two, and a fair was called off."
SENTENCES = (Span(0, 23), Span(24, len(TEXT)))


def span(words: str, begin: int = 0) -> Span:
    at = TEXT.index(words, begin)
    return Span(at, at + len(words))


FIRST, AGAIN, DEATHS, FAIR = span("burst"), span("burst", 24), span("killed"), span("called off")


def wanted(name: str, *triggers: Span, core: bool = True, edtf: str | None = None) -> GoldEvent:
    return GoldEvent(name, triggers, "ACCIDENT", core, edtf, "explicit" if edtf else "none", "actual", ())


GOLD = GoldArticle(
    id="a",
    lang="en",
    text=TEXT,
    sentences=SENTENCES,
    record={},
    actors=(),
    kinds=(),
    events=(wanted("e1", FIRST, AGAIN, edtf="2024-05-04"), wanted("e2", DEATHS), wanted("e3", FAIR, core=False)),
    relations=(),
)


def event(
    name: str, *triggers: Span, day: int | None = None, kind: EventType = EventType.ACCIDENT, realis: Realis = Realis.ACTUAL
) -> Event[str]:
    mentions = tuple(Provenance("a", trigger, Span(0, len(TEXT)), "test", "by.hand") for trigger in triggers)
    when = None
    if day:
        interval = Interval(date(2024, 5, day), date(2024, 5, day + 1), Grain.DAY)
        words = Provenance("a", span("May 4"), SENTENCES[0], "test", "by.hand")
        when = EventTime(f"2024-05-{day:02}", interval, Basis.CONTEXT, words)
    return Event(name, kind, realis, "", "en", mentions, when)


BURST = event("v1", FIRST, AGAIN, day=4)
KILLED = event("v2", DEATHS)
OFF = event("v3", FAIR)


def faults(*events: Event[str]) -> list[tuple[str, str, str, str]]:
    found = event_faults(GOLD, Extraction(Article("a", TEXT, "en"), events=events))
    return [(d.fault, d.trigger, d.wanted, d.found) for d in found]


def test_without_faults_there_are_none() -> None:
    assert faults(BURST, KILLED, OFF) == []


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        ((BURST, OFF), ("missed, core", "killed", "ACCIDENT, undated", "")),
        ((BURST, KILLED), ("missed, minor", "called off", "ACCIDENT, undated", "")),
        (
            (event("v1", FIRST, AGAIN, DEATHS, day=4), OFF),
            ("swallowed", "killed", "ACCIDENT, undated", "joined to 'burst'"),
        ),
        (
            (event("v1", FIRST, day=4), event("v4", AGAIN), KILLED, OFF),
            ("doubled", "burst", "one event with 'burst'", "ACCIDENT, undated, rule by.hand"),
        ),
        ((BURST, KILLED, OFF, event("v4", span("fair"))), ("spurious", "fair", "", "ACCIDENT, undated, rule by.hand")),
        (
            (event("v1", FIRST, AGAIN, day=5), KILLED, OFF),
            ("misdated", "burst", "2024-05-04 (explicit)", "2024-05-05 (context: 'May 4')"),
        ),
        ((event("v1", FIRST, AGAIN), KILLED, OFF), ("wrongly undated", "burst", "2024-05-04 (explicit)", "undated")),
        (
            (BURST, event("v2", DEATHS, day=4), OFF),
            ("dated though undated", "killed", "undated", "2024-05-04 (context: 'May 4')"),
        ),
        ((BURST, KILLED, event("v3", FAIR, kind=EventType.OTHER)), ("other type", "called off", "ACCIDENT", "OTHER")),
        ((BURST, KILLED, event("v3", FAIR, realis=Realis.PLANNED)), ("other realis", "called off", "actual", "planned")),
    ],
    ids=lambda value: value[0] if isinstance(value[0], str) else "",
)
def test_each_fault_has_its_class(events: tuple[Event[str], ...], fault: tuple[str, str, str, str]) -> None:
    assert faults(*events) == [fault]


def test_a_fault_stands_beside_its_sentence_and_says_where_in_it() -> None:
    (fault,) = event_faults(GOLD, Extraction(Article("a", TEXT, "en"), events=(event("v4", AGAIN, day=4), KILLED)))
    assert fault.sentence == TEXT[24:]
    assert fault.place is not None
    assert fault.sentence[fault.place :].startswith("called off")


def test_without_an_extraction_all_is_missed() -> None:
    assert [fault.fault for fault in event_faults(GOLD, None)] == ["missed, core", "missed, core", "missed, minor"]
