"""Who says that it happened: "according to X", "X said that", quotations; what is said, not the saying, has the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.extract.position import Placed, is_carried, is_nominal, place
from kg.extract.quotation import Part, Quotation, quotations
from kg.extract.speaker import (
    CLOSING,
    INSERTIONS,
    REACH,
    accountant,
    in_name,
    may_speak,
    owns_speaker,
    speaker_before,
    speaker_behind,
    together,
)
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.phrases import PhraseIndex
from kg.lang.roles import Position
from kg.model.entity import EntityKind, Mention, MentionForm

SAYING = frozenset({"according", "reporting"})
# What may stand between "according to" and the noun phrase of the source.
LINKS = ("determiner", "possessive", "preposition", "plural", "demonstrative", "be")
# What a verb of saying does not follow where it tells who says something.
NOT_SAID = ("determiner", "possessive", "infinitive", "negation", "future", "possible", "conjunction", "relative", "clause_break")
# Classes of the words of a clause, not of a description before a name.
NO_TITLE = SAYING.union(
    ("negation", "future", "possible", "conjunction", "relative", "clause_break", "purpose", "past", "have", "be", "passive")
)

Sayings = Mapping[int, tuple["Saying", ...]]


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says what tokens `[start, stop)` of a sentence tell; the verb and the speaker are tokens of `own`."""

    speaker: Mention
    start: int
    stop: int
    own: range


class Speech(NamedTuple):
    """What is said by whom: in each sentence, by its number, and the parts of quotations with who speaks them, who is not in them."""

    sayings: Sayings
    spoken: list[tuple[Part, Mention]]


def sources_of(found: Found, sayings: Sayings) -> tuple[Mention, ...]:
    """Give who say that the event happened, several where they say it together; () if the article itself does.

    Of several sayings around the event the one that says least counts: it is the nearest. What is told in the words of the
    saying itself, a speaker's own announcement, has no source.
    """
    if is_nominal(found) and not is_carried(found):
        return ()  # "X said the talks had failed": that there were talks is not what X says
    around = [
        s for s in sayings.get(found.view.sentence.index, ()) if s.start <= found.start < s.stop and found.start not in s.own
    ]
    if not around:
        return ()
    nearest = min(around, key=lambda s: (s.stop - s.start, s.start))
    return tuple(s.speaker for s in around if (s.start, s.stop, s.own) == (nearest.start, nearest.stop, nearest.own))


def find_sources(views: Sequence[View], tables: EventTables) -> Sayings:
    """Give what is said by whom in each sentence, by its number; who speaks in a quotation speaks to its end."""
    return find_speech(views, tables).sayings


def find_speech(views: Sequence[View], tables: EventTables) -> Speech:
    """Give what is said by whom in each sentence, and who speaks in the parts of each quotation."""
    sayings = {view.sentence.index: tuple(_sayings(view, tables)) for view in views}
    spoken: list[tuple[Part, Mention]] = []
    for quotation in quotations(views):
        speaker = _quoted_speaker(quotation, sayings) or _beside(quotation, tables)
        if speaker is None:
            continue
        for part in quotation.parts:
            spoken.append((part, speaker))
            index = part.view.sentence.index
            own = [s for s in sayings[index] if s.start < part.stop and part.start < s.stop]
            if not own:
                sayings[index] = (*sayings[index], Saying(speaker, part.start, part.stop, range(0)))
    return Speech(sayings, [(part, speaker) for part, speaker in spoken if not part.holds(speaker)])


def _quoted_speaker(quotation: Quotation, sayings: Sayings) -> Mention | None:
    """Give who is said to speak around a quotation: where it opens, else where it ends, else who spoke before it."""
    if quotation.goes_on is not None:
        before = sayings[quotation.goes_on.sentence.index]
        if len({s.speaker for s in before}) == 1:
            return before[0].speaker
    for part in (quotation.parts[0], quotation.parts[-1]):
        for saying in sayings[part.view.sentence.index]:
            around = saying.start <= part.start < saying.stop or part.start <= saying.start < part.stop
            if around and not any(other.holds(saying.speaker) for other in quotation.parts):
                return saying.speaker
    return None


def _beside(quotation: Quotation, tables: EventTables) -> Mention | None:
    """Give who speaks by where the names stand: the one person before a colon that leads to the quotation, or just after its end.

    Of sentences of a quotation with nobody beside it, it is the only person whom the sentence before tells of, and first. A few
    words of a sentence in quotation marks are spoken by nobody: 'After "Harbour Lights", Robin Hale moved on'.
    """
    first, last = quotation.parts[0], quotation.parts[-1]
    if first.start > 1 and first.view.tokens[first.start - 2].text == ":":
        return _only(_free(first.view, first.start, tables))
    if first.start > 1 and first is last:
        return None
    tokens = last.view.tokens
    after = Part(last.view, last.stop, len(tokens)).mentions()
    lead = last.stop + 1
    if after and lead + 1 < len(tokens) and tokens[lead].text in INSERTIONS:
        return _only(after[:1]) if after[0].wide.begin == tokens[lead + 1].begin else None
    before = quotation.goes_on
    if before is None or not before.mentions or lead + 1 < len(tokens) or before.tokens[-1].text == "?":
        return None
    subject = before.mentions[0]  # of whom something must be told: "Thanks, Mr Hale" is said to him
    told = any(token.is_word and token.begin >= subject.span.end for token in before.tokens)
    return _only(before.mentions) if told and subject.kind is EntityKind.PERSON else None


def _free(view: View, stop: int, tables: EventTables) -> list[Mention]:
    """Give the actors before token `stop` that no preposition governs, and that do not only tell whose somebody or something is."""
    placed = place(view)
    governed = _governed(view, placed, tables)
    return [p.mention for p in placed if p.start < stop and p not in governed and not owns_speaker(view, p, stop, governed)]


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """Give the person of whom all mentions tell that tell of people, or None."""
    people = [mention for mention in mentions if mention.kind is EntityKind.PERSON]
    return people[0] if len({mention.name for mention in people}) == 1 else None


def _sayings(view: View, tables: EventTables) -> Iterator[Saying]:
    verbs = _covered(view, tables.attribution.verbs)
    accounts = _covered(view, tables.attribution.accounts)
    shown = {hit.start: hit.stop for hit in tables.attribution.shows.find(view.tokens)} if accounts else {}
    if not verbs and not shown and view.told.isdisjoint(SAYING) and ":" not in view.keys:
        return
    placed = _with_agencies(view)
    yield from _headed(view, placed)
    governed = _governed(view, placed, tables)
    again = _covered(view, tables.attribution.again)
    end = len(view.tokens)
    i = 0
    while i < end:
        if view.has(i, "according"):
            stop = _run(view, i, "according")
            source = _according(view, placed, i, stop, accounts, again)
            if source is not None:
                yield Saying(source.mention, i if _is_anew(view, i, stop) else 0, end, range(i, source.stop))
                stop = source.stop
        else:
            stop = i
            while (view.has(stop, "reporting") or stop in verbs) and not in_name(view, stop):
                stop += 1
            told = stop if stop > i else shown.get(i, i)
            account = accountant(view, placed, accounts, i) if told > i else None
            if account is not None:
                yield from _told(view, account, i, told)
            elif stop > i:
                yield from _said(view, placed, governed, i, stop)
        i = max(stop, i + 1)


def _headed(view: View, placed: Sequence[Placed]) -> Iterator[Saying]:
    """Give what stands after a speaker and a colon at the head of a sentence, as in headlines and interviews."""
    first = placed[0] if placed and placed[0].start == 0 else None
    if first is None or first.mention.kind is EntityKind.PLACE or first.stop >= len(view.tokens):
        return
    speaks = first.mention.form is MentionForm.NAME or view.has(first.stop + 1, "quote")
    if speaks and view.tokens[first.stop].text == ":":
        yield Saying(first.mention, first.stop + 1, len(view.tokens), range(first.stop))


def _governed(view: View, placed: Sequence[Placed], tables: EventTables) -> dict[Placed, int]:
    """Give the preposition before each mention that one governs."""
    preps = tables.roles.tags(view.tokens)
    return {p: by for p in placed if (by := _governor(view, placed, preps, p)) is not None}


def _governor(view: View, placed: Sequence[Placed], preps: Sequence[frozenset[Position]], p: Placed) -> int | None:
    """Give the preposition that governs a mention: directly before it, or between an actor and the noun phrase that it ends.

    "X of the weekly paper Y said": Y only tells who X is.
    """
    before = p.start - 1
    if before >= 0 and (preps[before] or view.has(before, "preposition")):
        return before
    for i in range(before, max(-1, before - REACH - 1), -1):
        if Position.OF in preps[i]:
            return i if any(other.stop == i for other in placed) else None
        if view.is_mark(i) or view.tags[i] - {"determiner"}:
            return None
    return None


def _run(view: View, i: int, name: str) -> int:
    while view.has(i, name):
        i += 1
    return i


def _covered(view: View, index: PhraseIndex[bool]) -> frozenset[int]:
    return frozenset(i for hit in index.find(view.tokens) for i in range(hit.start, hit.stop))


def _according(
    view: View, placed: Sequence[Placed], i: int, stop: int, accounts: frozenset[int], again: frozenset[int]
) -> Placed | None:
    """Give the source after "according to": the next mention, with but an account or words of office before it."""
    source = next((p for p in placed if p.start >= stop), None)
    if source is None:
        return None
    opens = _opens(view, i, again) or (_is_anew(view, i, stop) and view.is_mark(source.stop))
    if stop - i == 1 and not opens:
        return None
    if i > 0 and view.tokens[i - 1].text == "(" and view.tokens[min(source.stop, len(view.tokens) - 1)].text == ")":
        return None  # "(according to X)" at the end credits the article
    gap = range(stop, source.start)
    if len(gap) > 2 * REACH or any(view.is_mark(k) for k in gap):
        return None
    told = any(k in accounts for k in gap)
    rest = [k for k in gap if k not in accounts and not any(view.has(k, name) for name in LINKS)]
    return source if not rest or told else None


def _is_anew(view: View, start: int, stop: int) -> bool:
    """Say whether a capital shows that a sentence begins inside of one, after a heading or caption that no stop ends."""
    inside = start > 0 and not view.is_mark(start - 1) and not in_name(view, start)
    return inside and view.tokens[start].is_capitalised and (stop - start == 1 or not view.tokens[stop - 1].is_capitalised)


def _opens(view: View, i: int, again: frozenset[int]) -> bool:
    """Say whether a single word for "according to" opens a clause, alone or after a word that goes on with another ("also")."""
    first = i
    while first - 1 in again:
        first -= 1
    return view.is_mark(first - 1) or view.has(first - 1, "quote") or view.has(first - 1, "conjunction")


def _said(view: View, placed: Sequence[Placed], governed: Mapping[Placed, int], start: int, stop: int) -> Iterator[Saying]:
    before = view.tokens[start - 1].text if start else ""
    if any(view.has(start - 1, name) for name in NOT_SAID) and before not in CLOSING:
        return
    if start and (before in CLOSING or before == ","):
        speaker = speaker_behind(view, placed, stop)
        if speaker is not None and speaker not in governed and may_speak(speaker):
            yield Saying(speaker.mention, 0, start, range(start, speaker.stop))
            return
    speaker = speaker_before(view, placed, governed, start)
    if speaker is None:
        return
    several = together(view, placed, speaker)
    for member in several:
        yield from _told(view, replace(member, start=several[0].start), start, stop)


def _told(view: View, speaker: Placed, start: int, stop: int) -> Iterator[Saying]:
    """Give what somebody says by the verb of tokens `[start, stop)`: what follows it, or what stands before where it closes."""
    own = range(speaker.start, stop)
    first = _lead(view, speaker.start)
    last = first - 1 if first > 1 and view.tokens[first].text == "," else first
    quoted = last > 0 and view.tokens[last].text in CLOSING
    closing = first > 0 and view.is_mark(first) and _ends(view, stop)
    if closing or quoted:
        yield Saying(speaker.mention, 0, first + 1, range(first + 1, stop))
    if not closing:
        yield Saying(speaker.mention, stop, len(view.tokens), own)


def _lead(view: View, start: int) -> int:
    """Give the mark before the words that tell who a speaker is ("..., team captain X said"), else the token before the name."""
    first = start - 1
    while first >= 0 and start - first <= REACH and view.tokens[first].is_word and not _leads_in(view, first):
        first -= 1
    is_mark = first >= 0 and (view.is_mark(first) or view.tokens[first].text in CLOSING)
    return first if is_mark else start - 1


def _leads_in(view: View, i: int) -> bool:
    """Say whether a word is another actor, or one that no description holds."""
    return in_name(view, i) or not view.tags[i].isdisjoint(NO_TITLE)


def _ends(view: View, i: int) -> bool:
    """Say whether nothing much follows token `i`: the saying closes the sentence."""
    rest = [k for k in range(i, len(view.tokens)) if not view.dated[k]]
    return len(rest) <= 5 and not view.has(i, "complement") and view.tokens[min(i, len(view.tokens) - 1)].text != ":"


def _with_agencies(view: View) -> list[Placed]:
    """Give the mentions of a sentence, news agencies too: they report even if they take no part."""
    found = {p.mention: p for p in place(view)}
    for mention in view.mentions:
        if mention.only_source:
            tokens = [i for i, t in enumerate(view.tokens) if mention.span.begin <= t.begin < mention.span.end]
            if tokens:
                found[mention] = Placed(mention, tokens[0], tokens[-1] + 1)
    return sorted(found.values(), key=lambda p: p.start)
