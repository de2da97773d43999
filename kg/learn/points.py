"""Learning a pack's evidence from annotated articles, and writing it as the pack's table.

The questions are learned in the order in which the extraction asks them. The thresholds stay those that the
pack has: they weigh precision against recall, which is a choice, and no annotated article holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kg.errors import InputError
from kg.extract.article import extract
from kg.lang.pack import LanguagePack, Packs
from kg.lang.points import Evidence, Points
from kg.learn.gold import GoldArticle, articles_of, load_gold, without_hands
from kg.learn.lesson import (
    Cases,
    Lesson,
    annotated_only,
    part_cases,
    prepare,
    realis_cases,
    same_cases,
    tell,
    time_cases,
    trigger_cases,
)
from kg.learn.ridge import fit
from kg.learn.score import Scores, score
from kg.model.event import Realis, Role
from kg.model.text import Article

# Ridge and the least number of cases of an observation, by question. Those of the event words can be given: the others moved little.
TRIGGER, REALIS, TIME, SAME = (8.0, 15), (3.0, 15), (3.0, 15), (8.0, 15)
PART, ROLE = (15.0, 40), (8.0, 30)
ROLES = (Role.AGENT, Role.PATIENT, Role.RECIPIENT, Role.PLACE)
ROUNDS = 2  # of dating by what was learned, after the first by the annotation

HEAD = """\
# What each observation speaks for or against, in hundredths of a logit: is the word an event, has it happened, who takes part
# and as what, when was it, is it an event told before. The names are those that kg/extract gives in trigger.py, realis.py, partake.py,
# dating.py and sameevent.py (the classes are those of cues.toml). The points are fitted to annotated news by logistic regression and
# rounded; no text of it is kept.
#
"""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What was learned in a language: the evidence, and from how many articles, events and cases of each question.

    `how` is the ridge of the event words, and the least number of cases of an observation.
    """

    lang: str
    evidence: Evidence
    articles: int
    events: int
    cases: Mapping[str, int]
    how: tuple[float, int]


def annotated(paths: Iterable[Path], packs: Packs, lang: str) -> list[tuple[GoldArticle, Article]]:
    """Read the annotated articles of one language, each as the extraction would read it, sorted by id.

    Each folder with such articles is taken for one hand, in their order.

    Raises:
        InputError: there are no annotated articles, none in `lang`, or one cannot be read.
        FormatError: an annotated file is not in the form of the guidelines.
    """
    paths = list(paths)
    folders = [[article for article in load_gold(path) if article.lang == lang] for path in paths]
    golds = {a.id: replace(a, hand=hand) for hand, folder in enumerate(filter(None, folders)) for a in folder}
    if not golds:
        raise InputError(f"no annotated articles in {lang!r}", where=", ".join(map(str, paths)), remedy="check --lang")
    read = articles_of(golds.values(), packs)
    return [(golds[key], read[key]) for key in sorted(golds)]


def languages(paths: Iterable[Path]) -> tuple[str, ...]:
    """Give the languages of annotated articles, sorted; raises as `annotated` does."""
    return tuple(sorted({article.lang for path in paths for article in load_gold(path)}))


def learn(
    articles: Sequence[tuple[GoldArticle, Article]],
    pack: LanguagePack,
    note: Callable[[str], None],
    how: tuple[float, int] = TRIGGER,
) -> Learned:
    """Learn the points of every question; `note` is told what is being learned, `how` as in `Learned`.

    What has happened, and as what somebody takes part, is learned from all articles. Which words tell events, who takes part
    at all, when events were and which of them are one, annotators answer too differently: that is learned from the first
    folder's alone.
    """
    note("reading")
    # by the tables alone: weights may have been learned from these very articles, and would find in them what they find in no other
    lessons = [prepare(gold, article, pack.untaught()) for gold, article in articles]
    evidence, counts = pack.events.evidence, dict[str, int]()

    def fitted(name: str, cases: Cases, old: Points, how: tuple[float, int]) -> Points:
        note(f"{name}: {len(cases.rows)} cases")
        counts[name] = len(cases.rows)
        return Points(without_hands(fit(cases.rows, cases.answers, *how)), old.threshold)

    first = [lesson for lesson in lessons if not lesson.gold.hand]
    evidence = replace(evidence, trigger=fitted("trigger", trigger_cases(first), evidence.trigger, how))
    told = [tell(lesson, evidence) for lesson in lessons]
    evidence = replace(
        evidence,
        planned=fitted("planned", realis_cases(lessons, told, Realis.PLANNED), evidence.planned, REALIS),
        possible=fitted("possible", realis_cases(lessons, told, Realis.POSSIBLE), evidence.possible, REALIS),
        negated=fitted("negated", realis_cases(lessons, told, Realis.NEGATED), evidence.negated, REALIS),
    )
    part, _ = part_cases(first, [here for lesson, here in zip(lessons, told, strict=True) if not lesson.gold.hand], ())
    _, by_role = part_cases(lessons, told, ROLES)
    evidence = replace(evidence, part=fitted("part", part, evidence.part, PART))
    for role, cases in by_role.items():
        evidence = replace(evidence, **{role: fitted(role, cases, getattr(evidence, role), ROLE)})
    dated = [annotated_only(lesson, evidence) for lesson in first]
    points: Points | None = None
    for _ in range(1 + ROUNDS):
        points = fitted("time", time_cases(first, dated, evidence, points), evidence.time, TIME)
        evidence = replace(evidence, time=points)
    evidence = replace(evidence, same=fitted("same", same_cases(first, evidence), evidence.same, SAME))
    return Learned(pack.code, evidence, len(lessons), _events(lessons), counts, how)


def check(articles: Sequence[tuple[GoldArticle, Article]], pack: LanguagePack, evidence: Evidence) -> Scores:
    """Score the extraction with this evidence against annotated articles."""
    taught = replace(pack, events=replace(pack.events, evidence=evidence))
    scores, _ = score([gold for gold, _ in articles], {article.id: extract(article, taught) for _, article in articles})
    return scores


def to_toml(learned: Learned, checked: Scores | None) -> str:
    """Write the evidence as `evidence.toml`; its head says what it was learned from and, if checked, how good it is."""
    ridge, seldom = learned.how
    settings = "" if learned.how == TRIGGER else f" --ridge {ridge:g} --seldom {seldom}"
    lines = [
        f"# Learned from {learned.articles} annotated articles with {learned.events} events, by",
        f"#     kg train GOLD --lang {learned.lang}{settings}{' --check DEV' if checked else ''}",
        f"# Cases: {', '.join(f'{name} {count}' for name, count in learned.cases.items())}.",
    ]
    if checked is not None:
        figures = (
            f"{name} P {x.precision:.3f} R {x.recall:.3f} F1 {x.f1:.3f}"
            for name, x in checked.prf.items()
            if name in ("events", "timeline")
        )
        lines += [
            f"# On {checked.articles} articles not learned from (figures that helped to choose thresholds or settings flatter):"
        ]
        lines += [f"# {'; '.join(figures)};"]
        shares = (f"{name} {checked.shares[name]:.3f}" for name in ("date right when found", "realis right"))
        lines += [f"# {'; '.join(shares)}."]
    for question in fields(learned.evidence):
        points: Points = getattr(learned.evidence, question.name)
        lines += ["", f"[{question.name}]", f"threshold = {points.threshold}", "", f"[{question.name}.points]"]
        lines += [f'"{name}" = {value}' for name, value in sorted(points.points.items())]
    return HEAD + "\n".join(lines) + "\n"


def _events(lessons: Sequence[Lesson]) -> int:
    return sum(len(lesson.gold.events) for lesson in lessons)
