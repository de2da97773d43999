"""Whether two sentences of different articles tell the same by their words: of one event, or of one on two dates."""

from __future__ import annotations

from kg.model.event import EventType, Realis
from kg.model.links import READ
from kg.resolve.told import Told
from kg.resolve.weight import Weights, doing
from kg.resolve.when import DAY, MONTH, RECENT, Dated, Fit, Printed, days

SAME_STORY = 0.58  # share of the rarer words of the sentences from which they tell one story, whoever was recognised in them
SAME_COMPANY, COMPANY = 0.4, 0.5  # words that suffice if they name the same people, and what share of these
SAME_PHRASE, PHRASE = 0.45, 0.68  # words that suffice if the event is described alike, and how much alike
BUT_FOR_DATE = 0.8  # share of words from which a sentence is the same but for its date
REWORDED = 0.5  # share that suffices if all participants and the numbers are the same too
WEEK = 7  # days between the news of one event
TOLD_AGAIN = 1  # days between the news of which the later repeats the former, not goes on with it
# What the news has of every day: its words are the same on all of them.
DAILY = frozenset({EventType.WEATHER, EventType.ECONOMY})


def retold(one: Told, other: Told, dates: Fit, weights: Weights) -> float:
    """Give how much two reports share of their wording if that says that they are of one event; 0.0 if not.

    They have the same event word, no other numbers, and stand in the news of the same days; one outlet's next day is another
    story. Who does it to whom, and the dates, have been compared before.
    """
    a, b = one.event, other.event
    if a.lang != b.lang or a.type is not b.type or a.realis is not b.realis or not one.triggers & other.triggers:
        return 0.0
    if not _same_news(one, other, dates) or not _numbers_fit(one, other):
        return 0.0
    if (a.type in DAILY and dates is not Fit.SAME) or dates not in (Fit.SAME, Fit.UNDATED, Fit.NEWS):
        return 0.0
    share = weights.same_wording(one, other)
    if share >= SAME_STORY:
        return share
    if dates is Fit.NEWS or share < SAME_COMPANY or one.outlet == other.outlet:
        return 0.0  # one outlet's two stories of a day have words in common too
    together = len(one.company & other.company) >= 2 and weights.same_company(one, other) >= COMPANY
    phrased = share >= SAME_PHRASE and weights.same_words(one, other) >= PHRASE
    return share if together or phrased else 0.0


def _same_news(one: Told, other: Told, dates: Fit) -> bool:
    if one.published is None or other.published is None:
        return dates is Fit.SAME
    apart = abs(one.published - other.published)
    return not apart or (apart <= TOLD_AGAIN * DAY and one.outlet != other.outlet)


def _numbers_fit(one: Told, other: Told) -> bool:
    return not one.numbers or not other.numbers or bool(one.numbers & other.numbers)


def disputed(one: Told, other: Told, weights: Weights) -> float:
    """Give how much speaks for one event that two reports date differently; 0.0 if it is too little.

    Only dates that were read with it can be disputed, of what is said in one sentence but for the date, or has the same
    participants and places and is said in the same words and numbers; in the news of one week, after either date. What is
    done on several days is told of each.
    """
    a, b = one.event, other.event
    if a.type is not b.type or a.realis is not b.realis or one.numbers != other.numbers:
        return 0.0
    if not doing(one)[1] or not doing(other)[1] or {doing(one), doing(other)} & weights.series:
        return 0.0
    if not could_know(one, other):
        return 0.0
    if one.dateless & other.dateless:
        return 1.0
    if one.parts != other.parts or one.places != other.places:
        return 0.0
    if a.lang != b.lang:
        told = any(len(number) > 1 for number in one.numbers)
        return REWORDED if told and len(one.parts & one.keyed) >= 2 and one.agents == other.agents else 0.0
    if not one.triggers & other.triggers:
        return 0.0
    share = weights.same_wording(one, other)
    enough = REWORDED if one.numbers and one.parts else BUT_FOR_DATE
    return share if share >= enough else 0.0


def could_know(one: Dated, other: Dated) -> bool:
    """Say whether both could tell of one event that they date differently: an article of Monday tells nothing of Tuesday's."""
    a, b = one.time, other.time
    if a is None or b is None or not {a.basis, b.basis} <= READ or max(days(a.interval), days(b.interval)) > MONTH:
        return False
    starts = [time.interval.start for time in (a, b) if time.interval.start is not None]
    if len(starts) < 2 or not in_one_week(one, other) or _moves_with_the_news(one, other):
        return False
    news = [told.published for told in (one, other) if told.published is not None]
    if one.realis is Realis.ACTUAL:
        return min(news) >= max(starts)
    # What is planned for next week every week is told in the same words.
    return max(news) - min(news) <= TOLD_AGAIN * DAY and max(news) <= min(starts)


def shifted(one: Printed, other: Printed) -> bool:
    """Say whether two outlets' copies of one text differ in date by what they differ in day: "yesterday" moves with the news."""
    if one.published is None or other.published is None or one.outlet == other.outlet:
        return False
    return abs(one.published - other.published) <= RECENT * DAY and _moves_with_the_news(one, other)


def _moves_with_the_news(one: Dated, other: Dated) -> bool:
    """Say whether the dates differ by what the days of the news do: so they do in what comes every week."""
    a, b = one.time, other.time
    if a is None or b is None or one.published is None or other.published is None:
        return False
    if a.interval.start is None or b.interval.start is None or one.published == other.published:
        return False
    return a.interval.start - b.interval.start == one.published - other.published


def in_one_week(one: Dated, other: Dated) -> bool:
    """Say whether two reports are of the news of one week; not if their days are unknown."""
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) <= WEEK * DAY
