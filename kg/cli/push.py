"""`kg push`: the graph into a triple store over HTTP."""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.inputs import GRAPH, Work, inputs_argument, load_source, work_options
from kg.cli.terminal import FINDINGS, Report, clean, progress
from kg.errors import KgError
from kg.public import KnowledgeGraph

if TYPE_CHECKING:
    from kg.export.rdf.push import Login

PASSWORD = "KG_PUSH_PASSWORD"
SUFFIX = ".push"


@click.command("push")
@click.argument("url", metavar="URL")
@inputs_argument(required=False)
@click.option("--query-url", metavar="URL", help="Where the store answers SPARQL, to ask which graphs it has.")
@click.option("--user", metavar="NAME", help=f"Log in, by digest or basic as the store asks; the password is in {PASSWORD}.")
@click.option("--prune", is_flag=True, help="Remove the graphs of withdrawn articles, and replace the shared graph.")
@click.option("--all", "everything", is_flag=True, help="Send every graph, whether it has changed or not.")
@click.option(
    "--journal",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to keep what the store has acknowledged; beside the input, as INPUT{SUFFIX}, if not given.",
)
@click.option("--gzip", "gzipped", is_flag=True, help="Pack what is sent; not every store can unpack it.")
@click.option(
    "--timeout",
    type=click.FloatRange(1),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for an answer.",
)
@click.option("--base-iri", metavar="IRI", help="What the IRIs begin with, and so the names of the graphs.")
@work_options(timeout=False)
@click.pass_context
def command(
    ctx: click.Context,
    url: str,
    inputs: tuple[str, ...],
    query_url: str | None,
    user: str | None,
    prune: bool,
    everything: bool,
    journal: Path | None,
    gzipped: bool,
    timeout: float,
    base_iri: str | None,
    work: Work,
) -> None:
    """Send the graph to a triple store, or what has changed of it.

    URL is where the store speaks the Graph Store Protocol. INPUT is articles, or a graph.json that `kg build` wrote;
    without any, exports/graph.json or the graph of --store FILE.

    The graph of each article is replaced as a whole. What articles share, in the graph BASE/entities, is added to, since
    others may push there too; with --prune it is replaced, and the graphs of articles that are no longer in the graph are
    removed: those that --query-url lists, else those of the journal. So prune only where one graph feeds the store. Other
    graphs are never touched.

    A push that was stopped goes on where it was, and a later one sends what has changed, if the store still has the rest.
    What fails is tried five times, then listed. The login goes to the server of URL only.

    \b
    Examples:
      kg push http://localhost:7878/store
      kg push http://localhost:8890/sparql-graph-crud-auth news/ --user dba --query-url http://localhost:8890/sparql
      kg push https://store.example/kg/data --store news.sqlite --prune --base-iri https://store.example/kg/
    """
    from kg.export.rdf import DEFAULT_BASE_IRI
    from kg.export.rdf.push import GraphStore, Journal, Patience, Plan, State, check_address, push

    address = check_address(url, "the graph store")
    queries = None if query_url is None else check_address(query_url, "the query endpoint")
    plan = Plan(base_iri or DEFAULT_BASE_IRI, everything, prune, gzipped)
    store = GraphStore(address, Patience(time.sleep, timeout), queries=queries, login=_login(user))
    report = Report()
    done: Counter[State] = Counter()
    statements = 0
    faults: list[str] = []
    log = Journal(journal or _beside(inputs, work))
    with closing(store), closing(log), load_source(inputs, work, report) as graph:
        articles = graph.records.articles if isinstance(graph, KnowledgeGraph) else graph.articles()
        graphs = sum(1 for _ in articles) + 1
        outcomes = progress(push(graph, store, log, plan), "sending graphs", graphs)
        try:
            for outcome in outcomes:
                done[outcome.state] += 1
                if outcome.state is State.SENT:
                    statements += outcome.statements
                elif outcome.state is State.FAILED:
                    faults.append(outcome.fault)
        except KgError as error:
            if not done:
                raise
            faults.append(str(error))  # told after what has been done
    said = [f"{done[state]:,} {state}" for state in State if done[state] or state in (State.SENT, State.UNCHANGED, State.FAILED)]
    click.echo(f"graphs: {', '.join(said)}; {statements:,} statements sent to {clean(address.url)}")
    for fault in faults:
        click.echo(clean(fault), err=True)
    if done[State.LEFT]:
        click.echo(
            f"{done[State.LEFT]:,} graphs left: the store could not be reached any more; push again to send them", err=True
        )
    if store.open_login:
        click.echo(f"{clean(address.url)}: the password went there unencrypted; use https", err=True)
    report.show()
    ctx.exit(FINDINGS if faults or done[State.LEFT] else report.exit_code)


def _login(user: str | None) -> Login | None:
    from kg.export.rdf.push import Login

    if user is None:
        return None
    password = os.environ.get(PASSWORD)
    if password is None:
        raise KgError(f"no password for {user}", remedy=f"put it in the environment as {PASSWORD}")
    return Login(user, password)


def _beside(inputs: tuple[str, ...], work: Work) -> Path:
    """Give where a journal is kept that nobody named: beside the store, or the first input that is a file or folder."""
    named = work.store or next((Path(given) for given in inputs if given != "-"), Path("kg") if inputs else GRAPH)
    named = named.absolute() if named.name else named.resolve()
    return named.with_name(named.name + SUFFIX)
