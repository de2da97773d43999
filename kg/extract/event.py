"""Finding the events: triggers, their type, realis, time, participants and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.attribution import find_sources, sources_of
from kg.extract.chain import Chains
from kg.extract.construction import is_content, is_led_by_future
from kg.extract.datechoice import DateChoice, likeliest
from kg.extract.dating import Calendar
from kg.extract.participants import find_participants
from kg.extract.reading import Reading
from kg.extract.realis import find_realis, judge_realis
from kg.extract.timebetween import anniversaries, counted
from kg.extract.trigger import Found
from kg.extract.triggerbelief import find_triggers
from kg.extract.view import View
from kg.lang.inflection import WordClass
from kg.model.entity import Mention
from kg.model.event import Beliefs, Event, EventType, Participation, Realis
from kg.model.ids import content_id
from kg.model.text import Span
from kg.model.time import Basis, EventTime

LABEL = 80  # code points
# Words that lead on to what a label has no room for.
DANGLING = (
    "preposition",
    "conjunction",
    "determiner",
    "possessive",
    "plural",
    "classifier",
    "clause_break",
    "relative",
    "infinitive",
)
# Not yet: the day of publication cannot be when it happened, unless words name that day ("will speak tonight").
OPEN_REALIS = frozenset({Realis.PLANNED, Realis.POSSIBLE})
ASKED = 8  # words within which the one who is asked stands between the verb of asking and that of doing
NOT_ASKED = frozenset({"preposition", "clause_break", "possessive", "complement", "past", "purpose", "abstract", "negation"})


def find_events(
    reading: Reading, seen: Sequence[View], chains: Chains, found: Sequence[Found] | None = None
) -> tuple[Event[Mention], ...]:
    """Find the event mentions of all sentences, in text order; repetitions are not yet joined.

    `found` are the event words, in text order, none overlapping; None: those that the tables and weights find.
    """
    tables = reading.pack.events
    found = find_triggers(seen, tables) if found is None else found
    participants = find_participants(found, seen, chains, tables)
    sources = find_sources(seen, tables)
    calendar = _dates(reading, seen, found)
    events: list[Event[Mention]] = []
    realis = Realis.ACTUAL
    labels: set[Span] = set()
    for i, trigger in enumerate(found):
        index = trigger.view.sentence.index
        previous = found[i - 1] if i and found[i - 1].view is trigger.view else None
        before = realis if previous is not None else Realis.ACTUAL
        chances: dict[Realis, float] = {}
        if tables.realis is not None:
            chances = judge_realis(trigger, previous, reading.article, tables.realis)
            realis = max(chances, key=lambda one: chances[one])
            if realis in (Realis.ACTUAL, Realis.PLANNED):
                if _is_agreed_by_verb(trigger, previous):
                    realis, chances = Realis.PLANNED, {Realis.PLANNED: 1.0}
                elif _is_asked_by_verb(trigger, previous):
                    realis, chances = Realis.POSSIBLE, {Realis.POSSIBLE: 1.0}
        else:
            realis = find_realis(trigger, previous, reading.article, tables.evidence)
            realis = _open_by_grammar(trigger, previous, before) if realis is Realis.ACTUAL else realis
        times = calendar.weigh(trigger, realis)
        if realis in OPEN_REALIS:
            times = [(time, chance) for time, chance in times if time.timex is not None or time.basis is not Basis.DCT]
        parts = tuple(
            Participation(mention, role, (reading.provenance(mention.span, index, f"role.{role}"),), belief)
            for mention, role, belief in participants[i]
        )
        events.append(
            Event(
                id=content_id("evt", reading.article.id, trigger.span.begin, trigger.span.end, trigger.trigger.type),
                type=trigger.trigger.type,
                realis=realis,
                label=label(trigger, [share.mention for share in participants[i]], labels).of(reading.text),
                lang=reading.article.lang,
                mentions=(reading.provenance(trigger.span, index, trigger.rule),),
                time=likeliest(times),
                participants=parts,
                attributed_to=sources_of(trigger, sources),
                confidence=round(trigger.belief, 3),
                beliefs=Beliefs(tuple(chances.items()), tuple(times)),
            )
        )
    told = counted(reading, found, [event.time for event in events], [calendar.has_own(trigger) for trigger in found])
    told |= anniversaries(reading, found)
    return tuple(_at(event, told[i]) if i in told else event for i, event in enumerate(events))


def _at(event: Event[Mention], time: EventTime) -> Event[Mention]:
    """Give an event the time that is sure for it."""
    return replace(event, time=time, beliefs=replace(event.beliefs or Beliefs(), times=((time, 1.0),)))


def _dates(reading: Reading, seen: Sequence[View], found: Sequence[Found]) -> Calendar | DateChoice:
    """Date events by the learned weights, without them by the evidence."""
    tables = reading.pack.events
    if tables.dates is not None:
        return DateChoice(reading, seen, found, tables.dates)
    return Calendar(reading, seen, tables.evidence.time, found)


def _open_by_grammar(found: Found, previous: Found | None, before: Realis) -> Realis:
    """Give planned or possible to what grammar alone leaves open; `before` is the realis of the event word `previous`.

    The learned weights look at the words before an event themselves.
    """
    if previous is not None and before in OPEN_REALIS and is_content(found.view, previous.stop, found.start):
        return before
    if _is_asked_by_verb(found, previous):
        return Realis.POSSIBLE
    return Realis.PLANNED if is_led_by_future(found.view, found.start) or is_agreed(found, previous) else Realis.ACTUAL


def label(trigger: Found, mentions: list[Mention], taken: set[Span]) -> Span:
    """Give the text from the first participant to the last around the event word, cut at words to `LABEL`.

    If it is `taken` as the label of another event, the event word comes first: "removed and captured X", "captured X". It is
    added to those that are taken.
    """
    view = trigger.view
    left, right = view.clause(trigger.start, trigger.stop)
    while right < len(view.tokens) and view.joins(right):
        right = view.clause(right + 1, right + 2)[1]
    begins = [m.span.begin for m in mentions if view.tokens[left].begin <= m.span.begin]
    begin = min([trigger.span.begin, *begins])
    end = view.tokens[max(right, trigger.stop) - 1].end
    words = _shortened(view, trigger.span, begin, end)
    if words in taken:
        words = _shortened(view, trigger.span, trigger.span.begin, end)
    taken.add(words)
    return words


def _shortened(view: View, trigger: Span, begin: int, end: int) -> Span:
    """Cut at borders of words, names and dates; the event word and what follows come before what stands in front."""
    if end - begin <= LABEL:
        return Span(begin, end)
    if trigger.end - begin > LABEL:
        begin = trigger.begin
    whole = [*(m.span for m in view.mentions), *(t.span for t in view.timexes)]
    ends = [
        token.end
        for i, token in enumerate(view.tokens)
        if trigger.end <= token.end <= min(end, begin + LABEL)
        and view.tags[i].isdisjoint(DANGLING)
        and not any(span.begin < token.end < span.end for span in whole)
    ]
    return Span(begin, max(ends, default=trigger.end))


def is_agreed(found: Found, previous: Found | None) -> bool:
    """Say whether an event is what somebody agrees to do: its verb follows that of agreeing at once, as serial verbs do."""
    return previous is not None and previous.trigger.type is EventType.AGREE and previous.stop == found.start


def _is_agreed_by_verb(found: Found, previous: Found | None) -> bool:
    """Say whether somebody agrees to an event by a verb, which is surer than any weights: "the pact signed last May" is by a noun."""
    return is_agreed(found, previous) and previous is not None and previous.trigger.word_class is WordClass.VERB


def _is_asked_by_verb(found: Found, previous: Found | None) -> bool:
    """Say whether an event is what somebody is asked to do: the next verb behind that of asking, in one clause ("urged Peru to leave").

    Nothing but who is asked may stand between: "the demand made at the opening" asks for no opening.
    """
    if previous is None or previous.trigger.type is not EventType.REQUEST:
        return False
    if WordClass.NOUN in (previous.trigger.word_class, found.trigger.word_class):
        return False
    view, gap = found.view, range(previous.stop, found.start)
    if not view.has(previous.start, "possible") or len(gap) > ASKED or view.marks_in(gap):
        return False
    return view.classes(gap.start, gap.stop).isdisjoint(NOT_ASKED)
