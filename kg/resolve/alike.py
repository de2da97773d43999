"""Whether two reports of different articles tell of the same event: the evidence for it, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.event import EventType, Realis
from kg.resolve.retold import disputed, retold, shifted
from kg.resolve.told import Told
from kg.resolve.weight import Weights
from kg.resolve.when import LONGEST, MONTH, Dated, Fit, Printed, days, stand

# Types under which one happening is told, beside its own.
COMPATIBLE = frozenset(
    {
        frozenset({EventType.ATTACK, EventType.MILITARY}),
        frozenset({EventType.ATTACK, EventType.CRIME}),
        frozenset({EventType.WEATHER, EventType.ACCIDENT}),
    }
)
# Who does it and to whom does not tell these apart: all take part alike.
MUTUAL = frozenset({EventType.MEET, EventType.AGREE, EventType.SPORT, EventType.LIFE})
# Of these, the same actors do several in a day: who and when alone do not make them one.
MANY_A_DAY = frozenset(
    {
        EventType.STATEMENT,
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.ACCUSE,
        EventType.THREATEN,
        EventType.ECONOMY,
        EventType.OTHER,
        EventType.TRANSACTION,
        EventType.JUSTICE,
        EventType.SPORT,
        EventType.ATTACK,
        EventType.MILITARY,
        EventType.HEALTH,
    }
)
# These fill a place and a day: the place says which one it is.
LOCAL = frozenset({EventType.ACCIDENT, EventType.WEATHER, EventType.BUILD, EventType.CULTURE, EventType.PROTEST, EventType.CRIME})

ALIKE = 0.34  # share of the rarer words in common from which two descriptions say the same
STRANGE = 0.1  # share below which two descriptions in one language say different things
TOGETHER = 0.5  # share of the rarer actors in common from which two sentences speak of the same people
COUPLE, COMPANY = 2, 3  # how many actors make a company: with the same words, and without, since two states meet often
COPIED = 10.0  # the score of a copied sentence, above what any likeness gives


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two reports may be of one event; `disputed` if they are of different dates all the same."""

    score: float
    reason: str
    disputed: bool = False


def conflict(one: Told, other: Told) -> bool:
    """Say whether two reports cannot be of one event, whatever else they share."""
    return clash(one, other) or dates_of(one, other) is Fit.APART


def clash(one: Told, other: Told) -> bool:
    """Say whether two reports cannot be of one event, whatever their dates."""
    a, b = one.event, other.event
    if a.type is not b.type and frozenset({a.type, b.type}) not in COMPATIBLE:
        return True
    if not realis_fits(one, other):
        return True
    # Of one sentence, who does it to whom is the same, whatever was recognised in it.
    return a.type not in MUTUAL and not one.dateless & other.dateless and _roles_differ(one, other)


def dates_of(one: Dated, other: Dated) -> Fit:
    """Say how the dates of two reports stand to each other."""
    return stand(one.time, one.published, other.time, other.published)


def realis_fits(one: Dated, other: Dated) -> bool:
    """Say whether what happened by one report can be what did, or will, by the other."""
    if one.realis is other.realis:
        return True
    told = {one.realis, other.realis}
    if told <= {Realis.ACTUAL, Realis.PLANNED}:
        return one.time is not None and other.time is not None
    return told == {Realis.PLANNED, Realis.POSSIBLE}


def _roles_differ(one: Told, other: Told) -> bool:
    """Say whether who does it and to whom differ, or are the other way round."""
    if one.agents and other.agents and not _meet(one, other, one.agents, other.agents):
        return True
    if one.patients and other.patients and not _meet(one, other, one.patients, other.patients):
        return True
    turned = (one.agents - other.agents) & other.patients or (other.agents - one.agents) & one.patients
    return bool(turned) and not one.agents & other.agents


def _meet(one: Told, other: Told, a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two groups of actors share one, be it through whom they belong to."""
    return (
        bool(a & b)
        or any(one.belongs.get(x, frozenset()) & b for x in a)
        or any(other.belongs.get(y, frozenset()) & a for y in b)
    )


def reprinted(one: Printed, other: Printed, daily: bool) -> bool:
    """Say whether two reports in the same words, of the same text, are of one event; `daily` if one of the sentences is a refrain.

    A text that comes again later tells of other days ("on 10 June"), and so does what one outlet says every day.
    """
    dates = dates_of(one, other)
    if dates is Fit.APART:
        return shifted(one, other)
    return dates is Fit.SAME or not daily


def evidence(one: Told, other: Told, weights: Weights) -> Evidence | None:
    """Weigh what two reports have in common; None where that is too little, or something forbids it."""
    if clash(one, other):
        return None
    dates = dates_of(one, other)
    if dates is Fit.APART:
        share = disputed(one, other, weights)
        reason = f"{one.event.type}, all but the date the same, wording of the sentences {share:.2f}"
        return Evidence(share, reason, disputed=True) if share else None
    if any(quote.long and quote.sentence not in weights.refrains for quote in one.quotes & other.quotes):
        return Evidence(COPIED, f"{one.event.type}, {dates}, the same sentence")
    shared = one.parts & other.parts
    places = one.places & other.places
    same_places = bool(places) or not (_places(one, other) and _places(other, one))
    extras = _strangers(one, other), _strangers(other, one)
    words = weights.same_words(one, other)
    together = len(one.company & other.company)
    company = weights.same_company(one, other) if together >= COUPLE else 0.0
    worded = words >= ALIKE
    same_type = one.event.type is other.event.type
    if not same_type and not worded:
        return None
    enough = {
        Fit.SAME: _same_day,
        Fit.NEAR: _near,
        Fit.WITHIN: _within,
        Fit.ONGOING: _timeless,
        Fit.UNDATED: _timeless,
    }.get(dates)
    if dates is Fit.SAME and one.event.time is not None and days(one.event.time.interval) > MONTH:
        enough = _within
    case = _Case(one, other, len(shared), len(places), same_places, extras, words, company, together)
    told_alike = one.dateless & other.dateless or not _roles_differ(one, other)
    share = retold(one, other, dates, weights) if told_alike else 0.0
    if not share and (enough is None or not enough(case)):
        return None
    union = len(one.parts | other.parts) or 1
    score = len(shared) + len(shared) / union + 0.5 * len(places) + 2 * words + company + 2 * share + (dates is Fit.SAME)
    common = [_counted(len(shared), "participant"), _counted(len(places), "place")]
    what = " and ".join(filter(None, common)) or "nobody"
    told = f", wording of the sentences {share:.2f}" if share else ""
    return Evidence(score, f"{one.event.type}, {dates}, {what} shared, words of the event {words:.2f}{told}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


@dataclass(frozen=True, slots=True)
class _Case:
    """What two reports share: participants, places, and who takes part in one only."""

    one: Told
    other: Told
    shared: int
    places: int
    same_places: bool
    extras: tuple[int, int]
    words: float
    company: float
    together: int

    @property
    def covered(self) -> bool:
        """Say whether one of the two names nobody whom the other leaves out."""
        return min(self.extras) == 0

    @property
    def equal(self) -> bool:
        """Say whether both name the same participants."""
        return max(self.extras) == 0

    @property
    def nobody(self) -> bool:
        """Say whether one of the two names no participant."""
        return not (self.one.parts and self.other.parts)

    @property
    def strange(self) -> bool:
        """Say whether two descriptions in one language have hardly a word in common."""
        return self.one_language and self.words < STRANGE

    @property
    def kind(self) -> EventType:
        return self.one.event.type

    @property
    def one_language(self) -> bool:
        return self.one.event.lang == self.other.event.lang


def _same_day(case: _Case) -> bool:
    """Join on a shared day: who takes part, what it is called, and for what fills a place, where."""
    worded = case.words >= ALIKE
    if (case.kind in LOCAL or case.kind is EventType.MEET) and _one_of_the_day(case):
        return True
    if case.shared >= 2:
        if worded:
            return case.covered or case.words >= 2 * ALIKE
        return case.equal and case.same_places and case.kind not in MANY_A_DAY and not case.strange
    if case.shared == 1:
        if worded:
            return case.covered and case.same_places and (case.kind not in MANY_A_DAY or case.words >= 2 * ALIKE)
        return case.equal and case.places > 0 and case.kind not in MANY_A_DAY and not case.strange
    return case.places > 0 and case.nobody and case.kind in LOCAL and (worded or not case.one_language)


def _one_of_the_day(case: _Case) -> bool:
    """Join, of what hardly happens twice in a day, also reports that name others, if the company says that it is the same."""
    somebody = case.shared or (case.places and case.nobody)
    if case.words >= ALIKE and case.company >= ALIKE and somebody and case.same_places:
        return True
    if case.company >= TOGETHER and case.together >= COMPANY:
        return case.shared + case.places > 0
    return case.shared >= 2 and case.places > 0


def _near(case: _Case) -> bool:
    """Join over a day's difference only what the words and all participants say is the same."""
    same_trigger = not case.one_language or bool(case.one.triggers & case.other.triggers)
    return case.shared >= 2 and case.equal and case.same_places and case.words >= ALIKE and same_trigger


def _within(case: _Case) -> bool:
    """Join a vague date to an exact one: all participants must be the same in their parts, and a year needs the words too."""
    lengths = [days(t.event.time.interval) for t in (case.one, case.other) if t.event.time is not None]
    if not (case.equal and case.same_places) or not case.shared:
        return False
    if MONTH < max(lengths) <= LONGEST:
        same_realis = case.one.event.realis is case.other.event.realis
        return case.shared >= 2 and case.words >= 2 * ALIKE and same_realis and bool(case.one.triggers & case.other.triggers)
    if case.shared >= 2 and (case.words >= ALIKE or case.kind not in MANY_A_DAY - {EventType.ATTACK}):
        return case.kind in MUTUAL or (case.one.agents == case.other.agents and case.one.patients == case.other.patients)
    return max(lengths) <= MONTH and case.words >= 2 * ALIKE


def _timeless(case: _Case) -> bool:
    """Join without a date only what has the same participants and the same words or topic."""
    topics = set(case.one.event.topics) & set(case.other.event.topics)
    same_trigger = case.one_language and bool(case.one.triggers & case.other.triggers)
    told = case.words >= 2 * ALIKE or (case.words >= ALIKE and bool(topics))
    return case.shared >= 2 and case.equal and case.same_places and same_trigger and told


def _places(one: Told, other: Told) -> frozenset[str]:
    """Give the places of `one` that `other` would name alike: across languages, only those that a table knows."""
    return one.places if one.event.lang == other.event.lang else one.places & one.keyed


def _strangers(one: Told, other: Told) -> int:
    """Count the participants of `one` whom `other` names neither themselves nor through whom they belong to."""
    return sum(
        1
        for who in one.parts
        if who not in other.parts
        and not one.belongs.get(who, frozenset()) & other.parts
        and not any(who in other.belongs.get(x, frozenset()) for x in other.parts)
    )
