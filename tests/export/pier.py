"""A small graph that has everything that kg writes: two articles on one pier."""

from __future__ import annotations

from datetime import date

from kg.model.entity import Entity, EntityKind
from kg.model.event import (
    DateClaim,
    Event,
    EventLink,
    EventPredicate,
    EventType,
    Participation,
    Predicate,
    Realis,
    Relation,
    Role,
    Subject,
    Topic,
)
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

TEXTS = {
    "first": "Harbour minister Ana Reyes opened the new pier in Port Ellery on 3 May. She will meet dockers in June.",
    "second": "Ana Reyes, who heads the Harbour Office, opened the pier on 4 May, before the storm.",
}


def at(article: str, words: str) -> Provenance:
    text = TEXTS[article]
    begin = text.index(words)
    stop = text.find(". ", begin) + 1 or len(text)
    start = text.rfind(". ", 0, begin) + 2 if ". " in text[:begin] else 0
    return Provenance(article, Span(begin, begin + len(words)), Span(start, stop), "kg 1", "verb.open")


def sample() -> Records:
    """Make a graph that has every kind of thing that kg writes, and an event that two articles tell."""
    minister = Entity(
        "entity-00000000000a",
        EntityKind.PERSON,
        "Ana Reyes",
        (at("first", "Ana Reyes"), at("second", "Ana Reyes")),
        ("Reyes",),
        (("en", "Ana Reyes"),),
    )
    office = Entity("entity-00000000000b", EntityKind.ORGANISATION, "Harbour Office", (at("second", "Harbour Office"),))
    town = Entity("entity-00000000000c", EntityKind.PLACE, "Port Ellery", (at("first", "Port Ellery"),), key="place:US:ellery")
    land = Entity("entity-00000000000d", EntityKind.PLACE, "Norvane", (at("first", "Port"),), key="country:NO")
    topic = Topic("topic-00000000000a", "new pier", "en", (at("first", "new pier"),), (MediaTopic.POLITICS,))
    may = EventTime("2024-05-03", Interval(date(2024, 5, 3), date(2024, 5, 4), Grain.DAY), Basis.EXPLICIT, at("first", "3 May"))
    later = EventTime(
        "2024-05-04", Interval(date(2024, 5, 4), date(2024, 5, 5), Grain.DAY), Basis.EXPLICIT, at("second", "4 May")
    )
    june = EventTime("2024-06", Interval(date(2024, 6, 1), date(2024, 7, 1), Grain.MONTH), Basis.EXPLICIT, at("first", "June"))
    opening: Event[str] = Event(
        "event-00000000000a",
        EventType.BUILD,
        Realis.ACTUAL,
        "opened the new pier",
        "en",
        (at("first", "opened"), at("second", "opened")),
        may,
        (
            Participation(minister.id, Role.AGENT, (at("first", "Ana Reyes"), at("second", "Ana Reyes"))),
            Participation(town.id, Role.PLACE, (at("first", "Port Ellery"),)),
        ),
        (topic.id,),
        (office.id,),
        0.75,
        2,
        (DateClaim(may, (at("first", "opened"),)), DateClaim(later, (at("second", "opened"),))),
    )
    meeting: Event[str] = Event(
        "event-00000000000b",
        EventType.MEET,
        Realis.PLANNED,
        "meet dockers",
        "en",
        (at("first", "meet"),),
        june,
        (Participation(minister.id, Role.AGENT, (at("first", "She"),)),),
    )
    storm: Event[str] = Event("event-00000000000c", EventType.WEATHER, Realis.ACTUAL, "storm", "en", (at("second", "storm"),))
    articles = (
        Article(
            "first",
            TEXTS["first"],
            "en",
            "Pier opens",
            "2024-05-04T09:00:00+00:00",
            "https://news.example/1",
            "Ellery Post",
            "Coast Wire",
        ),
        Article("second", TEXTS["second"], "en", "Minister opens pier", "2024-05-05", None, "Ellery Post"),
    )
    return Records(
        articles,
        (minister, office, town, land),
        (opening, meeting, storm),
        (
            Relation(
                minister.id, Predicate.HOLDS_ROLE, (at("first", "minister"), at("second", "heads")), office="Harbour minister"
            ),
            Relation(minister.id, Predicate.HEADS, (at("second", "heads"),), office.id),
        ),
        (topic,),
        (Subject("first", MediaTopic.POLITICS),),
        (
            EventLink(opening.id, EventPredicate.BEFORE, storm.id, (at("second", "opened the pier on 4 May, before the storm"),)),
            EventLink(opening.id, EventPredicate.PART_OF, meeting.id, (at("first", "opened"),)),
            EventLink(opening.id, EventPredicate.CAUSES, meeting.id, (at("first", "opened"),)),
            EventLink(meeting.id, EventPredicate.ABOUT, opening.id, (at("first", "meet"),)),
        ),
    )
