"""What the reports of one article must know of all others: counts of words, refrains and series, and who the actors are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.entity import EntityId
from kg.model.event import Realis
from kg.model.ids import digest
from kg.model.time import EventTime
from kg.resolve.alike import reprinted
from kg.resolve.sketch import dates_drawn, dates_read
from kg.resolve.told import Told, knowing
from kg.resolve.weight import REFRAIN, SERIES, SERIES_ALONE, Doing, Weights, Word, begins, doing, weight, weights_of
from kg.scale.order import END, ordered, place_of, placed
from kg.scale.telling import same_id

FLUSH = 100_000  # counts that a part of the data adds up before it gives them on
COMMON = 1000  # a word that more than one in so many reports use is known everywhere; so is an actor, by articles
MOST = 1_000_000  # of these; the reports of a language would have to use a thousand words each on average to have more

# What facts are of: the first part of their keys. Keys of articles never meet them: they are in no data together.
WORD, ACTOR, TOTAL, SENTENCE, DOING, ENTITY, IDENT = "w", "a", "t", "s", "d", "e", "i"
# How the rows of a key are told apart: facts and that there are several come first, then who asks.
SEVERAL, FACT, ASKED, PRINT = "", "0", "1", "p"
# How many reports describe an event with a word, and have it in their sentences; how many articles name an actor, or reports are
# in a language, and 0.
Counts = tuple[int, int]


class Page(NamedTuple):
    """All that one article tells: its reports by their events' ids, and what they weigh.

    A report's number among them is its number wherever rows are about it: with the article, its place. `firsts` are for
    those that are reprints the places of the first prints.
    """

    told: tuple[Told, ...]
    weights: Weights
    firsts: Mapping[int, str]


def pages(flow: Flow[D], told: D, entities: D, belongs: D) -> D:
    """Give for each article that tells of an event a row with its `Page`; `told` is what `tellings` gives."""
    noted = flow.keep(flow.group(flow.map(told, _notes), _facts), "events-facts")
    common = _Common({row.key: row.value for row in flow.few(flow.map(noted, _is_total), MOST)}, {})
    common = _Common(common.totals, {row.key: row.value for row in flow.few(flow.map(noted, common.only), MOST)})
    known = flow.union(noted, flow.map(entities, _keyed), flow.map(belongs, _belonging))
    answers = flow.keep(flow.group(flow.union(known, flow.map(told, common.asks)), _answer), "events-answers")
    prints = flow.group(flow.union(flow.map(told, _prints), flow.map(answers, _of_prints)), _first_prints)
    given = flow.union(flow.map(told, _reports), flow.map(answers, _of_articles), prints)
    return flow.group(given, common.page)


def _notes(rows: Iterator[Row]) -> Iterator[Row]:
    """Note what is counted over all articles."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        told: tuple[Told, ...] = row.value
        for key, (one, other) in _own(told).items():
            counts[key][0] += one
            counts[key][1] += other
        if len(counts) > FLUSH:
            yield from _counted(counts)
            counts.clear()
        yield from _days(told)
        yield from (Row(f"{IDENT}\0{report.event.id}", row.key, None) for report in told)
    yield from _counted(counts)


def _counted(counts: Mapping[str, list[int]]) -> Iterator[Row]:
    return (Row(key, "", (one, other)) for key, (one, other) in counts.items())


def _own(told: Iterable[Told]) -> dict[str, Counts]:
    """Count the words, actors and reports of one article."""
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for report in told:
        lang = report.event.lang
        found[_total(lang)][0] += 1
        for word in report.content:
            found[_word(lang, word)][0] += 1
        for word in report.wording:
            found[_word(lang, word)][1] += 1
    for who in {who for report in told for who in report.company}:
        found[_actor(who)][0] = 1
    found[_total("")][0] = 1
    return {key: (one, other) for key, (one, other) in found.items()}


def _word(lang: str, word: str) -> str:
    return f"{WORD}\0{lang}\0{word}"


def _actor(who: EntityId) -> str:
    return f"{ACTOR}\0{who}"


def _total(lang: str) -> str:
    """Give the key of the number of reports in a language; of that of articles for ""."""
    return f"{TOTAL}\0{lang}"


def _entity(who: EntityId) -> str:
    return f"{ENTITY}\0{who}"


def _sentence(sentence: str) -> str:
    return f"{SENTENCE}\0{sentence}"


def _doing(what: Doing) -> str:
    return f"{DOING}\0{digest(what[0], *sorted(what[1]))}"


def _days(told: Iterable[Told]) -> Iterator[Row]:
    """Note on what days an outlet has a sentence, and on what days something is done."""
    begun: defaultdict[Doing, set[date]] = defaultdict(set)
    for report in told:
        start = begins(report)
        if start is not None:
            begun[doing(report)].add(start)
    for what, days in begun.items():
        for day in days:
            yield Row(_doing(what), day.isoformat(), len(days) >= SERIES_ALONE)
    said = {(quote.sentence, report.outlet, report.published) for report in told for quote in report.quotes}
    for sentence, outlet, published in said:
        if published is not None:
            yield Row(_sentence(sentence), ordered(outlet) + published.isoformat(), None)


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


def _is_total(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.key[0] == TOTAL)


def _keyed(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(_entity(row.key), FACT, None) for row in rows if row.value.key)


def _belonging(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(_entity(row.key), FACT + row.order, None) for row in rows)


def _answer(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give each article, and each place in a text, the facts that it asks for; what is not known is not answered.

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


def _prints(rows: Iterator[Row]) -> Iterator[Row]:
    """Lay the reports beside those that stand in the same place of the same text.

    Of an article that tells several events in one place, nothing says which one is which: `SEVERAL`.
    """
    for row in rows:
        seen: set[str] = set()
        for number, report in enumerate(row.value):
            key = _print(report)
            if key in seen:
                yield Row(key, SEVERAL, None)
            seen.add(key)
            yield Row(key, ASKED + placed(number, row.key), (dates_drawn(report), report.outlet))


def _print(told: Told) -> str:
    return PRINT + digest(told.text, told.event.type, *(f"{quote.sentence}{quote.at}" for quote in sorted(told.quotes)))


def _of_prints(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order == FACT)


def _of_articles(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order != FACT)


def _first_prints(place: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give each article whose report is a reprint the place of the first print.

    The first prints are held: as many as there are days on which a text says the same of different ones.
    """
    daily = False
    firsts: list[tuple[_Print, str]] = []
    for row in rows:
        if row.order == SEVERAL:
            return
        if row.order == FACT:
            daily = True
            continue
        drawn, outlet = row.value
        printed, at = _Print(*dates_read(drawn), outlet), row.order.removeprefix(ASKED)
        first = next((there for one, there in firsts if reprinted(one, printed, daily)), None)
        if first is None:
            firsts.append((printed, at))
        else:
            article, number = place_of(at)
            yield Row(article, f"{PRINT}{number}", first)


class _Print(NamedTuple):
    realis: Realis
    time: EventTime | None
    published: date | None
    outlet: str


class _Common(NamedTuple):
    """What every article knows: how many reports there are in each language, and the counts of what is common in them."""

    totals: Mapping[str, Counts]
    counts: Mapping[str, Counts]

    def only(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Leave the counts of what is common."""
        for row in rows:
            if row.key[0] in (WORD, ACTOR) and max(row.value) * COMMON > self.total(row.key):
                yield row

    def total(self, key: str) -> int:
        """Give how many reports there are in the language of a word, or how many articles."""
        return self.totals[_total(key.split("\0")[1] if key[0] == WORD else "")][0]

    def asks(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Ask for what an article does not know."""
        for row in rows:
            told: tuple[Told, ...] = row.value
            for key, counts in _own(told).items():
                if key[0] != TOTAL and key not in self.counts:
                    yield Row(key, ASKED + row.key, counts)
            for who in {who for report in told for who in report.parts | report.places}:
                yield Row(_entity(who), ASKED + row.key, None)
            for what in {_doing(doing(report)) for report in told}:
                yield Row(what, ASKED + row.key, None)
            for sentence in {quote.sentence for report in told for quote in report.quotes}:
                yield Row(_sentence(sentence), ASKED + row.key, None)
            for sentence, place in {(quote.sentence, _print(report)) for report in told for quote in report.quotes}:
                yield Row(_sentence(sentence), place, None)

    def page(self, article: str, rows: Iterator[Row]) -> Iterator[Row]:
        """Put together what one article tells and the facts that it asked for."""
        told: tuple[Told, ...] = next(rows).value
        facts: dict[str, Any] = {row.order: row.value for row in rows}
        firsts = {number: facts[key] for number in range(len(told)) if (key := f"{PRINT}{number}") in facts}
        counts = {key: facts.get(key) or self.counts.get(key) or own for key, own in _own(told).items()}
        words: dict[Word, float] = {}
        wording: dict[Word, float] = {}
        for report in told:
            lang = report.event.lang
            total = self.totals[_total(lang)][0]
            words.update(((lang, word), weight(counts[_word(lang, word)][0], total)) for word in report.content)
            wording.update(((lang, word), weight(counts[_word(lang, word)][1], total)) for word in report.wording)
        everywhere = self.totals[_total("")][0]
        actors = {who: weight(counts[_actor(who)][0], everywhere) for report in told for who in report.company}
        refrains = {quote.sentence for report in told for quote in report.quotes if _sentence(quote.sentence) in facts}
        series = {doing(report) for report in told if _doing(doing(report)) in facts}
        who_is = {who: facts[_entity(who)] for report in told for who in report.parts | report.places if _entity(who) in facts}
        belongs = {who: objects for who, (_, objects) in who_is.items() if objects}
        keyed = {who for who, (is_keyed, _) in who_is.items() if is_keyed}
        weights = weights_of(told, words, actors, wording, refrains, series)
        yield Row(article, "", Page(tuple(knowing(report, belongs, keyed) for report in told), weights, firsts))


def _reports(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, "") for row in rows)
