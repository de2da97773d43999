"""`kg lang`: language packs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.terminal import FINDINGS, clean
from kg.extract.examples import check_examples
from kg.lang.pack import Packs, read_pack


@click.group("lang")
def command() -> None:
    """Look after language packs.

    \b
    Example:
      kg lang check
    """


@command.command("check")
@click.argument("codes", nargs=-1, metavar="[CODE...]")
@click.option(
    "--packs", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder with language packs."
)
@click.pass_context
def check(ctx: click.Context, codes: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Check the tables of language packs and report every problem at once.

    A pack whose tables are in order is then put to its own test: each rule must read its examples, and
    nothing may read the negatives.

    \b
    Examples:
      kg lang check
      kg lang check fr --packs data/packs
    """
    packs = Packs(folders)
    count = 0
    for code in codes or packs.codes:
        pack, problems = read_pack(packs.folder(code))
        problems = problems or check_examples(pack)
        count += len(problems)
        for problem in problems:
            click.echo(clean(str(problem)))
        click.echo(f"{code}: {len(problems) or 'no'} problem{'s' if len(problems) != 1 else ''}", err=True)
    ctx.exit(FINDINGS if count else 0)
