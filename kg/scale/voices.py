"""Which articles print one text and whose voice it is, as steps: `kg.resolve.source` over data of any size."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import tee

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.ids import hash_in, id_with
from kg.resolve.copies import BANDS, TEXT, Print, bands, first, originals, printed, text_key, text_of
from kg.resolve.source import source, voice
from kg.scale.components import components, edge
from kg.scale.rows import joined

# The rows of a text in their order: what it is connected with, its prints by their dates, the articles that print it.
SET, PRINT, ARTICLE = "0", "1", "2"
# What becomes of them: the voice of an article, a text to be compared with others, an article that waits for that.
SETTLED, COMPARED, WAITING = "0", "1", "2"

HELD = 100_000  # bands that a step holds before it gives them, and in a bucket if no two are the same
ODD = 0x9E3779B97F4A7C15  # spreads what it multiplies over all bits


def voices(flow: Flow[D], extractions: D) -> D:
    """Give for each article id, as the value, the key of its text and its independent source.

    Articles of one text, and copies of one original, may be any number. Only texts that share a band of their sketches are
    compared, and those that are connected by such bands are in one group, which holds the originals among them: some 4 KB each.
    """
    texts = flow.keep(flow.map(extractions, _prints), "voices-texts")
    buckets = 1 + flow.count(texts) // 2 * BANDS // HELD
    edges = flow.group(flow.map(texts, _bands(buckets)), _tied)
    sets = flow.map(components(flow, edges, "voices-sets"), _sets)
    same = flow.keep(flow.group(flow.union(sets, texts), _same_text), "voices-same")
    copied = flow.group(flow.map(same, _only(COMPARED)), _copies)
    spoken = flow.group(copied, _speak)
    given = flow.group(flow.union(spoken, flow.map(same, _only(WAITING))), _give)
    return flow.union(flow.map(same, _only(SETTLED)), given)


def _prints(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        article = row.value.article
        text, found = text_key(article), printed(article)
        yield Row(text, PRINT + _order(found), (found, voice(article)))
        yield Row(text, ARTICLE + article.id, None)


def _order(found: Print) -> str:
    undated, published, article = first(found.published, found.article)
    return joined((str(int(undated)), published, article))


def _bands(buckets: int) -> MapStep:
    """Give the step that puts the bands of all prints into `buckets`, many in a row, each as a number with its text's.

    The bands of a text that is not the first print of its key connect too much at worst.
    """

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        held, last = 0, ""
        packed: dict[int, array[int]] = {}
        for row in rows:
            if not row.order.startswith(PRINT):
                continue
            text = hash_in(row.key)
            for place, band in enumerate(bands(text_of(row.key, row.value[0]))):
                number = _number(place, band)
                packed.setdefault(number % buckets, array("Q")).extend((number, text))
                held += 1
            if held >= HELD:
                yield from _packed(packed, row.value[0].article)
                held, packed = 0, {}
            last = row.value[0].article
        if packed:
            yield from _packed(packed, last)

    return step


def _number(place: int, band: Sequence[int]) -> int:
    """Hash a band with its place; that two have one number by chance connects too much at worst."""
    number = place
    for value in band:
        number = (number * ODD + value) & (1 << 64) - 1
    return number ^ number >> 32


def _packed(packed: Mapping[int, array[int]], article: str) -> Iterator[Row]:
    """Give rows of what was packed; the article, which is in one of them only for each bucket, makes the order unique."""
    return (Row(f"{bucket:x}", article, pairs) for bucket, pairs in packed.items())


def _tied(bucket: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Tie all texts of a band to one of them; a bucket has some `HELD` bands, however many texts share them."""
    one: dict[int, int] = {}
    for row in rows:
        pairs = iter(row.value)
        for number, text in zip(pairs, pairs, strict=True):
            if (other := one.setdefault(number, text)) != text:
                yield edge(id_with(TEXT, other), id_with(TEXT, text))


def _sets(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, SET) for row in rows)


def _same_text(text: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Settle the articles of a text that is connected with no other; of others, bring the first print where it is compared."""
    connected: str | None = None
    original: Print | None = None
    heard: str | None = None
    for row in rows:
        if row.order == SET:
            connected = row.value
        elif row.order.startswith(PRINT):
            found, said = row.value
            original = original or found
            heard = said if heard is None else min(heard, said)
        else:
            assert original is not None and heard is not None, "prints come before articles"
            article = row.order.removeprefix(ARTICLE)
            if connected is None:
                yield Row(article, SETTLED, (text, source([heard], text)))
            else:
                yield Row(text, WAITING + ARTICLE + article, None)
    if connected is not None and original is not None:
        yield Row(connected, COMPARED + _order(original), (text, original, heard))


def _only(kind: str) -> MapStep:
    """Give the step that picks the rows of a kind, which is taken away from their order."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        return (row.at(row.key, row.order.removeprefix(kind)) for row in rows if row.order.startswith(kind))

    return step


def _copies(connected: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give under the key of each original the voices of its copies, and then the copies."""
    here, ahead = tee(rows)
    for row, (text, original) in zip(here, originals(text_of(row.value[0], row.value[1]) for row in ahead), strict=True):
        yield Row(original.key, PRINT + text.key, row.value[2])
        yield Row(original.key, ARTICLE + text.key, None)


def _speak(original: str, rows: Iterator[Row]) -> Iterator[Row]:
    heard: str | None = None
    for row in rows:
        if row.order.startswith(PRINT):
            heard = row.value if heard is None else min(heard, row.value)
        else:
            assert heard is not None, "voices come before copies"
            yield Row(row.order.removeprefix(ARTICLE), SET, source([heard], original))


def _give(text: str, rows: Iterator[Row]) -> Iterator[Row]:
    heard = next(rows).value
    for row in rows:
        yield Row(row.order.removeprefix(ARTICLE), "", (text, heard))
