"""Whether and when an event happened that several mentions tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.extract.jointbelief import BELIEVED, joint_realis, joint_time
from kg.model.entity import EntityId
from kg.model.event import Beliefs, Event, EventType, Realis
from kg.model.time import Basis, EventTime, Grain, Interval


def on(day: int, basis: Basis = Basis.CONTEXT) -> EventTime:
    start = date(2024, 6, day)
    return EventTime(start.isoformat(), Interval(start, start + timedelta(days=1), Grain.DAY), basis)


def mention(
    *times: tuple[EventTime, float], realis: tuple[tuple[Realis, float], ...] = (), seen: Realis = Realis.ACTUAL
) -> Event[EntityId]:
    return Event("e", EventType.MEET, seen, "talks", "en", (), beliefs=Beliefs(realis, times))


def anything(time: EventTime) -> bool:
    return True


def day_of(*mentions: Event[EntityId]) -> str | None:
    time = joint_time(mentions, anything)
    return None if time is None else time.edtf


def test_a_time_must_be_probable_over_all_mentions() -> None:
    assert day_of(mention((on(9), BELIEVED + 0.01))) == "2024-06-09"
    assert day_of(mention((on(9), BELIEVED - 0.01))) is None
    assert day_of(mention((on(9), 0.5)), mention(), mention(), mention()) is None


def test_what_two_mentions_hold_probable_adds_up() -> None:
    alone, again = (on(9), 0.4), (on(9), 0.3)
    assert day_of(mention(alone)) is None
    assert day_of(mention(alone), mention(again)) == "2024-06-09"


def test_a_date_by_grammar_is_sure_however_many_mentions_do_not_say_it() -> None:
    silent = [mention((on(3), 0.4)) for _ in range(9)]
    assert day_of(mention((on(9, Basis.EXPLICIT), 1.0)), *silent) == "2024-06-09"


def test_of_sure_dates_the_best_founded_counts() -> None:
    assert day_of(mention((on(8, Basis.RELATIVE), 1.0)), mention((on(9, Basis.EXPLICIT), 1.0))) == "2024-06-09"


def test_the_words_that_found_a_time_best_are_shown() -> None:
    time = joint_time([mention((on(9), 0.6)), mention((on(9, Basis.RELATIVE), 0.5))], anything)
    assert time is not None
    assert time.basis is Basis.RELATIVE


def test_a_time_that_the_event_may_not_have_is_no_choice() -> None:
    sure, other = (on(3, Basis.EXPLICIT), 1.0), (on(20), 0.9)
    assert joint_time([mention(sure), mention(other)], lambda time: time.edtf > "2024-06-12") == other[0]


def test_no_mention_knows_a_time() -> None:
    assert day_of(mention(), mention()) is None


@pytest.mark.parametrize(("lead", "wanted"), [(0.45, Realis.PLANNED), (0.2, Realis.ACTUAL)])
def test_the_most_informative_mention_is_heard_twice(lead: float, wanted: Realis) -> None:
    told = mention(realis=((Realis.PLANNED, lead), (Realis.ACTUAL, 1 - lead)))
    other = mention(realis=((Realis.PLANNED, 0.7), (Realis.ACTUAL, 0.3)))
    assert joint_realis(told, [other]) is wanted


def test_without_weights_the_most_informative_mention_says_whether_it_happened() -> None:
    assert joint_realis(mention(seen=Realis.NEGATED), [mention()]) is Realis.NEGATED
