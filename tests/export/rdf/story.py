"""A strike in a harbour as three articles of two outlets tell it: small enough to know every answer by heart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

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

FIRST = Article(
    "first",
    "Mayor Ada Reyes met Tom Okafor, who leads the Dockers' Union, in Port Vale on June 9. "
    "The strike since June led to the crash of a ferry of the union off Port Vale, Norland, on Sunday. ",
    "en",
    "Mayor meets dockers",
    "2024-06-10T08:00:00",
    "https://courier.example/mayor-meets-dockers",
    "Harbour Courier",
    "Wire One",
)
SECOND = Article(
    "second",
    "Bà Ada Reyes gặp ông Tom Okafor ngày 8/6. Bà thông báo hai bên sẽ họp tiếp ngày 15/6. "
    "Ông Lê Văn Bảo, thủy thủ của công đoàn, bị thương trong vụ va chạm phà ở Port Vale hôm 9/6. ",
    "vi",
    "Thị trưởng gặp công đoàn",
    "2024-06-10T10:30:00+07:00",
    "https://thoibaovinh.example/thi-truong",
    "Thời báo Vịnh",
)
THIRD = Article(
    "third",
    "Mayor Ada Reyes, who met Mr Okafor, denied that he had been arrested. "
    "Police in Norland searched the union's office. Fares may rise next year. ",
    "en",
    "Mayor denies arrest",
    "2024-06-20",
    "https://courier.example/mayor-denies-arrest",
    "Harbour Courier",
)


def _at(article: Article, words: str) -> Provenance:
    begin = article.text.index(words)
    first = article.text.rfind(". ", 0, begin)
    start = 0 if first < 0 else first + 2
    end = article.text.index(". ", begin) + 1
    return Provenance(article.id, Span(begin, begin + len(words)), Span(start, end), "story", "by hand")


def _who(
    kind: EntityKind, name: str, lang: str, *places: Provenance, names: tuple[str, ...] = (), key: str | None = None
) -> Entity:
    return Entity(content_id("entity", kind, name), kind, name, places, names, ((lang, name),), key)


REYES = _who(EntityKind.PERSON, "Ada Reyes", "en", _at(FIRST, "Ada Reyes"), _at(SECOND, "Ada Reyes"), _at(THIRD, "Ada Reyes"))
OKAFOR = _who(EntityKind.PERSON, "Tom Okafor", "en", _at(FIRST, "Tom Okafor"), _at(SECOND, "Tom Okafor"), names=("Okafor",))
BAO = _who(EntityKind.PERSON, "Lê Văn Bảo", "vi", _at(SECOND, "Lê Văn Bảo"))
UNION = _who(EntityKind.ORGANISATION, "Dockers' Union", "en", _at(FIRST, "Dockers' Union"), names=("công đoàn",))
POLICE = _who(EntityKind.ORGANISATION, "Police", "en", _at(THIRD, "Police"))
VALE = _who(EntityKind.PLACE, "Port Vale", "en", _at(FIRST, "Port Vale"), _at(SECOND, "Port Vale"))
NORLAND = _who(EntityKind.PLACE, "Norland", "en", _at(FIRST, "Norland"), _at(THIRD, "Norland"), key="country:NL")
STRIKE_TOPIC = Topic(content_id("topic", "strike"), "strike", "en", (_at(FIRST, "strike"),))
FERRY_TOPIC = Topic(content_id("topic", "phà"), "phà", "vi", (_at(SECOND, "phà"),))

_ONE_DAY = timedelta(days=1)


def day(year: int, month: int, number: int, words: Provenance) -> EventTime:
    """Give a day that the text names."""
    value = date(year, month, number)
    return EventTime(value.isoformat(), Interval(value, value + _ONE_DAY, Grain.DAY), Basis.EXPLICIT, words)


def _event(
    type_: EventType,
    realis: Realis,
    label: str,
    lang: str,
    mentions: tuple[Provenance, ...],
    time: EventTime | None = None,
    parts: tuple[tuple[Entity, Role, tuple[Provenance, ...]], ...] = (),
    topics: tuple[Topic, ...] = (),
    speakers: tuple[Entity, ...] = (),
) -> Event[str]:
    who = tuple(Participation(entity.id, role, places) for entity, role, places in parts)
    return Event(
        content_id("event", label),
        type_,
        realis,
        label,
        lang,
        mentions,
        time,
        who,
        tuple(t.id for t in topics),
        tuple(s.id for s in speakers),
        0.9,
    )


_MET, _MET_AGAIN = (_at(FIRST, "met"),), (_at(THIRD, "met"),)
_GAP, _HOP, _SAID = (_at(SECOND, "gặp"),), (_at(SECOND, "họp"),), (_at(SECOND, "thông báo"),)
_CRASH, _VA_CHAM = (_at(FIRST, "crash"),), (_at(SECOND, "va chạm"),)

MEETING = _event(
    EventType.MEET,
    Realis.ACTUAL,
    "Reyes met Okafor",
    "en",
    _MET + _MET_AGAIN,
    day(2024, 6, 9, _at(FIRST, "on June 9")),
    ((REYES, Role.AGENT, _MET + _MET_AGAIN), (OKAFOR, Role.PATIENT, _MET + _MET_AGAIN), (VALE, Role.PLACE, _MET)),
    (STRIKE_TOPIC,),
)
MEETING_VI = _event(
    EventType.MEET,
    Realis.ACTUAL,
    "bà Reyes gặp ông Okafor",
    "vi",
    _GAP,
    day(2024, 6, 8, _at(SECOND, "ngày 8/6")),
    ((REYES, Role.AGENT, _GAP), (OKAFOR, Role.PATIENT, _GAP)),
)
# The same meeting, as reports tell it that disagree on the day.
CONTESTED = replace(
    MEETING,
    mentions=(*_MET, *_GAP, *_MET_AGAIN),
    claims=(
        DateClaim(day(2024, 6, 9, _at(FIRST, "on June 9")), _MET, 2),
        DateClaim(day(2024, 6, 8, _at(SECOND, "ngày 8/6")), _GAP),
    ),
    source_count=3,
)
PLAN = _event(
    EventType.MEET,
    Realis.PLANNED,
    "hai bên sẽ họp",
    "vi",
    _HOP,
    day(2024, 6, 15, _at(SECOND, "ngày 15/6")),
    ((REYES, Role.AGENT, _HOP), (OKAFOR, Role.AGENT, _HOP)),
    (),
    (REYES,),
)
ANNOUNCEMENT = _event(
    EventType.STATEMENT,
    Realis.ACTUAL,
    "bà Reyes thông báo",
    "vi",
    _SAID,
    day(2024, 6, 10, _at(SECOND, "Bà thông báo")),
    ((REYES, Role.AGENT, _SAID),),
)
STRIKE = _event(
    EventType.PROTEST,
    Realis.ACTUAL,
    "strike since June",
    "en",
    (_at(FIRST, "strike"),),
    EventTime("2024-06/..", Interval(date(2024, 6, 1), None, Grain.RANGE), Basis.EXPLICIT, _at(FIRST, "since June")),
    ((UNION, Role.AGENT, (_at(FIRST, "strike"),)),),
    (STRIKE_TOPIC,),
)
CRASH = _event(
    EventType.ACCIDENT,
    Realis.ACTUAL,
    "crash of a ferry",
    "en",
    _CRASH + _VA_CHAM,
    day(2024, 6, 9, _at(SECOND, "hôm 9/6")),
    ((UNION, Role.AGENT, _CRASH), (BAO, Role.PATIENT, _VA_CHAM), (VALE, Role.PLACE, _CRASH + _VA_CHAM)),
    (STRIKE_TOPIC, FERRY_TOPIC),
)
ARREST = _event(
    EventType.JUSTICE,
    Realis.NEGATED,
    "he had been arrested",
    "en",
    (_at(THIRD, "arrested"),),
    None,
    ((OKAFOR, Role.PATIENT, (_at(THIRD, "arrested"),)),),
    (),
    (REYES,),
)
SEARCH = _event(
    EventType.JUSTICE,
    Realis.ACTUAL,
    "Police searched the office",
    "en",
    (_at(THIRD, "searched"),),
    None,
    (
        (POLICE, Role.AGENT, (_at(THIRD, "searched"),)),
        (UNION, Role.PATIENT, (_at(THIRD, "searched"),)),
        (NORLAND, Role.PLACE, (_at(THIRD, "searched"),)),
    ),
)
FARES = _event(
    EventType.ECONOMY,
    Realis.POSSIBLE,
    "Fares may rise",
    "en",
    (_at(THIRD, "rise"),),
    EventTime("2025", Interval(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR), Basis.RELATIVE, _at(THIRD, "next year")),
)
RELATIONS: tuple[Relation[str], ...] = (
    Relation(OKAFOR.id, Predicate.HEADS, (_at(FIRST, "who leads"),), UNION.id),
    Relation(REYES.id, Predicate.HOLDS_ROLE, (_at(FIRST, "Mayor"), _at(THIRD, "Mayor")), office="Mayor"),
    Relation(VALE.id, Predicate.LOCATED_IN, (_at(FIRST, "Port Vale, Norland"),), NORLAND.id),
    Relation(BAO.id, Predicate.WORKS_FOR, (_at(SECOND, "thủy thủ của công đoàn"),), UNION.id),
)
LINKS = (
    EventLink(STRIKE.id, EventPredicate.CAUSES, CRASH.id, (_at(FIRST, "led to"),)),
    EventLink(ANNOUNCEMENT.id, EventPredicate.ABOUT, PLAN.id, _SAID),
    EventLink(CRASH.id, EventPredicate.BEFORE, MEETING_VI.id, _VA_CHAM),
    EventLink(ANNOUNCEMENT.id, EventPredicate.PART_OF, MEETING.id, _SAID),
)


def story(*events: Event[str]) -> Records:
    """Make the graph of the three articles; `events` take the place of its own ones of the same id."""
    told = (MEETING, MEETING_VI, PLAN, ANNOUNCEMENT, STRIKE, CRASH, ARREST, SEARCH, FARES)
    known = {event.id: event for event in (*told, *events)}
    return Records(
        (FIRST, SECOND, THIRD),
        tuple(sorted((REYES, OKAFOR, BAO, UNION, POLICE, VALE, NORLAND), key=lambda entity: entity.id)),
        tuple(sorted(known.values(), key=lambda event: event.id)),
        tuple(sorted(RELATIONS, key=lambda r: (r.subject, r.predicate, r.object or "", r.office or ""))),
        tuple(sorted((STRIKE_TOPIC, FERRY_TOPIC), key=lambda topic: topic.id)),
        links=tuple(sorted(LINKS, key=lambda link: (link.subject, link.predicate, link.object))),
    )
