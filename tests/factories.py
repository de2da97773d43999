"""Extractions made by hand from sentences of our own: what tests of resolution, graph and exports start from."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model.entity import Entity, EntityKind
from kg.model.event import (
    Event,
    EventLink,
    EventPredicate,
    EventType,
    Extraction,
    Participation,
    Predicate,
    Realis,
    Relation,
    Role,
    Topic,
)
from kg.model.ids import content_id
from kg.model.text import Article, Block, BlockKind, Provenance, Sentence, Span
from kg.model.time import Basis, EventTime, Grain, Interval

MAKER = "kg-test/1"


@dataclass(frozen=True)
class Who:
    """An actor of an article, found by its name and other names in the text."""

    name: str
    kind: EntityKind = EntityKind.PERSON
    names: tuple[str, ...] = ()
    key: str | None = None
    only_source: bool = False


@dataclass(frozen=True)
class What:
    """An event of an article: its trigger as it stands in the text, and its actors by their names."""

    type: EventType
    trigger: str
    date: str | None = None
    agents: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    label: str = ""
    realis: Realis = Realis.ACTUAL
    basis: Basis = Basis.EXPLICIT
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: float = 0.6


def interval(edtf: str) -> Interval:
    """Read a day, a month, a year, `a/b` or `a/..`."""
    if "/" in edtf:
        start, end = edtf.split("/")
        first = interval(start) if start != ".." else None
        last = interval(end) if end != ".." else None
        return Interval(first.start if first else None, last.end if last else None, Grain.RANGE)
    parts = [int(part) for part in edtf.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return Interval(day, day + timedelta(days=1), Grain.DAY)
    if len(parts) == 2:
        year, month = parts
        length = calendar.monthrange(year, month)[1]
        return Interval(date(year, month, 1), date(year, month, 1) + timedelta(days=length), Grain.MONTH)
    return Interval(date(parts[0], 1, 1), date(parts[0] + 1, 1, 1), Grain.YEAR)


def extraction(
    article: str,
    text: str,
    who: Iterable[Who] = (),
    what: Iterable[What] = (),
    *,
    lang: str = "en",
    published: str | None = "2024-06-10",
    publisher: str | None = None,
    agency: str | None = None,
    relations: Iterable[tuple[str, Predicate, str]] = (),
    topics: Sequence[str] = (),
    links: Iterable[tuple[str, EventPredicate, str]] = (),
) -> Extraction:
    """Make the extraction of one article: each actor, trigger and topic stands where the text first has it.

    Events refer to actors and topics by their words, links to events by their triggers. For `holds_role` the object is
    the office's words.
    """
    end = text.find("\n") if "\n" in text else len(text)
    blocks = tuple(
        Block(Span(m.start(), m.end()), BlockKind.TITLE if m.start() == 0 and "\n" in text else BlockKind.BODY)
        for m in re.finditer(r"[^\n]+", text)
    )
    title = text[:end] if "\n" in text else ""
    page = Article(article, text, lang, title, published, f"https://news.example/{article}", publisher, agency, blocks)
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:(?<!\b[A-Z])[.!?](?=\s|$)|(?=\n|$))", text)]
    sentences = tuple(
        Sentence(i, span, next(b.kind for b in blocks if span in b.span)) for i, span in enumerate(_trimmed(text, spans))
    )
    actors = {a.name: _entity(page, sentences, a) for a in who}
    ids = {topic: content_id("topic", lang, topic.casefold()) for topic in topics}
    told = list(what)
    events = tuple(_event(page, sentences, e, actors, ids) for e in told)
    by_trigger = {e.trigger: event for e, event in zip(told, events, strict=True)}
    return Extraction(
        article=page,
        sentences=sentences,
        entities=tuple(actors.values()),
        events=events,
        relations=tuple(_relation(page, sentences, r, actors) for r in relations),
        topics=tuple(Topic(ids[t], t, lang, (_at(page, sentences, t, "topic"),)) for t in topics),
        links=tuple(EventLink(by_trigger[a].id, p, by_trigger[b].id, by_trigger[a].mentions) for a, p, b in links),
    )


def _trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    return [
        Span(s.begin + len(s.of(text)) - len(s.of(text).lstrip()), s.begin + len(s.of(text).rstrip()))
        for s in spans
        if s.of(text).strip()
    ]


def _places(page: Article, sentences: Sequence[Sentence], words: str, rule: str) -> list[Provenance]:
    found = [Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", page.text)]
    return [Provenance(page.id, span, s.span, MAKER, rule) for span in found for s in sentences if span in s.span]


def _at(page: Article, sentences: Sequence[Sentence], words: str, rule: str) -> Provenance:
    places = _places(page, sentences, words, rule)
    assert places, f"{words!r} does not stand in {page.id}"
    return places[0]


def _entity(page: Article, sentences: Sequence[Sentence], who: Who) -> Entity:
    found = {p.span: p for name in (who.name, *who.names) for p in _places(page, sentences, name, "name")}
    assert found, f"{who.name!r} does not stand in {page.id}"
    mentions = tuple(found[span] for span in sorted(found))
    ident = content_id("entity", page.id, who.kind, who.name)
    return Entity(ident, who.kind, who.name, mentions, tuple(sorted(who.names)), (), who.key, who.only_source)


def _event(
    page: Article, sentences: Sequence[Sentence], what: What, actors: Mapping[str, Entity], topics: Mapping[str, str]
) -> Event[str]:
    trigger = _at(page, sentences, what.trigger, "trigger")
    time = None if what.date is None else EventTime(what.date, interval(what.date), what.basis, trigger)
    roles = ((Role.AGENT, what.agents), (Role.PATIENT, what.patients), (Role.PLACE, what.places))
    return Event(
        id=content_id("event", page.id, what.type, trigger.span, what.date, what.agents, what.patients, what.realis),
        type=what.type,
        realis=what.realis,
        label=what.label or what.trigger,
        lang=page.lang,
        mentions=(trigger,),
        time=time,
        participants=tuple(
            Participation(actors[name].id, role, (actors[name].mentions[0],)) for role, names in roles for name in names
        ),
        topics=tuple(topics[t] for t in what.topics),
        attributed_to=tuple(actors[name].id for name in what.sources),
        confidence=what.confidence,
    )


def _relation(
    page: Article, sentences: Sequence[Sentence], stated: tuple[str, Predicate, str], actors: Mapping[str, Entity]
) -> Relation[str]:
    subject, predicate, target = stated
    where = (_at(page, sentences, subject, "relation"),)
    if predicate is Predicate.HOLDS_ROLE:
        return Relation(actors[subject].id, predicate, where, office=target)
    return Relation(actors[subject].id, predicate, where, actors[target].id)


PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
JAPAN_VI = Who("Nhật Bản", PLACE, ("Tokyo",), "country:JP")
US_VI = Who("Mỹ", PLACE, ("Washington",), "country:US")
JAPAN_EN = Who("Japan", PLACE, ("Tokyo",), "country:JP")
US_EN = Who("United States", PLACE, ("US",), "country:US")


def story() -> tuple[Extraction, ...]:
    """Give one story in three articles and two languages, and one article of another story."""
    return (
        extraction(
            "a-vi-forum",
            "Nhật Bản và Mỹ mở diễn đàn vũ khí\n"
            "Ngày 9/6, Nhật Bản và Mỹ họp phiên đầu về sản xuất tên lửa ở Yokosuka. "
            "Ông Fumio Kishida gặp ông Joe Biden hồi tháng Tư, hai bên hứa lập nhóm công tác. "
            "Bộ Quốc phòng Nhật Bản công bố kết quả hôm 10/6, theo Kyodo.",
            (
                JAPAN_VI,
                US_VI,
                Who("Fumio Kishida"),
                Who("Joe Biden"),
                Who("Yokosuka", PLACE),
                Who("Bộ Quốc phòng Nhật Bản", ORGANISATION, ("Bộ Quốc phòng",), "org:JP:defence"),
                Who("Kyodo", ORGANISATION, only_source=True),
            ),
            (
                What(
                    EventType.MEET,
                    "họp",
                    "2024-06-09",
                    ("Nhật Bản", "Mỹ"),
                    places=("Yokosuka",),
                    label="họp phiên đầu",
                    topics=("sản xuất tên lửa",),
                ),
                What(EventType.MEET, "gặp", "2024-04", ("Fumio Kishida", "Joe Biden"), basis=Basis.CONTEXT),
                What(
                    EventType.ORGANISATION,
                    "lập",
                    None,
                    ("Nhật Bản", "Mỹ"),
                    label="lập nhóm công tác",
                    realis=Realis.PLANNED,
                    topics=("sản xuất tên lửa",),
                ),
                What(EventType.STATEMENT, "công bố", "2024-06-10", ("Bộ Quốc phòng Nhật Bản",), sources=("Kyodo",)),
            ),
            lang="vi",
            published="2024-06-10T22:06",
            publisher="Bến Cảng",
            agency="Kyodo",
            relations=(
                ("Fumio Kishida", Predicate.CITIZEN_OF, "Nhật Bản"),
                ("Bộ Quốc phòng Nhật Bản", Predicate.PART_OF, "Nhật Bản"),
                ("Fumio Kishida", Predicate.HOLDS_ROLE, "Thủ tướng"),
            ),
            topics=("sản xuất tên lửa",),
            links=(("gặp", EventPredicate.BEFORE, "họp"), ("gặp", EventPredicate.ABOUT, "lập")),
        ),
        extraction(
            "b-en-forum",
            "Allies open arms forum\n"
            "Japan and the United States met in Yokosuka on June 9 to discuss missile production. "
            "The forum was agreed when Joe Biden hosted Fumio Kishida on April 10.",
            (JAPAN_EN, US_EN, Who("Joe Biden"), Who("Fumio Kishida"), Who("Yokosuka", PLACE)),
            (
                What(EventType.MEET, "met", "2024-06-09", ("Japan", "United States"), places=("Yokosuka",)),
                What(EventType.MEET, "hosted", "2024-04-10", ("Joe Biden", "Fumio Kishida")),
                What(EventType.AGREE, "agreed", "2024-04-10", ("Joe Biden", "Fumio Kishida"), basis=Basis.CONTEXT),
            ),
            published="2024-06-11",
            publisher="Harbour Courier",
            topics=("missile production",),
            links=(("hosted", EventPredicate.BEFORE, "met"), ("agreed", EventPredicate.PART_OF, "hosted")),
        ),
        extraction(
            "c-vi-analysis",
            "Tên lửa và xưởng tàu\n"
            "Phiên đầu, Nhật Bản và Mỹ họp hôm 9/6, mở đường cho hợp tác. "
            "Ông Kishida và ông Joe Biden nhất trí lập nhóm công tác từ tháng 4.",
            (Who("Nhật Bản", PLACE, (), "country:JP"), Who("Mỹ", PLACE, (), "country:US"), Who("Kishida"), Who("Joe Biden")),
            (
                What(EventType.MEET, "họp", "2024-06-09", ("Nhật Bản", "Mỹ"), label="Phiên đầu họp"),
                What(EventType.AGREE, "nhất trí", "2024-04", ("Kishida", "Joe Biden")),
            ),
            lang="vi",
            published="2024-06-14",
            publisher="Chân Trời",
        ),
        extraction(
            "d-vi-storm",
            "Bão đổ bộ\nBão số 3 đổ bộ Quảng Ninh ngày 7/9, ông Lê Văn Bảo cho biết.",
            (Who("Quảng Ninh", PLACE, (), "province:VN-13"), Who("Lê Văn Bảo")),
            (What(EventType.WEATHER, "đổ bộ", "2024-09-07", places=("Quảng Ninh",), sources=("Lê Văn Bảo",)),),
            lang="vi",
            published="2024-09-08",
            publisher="Bến Cảng",
        ),
    )
