"""Finding and resolving the expressions of time in an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.extract.reading import Reading
from kg.extract.timeframe import Frame, frame_of
from kg.extract.timemeaning import Meaning, mean
from kg.extract.timevalue import Anchor, Place
from kg.lang.grammar import ROMAN_KEYS, Matcher, Piece, Tree, pieces
from kg.lang.time import TOP, TimeTables
from kg.model.text import Sentence, Span
from kg.model.time import Basis, Grain, Timex

FINE = (Grain.DAY, Grain.MONTH)


@dataclass(frozen=True, slots=True)
class Found:
    """One reading of one expression: pieces `[start, stop)` of its sentence, and what their words say."""

    start: int
    stop: int
    opens: int
    span: Span
    rule: str
    frame: Frame


def tag_times(reading: Reading) -> tuple[Timex, ...]:
    """Find the dates of all sentences, in text order, none overlapping.

    The longest reading wins; between equals, the rule listed first in the pack. A date that leaves its year
    unsaid is read around the publication day, or in the year that the story is in; without either
    it keeps its place in the text but gets no days.
    """
    tables = reading.pack.time
    sentences = [_Sentence(reading.text, sentence, tables) for sentence in reading.sentences]
    story = _Story(reading.article.published_on, tables)
    story.look_over(sentences)
    return tuple(timex for sentence in sentences for timex in story.resolve(sentence))


class _Sentence:
    """One sentence in pieces, with the possible readings of its expressions, best first at each place."""

    def __init__(self, text: str, sentence: Sentence, tables: TimeTables) -> None:
        self.sentence = sentence
        self.row = pieces(text, sentence.span.begin, sentence.span.end)
        self.text = text
        self.tables = tables
        self.found = list(self._find())

    def _find(self) -> Iterator[list[Found]]:
        """Give the readings at each place where there are any, longest first."""
        first = self.tables.grammar.first(TOP)
        matcher = Matcher(self.tables.grammar, self.row)
        at = 0
        while at < len(self.row):
            key = self.row[at].key
            if key in first or ("#" in first and key.isdecimal()) or ("%" in first and key in ROMAN_KEYS):
                readings = self._at(matcher, at)
                if readings:
                    yield readings
                    at = readings[0].stop
                    continue
            at += 1

    def _at(self, matcher: Matcher, at: int) -> list[Found]:
        """Give the readings at one place; none if a longer one begins behind their leading preposition."""
        readings = [found for tree in matcher.read(TOP, at) for found in self._accept(tree)]
        if readings and readings[0].opens > at:
            behind = self._at(matcher, readings[0].opens)
            if behind and behind[0].stop > readings[0].stop:
                return []
        return readings

    def _accept(self, tree: Tree) -> Iterator[Found]:
        if tree.closes <= tree.opens or not stands(self.row, tree, self.text, self.tables):
            return
        frame = frame_of(tree)
        if frame is not None:
            span = Span(self.row[tree.opens].begin, self.row[tree.closes - 1].end)
            yield Found(tree.start, tree.stop, tree.opens, span, tree.rule.id, frame)

    def tense(self) -> int:
        """Tell past (-1) from future (1) by the sentence's words; 0 if there is no telling."""
        cues = self.tables.tense
        past = future = 0
        line = f" {' '.join(piece.key for piece in self.row)} " if cues.phrases else ""
        past += sum(phrase in line for phrase in cues.past if " " in phrase)
        future += sum(phrase in line for phrase in cues.future if " " in phrase)
        for piece in self.row:
            if piece.key in cues.future:
                future += 1
            elif piece.key in cues.past or piece.key.endswith(cues.past_endings or ("\0",)):
                past += 1
        return (past < future) - (future < past) if not (past and future) else 0


def stands(row: Sequence[Piece], tree: Tree, text: str, tables: TimeTables) -> bool:
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
            or before.key == "-"
            and begins.key.isdigit()
        )
    ):
        return False
    if after and after.near and not _may_follow(row, tree.stop, ends):
        return False
    return _numbers_stand(row, tree, tables)


def _may_follow(row: Sequence[Piece], at: int, ends: Piece) -> bool:
    """Say whether the piece that touches a reading's end leaves it whole."""
    after = row[at]
    more = row[at + 1] if at + 1 < len(row) and row[at + 1].near else None
    if after.key[0].isalnum() or after.key in "%_@=+":
        return False
    if after.key == "/":
        return False
    if after.key in ".,:-" and more is not None and (more.key.isdigit() or (after.key == "-" and ends.key.isdigit())):
        return False
    return True


def _numbers_stand(row: Sequence[Piece], tree: Tree, tables: TimeTables) -> bool:
    """Say whether mere numbers may be a date: by the word before, brackets around, or their form."""
    first, last = tree.start, tree.stop
    while first < last and not row[first].key.isdecimal():
        first += 1
    while last > first and not row[last - 1].key.isdecimal():
        last -= 1
    inside = [piece.key for piece in row[first:last]]
    numbers = [key for key in inside if key.isdecimal()]
    if any(key[0].isalpha() for key in inside) or "," in inside:
        return True
    before = row[first - 1].key if first else ""
    if first > tree.start or (len(inside) == 1 and last < tree.stop):
        return len(inside) == 1 or before not in tables.guards.before
    after = row[last].key if last < len(row) else ""
    guards = tables.guards
    if before in guards.before or (after in guards.after and last == tree.stop):
        return False
    if len(numbers) >= 3 or before in guards.openers:
        return True
    if before in ("(", "[") and after in (")", "]", ",", ";"):
        return True
    return tables.slashed and all(key == "/" for key in inside if not key.isdecimal()) and len(numbers) > 1


class _Story:
    """Follows the dates of one article, so that partial and relative ones find what they count from."""

    def __init__(self, published: date | None, tables: TimeTables) -> None:
        self.published = published
        self.tables = tables
        self.narrative = False
        self.year: int | None = None
        self.last: Place | None = None
        self.block: int = -1

    def look_over(self, sentences: Sequence[_Sentence]) -> None:
        """Tell a narrative of another time from news: whole dates of other years, no "today"."""
        distant = near = 0
        for sentence in sentences:
            for readings in sentence.found:
                frame = readings[0].frame
                frames = [f for f in (frame, frame.start, frame.stop, frame.of) if f is not None]
                years = [f.year for f in frames if f.year is not None]
                if years:
                    current = self.published is not None and abs(years[0] - self.published.year) <= 1
                    distant, near = distant + (not current), near + current
                elif any(f.day_shift is not None and f.anchor != "ref" for f in frames):
                    near += 3
        self.narrative = distant >= 3 and distant > 2 * near

    def resolve(self, sentence: _Sentence) -> Iterator[Timex]:
        """Give the expressions of the next sentence."""
        tense = sentence.tense()
        if not self.narrative:
            self.year = None
        end = -1
        for readings in sentence.found:
            for found in readings:
                if found.span.begin < end:
                    continue
                anchor = Anchor(self.published, self.last, self.year, tense, self.tables.lunar_zone)
                meaning = mean(found.frame, anchor)
                if meaning is None:
                    continue
                self._note(found.frame, meaning)
                end = found.span.end
                yield Timex(
                    found.span,
                    meaning.type,
                    meaning.value,
                    meaning.basis,
                    found.rule,
                    meaning.edtf,
                    meaning.interval,
                    meaning.mod,
                )
                break

    def _note(self, frame: Frame, meaning: Meaning) -> None:
        """Remember what later dates may be counted from."""
        if meaning.place is None:
            return
        self.last = meaning.place
        start = meaning.place.start
        if start is None:
            if meaning.place.value.startswith("BC"):
                self.year = 1 - int(meaning.place.value[2:6])
            return
        if self.narrative or (frame.year is not None and self.published and start.year != self.published.year):
            end = meaning.place.end
            self.year = (
                start.year
                if end is None or meaning.place.grain is not Grain.RANGE
                else (end.year if end.month > 1 else end.year - 1)
            )
        else:
            self.year = None
