"""Where the actors of a sentence stand to its event words: subject, object, owner, after a preposition."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.inflection import Form, WordClass
from kg.lang.roles import Position, RoleTables
from kg.model.entity import EntityKind, Mention
from kg.model.event import EventType

RANKS = {position: rank for rank, position in enumerate(Position)}
BEFORE_NOUN = frozenset({"classifier", "determiner", "plural", "abstract"})
BREAKS = frozenset({"complement", "relative", "clause_break"})
NOT_CONTROLLED = frozenset({"conjunction", "purpose"})
OWNED = 4  # words between an owner and the event word
REACH = 6  # words between an event word and its object; beyond them something else governs
BEFORE_NAME = 8  # words of an office between a conjunction and the person that it introduces
# What a word is on the way between an actor and an event word, by its classes, the first that fits.
ON_THE_WAY = (
    "relative",
    "clause_break",
    "complement",
    "conjunction",
    "reporting",
    "passive",
    "preposition",
    "infinitive",
    "possessive",
)
OF_A_VERB = frozenset({"negation", "future", "past", "possible", "aspect"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention as tokens `[start, stop)` of its sentence, its title and apposition included."""

    mention: Mention
    start: int
    stop: int

    def __hash__(self) -> int:
        """Hash by the place alone."""
        return hash((self.start, self.stop))


@dataclass(slots=True, eq=False)
class Sentence:
    """The mentions of one sentence and what the event words read so far have taken."""

    view: View
    placed: list[Placed]
    preps: Sequence[frozenset[Position]]
    taken: dict[Placed, int] = field(default_factory=dict)
    subjects: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One sentence that tells events: its event words, its actors, and where each of these stands to each of those.

    `positions[n]` are those to `triggers[n]`; who is not in it stands in none. `preps[i]` are the positions that
    token `i` marks as a preposition, `builds[n]` says how `triggers[n]` is built: "noun", "passive" or "verb".
    `way[i]` names what token `i` is to those between whom it stands; "" for a common word.
    """

    view: View
    triggers: tuple[Found, ...]
    placed: tuple[Placed, ...]
    preps: Sequence[frozenset[Position]]
    positions: tuple[dict[Placed, Position], ...]
    builds: tuple[str, ...]
    way: tuple[str, ...]


def set_scenes(found: Sequence[Found], tables: RoleTables) -> list[Scene]:
    """Find the positions in each sentence that has event words; `found` and the scenes are in text order."""
    scenes: list[Scene] = []
    for view, here in groupby(found, key=lambda trigger: trigger.view):
        triggers = tuple(here)
        sentence = Sentence(view, place(view), tables.tags(view.tokens))
        stops = [*(trigger.start for trigger in triggers[1:]), len(view.tokens)]
        positions: list[dict[Placed, Position]] = []
        for trigger, stop in zip(triggers, stops, strict=True):
            cells: dict[Placed, Position] = {}
            for placed, position in _positions(sentence, trigger, stop):
                cells.setdefault(placed, position)
            positions.append(cells)
        builds = tuple("noun" if is_nominal(t) else "passive" if is_passive(t) else "verb" for t in triggers)
        way = _way(sentence, triggers)
        scenes.append(Scene(view, triggers, tuple(sentence.placed), sentence.preps, tuple(positions), builds, way))
    return scenes


def _way(sentence: Sentence, triggers: Sequence[Found]) -> tuple[str, ...]:
    """Name what each token is on the way between an actor and an event word."""
    view = sentence.view
    way = [_step(tags, preps) if tags or preps else "" for tags, preps in zip(view.tags, sentence.preps, strict=True)]
    for i in view.marks:
        way[i] = "comma" if view.tokens[i].text == "," else "mark"
    for placed in sentence.placed:
        way[placed.start : placed.stop] = ["name"] * (placed.stop - placed.start)
    for trigger in triggers:
        way[trigger.start : trigger.stop] = ["event"] * (trigger.stop - trigger.start)
    return tuple(way)


def _step(tags: frozenset[str], preps: frozenset[Position]) -> str:
    found = next((name for name in ON_THE_WAY if name in tags or (name == "preposition" and preps)), "")
    return found or ("" if OF_A_VERB.isdisjoint(tags) else "auxiliary")


def place(view: View) -> list[Placed]:
    """Give the mentions of a sentence as tokens; what stands inside another's title, or tells its nation, takes no part by itself."""
    begins = [t.begin for t in view.tokens]
    wide = [m for m in view.mentions if not m.only_source]
    placed: list[Placed] = []
    for mention in wide:
        if any(o is not mention and mention.span in o.wide and mention.span not in o.span for o in wide):
            continue
        start, stop = bisect_left(begins, mention.wide.begin), bisect_left(begins, mention.wide.end)
        if mention.kind is EntityKind.PLACE and start > 0 and view.has(start - 1, "nationality"):
            continue
        placed.append(Placed(mention, start, max(stop, start + 1)))
    placed = [_with_apposition(view, p, placed) for p in placed if p.mention not in view.apposed]
    return [p for p in placed if not _introduces_person(view, p, placed)]


def _with_apposition(view: View, place: Placed, placed: Sequence[Placed]) -> Placed:
    """Let a person reach to the end of what the apposition names ("X, head of Y")."""
    if not view.apposed:
        return place  # as nearly always
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


def _positions(sentence: Sentence, trigger: Found, stop: int) -> list[tuple[Placed, Position]]:
    preps = sentence.preps
    passive = is_passive(trigger)
    nominal = is_nominal(trigger)
    cells: list[tuple[Placed, Position]] = []
    for placed, position in _after(sentence, trigger, stop, preps, passive):
        cells.append((placed, position))
        sentence.taken[placed] = trigger.start
    if nominal:
        owner = _owner(sentence, trigger)
        if owner is not None:
            cells += [(p, Position.OWNER) for p in _group(sentence, owner)]
        has_agent = any(position in (Position.OWNER, Position.OF, Position.BY, Position.BETWEEN) for _, position in cells)
        if not has_agent and is_carried(trigger):
            cells += [(p, Position.SUBJECT) for p in _subject(sentence, trigger, preps)]
    else:
        subject = _subject(sentence, trigger, preps)
        if subject:
            sentence.subjects = subject
        cells += [(p, Position.PASSIVE if passive else Position.SUBJECT) for p in subject]
    cells += _places(sentence, trigger, preps)
    return cells


def is_passive(trigger: Found) -> bool:
    """Say whether a verb is in the passive: an auxiliary stands before it within three words, or opens it."""
    if trigger.trigger.word_class is not WordClass.VERB or trigger.trigger.form not in (Form.BASE, Form.PAST, Form.PARTICIPLE):
        return False
    view = trigger.view
    if view.has(trigger.start, "passive"):
        return True
    for i in range(trigger.start - 1, max(-1, trigger.start - 4), -1):
        if view.is_mark(i):
            return False
        if view.has(i, "passive"):
            return True
    return False


def is_nominal(trigger: Found) -> bool:
    """Say whether an event word is a noun, or one that may be a verb stands as a noun: after a classifier or determiner."""
    if trigger.trigger.word_class is WordClass.NOUN:
        return True
    return not trigger.view.classes(trigger.start - 1, trigger.start).isdisjoint(BEFORE_NOUN)


def is_carried(trigger: Found) -> bool:
    """Say whether a light verb before a noun makes the clause's subject the doer ("held talks")."""
    return any(trigger.view.has(i, "light") for i in range(max(0, trigger.start - 4), trigger.start))


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
        leads = [found for i in gap for found in (lead(preps[i]),) if found is not None]
        if leads:
            position = leads[-1]
        elif any(view.is_mark(i) for i in gap) and (before is None or not listed(view, before, placed)):
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


def lead(found: frozenset[Position]) -> Position | None:
    """Give the position that a preposition marks, the first listed of several; None: it is none."""
    return min(found, key=RANKS.__getitem__) if found else None


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


def listed(view: View, first: Placed, second: Placed) -> bool:
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
        if not listed(sentence.view, placed, group[0]):
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
            # "deceived Y in order to flee": whoever deceived does both.
            if len(gap) <= 3 and not any(view.is_mark(i) or view.tags[i] & NOT_CONTROLLED for i in gap):
                return _group(sentence, placed)
            continue
        if _governed(view, placed, preps):
            continue
        if left_behind(view, placed, trigger.start):
            return []
        if any(view.tokens[i].text in ".;:" for i in gap):
            break
        return _group(sentence, placed)
    return list(sentence.subjects)


def left_behind(view: View, placed: Placed, verb: int) -> bool:
    """Say whether a mention belongs to a subordinate clause that a comma ends, before a clause whose subject is no mention.

    "When police came, the rest of them fled": it was not the police who did.
    """
    left, right = view.clause(placed.start, placed.stop)
    if left == 0 or not view.has(left - 1, "clause_break") or right >= verb or view.tokens[right].text != ",":
        return False
    opens = left == 1 or view.is_mark(left - 2)
    start = max(view.marks_in(range(right, verb))) + 1
    return opens and any(_may_name(view, i) for i in range(start, verb))


def _may_name(view: View, i: int) -> bool:
    return view.tokens[i].is_word and not view.dated[i] and (not view.tags[i] or view.has(i, "pronoun"))


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
