"""Finding and resolving the expressions of time in an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.reading import Reading
from kg.extract.timefind import Found, SentenceTimes
from kg.extract.timeframe import Frame
from kg.extract.timemeaning import Meaning, completed, mean
from kg.extract.timeplace import Place, day_place
from kg.extract.timesetting import Setting, setting_of
from kg.extract.timevalue import Anchor
from kg.lang.time import TimeTables
from kg.model.text import Span
from kg.model.time import Basis, Grain, Interval, Timex, TimexType

FINE = (Grain.DAY, Grain.MONTH)
NEWS = timedelta(days=10)  # before publication
MEMORY = 3  # sentences after which news has forgotten the date that "two days later" counts from


def tag_times(reading: Reading) -> tuple[Timex, ...]:
    """Find the dates of all sentences, in text order, none overlapping.

    The longest reading wins; between equals, the rule listed first in the pack. A date that leaves its year
    unsaid is read around the publication day, or in the year that the story is in; without either
    it keeps its place in the text but gets no days.
    """
    sentences = [SentenceTimes(reading.text, sentence, reading.pack) for sentence in reading.sentences]
    story = _Story(reading.text, reading.article.published_on, reading.pack.time)
    story.setting = setting_of(reading, sentences)
    story.look_over(sentences)
    return tuple(timex for sentence in sentences for timex in story.resolve(sentence))


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
        self.day: Place | None = None  # the last day that was named
        self.news: Place | None = None  # the last day named that is still news
        self.age = 0  # sentences since `last`
        self.end = 0  # of the sentence before
        self.same_block = False
        self.setting = Setting()

    def look_over(self, sentences: Sequence[SentenceTimes]) -> None:
        """Tell a narrative of another time from news: whole dates of other years, no "today"."""
        distant = near = 0.0
        for sentence in sentences:
            for readings in sentence.found:
                frame = readings[0].frame
                frames = [f for f in (frame, frame.start, frame.stop, frame.within) if f is not None]
                years = [f.year for f in frames if f.year is not None]
                fine = any(f.month is not None for f in frames)
                if years and self.published is not None:
                    current = abs(years[0] - self.published.year) <= 1
                    distant, near = distant + (fine and not current), near + current
                elif any(_deictic(f) for f in frames):
                    near += 0.5
        self.narrative = distant >= 3 and distant > 2 * near

    def resolve(self, sentence: SentenceTimes) -> Iterator[Timex]:
        """Give the expressions of the next sentence."""
        self._turn_to(sentence)
        tense = self.setting.tense(sentence.tense())
        end = -1
        for readings in sentence.found:
            for found in readings:
                if found.span.begin < end:
                    continue
                timexes = list(self._repeat(found, end) or self._read(found, tense))
                if timexes:
                    end = found.span.end
                    yield from timexes
                    break

    def _turn_to(self, sentence: SentenceTimes) -> None:
        span = sentence.sentence.span
        self.age += 1
        self.same_block = self.end > 0 and "\n" not in self.text[self.end : span.begin]
        self.end = span.end
        if self.narrative:
            return
        self.year = None
        if self.age > MEMORY:
            self.last = self.day = None
        if not self.same_block:
            self.focus = None

    def _repeat(self, found: Found, end: int) -> list[Timex]:
        """Give the date just named for one that counts to it from elsewhere: "in April, two months earlier"."""
        last = self.last
        beside = 0 <= end < found.span.begin and self.text[end : found.span.begin].strip() == ","
        if not beside or found.frame.anchor != "ref" or found.frame.dir is None or last is None or last.known is None:
            return []
        interval = Interval(*last.known, last.grain)
        return [Timex(found.span, TimexType.DATE, last.value, Basis.RELATIVE, found.rule, last.edtf, interval, found.frame.mod)]

    def _read(self, found: Found, tense: int) -> Iterator[Timex]:
        """Give the expression of a reading, or those of a list's members; nothing if the reading has no meaning."""
        frame = found.frame
        if frame.item is not None and frame.other is not None:
            yield from self._read_list(found, frame.item, frame.other, tense)
            return
        anchor = self._anchor(tense)
        if self._resumes(frame):
            anchor = replace(anchor, day=self.news, last=self.news)
        meaning = mean(frame, anchor)
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
        near = self.narrative or self.age == 0 or (self.same_block and self.age == 1)
        clock = self.day if near and self.last else None
        # What is still to come is near the publication, whatever year the story is in.
        coming = tense > 0 and self.published is not None
        year, focus = (None, None) if coming else (self.year, self.focus)
        return Anchor(self.published, self.last, focus, year, self.day, clock, tense, self.tables.lunar_zone, self.setting)

    def _resumes(self, frame: Frame) -> bool:
        """Say whether "the same day" at the head of a paragraph means the day of the news again, left for the background."""
        if frame.anchor != "ref" or frame.day_shift != 0 or self.same_block or self.age == 0 or self.news is None:
            return False
        return not self.narrative and not (self.day is not None and self._is_news(self.day))

    def _is_news(self, place: Place) -> bool:
        if self.published is None or place.start is None or place.grain is not Grain.DAY:
            return False
        return timedelta(0) <= self.published - place.start <= NEWS

    def _note(self, frame: Frame, meaning: Meaning) -> None:
        """Remember what later dates may be counted from."""
        place = meaning.place
        if place is None:
            return
        counted = meaning.basis is not Basis.EXPLICIT and not _told(frame)
        if self._is_news(place):
            self.news = place
        if not (self.narrative and counted):
            self.last, self.age = place, 0
            if place.grain is Grain.DAY and not (self.day and self.published and place.start and place.start > self.published):
                self.day = place
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
        if self.narrative or (_year_said(frame) and self.published and self._tells_of(place, latest.year)):
            self.year = latest.year
        else:
            self.year = None

    def _tells_of(self, place: Place, year: int) -> bool:
        """Say whether news, having named this date, goes on about its year: a past one, not a term of years."""
        return self.published is not None and year < self.published.year and place.grain in (*FINE, Grain.YEAR)


def _deictic(frame: Frame) -> bool:
    """Say whether a frame counts days, weeks or months from the publication."""
    return frame.anchor is None and any(
        s is not None for s in (frame.day_shift, frame.week_shift, frame.month_shift, frame.year_shift)
    )


def _told(frame: Frame) -> bool:
    """Say whether a frame counts from the text, not from the publication day."""
    return frame.anchor in ("ref", "story")


def _year_said(frame: Frame) -> bool:
    return any(f is not None and f.year is not None for f in (frame, frame.start, frame.stop, frame.within))


def _timex(span: Span, meaning: Meaning, rule: str) -> Timex:
    return Timex(span, meaning.type, meaning.value, meaning.basis, rule, meaning.edtf, meaning.interval, meaning.mod)
