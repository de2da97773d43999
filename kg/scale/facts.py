"""What the reports of one article must know of all others: counts of words, refrains and series, and who the actors are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.entity import EntityId
from kg.resolve.weight import REFRAIN, SERIES
from kg.scale.notes import ACTOR, DOING, ENTITY, IDENT, PRINT, SENTENCE, TOTAL, WORD, Counts, entity_key, total_key
from kg.scale.order import END
from kg.scale.telling import noted, same_id

FLUSH = 100_000  # counts that a part of the data adds up before it gives them on
COMMON = 1000  # a word that more than one in so many reports use is known everywhere; so is an actor, by articles
MOST = 1_000_000  # of these; the reports would have to use a thousand words each on average to have more

FACT, ASKED = "0", "1"  # how the rows of a key are told apart: facts come before those who ask for them


class Common(NamedTuple):
    """What every article knows: how many reports there are in each language, and the counts of what is common in them."""

    totals: Mapping[str, Counts]
    counts: Mapping[str, Counts]

    def total(self, lang: str) -> int:
        """Give how many reports there are in a language; how many articles for ""."""
        return self.totals[total_key(lang)][0]

    def only(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Leave the counts of what is common."""
        for row in rows:
            kind = row.key[0]
            if kind in (WORD, ACTOR) and max(row.value) * COMMON > self.total(row.key.split(END)[1] if kind == WORD else ""):
                yield row

    def asks(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Ask for what an article does not know, and for each place in its text if a sentence there is a refrain."""
        for article, own in noted(rows):
            for key, counts in own.counts.items():
                if key[0] != TOTAL and key not in self.counts:
                    yield Row(key, ASKED + article, counts)
            for key in own.asks:
                yield Row(key, ASKED + article, None)
            for sentence, place in {(sentence, one.key) for one in own.prints for sentence in one.sentences}:
                yield Row(sentence, place, None)


def facts(flow: Flow[D], told: D, entities: D, belongs: D) -> tuple[Common, D]:
    """Give what is common, and the answers to what the articles ask; `told` is what `tellings` gives.

    An article has a row for each fact that it does not know itself, its key as the order: `Counts`; None for a refrain or what
    is done again and again; if a table has an entity, and whom it belongs to. A place in a text has a row under `FACT` if a
    sentence of it is a refrain. Raises `KgError` if two articles have an event of one id.
    """
    found = flow.keep(flow.group(flow.map(told, _note), _facts), "events-facts")
    common = Common({row.key: row.value for row in flow.few(flow.map(found, _totals), MOST)}, {})
    common = Common(common.totals, {row.key: row.value for row in flow.few(flow.map(found, common.only), MOST)})
    known = flow.union(found, flow.map(entities, _keyed), flow.map(belongs, _belonging))
    return common, flow.group(flow.union(known, flow.map(told, common.asks)), _answer)


def _note(rows: Iterator[Row]) -> Iterator[Row]:
    """Note what is counted over all articles; what a part of the data has counts of is added up first."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for article, own in noted(rows):
        for key, (one, other) in own.counts.items():
            count = counts[key]
            count[0] += one
            count[1] += other
        if len(counts) > FLUSH:
            yield from _counted(counts)
            counts.clear()
        for key, order, alone in own.days:
            yield Row(key, order, alone)
        for key in own.idents:
            yield Row(key, article, None)
    yield from _counted(counts)


def _counted(counts: Mapping[str, list[int]]) -> Iterator[Row]:
    return (Row(key, "", (one, other)) for key, (one, other) in counts.items())


def _facts(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give what the notes come to, if it is more than one article knows: counts, and that a sentence or a doing comes again."""
    if key[0] == SENTENCE:
        if _is_refrain(rows):
            yield Row(key, FACT, None)
    elif key[0] == DOING:
        if _is_series(rows):
            yield Row(key, FACT, None)
    elif key[0] == IDENT:
        if sum(1 for _ in rows) > 1:
            raise same_id(key.partition(END)[2])
    else:
        one = other = 0
        for row in rows:
            one, other = one + row.value[0], other + row.value[1]
        if key[0] == TOTAL or max(one, other) > 1:
            yield Row(key, FACT, (one, other))


def _is_refrain(rows: Iterator[Row]) -> bool:
    """Say whether one outlet has it on several days; rows are sorted by outlet and day."""
    last, days = "", 0
    for row in rows:
        if row.order != last:
            days = days + 1 if row.order.rpartition(END)[0] == last.rpartition(END)[0] else 1
            last = row.order
            if days >= REFRAIN:
                return True
    return False


def _is_series(rows: Iterator[Row]) -> bool:
    """Say whether it is done on several days, or on more than one by one article's account; rows are sorted by day."""
    last, days = "", 0
    for row in rows:
        if row.order != last:
            days, last = days + 1, row.order
        if row.value or days >= SERIES:
            return True
    return False


def _totals(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.key[0] == TOTAL)


def _keyed(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(entity_key(row.key), FACT, None) for row in rows if row.value.key)


def _belonging(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(entity_key(row.key), FACT + row.order, None) for row in rows)


def _answer(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give who asks the facts; what is not known, or only by the one who asks, is not answered.

    The facts on one key are held: one count, or all to whom somebody belongs.
    """
    fact: Any = None
    objects: list[EntityId] = []
    known = keyed = False
    for row in rows:
        if row.order.startswith(FACT):
            known = True
            fact = row.value
            if row.order == FACT:
                keyed = True
            else:
                objects.append(row.order.removeprefix(FACT))
        elif not known:
            return
        elif row.order.startswith(PRINT):
            yield Row(row.order, FACT, None)
        elif key[0] == ENTITY:
            yield Row(row.order.removeprefix(ASKED), key, (keyed, frozenset(objects)))
        elif fact is None or fact != row.value:
            yield Row(row.order.removeprefix(ASKED), key, fact)
