"""Finding the expressions of time in a sentence: every reading that the words allow, none of them resolved yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.fallback import read_core
from kg.extract.timeframe import Frame, frame_of
from kg.lang.grammar import Matcher, Tree
from kg.lang.pack import LanguagePack
from kg.lang.template import Piece, pieces
from kg.lang.time import DECOY, TOP, TimeTables
from kg.model.text import Sentence, Span

YEAR_DIGITS = 4
FALLBACK = "fallback"  # the rule of what no table knows


@dataclass(frozen=True, slots=True)
class Found:
    """One reading of one expression: pieces `[start, stop)` of its sentence, and what their words say.

    `parts` are the places of the ends of a range or the members of a list, by role.
    """

    start: int
    stop: int
    opens: int
    span: Span
    rule: str
    frame: Frame
    parts: tuple[tuple[str, Span], ...] = ()


class SentenceTimes:
    """One sentence in pieces, with the possible readings of its expressions, best first at each place."""

    def __init__(self, text: str, sentence: Sentence, pack: LanguagePack) -> None:
        self.sentence = sentence
        self.row = pieces(text, sentence.span.begin, sentence.span.end)
        self.text = text
        self.pack = pack
        self.tables = pack.time
        self.found = self._find()

    def _find(self) -> list[list[Found]]:
        """Give the readings at each place where there are any, longest first."""
        matcher = Matcher(self.tables.grammar, self.row)
        found: list[list[Found]] = []
        end = 0
        for at in matcher.starts(TOP):
            if at >= end:
                readings = self._at(matcher, at, end)
                if readings:
                    end = readings[0].stop
                    if readings[0].frame.kind != DECOY:
                        found.append(readings)
        taken = {at for readings in found for at in range(readings[0].start, readings[0].stop)}
        others = list(self._unknown(taken))
        return sorted(found + others, key=lambda readings: readings[0].start) if others else found

    def _unknown(self, taken: set[int]) -> Iterator[list[Found]]:
        """Ask dateparser about whole dates in words that no table has: a number, a word and a year."""
        row = self.row
        for at in range(len(row) - 2):
            day, word, year = row[at : at + 3]
            if not (day.key.isdecimal() and len(day.key) < 3 and word.key[0].isalpha() and len(word.key) > 2):
                continue
            if not (year.key.isdecimal() and len(year.key) == YEAR_DIGITS) or taken & {at, at + 1, at + 2}:
                continue
            span = Span(day.begin, year.end)
            meta = self.pack.meta
            date = read_core(span.of(self.text), meta.dateparser, meta.date_order)
            if date is not None:
                yield [Found(at, at + 3, at, span, FALLBACK, Frame(year=date.year, month=date.month, day=date.day))]

    def _at(self, matcher: Matcher, at: int, end: int) -> list[Found]:
        """Give the readings at one place; none if a longer one begins behind their leading preposition.

        `end` is where the expression before ends.
        """
        readings = [found for tree in matcher.read(TOP, at) for found in self._accept(tree, end)]
        if readings and readings[0].opens > at:
            behind = self._at(matcher, readings[0].opens, end)
            if behind and behind[0].stop > readings[0].stop:
                return []
            readings += behind
        return readings

    def _accept(self, tree: Tree, end: int) -> Iterator[Found]:
        closes = _closes(tree)
        if closes <= tree.opens:
            return
        frame = frame_of(tree)
        if frame is not None and (stands(self.row, tree, frame, self.tables) or self._joins(tree, end)):
            span = Span(self.row[tree.opens].begin, self.row[closes - 1].end)
            yield Found(tree.start, tree.stop, tree.opens, span, tree.rule.id, frame, tuple(self._parts(tree)))

    def _joins(self, tree: Tree, end: int) -> bool:
        """Say whether a mere year continues a list of years: "in 2008 and 2015"."""
        row, joiners = self.row, self.tables.guards.joiners
        if not (tree.stop == tree.start + 1 and row[tree.start].key.isdecimal() and len(row[tree.start].key) == YEAR_DIGITS):
            return False
        last = row[end - 1].key if end else ""
        between = [piece.key for piece in row[end : tree.start]]
        return len(last) == YEAR_DIGITS and last.isdecimal() and 0 < len(between) <= 2 and all(key in joiners for key in between)

    def _parts(self, tree: Tree) -> Iterator[tuple[str, Span]]:
        for element, part in tree.parts:
            if isinstance(part, Tree):
                if element.role:
                    yield element.role, Span(self.row[part.opens].begin, self.row[part.closes - 1].end)
                else:
                    yield from self._parts(part)

    def tense(self) -> int:
        """Tell past (-2, or -1 by a verb's ending only) from future (1) by the words; 0 if there is no telling."""
        cues = self.tables.tense
        past = future = endings = 0
        line = f" {' '.join(piece.key for piece in self.row)} " if cues.phrases else ""
        past += sum(phrase in line for phrase in cues.past if " " in phrase)
        future += sum(phrase in line for phrase in cues.future if " " in phrase)
        for piece in self.row:
            if piece.key in cues.future:
                future += 1
            elif piece.key in cues.past:
                past += 1
            elif cues.past_endings and piece.key.endswith(cues.past_endings):
                endings += 1
        if past and future:
            return 0
        if past:
            return -2
        return 1 if future else -1 if endings else 0  # "will be played" is no past


def _closes(tree: Tree) -> int:
    """Give where the words that carry the meaning end, if the last part of a reading says so."""
    last = tree.parts[-1][1] if tree.parts else None
    if tree.closes == tree.stop and isinstance(last, Tree) and last.stop == tree.stop:
        return _closes(last)
    return tree.closes


def stands(row: Sequence[Piece], tree: Tree, frame: Frame, tables: TimeTables) -> bool:
    """Say whether a reading stands by itself: not part of a longer number, name or code, nor a score or measure."""
    before = row[tree.start - 1] if tree.start else None
    after = row[tree.stop] if tree.stop < len(row) else None
    begins, ends = row[tree.start], row[tree.stop - 1]
    if (
        before
        and begins.near
        and (
            before.key[-1].isalnum()
            or len(before.key) > 1
            or before.key in "/.,:+$#@_%&="
            or (before.key == "-" and begins.key.isdigit())
        )
    ):
        return False
    if after and after.near and not _may_follow(row, tree.stop, ends):
        return False
    return _numbers_stand(row, tree, frame, tables)


def _may_follow(row: Sequence[Piece], at: int, ends: Piece) -> bool:
    """Say whether the piece that touches a reading's end leaves it whole."""
    after = row[at]
    more = row[at + 1] if at + 1 < len(row) and row[at + 1].near else None
    if after.key[0].isalnum() or after.key in "%_@=+":
        return False
    if after.key == "/":
        return False
    return not (after.key in ".,:-" and more is not None and (more.key.isdigit() or (after.key == "-" and ends.key.isdigit())))


def _numbers_stand(row: Sequence[Piece], tree: Tree, frame: Frame, tables: TimeTables) -> bool:
    """Say whether mere numbers may be a date: by the word before, brackets around, or their form."""
    first, last = tree.start, tree.stop
    while first < last and not row[first].key.isdecimal():
        first += 1
    while last > first and not row[last - 1].key.isdecimal():
        last -= 1
    inside = [piece.key for piece in row[first:last]]
    numbers = [key for key in inside if key.isdecimal()]
    if not inside or any(key[0].isalpha() for key in inside) or "," in inside:
        return True
    before = row[first - 1].key if first else ""
    after = row[last].key if last < len(row) else ""
    guards = tables.guards
    opened = before in guards.openers
    if last < tree.stop and any(f is not None and f.hour is not None for f in (frame, frame.stop)):
        return True  # "3:15 p.m.", "3-4 p.m."
    if frame.unit is not None or (len(inside) == 1 and (first > tree.start or last < tree.stop)):
        return True
    if before in guards.left:
        return False
    if first > tree.start and frame.mod != "APPROX":
        return True
    if after in guards.right and last == tree.stop:
        return False
    if len(numbers) >= 4 and set(inside) - set(numbers) == {"-"}:
        return False  # "4-2-3-1"
    if len(numbers) >= 3 or opened or len(row) == len(inside):
        return True
    slashed = len(numbers) > 1 and all(key == "/" for key in inside if not key.isdecimal())
    if first > tree.start:
        return True
    if len(inside) == 1 and before in guards.year_openers:
        return True
    if before in ("(", "[") and after in (")", "]", ",", ";"):
        return slashed or len(numbers) == 1 or "-" not in inside or len(numbers[0]) == YEAR_DIGITS
    fraction = numbers[0] == numbers[-1]  # "12/12 communes"
    return tables.slashed and slashed and not fraction and not (first and row[first - 1].upper)
