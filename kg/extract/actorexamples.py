"""Running the examples of the actor tables: marked-up sentences with the mentions and relations to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.chain import Chains, chain
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.relation import find_relations
from kg.extract.timex import tag_times
from kg.lang.pack import LanguagePack
from kg.lang.table import Problem
from kg.model.entity import Mention, MentionForm
from kg.model.event import Relation
from kg.model.text import Article

MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")
RELATION = " > "


def check_actors(pack: LanguagePack) -> Iterator[Problem]:
    """Yield each mention or relation that an example marks and that is not found, each name found in a negative.

    An example is a sentence with `[words|kind]` for mentions, then ` > subject|predicate|object` for relations.
    It proves the tables, so it is read by them alone.
    """
    pack = replace(pack, weights=None)
    for where, line in pack.actors.examples:
        yield from _check_example(pack, where, line)
    for where, line in pack.actors.negatives:
        sentence, *absent = line.split(RELATION)
        mentions, relations, _ = _read(pack, sentence)
        told = {_written(relation) for relation in relations}
        for claim in absent:
            if claim in told:
                yield Problem(where, f"{sentence!r}: {claim!r} is read, but not said")
        if not absent:
            for mention in mentions:
                if mention.form is MentionForm.NAME:
                    yield Problem(where, f"{sentence!r}: {mention.name!r} is read as {mention.kind} by rule {mention.rule!r}")


def _check_example(pack: LanguagePack, where: str, line: str) -> Iterator[Problem]:
    marked, *claims = line.split(RELATION)
    sentence = MARK.sub(lambda mark: mark.group(1), marked)
    mentions, relations, _ = _read(pack, sentence)
    found = {(mention.name, mention.kind.value) for mention in mentions}
    got = ", ".join(f"{name}|{kind}" for name, kind in sorted(found)) or "nothing"
    for mark in MARK.finditer(marked):
        if (mark.group(1), mark.group(2)) not in found:
            yield Problem(where, f"{sentence!r} should give {mark.group(1)}|{mark.group(2)}, gives {got}")
    told = {_written(relation) for relation in relations}
    for claim in claims:
        if claim not in told:
            yield Problem(where, f"{sentence!r} should say {claim}, says {', '.join(sorted(told)) or 'nothing'}")


def _written(relation: Relation[Mention]) -> str:
    target = relation.object.name if relation.object is not None else relation.office
    return f"{relation.subject.name}|{relation.predicate}|{target}"


def _read(pack: LanguagePack, sentence: str) -> tuple[tuple[Mention, ...], tuple[Relation[Mention], ...], Chains]:
    reading = read(Article("example", sentence, pack.code, published=pack.time.reference.isoformat()), pack)
    mentions = find_mentions(reading, tag_times(reading))
    return mentions, find_relations(reading, mentions), chain(reading, mentions)
