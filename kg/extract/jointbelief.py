"""Whether and when an event happened that several mentions tell: what the weights believe of each, taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import sqrt

from kg.model.entity import EntityId
from kg.model.event import Event, Realis
from kg.model.time import Basis, EventTime

SURE = 1.0
LEADS = 2  # times that the most informative mention is heard
# What the probabilities of a time must add up to, for each root of the number of mentions: many that say nothing of a date speak
# less against it than each alone, being silent about what was said. Chosen on annotated articles read with weights of others.
BELIEVED = 0.45
LONG = 10**6  # days that what is open lasts
# The better founded a date, the earlier here; of equals the more exact wins, then the first told.
FOUNDED = (Basis.EXPLICIT, Basis.RELATIVE, Basis.CONTEXT, Basis.DCT)


def joint_realis(lead: Event[EntityId], rest: Sequence[Event[EntityId]]) -> Realis:
    """Give the realis that the mentions of an event together make most probable, the most informative counting twice."""
    chances: defaultdict[Realis, float] = defaultdict(float)
    for event, times in ((lead, LEADS), *((other, 1) for other in rest)):
        for realis, chance in event.beliefs.realis if event.beliefs is not None else ():
            chances[realis] += times * chance
    return max(chances, key=lambda one: chances[one], default=lead.realis)


def joint_time(told: Sequence[Event[EntityId]], allows: Callable[[EventTime], bool]) -> EventTime | None:
    """Give the time of an event that these mentions tell, the most informative first; None if none is probable enough.

    Dates that stand with an event word by grammar are sure, and the best founded of them counts. `allows` says which times the
    event may have.
    """
    weighed = [(time, chance) for e in told if e.beliefs for time, chance in e.beliefs.times if allows(time)]
    sure = [time for time, chance in weighed if chance >= SURE]
    if sure:
        return min(sure, key=_standing)
    total: defaultdict[str, float] = defaultdict(float)
    for time, chance in weighed:
        total[time.edtf] += chance
    best = max(total, key=lambda edtf: total[edtf], default="")
    if total[best] < BELIEVED * sqrt(len(told)):
        return None
    return min((time for time, _ in weighed if time.edtf == best), key=_standing)


def _standing(time: EventTime) -> tuple[int, int]:
    start, end = time.interval.start, time.interval.end
    return FOUNDED.index(time.basis), (end - start).days if start is not None and end is not None else LONG
