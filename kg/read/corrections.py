"""A user's file of corrections, in TOML: [[same]], [[different]], [[rename]] and [[drop]] entries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import FormatError, InputError
from kg.model.entity import EntityKind
from kg.model.event import Predicate
from kg.resolve.corrections import Act, ActorRef, Correction, Corrections, RelationRef

LARGEST = 16 * 1024 * 1024  # bytes
LONGEST = 64 * 1024  # code points of one word
SHOWN = 20
ENTITY = "entity-"  # what the ids of actors begin with
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*(same|different|rename|drop)[ \t]*\]\]", re.MULTILINE)
FIELDS: Mapping[Act, frozenset[str]] = {
    Act.SAME: frozenset({"actors", "events", "note"}),
    Act.DIFFERENT: frozenset({"actors", "events", "note"}),
    Act.RENAME: frozenset({"actor", "event", "to", "lang", "note"}),
    Act.DROP: frozenset({"actor", "event", "article", "relation", "note"}),
}
ACTOR_FIELDS = frozenset({"id", "name", "key", "kind", "articles"})
RELATION_FIELDS = frozenset({"subject", "predicate", "object", "office"})


class _Fault(Exception):
    """What is wrong with an entry."""


def read_corrections(path: Path) -> Corrections:
    """Read a file of corrections. An entry is:

    - `same` or `different`: `actors` or `events`, two or more;
    - `rename`: an `actor` or `event`, the name `to` show, and the `lang` that it holds for, if not all;
    - `drop`: an `actor`, `event`, `article` or `relation` (subject, predicate, and object or office).

    An actor is an id, or a table of id, name, key, kind and articles that all have to fit; an event is the id of any of its
    reports. Any entry may have a `note`. Entries are numbered in the order of the file.

    Raises:
        InputError: There is no such file, or it cannot be read.
        FormatError: It is no such file; the message lists every entry at fault with its line, the first 20 in full.
    """
    text = _text(path)
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FormatError(f"is not TOML: {error}", where=str(path), remedy="see `kg build --help`") from None
    faults: list[str] = []
    entries: list[Correction] = []
    for number, (act, line, entry) in enumerate(_entries(value, text, faults, str(path)), start=1):
        try:
            entries.append(_correction(number, act, line, entry))
        except _Fault as fault:
            where = str(path) if line is None else f"{path}:{line}"
            faults.append(f"{where}: entry {number} {fault}")
    if faults:
        more = [f"... and {len(faults) - SHOWN} more entries at fault"] if len(faults) > SHOWN else []
        raise FormatError("\n".join([*faults[:SHOWN], *more]))
    return Corrections(str(path), tuple(entries))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise FormatError("is too big for a file of corrections", where=str(path), remedy="split it")
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise InputError("no such file of corrections", where=str(path), remedy="check the path") from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"is not in UTF-8: {error.reason} at byte {error.start}", where=str(path), remedy="save it so"
        ) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None


def _entries(value: dict[str, Any], text: str, faults: list[str], where: str) -> Iterator[tuple[Act, int | None, dict[str, Any]]]:
    """Give the entries in the order of the file, with the line that each begins on; without lines, in the order of what they do."""
    unknown = sorted(set(value) - set(Act))
    faults += [f"{where}: has the unknown part {name[:60]!r}; there are {', '.join(Act)}" for name in unknown]
    queues: dict[Act, list[dict[str, Any]]] = {}
    for act in Act:
        found = value.get(act, [])
        if isinstance(found, list) and all(isinstance(entry, dict) for entry in found):
            queues[act] = list(found)
        else:
            faults.append(f"{where}: {act} should be a list of entries: [[{act}]]")
            queues[act] = []
    heads = [(Act(found[1]), text.count("\n", 0, found.start()) + 1) for found in HEAD.finditer(text)]
    if any(sum(act is head for head, _ in heads) != len(queue) for act, queue in queues.items()):
        heads = []  # written in another way: nothing says where an entry stands
    if heads:
        yield from ((act, line, queues[act].pop(0)) for act, line in heads)
    else:
        yield from ((act, None, entry) for act, queue in queues.items() for entry in queue)


def _correction(number: int, act: Act, line: int | None, entry: dict[str, Any]) -> Correction:
    _known(entry, FIELDS[act])
    if "note" in entry:
        _word(entry, "note")
    if act in (Act.SAME, Act.DIFFERENT):
        what = _exactly_one(entry, ("actors", "events"))
        values = entry[what]
        if not isinstance(values, list) or len(values) < 2:
            raise _Fault(f"should list two {what} or more")
        if what == "actors":
            return Correction(number, act, line, actors=tuple(_actor(one) for one in values))
        return Correction(number, act, line, events=tuple(_event(one) for one in values))
    if act is Act.RENAME:
        what = _exactly_one(entry, ("actor", "event"))
        label, lang = _word(entry, "to"), _word(entry, "lang") if "lang" in entry else None
    else:
        what = _exactly_one(entry, ("actor", "event", "article", "relation"))
        label, lang = None, None
    return Correction(
        number,
        act,
        line,
        actors=(_actor(entry["actor"]),) if what == "actor" else (),
        events=(_event(entry["event"]),) if what == "event" else (),
        article=_word(entry, "article") if what == "article" else None,
        relation=_relation(entry["relation"]) if what == "relation" else None,
        label=label,
        lang=lang,
    )


def _known(table: dict[str, Any], fields: frozenset[str]) -> None:
    unknown = sorted(set(table) - fields)
    if unknown:
        raise _Fault(f"has the unknown field {unknown[0][:60]!r}; there are {', '.join(sorted(fields))}")


def _exactly_one(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    found = [name for name in names if name in entry]
    if len(found) != 1:
        raise _Fault(f"should have one of {', '.join(names)}")
    return found[0]


def _word(table: dict[str, Any], name: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _Fault(f"should have a text as {name}")
    if len(value) > LONGEST:
        raise _Fault(f"has more than {LONGEST} signs as {name}")
    return value.strip()


def _event(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Fault("should name an event by its id")
    return value.strip()


def _actor(value: Any) -> ActorRef:
    if isinstance(value, str) and value.strip().startswith(ENTITY):
        return ActorRef(id=value.strip())
    if isinstance(value, str) and value.strip():
        return ActorRef(name=value.strip())
    if not isinstance(value, dict):
        raise _Fault("should name an actor by its id, its name, or a table of id, name, key, kind and articles")
    _known(value, ACTOR_FIELDS)
    if not {"id", "name", "key"} & set(value):
        raise _Fault("names an actor without id, name or key")
    id_, name, key = (_word(value, word) if word in value else None for word in ("id", "name", "key"))
    kind = _word(value, "kind") if "kind" in value else None
    if kind is not None and kind not in set(EntityKind):
        raise _Fault(f"kind should be one of {', '.join(EntityKind)}, not {kind[:60]!r}")
    articles = value.get("articles", [])
    if not isinstance(articles, list) or not all(isinstance(one, str) and one for one in articles):
        raise _Fault("articles should be a list of the articles' ids")
    if "articles" in value and not articles:
        raise _Fault("lists no articles")
    return ActorRef(id_, name, key, None if kind is None else EntityKind(kind), tuple(articles))


def _relation(value: Any) -> RelationRef:
    if not isinstance(value, dict):
        raise _Fault("should give a relation as a table of subject, predicate, and object or office")
    _known(value, RELATION_FIELDS)
    predicate = _word(value, "predicate")
    if predicate not in set(Predicate):
        raise _Fault(f"predicate should be one of {', '.join(Predicate)}, not {predicate[:60]!r}")
    if "subject" not in value:
        raise _Fault("has a relation without a subject")
    target = _exactly_one(value, ("object", "office"))
    return RelationRef(
        _actor(value["subject"]),
        Predicate(predicate),
        _actor(value["object"]) if target == "object" else None,
        _word(value, "office") if target == "office" else None,
    )
