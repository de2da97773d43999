"""`kg query`: questions to the graph, from the cookbook or in SPARQL."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.inputs import Work, inputs_argument, load_graph, work_options
from kg.cli.terminal import Report, clean, escape_json
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.export.rdf.query import Answer, Question, Source, Value

WIDE = 160
QUERY_FILES = (".rq", ".sparql")
LIMIT, TIMEOUT = 1000, 60.0


@click.command("query")
@click.argument("question", required=False, metavar="[QUESTION]")
@inputs_argument(required=False)
@click.option("--list", "listed", is_flag=True, help="Show the questions of the cookbook, and end.")
@click.option("--show", is_flag=True, help="Show what QUESTION asks, takes and gives, and its SPARQL, and end.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for a parameter of a question of the cookbook; given twice, either fits.",
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="json is SPARQL 1.1 Query Results JSON.",
)
@click.option("--limit", type=click.IntRange(1), default=LIMIT, show_default=True, metavar="N", help="How many rows at most.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="How long the query may take.",
)
@click.option("--base-iri", metavar="IRI", help="What the IRIs of the graph begin with.")
@work_options(timeout=False)
@click.pass_context
def command(
    ctx: click.Context,
    question: str | None,
    inputs: tuple[str, ...],
    listed: bool,
    show: bool,
    given: tuple[str, ...],
    form: str,
    limit: int,
    timeout: float,
    base_iri: str | None,
    work: Work,
) -> None:
    """Ask the graph a question.

    QUESTION is a name of the cookbook (`kg query --list`), a file with a SPARQL query, or a query. INPUT is
    articles, a graph.json that `kg build` wrote, or RDF (.nq .trig .ttl .nt .jsonld, packed with gzip or not);
    without any, exports/graph.json or the graph of --store FILE. All graphs are asked as one; the prefixes of
    kg need no declaration. A query only reads, and asks no other server. To a pipe the table is tab-separated.

    \b
    Examples:
      kg query --list
      kg query who-met-whom --set actor=Kishida
      kg query what-happened-to news/ --set actor=Japan --set from=2024-04 --set to=2024-06
      kg query --format csv 'SELECT ?name { ?who a schema:Person ; schema:name ?name } ORDER BY ?name'
      kg query question.rq graph.trig.gz --format json
    """
    if listed:
        _list()
        return
    if question is None:
        raise click.UsageError("a question is missing; `kg query --list` shows the cookbook.", ctx)
    asked, text = _question(question, given)
    if show:
        click.echo(clean(text, keep_lines=True))
        return
    from kg.export.rdf import DEFAULT_BASE_IRI
    from kg.export.rdf.query import Limits, ask, check_query

    if asked.query is not None:
        check_query(asked.query)  # before anything is read
    report = Report()
    base = base_iri or DEFAULT_BASE_IRI
    answer = ask(asked, _source(inputs, work, report, base), base_iri=base, limits=Limits(limit, timeout))
    _print(answer, form, base)
    if answer.cut:
        click.echo(f"there are more rows than {limit:,}; --limit gives them", err=True)
    elif answer.verdict is None and not answer.rows:
        click.echo("no rows", err=True)
    report.show()
    ctx.exit(report.exit_code)


def _question(words: str, given: tuple[str, ...]) -> tuple[Question, str]:
    """Find out what is asked: a name of the cookbook, a file or a query; give its text too."""
    from kg.export.rdf.cookbook import recipe, recipes
    from kg.export.rdf.query import Question

    path = Path(words)
    if words in {known.name for known in recipes()}:
        found = recipe(words)
        values = tuple(_pair(pair) for pair in given)
        found.check({name for name, _ in values})
        return Question(recipe=words, values=values), found.text
    if given:
        raise KgError("--set is for the questions of the cookbook", remedy="write the values into the query")
    if path.suffix in QUERY_FILES or (not any(char.isspace() for char in words) and "{" not in words):
        text = _read(path) if path.suffix in QUERY_FILES or path.is_file() else recipe(words).text
    else:
        text = words
    return Question(query=text), text


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals or not value.strip():
        raise KgError(f"--set {words!r} gives no value", remedy="write NAME=VALUE, as actor=Kishida")
    return name.strip(), value


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise InputError("is no text in UTF-8", where=str(path), remedy="save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), remedy="check the path") from None


def _source(inputs: tuple[str, ...], work: Work, report: Report, base: str) -> Source:
    from kg.export.rdf import graph_to_quads
    from kg.export.rdf.query import is_rdf

    paths = [Path(name) for name in inputs]
    rdf = [path for path in paths if is_rdf(path)]
    if rdf and (len(rdf) < len(paths) or work.store is not None):
        raise KgError("RDF files and articles cannot be asked together", remedy="export the articles' graph first: `kg export`")
    if rdf and work.as_of is not None:
        raise KgError("RDF files are asked as they are, not as of a day", remedy="give articles, a graph.json or --store FILE")
    return rdf or graph_to_quads(load_graph(inputs, work, report), base_iri=base)


def _print(answer: Answer, form: str, base: str) -> None:
    if form == "json":
        click.echo(escape_json(json.dumps(answer.to_json(), ensure_ascii=False, indent=2)))
    elif answer.verdict is not None:
        click.echo("yes" if answer.verdict else "no")
    elif form == "csv":
        from kg.export.table import safe_cell

        writer = csv.writer(sys.stdout)
        writer.writerow(answer.columns)
        writer.writerows([safe_cell(_text(value)) for value in row] for row in answer.rows)
    elif sys.stdout.isatty():
        print_table(answer, base)
    else:
        for row in answer.rows:
            click.echo("\t".join(clean(_text(value)) for value in row))


def _text(value: Value | None) -> str:
    return "" if value is None else value.text


def print_table(answer: Answer, base: str) -> None:
    """Print an answer for the eye, IRIs by their prefixes."""
    from rich.table import Table
    from rich.text import Text

    from kg.export.rdf.mapping import prefixes

    known = sorted(((iri, name) for name, iri in prefixes(base).items()), key=lambda pair: -len(pair[0]))

    def short(value: Value | None) -> str:
        if value is None or value.kind != "uri":
            return _text(value)
        return next((f"{name}:{value.text[len(iri) :]}" for iri, name in known if value.text.startswith(iri)), value.text)

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(answer.columns):
        iris = any(value is not None and value.kind == "uri" for value in (row[index] for row in answer.rows))
        table.add_column(clean(name), style="dim" if iris else "", overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(clean(short(value))) for value in row))
    _show(table)


def _list() -> None:
    from kg.export.rdf.cookbook import recipes

    if sys.stdout.isatty():
        print_list()
        return
    for known in recipes():
        click.echo("\t".join((known.name, known.question, " ".join(p.name for p in known.parameters))))


def print_list() -> None:
    """Print the questions of the cookbook for the eye."""
    from rich.table import Table
    from rich.text import Text

    from kg.export.rdf.cookbook import recipes

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Name", style="cyan", no_wrap=True)
    table.add_column("Question", ratio=3)
    table.add_column("--set", style="dim", ratio=2)
    for known in recipes():
        table.add_row(
            known.name,
            known.question,
            Text(", ".join(p.name + ("" if not p.required else " (needed)") for p in known.parameters)),
        )
    _show(table)


def _show(table: object) -> None:
    from rich.console import Console

    Console(width=min(WIDE, shutil.get_terminal_size().columns)).print(table)
