"""Where annotated actors stand in the text: what the weights of mentions are learned from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.belief import spans
from kg.extract.reading import Reading
from kg.lang.actors import ActorTables
from kg.lang.tokens import Token
from kg.lang.weights import BEGIN, INSIDE, OUTSIDE
from kg.learn.gold import GoldArticle
from kg.model.entity import EntityKind, Mention, MentionForm

SHORTEST = 2  # letters: a form of one letter is found everywhere


def label(gold: GoldArticle, reading: Reading, mentions: Sequence[Mention]) -> list[list[str]]:
    """Label each token of each sentence by the actor whose form it is part of, the longest form first.

    Titles before people, articles and what only points back are left outside, as the rules leave them:
    `mentions` are what the rules read, so that a person's name begins where they let it begin.
    """
    tables = reading.pack.actors
    labels = [[OUTSIDE] * len(tokens) for tokens in reading.tokens]
    flat = [(n, i, token) for n, tokens in enumerate(reading.tokens) for i, token in enumerate(tokens)]
    begins = [token.begin for _, _, token in flat]
    people = {m.span.end: m.span.begin for m in mentions if m.kind is EntityKind.PERSON and m.form is MentionForm.NAME}
    for begin, end, kind in sorted(_occurrences(gold), key=lambda found: (found[0] - found[1], found)):
        covered: list[tuple[int, int]] = []
        for n, i, token in flat[bisect_left(begins, begin) :]:
            if token.end > end:
                break
            covered.append((n, i))
        if not covered or covered[0][0] != covered[-1][0]:
            continue
        n, start, stop = covered[0][0], covered[0][1], covered[-1][1] + 1
        tokens = reading.tokens[n]
        start = _trimmed(tokens, start, stop, kind, tables)
        if kind is EntityKind.PERSON:
            named = people.get(tokens[stop - 1].end, tokens[start].begin)
            start = next(i for i in range(start, stop) if tokens[i].begin >= min(named, tokens[stop - 1].begin))
            pointing = tables.references.longest(tokens, start)
            if pointing is not None and pointing.stop == stop:
                continue
        if all(labels[n][i] == OUTSIDE for i in range(start, stop)):
            labels[n][start:stop] = [BEGIN + kind, *[INSIDE + kind] * (stop - start - 1)]
    return [_without_titles(row) for row in labels]


def _without_titles(row: list[str]) -> list[str]:
    """Leave outside what names somebody by office directly before the name: there it is a title."""
    people = [(start, stop) for start, stop, kind in spans(row) if kind is EntityKind.PERSON]
    begins = {start for start, _ in people}
    kept = list(row)
    for start, stop in people:
        if stop in begins:
            kept[start:stop] = [OUTSIDE] * (stop - start)
    return kept


def _occurrences(gold: GoldArticle) -> Iterator[tuple[int, int, EntityKind]]:
    """Give where the forms of the annotated actors stand as whole words; "long (SHORT)" is two forms."""
    for forms, kind in zip(gold.actors, gold.kinds, strict=True):
        pieces = {piece for form in forms for piece in _pieces(form) if len(piece) >= SHORTEST}
        # a form in lower case may begin a sentence
        for piece in sorted(pieces | {piece[0].upper() + piece[1:] for piece in pieces}):
            at = gold.text.find(piece)
            while at >= 0:
                if _whole(gold.text, at, at + len(piece)):
                    yield at, at + len(piece), kind
                at = gold.text.find(piece, at + 1)


def _pieces(form: str) -> tuple[str, ...]:
    long, mark, short = form.removesuffix(")").rpartition("(")
    return (long.strip(), short.strip()) if mark and form.endswith(")") else (form,)


def _whole(text: str, begin: int, end: int) -> bool:
    cut_before = begin > 0 and text[begin - 1].isalnum() and text[begin].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not cut_before and not cut_after


def _trimmed(tokens: Sequence[Token], start: int, stop: int, kind: EntityKind, tables: ActorTables) -> int:
    """Give where the name proper begins, after articles and, before a person's name, offices and honorifics."""
    while start + 1 < stop and tokens[start].key in tables.words["offices.articles"]:
        start += 1
    while kind is EntityKind.PERSON:
        at = start
        office = tables.offices.longest(tokens, start)
        if office is not None and office.stop < stop:
            at = office.stop
        elif tokens[start].key in tables.words["people.honorifics"]:
            at = start + 1
        if start < at < stop and tokens[at].text == ".":
            at += 1
        if start < at < stop:
            at = _past_owner(tokens, at, stop, tables)
        if at == start or not any(token.is_capitalised for token in tokens[at:stop]):
            break
        start = at
    return start


def _past_owner(tokens: Sequence[Token], at: int, stop: int, tables: ActorTables) -> int:
    """Step over the field and the state of an office, "minister of defence of Chile", if a name is left after them."""
    for _ in range(2):
        field = tables.fields.longest(tokens, at)
        place = tables.names.longest(tokens, at)
        if field is not None and field.stop - at > 1 and field.stop < stop:
            at = field.stop
        elif place is not None and place.stop < stop and (place.values[0].key or "").startswith("country:"):
            at = place.stop
    return at
