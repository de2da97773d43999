"""Who takes part in an event, and as what: positions in the sentence first, then the role that a position means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.inflection import Form, WordClass
from kg.lang.roles import Position, RoleTables
from kg.model.entity import EntityKind, Mention
from kg.model.event import EventType, Role

BREAKS = frozenset({"complement", "relative", "clause_break"})
OWNED = 4  # words between an owner and the event word
REACH = 6  # words between an event word and its object; beyond them something else governs
OF_OFFICES = frozenset({"pronoun", "compound_head", "possessive", "conjunction"})  # what may stand in an office before a name
EQUALS = frozenset(
    {EventType.MEET, EventType.SPORT, EventType.CULTURE, EventType.AGREE}
)  # events that one is at and takes part in
BEFORE_NAME = 8  # words of an office between a conjunction and the person that it introduces


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention as tokens `[start, stop)` of its sentence, its title and apposition included."""

    mention: Mention
    start: int
    stop: int


@dataclass(slots=True, eq=False)
class Sentence:
    """The mentions of one sentence and what the event words read so far have taken."""

    view: View
    placed: list[Placed]
    taken: dict[Placed, int] = field(default_factory=dict)
    subjects: list[Placed] = field(default_factory=list)


def find_participants(found: Sequence[Found], tables: RoleTables) -> list[list[tuple[Mention, Role]]]:
    """Give the participants of each event word, in the order of `found`, which is that of the text."""
    answers: list[list[tuple[Mention, Role]]] = []
    sentence: Sentence | None = None
    for i, trigger in enumerate(found):
        if sentence is None or sentence.view is not trigger.view:
            sentence = Sentence(trigger.view, place(trigger.view))
        stop = found[i + 1].start if i + 1 < len(found) and found[i + 1].view is trigger.view else len(trigger.view.tokens)
        cells = _positions(sentence, trigger, stop, tables)
        answers.append(_roles(cells, trigger, tables))
    for i, trigger in enumerate(found):
        if trigger.trigger.type in EQUALS and not any(role is Role.AGENT for _, role in answers[i]):
            answers[i] += _attending(found, answers, i, tables)
    for i, trigger in enumerate(found):
        _resisted(found, answers, i, tables.tags(trigger.view.tokens))
    return answers


def _resisted(
    found: Sequence[Found],
    answers: list[list[tuple[Mention, Role]]],
    i: int,
    preps: Sequence[frozenset[Position]],
) -> None:
    """Make who fights against an attack the one attacked ("arms for X in its war against the invasion by Y": X).

    The fight, where it is an event word itself, is that same attack seen from the other side, and has the same two parties.
    """
    attack = found[i]
    if attack.trigger.type is not EventType.ATTACK or any(role is Role.PATIENT for _, role in answers[i]):
        return
    view, agents = attack.view, {mention for mention, role in answers[i] if role is Role.AGENT}
    lead = attack.start
    while lead > 0 and Position.AGAINST not in preps[lead - 1]:
        lead -= 1
        if attack.start - lead > REACH or view.is_mark(lead):
            return
    if lead == 0:
        return
    fight = next((j for j in range(i - 1, -1, -1) if found[j].view is view and found[j].trigger.type is EventType.ATTACK), None)
    if fight is not None and lead - found[fight].stop > 2:
        fight = None
    stop = found[fight].start if fight is not None else lead - 1
    fighter = next((p for p in reversed(place(view)) if p.stop <= stop and p.mention not in agents), None)
    if fighter is None or stop - fighter.stop > REACH or any(view.is_mark(k) for k in range(fighter.stop, stop)):
        return
    answers[i].append((fighter.mention, Role.PATIENT))
    if fight is not None:
        answers[fight] = list(answers[i])


def _attending(
    found: Sequence[Found], answers: Sequence[list[tuple[Mention, Role]]], i: int, tables: RoleTables
) -> list[tuple[Mention, Role]]:
    """Give the doers of the sentence's main verb to the meeting that it happened at ("At talks in Hanoi, X and Y agreed")."""
    event, view = found[i], found[i].view
    before = range(max(0, event.start - 3), event.start + 1)
    preps = tables.tags(view.tokens)
    if not any(Position.AT in preps[j] for j in before):
        return []
    near = [j for j in (i + 1, i - 1, i + 2) if 0 <= j < len(found) and found[j].view is view]
    present = {mention for mention, _ in answers[i]}
    for j in near:
        doers = [(mention, Role.AGENT) for mention, role in answers[j] if role is Role.AGENT and mention not in present]
        if doers:
            return doers
    return []


def place(view: View) -> list[Placed]:
    """Give the mentions of a sentence as tokens; what stands inside another's title takes no part by itself."""
    begins = [t.begin for t in view.tokens]
    wide = [m for m in view.mentions if not m.only_source]
    placed: list[Placed] = []
    for mention in wide:
        if any(o is not mention and mention.span in o.wide and mention.span not in o.span for o in wide):
            continue
        start, stop = bisect_left(begins, mention.wide.begin), bisect_left(begins, mention.wide.end)
        placed.append(Placed(mention, start, max(stop, start + 1)))
    placed = [_with_apposition(view, p, placed) for p in placed if p.mention not in view.apposed]
    return [p for p in placed if not _introduces_person(view, p, placed)]


def _with_apposition(view: View, place: Placed, placed: Sequence[Placed]) -> Placed:
    """Let a person reach to the end of what the apposition names ("X, head of Y")."""
    stops = [p.stop for p in placed if view.apposed.get(p.mention) is place.mention]
    return replace(place, stop=max([place.stop, *stops]))


def _introduces_person(view: View, place: Placed, placed: Sequence[Placed]) -> bool:
    """Say whether a country or body stands directly before a person, as part of the office ("Japan's Prime Minister X")."""
    if place.mention.kind is EntityKind.PERSON:
        return False
    after = next((p for p in placed if p.start >= place.stop), None)
    if after is None or after.mention.kind is not EntityKind.PERSON or after.start - place.stop > 4:
        return False
    between = range(place.stop, after.start)
    return all(view.tokens[i].is_capitalised or view.has(i, "possessive") for i in between)


def _roles(cells: list[tuple[Placed, Position]], trigger: Found, tables: RoleTables) -> list[tuple[Mention, Role]]:
    roles: dict[Mention, Role] = {}
    for placed, position in cells:
        role = tables.role(position, trigger.trigger.type, is_place=placed.mention.kind is EntityKind.PLACE)
        if role is not None:
            roles.setdefault(placed.mention, role)
    return list(roles.items())


def _positions(sentence: Sentence, trigger: Found, stop: int, tables: RoleTables) -> list[tuple[Placed, Position]]:
    view = sentence.view
    preps = tables.tags(view.tokens)
    passive = is_passive(trigger)
    nominal = trigger.trigger.word_class is WordClass.NOUN or _is_nominal(view, trigger)
    cells: list[tuple[Placed, Position]] = []
    for placed, position in _after(sentence, trigger, stop, preps, passive):
        cells.append((placed, position))
        sentence.taken[placed] = trigger.start
    if nominal:
        owner = _owner(sentence, trigger)
        if owner is not None:
            cells += [(p, Position.OWNER) for p in _group(sentence, owner)]
        has_agent = any(position in (Position.OWNER, Position.OF, Position.BY, Position.BETWEEN) for _, position in cells)
        if not has_agent and _carried(view, trigger):
            cells += [(p, Position.SUBJECT) for p in _subject(sentence, trigger, preps)]
    else:
        subject = _subject(sentence, trigger, preps)
        if subject:
            sentence.subjects = subject
        cells += [(p, Position.PASSIVE if passive else Position.SUBJECT) for p in subject]
    cells += _places(sentence, trigger, preps)
    return cells


def is_passive(trigger: Found) -> bool:
    """Say whether a verb is in the passive: an auxiliary stands before it within three words."""
    if trigger.trigger.word_class is not WordClass.VERB or trigger.trigger.form not in (Form.BASE, Form.PAST, Form.PARTICIPLE):
        return False
    view = trigger.view
    for i in range(trigger.start - 1, max(-1, trigger.start - 4), -1):
        if view.is_mark(i):
            return False
        if view.has(i, "passive"):
            return True
    return False


def _is_nominal(view: View, trigger: Found) -> bool:
    """Say whether a word that may be a verb stands as a noun: a classifier or determiner comes before."""
    before = trigger.start - 1
    return (
        view.has(before, "classifier")
        or view.has(before, "determiner")
        or view.has(before, "plural")
        or view.has(before, "abstract")
    )


def _carried(view: View, trigger: Found) -> bool:
    """Say whether a light verb before a noun makes the clause's subject the doer ("held talks")."""
    return any(view.has(i, "light") for i in range(max(0, trigger.start - 4), trigger.start))


def _after(
    sentence: Sentence, trigger: Found, stop: int, preps: Sequence[frozenset[Position]], passive: bool
) -> Iterator[tuple[Placed, Position]]:
    """Give what follows the event word up to the next one, each with the preposition that leads it."""
    view = sentence.view
    position: Position | None = None if passive else Position.OBJECT
    last = trigger.stop
    before: Placed | None = None
    following = [p for p in sentence.placed if trigger.stop <= p.start < stop]
    for placed in following:
        if view.has(placed.stop, "possessive") and stop < len(view.tokens) and stop - placed.stop <= OWNED:
            return  # "aid against Russia's invasion": whose the next event is
        gap = range(last, placed.start)
        if any(view.tags[i] & BREAKS or view.tokens[i].text in ".;:" for i in gap):
            return
        leads = [found for i in gap for found in (_lead(preps[i]),) if found is not None]
        if leads:
            position = leads[-1]
        elif any(view.is_mark(i) for i in gap) and (before is None or not _listed(view, before, placed)):
            return
        elif len(gap) > REACH:
            position = None
        if position is Position.OBJECT and trigger.trigger.type is not EventType.REQUEST and _acts(view, following, stop):
            return
        if position is not None:
            yield placed, position
        last, before = placed.stop, placed
        if position is Position.OBJECT and not _joined_ahead(view, last):
            position = None


def _acts(view: View, following: Sequence[Placed], stop: int) -> bool:
    """Say whether the mentions before the next event word are its subject: "announced that Y has agreed" without "that"."""
    gap = range(following[-1].stop, stop)
    if stop >= len(view.tokens) or len(gap) > 3 or any(view.is_mark(i) for i in gap):
        return False
    return any(view.tags[i] & {"past", "future", "possible", "negation", "progressive"} for i in gap)


def _lead(found: frozenset[Position]) -> Position | None:
    return min(found, key=list(Position).index) if found else None


def _joined(view: View, start: int, stop: int) -> bool:
    """Say whether only commas and conjunctions, and an office before a person, lie between two mentions."""
    gap = range(start, stop)
    if not gap:
        return False
    first = view.tokens[start]
    if not (view.has(start, "conjunction") or first.text == ","):
        return False
    rest = [i for i in gap if not view.has(i, "conjunction") and view.tokens[i].text != ","]
    return len(rest) <= BEFORE_NAME and all(
        not view.is_mark(i) and (view.tokens[i].is_capitalised or not view.tags[i]) for i in rest
    )


def _listed(view: View, first: Placed, second: Placed) -> bool:
    """Say whether two mentions are members of one list; a mere comma joins only what is of one kind."""
    if not _joined(view, first.stop, second.start):
        return False
    return first.mention.kind is second.mention.kind or any(view.has(i, "conjunction") for i in range(first.stop, second.start))


def _joined_ahead(view: View, start: int) -> bool:
    return start < len(view.tokens) and (view.has(start, "conjunction") or view.tokens[start].text == ",")


def _group(sentence: Sentence, last: Placed) -> list[Placed]:
    """Give the coordination that ends in `last` ("X, Y and Z"), in text order."""
    group = [last]
    for placed in reversed(sentence.placed[: sentence.placed.index(last)]):
        if not _listed(sentence.view, placed, group[0]):
            break
        group.insert(0, placed)
    # A list may end in a comma before the next clause; without a conjunction it is apposition or another clause.
    if len(group) > 1 and not any(sentence.view.has(i, "conjunction") for i in range(group[0].stop, group[-1].start)):
        return [last]
    return group


def _owner(sentence: Sentence, trigger: Found) -> Placed | None:
    """Give whose event a noun tells, where the owner stands before it ("Russia's invasion")."""
    view = sentence.view
    for placed in sentence.placed:
        gap = range(placed.stop, trigger.start)
        if placed.stop <= trigger.start and len(gap) <= OWNED and any(view.has(i, "possessive") for i in gap[:1]):
            return placed
    return None


def _subject(sentence: Sentence, trigger: Found, preps: Sequence[frozenset[Position]]) -> list[Placed]:
    """Give the doer before a verb: the nearest that nothing else governs; else the subject goes on from before."""
    view = sentence.view
    for placed in reversed([p for p in sentence.placed if p.stop <= trigger.start]):
        gap = range(placed.stop, trigger.start)
        if len(gap) >= 2 and view.is_mark(gap[0]) and view.has(gap[1], "relative") and not any(view.is_mark(i) for i in gap[1:]):
            return [placed]  # "in X, which is sending arms": X, though a preposition governs it
        if placed in sentence.taken:
            # "asked Y to withdraw": the one asked is the one who does it, if nothing stands between.
            if len(gap) <= 3 and not any(view.is_mark(i) or view.has(i, "conjunction") for i in gap):
                return _group(sentence, placed)
            continue
        if _governed(view, placed, preps):
            continue
        if any(view.tokens[i].text in ".;:" for i in gap):
            break
        return _group(sentence, placed)
    return list(sentence.subjects)


def _governed(view: View, placed: Placed, preps: Sequence[frozenset[Position]]) -> bool:
    """Say whether a preposition stands before the mention; after "while" or "and" a subject begins or goes on."""
    before = placed.start - 1
    if before < 0 or view.has(before, "conjunction") or view.has(before, "clause_break"):
        return False
    return bool(preps[before]) or view.has(before, "preposition")


def _places(sentence: Sentence, trigger: Found, preps: Sequence[frozenset[Position]]) -> Iterator[tuple[Placed, Position]]:
    """Give places that the clause before the event word names ("In Hanoi, ...")."""
    view = sentence.view
    left, _ = view.clause(trigger.start, trigger.stop)
    for placed in sentence.placed:
        if placed.mention.kind is not EntityKind.PLACE or placed.stop > trigger.start or placed.start == 0:
            continue
        opens = placed.start <= 3 and placed.stop < len(view.tokens) and view.is_mark(placed.stop)
        if Position.AT in preps[placed.start - 1] and (placed.start >= left or opens):
            yield placed, Position.AT
