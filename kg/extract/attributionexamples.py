"""Running the examples of the attribution table: texts with marked event words and the source of what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.article import extract
from kg.lang.pack import LanguagePack
from kg.lang.table import Problem
from kg.model.text import Article, Span

MARKS = re.compile(r"[<>\[\]]")


def check_attribution(pack: LanguagePack) -> Iterator[Problem]:
    """Yield each marked event that is not found or not told by the marked source, each negative that has a source.

    An example is a text with `<event words>` and the one `[source]` of them all. It proves the tables, so it is read by
    them alone.
    """
    where = f"{pack.code}/attribution.toml"
    for key, lines in (("examples", pack.events.attribution.examples), ("negatives", pack.events.attribution.negatives)):
        for line in lines:
            for fault in attribution_faults(pack, line):
                yield Problem(f"{where}: {key}", f"{MARKS.sub('', line)!r}: {fault}")


def attribution_faults(pack: LanguagePack, line: str) -> Iterator[str]:
    """Yield what is read otherwise than the marks of a text say; without a source in brackets nobody is to be one."""
    text, spans = unmark(line)
    extraction = extract(Article("example", text, pack.code, published=pack.time.reference.isoformat()), pack.untaught(), 0.0)
    names = {entity.id: {m.span.of(text) for m in entity.mentions} for entity in extraction.entities}
    wanted = [span.of(text) for span in spans["["]]
    for span in spans["<"]:
        events = [e for e in extraction.events if any(m.span.overlaps(span) for m in e.mentions)]
        if not events:
            yield f"{span.of(text)!r} is not found"
        for event in events:
            told = [names[who] for who in event.attributed_to]
            if [len(told), *(any(name in forms for forms in told) for name in wanted)] != [len(wanted), *(True for _ in wanted)]:
                got = ", ".join(min(forms, key=len) for forms in told) or "nobody"
                yield f"{span.of(text)!r} should be told by {', '.join(wanted) or 'nobody'}, not by {got}"


def unmark(line: str) -> tuple[str, dict[str, list[Span]]]:
    """Give a marked line as its text and what stands between its brackets, by the opening one, `<` or `[`."""
    text = ""
    begin: dict[str, int] = {}
    spans: dict[str, list[Span]] = {"<": [], "[": []}
    for c in line:
        if c in "<[":
            begin[c] = len(text)
        elif c in ">]":
            opening = "<" if c == ">" else "["
            spans[opening].append(Span(begin.pop(opening), len(text)))
        else:
            text += c
    return text, spans
