"""Two readings side by side."""

from __future__ import annotations

from kg.llm.compare import SUREST
from kg.model.event import Realis
from tests.llm.reading import EN, article, by_rules, event, part, read

MODEL, RULES = "kg-llm/1 test", "kg-rules/2"


def events(*values: object) -> dict[str, list[object]]:
    return {"events": list(values)}


def test_what_agrees_is_one_event_and_surer() -> None:
    rules = by_rules(article())
    found = read(events(event(1, "met", "meet", who=[part("Halla Tomasdottir", "patient")], time="t2")), both=True)
    (met,) = [e for e in found.events if e.type == "MEET"]
    (alone,) = [e for e in rules.events if e.type == "MEET"]
    assert {m.extractor for m in met.mentions} == {MODEL, RULES}
    assert alone.confidence < met.confidence <= SUREST and met.time == alone.time and met.id == alone.id
    assert len(found.events) == len(rules.events)
    codes = [issue.code for issue in found.issues]
    assert codes.count("only-rules") == len(rules.events) - 1 and "only-llm" not in codes and "readings-differ" not in codes


def test_what_only_the_model_tells_is_told_and_listed() -> None:
    found = read(events(event(0, "fisheries", "economy")), both=True)
    (only,) = [issue for issue in found.issues if issue.code == "only-llm"]
    assert only.span is not None and only.span.of(EN) == "fisheries"
    assert {m.extractor for e in found.events if e.type == "ECONOMY" for m in e.mentions} == {MODEL}


def test_readings_of_another_type_stay_apart() -> None:
    found = read(events(event(1, "met", "sport")), both=True)
    kinds = {str(e.type): {m.extractor for m in e.mentions} for e in found.events if "met" in {m.span.of(EN) for m in e.mentions}}
    assert kinds == {"MEET": {RULES}, "SPORT": {MODEL}}
    assert any("the other reading has" in issue.message for issue in found.issues)


def test_a_date_on_which_readings_differ_is_not_told() -> None:
    found = read(events(event(1, "met", "meet", time="t0")), both=True)
    (met,) = [e for e in found.events if e.type == "MEET"]
    (alone,) = [e for e in by_rules(article()).events if e.type == "MEET"]
    assert alone.time is not None and met.time is None and met.confidence == alone.confidence
    (issue,) = [issue for issue in found.issues if issue.code == "readings-differ"]
    assert "2024-06-04 and 2024-06-06" in issue.message


def test_of_two_realis_the_one_that_claims_less_is_told() -> None:
    found = read(events(event(1, "met", "meet", realis="possible", time="t2")), both=True)
    (met,) = [e for e in found.events if e.type == "MEET"]
    assert met.realis is Realis.POSSIBLE


def test_what_was_rejected_agrees_with_nothing() -> None:
    found, rules = read(events(event(1, "ratified", "meet")), both=True), by_rules(article())
    assert [(e.id, e.confidence) for e in found.events if e.type == "MEET"] == [
        (e.id, e.confidence) for e in rules.events if e.type == "MEET"
    ]
    assert {m.extractor for e in found.events for m in e.mentions} == {RULES}


def test_ids_stay_apart() -> None:
    found = read(
        events(event(1, "met", "meet", time="t2"), event(0, "signed", "policy"), event(2, "exercise", "sport", realis="planned")),
        both=True,
    )
    ids = [e.id for e in found.events]
    assert len(ids) == len(set(ids))
