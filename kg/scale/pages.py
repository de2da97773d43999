"""All that one article tells with what all others know of it: what its reports are compared by and merged from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.engine.flow import D, Flow, Row
from kg.model.entity import EntityId
from kg.model.ids import digest
from kg.resolve.block import Anchor, Order, blocks, in_order, in_the_news, stories
from kg.resolve.sketch import sketched
from kg.resolve.told import Told, knowing
from kg.resolve.weight import Weights, Word, doing, weight, weights_of
from kg.scale.facts import FACT, Common, facts
from kg.scale.notes import ACTOR, PRINT, WORD, Counts, doing_key, entity_key, sentence_key
from kg.scale.order import END, placed
from kg.scale.packed import packed, unpacked
from kg.scale.prints import prints
from kg.scale.telling import notes_of

# The parts of a page, which are the orders of its rows.
BLOCKS = "b"  # key, order and sketch of each row of a block
SHEETS = "c"  # by the numbers of the reports: packed to be compared, weights of the company, if it is in a series, weights of its words
WORDS = "w"  # weights of words and of the wording, refrains
WHOLE = "x"  # of each report: packed to be merged, and the place of the first print, None if it is none itself


def pages(flow: Flow[D], told: D, entities: D, belongs: D) -> tuple[D, D]:
    """Give the parts of the page of each article that tells of an event, and the first prints as `prints` has them.

    `told` is what `tellings` gives. A report's number among those of its article is its number in all that follows: with the
    article it is the report's place. Reprints have neither blocks nor sheets.
    """
    common, found = facts(flow, told, entities, belongs)
    answers = flow.keep(found, "events-answers")
    firsts = flow.keep(prints(flow, told, answers), "events-prints")
    return flow.group(flow.union(told, flow.map(answers, _of_articles), firsts), _Pages(common).page), firsts


def _of_articles(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order != FACT)


class _Pages:
    """Makes pages by what every article knows."""

    def __init__(self, common: Common) -> None:
        self._common = common

    def page(self, article: str, rows: Iterator[Row]) -> Iterator[Row]:
        """Make a page of what one article tells and the facts that it asked for."""
        own = notes_of(next(rows)).counts
        bare: list[Told] = [unpacked(one) for one in next(rows).value]
        answers: dict[str, Any] = {row.order: row.value for row in rows}
        weights = self._weights(bare, own, answers)
        told = [self._known(report, answers) for report in bare]
        firsts = {number: first for number in range(len(told)) if (first := answers.get(f"{PRINT}{number}"))}
        originals = [(number, report) for number, report in enumerate(told) if number not in firsts]
        whole = [(packed(report, words=False), firsts.get(number)) for number, report in enumerate(told)]
        yield Row(article, BLOCKS, [row for number, report in originals for row in _rows(number, report, weights)])
        yield Row(article, SHEETS, {number: _sheet(report, weights) for number, report in originals})
        yield Row(article, WORDS, (weights.words, weights.wording, weights.refrains))
        yield Row(article, WHOLE, whole)

    def _weights(self, told: Sequence[Told], own: Mapping[str, Counts], answers: Mapping[str, Any]) -> Weights:
        words: dict[Word, float] = {}
        wording: dict[Word, float] = {}
        actors: dict[EntityId, float] = {}
        everywhere = self._common.total("")
        for key, count in own.items():
            kind, _, name = key.partition(END)
            one, other = answers.get(key) or self._common.counts.get(key) or count
            if kind == ACTOR:
                actors[name] = weight(one, everywhere)
            elif kind == WORD:
                lang, _, word = name.partition(END)
                total = self._common.total(lang)
                if count[0]:
                    words[lang, word] = weight(one, total)
                if count[1]:
                    wording[lang, word] = weight(other, total)
        refrains = {quote.sentence for report in told for quote in report.quotes if sentence_key(quote.sentence) in answers}
        series = {doing(report) for report in told if doing_key(doing(report)) in answers}
        return weights_of(told, words, actors, wording, refrains, series)

    def _known(self, told: Told, answers: Mapping[str, Any]) -> Told:
        found = {who: answers[key] for who in told.parts | told.places if (key := entity_key(who)) in answers}
        belongs = {who: objects for who, (_, objects) in found.items() if objects}
        return knowing(told, belongs, {who for who, (keyed, _) in found.items() if keyed})


def _rows(number: int, told: Told, weights: Weights) -> Iterator[tuple[str, str, bytes]]:
    drawn = sketched(told)
    order = _placed(number, in_order(told))
    for block in blocks(told):
        yield _key(block), order, drawn
    order = _placed(number, in_the_news(told))
    for block in stories(told, weights):
        yield _key(block), order, drawn


def _key(block: Anchor) -> str:
    return digest(*block)


def _placed(number: int, order: Order) -> str:
    # The last in an order is the event's id, by which reports have their numbers.
    return placed(number, *order[:-1])


def _sheet(told: Told, weights: Weights) -> tuple[Any, ...]:
    company = {who: weights.actors[who] for who in told.company}
    return (packed(told, places=False), company, doing(told) in weights.series, weights.alone[told.event.id])
