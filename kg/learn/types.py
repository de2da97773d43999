"""Learning the weights of event types from annotated articles, and how good they are on articles left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.article import extract
from kg.extract.eventtype import observations, subject_of
from kg.extract.trigger import propose
from kg.extract.triggerbelief import unlisted
from kg.lang.pack import LanguagePack
from kg.lang.triggers import Trigger
from kg.lang.typeweights import TypeWeights, to_text
from kg.learn.crf import Settings, fit_crf
from kg.learn.gold import GoldArticle
from kg.learn.heldout import PARTS, part_of
from kg.learn.lesson import Lesson, prepare
from kg.learn.score import Scores, score
from kg.model.event import EventType
from kg.model.text import Article, Span

SETTINGS = Settings(l1=0.3, l2=4.0, steps=200, seldom=2)
WEIGHT = 2  # how often the articles of the first folder are told, where there are others beside it
TYPE_RIGHT = "type right"

Annotated = Sequence[tuple[GoldArticle, Article]]
Case = tuple[tuple[str, ...], EventType]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """The weights, from how many articles and event words, and the share of the first folder's that are typed right when left out.

    `by_tables` is the share that the tables alone type right.
    """

    lang: str
    weights: TypeWeights
    articles: int
    words: int
    unseen: float
    by_tables: float


def teach(articles: Annotated, pack: LanguagePack, note: Callable[[str], None]) -> Taught:
    """Learn the weights; `note` is told what is being learned.

    Raises:
        KgError: python-crfsuite is not installed.
    """
    note("reading")
    lessons = [prepare(gold, article, pack.untaught()) for gold, article in articles]
    cases = [list(_cases(lesson)) for lesson in lessons]
    weight = WEIGHT if len({lesson.gold.hand for lesson in lessons}) > 1 else 1
    times = [1 if lesson.gold.hand else weight for lesson in lessons]
    first = [not lesson.gold.hand for lesson in lessons] if weight > 1 else [True] * len(lessons)
    right = tables = words = 0
    for part in sorted({part_of(lesson.gold.id) for lesson in lessons}):
        note(f"types without part {part + 1} of {PARTS}")
        held = [part_of(lesson.gold.id) == part for lesson in lessons]
        weights = _train([(here, n) for here, n, out in zip(cases, times, held, strict=True) if not out])
        for row, wanted in (case for here, out, own in zip(cases, held, first, strict=True) if out and own for case in here):
            words += 1
            right += weights.best(row) is wanted
            tables += f"says={wanted}" in row
    note("types")
    weights = _train(list(zip(cases, times, strict=True)))
    return Taught(pack.code, weights, len(lessons), sum(map(len, cases)), right / max(words, 1), tables / max(words, 1))


def _cases(lesson: Lesson) -> Iterator[Case]:
    """Give what is observed of each word that tells an annotated event, as the tables read it, and the event's type."""
    views, tables = lesson.views, lesson.reading.pack.events
    wanted = [(span, event) for event in lesson.gold.events for span in event.triggers]
    told: list[tuple[int, int, int, Trigger, EventType]] = []
    for number, (view, here) in enumerate(propose(views, tables)):
        for span, event in wanted:
            inside = [i for i, token in enumerate(view.tokens) if span.overlaps(Span(token.begin, token.end))]
            if not inside:
                continue
            start, stop = inside[0], inside[-1] + 1
            listed = next((one for one in here if one.start < stop and start < one.stop), None)
            if listed is not None:
                start, stop = listed.start, listed.stop
            told.append((number, start, stop, listed.trigger if listed else unlisted(view, start, stop), EventType(event.type)))
    subject = subject_of(views, (trigger.type for _, _, _, trigger, _ in told), tables)
    for number, start, stop, trigger, wanted_type in told:
        yield tuple(observations(views[number], start, stop, trigger, subject)), wanted_type


def _train(articles: Sequence[tuple[Sequence[Case], int]]) -> TypeWeights:
    """Fit the regression, each article told so often: a chain of one word is a multinomial logistic regression."""
    rows = (([[*dict.fromkeys(row)]], [str(wanted)]) for here, times in articles for _ in range(times) for row, wanted in here)
    emissions, _ = fit_crf(rows, SETTINGS)
    return TypeWeights({name: {EventType(to): weight for to, weight in row.items()} for name, row in emissions.items()})


def check(articles: Annotated, pack: LanguagePack, weights: TypeWeights) -> Scores:
    """Score the extraction with these weights against annotated articles."""
    taught = replace(pack, events=replace(pack.events, types=weights))
    scores, _ = score([gold for gold, _ in articles], {article.id: extract(article, taught) for _, article in articles})
    return scores


def to_file(taught: Taught, checked: Scores | None) -> str:
    """Write the weights as the pack's file; its card says what they are, what from, how to make them again, how good they are."""
    card = [
        "Weights of a multinomial logistic regression that says of which type an event is, in hundredths of a logit.",
        "Observations are those of kg/extract/eventtype.py; single words and phrases of the lexicon, no text.",
        "Meant for news; other kinds of text will be read less well.",
        "",
        f"Learned from {taught.articles} annotated articles with {taught.words} event words, by",
        f"    kg train GOLD --lang {taught.lang} --part types{' --check DEV' if checked else ''}",
        f"In {PARTS} parts, each read with what the other parts teach: right {taught.unseen:.3f}, by the tables {taught.by_tables:.3f}",
    ]
    if checked is not None:
        card.append(f"On {checked.articles} articles not learned from: {TYPE_RIGHT} {checked.shares[TYPE_RIGHT]:.3f}")
    return to_text(taught.weights, card)
