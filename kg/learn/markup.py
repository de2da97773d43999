"""Annotated articles in plain text, for people to write in any editor: the sentences with their event words in braces.

    lang: en
    published: 2026-03-04
    topics: ferry safety; port authority

    Port Ellery {halts|e1} ferries after collision
    = e1 SANCTION core 2026-03-03 context actual agent=a1 patient=a2
    > a1 heads a3

    The port authority {suspended|e1!} all sailings on Tuesday, a day after two boats {collided|e2}.
    = e2 ACCIDENT core 2026-03-02 relative actual place=a4 by=a1
    @ a1 organisation Port Ellery Port Authority | port authority

A line is a sentence, the first one the title, and an empty line ends a paragraph. `{words|e1}` says that these words tell the
event, `!` that they tell it best (else the first). `=` defines an event: type, core or minor, date (EDTF, `-` for none), basis,
realis, participants by role, `by=` who says so. `@` names an actor: kind and its verbatim names, the main one first. `>` is a
relation that the sentence above states. The meaning of all of it is that of the annotation guidelines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import FormatError
from kg.model.entity import EntityKind
from kg.model.event import EventType, Predicate, Realis, Role
from kg.model.time import Basis

Json = dict[str, Any]

SUFFIX = ".markup"
NO_DATE = "-"
NO_BASIS = "none"
BASES = (*(str(basis) for basis in Basis), NO_BASIS)
CORE = {"core": True, "minor": False}
MARK = re.compile(r"\{([^{}|]+)\|(\w+)(!?)\}")
_ONE = r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?[~?%]?|-?\d{3}X|-?\d{2}XX"
EDTF = re.compile(rf"(?:{_ONE}|(?:{_ONE}|\.\.)/(?:{_ONE}|\.\.))")
HEAD = ("lang", "published")


@dataclass
class _Article:
    """What has been read of an article so far."""

    where: str
    head: dict[str, str] = field(default_factory=dict)
    text: str = ""
    sentences: list[list[int]] = field(default_factory=list)
    actors: dict[str, Json] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    told: dict[str, list[tuple[bool, Json]]] = field(default_factory=dict)
    relations: list[Json] = field(default_factory=list)
    line: int = 0

    def fault(self, message: str) -> FormatError:
        return FormatError(message, where=f"{self.where}:{self.line}", remedy="see kg/learn/markup.py for the form")


def read_markup(path: Path) -> Json:
    """Give an annotated article as the values of the gold form; its id is the file's stem.

    Raises:
        FormatError: The file is not in the form above; the line names the place and the fault.
    """
    article = _Article(str(path))
    parts = path.read_text("utf-8").splitlines()
    blank = parts.index("") if "" in parts else len(parts)
    for article.line, line in enumerate(parts[:blank], 1):
        key, colon, value = line.partition(":")
        if not colon:
            raise article.fault(f"{line!r} is no 'key: value'")
        article.head[key.strip()] = value.strip()
    if missing := [key for key in HEAD if key not in article.head]:
        raise article.fault(f"lacks {', '.join(missing)}")
    gap = ""
    for article.line, line in enumerate(parts[blank:], blank + 1):
        if line.startswith("= "):
            _event(article, line[2:].split())
        elif line.startswith("@ "):
            _actor(article, line[2:])
        elif line.startswith("> "):
            _relation(article, line[2:])
        elif line.strip():
            article.text += gap
            _sentence(article, line.strip())
            gap = " " if len(article.sentences) > 1 else "\n"
        else:
            gap = "\n" if article.sentences else ""
    return _whole(article, path.stem)


def _sentence(article: _Article, line: str) -> None:
    begin = len(article.text)
    at = 0
    marks: list[tuple[int, str, str, bool]] = []
    plain = ""
    for mark in MARK.finditer(line):
        plain += line[at : mark.start()]
        marks.append((len(plain), mark[1], mark[2], bool(mark[3])))
        plain += mark[1]
        at = mark.end()
    plain += line[at:]
    if "{" in plain or "}" in plain or "|" in plain:
        raise article.fault("has a brace or bar that marks nothing: write {words|e1}")
    number = len(article.sentences)
    article.text += plain
    article.sentences.append([begin, len(article.text)])
    for start, words, event, best in marks:
        told: Json = {"s": number, "trigger": words}
        earlier = _count(plain, words, start)
        if earlier or plain.find(words, start + 1) >= 0:
            told["nth"] = earlier + 1
        article.told.setdefault(event, []).append((best, told))


def _count(text: str, words: str, stop: int) -> int:
    """Count the places before `stop` where `words` begin, those that overlap too: as the gold's `nth` counts."""
    return sum(text.startswith(words, i) for i in range(stop))


def _event(article: _Article, fields: list[str]) -> None:
    if len(fields) < 6:
        raise article.fault("an event is: id TYPE core|minor DATE BASIS REALIS role=actor ...")
    name, kind, core, date, basis, realis, *rest = fields
    if name in article.events:
        raise article.fault(f"event {name} is defined twice")
    for value, known in ((kind, EventType), (core, CORE), (basis, BASES), (realis, Realis)):
        if value not in [str(one) for one in known]:
            raise article.fault(f"{value!r} is none of {', '.join(map(str, known))}")
    if date != NO_DATE and not EDTF.fullmatch(date):
        raise article.fault(f"{date!r} is no EDTF date")
    if (date == NO_DATE) != (basis == NO_BASIS):
        raise article.fault("a date of '-' has the basis none, and only it")
    participants: list[Json] = []
    source: str | None = None
    for pair in rest:
        role, _, actors = pair.partition("=")
        if role == "by":
            source = actors
        elif role in [str(one) for one in Role] and actors:
            participants += [{"actor": actor, "role": role} for actor in actors.split(",")]
        else:
            raise article.fault(f"{pair!r} is no role=actor")
    article.events[name] = {
        "id": name,
        "mentions": [],
        "type": kind,
        "core": CORE[core],
        "date": None if date == NO_DATE else date,
        "basis": basis,
        "realis": realis,
        "participants": participants,
        "attributed_to": source,
    }


def _actor(article: _Article, line: str) -> None:
    name, kind, forms = [*line.split(maxsplit=2), "", ""][:3]
    if kind not in [str(one) for one in EntityKind] or not forms:
        raise article.fault(f"an actor is: id {'|'.join(EntityKind)} name | other name ...")
    if name in article.actors:
        raise article.fault(f"actor {name} is named twice")
    names = [form.strip() for form in forms.split("|")]
    article.actors[name] = {"id": name, "kind": kind, "name": names[0], "mentions": names}


def _relation(article: _Article, line: str) -> None:
    subject, predicate, target = [*line.split(maxsplit=2), "", ""][:3]
    if predicate not in [str(one) for one in Predicate] or not target or not article.sentences:
        raise article.fault("a relation is: actor predicate actor (or the role's words), below its sentence")
    article.relations.append({"s": len(article.sentences) - 1, "subject": subject, "predicate": predicate, "object": target})


def _whole(article: _Article, name: str) -> Json:
    for fault in _faults(article):
        raise FormatError(fault, where=article.where, remedy="see kg/learn/markup.py for the form")
    for event, told in article.told.items():
        article.events[event]["mentions"] = [mention for _, mention in sorted(told, key=lambda one: not one[0])]
    begin, end = article.sentences[0]
    return {
        "id": name,
        "lang": article.head["lang"],
        "published": article.head["published"],
        "title": article.text[begin:end],
        "text": article.text,
        "sentences": article.sentences,
        "actors": list(article.actors.values()),
        "topics": [topic.strip() for topic in article.head.get("topics", "").split(";") if topic.strip()],
        "events": list(article.events.values()),
        "relations": article.relations,
    }


def _faults(article: _Article) -> Iterator[str]:
    """Give what the lines contradict each other in."""
    if not article.sentences:
        yield "has no sentence"
    for name in sorted(article.told.keys() ^ article.events.keys()):
        yield f"event {name} is {'marked but not defined' if name in article.told else 'defined but not marked'}"
    for actor in article.actors.values():
        yield from (f"{form!r} of {actor['id']} is not in the text" for form in actor["mentions"] if form not in article.text)
    for event in article.events.values():
        for who in (*(p["actor"] for p in event["participants"]), event["attributed_to"]):
            if who is not None and who not in article.actors:
                yield f"event {event['id']} names the actor {who}, which is not defined"
    for relation in article.relations:
        ends = [relation["subject"], *([] if relation["predicate"] == Predicate.HOLDS_ROLE else [relation["object"]])]
        yield from (f"a relation names the actor {who}, which is not defined" for who in ends if who not in article.actors)
