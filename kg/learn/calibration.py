"""What confidence is worth: precision and recall from each confidence on, and how often events of a confidence are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.learn.gold import GoldArticle
from kg.learn.score import PRF, pair_events, score
from kg.model.event import Extraction

STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Cut:
    """The figures of the events whose confidence is at least `least`, between 0 and 1.

    `count` are the events from `least` to the next cut, exclusive; `right` is the share of these that are annotated,
    each annotated event counted once; None where there are none.
    """

    least: float
    events: PRF
    timeline: PRF
    count: int
    right: float | None


def by_confidence(gold: Sequence[GoldArticle], found: Mapping[str, Extraction]) -> tuple[Cut, ...]:
    """Cut the events of extractions, by article id, at each of `STEPS`; the extractions must hold events of any confidence."""
    told: list[tuple[float, bool]] = []
    for article in gold:
        events = found[article.id].events if article.id in found else ()
        right = {i for i, _ in pair_events(events, article.events)}
        told += [(event.confidence, i in right) for i, event in enumerate(events)]
    cuts: list[Cut] = []
    for least, end in zip(STEPS, (*STEPS[1:], 2.0), strict=True):
        kept = {key: _from(extraction, least) for key, extraction in found.items()}
        scores, _ = score(gold, kept)
        here = [is_right for confidence, is_right in told if least <= confidence < end]
        share = sum(here) / len(here) if here else None
        cuts.append(Cut(least, scores.prf["events"], scores.prf["timeline"], len(here), share))
    return tuple(cuts)


def _from(extraction: Extraction, least: float) -> Extraction:
    return replace(extraction, events=tuple(event for event in extraction.events if event.confidence >= least))
