"""Learning the weights of mentions from annotated articles, and which actors are worth telling.

Which actors to tell is learned from what the weights find in articles that they were not learned from: the
articles are dealt into parts, and each part is read with the weights that the others teach. The same readings
tell how good the weights are on unseen articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.article import extract, take_part
from kg.extract.context import habits, observe, spread
from kg.extract.mention import look
from kg.extract.reading import read
from kg.extract.speech import find_actors
from kg.extract.telling import observations
from kg.extract.timex import tag_times
from kg.lang.clues import clues_of
from kg.lang.pack import LanguagePack
from kg.lang.points import Points
from kg.lang.weights import BEGIN, MENTION_KINDS, Weights, to_text
from kg.learn.actors import label
from kg.learn.crf import Row, Settings, fit_crf
from kg.learn.gold import GoldArticle
from kg.learn.heldout import PARTS, figures, part_of
from kg.learn.ridge import fit
from kg.learn.score import Scores, pair_actors, score
from kg.model.event import Extraction
from kg.model.text import Article

SHOWN = ("actors", "participants", "relations")  # in the card
CRF = Settings(l1=0.02, l2=0.5, steps=120)
RIDGE, CASES = 4.0, 15  # of the choice what to tell
THRESHOLD = -50  # hundredths of a logit from which on an actor is told, where the pack has no choice of its own


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """The weights, from how many articles, mentions and actors they were learned, and their figures on those left out."""

    lang: str
    weights: Weights
    articles: int
    mentions: int
    unseen: Scores


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One annotated article: the observations of each word of each sentence, and the labels."""

    gold: GoldArticle
    article: Article
    rows: Sequence[Row]
    labels: Sequence[Sequence[str]]

    @property
    def part(self) -> int:
        """Give the part that the article is dealt to."""
        return part_of(self.gold.id)


def teach(articles: Sequence[tuple[GoldArticle, Article]], pack: LanguagePack, note: Callable[[str], None]) -> Taught:
    """Learn the weights of mentions; `note` is told what is being learned.

    From how many points on an actor is told stays as the pack has it: it weighs precision against recall, which
    is a choice, and no annotated article holds it.

    Raises:
        KgError: python-crfsuite is not installed.
    """
    note("reading")
    threshold = pack.weights.telling.threshold if pack.weights is not None else THRESHOLD
    lessons = [_prepare(gold, article, pack) for gold, article in articles]
    held: dict[int, Weights] = {}
    for part in sorted({lesson.part for lesson in lessons}):
        note(f"weights without part {part + 1} of {PARTS}")
        held[part] = _train([lesson for lesson in lessons if lesson.part != part], Points({}, 0))
    note("weights")
    weights = _train(lessons, Points({}, 0))
    note("telling")
    cases = {part: list(_telling_cases(lessons, part, pack, found)) for part, found in held.items()}
    points = {part: _fit([c for other in cases for c in cases[other] if other != part], threshold) for part in cases}
    found: dict[str, Extraction] = {}
    for lesson in lessons:
        blind = replace(pack, weights=_telling(held[lesson.part], points[lesson.part]))
        found[lesson.gold.id] = extract(lesson.article, blind)
    scores, _ = score([lesson.gold for lesson in lessons], found)
    told = _telling(weights, _fit([case for part in cases for case in cases[part]], threshold))
    mentions = sum(name.startswith(BEGIN) for lesson in lessons for row in lesson.labels for name in row)
    return Taught(pack.code, told, len(lessons), mentions, scores)


def _telling(weights: Weights, telling: Points) -> Weights:
    return Weights(weights.kinds, weights.emissions, weights.transitions, telling)


def _prepare(gold: GoldArticle, article: Article, pack: LanguagePack) -> Lesson:
    reading = read(article, pack)
    lines, seen = look(reading, tag_times(reading))
    usage, clues = habits(lines, seen), clues_of(pack)
    rows = [
        spread([clues.lexical(token) for token in line.tokens], observe(line, here, n, usage, clues))
        for n, (line, here) in enumerate(zip(lines, seen, strict=True))
    ]
    mentions = [one.mention for here in seen for one in here if one.mention is not None]
    return Lesson(gold, article, rows, label(gold, reading, mentions))


def _telling_cases(
    lessons: Sequence[Lesson], part: int, pack: LanguagePack, weights: Weights
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Ask of every actor found in the articles of one part, read with the weights of the others, whether it is annotated."""
    blind = replace(pack, weights=weights)
    for lesson in lessons:
        if lesson.part != part:
            continue
        reading = read(lesson.article, blind)
        timexes = tag_times(reading)
        mentions, chains, seen = find_actors(reading, timexes)
        rows = observations(chains, *take_part(reading, seen, mentions, chains))
        right = {i for i, _ in pair_actors(lesson.gold, chains.entities)}
        for i, row in enumerate(rows):
            yield row, i in right


def _fit(cases: Sequence[tuple[tuple[str, ...], bool]], threshold: int) -> Points:
    return Points(fit([row for row, _ in cases], [answer for _, answer in cases], RIDGE, CASES), threshold)


def _train(lessons: Sequence[Lesson], telling: Points) -> Weights:
    rows = (pair for lesson in lessons for pair in zip(lesson.rows, lesson.labels, strict=True))
    return Weights(MENTION_KINDS, *fit_crf(rows, CRF), telling)


def check(articles: Sequence[tuple[GoldArticle, Article]], pack: LanguagePack, weights: Weights) -> Scores:
    """Score the extraction with these weights against annotated articles."""
    taught = replace(pack, weights=weights)
    scores, _ = score([gold for gold, _ in articles], {article.id: extract(article, taught) for _, article in articles})
    return scores


def to_file(taught: Taught, checked: Scores | None) -> str:
    """Write the weights as the pack's file; its card says what they are, what from, how to make them again, how good they are."""
    card = [
        "Weights of a linear-chain CRF that finds people, organisations, places and groups, in hundredths of a logit.",
        '"word": what is observed of a word (of its neighbour: "-1:") for each label; "after": one label after another;',
        '"telling": what is observed of an actor for its being told, from "threshold" points on.',
        "Observations are those of kg/extract/context.py, kg/lang/clues.py and kg/extract/telling.py; single words, no text.",
        "Meant for news; other kinds of text will be read less well, and names of the learned articles better than others.",
        "",
        f"Learned from {taught.articles} annotated articles with {taught.mentions} mentions, by",
        f"    kg train GOLD --lang {taught.lang} --part mentions{' --check DEV' if checked else ''}",
        f"In {PARTS} parts, each read with what the other parts teach: {figures(taught.unseen, SHOWN)}",
    ]
    if checked is not None:
        card.append(f"On {checked.articles} articles not learned from: {figures(checked, SHOWN)}")
    return to_text(taught.weights, card)
