"""Reading annotated articles with the current packs and scoring what comes out, language by language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KgError
from kg.lang.pack import LanguagePack, Packs
from kg.learn.calibration import Cut, by_confidence
from kg.learn.dates import score_dates
from kg.learn.eventfaults import EventFault, event_faults
from kg.learn.faults import FAULTS, actor_faults
from kg.learn.gold import GoldArticle, articles_of, load_gold
from kg.learn.score import Difference, Scores, score
from kg.learn.topics import score_topics
from kg.model.event import Extraction
from kg.model.text import Article


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one language, what was missed, invented or wrong, and what is wrong with the actors and
    with the events, by class. `cuts` are the figures by confidence.

    `noun` is what its texts are called.
    """

    lang: str
    scores: Scores
    differences: tuple[Difference, ...]
    noun: str = "articles"
    actors: tuple[Difference, ...] = ()
    events: tuple[Difference, ...] = ()
    cuts: tuple[Cut, ...] = ()


def evaluate(
    folder: Path, packs: Packs, extract_all: Callable[[Iterable[Article]], Iterable[Extraction]], lang: str | None = None
) -> tuple[Evaluation, ...]:
    """Extract every annotated article of `folder` from its text alone and score it; languages sorted by code.

    Raises:
        InputError: there are no annotated articles, or none in `lang`.
        FormatError: an annotated file is not in the form of the guidelines.
    """
    gold = [article for article in load_gold(folder) if lang is None or article.lang == lang]
    if not gold:
        raise KgError(f"no annotated articles in {lang!r}", where=str(folder))
    found = {extraction.article.id: extraction for extraction in extract_all(articles_of(gold, packs).values())}
    return tuple(_one(packs[code], [a for a in gold if a.lang == code], found) for code in sorted({a.lang for a in gold}))


def _one(pack: LanguagePack, gold: list[GoldArticle], found: dict[str, Extraction]) -> Evaluation:
    scores, differences = score(gold, found)
    shares, faults = score_dates(gold, found)
    topics = score_topics(gold, found, pack.topics)
    actors = (fault for article in gold if article.id in found for fault in actor_faults(article, found[article.id]))
    events = (fault for article in gold for fault in event_faults(article, found.get(article.id)))
    order = [str(fault) for fault in EventFault]
    return Evaluation(
        pack.code,
        replace(scores, prf={**scores.prf, "topics": topics}, shares={**scores.shares, **shares}),
        (*differences, *faults),
        actors=tuple(sorted(actors, key=lambda fault: FAULTS.index(fault.fault))),
        events=tuple(sorted(events, key=lambda fault: order.index(fault.fault))),
        cuts=by_confidence(gold, found),
    )
