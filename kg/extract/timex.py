"""Finding and resolving the expressions of time in an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.reading import Reading
from kg.extract.timeanchor import Anchor
from kg.extract.timedoubt import doubt, in_order, other_day, told_order
from kg.extract.timefind import Found, SentenceTimes
from kg.extract.timeframe import Frame
from kg.extract.timemeaning import Meaning, mean
from kg.extract.timeplace import Place, day_place
from kg.extract.timerange import read_ends
from kg.extract.timesetting import Setting, setting_of
from kg.extract.timestory import Outlook, is_heading, lend_years, look_over, parts_of, refutes
from kg.lang.time import TimeTables
from kg.model.event import Issue
from kg.model.text import BlockKind, Sentence, Span
from kg.model.time import Basis, Grain, Interval, Stretch, Timex, TimexType

FINE = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.WEEK)
BOTH = 2  # ends of a range
NEWS = timedelta(days=10)  # before publication
LEAD = 12  # characters before a year that opens its sentence: "In early 1918"
REFUTED = "publication-date-refuted"
MEMORY = 3  # sentences after which news has forgotten the date that "two days later" counts from


def settle(reading: Reading) -> tuple[Reading, tuple[Timex, ...], tuple[Issue, ...]]:
    """Give the reading to go on with, its dates as `read_times` finds them, and what is in doubt.

    Where the text refutes its publication date, nothing is counted from that: the reading given back has none.
    """
    published = reading.article.published_on
    story, timexes, doubts = _follow(reading)
    if published is None or not story.refuted:
        return reading, timexes, doubts
    message = (
        f"the publication date {published} is not used: most dates of the text are years later; relative dates stay unresolved"
    )
    reading = replace(reading, article=replace(reading.article, published=None))
    timexes, doubts = read_times(reading)
    return reading, timexes, (Issue(REFUTED, message), *doubts)


def tag_times(reading: Reading) -> tuple[Timex, ...]:
    """Find the dates of all sentences as `read_times` does, without the doubts."""
    return read_times(reading)[0]


def read_times(reading: Reading) -> tuple[tuple[Timex, ...], tuple[Issue, ...]]:
    """Find the dates of all sentences, in text order, none overlapping, and those that may as well be another day.

    The longest reading wins; between equals, the rule listed first in the pack. A date that leaves its year
    unsaid is read around the publication day, or in the year that the story is in; without either
    it keeps its place in the text but gets no days.
    """
    return _follow(reading)[1:]


def _follow(reading: Reading) -> tuple[_Story, tuple[Timex, ...], tuple[Issue, ...]]:
    sentences = [SentenceTimes(reading.text, sentence, reading.pack) for sentence in reading.sentences]
    story = _Story(reading.text, reading.article.published_on, reading.pack.time)
    story.setting = setting_of(reading, sentences)
    story.look_over(sentences)
    found = [timex for sentence in sentences for timex in story.resolve(sentence)]
    doubts = {issue.message: issue for issue in reversed(story.doubts)}  # once each, where it is said first
    timexes = tuple(sorted([*found, *_datelines(reading)], key=lambda timex: timex.span))
    return story, timexes, tuple(issue for issue in story.doubts if doubts[issue.message] is issue)


def _datelines(reading: Reading) -> Iterator[Timex]:
    """Give the whole dates of the lines that date the article; they lie outside its sentences and lend nothing to them."""
    inside = {sentence.span for sentence in reading.sentences}
    for block in reading.article.blocks:
        if block.kind is not BlockKind.DATELINE or block.span in inside:
            continue
        line = SentenceTimes(reading.text, Sentence(-1, block.span, block.kind), reading.pack)
        alone = _Story(reading.text, reading.article.published_on, reading.pack.time)
        yield from (timex for timex in alone.resolve(line) if timex.basis is Basis.EXPLICIT and timex.interval is not None)


class _Story:
    """Follows the dates of one article, so that partial and relative ones find what they count from."""

    def __init__(self, text: str, published: date | None, tables: TimeTables) -> None:
        self.text = text
        self.published = published
        self.tables = tables
        self.outlook = Outlook()
        self.refuted = False  # the publication date, by the dates of the text
        self.doubts: list[Issue] = []
        self.day_first: bool | None = None  # the order of "3/4/2024", where another date of the article tells it
        self.narrative = False
        self.heading = False
        self.firm = True
        self.sure = True  # that the story is in `year`, which is not only mentioned
        self.opening = 0  # where the sentence begins
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
        """See what kind of story the article tells, and in which order it writes day and month."""
        self.outlook = look_over(sentences, self.published)
        self.narrative = self.outlook.narrative
        self.refuted = self.published is not None and refutes(sentences, self.published)
        orders = (told_order(readings[0], self.text) for sentence in sentences for readings in sentence.found)
        self.day_first = next((order for order in orders if order is not None), None)

    def resolve(self, sentence: SentenceTimes) -> Iterator[Timex]:
        """Give the expressions of the next sentence."""
        self._turn_to(sentence)
        end = -1
        for readings in lend_years(sentence):
            rivals = in_order(readings, self.text, self.day_first)
            for found in rivals:
                if found.span.begin < end:
                    continue
                timexes = list(self._repeat(found, end) or self._read(found, self.setting.tense(sentence.tense(found)), rivals))
                if timexes:
                    end = found.span.end
                    yield from timexes
                    break

    def _turn_to(self, sentence: SentenceTimes) -> None:
        span = sentence.sentence.span
        self.age += 1
        self.same_block = self.end > 0 and "\n" not in self.text[self.end : span.begin]
        self.end = span.end
        self.opening = span.begin
        self.sure = self.firm
        self.heading = self.narrative and is_heading(self.text, sentence)
        if self.narrative:
            return
        if not (self._tells_day() and self.same_block and self.age == 1):
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

    def _read(self, found: Found, tense: int, rivals: Sequence[Found]) -> Iterator[Timex]:
        """Give the expression of a reading, or those of a list's members; nothing if the reading has no meaning."""
        frame = found.frame
        if frame.stop is not None or frame.other is not None:
            yield from self._read_ends(found, tense)
            return
        anchor = self._anchor(tense)
        if self._resumes(frame):
            anchor = anchor._replace(day=self.news, last=self.news)
        meaning = mean(frame, anchor)
        if meaning is not None:
            if (other := other_day(found, rivals, meaning, anchor, known_order=self.day_first is not None)) is not None:
                self.doubts.append(doubt(found.span, self.text, meaning, other))
            self._note(frame, meaning, found.span.begin)
            yield _timex(found.span, meaning, found.rule)

    def _read_ends(self, found: Found, tense: int) -> Iterator[Timex]:
        """Give a range as the language annotates it: as one expression, or each end as its own and bound to the other."""
        ends = read_ends(found.frame, self._anchor(tense))
        if ends is None:
            return
        places = [span for _, span in found.parts]
        joint = ends.joint
        self._note(found.frame.other or found.frame, joint or ends.last, found.span.begin)
        if joint is not None and not (found.apart and ends.own and len(places) == BOTH):
            yield _timex(found.span, joint, found.rule)
            return
        if len(places) != BOTH:
            return
        spans = places
        if joint is not None:
            spans = [Span(found.span.begin, places[0].end), Span(places[1].begin, found.span.end)]
        for meaning, span, partner in zip((ends.first, ends.last), spans, reversed(spans), strict=True):
            if meaning is not None:
                timex = _timex(span, meaning, found.rule)
                if joint is not None and joint.edtf is not None:
                    timex = replace(timex, stretch=Stretch(joint.edtf, joint.interval, partner))
                yield timex

    def _anchor(self, tense: int) -> Anchor:
        near = self.narrative or self.age == 0 or (self.same_block and self.age == 1)
        clock = self.day if near and self.last else None
        # What is still to come is near the publication, whatever year the story is in.
        coming = tense > 0 and self.published is not None and not (self.outlook.retold and self.year is not None)
        year, focus = (None, None) if coming else (self.year, self.focus)
        if year is None and self.outlook.retold:
            year = self.outlook.opening
        return Anchor(
            self.published,
            self.last,
            focus,
            year,
            self.day,
            clock,
            tense,
            self.tables.lunar_zone,
            self.setting,
            self.narrative,
            self.outlook.retold,
            self.sure if self.narrative else self.age == 0 and self._tells_day(),
            self.outlook.early,
        )

    def _resumes(self, frame: Frame) -> bool:
        """Say whether "the same day" at the head of a paragraph means the day of the news again, left for the background."""
        if frame.anchor != "ref" or frame.day_shift != 0 or self.news is None or self.narrative:
            return False
        if self.last is None:
            return True  # whatever was told since, news forgets it before its own day
        if self.day is None and self._is_ahead(self.last):
            return True  # "The law is due next week. Later the same day, ..."
        if self.same_block or self.age == 0:
            return False
        return not (self.day is not None and self._is_news(self.day))

    def _is_ahead(self, place: Place) -> bool:
        return self.published is not None and place.start is not None and place.start > self.published

    def _is_news(self, place: Place) -> bool:
        if self.published is None or place.start is None or place.grain is not Grain.DAY:
            return False
        return timedelta(0) <= self.published - place.start <= NEWS

    def _note(self, frame: Frame, meaning: Meaning, begin: int) -> None:
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
        latest = end - timedelta(days=1) if end is not None and place.grain is Grain.RANGE and not self.heading else start
        if self.narrative and not self.outlook.holds(latest.year):
            return
        fine = place.grain in FINE or (place.grain is Grain.RANGE and len(place.edtf) > len("1999/2000"))
        if fine:
            self.focus = day_place(latest)
        elif self.narrative:
            self.firm = self.heading or begin - self.opening <= LEAD
            self.sure = True
            if self.firm and self.focus and self.focus.start and self.focus.start.year != latest.year:
                self.focus = None
        elif self.focus and self.focus.start and abs(self.focus.start.year - latest.year) > 1:
            self.focus = None
        if self.narrative or (_year_said(frame) and self.published and self._tells_of(place, latest.year)):
            self.year = latest.year
        else:
            self.year = None

    def _tells_day(self) -> bool:
        """Say whether a day or month of the story's year was named: a year alone is only mentioned."""
        return self.focus is not None and self.focus.start is not None and self.focus.start.year == self.year

    def _tells_of(self, place: Place, year: int) -> bool:
        """Say whether news, having named this date, goes on about its year: a past one, not a term of years."""
        return self.published is not None and year < self.published.year and place.grain in (*FINE, Grain.YEAR)


def _told(frame: Frame) -> bool:
    """Say whether a frame counts from the text, not from the publication day."""
    return frame.anchor in ("ref", "story")


def _year_said(frame: Frame) -> bool:
    return any(f.year is not None for f in parts_of(frame))


def _timex(span: Span, meaning: Meaning, rule: str) -> Timex:
    return Timex(
        span,
        meaning.type,
        meaning.value,
        meaning.basis,
        rule,
        meaning.edtf,
        meaning.interval,
        meaning.mod,
        meaning.stretch,
        meaning.completed_by,
    )
