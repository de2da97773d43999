"""Whether two event mentions of one article tell the same event: what is compared, and what speaks for or against it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from kg.extract.reading import Reading
from kg.extract.trigger import told_as
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.fold import fold
from kg.lang.inflection import WordClass
from kg.lang.labelweights import Answer
from kg.lang.retelling import Pointing, Retelling
from kg.lang.tokens import TOKEN
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Realis, Role
from kg.model.time import Basis, EventTime

OBJECT = 4  # tokens between a verb and the event noun that is its object
SEPARATES = frozenset({"preposition", "clause_break", "conjunction"})
BEFORE, AFTER = 3, 2  # tokens beside the event word in which something points back or adds
BESIDE = 6  # tokens between two event words of a sentence that stand close together
LEAD, EARLY = 2, 5  # sentences of the body
ROOT, OF_ALL = 5, 0.6  # letters that words of one root share, and their share of the longer word
MOST_WORDS, MOST_ACTORS, MOST_SENTENCES = 5, 3, 8  # that both mentions share, or that stand between; more say no more
SHARES = ((0.1, "none"), (0.25, "little"), (0.5, "some"), (0.75, "much"))  # of the words of the shorter sentence
READ = frozenset({Basis.EXPLICIT, Basis.RELATIVE})


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One mention with what the comparison looks at: its event word, its sentence and the words around it.

    The event word is tokens `[at, stop)` of the sentence; from `joined_from` on nothing separates the words before it.
    `light` says whether it is a verb that leaves the naming of the event to its object. `who` are the participants that are
    no place, `agents` those who do it, `patients` those who undergo it, `places` where. `groups` hold other words for the
    same happening. `order` is that of the sentence's view. `content` are the words of the sentence that are neither small words nor part of a
    date, `numbers` the numbers of the clause. `form` is how a noun is brought in, "" for verbs; `another` says that
    the text adds it to what was told.
    """

    event: Event[EntityId]
    lemma: str
    words: frozenset[str]
    groups: frozenset[int]
    word_class: WordClass
    sentence: int
    order: int
    definite: bool
    at: int
    stop: int
    joined_from: int
    light: bool
    who: frozenset[EntityId]
    agents: frozenset[EntityId]
    patients: frozenset[EntityId]
    places: frozenset[EntityId]
    content: frozenset[str]
    numbers: frozenset[str]
    form: str
    another: bool

    @property
    def is_title(self) -> bool:
        """Say whether the headline tells it."""
        return self.order < 0


def tellings(reading: Reading, seen: Sequence[View], events: Sequence[Event[EntityId]]) -> list[Telling]:
    """Prepare the mentions for comparison; `seen` are the views of the article's sentences, in order."""
    starts = [s.span.begin for s in reading.sentences]
    content: dict[int, frozenset[str]] = {}
    found: list[Telling] = []
    for event in events:
        index = bisect_right(starts, event.mentions[0].span.begin) - 1
        if index not in content:
            content[index] = _content(seen[index])
        found.append(_telling(reading, seen[index], content[index], event))
    return found


def _content(view: View) -> frozenset[str]:
    return frozenset(t.key for i, t in enumerate(view.tokens) if t.is_word and not view.tags[i] and not view.dated[i])


def _telling(reading: Reading, view: View, content: frozenset[str], event: Event[EntityId]) -> Telling:
    span = event.mentions[0].span
    text = span.of(reading.text)
    retelling = reading.pack.events.retelling
    words = [fold(w) for w in TOKEN.findall(text)]
    tokens = view.tokens
    at = next(i for i, t in enumerate(tokens) if t.end > span.begin)
    stop = next((i for i, t in enumerate(tokens) if t.begin >= span.end), len(tokens))
    joined = at
    while joined > max(0, at - OBJECT) and tokens[joined - 1].is_word and not view.tags[joined - 1] & SEPARATES:
        joined -= 1
    left, right = view.clause(at, stop)
    word_class, lemma = told_as(event.mentions[0].rule)
    return Telling(
        event=event,
        lemma=fold(lemma),
        words=frozenset(words),
        groups=retelling.of(lemma),
        word_class=word_class,
        sentence=view.sentence.index,
        order=view.order,
        definite="demonstrative" in view.classes(at - 2, stop + 1),
        at=at,
        stop=stop,
        joined_from=joined,
        light=view.has(at, "light"),
        who=frozenset(p.who for p in event.participants if p.role is not Role.PLACE),
        agents=_those(event, Role.AGENT),
        patients=_those(event, Role.PATIENT),
        places=_those(event, Role.PLACE),
        content=content - frozenset(words),
        numbers=frozenset(t.key for i, t in enumerate(tokens[left:right], left) if t.text[0].isdigit() and not view.dated[i]),
        form=_form(view, at, stop, retelling) if word_class is WordClass.NOUN else "",
        another=retelling.points(Pointing.ANOTHER, _keys_of(view, max(left, at - BEFORE), stop + BEFORE)),
    )


def _those(event: Event[EntityId], role: Role) -> frozenset[EntityId]:
    return frozenset(part.who for part in event.participants if part.role is role)


def _form(view: View, at: int, stop: int, retelling: Retelling) -> str:
    """Name how an event noun is brought in: as several, as this one, as a known one, as a new one, or barely."""
    if "plural" in view.classes(at - BEFORE, at):
        return "plural"
    if "demonstrative" in view.classes(at - BEFORE, stop + AFTER):
        return "demonstrative"
    keys = _keys_of(view, max(0, at - BEFORE), at)
    return next((str(kind) for kind in (Pointing.INDEFINITE, Pointing.DEFINITE) if retelling.points(kind, keys)), "bare")


def _keys_of(view: View, start: int, stop: int) -> frozenset[str]:
    return frozenset(token.key for token in view.tokens[start:stop])


def likeness(a: Telling, b: Telling, tables: EventTables, frequency: Counter[EventType]) -> int:
    """Give by how much more speaks for two mentions being one event than against it, in hundredths of a logit."""
    seen = observations(a, b, frequency)
    if tables.same is None:
        points = tables.evidence.same
        return points.sum(seen) - points.threshold
    return tables.same.margin(dict.fromkeys((*seen, *words(a, b))), Answer.YES)


def excluded(a: Telling, b: Telling) -> bool:
    """Say whether the dates of two mentions, one of them read, show that they tell different events."""
    first, second = a.event.time, b.event.time
    return (
        first is not None
        and second is not None
        and bool({first.basis, second.basis} & READ)
        and _times(first, second).startswith("time.apart")
    )


def contradicted(a: Telling, b: Telling) -> bool:
    """Say whether one of two mentions tells what happened and the other what did not: "paid", "did not pay"."""
    return {a.event.realis, b.event.realis} == {Realis.ACTUAL, Realis.NEGATED}


def told_by_object(a: Telling, b: Telling) -> bool:
    """Say whether two words of one phrase tell one event: a verb or noun and the event noun that it governs."""
    if a.sentence != b.sentence:
        return False
    first, second = (a, b) if a.at <= b.at else (b, a)
    if second.word_class is not WordClass.NOUN or second.at < first.stop:
        return False
    if first.word_class is WordClass.NOUN:
        return second.at == first.stop and a.event.type is b.event.type
    near = second.at - first.stop <= OBJECT and second.joined_from <= first.stop
    return near and (a.event.type is b.event.type or first.light)


def carriers(told: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Give the verbs that leave the naming of an event to its object, each with that: the verb alone is like no other event."""
    for verb, noun in pairwise(sorted(told, key=lambda t: (t.sentence, t.at))):
        if verb.light and verb.word_class is WordClass.VERB and told_by_object(verb, noun):
            yield verb, noun


def comparable(a: Telling, b: Telling) -> bool:
    """Say whether two mentions can tell the same event at all: the same type or word, nothing of time, realis or agents against it."""
    if excluded(a, b) or contradicted(a, b):
        return False
    if a.sentence == b.sentence and a.agents and b.agents and not a.agents & b.agents:
        return False  # "A sends arms while B sends medicine"
    if a.event.type is b.event.type or a.lemma == b.lemma or a.words & b.words:
        return True
    return a.sentence != b.sentence and bool(
        a.groups & b.groups
    )  # within one, the words of a group tell two: "condemned the attack"


def observations(a: Telling, b: Telling, frequency: Counter[EventType]) -> Iterator[str]:
    """Name what speaks for or against two mentions being one event; `evidence.toml` gives the points."""
    yield "any"
    word = _likeness(a, b)
    yield word
    kind = "type" if a.event.type is b.event.type else "types"
    yield kind
    yield f"{word}.{kind}"
    yield f"{word}.type.{b.event.type}"
    classes = sorted((a.word_class, b.word_class))
    yield f"{word}.{classes[0]}.{classes[1]}"
    yield from (f"{word}.{name}" for name in _distance(a, b))
    if b.definite or a.definite:
        yield f"{word}.definite"
    yield f"{word}.realis.{'same' if a.event.realis is b.event.realis else 'other'}"
    yield f"{word}.{_times(a.event.time, b.event.time)}"
    yield from (f"{word}.{name}" for name in _people(a, b))
    for name in _second(a if (a.sentence, a.at) > (b.sentence, b.at) else b):
        yield name
        yield f"{word}.{name}"
    if a.numbers and b.numbers:
        yield f"{word}.number.{'same' if a.numbers & b.numbers else 'other'}"
    many = frequency[b.event.type]
    yield f"{word}.{'few' if many <= 3 else 'some' if many <= 8 else 'many'}"


def words(a: Telling, b: Telling) -> Iterator[str]:
    """Name the event words themselves and what both mentions share; the pack's weights give what each is worth."""
    word = _likeness(a, b)
    yield f"pair={'|'.join(sorted((a.lemma, b.lemma)))}"
    types = "|".join(sorted((a.event.type, b.event.type)))
    yield f"types={types}"
    yield f"{word}.lemma={a.lemma}"
    yield f"{word}.lemma={b.lemma}"
    yield f"{word}.shares.{min(len(a.content & b.content), MOST_WORDS)}"
    who = len(a.who & b.who)
    yield f"{word}.who.{min(who, MOST_ACTORS)}"
    yield f"types={types}.who.{min(who, MOST_ACTORS)}"
    yield f"{word}.sentences.{min(abs(a.order - b.order), MOST_SENTENCES)}"
    yield f"{word}.leads.{(a.order < LEAD) + (b.order < LEAD)}"
    if a.is_title:
        yield f"{word}.from.title"
    if b.is_title:
        yield f"{word}.to.title"


def _likeness(a: Telling, b: Telling) -> str:
    """Name what the event words share: the lemma, a word or root, a group of words for one happening, or nothing."""
    if a.lemma == b.lemma:
        return "lemma"
    if a.words & b.words or (a.event.type is b.event.type and _one_root(a.lemma, b.lemma)):
        return "word"
    return "group" if a.groups & b.groups else "other"


def _one_root(a: str, b: str) -> bool:
    """Say whether two words begin alike, as those do that are derived from one ("investigate", "investigation")."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
    return alike >= max(ROOT, OF_ALL * max(len(a), len(b)))


def _distance(a: Telling, b: Telling) -> Iterator[str]:
    distance = abs(a.sentence - b.sentence)
    yield "same" if distance == 0 else "next" if distance == 1 else "near" if distance <= 3 else "far"
    if distance == 0:
        yield "same.near" if abs(a.at - b.at) < BESIDE else "same.apart"
    else:
        shared = len(a.content & b.content) / max(1, min(len(a.content), len(b.content)))
        yield f"share.{next((name for below, name in SHARES if shared < below), 'most')}"
    if a.is_title or b.is_title:
        yield "title"
        body = b if a.is_title else a
        yield f"title.{'title' if body.is_title else 'lead' if body.order < LEAD else 'early' if body.order < EARLY else 'late'}"


def _second(second: Telling) -> Iterator[str]:
    """Name how the later of two mentions is brought in."""
    if second.form:
        yield f"second.{second.form}"
    if second.another:
        yield "second.another"


def _times(a: EventTime | None, b: EventTime | None) -> str:
    if a is None or b is None:
        return "time.none" if a is b else "time.one"
    if a.edtf == b.edtf:
        return "time.same"
    first, second = a.interval, b.interval
    apart = (first.end is not None and second.start is not None and first.end <= second.start) or (
        second.end is not None and first.start is not None and second.end <= first.start
    )
    weak = Basis.DCT in (a.basis, b.basis) or Basis.CONTEXT in (a.basis, b.basis)
    return ("time.apart.weak" if weak else "time.apart") if apart else "time.overlap"


def _people(a: Telling, b: Telling) -> Iterator[str]:
    for name, mine, theirs in (("patient", a.patients, b.patients), ("place", a.places, b.places)):
        if mine and theirs:
            yield f"{name}.{'same' if mine & theirs else 'other'}"
    if not a.who or not b.who:
        yield "who.unknown"
        return
    yield "who.equal" if a.who == b.who else "who.some" if a.who & b.who else "who.none"
    if a.agents and b.agents:
        yield "agent.same" if a.agents & b.agents else "agent.other"
