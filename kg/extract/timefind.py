"""Finding the expressions of time in a sentence: every reading that the words allow, none of them resolved yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.fallback import read_core
from kg.extract.timeframe import Frame, frame_of
from kg.extract.timeguard import YEAR_DIGITS, stands
from kg.lang.grammar import Matcher, Rule, Tree
from kg.lang.pack import LanguagePack
from kg.lang.template import pieces
from kg.lang.time import TOP
from kg.model.text import Sentence, Span

FALLBACK = "fallback"  # the rule of what no table knows


@dataclass(frozen=True, slots=True)
class Found:
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
                    found.append(readings)
                    end = readings[0].stop
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
        if tree.closes <= tree.opens:
            return
        frame = frame_of(tree)
        if frame is not None and (stands(self.row, tree, frame, self.tables) or self._joins(tree, end)):
            span = Span(self.row[tree.opens].begin, self.row[tree.closes - 1].end)
            parts = tuple(self._parts(tree))
            yield Found(tree.start, tree.stop, tree.opens, span, tree.rule.id, frame, parts, self._are_apart(tree.rule, parts))

    def _are_apart(self, rule: Rule, parts: Sequence[tuple[str, Span]]) -> bool:
        if rule.apart != "carried" or len(parts) < 2:
            return bool(rule.apart)
        words = [{p.key for p in self.row if span.begin <= p.begin < span.end} for _, span in parts]
        return all(keys & self.tables.carriers for keys in words)

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
        before = ""
        for piece in self.row:
            led, before = before in cues.after, piece.key
            if piece.key in cues.future:
                future += 1
            elif led:
                continue
            elif piece.key in cues.past:
                past += 1
            elif cues.past_endings and piece.key.endswith(cues.past_endings):
                endings += 1
        if past and future:
            return 0
        if past:
            return -2
        return 1 if future else -1 if endings else 0  # "will be played" is no past
