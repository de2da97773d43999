"""Running the sentences by which a pack shows that it reads a construction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.article import extract
from kg.lang.constructions import FILE
from kg.lang.pack import LanguagePack
from kg.lang.table import Problem
from kg.model.event import Extraction
from kg.model.text import Article

MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")
CLAIM = " > "


def check_constructions(pack: LanguagePack, sentences: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each claim of a sentence that is not read; the keys are those of the constructions.

    A sentence has `[words|kind]` for actors, then ` > a|b|c` for what else it says: `subject|predicate|object`,
    `words|time|value` (TIMEX3 or EDTF), `words|is|name` (who is meant), `trigger|TYPE|realis`, `trigger|role|name`, `trigger|source|name`
    ("nobody" where there is none), `trigger|link|trigger`, `text|topic|label` and `text|subject|key`. It proves the tables, so it is read by them alone.
    """
    for key, line in sentences.items():
        marked, *claims = line.split(CLAIM)
        text = MARK.sub(lambda mark: mark.group(1), marked)
        read = extract(Article("example", text, pack.code, published=pack.time.reference.isoformat()), pack.untaught(), 0.0)
        told = sorted(set(_told(read)))
        for claim in (*(f"{mark.group(1)}|{mark.group(2)}" for mark in MARK.finditer(marked)), *claims):
            if claim not in told:
                yield Problem(f"{pack.code}/{FILE}: {key}", f"{text!r} should say {claim}, says {', '.join(told) or 'nothing'}")
        if not claims and not MARK.search(marked):
            yield Problem(f"{pack.code}/{FILE}: {key}", f"{text!r} says nothing that could be checked")


def _told(read: Extraction) -> Iterator[str]:
    """Give all that was read as claims, an actor by each of its names."""
    text = read.article.text
    names = {e.id: sorted({e.name, *(m.span.of(text) for m in e.mentions)}) for e in read.entities}
    for entity in read.entities:
        for words in names[entity.id]:
            yield f"{words}|{entity.kind}"
            yield from (f"{words}|is|{name}" for name in names[entity.id] if name != words)
    for timex in read.timexes:
        values = {timex.value, timex.edtf, timex.stretch.edtf if timex.stretch else None}
        yield from (f"{timex.span.of(text)}|time|{value}" for value in values if value)
    for relation in read.relations:
        targets = names[relation.object] if relation.object is not None else [relation.office or ""]
        yield from (f"{name}|{relation.predicate}|{target}" for name in names[relation.subject] for target in targets)
    for event in read.events:
        for mention in event.mentions:
            words = mention.span.of(text)
            yield f"{words}|{event.type}|{event.realis}"
            if event.time is not None:
                yield f"{words}|time|{event.time.edtf}"
            yield from (f"{words}|{part.role}|{name}" for part in event.participants for name in names[part.who])
            yield from (f"{words}|source|{name}" for who in event.attributed_to for name in names[who])
            if not event.attributed_to:
                yield f"{words}|source|nobody"
    words_of = {event.id: [m.span.of(text) for m in event.mentions] for event in read.events}
    for link in read.links:
        yield from (f"{a}|{link.predicate}|{b}" for a in words_of[link.subject] for b in words_of[link.object])
    yield from (f"text|topic|{topic.label}" for topic in read.topics)
    yield from (f"text|subject|{subject.key}" for subject in read.subjects)
