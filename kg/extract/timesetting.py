"""What a whole article says of its times: an entry of an agenda, the clock at publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from kg.extract.reading import Reading
from kg.extract.timefind import SentenceTimes
from kg.extract.timeframe import Frame

HALF_DAY = 12
STOPS = (".", "?", "!", "\u2026")  # end a sentence, which an entry is not
COMING = 3  # as a sign of tense stronger than any word: nothing in an agenda lies behind


class Setting(NamedTuple):
    """How the times of one article are meant.

    `moment` is the local time of publication, None if only its day is known. In an `agenda` every date is to come.
    """

    moment: datetime | None = None
    agenda: bool = False

    def tense(self, told: int) -> int:
        """Give the tense of a sentence, `told` by its words."""
        return COMING if self.agenda else told

    def day_of(self, frame: Frame, published: date) -> tuple[date, int | None]:
        """Give the day and hour of a bare time of day: in an agenda the next after publication, if that has a clock."""
        hour, moment = frame.hour, self.moment
        if hour is None or moment is None or not self.agenda or frame.open is not None:
            return published, hour
        hours = [hour % 24, (hour + HALF_DAY) % 24] if frame.dim else [hour % 24]
        days = (published, published + timedelta(days=1))
        for day in days:
            for choice in sorted(hours):
                if datetime.combine(day, time(choice, frame.minute or 0, frame.second or 0)) > moment:
                    return day, choice
        return days[-1], min(hours)


NEWS = Setting()


def setting_of(reading: Reading, sentences: Sequence[SentenceTimes]) -> Setting:
    """Tell from all expressions of an article how they are meant."""
    moment = _moment(reading.article.published)
    agenda = bool(sentences) and all(_is_entry(sentence) for sentence in sentences)
    return Setting(moment, agenda)


def _moment(published: str | None) -> datetime | None:
    """Give the clock of publication; midnight to the second stands for a day without one."""
    if published is None or "T" not in published:
        return None
    moment = datetime.fromisoformat(published).replace(tzinfo=None)
    return moment if moment.time() != time() else None


def _is_entry(sentence: SentenceTimes) -> bool:
    """Say whether a sentence is nothing but expressions of time and the words that bring them."""
    if not sentence.found:
        return False
    taken = {at for readings in sentence.found for at in range(readings[0].start, readings[0].stop)}
    guards = sentence.tables.guards
    rest = (piece.key for at, piece in enumerate(sentence.row) if at not in taken)
    return all(key in guards.openers or key in guards.joiners or not (key[0].isalnum() or key in STOPS) for key in rest)
