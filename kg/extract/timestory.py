"""What kind of story an article tells: news of its day or of another time, where its years are said, where it turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.timefind import Found, SentenceTimes
from kg.extract.timeframe import Frame

EARLY = 3  # years of three digits that make them years
ENOUGH = 3  # whole dates of other years that make a narrative of an article that has little of its own day
MANY = 8  # whole dates of other years that do so in one that also tells of its own year
LOOSE = 6  # of so many dates with their year, one may be counted from the publication
CORE = 10  # per cent of the years at either end that may be told in passing
PROOF = 3  # whole dates that refute a date of publication
LATER = 5  # years after publication that news seldom dates to the month: a page that goes on being edited does
MARGIN = 2  # years beyond the others that still belong to the story
SEASONS = ("SP", "SU", "FA", "WI")
FRESH = 8  # days, that of publication included
HEADING = 100  # characters
FINAL = '.?!\u2026"\u201d'


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the whole article says of its story.

    `narrative` says that it tells of another time, `retold` that nothing in it is news, `early` is the era ("bc", "ad") of
    one whose years have three digits, `opening` is the first year said, `first` and `last` are the years between which it mainly does.
    """

    narrative: bool = False
    retold: bool = False
    early: str | None = None
    opening: int | None = None
    first: int = -9999
    last: int = 9999

    def holds(self, year: int) -> bool:
        """Say whether a year belongs to the story, and is not told in passing."""
        return self.first - MARGIN <= year <= self.last + MARGIN


def look_over(sentences: Sequence[SentenceTimes], published: date | None) -> Outlook:
    """Tell a narrative of another time from news.

    Either whole dates of other years outweigh those of the publication's, or the article opens with the past, has
    many whole dates of other years and hardly one counted from the publication ("today", "on Monday").
    """
    distant = near = 0.0
    past = whole = now = loose = 0
    opens = 0
    years: list[int] = []
    eras: Counter[str] = Counter()
    for sentence in sentences:
        for readings in sentence.found:
            frames = list(parts_of(readings[0].frame))
            eras.update(f.era or "" for f in frames if f.year is not None)
            if any(f.era == "story" or f.kind == "set" for f in frames):
                continue  # neither tells of a day of its own
            said = [year_of(f) for f in frames if f.year is not None]
            if said and published is not None:
                if said[0] > published.year and sentence.tense(readings[0]) > 0:
                    continue  # what is planned is no story of another time
                years += said
                current = abs(said[0] - published.year) <= 1
                fine = any(f.month is not None for f in frames)
                distant, near = distant + (fine and not current), near + current
                other = said[0] != published.year
                past, whole, now = past + other, whole + (other and fine), now + (said[0] == published.year)
                opens = opens or (-1 if said[0] == published.year else 1)
            elif any(is_deictic(f) for f in frames):
                near += 0.5
                loose += 1
                opens = opens or -1
            elif any(f.weekday is not None and f.day is None for f in frames):
                loose += 1
                opens = opens or -1
            elif published is not None and any(f.month is not None and _beside(f.month, published.month) for f in frames):
                near += any(_is_news(f, published) for f in frames)
                opens = opens or -1
    plain = distant >= ENOUGH and distant > 2 * near
    firm = opens > 0 and loose * LOOSE <= past
    mixed = firm and whole >= MANY and past > now
    small = eras["story"] + eras["bc"]
    if small >= EARLY and small > 2 * eras[""] and loose * LOOSE <= small:
        return Outlook(True, True, "bc" if eras["bc"] >= 2 else "ad")
    if not (plain or mixed) or not years:
        return Outlook()
    opening = years[0]
    years.sort()
    cut = len(years) * CORE // 100
    return Outlook(True, firm, None, opening, years[cut], years[-1 - cut])


def refutes(sentences: Sequence[SentenceTimes], published: date) -> bool:
    """Say whether an article cannot be of the day that it gives: most of its whole dates, no fewer than three, lie years after it.

    A page that is edited for years keeps the date of its first publication. Dates of what is planned do not count.
    """
    later = earlier = 0
    for sentence in sentences:
        for readings in sentence.found:
            frame = readings[0].frame
            if frame.year is None or frame.month is None or frame.era is not None:
                continue
            if frame.year <= published.year + LATER:
                earlier += 1
            elif sentence.tense(readings[0]) <= 0:
                later += 1
    return later >= PROOF and later > earlier


def _is_news(frame: Frame, published: date) -> bool:
    """Say whether a date without its year is the publication day or one of the days before it."""
    days = (published - timedelta(days=n) for n in range(FRESH))
    return (frame.month, frame.day) in {(day.month, day.day) for day in days}


def _beside(one: int, other: int) -> bool:
    """Say whether two months are the same or follow each other."""
    return (one - other) % 12 in (0, 1, 11)


def parts_of(frame: Frame) -> Iterator[Frame]:
    """Give a frame and those that it is made of."""
    for part in (frame, frame.start, frame.stop, frame.within, frame.item, frame.other):
        if part is not None:
            yield part


def year_of(frame: Frame) -> int:
    """Give the year that a frame says, counted through 0 (1 BC); raises ValueError if it says none."""
    if frame.year is None:
        raise ValueError("a frame without a year")
    return 1 - frame.year if frame.era == "bc" else frame.year


def is_deictic(frame: Frame) -> bool:
    """Say whether a frame counts days, weeks or months from the publication."""
    return frame.anchor is None and any(
        s is not None for s in (frame.day_shift, frame.week_shift, frame.month_shift, frame.year_shift)
    )


def is_heading(text: str, sentence: SentenceTimes) -> bool:
    """Say whether a sentence is a short line of its own that does not end as sentences do."""
    span = sentence.sentence.span
    if span.end - span.begin > HEADING or text[span.end - 1] in FINAL:
        return False
    stop = text.find("\n", span.end)
    begin = text.rfind("\n", 0, span.begin) + 1
    return not text[begin : span.begin].strip() and not text[span.end : stop if stop >= 0 else len(text)].strip()


def lend_years(sentence: SentenceTimes) -> list[list[Found]]:
    """Give the readings of a sentence, where a date takes the year of the one that it is joined to: "in May and June 1954"."""
    found = [list(readings) for readings in sentence.found]
    row, joiners = sentence.row, sentence.tables.guards.joiners
    for at in range(len(found) - 2, -1, -1):
        here, then = found[at], found[at + 1]
        between = [piece.key for piece in row[here[0].stop : then[0].start]]
        whole = then[0].frame
        if len(between) != 1 or not (between[0] in joiners or between[0] == "/") or between[0] == ",":
            continue
        if whole.year is None or whole.era == "story" or whole.start is not None or whole.item is not None:
            continue
        found[at] = [_with_year(each, whole) for each in here]
    return found


def _with_year(found: Found, other: Frame) -> Found:
    frame = found.frame
    if any(
        getattr(frame, name) is not None for name in ("year", "year_shift", "yy", "lean", "anchor", "within", "start", "item")
    ):
        return found
    mine, theirs = _order(frame), _order(other)
    if mine is None or theirs is None or other.year is None:
        return found
    earlier = mine > theirs
    year = other.year + (1 if other.era == "bc" else -1) if earlier else other.year
    return found._replace(frame=replace(frame, year=year, era=other.era))


def _order(frame: Frame) -> int | None:
    """Give the month that a date without its year begins in."""
    if frame.month is not None:
        return frame.month
    if frame.season in SEASONS:
        return 3 * SEASONS.index(frame.season) + 3
    return None
