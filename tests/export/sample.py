"""A small graph of every kind of record, and one whose every text is hostile."""

from __future__ import annotations

from kg.model.entity import Entity, EntityKind
from kg.model.event import Event, EventType, Participation, Predicate, Realis, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.text import Article, Provenance, Span

HOSTILE = '=HYPERLINK("http://x")|\'\\\n\r\n<script>alert(1)</script>]]>&amp;\u202eRTL\u200f\x00\x07\ud800\ufffe\u2028{}^`'


def hostile_records() -> Records:
    """Make a graph that puts `HOSTILE` wherever a text can stand."""
    text = f"{HOSTILE} end"
    article = Article(HOSTILE, text, "vi", HOSTILE, None, f"http://x/{HOSTILE}", HOSTILE, HOSTILE)
    place = Provenance(article.id, Span(0, len(text)), Span(0, len(text)), HOSTILE, HOSTILE)
    actor = Entity(f"e {HOSTILE}", EntityKind.GROUP, HOSTILE, (place,), (HOSTILE,), (("vi", HOSTILE),), HOSTILE)
    topic = Topic(HOSTILE, HOSTILE, HOSTILE, (place,))
    event: Event[str] = Event(
        HOSTILE,
        EventType.OTHER,
        Realis.ACTUAL,
        HOSTILE,
        "vi",
        (place,),
        None,
        (Participation(actor.id, Role.AGENT, (place,)), Participation(actor.id, Role.PLACE, (place,))),
        (topic.id,),
        (actor.id,),
    )
    office: Relation[str] = Relation(actor.id, Predicate.HOLDS_ROLE, (place,), office=HOSTILE)
    return Records((article,), (actor,), (event,), (office,), (topic,))
