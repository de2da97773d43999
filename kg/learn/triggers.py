"""Learning the weights of event words from annotated articles, and how sure an event is.

How sure is learned from what the weights find in articles that they were not learned from: the articles of the first
folder are dealt into parts, and each part is read with the weights that the others and the other folders teach. The same
readings tell how good the weights are on unseen articles.

Articles in other languages teach too, all but the words: what the tables say of a word means the same in any language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.extract.article import extract, take_part
from kg.extract.confidence import observations
from kg.extract.context import spread
from kg.extract.trigger import Candidate, count_sentences, propose
from kg.extract.triggercontext import WORD, lexical, observe, reach, usage_of
from kg.extract.view import View
from kg.lang.pack import LanguagePack
from kg.lang.points import Points
from kg.lang.weights import BEGIN, INSIDE, OUTSIDE, TRIGGER_KINDS, Weights, to_text
from kg.learn import lesson as lessons_of
from kg.learn.crf import Row, Settings, fit_crf
from kg.learn.gold import GoldArticle
from kg.learn.heldout import PARTS, figures, part_of
from kg.learn.lesson import prepare, tells
from kg.learn.ridge import fit
from kg.learn.score import Scores, pair_events, score
from kg.learn.strengths import count_uses
from kg.model.event import Extraction
from kg.model.text import Article, Span

SHOWN = ("events", "timeline")  # in the card
CRF = Settings(l1=2.0, l2=4.0, steps=250, seldom=3)  # firm: a weight must hold on words that the lexicon got from elsewhere
RIDGE, CASES = 6.0, 15  # of how sure an event is
THRESHOLD = -20  # hundredths of a logit from which on an event is told, where the pack has no choice of its own
EVERYTHING = Points({}, -(10**6))
KIND = TRIGGER_KINDS[0]

Annotated = Sequence[tuple[GoldArticle, Article]]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """The weights, from how many articles and events they were learned, and their figures on those left out.

    `others` are the other languages that taught, with the numbers of their articles.
    """

    lang: str
    weights: Weights
    articles: int
    events: int
    others: tuple[tuple[str, int], ...]
    unseen: Scores


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One annotated article: as read by the tables, and the observations and labels of each word of each sentence."""

    read: lessons_of.Lesson
    article: Article
    rows: Sequence[Row]
    labels: Sequence[Sequence[str]]

    @property
    def gold(self) -> GoldArticle:
        """Give the annotation."""
        return self.read.gold

    @property
    def part(self) -> int:
        """Give the part that the article is dealt to."""
        return part_of(self.gold.id)


def teach(
    articles: Annotated, pack: LanguagePack, note: Callable[[str], None], others: Sequence[tuple[LanguagePack, Annotated]] = ()
) -> Taught:
    """Learn the weights of event words; `note` is told what is being learned.

    `others` are the packs of other languages with articles in them, from which all but the words is learned. That, how sure an
    event is, and the figures are taken from articles of the first hand alone: those of the others may be of another kind.

    From how many points on an event is told stays as the pack has it: it weighs precision against recall, which is a
    choice, and no annotated article holds it.

    Raises:
        KgError: python-crfsuite is not installed.
    """
    note("reading")
    threshold = pack.events.weights.telling.threshold if pack.events.weights is not None else THRESHOLD
    lessons = list(_prepare(articles, pack))
    wordless = [pair for other, told in others for lesson in _prepare(_first(told), other) for pair in _without_words(lesson)]
    first = [lesson for lesson in lessons if not lesson.gold.hand]
    held: dict[int, Weights] = {}
    for part in sorted({lesson.part for lesson in first}):
        note(f"weights without part {part + 1} of {PARTS}")
        held[part] = _train([lesson for lesson in lessons if lesson.gold.hand or lesson.part != part], wordless)
    note("weights")
    weights = _train(lessons, wordless)
    note("confidence")
    cases = {part: list(_cases(first, part, pack, found)) for part, found in held.items()}
    found: dict[str, Extraction] = {}
    for part in cases:
        points = _fit([case for other in cases for case in cases[other] if other != part], threshold)
        blind = _with(pack, _telling(held[part], points))
        found.update((lesson.gold.id, extract(lesson.article, blind)) for lesson in first if lesson.part == part)
    scores, _ = score([lesson.gold for lesson in first], found)
    told = _telling(weights, _fit([case for part in cases for case in cases[part]], threshold))
    events = sum(len(lesson.gold.events) for lesson in lessons)
    return Taught(pack.code, told, len(lessons), events, tuple((other.code, len(_first(more))) for other, more in others), scores)


def _first(articles: Annotated) -> Annotated:
    """Give the articles of the first hand."""
    return [pair for pair in articles if not pair[0].hand]


def _with(pack: LanguagePack, weights: Weights) -> LanguagePack:
    return replace(pack, events=replace(pack.events, weights=weights))


def _telling(weights: Weights, telling: Points) -> Weights:
    return Weights(weights.kinds, weights.emissions, weights.transitions, telling)


def _prepare(articles: Annotated, pack: LanguagePack) -> Iterator[Lesson]:
    """Read the articles by the tables, each word as strong as the other articles make it."""
    bare = pack.untaught()
    reads = [prepare(gold, article, bare) for gold, article in articles]
    proposed = [propose(read.views, bare.events) for read in reads]
    spans = [[span for event in read.gold.events for span in event.triggers] for read in reads]
    strengths = count_uses(
        [(c, tells(view, c, wanted)) for view, here in article for c in here]
        for article, wanted in zip(proposed, spans, strict=True)
    )
    for n, ((_, article), read, found, wanted) in enumerate(zip(articles, reads, proposed, spans, strict=True)):
        usage = usage_of(read.views, count_sentences(found))
        rows: list[Row] = []
        for view, here in found:
            candidates: list[Candidate] = [strengths.without(n, candidate) for candidate in here]
            words = [lexical(token.key) for token in view.tokens]
            rows.append(spread(words, observe(view, candidates, usage), reach))
        yield Lesson(read, article, rows, [_labels(view, wanted) for view in read.views])


def _labels(view: View, wanted: Sequence[Span]) -> list[str]:
    """Label each token of a sentence by the annotated event word that it is part of."""
    row = [OUTSIDE] * len(view.tokens)
    for span in wanted:
        inside = [i for i, token in enumerate(view.tokens) if span.overlaps(Span(token.begin, token.end))]
        for n, i in enumerate(inside):
            if row[i] == OUTSIDE:
                row[i] = INSIDE + KIND if n else BEGIN + KIND
    return row


def _cases(lessons: Sequence[Lesson], part: int, pack: LanguagePack, weights: Weights) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Ask of every event found in the articles of one part, read with the weights of the others, whether it is annotated."""
    for lesson in lessons:
        if lesson.part != part:
            continue
        reading = replace(lesson.read.reading, pack=_with(lesson.read.reading.pack, weights))
        chains = lesson.read.chains
        events, _ = take_part(reading, lesson.read.views, lesson.read.mentions, chains)
        right = {i for i, _ in pair_events(events, lesson.gold.events)}
        for i, row in enumerate(observations(reading, events, chains.entities)):
            yield row, i in right


def _fit(cases: Sequence[tuple[tuple[str, ...], bool]], threshold: int) -> Points:
    return Points(fit([row for row, _ in cases], [answer for _, answer in cases], RIDGE, CASES), threshold)


def _without_words(lesson: Lesson) -> Iterator[tuple[Row, Sequence[str]]]:
    for row, labels in zip(lesson.rows, lesson.labels, strict=True):
        yield [[name for name in seen if WORD not in name] for seen in row], labels


def _train(lessons: Sequence[Lesson], wordless: Sequence[tuple[Row, Sequence[str]]]) -> Weights:
    rows = (pair for lesson in lessons for pair in zip(lesson.rows, lesson.labels, strict=True))
    return Weights(TRIGGER_KINDS, *fit_crf(chain(rows, wordless), CRF), EVERYTHING)


def check(articles: Annotated, pack: LanguagePack, weights: Weights) -> Scores:
    """Score the extraction with these weights against annotated articles."""
    taught = _with(pack, weights)
    scores, _ = score([gold for gold, _ in articles], {article.id: extract(article, taught) for _, article in articles})
    return scores


def to_file(taught: Taught, checked: Scores | None) -> str:
    """Write the weights as the pack's file; its card says what they are, what from, how to make them again, how good they are."""
    card = [
        "Weights of a linear-chain CRF that finds event words, in hundredths of a logit.",
        '"word": what is observed of a word (of its neighbour: "-1:") for each label; "after": one label after another;',
        '"telling": what is observed of an event for its being one, told from "threshold" points on.',
        "Observations are those of kg/extract/triggercontext.py and kg/extract/confidence.py; single words, no text.",
        "Meant for news; other kinds of text will be read less well.",
        "",
        f"Learned from {taught.articles} annotated articles with {taught.events} events, by",
        f"    kg train GOLD --lang {taught.lang} --part triggers{' --check DEV' if checked else ''}",
        *(f"and, all but their words, from the {count} articles of GOLD in {lang!r}." for lang, count in taught.others),
        f"{taught.unseen.articles} of them in {PARTS} parts, each read with what the rest teaches: {figures(taught.unseen, SHOWN)}",
    ]
    if checked is not None:
        card.append(f"On {checked.articles} articles not learned from: {figures(checked, SHOWN)}")
    return to_text(taught.weights, card)
