"""Whether the text says that it happened: actual, planned, possible or negated."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.trigger import Found
from kg.lang.labelweights import LabelWeights
from kg.lang.points import Evidence
from kg.model.event import Realis
from kg.model.text import Article

CLASSES = (
    "future",
    "plan",
    "possible",
    "negation",
    "denial",
    "obligation",
    "wish",
    "purpose",
    "condition",
    "past",
    "progressive",
    "infinitive",
    "light",
    "complement",
    "generic",
    "aspect",
    "relative",
    "have",
)


# Those that may reach over a mark to a later event of the sentence ("will build a bridge, widen the road and ...").
REACHING = ("future", "plan", "possible", "negation", "obligation", "wish")


BESIDE, NEAR = 4, 12  # words before the event word that are looked at one by one, and all together
FOLLOWING = 3  # words after it
JOINED = 3  # words between two event words that are looked at as one phrase


def judge_realis(found: Found, previous: Found | None, article: Article, weights: LabelWeights[Realis]) -> dict[Realis, float]:
    """Give how probable each realis of one event word is by the learned weights; `previous` as in `find_realis`."""
    return weights.chances(dict.fromkeys((*observations(found, previous, article), *words(found, previous))))


def find_realis(found: Found, previous: Found | None, article: Article, evidence: Evidence) -> Realis:
    """Judge one event word; `previous` is the one before it in the same sentence, or None."""
    seen = list(observations(found, previous, article))
    answers = ((Realis.NEGATED, evidence.negated), (Realis.PLANNED, evidence.planned), (Realis.POSSIBLE, evidence.possible))
    best, margin = Realis.ACTUAL, 0
    for realis, points in answers:
        over = points.sum(seen) - points.threshold
        if over > margin or (over == margin == 0 and best is Realis.ACTUAL):
            best, margin = realis, over
    return best


def observations(found: Found, previous: Found | None, article: Article) -> Iterator[str]:
    """Name what may tell whether it has happened; `evidence.toml` gives the points."""
    view, start = found.view, found.start
    yield "any"
    yield f"form.{found.trigger.form}"
    yield f"type.{found.trigger.type}"
    left, right = view.clause(start, found.stop)
    beside, before = view.classes(start - 1, start), view.classes(left, start)
    near, after = view.classes(max(left, start - 4), start - 1), view.classes(found.stop, min(right, found.stop + 4))
    for name in CLASSES:
        if name in beside:
            yield f"left.{name}"
        elif name in near:
            yield f"near.{name}"
        elif name in before:
            yield f"clause.{name}"
        if name in after:
            yield f"right.{name}"
    yield from _reached(found, previous)
    if left > 0 and not view.is_mark(left - 1):
        opened = view.classes(left - 1, left)
        yield from (f"opened.{name}" for name in CLASSES if name in opened)
    if previous is not None and previous.view is view:
        between = range(previous.stop, start)
        distance = "near" if len(between) <= 2 else "far"
        if len(between) <= 8 and not view.marks_in(between):
            yield f"after.{distance}.{previous.trigger.type}"
    if view.quoted[start]:
        yield "quoted"
    if view.order < 0:
        yield "title"
    if "condition" in view.told:
        yield "sentence.condition"
    yield from _times(found, left, right, article)


def words(found: Found, previous: Found | None) -> Iterator[str]:
    """Name the words themselves that may tell it; the pack's weights give what each is worth."""
    view, start, stop, trigger = found.view, found.start, found.stop, found.trigger
    keys = view.keys
    left, right = view.clause(start, stop)
    yield f"lemma={trigger.lemma}"
    yield f"lemma={trigger.lemma}.{trigger.form}"
    for n, key in enumerate(reversed(keys[max(0, start - BESIDE) : start]), 1):
        yield f"left{n}={key}"
        if n <= 2:
            yield f"left={key}.{trigger.form}"
    if start < BESIDE:
        yield "opens"
    if start > 1:
        yield f"left={keys[start - 2]} {keys[start - 1]}"
    yield from (f"clause={key}" for key in keys[left:start])
    yield from (f"before={key}" for key in keys[max(0, start - NEAR) : start])
    yield from (f"right{n}={key}" for n, key in enumerate(keys[stop : stop + FOLLOWING], 1))
    yield from (f"behind={key}" for key in keys[stop:right])
    if previous is not None:
        yield f"after={previous.trigger.lemma}"
        yield f"after={previous.trigger.type}.{trigger.form}"
        between = keys[previous.stop : start]
        if len(between) <= JOINED:
            yield f"after={previous.trigger.lemma} {' '.join(between)}"


def _reached(found: Found, previous: Found | None) -> Iterator[str]:
    """Name the nearest word before of each class that reaches far, with the marks and events that it would reach over."""
    view, start = found.view, found.start
    before = view.classes(0, start)
    for name in REACHING:
        if name in before:
            at = next(i for i in range(start - 1, -1, -1) if name in view.tags[i])
            marks = min(2, len(view.marks_in(range(at, start))))
            events = int(previous is not None and at < previous.start)
            yield f"reach.{name}.events.{events}.marks.{marks}"


def _times(found: Found, left: int, right: int, article: Article) -> Iterator[str]:
    day = article.published_on
    if day is None:
        return
    for timex in found.view.timexes:
        if timex.interval is None:
            continue
        inside = found.view.tokens[left].begin <= timex.span.begin < found.view.tokens[right - 1].end
        place = "clause" if inside else "sentence"
        if timex.interval.start is not None and timex.interval.start > day:
            yield f"{place}.time.after"
        elif timex.interval.end is not None and timex.interval.end <= day:
            yield f"{place}.time.before"
