"""`kg train`: a pack's evidence, learned from annotated articles."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.terminal import clean
from kg.errors import InputError
from kg.lang.pack import Packs
from kg.learn.points import TRIGGER, annotated, check, learn, to_toml


@click.command("train")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
@click.option("--lang", required=True, metavar="CODE", help="The language to learn.")
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
    out: Path | None,
    unseen: tuple[Path, ...],
    ridge: float,
    seldom: int,
    folders: tuple[Path, ...],
) -> None:
    """Learn a pack's points from annotated articles.

    GOLD is a folder of <id>.json files in the form of data/gold, or one of them. What comes out is the pack's
    evidence.toml: the same articles and packs give the same bytes. The pack in use is not touched.

    \b
    Example:
      kg train data/gold --lang vi --out evidence.toml
    """
    packs = Packs(folders)
    pack = packs[lang]
    learned = learn(annotated(gold, packs, lang), pack, lambda line: click.echo(clean(line), err=True), (ridge, seldom))
    checked = check(annotated(unseen, packs, lang), pack, learned.evidence) if unseen else None
    table = to_toml(learned, checked)
    if out is None:
        click.echo(table, nl=False)
        return
    try:
        out.write_text(table, "utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(out)) from None
