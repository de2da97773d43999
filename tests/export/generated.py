"""Generated graphs: any structure, any text, every reference inside resolvable."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

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
    Topic,
)
from kg.model.graph import Records
from kg.model.ids import content_id
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

HOSTILE = "\"'\\<>&\n\r\t\x00\x01\x1f\x7f\x85\u200b\u200f\u202e\ud800\udfff\ufffe\u2028{}|^` #%?[]()*_=@\u0110\u1eaf\u0301\U0001f600]]>-->"

texts = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters()), max_size=12)
words = texts.filter(bool)
langs = st.sampled_from(["vi", "en", "EN", "zh_Hant", "und", "", "not a tag", "\x00"])
urls = st.one_of(
    st.none(), st.sampled_from(["https://news.example/a?b=c#d", "http://[x", "javascript:alert(1)", "https://a/%zz"]), texts
)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    published = draw(
        st.sampled_from(
            [None, "2024-06-10", "2024-06-10T22:06:00+07:00", "2024-06-10T22:06", "0999-01-01", "2024-W24-1", "2024-06-10 late"]
        )
    )
    return Article(
        id=draw(st.one_of(words, st.sampled_from(["a", "b", "2024-06-10-vi"]))),
        text=nfc(draw(st.text(st.one_of(st.sampled_from(HOSTILE), st.characters()), min_size=3, max_size=40))) + "end",
        lang=draw(langs),
        title=draw(texts),
        published=published,
        url=draw(urls),
        publisher=draw(st.one_of(st.none(), texts)),
        agency=draw(st.one_of(st.none(), texts)),
    )


@st.composite
def places(draw: st.DrawFn, known: tuple[Article, ...]) -> Provenance:
    article = draw(st.sampled_from(known))
    begin = draw(st.integers(0, len(article.text) - 1))
    span = Span(begin, draw(st.integers(begin + 1, len(article.text))))
    return Provenance(article.id, span, Span(0, len(article.text)), draw(words), draw(words))


@st.composite
def times(draw: st.DrawFn, known: tuple[Article, ...]) -> EventTime:
    start = draw(st.dates(date(1, 1, 1), date(9990, 1, 1)))
    days = draw(st.integers(1, 400))
    opened = draw(st.sampled_from(["no", "start", "end"]))
    interval = Interval(
        None if opened == "start" else start,
        None if opened == "end" else start + timedelta(days=days),
        draw(st.sampled_from(list(Grain))),
    )
    edtf = draw(st.sampled_from([start.isoformat(), "2024-04", "2024~", "199X", "19XX", "../2024", "2022-02-24/.."]))
    return EventTime(edtf, interval, draw(st.sampled_from(list(Basis))), draw(st.one_of(st.none(), places(known))))


@st.composite
def claims(draw: st.DrawFn, known: tuple[Article, ...], mentions: tuple[Provenance, ...]) -> DateClaim:
    """Give a date that some mentions of an event claim, in words of one of their articles."""
    said = draw(st.lists(st.sampled_from(mentions), min_size=1, max_size=2))
    when = draw(times(known))
    words = None if when.timex is None else replace(said[0], rule=when.timex.rule)
    return DateClaim(replace(when, timex=words), tuple(said), draw(st.integers(1, 3)))


def days(claim: DateClaim) -> tuple[date | None, date | None]:
    return claim.time.interval.start, claim.time.interval.end


@st.composite
def records(draw: st.DrawFn) -> Records:
    known = tuple(draw(st.lists(articles(), min_size=1, max_size=3, unique_by=lambda a: a.id)))
    somewhere = st.lists(places(known), min_size=1, max_size=3).map(tuple)
    entities = tuple(
        Entity(
            content_id("entity", i) if draw(st.booleans()) else f"own id {i}",
            draw(st.sampled_from(list(EntityKind))),
            draw(words),
            draw(somewhere),
            tuple(draw(st.lists(words, max_size=2))),
            tuple(draw(st.lists(st.tuples(langs, words), max_size=2))),
            draw(st.sampled_from([None, "country:JP"])),
            draw(st.booleans()),
        )
        for i in range(draw(st.integers(1, 3)))
    )
    topics = tuple(
        Topic(content_id("topic", i), draw(words), draw(langs), draw(somewhere)) for i in range(draw(st.integers(0, 2)))
    )
    who = st.sampled_from([entity.id for entity in entities])
    told = [draw(somewhere) for _ in range(draw(st.integers(0, 3)))]
    events = tuple(
        Event(
            content_id("event", i),
            draw(st.sampled_from(list(EventType))),
            draw(st.sampled_from(list(Realis))),
            draw(texts),
            draw(langs),
            mentions,
            draw(st.one_of(st.none(), times(known))),
            tuple(
                Participation(draw(who), draw(st.sampled_from(list(Role))), draw(somewhere))
                for _ in range(draw(st.integers(0, 2)))
            ),
            tuple(draw(st.lists(st.sampled_from([t.id for t in topics]), max_size=1))) if topics else (),
            tuple(draw(st.lists(who, max_size=1))),
            draw(st.floats(0, 1)),
            draw(st.integers(1, 9)),
            tuple(draw(st.lists(claims(known, mentions), max_size=2, unique_by=days))),
        )
        for i, mentions in enumerate(told)
    )
    relations = []
    for _ in range(draw(st.integers(0, 3))):
        predicate = draw(st.sampled_from(list(Predicate)))
        relation: Relation[str] = Relation(draw(who), predicate, draw(somewhere), office=draw(texts))
        if predicate is not Predicate.HOLDS_ROLE:
            relation = replace(relation, office=None, object=draw(who))
        relations.append(relation)
    ends = st.sampled_from([event.id for event in events]) if events else st.nothing()
    predicates = st.sampled_from(list(EventPredicate))
    links = [
        EventLink(draw(ends), draw(predicates), draw(ends), draw(somewhere))
        for _ in range(draw(st.integers(0, 2)) if events else 0)
    ]
    return Records(
        tuple(sorted(known, key=lambda a: a.id)),
        tuple(sorted(entities, key=lambda e: e.id)),
        tuple(sorted(events, key=lambda e: e.id)),
        tuple(relations),
        tuple(sorted(topics, key=lambda t: t.id)),
        links=tuple(links),
    )
