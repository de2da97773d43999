"""Which event mentions of one article tell the same event."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.reading import Reading
from kg.lang.fold import fold
from kg.lang.inflection import WordClass
from kg.lang.points import Points
from kg.lang.tokens import TOKEN
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Participation, Realis, Role
from kg.model.text import BlockKind, Provenance
from kg.model.time import Basis, EventTime

# The better founded a date, the earlier here; of equals the more exact wins, then the first told.
OBJECT = 4  # tokens between a verb and the event noun that is its object
SEPARATES = frozenset({"preposition", "clause_break", "conjunction"})
READ = frozenset({Basis.EXPLICIT, Basis.RELATIVE})
FOUNDED = (Basis.EXPLICIT, Basis.RELATIVE, Basis.CONTEXT, Basis.DCT)


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One mention with what the comparison looks at: its event word, its sentence and the words around it.

    The event word is tokens `[at, stop)` of the sentence; from `joined_from` on nothing separates the words before it.
    `light` says whether it is a verb that leaves the naming of the event to its object. `who` are the
    participants that are no place, `agents` those who do it.
    """

    event: Event[EntityId]
    lemma: str
    words: frozenset[str]
    word_class: WordClass
    sentence: int
    is_title: bool
    definite: bool
    at: int
    stop: int
    joined_from: int
    light: bool
    who: frozenset[EntityId]
    agents: frozenset[EntityId]


def join_events(reading: Reading, events: tuple[Event[EntityId], ...]) -> tuple[Event[EntityId], ...]:
    """Join headline, lead and body mentions of one event; the most informative mention comes first.

    Each mention goes to the earlier event that it resembles most, if the evidence suffices; the headline's
    come last, so that it repeats the body and not the other way round.
    """
    told = tellings(reading, events)
    frequency = Counter(t.event.type for t in told)
    clusters = _Clusters()
    points = reading.pack.events.evidence.same
    for telling in sorted(told, key=lambda t: t.is_title):
        clusters.add(telling, _closest(telling, clusters.near(telling), points, frequency))
    joined = [_merge(sorted(c, key=lambda t: t.event.mentions[0].span)) for c in clusters.all]
    return tuple(sorted(joined, key=lambda e: min(m.span for m in e.mentions)))


class _Clusters:
    """The mentions put together so far, found by what two mentions of one event have in common."""

    def __init__(self) -> None:
        self.all: list[list[Telling]] = []
        self._places: dict[int, int] = {}  # in `all`, by the list's identity
        self._by: defaultdict[str | int, set[int]] = defaultdict(set)  # places by word, lemma, type of event, sentence

    def near(self, telling: Telling) -> list[list[Telling]]:
        """Give those with a mention of the same word, type or sentence, in the order in which they began."""
        return [self.all[place] for place in sorted(set[int]().union(*(self._by[key] for key in _keys(telling))))]

    def add(self, telling: Telling, cluster: list[Telling] | None) -> None:
        """Put a mention with others; None: with none."""
        if cluster is None:
            cluster = []
            self._places[id(cluster)] = len(self.all)
            self.all.append(cluster)
        cluster.append(telling)
        for key in _keys(telling):
            self._by[key].add(self._places[id(cluster)])


def _keys(telling: Telling) -> Iterator[str | int]:
    yield telling.sentence
    yield f"type {telling.event.type}"
    yield f"lemma {telling.lemma}"
    yield from telling.words


def tellings(reading: Reading, events: Sequence[Event[EntityId]]) -> list[Telling]:
    """Prepare the mentions for comparison."""
    starts = [s.span.begin for s in reading.sentences]
    return [_telling(reading, event, bisect_right(starts, event.mentions[0].span.begin) - 1) for event in events]


def _telling(reading: Reading, event: Event[EntityId], index: int) -> Telling:
    span = event.mentions[0].span
    text = span.of(reading.text)
    entries = reading.pack.events.triggers.index.get(text)
    words = [fold(w) for w in TOKEN.findall(text)]
    tokens = reading.tokens[index]
    at = next(i for i, t in enumerate(tokens) if t.end > span.begin)
    stop = next((i for i, t in enumerate(tokens) if t.begin >= span.end), len(tokens))
    near = reading.pack.events.cues.tag(tokens[max(0, at - 2) : stop + 1])
    tags = reading.pack.events.cues.tag(tokens[max(0, at - OBJECT) : stop])
    offset = max(0, at - OBJECT)
    joined = at
    while joined > offset and tokens[joined - 1].is_word and not tags[joined - 1 - offset] & SEPARATES:
        joined -= 1
    sentence = reading.sentences[index]
    title = reading.article.title
    return Telling(
        event=event,
        lemma=fold(entries[0].lemma) if entries else " ".join(words),
        words=frozenset(words),
        word_class=entries[0].word_class if entries else WordClass.VERB,
        sentence=index,
        is_title=sentence.block is BlockKind.TITLE or (index == 0 and bool(title) and reading.text.startswith(title)),
        definite=any("demonstrative" in words for words in near),
        at=at,
        stop=stop,
        joined_from=joined,
        light="light" in tags[at - offset],
        who=frozenset(p.who for p in event.participants if p.role is not Role.PLACE),
        agents=frozenset(p.who for p in event.participants if p.role is Role.AGENT),
    )


def _closest(
    telling: Telling, clusters: Iterable[list[Telling]], points: Points, frequency: Counter[EventType]
) -> list[Telling] | None:
    best: list[Telling] | None = None
    most = points.threshold - 1
    for cluster in clusters:
        if any(excluded(other, telling) and both_read(other, telling) for other in cluster):
            continue
        if any(told_by_object(other, telling) for other in cluster):
            return cluster
        scores = [points.sum(observations(other, telling, frequency)) for other in cluster if comparable(other, telling)]
        if len(scores) == 0:
            continue
        score = max(scores)
        if score > most:
            best, most = cluster, score
    return best


def excluded(a: Telling, b: Telling) -> bool:
    """Say whether the dates of two mentions, one of them read, show that they tell different events."""
    first, second = a.event.time, b.event.time
    return (
        first is not None
        and second is not None
        and bool({first.basis, second.basis} & READ)
        and _times(first, second).startswith("time.apart")
    )


def both_read(a: Telling, b: Telling) -> bool:
    """Say whether both mentions have a date that their own sentence gives."""
    return all(t.event.time is not None and t.event.time.basis in READ for t in (a, b))


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


def comparable(a: Telling, b: Telling) -> bool:
    """Say whether two mentions can tell the same event at all: the same type or word, no dates or agents against it."""
    if excluded(a, b):
        return False
    if a.sentence == b.sentence and a.agents and b.agents and not a.agents & b.agents:
        return False  # "A sends arms while B sends medicine"
    return a.event.type is b.event.type or a.lemma == b.lemma or bool(a.words & b.words)


def observations(a: Telling, b: Telling, frequency: Counter[EventType]) -> Iterator[str]:
    """Name what speaks for or against two mentions being one event; `evidence.toml` gives the points."""
    yield "any"
    word = "lemma" if a.lemma == b.lemma else "word" if a.words & b.words else "other"
    yield word
    kind = "type" if a.event.type is b.event.type else "types"
    yield kind
    yield f"{word}.{kind}"
    yield f"{word}.type.{b.event.type}"
    classes = sorted((a.word_class, b.word_class))
    yield f"{word}.{classes[0]}.{classes[1]}"
    distance = abs(a.sentence - b.sentence)
    near = "same" if distance == 0 else "next" if distance == 1 else "near" if distance <= 3 else "far"
    yield f"{word}.{near}"
    if a.is_title or b.is_title:
        yield f"{word}.title"
    if b.definite or a.definite:
        yield f"{word}.definite"
    yield f"{word}.realis.{'same' if a.event.realis is b.event.realis else 'other'}"
    if {a.event.realis, b.event.realis} == {Realis.ACTUAL, Realis.NEGATED}:
        yield "contradiction"
    yield f"{word}.{_times(a.event.time, b.event.time)}"
    yield from (f"{word}.{name}" for name in _people(a, b))
    many = frequency[b.event.type]
    yield f"{word}.{'few' if many <= 3 else 'some' if many <= 8 else 'many'}"


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
    if not a.who or not b.who:
        yield "who.unknown"
        return
    yield "who.equal" if a.who == b.who else "who.some" if a.who & b.who else "who.none"
    if a.agents and b.agents:
        yield "agent.same" if a.agents & b.agents else "agent.other"


def _merge(cluster: list[Telling]) -> Event[EntityId]:
    """Make one event of its mentions: the best mention leads, dates and participants come from all of them."""
    if len(cluster) == 1:
        return cluster[0].event
    lead = max(cluster, key=lambda t: (not t.is_title, _informative(t), -t.event.mentions[0].span.begin))
    rest = [t for t in cluster if t is not lead]
    ordered = [lead, *rest]
    mentions: dict[Provenance, None] = dict.fromkeys(m for t in ordered for m in t.event.mentions)
    parts: dict[tuple[EntityId, Role], Participation[EntityId]] = {}
    for telling in ordered:
        for part in telling.event.participants:
            known = parts.get((part.who, part.role))
            provenance = part.provenance if known is None else tuple(dict.fromkeys((*known.provenance, *part.provenance)))
            parts[part.who, part.role] = Participation(part.who, part.role, provenance)
    return replace(
        lead.event,
        mentions=tuple(mentions),
        time=_best_time([t.event.time for t in ordered]),
        participants=_without_doubles(parts),
        attributed_to=_sources(ordered),
        confidence=max(t.event.confidence for t in cluster),
    )


def _sources(tellings: Sequence[Telling]) -> tuple[EntityId, ...]:
    """Give who says that it happened: nobody if most tellings, the headline's apart, are the article's own words."""
    told = [t for t in tellings if not t.is_title] or list(tellings)
    counts = Counter(who for t in told for who in t.event.attributed_to)
    attributed = sum(bool(t.event.attributed_to) for t in told)
    return tuple(who for who, _ in counts.most_common()) if 2 * attributed >= len(told) else ()


def _informative(telling: Telling) -> float:
    event = telling.event
    return len(event.participants) + 2 * (event.time is not None) + event.confidence


def _best_time(times: Sequence[EventTime | None]) -> EventTime | None:
    known = [t for t in times if t is not None]
    return min(known, key=lambda t: (FOUNDED.index(t.basis), _days(t))) if known else None


def _days(time: EventTime) -> int:
    start, end = time.interval.start, time.interval.end
    return (end - start).days if start is not None and end is not None else 10**6


def _without_doubles(parts: dict[tuple[EntityId, Role], Participation[EntityId]]) -> tuple[Participation[EntityId], ...]:
    """Keep each actor in its first role, and as the place too if the text says so."""
    seen: set[EntityId] = set()
    kept: list[Participation[EntityId]] = []
    for (who, role), part in parts.items():
        if who not in seen or role is Role.PLACE:
            kept.append(part)
        seen.add(who)
    return tuple(kept)
