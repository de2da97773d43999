"""What a pack's learned weights decide of an event: each against an extraction without them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.extract.article import extract
from kg.lang.labelweights import Answer, Dating, LabelWeights
from kg.lang.pack import Packs
from kg.lang.roles import Part
from kg.model.event import EventType, Extraction, Realis, Role
from kg.model.text import Article

TITLE = "Inspectors visit Port Ellery mill"
TEXT = f"""{TITLE}
On 3 March 2026 inspectors of the Labour Office visited the mill in Port Ellery. In Brook a man attacked a guard.
The visit lasted two hours, the Labour Office said."""


def read(lang: str = "en", text: str = TEXT, **weights: Any) -> Extraction:
    """Extract with these weights beside those that find event words, and no others."""
    pack = Packs()[lang]
    events = replace(pack.events.untaught(), weights=pack.events.weights, **weights)
    title = text.split("\n")[0]
    return extract(Article(id="1", lang=lang, title=title, text=text, published="2026-03-05"), replace(pack, events=events))


def told(extraction: Extraction) -> set[str]:
    return {mention.span.of(TEXT) for event in extraction.events for mention in event.mentions}


@pytest.mark.parametrize("type_", [EventType.WEATHER, EventType.SPORT])
def test_type(type_: EventType) -> None:
    after = read(types=LabelWeights(EventType, {"any": {type_: 5000}}))
    assert {event.type for event in after.events} == {type_}
    assert told(after) == told(read())


TYPED = """Port Ellery mill
In May the union attacked the company over wages. Prices rose at the mill before police arrested its owner in Port Ellery."""


def type_of(observed: str) -> set[str]:
    """Give the event words that become sport when this is observed of them."""
    found = read(text=TYPED, types=LabelWeights(EventType, {"any": {EventType.OTHER: 100}, observed: {EventType.SPORT: 900}}))
    return {m.span.of(TYPED) for event in found.events if event.type is EventType.SPORT for m in event.mentions}


@pytest.mark.parametrize(
    ("observed", "words"),
    [
        ("front=price", {"rose"}),  # of the things in the table of objects
        ("front=price.ECONOMY", {"rose"}),
        ("doer=organisation", {"attacked", "arrested"}),
        ("follows=preposition.ECONOMY", {"rose"}),
        ("next=JUSTICE", {"rose"}),
        ("previous=ECONOMY", {"arrested"}),
    ],
)
def test_a_type_is_told_by_what_stands_beside_the_event(observed: str, words: set[str]) -> None:
    assert type_of(observed) == words


def test_realis_is_told_by_a_word_before_the_event() -> None:
    asked = LabelWeights(Realis, {"left1=man": {Realis.POSSIBLE: 900}, "any": {Realis.ACTUAL: 100}})
    realis = {event.mentions[0].span.of(TEXT): event.realis for event in read(realis=asked).events}
    assert realis["attacked"] is Realis.POSSIBLE
    assert {answer for word, answer in realis.items() if word != "attacked"} == {Realis.ACTUAL}


def test_part_of_the_actors_of_the_sentence() -> None:
    nobody = read(parts=LabelWeights(Part, {"any": {Part.NONE: 900}}))
    assert not any(event.participants for event in nobody.events)
    everybody = read(parts=LabelWeights(Part, {"any": {Part.RECIPIENT: 900}}))
    assert {part.role for event in everybody.events for part in event.participants} == {Role.RECIPIENT}


def test_time_is_chosen_or_none_is() -> None:
    never = read(dates=LabelWeights(Dating, {"any": {Dating.NONE: 900}}))
    always = read(dates=LabelWeights(Dating, {"here": {Dating.TIME: 900}, "earlier": {Dating.TIME: 800}}))
    assert {event.time.edtf for event in never.events if event.time is not None} == {"2026-03-03"}  # by grammar
    assert [event.time for event in never.events if event.mentions[0].span.of(TEXT) == "attacked"] == [None]
    assert {event.time.edtf for event in always.events if event.time is not None} == {"2026-03-03"}
    assert all(event.time is not None for event in always.events if event.mentions[0].span.of(TEXT) in ("visited", "attacked"))


def test_what_is_told_again() -> None:
    apart = read(same=LabelWeights(Answer, {"any": {Answer.NO: 900}}))
    joined = read(same=LabelWeights(Answer, {"any": {Answer.YES: 900}}))
    assert max(len(event.mentions) for event in apart.events) == 1
    assert {mention.span.of(TEXT) for event in joined.events if len(event.mentions) > 1 for mention in event.mentions} >= {
        "visited",
        "visit",
    }


def test_nobody_takes_part_for_a_dateline() -> None:
    text = "Mill burns\nPORT ELLERY, March 3 - Rebels attacked a mill in Brook on Tuesday."
    everybody = read(text=text, parts=LabelWeights(Part, {"any": {Part.PLACE: 900}}))
    places = {entity.id: entity.name for entity in everybody.entities}
    assert {places[part.who] for event in everybody.events for part in event.participants} == {"Brook"}


def test_who_is_named_twice_beside_an_event_takes_part_in_one_role() -> None:
    text = "Mayor quits\nMayor Ann Ross resigned before police raided the office of Ann Ross in Leeds."
    sides = {
        f"{side}.{type_}": {role: 900} for side, role in (("before", Part.AGENT), ("after", Part.PATIENT)) for type_ in EventType
    }
    found = [event.participants for event in read(text=text, parts=LabelWeights(Part, sides)).events]
    assert ["agent", "agent", "patient"] in [[str(part.role) for part in parts] for parts in found]
    for parts in found:
        assert len({part.who for part in parts}) == len(parts)
