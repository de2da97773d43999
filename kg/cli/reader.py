"""Which reader a command extracts with: the options that call in a model, what it costs, and what it did."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.terminal import Report, clean
from kg.errors import KgError
from kg.model.event import Extraction
from kg.pipeline import Engine, Tables, Versioned, plugin, read_articles

if TYPE_CHECKING:
    from kg.cli.inputs import Work
    from kg.llm.cost import Cost, Meter, Prices
    from kg.llm.question import Model, Question
    from kg.llm.reader import ModelReader

F = TypeVar("F", bound=Callable[..., Any])

RULES, LLM, BOTH = "rules", "llm", "both"
JOURNAL = Path("llm-journal.jsonl")


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of a reader, as they were given."""

    extractor: str
    model: str | None
    endpoint: str | None
    journal: Path
    replay: bool
    dry_run: bool
    budget: float | None
    prices: Path | None
    concurrency: int
    answer_timeout: float
    sentences: int | None
    parameters: tuple[str, ...]
    batch_out: Path | None
    batch_in: tuple[Path, ...]

    @property
    def plans_only(self) -> bool:
        """Say whether nothing is to be read yet, only questions to be counted or written."""
        return self.dry_run or self.batch_out is not None


FILE = click.Path(path_type=Path, dir_okay=False)
OPTIONS = (
    click.option(
        "--extractor",
        type=click.Choice([RULES, LLM, BOTH]),
        default=RULES,
        show_default=True,
        help="Who reads: kg's own rules, a language model, or both, compared.",
    ),
    click.option("--model", metavar="NAME", help="The model to ask."),
    click.option("--endpoint", metavar="URL", help="An OpenAI-compatible server; its key is in KG_LLM_KEY, if it wants one."),
    click.option(
        "--journal",
        type=FILE,
        default=JOURNAL,
        show_default=True,
        metavar="FILE",
        help="Keep answers here; none is asked for twice.",
    ),
    click.option("--replay", is_flag=True, help="Answer from the journal alone, and end where it has no answer."),
    click.option("--dry-run", is_flag=True, help="Tell calls, tokens and price, and ask nothing."),
    click.option(
        "--budget",
        type=click.FloatRange(0),
        metavar="AMOUNT",
        help="Stop before this is overspent: money if the model has a price, else tokens.",
    ),
    click.option("--prices", type=FILE, metavar="FILE", help="A table of prices of your own, like kg/llm/prices.toml."),
    click.option(
        "--concurrency", type=click.IntRange(1, 64), default=4, show_default=True, help="How many questions are open at once."
    ),
    click.option(
        "--answer-timeout",
        type=click.FloatRange(1),
        default=120.0,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for an answer.",
    ),
    click.option("--sentences", type=click.IntRange(1, 200), metavar="N", help="How many sentences a question has at most."),
    click.option(
        "--param",
        "parameters",
        multiple=True,
        metavar="NAME=JSON",
        help="A parameter of the request, e.g. temperature=0.2; null leaves one out.",
    ),
    click.option("--batch-out", type=FILE, metavar="FILE", help="Write the questions in the OpenAI batch form, and stop."),
    click.option("--batch-in", type=FILE, multiple=True, metavar="FILE", help="Read the answers of a batch, and go on."),
)


def reader_options() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options of commands that may read with a model, and hand them over as one `Choice`."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        from functools import wraps

        names = [field.name for field in fields(Choice)]

        @wraps(function)
        def command(*args: Any, **given: Any) -> Any:
            choice = Choice(**{name: given.pop(name) for name in names})
            return function(*args, choice=choice, **given)

        for option in reversed(OPTIONS):
            option(command)
        return command

    return add


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads in the place of the rules: an extractor and the engine that it runs on; `status` says in a word how far it is."""

    extractor: Versioned
    engine: Engine
    status: Callable[[], str]


@contextmanager
def opened(choice: Choice, work: Work, report: Report) -> Generator[Reader | None]:
    """Give the reader that was chosen, None for the rules; with a model, say in the end what it cost and what of it was not taken.

    Raises `KgError` if options are missing or contradict each other, and what opening a journal or client raises.
    """
    if choice.extractor == RULES:
        _refuse_options(choice)
        yield None
        return
    from kg.llm.connect import connected

    model = _model(choice)
    with connected(
        model,
        endpoint=choice.endpoint,
        journal=choice.journal,
        batches=choice.batch_in,
        replay=choice.replay,
        budget=choice.budget,
        prices=choice.prices,
        seconds=choice.answer_timeout,
    ) as (service, given):
        extractor = _reader(choice, model, service, work)
        try:
            yield Reader(extractor, plugin("kg.engines", "threads")(choice.concurrency), service.meter.status)
            idle = len(given - service.asked)
            if idle:
                report.findings.append(
                    f"{idle:,} answers of the batch are to other questions: of other articles, another model or another kg"
                )
        finally:
            _account(service.meter)


def _refuse_options(choice: Choice) -> None:
    given = {
        "--model": choice.model,
        "--endpoint": choice.endpoint,
        "--replay": choice.replay,
        "--dry-run": choice.dry_run,
        "--batch-out": choice.batch_out,
        "--batch-in": choice.batch_in,
    }
    for name, value in given.items():
        if value:
            raise KgError(f"{name} is for reading with a model", remedy=f"give --extractor {LLM} or {BOTH} too")


def _model(choice: Choice) -> Model:
    from kg.llm.question import SENTENCES, Model
    from kg.llm.schema import ready

    ready()
    if not choice.model:
        raise KgError("which model is to read?", remedy="give --model NAME")
    return Model(choice.model, tuple(sorted(map(_parameter, choice.parameters))), choice.sentences or SENTENCES)


def _parameter(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    try:
        parsed = json.loads(value)
    except ValueError:
        parsed = value
    if not equals or not name or name in ("model", "messages", "stream", "tools"):
        raise KgError(f"--param {given!r} is no parameter to give", remedy="write NAME=VALUE, e.g. temperature=0.2")
    return name, parsed


def _reader(choice: Choice, model: Model, ask: Callable[[Question], Any], work: Work) -> ModelReader:
    make = plugin("kg.extractors", choice.extractor)
    tables = Tables(work.folders)
    reader: ModelReader = make(model, ask, tables.pack, tables.state, work.min_confidence)
    return reader


def _account(meter: Meter) -> None:
    """Say what the questions cost."""
    parts = [f"{meter.calls:,} asked", f"{meter.kept:,} from the journal"]
    if meter.missing:
        parts.append(f"{meter.missing:,} without an answer")
    parts.append(f"{meter.sent:,} tokens sent, {meter.received:,} received")
    if meter.price is not None:
        parts.append(f"{meter.amount(meter.spent)} spent")
    click.echo(f"questions: {', '.join(parts)}", err=True)


def watched(extractions: Iterator[Extraction], report: Report) -> Iterator[Extraction]:
    """Give extractions as they pass, and note what of a model's answers was not taken, and where readings part.

    Questions that nobody answered are a finding: another run may do better.
    """
    from kg.llm.answer import Reason
    from kg.llm.assemble import ISSUE
    from kg.llm.compare import differences

    counts: Counter[str] = Counter()
    for extraction in extractions:
        for issue in extraction.issues:
            if issue.code.startswith(ISSUE):
                counts[issue.code.removeprefix(ISSUE)] += 1
        report.notes += [f"{extraction.article.id}: {issue.code}: {issue.message}" for issue in differences(extraction.issues)]
        yield extraction
    lost = counts.pop(Reason.TRANSPORT, 0)
    if lost:
        report.findings.append(f"{lost:,} questions have no answer: the default reader read in their place")
    if counts:
        said = ", ".join(f"{count:,} {reason}" for reason, count in sorted(counts.items()))
        report.notes.insert(0, f"not taken of the answers: {said}; the default reader read those sentences")


def plan(choice: Choice, inputs: Sequence[str], work: Work, report: Report) -> None:
    """Count the questions about articles that the journal does not answer, article by article; with --batch-out, write them."""
    from kg.export import open_atomically
    from kg.lang.pack import Packs
    from kg.llm.answer import failed
    from kg.llm.batch import request_line
    from kg.llm.cost import Cost, cost_of, load_prices
    from kg.llm.journal import Journal

    if choice.extractor == RULES:
        _refuse_options(choice)
    model = _model(choice)
    reader = _reader(choice, model, lambda question: failed("not asked"), work)
    journal = Journal(choice.journal, writable=False)
    costs: list[tuple[str, Cost]] = []
    kept = 0
    lines: dict[str, bytes] = {}
    for item in read_articles(inputs, Packs(work.folders)):
        if isinstance(item, KgError):
            report.faults.append(item)
            continue
        report.articles += 1
        cost = Cost()
        for question, text in reader.questions(item):
            if journal.get(question.key) is not None or question.key in lines:
                kept += 1
                continue
            cost += cost_of(question, text)
            lines[question.key] = request_line(question) if choice.batch_out is not None else b""
        costs.append((item.id, cost))
    _print_plan(costs, kept, model, load_prices(choice.prices))
    if choice.batch_out is not None:
        with open_atomically(choice.batch_out) as file:
            file.writelines(lines.values())
        click.echo(clean(f"{len(lines):,} questions written to {choice.batch_out}; read their answers with --batch-in"))


COLUMNS = ("article", "calls", "sentences", "tokens of text", "sent", "per token", "of it fixed", "form", "answers")


def _print_plan(costs: Sequence[tuple[str, Cost]], kept: int, model: Model, prices: Prices) -> None:
    from kg.llm.cost import Cost

    total = sum((cost for _, cost in costs), Cost())
    rows = [COLUMNS, *(_row(name, cost) for name, cost in costs), _row("all", total)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    for row in rows:
        click.echo(
            clean(
                "  ".join(cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True)))
            )
        )
    price = prices.of(model.name)
    if kept:
        click.echo(f"{kept:,} more are answered already")
    if price is None:
        click.echo(clean(f"{model.name} has no price in the table of {prices.date}; --prices FILE takes your own"))
    else:
        least, most = price.of(total.sent, total.received), price.of(total.sent + total.schema, total.received)
        click.echo(
            clean(
                f"{model.name}: {least:.4f} {prices.currency}, {most:.4f} where the form of answers counts too"
                f" (prices of {prices.date}; tokens are estimates)"
            )
        )


def _row(name: str, cost: Cost) -> tuple[str, ...]:
    ratio = f"{cost.sent / cost.text:.2f}" if cost.text else "-"
    counts = (cost.calls, cost.sentences, cost.text, cost.sent)
    return (name, *(f"{n:,}" for n in counts), ratio, *(f"{n:,}" for n in (cost.fixed, cost.schema, cost.received)))
