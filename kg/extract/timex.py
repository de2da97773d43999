"""Finding and resolving the expressions of time in an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.reading import Reading
from kg.extract.timeframe import Frame, frame_of
from kg.extract.timemeaning import Meaning, completed, mean
from kg.extract.timevalue import Anchor, Place, day_place
from kg.lang.grammar import Matcher, Piece, Tree, pieces
from kg.lang.time import TOP, TimeTables
from kg.model.text import Sentence, Span
from kg.model.time import Basis, Grain, Timex

FINE = (Grain.DAY, Grain.MONTH)
MEMORY = 3  # sentences after which news has forgotten the date that "two days later" counts from


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


def tag_times(reading: Reading) -> tuple[Timex, ...]:
    """Find the dates of all sentences, in text order, none overlapping.

    The longest reading wins; between equals, the rule listed first in the pack. A date that leaves its year
    unsaid is read around the publication day, or in the year that the story is in; without either
    it keeps its place in the text but gets no days.
    """
    tables = reading.pack.time
    sentences = [_Sentence(reading.text, sentence, tables) for sentence in reading.sentences]
    story = _Story(reading.text, reading.article.published_on, tables)
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
        matcher = Matcher(self.tables.grammar, self.row)
        end = 0
        for at in matcher.starts(TOP):
            if at >= end:
                readings = self._at(matcher, at)
                if readings:
                    yield readings
                    end = readings[0].stop

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
            yield Found(tree.start, tree.stop, tree.opens, span, tree.rule.id, frame, tuple(self._parts(tree)))

    def _parts(self, tree: Tree) -> Iterator[tuple[str, Span]]:
        for element, part in tree.parts:
            if isinstance(part, Tree):
                if element.role:
                    yield element.role, Span(self.row[part.opens].begin, self.row[part.closes - 1].end)
                else:
                    yield from self._parts(part)

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
    if before and begins.near and (before.key[-1].isalnum() or len(before.key) > 1 or before.key in "/.,:+$#@_%&=" or before.key == "-" and begins.key.isdigit()):
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
        return len(inside) == 1 or before not in tables.guards.left
    after = row[last].key if last < len(row) else ""
    guards = tables.guards
    if before in guards.left or (after in guards.right and last == tree.stop):
        return False
    if len(numbers) >= 3 or before in guards.openers:
        return True
    if before in ("(", "[") and after in (")", "]", ",", ";"):
        return True
    return tables.slashed and all(key == "/" for key in inside if not key.isdecimal()) and len(numbers) > 1


class _Story:
    """Follows the dates of one article, so that partial and relative ones find what they count from."""

    def __init__(self, text: str, published: date | None, tables: TimeTables) -> None:
        self.text = text
        self.published = published
        self.tables = tables
        self.narrative = False
        self.year: int | None = None  # of the story, where it is not the publication's
        self.focus: Place | None = None  # the last day or month that was named
        self.last: Place | None = None
        self.age = 0  # sentences since `last`
        self.end = 0  # of the sentence before
        self.same_block = False

    def look_over(self, sentences: Sequence[_Sentence]) -> None:
        """Tell a narrative of another time from news: whole dates of other years, no "today"."""
        distant = near = 0
        for sentence in sentences:
            for readings in sentence.found:
                frame = readings[0].frame
                frames = [f for f in (frame, frame.start, frame.stop, frame.within) if f is not None]
                years = [f.year for f in frames if f.year is not None]
                if years:
                    current = self.published is not None and abs(years[0] - self.published.year) <= 1
                    distant, near = distant + (not current), near + current
                elif any(f.day_shift is not None and f.anchor is None for f in frames):
                    near += 3
        self.narrative = distant >= 3 and distant > 2 * near

    def resolve(self, sentence: _Sentence) -> Iterator[Timex]:
        """Give the expressions of the next sentence."""
        self._turn_to(sentence)
        tense = sentence.tense()
        end = -1
        for readings in sentence.found:
            for found in readings:
                if found.span.begin < end:
                    continue
                timexes = list(self._read(found, tense))
                if timexes:
                    end = found.span.end
                    yield from timexes
                    break

    def _turn_to(self, sentence: _Sentence) -> None:
        span = sentence.sentence.span
        self.age += 1
        self.same_block = self.end > 0 and "\n" not in self.text[self.end : span.begin]
        self.end = span.end
        if self.narrative:
            return
        self.year = None
        if self.age > MEMORY:
            self.last = None
        if not self.same_block:
            self.focus = None

    def _read(self, found: Found, tense: int) -> Iterator[Timex]:
        """Give the expression of a reading, or those of a list's members; nothing if the reading has no meaning."""
        frame = found.frame
        if frame.item is not None and frame.other is not None:
            yield from self._read_list(found, frame.item, frame.other, tense)
            return
        meaning = mean(frame, self._anchor(tense))
        if meaning is not None:
            self._note(frame, meaning)
            yield _timex(found.span, meaning, found.rule)

    def _read_list(self, found: Found, item: Frame, other: Frame, tense: int) -> Iterator[Timex]:
        """Give days that follow each other as one expression, others one by one."""
        anchor = self._anchor(tense)
        joint = mean(found.frame, anchor)
        if joint is not None:
            self._note(other, joint)
            yield _timex(found.span, joint, found.rule)
            return
        places = dict(found.parts)
        first, second = completed(found.frame, item, other)
        last = mean(second, anchor)
        if last is None or last.place is None or "item" not in places or "other" not in places:
            return
        member = mean(first, replace(anchor, year=last.place.start.year if last.place.start else anchor.year, last=last.place))
        if member is not None:
            yield _timex(places["item"], member, found.rule)
        self._note(second, last)
        yield _timex(places["other"], last, found.rule)

    def _anchor(self, tense: int) -> Anchor:
        return Anchor(self.published, self.last, self.focus, self.year, tense, self.tables.lunar_zone)

    def _note(self, frame: Frame, meaning: Meaning) -> None:
        """Remember what later dates may be counted from."""
        place = meaning.place
        if place is None:
            return
        counted = meaning.basis is not Basis.EXPLICIT and not _told(frame)
        if not (self.narrative and counted):
            self.last, self.age = place, 0
        start = place.start
        if start is None:
            if place.value.startswith("BC") and place.value[2:6].isdecimal():
                self.year = 1 - int(place.value[2:6])
                self.focus = None
            return
        if counted:
            return
        end = place.end
        latest = end - timedelta(days=1) if end is not None and place.grain is Grain.RANGE else start
        fine = place.grain in FINE or (place.grain is Grain.RANGE and len(place.edtf) > len("1999/2000"))
        if fine:
            self.focus = day_place(latest)
        elif self.focus and self.focus.start and abs(self.focus.start.year - latest.year) > 1:
            self.focus = None
        if self.narrative or (_year_said(frame) and self.published and latest.year != self.published.year):
            self.year = latest.year
        else:
            self.year = None


def _told(frame: Frame) -> bool:
    """Say whether a frame counts from the text, not from the publication day."""
    return frame.anchor in ("ref", "story")


def _year_said(frame: Frame) -> bool:
    return any(f is not None and f.year is not None for f in (frame, frame.start, frame.stop, frame.within))


def _timex(span: Span, meaning: Meaning, rule: str) -> Timex:
    return Timex(span, meaning.type, meaning.value, meaning.basis, rule, meaning.edtf, meaning.interval, meaning.mod)
