"""When an event happened, by the pack's points: its own clause, its sentence, an earlier sentence, publication, or not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.dateoption import Option, Times, kind_of, occasion
from kg.extract.reading import Reading
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.points import Points
from kg.model.event import Realis
from kg.model.time import EventTime

LOOK_BACK = 6  # sentences that a date may carry over


class Calendar:
    """Dates the events of one article in text order: what was dated last tells where the story stands."""

    def __init__(self, reading: Reading, views: Sequence[View], points: Points, found: Sequence[Found]) -> None:
        self._times = Times(reading, views, found)
        self._points = points
        self._last: Option | None = None
        self._teller: Found | None = None  # the event word that `_last` was given to

    def weigh(self, found: Found, realis: Realis) -> list[tuple[EventTime, float]]:
        """Give the time of an event as a sure one: points are no probabilities; nothing where it is undated."""
        time = self.date(found, realis)
        return [] if time is None else [(time, 1.0)]

    def date(self, found: Found, realis: Realis) -> EventTime | None:
        """Give the best supported time; None where nothing is supported well enough: undated."""
        own = self._times.by_grammar(found, realis)
        if not own:
            return self._weighed(found, realis)
        self.go_on(own[0], found)
        return self._times.time(found, own[0])

    def _weighed(self, found: Found, realis: Realis) -> EventTime | None:
        """Let the evidence decide where grammar does not."""
        best: Option | None = None
        most = -1
        for option in self.options(found):
            if self._times.allows(found, realis, option):
                score = self._points.sum(self.observations(found, realis, option)) - self._points.threshold
                if score > most:
                    best, most = option, score
        self.go_on(best, found)
        return None if best is None else self._times.time(found, best)

    def has_own(self, found: Found) -> bool:
        """Say whether a date stands with an event word by grammar alone."""
        return self._times.has_own(found)

    def go_on(self, best: Option | None, found: Found) -> None:
        """Remember the time given to an event, so that the next may share it; a headline stands apart."""
        if found.view.order >= 0 and best is not None:
            self._last, self._teller = best, found

    def options(self, found: Found) -> list[Option]:
        """Give the times of the sentence, of the last dated sentence before it, the story's, the article's main day, publication's."""
        times = self._times
        here = times.place(found.view)
        given = [*times.given[here]]
        for earlier in reversed(times.given[max(0, here - LOOK_BACK) : here]):
            if earlier:
                given += [earlier[-1], earlier[0]]
                break
        given += [o for o in (self._last, times.main, times.publication) if o is not None]
        return list({id(o.timex): o for o in reversed(given)}.values())[::-1]

    def observations(self, found: Found, realis: Realis, option: Option) -> Iterator[str]:
        """Name what speaks for or against a time; `evidence.toml` gives the points."""
        yield from self._times.observations(found, realis, option)
        yield from self._about_story(found, option, kind_of(found, option))

    def _about_story(self, found: Found, option: Option, kind: str) -> Iterator[str]:
        """Name whether the story stays at the time of the event dated last, and what follows what: words or deeds."""
        last = self._last
        if last is None or self._teller is None:
            yield f"{kind}.starts"
            return
        if last.edtf == option.edtf:
            yield f"{kind}.goes_on"
            if last.timex is None:
                yield f"{kind}.goes_on.dct"
        else:
            yield f"{kind}.changes"
        stays = "goes_on" if last.edtf == option.edtf else "changes"
        yield f"{kind}.{stays}.{occasion(self._teller)}.{occasion(found)}"
