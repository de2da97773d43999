"""`kg train`: a pack's evidence and weights, learned from annotated articles."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.terminal import clean
from kg.errors import InputError
from kg.lang.pack import Packs
from kg.learn import labels, mentions, triggers
from kg.learn.points import TRIGGER, annotated, check, languages, learn, to_toml
from kg.learn.questions import QUESTIONS


@click.command("train")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
@click.option("--lang", required=True, metavar="CODE", help="The language to learn.")
@click.option(
    "--part",
    type=click.Choice(["evidence", "mentions", "triggers", *QUESTIONS]),
    default="evidence",
    show_default=True,
    help="What to learn: the points of events (evidence.toml), or the weights that find actors (mentions.weights), find event "
    "words (triggers.weights), say of which type an event is (types.weights), whether it has happened (realis.weights), who takes "
    "part as what (roles.weights), when it was (dates.weights) or what is told again (same.weights).",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the table here, not to standard output."
)
@click.option(
    "--check",
    "unseen",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="GOLD",
    help="Score on these articles too; the figures go into the head of the table.",
)
@click.option(
    "--ridge",
    type=click.FloatRange(0, min_open=True),
    default=TRIGGER[0],
    show_default=True,
    help="How strongly the points of event words are held near 0.",
)
@click.option(
    "--seldom",
    type=click.IntRange(1),
    default=TRIGGER[1],
    show_default=True,
    help="In how many cases something must be observed to get points for event words.",
)
@click.option(
    "--packs", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder with language packs."
)
def command(
    gold: tuple[Path, ...],
    lang: str,
    part: str,
    out: Path | None,
    unseen: tuple[Path, ...],
    ridge: float,
    seldom: int,
    folders: tuple[Path, ...],
) -> None:
    """Learn a pack's points from annotated articles.

    GOLD is a folder of <id>.json files in the form of data/gold or of <id>.markup files in that of data/training, or
    one of them. What comes out is the pack's evidence.toml or, with --part, weights (these need
    python-crfsuite, dates scipy: pip install 'kg[train]'). The evidence takes the habits of annotating from
    the first GOLD, and learns realis and roles from the others too. Event words are learned from every GOLD, how sure an
    event is from the first, whose articles in other languages teach event words too, all but the words. The same
    articles and packs give the same bytes. The pack in use is not touched.

    \b
    Examples:
      kg train data/gold --lang vi --out evidence.toml
      kg train data/gold --lang vi --part triggers --out triggers.weights
    """
    packs = Packs(folders)
    pack, articles = packs[lang], annotated(gold, packs, lang)
    tests = annotated(unseen, packs, lang) if unseen else None
    if part == "mentions":
        taught = mentions.teach(articles, pack, _note)
        table = mentions.to_file(taught, mentions.check(tests, pack, taught.weights) if tests else None)
    elif part == "triggers":
        others = [(packs[code], annotated(gold, packs, code)) for code in languages(gold) if code != lang and code in packs]
        events = triggers.teach(articles, pack, _note, others)
        table = triggers.to_file(events, triggers.check(tests, pack, events.weights) if tests else None)
    elif part in QUESTIONS:
        learnt = labels.teach(QUESTIONS[part], articles, pack, _note)
        table = labels.to_file(learnt, labels.check(tests, pack, learnt) if tests else None)
    else:
        learned = learn(articles, pack, _note, (ridge, seldom))
        table = to_toml(learned, check(tests, pack, learned.evidence) if tests else None)
    if out is None:
        click.echo(table, nl=False)
        return
    try:
        out.write_text(table, "utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(out)) from None


def _note(line: str) -> None:
    click.echo(clean(line), err=True)
