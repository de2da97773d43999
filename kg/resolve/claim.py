"""The dates that the reports of one event give it, where they cannot all be right, and which one to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.model.event import DateClaim
from kg.model.links import READ
from kg.model.text import place
from kg.model.time import EventTime
from kg.resolve.told import Told
from kg.resolve.when import Fit, exactness, fit


def date_claims(reports: Iterable[Told]) -> tuple[DateClaim, ...]:
    """Give the dates that contradict each other with those who say so, the best supported first; () if none do.

    A date within another supports it; one that two of them fit supports neither. Only a date that was read with the event
    contradicts: a publication day that an undated report was given is no claim. Of one text, the copy published first
    counts: "yesterday" in the others is a day too late.
    """
    dated = [(told.event.time, told) for told in first_prints(reports) if told.event.time is not None]
    found: list[tuple[EventTime, list[Told]]] = []
    for time, told in sorted(dated, key=lambda pair: exactness(pair[0])):
        fitting = [supporters for known, supporters in found if fit(known, time) is not Fit.APART]
        if len(fitting) == 1:
            fitting[0].append(told)
        elif not fitting and time.basis in READ:
            found.append((time, [told]))
    if len(found) < 2:
        return ()
    return tuple(sorted((_claim(time, supporters) for time, supporters in found), key=support))


def first_prints(reports: Iterable[Told]) -> list[Told]:
    """Give the reports without those of a text that was published before."""
    first: dict[str, Told] = {}
    for told in sorted(reports, key=lambda told: (told.published is None, told.published or date.min, told.article)):
        first.setdefault(told.text, told)
    return list(first.values())


def support(claim: DateClaim) -> tuple[object, ...]:
    """Sort claims so that the one to show comes first: of the most independent sources, then the most exact."""
    return (-claim.source_count, *exactness(claim.time))


def _claim(time: EventTime, reports: list[Told]) -> DateClaim:
    places = {mention for told in reports for mention in told.event.mentions}
    return DateClaim(time, tuple(sorted(places, key=place)), len({told.source for told in reports}))
