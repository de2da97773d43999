"""Contract 1: nothing is lost on the way to JSON and back, and what is written fits the published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import jsonschema
import pytest

from kg.errors import FormatError
from kg.model.codec import extraction_from_json, extraction_to_json, records_from_json, records_to_json
from kg.model.entity import Entity, EntityKind
from kg.model.event import (
    DateClaim,
    Event,
    EventLink,
    EventPredicate,
    EventType,
    Extraction,
    Issue,
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
from kg.model.references import check_references
from kg.model.text import Article, Block, BlockKind, Provenance, Sentence, Span
from kg.model.time import Basis, EventTime, Grain, Interval, Stretch, Timex, TimexType

TEXT = "Bà Lan, giám đốc cảng Hải Vân, mở bến mới hôm 9/6."


def at(words: str, rule: str = "test") -> Provenance:
    begin = TEXT.index(words)
    return Provenance("a1", Span(begin, begin + len(words)), Span(0, len(TEXT)), "kg-test/1", rule)


def extraction() -> Extraction:
    day = Interval(date(2024, 6, 9), date(2024, 6, 10), Grain.DAY)
    when = at("9/6")
    article = Article(
        "a1", TEXT, "vi", "", "2024-06-10T22:06", None, "Bến Cảng", None, (Block(Span(0, len(TEXT)), BlockKind.BODY),)
    )
    return Extraction(
        article=article,
        sentences=(Sentence(0, Span(0, len(TEXT)), BlockKind.BODY),),
        timexes=(Timex(when.span, TimexType.DATE, "2024-06-09", Basis.EXPLICIT, "day-month", "2024-06-09", day),),
        entities=(
            Entity("e1", EntityKind.PERSON, "Lan", (at("Lan"),), ("Bà Lan",), (("vi", "Lan"),)),
            Entity("e2", EntityKind.ORGANISATION, "cảng Hải Vân", (at("cảng Hải Vân"),), key="port:HV"),
        ),
        events=(
            Event(
                "v1",
                EventType.BUILD,
                Realis.ACTUAL,
                "mở bến mới",
                "vi",
                (at("mở"),),
                EventTime("2024-06-09", day, Basis.EXPLICIT, when),
                (Participation("e1", Role.AGENT, (at("Lan"),)),),
                ("t1",),
                ("e2",),
                0.75,
            ),
            Event("v2", EventType.OTHER, Realis.PLANNED, "bến", "vi", (at("bến"),)),
        ),
        relations=(
            Relation("e1", Predicate.HEADS, (at("giám đốc"),), "e2"),
            Relation("e1", Predicate.HOLDS_ROLE, (at("giám đốc"),), office="giám đốc"),
        ),
        topics=(Topic("t1", "bến mới", "vi", (at("bến mới"),), (MediaTopic.ECONOMY,)),),
        subjects=(MediaTopic.ECONOMY, MediaTopic.POLITICS),
        issues=(Issue("no-year", "the year is not said", Span(46, 49)), Issue("whole", "all of it")),
        links=(EventLink("v1", EventPredicate.ABOUT, "v2", (at("mở bến", "link.object:mở"),)),),
    )


def test_an_extraction_comes_back_equal_through_json_text() -> None:
    there = json.dumps(extraction_to_json(extraction()), ensure_ascii=False)
    assert extraction_from_json(json.loads(there)) == extraction()


def test_an_extraction_without_subjects_can_still_be_read() -> None:
    value = extraction_to_json(extraction())
    del value["subjects"], value["topics"][0]["broader"]
    older = extraction_from_json(value)
    assert older.subjects == older.topics[0].broader == ()


def ranged() -> Extraction:
    """Give an extraction whose event lasts from one expression of time to another."""
    one = extraction()
    text = "Lan held a fair from May 3 to May 7, and has rested since 2020."
    first, last, since = (Span(text.index(w), text.index(w) + len(w)) for w in ("May 3", "May 7", "2020"))
    both = Interval(date(2024, 5, 3), date(2024, 5, 8), Grain.RANGE)
    days = [Interval(date(2024, 5, day), date(2024, 5, day + 1), Grain.DAY) for day in (3, 7)]
    timexes = (
        Timex(
            first, TimexType.DATE, "2024-05-03", Basis.EXPLICIT, "range", "2024-05-03", days[0],
            stretch=Stretch("2024-05-03/2024-05-07", both, last),
        ),
        Timex(
            last, TimexType.DATE, "2024-05-07", Basis.EXPLICIT, "range", "2024-05-07", days[1],
            stretch=Stretch("2024-05-03/2024-05-07", both, first),
        ),
        Timex(
            since, TimexType.DATE, "2020", Basis.EXPLICIT, "since", "2020/..",
            Interval(date(2020, 1, 1), date(2021, 1, 1), Grain.YEAR),
            stretch=Stretch("2020/..", Interval(date(2020, 1, 1), None, Grain.RANGE)),
        ),
    )  # fmt: skip
    where = Provenance("a1", Span(first.begin, last.end), Span(0, len(text)), "kg-test/1", "range")
    time = EventTime("2024-05-03/2024-05-07", both, Basis.EXPLICIT, where)
    return replace(
        one, article=replace(one.article, text=text, blocks=()), timexes=timexes, events=(replace(one.events[0], time=time),)
    )


def test_ends_of_a_range_and_open_stretches_survive() -> None:
    written = extraction_to_json(ranged())
    assert extraction_from_json(json.loads(json.dumps(written))) == ranged()
    jsonschema.validate(written, json.loads((files("kg.model") / "schema" / "extraction-1.json").read_text("utf-8")))


def test_an_event_that_lasts_a_range_points_at_its_first_end() -> None:
    written = extraction_to_json(ranged())
    assert written["events"][0]["time"]["timex"] == 0
    assert written["timexes"][0]["stretch"]["partner"] == {"begin": 30, "end": 35}


def test_what_is_written_fits_the_published_schema() -> None:
    schema = json.loads((files("kg.model") / "schema" / "extraction-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(extraction_to_json(extraction()), schema)


def test_an_event_points_at_its_timex_by_index() -> None:
    events = extraction_to_json(extraction())["events"]
    assert events[0]["time"]["timex"] == 0
    assert events[1]["time"] is None


def test_records_come_back_equal() -> None:
    one = extraction()
    subjects = tuple(Subject(one.article.id, code) for code in one.subjects)
    records = Records((one.article,), one.entities, one.events, one.relations, one.topics, subjects, one.links)
    assert records_from_json(json.loads(json.dumps(records_to_json(records)))) == records


def contradicted() -> Records:
    """Give records whose first event has two dates that cannot both be right."""
    one = extraction()
    told = one.events[0]
    assert told.time is not None
    later = replace(told.time, edtf="2024-06-10", interval=Interval(date(2024, 6, 10), date(2024, 6, 11), Grain.DAY))
    claims = (DateClaim(told.time, (at("mở"),), 2), DateClaim(later, (at("bến"),)))
    events = (replace(told, claims=claims, source_count=3), one.events[1])
    return Records((one.article,), one.entities, events, one.relations, one.topics)


def test_dates_that_contradict_and_the_number_of_sources_come_back_equal() -> None:
    written = json.loads(json.dumps(records_to_json(contradicted())))
    assert records_from_json(written) == contradicted()
    assert [event["source_count"] for event in written["events"]] == [3, 1]
    assert [claim["time"]["edtf"] for claim in written["events"][0]["claims"]] == ["2024-06-09", "2024-06-10"]


def test_a_graph_from_before_there_were_claims_is_still_read() -> None:
    older = records_to_json(contradicted())
    for event in older["events"]:
        event.pop("claims", None)
        del event["source_count"]
    assert [(event.claims, event.source_count) for event in records_from_json(older).events] == [((), 1), ((), 1)]


def test_a_claim_of_an_article_that_is_not_there_is_refused() -> None:
    records = contradicted()
    first, second = records.events[0].claims
    elsewhere = replace(second, provenance=(replace(second.provenance[0], article="gone"),))
    with pytest.raises(FormatError, match="'gone'"):
        check_references(replace(records, events=(replace(records.events[0], claims=(first, elsewhere)), records.events[1])))


def test_what_was_written_before_there_were_links_is_still_read() -> None:
    old = extraction_to_json(extraction())
    del old["links"]
    jsonschema.validate(old, json.loads((files("kg.model") / "schema" / "extraction-1.json").read_text("utf-8")))
    assert extraction_from_json(old) == replace(extraction(), links=())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 99}, "version 99"),
        ({"article": {}}, "lacks the key 'id'"),
        ({"events": [{"id": 1}]}, "lacks the key"),
        ({"timexes": [3]}, "not in kg's form"),
        ({"links": [{"subject": "v1", "predicate": "after", "object": "v2"}]}, "after"),
    ],
)
def test_a_wrong_form_is_one_line_that_names_the_fault(change: dict[str, object], words: str) -> None:
    value = {**extraction_to_json(extraction()), **change}
    with pytest.raises(FormatError, match=words):
        extraction_from_json(value)
