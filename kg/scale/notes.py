"""What one article can tell all others, and what it must ask of them, to weigh its reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kg.model.entity import EntityId
from kg.model.ids import digest
from kg.resolve.sketch import dates_drawn
from kg.resolve.told import Told
from kg.resolve.weight import SERIES_ALONE, Doing, begins, doing
from kg.scale.order import ordered

# What facts are about, the first part of their keys: words, actors, totals, sentences, what is done, entities, ids of events.
WORD, ACTOR, TOTAL, SENTENCE, DOING, ENTITY, IDENT = "w", "a", "t", "s", "d", "e", "i"
PRINT = "p"  # begins the key of a place in a text

# How many reports describe an event with a word, and have it in their sentences; how many articles name an actor, or reports are
# in a language, and 0.
Counts = tuple[int, int]


class Print(NamedTuple):
    """A report as it stands beside those in the same place of the same text.

    `key` is the place; `dates` are drawn as in `kg.resolve.sketch`; `sentences` are the keys of its sentences.
    """

    key: str
    dates: bytes
    outlet: str
    sentences: list[str]


class Notes(NamedTuple):
    """What an article notes of its reports, all by the keys of facts.

    `days` are sentences and what is done, with the day behind what else is told apart, and if this article alone has it on
    several days. `asks` are keys without counts. `prints` are those of the reports, by their numbers.
    """

    counts: dict[str, Counts]
    days: list[tuple[str, str, bool]]
    asks: list[str]
    idents: list[str]
    prints: list[Print]


def notes(told: Sequence[Told]) -> Notes:
    """Note what all reports of one article say."""
    who = sorted({who for report in told for who in report.parts | report.places})
    done = sorted({doing_key(doing(report)) for report in told})
    said = sorted({sentence_key(quote.sentence) for report in told for quote in report.quotes})
    return Notes(
        _counts(told),
        [*_done(told), *_said(told)],
        [*map(entity_key, who), *done, *said],
        [f"{IDENT}\0{report.event.id}" for report in told],
        [_print(report) for report in told],
    )


def word_key(lang: str, word: str) -> str:
    """Give the key of a word."""
    return f"{WORD}\0{lang}\0{word}"


def actor_key(who: EntityId) -> str:
    """Give the key of how many articles name an actor."""
    return f"{ACTOR}\0{who}"


def total_key(lang: str) -> str:
    """Give the key of the number of reports in a language; of that of articles for ""."""
    return f"{TOTAL}\0{lang}"


def entity_key(who: EntityId) -> str:
    """Give the key of what is known of an entity."""
    return f"{ENTITY}\0{who}"


def sentence_key(sentence: str) -> str:
    """Give the key of a sentence, which is given by its hash."""
    return f"{SENTENCE}\0{sentence}"


def doing_key(what: Doing) -> str:
    """Give the key of what is done by the same."""
    return f"{DOING}\0{digest(what[0], *sorted(what[1]))}"


def _counts(told: Sequence[Told]) -> dict[str, Counts]:
    found: dict[str, Counts] = {total_key(""): (1, 0)}
    for lang in sorted({report.event.lang for report in told}):
        same = [report for report in told if report.event.lang == lang]
        found[total_key(lang)] = (len(same), 0)
        content = Counter(word for report in same for word in report.content)
        wording = Counter(word for report in same for word in report.wording)
        found.update((word_key(lang, word), (content[word], wording[word])) for word in content.keys() | wording.keys())
    found.update((actor_key(who), (1, 0)) for who in {who for report in told for who in report.company})
    return found


def _done(told: Iterable[Told]) -> list[tuple[str, str, bool]]:
    begun: defaultdict[Doing, set[date]] = defaultdict(set)
    for report in told:
        start = begins(report)
        if start is not None:
            begun[doing(report)].add(start)
    return [(doing_key(what), day.isoformat(), len(days) >= SERIES_ALONE) for what, days in begun.items() for day in days]


def _said(told: Iterable[Told]) -> list[tuple[str, str, bool]]:
    said = {(quote.sentence, report.outlet, report.published) for report in told for quote in report.quotes}
    return [(sentence_key(hashed), ordered(outlet) + day.isoformat(), False) for hashed, outlet, day in said if day is not None]


def _print(told: Told) -> Print:
    quotes = sorted(told.quotes)
    key = PRINT + digest(told.text, told.event.type, *(f"{quote.sentence}{quote.at}" for quote in quotes))
    return Print(key, dates_drawn(told), told.outlet, sorted({sentence_key(quote.sentence) for quote in quotes}))
