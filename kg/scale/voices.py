"""Which articles print one text and whose voice it is, as steps: `kg.resolve.source` over data of any size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import tee

from kg.engine.flow import D, Flow, Row
from kg.resolve.copies import Print, bands, first, originals, printed, text_key, text_of
from kg.resolve.source import source, voice
from kg.scale.components import components, edge
from kg.scale.keys import only, ordered

# The rows of a text in their order: what it is connected with, its prints by their dates, the articles that print it.
SET, PRINT, ARTICLE = "0", "1", "2"
# What becomes of them: the voice of an article, a text to be compared with others, an article that waits for that.
SETTLED, COMPARED, WAITING = "0", "1", "2"


def voices(flow: Flow[D], extractions: D) -> D:
    """Give for each article id, as the value, the key of its text and its independent source.

    Only texts that share a band of their sketches are compared, those that are connected by such bands in one group; it
    holds the originals among them.
    """
    texts = flow.keep(flow.map(extractions, _prints), "voices-texts")
    edges = flow.group(flow.map(texts, _bands), _tied)
    sets = flow.map(components(flow, edges, "voices-sets"), _sets)
    same = flow.keep(flow.group(flow.union(sets, texts), _same_text), "voices-same")
    copied = flow.group(flow.map(same, only(COMPARED)), _copies)
    spoken = flow.group(copied, _speak)
    given = flow.group(flow.union(spoken, flow.map(same, only(WAITING))), _give)
    return flow.union(flow.map(same, only(SETTLED)), given)


def _prints(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        article = row.value.article
        text = text_key(article)
        yield Row(text, PRINT + _order(printed(article)), (printed(article), voice(article)))
        yield Row(text, ARTICLE + article.id, None)


def _order(found: Print) -> str:
    undated, published, article = first(found.published, found.article)
    return ordered(str(int(undated)), published, article)


def _bands(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the bands of every print: those of a text that is not the first connect too much at worst."""
    for row in rows:
        if row.order.startswith(PRINT):
            found, _ = row.value
            for number, band in enumerate(bands(text_of(row.key, found))):
                yield Row(" ".join(f"{value:x}" for value in (number, *band)), row.key, None)


def _tied(band: str, rows: Iterator[Row]) -> Iterator[Row]:
    smallest = last = next(rows).order
    for row in rows:
        if row.order != last:
            yield edge(smallest, row.order)
            last = row.order


def _sets(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, SET, row.value) for row in rows)


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
