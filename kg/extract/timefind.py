"""Finding the expressions of time in a sentence: every reading that the words allow, none of them resolved yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kg.extract.fallback import read_core
from kg.extract.timeframe import Frame, frame_of
from kg.extract.timeguard import YEAR_DIGITS, stands
from kg.lang.grammar import Rule
from kg.lang.match import Matcher, Tree
from kg.lang.pack import LanguagePack
from kg.lang.template import MAX_KNOWN, Piece, cut, pieces
from kg.lang.time import DECOY, TOP, Tense
from kg.model.text import Sentence, Span

BESIDE = 2  # pieces
REACH = 4  # pieces behind a sign of the future within which a verb's past form is a participle
WHOLE = re.compile(r"\d\s*(?:[^\W\d_]+\s*){1,4}\d{4}")  # a day, words and a year
CORE = range(3, 7)  # pieces of such a date: "3 May 2024", "1er mai 2024", "3 de mayo de 2024"
FALLBACK = "fallback"  # the rule of what no table knows


COMING, GONE, ENDED, LEADING, OPENING = (1 << n for n in range(5))  # marks of words


class _Marks(dict[str, int]):
    """What words tell of the tense.

    They are of the future, of the past, verbs with a past ending, what leads such a verb without telling the
    past, or the first of a phrase.
    """

    def __init__(self, cues: Tense) -> None:
        super().__init__()
        self._cues = cues
        self._first = {phrase.split(" ")[0] for phrase in (*cues.past_phrases, *cues.future_phrases)}

    def __missing__(self, key: str) -> int:
        if len(self) >= MAX_KNOWN:
            self.clear()
        cues = self._cues
        told = (key in cues.future, key in cues.past, key.endswith(cues.past_endings), key in cues.after, key in self._first)
        mark = self[key] = sum(bit for bit, holds in zip((COMING, GONE, ENDED, LEADING, OPENING), told, strict=True) if holds)
        return mark


@lru_cache(maxsize=100)
def _marks(cues: Tense) -> _Marks:
    return _Marks(cues)


class Found(NamedTuple):
    """One reading of one expression: pieces `[start, stop)` of its sentence, and what their words say.

    `parts` are the places of the ends of a range or the members of a list, by role; `apart` says
    whether the language annotates them as expressions of their own.
    """

    start: int
    stop: int
    opens: int
    span: Span
    rule: str
    frame: Frame
    parts: tuple[tuple[str, Span], ...] = ()
    apart: bool = False


class SentenceTimes:
    """One sentence with the possible readings of its expressions, best first at each place.

    It is cut into pieces only as far as an expression may begin in it: most sentences have none.
    """

    def __init__(self, text: str, sentence: Sentence, pack: LanguagePack) -> None:
        self.sentence = sentence
        self.text = text
        self.pack = pack
        self.tables = pack.time
        self.row: list[Piece] = []
        self._ends: list[int] = []  # where the pieces end in the text
        self._signs: tuple[list[tuple[int, int]], list[tuple[int, int]]] | None = None
        self._words = cut(text, sentence.span.begin, sentence.span.end)
        self.found = self._find()

    def _span(self, start: int, stop: int) -> Span:
        """Give the place of pieces `[start, stop)` in the text."""
        if not self._ends:
            first = self.sentence.span.begin + self.row[0].size
            self._ends = [*accumulate(map(len, self._words[1:]), initial=first)]
        return Span(self._ends[start] - self.row[start].size, self._ends[stop - 1])

    def _find(self) -> list[list[Found]]:
        """Give the readings at each place where there are any, longest first."""
        grammar = self.tables.grammar
        kinds = grammar.kinds(self._words)
        found: list[list[Found]] = []
        taken: set[int] = set()
        if starts := grammar.starts(TOP, kinds):
            self.row = pieces(self._words)
            matcher = Matcher(grammar, self.row, kinds)
            end = 0
            for at in starts:
                if at >= end:
                    readings = self._at(matcher, at, end)
                    if readings:
                        end = readings[0].stop
                        taken.update(range(at, end))
                        if not any(reading.frame.kind == DECOY and reading.stop == end for reading in readings):
                            found.append(readings)
        span = self.sentence.span
        if WHOLE.search(self.text, span.begin, span.end) is None:
            return found
        self.row = self.row or pieces(self._words)
        others = list(self._unknown(taken))
        return sorted(found + others, key=lambda readings: readings[0].start) if others else found

    def _unknown(self, taken: set[int]) -> Iterator[list[Found]]:
        """Ask dateparser about whole dates in words that no table has: a number, words and a year."""
        meta = self.pack.meta
        for at, day in enumerate(self.row):
            if not (day.key.isdecimal() and len(day.key) < 3):
                continue
            stop = next((at + size for size in CORE if self._ends_core(at, size)), None)
            if stop is None or not taken.isdisjoint(range(at, stop)):
                continue
            span = self._span(at, stop)
            date = read_core(span.of(self.text), meta.dateparser, meta.date_order)
            if date is not None:
                yield [Found(at, stop, at, span, FALLBACK, Frame(year=date.year, month=date.month, day=date.day))]

    def _ends_core(self, at: int, size: int) -> bool:
        """Say whether the pieces from a day's number on are words, one of them long enough for a month, and then a year."""
        core = self.row[at : at + size]
        year, words = core[-1].key, [piece.key for piece in core[1:-1]]
        if len(core) < size or not (year.isdecimal() and len(year) == YEAR_DIGITS):
            return False
        return all(key[0].isalpha() for key in words) and max(map(len, words), default=0) > 2

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
            span = self._span(tree.opens, closes)
            ends = list(_ends(tree)) if tree.parts else []
            parts = tuple((role, self._span(part.opens, part.closes)) for role, part in ends)
            yield Found(tree.start, tree.stop, tree.opens, span, tree.rule.id, frame, parts, self._are_apart(tree.rule, ends))

    def _are_apart(self, rule: Rule, ends: Sequence[tuple[str, Tree]]) -> bool:
        if rule.apart != "carried" or len(ends) < 2:
            return bool(rule.apart)
        words = [{piece.key for piece in self.row[part.opens : part.closes]} for _, part in ends]
        return all(keys & self.tables.carriers for keys in words)

    def _joins(self, tree: Tree, end: int) -> bool:
        """Say whether a mere year continues a list of years: "in 2008 and 2015"."""
        row, joiners = self.row, self.tables.guards.joiners
        if not (tree.stop == tree.start + 1 and row[tree.start].key.isdecimal() and len(row[tree.start].key) == YEAR_DIGITS):
            return False
        last = row[end - 1].key if end else ""
        between = [piece.key for piece in row[end : tree.start]]
        return len(last) == YEAR_DIGITS and last.isdecimal() and 0 < len(between) <= 2 and all(key in joiners for key in between)

    def tense(self, found: Found) -> int:
        """Tell past (-3 by the expression's own first word, -2, or -1 by a verb's ending only) from future (1) by the words; 0 if there is no telling.

        In a sentence that has both, the nearest sign before the expression decides, or else the nearest after it:
        "He will leave on Friday, she said."
        """
        told = self._told(found)
        return -3 if told <= 0 and found.frame.day_shift is None and self._is_carried(found.start) else told

    def _told(self, found: Found) -> int:
        if self._signs is None:
            self._signs = self._find_signs()
        signs, endings = self._signs
        if near := [(at, sign) for at, sign in endings if 0 < found.start - at <= BESIDE and sign]:
            signs = [*signs, *near]
        if not signs:
            return -1 if endings else 0  # "will be played" is no past
        past, future = min(sign for _, sign in signs), max(sign for _, sign in signs)
        if past < 0 < future:
            nearest = min(signs, key=lambda s: (s[0] >= found.start, abs(s[0] - found.start), s))[1]
            return future if nearest > 0 else past
        return past if past < 0 else future

    def _is_carried(self, start: int) -> bool:
        """Say whether a word at the head of an expression, or right before it, puts it in the past."""
        tense = self.tables.tense
        at = start if self.row[start].key in tense.carriers else start - 1
        if at < 0 or self.row[at].key not in tense.carriers:
            return False
        return at == 0 or self.row[at - 1].key not in tense.compounds

    def _find_signs(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Give the places of the signs of tense by words, and of verbs in the past by ending: 0 for a participle."""
        signs: list[tuple[int, int]] = []
        endings: list[tuple[int, int]] = []
        marks = [*map(_marks(self.tables.tense).__getitem__, [piece.key for piece in self.row])]
        ahead = -REACH
        for at, mark in enumerate(marks):
            if not mark:
                continue
            if mark & COMING and not (self.row[at].upper and at):  # "Will Smith"
                signs.append((at, 1))
                ahead = at
            elif at and marks[at - 1] & LEADING:
                continue
            elif mark & GONE:
                if at - ahead >= REACH:  # "will be held" is no past
                    signs.append((at, -2))
            elif mark & ENDED:
                endings.append((at, -1 if at - ahead >= REACH else 0))
        if any(mark & OPENING for mark in marks):
            signs += self._phrases()
        return signs, endings

    def _phrases(self) -> Iterator[tuple[int, int]]:
        cues = self.tables.tense
        line = f" {' '.join(piece.key for piece in self.row)} "
        for phrases, sign in ((cues.past_phrases, -2), (cues.future_phrases, 1)):
            for phrase in phrases:
                at = line.find(f" {phrase} ")  # "going too" is not "going to"
                if at >= 0:
                    yield line[:at].count(" "), sign


def _ends(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Give the ends of a range or the members of a list, with their roles."""
    for element, part in tree.parts:
        if isinstance(part, Tree):
            if element.role:
                yield element.role, part
            else:
                yield from _ends(part)


def _closes(tree: Tree) -> int:
    """Give where the words that carry the meaning end, if the last part of a reading says so."""
    last = tree.parts[-1][1] if tree.parts else None
    if tree.closes == tree.stop and isinstance(last, Tree) and last.stop == tree.stop:
        return _closes(last)
    return tree.closes
