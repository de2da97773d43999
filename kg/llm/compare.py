"""Two readings of one article side by side: what agrees is one event and surer, what only one has is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.llm.joining import Events, in_text_order, overlap, united
from kg.model.entity import EntityId
from kg.model.event import Event, Issue, Realis
from kg.model.ids import content_id
from kg.model.time import EventTime

SUREST = 0.97  # two readers may be wrong together
ONLY_RULES, ONLY_MODEL, DIFFER = "only-rules", "only-llm", "readings-differ"
# Of two readings, the one that claims less.
CAUTION = (Realis.NEGATED, Realis.POSSIBLE, Realis.PLANNED, Realis.ACTUAL)


def compare(rules: Events, model: Events) -> tuple[Events, tuple[Issue, ...]]:
    """Put the events of the default reader and those of a model together, and list where they part.

    Two agree where the same words tell an event of the same type; the joined event names both in its provenance. Where they
    differ in its time, it has that which both allow, or none; in realis, the one that claims less. Then it is no surer.
    """
    left = list(model)
    events: list[Event[EntityId]] = []
    issues: list[Issue] = []
    for event in rules:
        same = next((other for other in left if other.type is event.type and overlap(event, other)), None)
        if same is None:
            events.append(event)
            issues.append(_only(ONLY_RULES, event, left))
            continue
        left.remove(same)
        if same.mentions == event.mentions and same == event:  # the default reader's own, where no answer was taken
            events.append(event)
            continue
        joined, differences = _joined(event, same)
        events.append(joined)
        issues += differences
    taken = {event.id for event in events}
    for event in left:
        events.append(event if event.id not in taken else replace(event, id=content_id("evt", event.id, "model")))
        issues.append(_only(ONLY_MODEL, event, rules))
    return in_text_order(events), tuple(issues)


def _only(code: str, event: Event[EntityId], others: Sequence[Event[EntityId]]) -> Issue:
    other = next((other for other in others if overlap(event, other)), None)
    instead = f"; the other reading has {other.type}" if other is not None else ""
    return Issue(code, f"{event.label!r}: {event.type}, only one reading has it{instead}", event.mentions[0].span)


def _joined(rules: Event[EntityId], model: Event[EntityId]) -> tuple[Event[EntityId], list[Issue]]:
    event = united(rules, model)
    issues: list[Issue] = []
    time, agreed = _time(rules.time, model.time)
    if not agreed:
        dates = " and ".join(t.edtf if t is not None else "no date" for t in (rules.time, model.time))
        issues.append(Issue(DIFFER, f"{event.label!r}: the readings have {dates}", event.mentions[0].span))
    if rules.realis is not model.realis:
        said = f"{event.label!r}: the readings have {rules.realis} and {model.realis}"
        issues.append(Issue(DIFFER, said, event.mentions[0].span))
    realis = min(rules.realis, model.realis, key=CAUTION.index)
    surer = 1 - (1 - rules.confidence) * (1 - model.confidence)
    confidence = max(rules.confidence, model.confidence) if issues else round(max(rules.confidence, min(surer, SUREST)), 3)
    return replace(event, time=time, realis=realis, confidence=confidence), issues


def _time(rules: EventTime | None, model: EventTime | None) -> tuple[EventTime | None, bool]:
    """Give the time that both readings allow, and whether they agree: the wider of two if it holds the other, else none."""
    if rules is None or model is None:
        return None, rules is model
    if rules.edtf == model.edtf:
        return rules, True
    wider = next((a for a, b in ((rules, model), (model, rules)) if _holds(a, b)), None)
    return wider, False


def _holds(wide: EventTime, narrow: EventTime) -> bool:
    a, b = wide.interval, narrow.interval
    starts = a.start is None or (b.start is not None and a.start <= b.start)
    ends = a.end is None or (b.end is not None and b.end <= a.end)
    return starts and ends


def differences(issues: Sequence[Issue]) -> Iterator[Issue]:
    """Give, of an article's issues, those in which two readings part."""
    return (issue for issue in issues if issue.code in (ONLY_RULES, ONLY_MODEL, DIFFER))
