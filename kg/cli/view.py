"""`kg view`: the page, written and opened."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.inputs import OUT, Work, inputs_argument, load_graph, work_options
from kg.cli.terminal import Report, clean
from kg.export import exporter, open_atomically


@click.command("view")
@inputs_argument(required=False)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=OUT / "graph.html",
    show_default=True,
    metavar="FILE",
    help="Where to write.",
)
@click.option("--no-open", is_flag=True, help="Write the page and do not open it.")
@work_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: Path,
    no_open: bool,
    work: Work,
) -> None:
    """Write the page to explore and open it in the browser.

    INPUT is articles, or a graph that kg wrote as graph.json or RDF; without any, exports/graph.json or
    the graph of --store FILE. The page is one file that needs no network.

    \b
    Examples:
      kg view
      kg view news/ --out news.html --no-open
    """
    report = Report()
    graph = load_graph(inputs, work, report)
    with open_atomically(out) as file:
        exporter("html").write(graph, file)
    click.echo(clean(f"Written to {out}"))
    if not no_open:
        import webbrowser

        if not webbrowser.open(out.resolve().as_uri()):
            click.echo("no browser could be started; open the file yourself", err=True)
    report.show()
    ctx.exit(report.exit_code)
