"""How well extractions agree with annotated articles: events, dates, participants, actors, relations.

An event is found if one of its triggers overlaps a trigger of the annotated event, one to one, so that an
event told twice and not joined costs precision. Recall of events counts those that an editor would put on
the timeline (core), precision all. `timeline` asks for the right date as well. `attribution` is of the events that
were found: who says that they happened.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.learn.gold import GoldArticle, GoldEvent
from kg.model.entity import Entity
from kg.model.event import Event, Extraction
from kg.model.text import Span

A = TypeVar("A")
B = TypeVar("B")

# Names shorter than this do not stand for a longer one that ends or begins with them.
SHORTEST_PART = 4
UNCERTAIN = str.maketrans("", "", "~?%")


@dataclass(frozen=True, slots=True)
class PRF:
    """Precision, recall and their harmonic mean, each between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Give the harmonic mean; 0 if both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a set of articles; `shares` are between 0 and 1."""

    articles: int
    prf: Mapping[str, PRF]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was missed, invented or wrong: the words, the sentence, what was wanted and found.

    `place` is where the words begin in the sentence, in code points; None: not known.
    """

    article: str
    fault: str
    trigger: str
    sentence: str
    wanted: str
    found: str
    place: int | None = None


def score(gold: Sequence[GoldArticle], found: Mapping[str, Extraction]) -> tuple[Scores, list[Difference]]:
    """Compare extractions, by article id, with the annotation; an article without one counts as empty."""
    counts: Counter[str] = Counter()
    differences: list[Difference] = []
    for article in gold:
        _count(article, found.get(article.id), counts, differences)
    ratio = _ratio
    return (
        Scores(
            articles=len(gold),
            prf={
                "events": PRF(ratio(counts["found"], counts["events"]), ratio(counts["core found"], counts["core"])),
                "timeline": PRF(
                    ratio(counts["dated right"], counts["dated"]), ratio(counts["core dated right"], counts["core dated"])
                ),
                "participants": _prf(counts, "participants"),
                "participants with role": PRF(
                    ratio(counts["roles right"], counts["participants found"]),
                    ratio(counts["roles right"], counts["participants wanted"]),
                ),
                "attribution": _prf(counts, "sources"),
                "actors": _prf(counts, "actors"),
                "relations": _prf(counts, "relations"),
            },
            shares={
                "events recall, minor ones too": ratio(counts["found"], counts["gold events"]),
                "date right when found": ratio(counts["dated right"], counts["pairs dated"]),
                "undated left undated": ratio(counts["left undated"], counts["pairs undated"]),
                "type right": ratio(counts["type right"], counts["found"]),
                "realis right": ratio(counts["realis right"], counts["found"]),
            },
        ),
        differences,
    )


def _count(article: GoldArticle, extraction: Extraction | None, counts: Counter[str], differences: list[Difference]) -> None:
    events = extraction.events if extraction else ()
    names = {e.id: names_of(article, e) for e in (extraction.entities if extraction else ())}
    pairs = pair_events(events, article.events)
    counts["events"] += len(events)
    counts["gold events"] += len(article.events)
    counts["core"] += sum(e.core for e in article.events)
    counts["dated"] += sum(e.time is not None for e in events)
    counts["core dated"] += sum(e.core and e.edtf is not None for e in article.events)
    for i, j in pairs:
        _count_pair(article, events[i], article.events[j], names, counts, differences)
    _note_unpaired(article, events, pairs, differences)
    counts["actors right"] += len(pair_actors(article, extraction.entities if extraction else ()))
    counts["actors found"] += len(names)
    counts["actors wanted"] += len(article.actors)
    _count_relations(article, extraction, names, counts)


def names_of(article: GoldArticle, entity: Entity) -> frozenset[str]:
    """Give the folded forms that an actor goes by in an article."""
    return _names(entity.name, *(m.span.of(article.text) for m in entity.mentions))


def pair_events(events: Sequence[Event[str]], wanted: Sequence[GoldEvent]) -> list[tuple[int, int]]:
    """Pair events found with annotated ones, one to one: those first whose words share most letters."""
    return pair_one_to_one(events, wanted, lambda e, g: common_letters([m.span for m in e.mentions], g.triggers))


def pair_actors(article: GoldArticle, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Pair actors found with annotated ones, one to one: those that share a form first, then those alike but for a title."""
    wanted = [frozenset(map(fold_form, forms)) for forms in article.actors]
    return pair_one_to_one([names_of(article, e) for e in entities], wanted, lambda a, b: 2 if a & b else alike(a, b))


def _count_pair(
    article: GoldArticle,
    event: Event[str],
    wanted: GoldEvent,
    names: Mapping[str, frozenset[str]],
    counts: Counter[str],
    differences: list[Difference],
) -> None:
    counts["found"] += 1
    counts["core found"] += wanted.core
    counts["type right"] += event.type == wanted.type
    counts["realis right"] += event.realis == wanted.realis
    date, right = bare_date(event.time.edtf if event.time else None), bare_date(wanted.edtf)
    if right:
        counts["pairs dated"] += 1
        counts["dated right"] += date == right
        counts["core dated right"] += wanted.core and date == right
    else:
        counts["pairs undated"] += 1
        counts["left undated"] += date is None
    if date != right:
        differences.append(_difference(article, "misdated", wanted.triggers[0], f"{right} ({wanted.basis})", str(date)))
    parts = [(names.get(p.who, frozenset[str]()), str(p.role)) for p in event.participants]
    golds = [(frozenset(map(fold_form, p.forms)), p.role) for p in wanted.participants]
    same = pair_one_to_one(parts, golds, lambda a, b: alike(a[0], b[0]) and 1 + (a[1] == b[1]) / 2)
    counts["participants found"] += len(parts)
    counts["participants wanted"] += len(golds)
    counts["participants right"] += len(same)
    counts["roles right"] += sum(parts[i][1] == golds[j][1] for i, j in same)
    _count_sources(article, event, wanted, names, counts, differences)


def _count_sources(
    article: GoldArticle,
    event: Event[str],
    wanted: GoldEvent,
    names: Mapping[str, frozenset[str]],
    counts: Counter[str],
    differences: list[Difference],
) -> None:
    """Count who is said to have told of a pair's event: the one annotated, each other one is wrong."""
    sources = [names.get(who, frozenset[str]()) for who in event.attributed_to]
    right = frozenset(map(fold_form, wanted.source))
    is_right = any(alike(source, right) for source in sources)
    counts["sources found"] += len(sources)
    counts["sources wanted"] += bool(right)
    counts["sources right"] += is_right
    if len(sources) != is_right or bool(right) != is_right:
        said, told = min(right, default="nobody"), ", ".join(min(source, default="?") for source in sources) or "nobody"
        differences.append(_difference(article, "misattributed", wanted.triggers[0], said, told))


def _note_unpaired(
    article: GoldArticle, events: Sequence[Event[str]], pairs: Sequence[tuple[int, int]], differences: list[Difference]
) -> None:
    paired, found = {i for i, _ in pairs}, {j for _, j in pairs}
    for j, wanted in enumerate(article.events):
        if wanted.core and j not in found:
            differences.append(_difference(article, "missed", wanted.triggers[0], wanted.type, ""))
    for i, event in enumerate(events):
        if i not in paired:
            differences.append(
                _difference(article, "spurious", event.mentions[0].span, "", f"{event.type}, {event.mentions[0].rule}")
            )


def _difference(article: GoldArticle, fault: str, trigger: Span, wanted: str, found: str) -> Difference:
    sentence = next((s.of(article.text) for s in article.sentences if s.overlaps(trigger)), "")
    return Difference(article.id, fault, trigger.of(article.text), sentence, wanted, found)


def _count_relations(
    article: GoldArticle, extraction: Extraction | None, names: Mapping[str, frozenset[str]], counts: Counter[str]
) -> None:
    found = [
        (
            names.get(r.subject, frozenset()),
            str(r.predicate),
            names.get(r.object or "") or frozenset((fold_form(r.office or ""),)),
        )
        for r in (extraction.relations if extraction else ())
    ]
    wanted = [(frozenset(map(fold_form, r.subject)), r.predicate, frozenset(map(fold_form, r.object))) for r in article.relations]
    same = pair_one_to_one(found, wanted, lambda a, b: a[1] == b[1] and alike(a[0], b[0]) and alike(a[2], b[2]))
    counts["relations right"] += len(same)
    counts["relations found"] += len(found)
    counts["relations wanted"] += len(wanted)


def pair_one_to_one(found: Sequence[A], wanted: Sequence[B], weight: Callable[[A, B], float]) -> list[tuple[int, int]]:
    """Pair one to one by falling weight, none at 0; between equals the earlier ones win. Gives pairs of indices."""
    cells = sorted((-w, i, j) for i, a in enumerate(found) for j, b in enumerate(wanted) if (w := weight(a, b)) > 0)
    left: set[int] = set()
    right: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in cells:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def common_letters(xs: Sequence[Span], ys: Sequence[Span]) -> int:
    """Count the letters that spans of one list share with spans of the other."""
    return sum(max(0, min(x.end, y.end) - max(x.begin, y.begin)) for x in xs for y in ys)


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether they share a form, or one's form is the head or tail words of the other's."""
    if a & b:
        return True
    pairs = ((x, y) for x in a for y in b if min(len(x), len(y)) >= SHORTEST_PART)
    return any(_part(x, y) or _part(y, x) for x, y in pairs)


def _part(short: str, long: str) -> bool:
    return long.endswith(f" {short}") or long.startswith(f"{short} ")


def _names(*forms: str) -> frozenset[str]:
    return frozenset(form for form in map(fold_form, forms) if form)


def fold_form(form: str) -> str:
    """Fold a form for comparison: case, spaces and composed letters do not count."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", form)).strip().casefold()


def bare_date(edtf: str | None) -> str | None:
    """Give an EDTF date without its qualifiers; an interval of one day is that day."""
    if not edtf:
        return None
    edtf = edtf.translate(UNCERTAIN)
    start, _, end = edtf.partition("/")
    return start if start == end else edtf


def _prf(counts: Counter[str], what: str) -> PRF:
    return PRF(
        _ratio(counts[f"{what} right"], counts[f"{what} found"]), _ratio(counts[f"{what} right"], counts[f"{what} wanted"])
    )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
