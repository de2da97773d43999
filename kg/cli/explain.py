"""`kg explain`: why an actor or event is what it is, and how to correct it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.inputs import Work, inputs_argument, whole_graph, work_options
from kg.cli.terminal import Report, clean, escape_json
from kg.errors import KgError
from kg.model.entity import Entity
from kg.model.time import EventTime

if TYPE_CHECKING:
    from kg.resolve.corpus import Resolution
    from kg.resolve.corrections import ActorRef
    from kg.resolve.explain import Explanation, Undo
    from kg.resolve.join import Join

SHOWN = 20  # reports, and joins of one reason, that are printed without --all
FEW = 5
VOICES = {"1": "agency", "2": "publisher", "3": "text"}


@click.command("explain")
@click.argument("what", metavar="ID|NAME")
@inputs_argument(required=False)
@click.option("--all", "everything", is_flag=True, help=f"Every report and join, not only the first {SHOWN}.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@work_options()
@click.pass_context
def command(ctx: click.Context, what: str, inputs: tuple[str, ...], everything: bool, form: str, work: Work) -> None:
    """Tell why an actor or event is what it is, and how to correct it.

    It lists what each article says of it, why these were taken for one, what was held against it and left apart, how the
    date was chosen, and the entry for --corrections that takes a join back. ID is an actor's or event's, NAME an actor's.
    INPUT is articles, or the graph.json that kg wrote; without any, exports/graph.json or the graph of --store FILE.

    \b
    Examples:
      kg explain Kishida
      kg explain event-1f2e3d4c5b6a exports/graph.json
      kg explain "Fumio Kishida" --store news.sqlite --corrections fixes.toml
    """
    from kg.resolve.explain import explain

    report = Report()
    graph = whole_graph(inputs, replace(work, corrections=None), report)
    if graph.records.articles and not graph.extractions:
        raise KgError(
            "this graph does not have what it was made of, and cannot be explained",
            remedy="give its graph.json, its articles or --store FILE",
        )
    resolution = _resolution(graph.extractions, work.corrections, report)
    found = explain(resolution, _meant(resolution, what, {entity.id for entity in graph.records.entities}))
    if form == "json":
        click.echo(escape_json(json.dumps(_json(found), ensure_ascii=False, indent=2)))
    else:
        for line in _text(found, None if everything else SHOWN):
            click.echo(clean(line))
    report.show()
    ctx.exit(report.exit_code)


def _resolution(extractions: Sequence[Any], path: Path | None, report: Report) -> Resolution:
    from kg.read.corrections import read_corrections
    from kg.resolve.corpus import resolution

    found = resolution(extractions, None if path is None else read_corrections(path))
    report.findings += [str(finding) for finding in found.findings]
    return found


def _meant(resolution: Resolution, what: str, before: set[str]) -> str:
    """Give the id that is meant; raises `KgError` if there is none, or the name is that of several actors."""
    from kg.public import KnowledgeGraph

    if any(told.event.id == what for group in resolution.groups for told in group):
        return what
    found = KnowledgeGraph(resolution.records).find_actors(what)
    if len(found) == 1:
        return found[0]
    if not found:
        made = "it was made with corrections: give --corrections FILE" if what in before else "give an id, or an actor's name"
        raise KgError(f"no actor or event {what!r} in this graph", remedy=made)
    known = {entity.id: entity for entity in resolution.records.entities}
    whom = "; ".join(f"{known[i].name} ({known[i].kind}, {i})" for i in found[:FEW])
    more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
    raise KgError(f"{what!r} fits {whom}{more}", remedy="give the id of one of them")


def _text(found: Explanation, most: int | None) -> Iterator[str]:
    thing = found.thing
    articles = {report.article for report in found.reports}
    reports = _count(len(found.reports), "report")
    if isinstance(thing, Entity):
        yield f"{thing.name} ({thing.kind}, {thing.id}): {reports} in {_count(len(articles), 'article')}"
        if thing.names:
            yield f"also: {'; '.join(thing.names)}"
    else:
        yield f"{thing.label} ({thing.type}, {thing.realis}, {thing.id}): {reports} in {_count(len(articles), 'article')}"
        yield from _when(found)
    yield ""
    yield "Reports:"
    for report in found.reports[:most]:
        published = f", {report.published[:10]}" if report.published else ""
        yield f"  {report.article} ({report.publisher or 'publisher unknown'}{published}): {report.name}"
        if not isinstance(thing, Entity):
            yield f"    {report.id}, {report.date.edtf if report.date else 'undated'}, confidence {report.confidence:.2f}"
        yield f"    “{report.sentence}”"
    yield from _more(len(found.reports), most, "  ")
    yield from _why_one(found, most)
    if found.near:
        yield ""
        yield "Left apart:"
        for near in found.near:
            yield f"  {near.name} ({near.id}) in {', '.join(near.articles[:FEW])}: {near.reason}"
    if found.undo is not None:
        yield ""
        yield "To take a join back, put this into a file for --corrections, with the articles or reports that you mean:"
        yield from (f"  {line}" for line in _entry(found.undo))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _more(number: int, most: int | None, indent: str) -> Iterator[str]:
    if most is not None and number > most:
        yield f"{indent}... and {number - most:,} more; --all shows them"


def _why_one(found: Explanation, most: int | None) -> Iterator[str]:
    from kg.resolve.explain import same_reason

    if not found.joins:
        return
    names = {f"{report.article}/{report.id}": f"{report.name} in {report.article}" for report in found.reports}
    names |= {report.id: f"{report.id} in {report.article}" for report in found.reports}
    yield ""
    yield "One, because of:"
    for reason, joins in same_reason(found.joins):
        yield f"  {reason}:"
        for join in joins[:most]:
            yield f"    {names.get(join.first, join.first)} = {names.get(join.second, join.second)}"
        yield from _more(len(joins), most, "    ")


def _when(found: Explanation) -> Iterator[str]:
    """Tell how the date was chosen, and what the confidence comes from."""
    from kg.resolve.explain import dates, sources

    event = found.thing
    if isinstance(event, Entity):
        return
    if event.time is None:
        yield "date: none, no report says when"
    else:
        best = "the best supported of those that contradict each other" if event.claims else "the most exact"
        yield f"date: {event.time.edtf}, {_basis(event.time)}" + (f"; {best}" if len(dates(found)) > 1 else "")
        for claim in event.claims:
            articles = ", ".join(dict.fromkeys(place.article for place in claim.provenance))
            yield f"  {claim.time.edtf} is claimed by {_count(claim.source_count, 'independent source')}: {articles}"
        for time, said_by in dates(found):
            yield f"  {time.edtf} ({_basis(time)}): {', '.join(said_by)}"
    told = sources(found)
    parts = "; ".join(f"{_voice(source)} {confidence:.2f}" for source, confidence, _ in told)
    yield f"confidence: {event.confidence:.2f} of {_count(len(told), 'independent source')}: {parts}"


def _basis(time: EventTime) -> str:
    return "the publication day" if time.basis == "dct" else f"{time.basis}"


def _voice(source: str) -> str:
    kind, _, name = source.partition(":")
    return f"{VOICES.get(kind, kind)} {name}" if kind != "3" else "its own text"


def _entry(undo: Undo) -> Iterator[str]:
    """Give the lines of an entry in TOML."""
    yield f"[[{undo.act}]]"
    if undo.events:
        yield f"events = [{', '.join(map(_quoted, undo.events))}]"
    else:
        yield "actors = ["
        yield from (f"  {_ref(ref)}," for ref in undo.actors)
        yield "]"


def _ref(ref: ActorRef) -> str:
    return f"{{ name = {_quoted(ref.name or '')}, articles = [{', '.join(map(_quoted, ref.articles))}] }}"


def _quoted(text: str) -> str:
    # A basic string of TOML escapes as JSON does, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _json(found: Explanation) -> dict[str, Any]:
    from kg.resolve.explain import dates, sources

    thing = found.thing
    head: dict[str, Any] = {"id": thing.id}
    if isinstance(thing, Entity):
        head |= {"kind": thing.kind, "name": thing.name, "names": list(thing.names), "key": thing.key}
    else:
        head |= {"type": thing.type, "realis": thing.realis, "label": thing.label, "confidence": thing.confidence}
        head["date"] = None if thing.time is None else _date(thing.time)
        head["dates"] = [_date(time) | {"articles": list(articles)} for time, articles in dates(found)]
        head["claims"] = [
            _date(claim.time)
            | {"sources": claim.source_count, "articles": list(dict.fromkeys(place.article for place in claim.provenance))}
            for claim in thing.claims
        ]
        head["sources"] = [
            {"source": _voice(source), "confidence": sure, "articles": list(articles)}
            for source, sure, articles in sources(found)
        ]
    undo = None if found.undo is None else "\n".join(_entry(found.undo)) + "\n"
    return head | {
        "reports": [
            {
                "id": report.id,
                "article": report.article,
                "title": report.title,
                "publisher": report.publisher,
                "published": report.published,
                "name": report.name,
                "sentence": report.sentence,
                **({} if isinstance(thing, Entity) else {"date": _date(report.date), "confidence": report.confidence}),
            }
            for report in found.reports
        ],
        "joins": [_join(join) for join in found.joins],
        "left_apart": [
            {"id": near.id, "name": near.name, "articles": list(near.articles), "reason": near.reason} for near in found.near
        ],
        "undo": undo,
    }


def _date(time: EventTime | None) -> Any:
    return None if time is None else {"edtf": time.edtf, "basis": time.basis}


def _join(join: Join) -> dict[str, str]:
    return {"first": join.first, "second": join.second, "reason": join.reason}
