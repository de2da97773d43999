"""The `kg` command: its list of commands, and what errors look like."""

from __future__ import annotations

import gc
import importlib
import io
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from kg.cli.terminal import clean
from kg.errors import KgError

# Module and summary of each command, so that `kg --help` loads none of them; tests hold the summaries to the commands.
COMMANDS = {
    "build": ("kg.cli.build", "Read articles and write their graph in every format."),
    "extract": ("kg.cli.extract", "Print what each article says, as JSON lines."),
    "import": ("kg.cli.import_", "Read a graph back from RDF or JSON that kg wrote."),
    "export": ("kg.cli.export", "Write the graph in one format."),
    "validate": ("kg.cli.validate", "Check RDF files, or a graph.json, against the shapes of kg."),
    "push": ("kg.cli.push", "Send the graph to a triple store, or what has changed of it."),
    "status": ("kg.cli.status", "Show what a store holds, and what is out of date."),
    "forget": ("kg.cli.forget", "Withdraw articles from a store, and all that only they say."),
    "timeline": ("kg.cli.timeline", "Show events in the order of time."),
    "diff": ("kg.cli.diff", "Show what is new: events, dates, plans that came true, sources."),
    "explain": ("kg.cli.explain", "Tell why an actor or event is what it is, and how to correct it."),
    "query": ("kg.cli.query", "Ask the graph a question."),
    "view": ("kg.cli.view", "Write the page to explore and open it in the browser."),
    "lang": ("kg.cli.lang", "Look after language packs."),
    "annotate": ("kg.cli.annotate", "Write readings as annotated articles, for a person to correct."),
    "train": ("kg.cli.train", "Learn a pack's points from annotated articles."),
    "eval": ("kg.cli.eval", "Score the extraction against annotated articles."),
}
FAULT = 2
INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault that the user can mend is one line on stderr and exit code 2."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(clean(str(error), keep_lines=True), err=True)
            ctx.exit(FAULT)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and end the process; a fault in the arguments is one line too."""
        run: Callable[..., Any] = super().main
        if not extra.pop("standalone_mode", True):
            return run(*args, **extra, standalone_mode=False)
        try:
            code = run(*args, **extra, standalone_mode=False)
        except click.ClickException as error:
            name = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "kg"
            click.echo(clean(f"{name}: {error.format_message()} See `{name} --help`."), err=True)
            code = FAULT
        except click.Abort:
            click.echo("stopped", err=True)
            code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one gets the list of those there are."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no command {args[0]!r}; there are {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"kg {version('kg')}")
    except PackageNotFoundError:
        click.echo("kg, not installed")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 done, with findings; 2 input or arguments at fault.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version.")
def cli() -> None:
    """Turn news articles into a timeline knowledge graph.

    \b
    Example:
      kg build news/
    """


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # the same bytes under every locale
    gc.set_threshold(100_000, 50, 100)  # the packs' tables live as long as the process: looking through them again is in vain
    cli(prog_name="kg")
    raise AssertionError("click ends the process")
