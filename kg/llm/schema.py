"""The form of an answer, as a JSON Schema: sent to servers that can hold a model to it, and checked in any case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from kg.errors import KgError
from kg.model.entity import EntityKind
from kg.model.event import EventType, Realis, Role

NAME = "events"
Json = dict[str, Any]
_LISTED = re.compile(r"type|realis|role|kind")


class _Fault(Protocol):
    message: str
    absolute_path: Any
    validator: str


def _object(**properties: Any) -> Json:
    """Give the schema of an object with exactly these keys, as strict servers ask for it."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _one_of(values: Any) -> Json:
    return {"type": "string", "enum": [str(value) for value in values]}


def _place() -> Json:
    return {
        "s": {"type": "integer"},
        "words": {"type": "string"},
        "nth": {"type": ["integer", "null"]},
    }


_KIND: Json = {"anyOf": [_one_of(EntityKind), {"type": "null"}]}
EVENT: Json = _object(
    **_place(),
    also={"type": "array", "items": _object(**_place())},
    type=_one_of(type.lower() for type in EventType),
    realis=_one_of(Realis),
    who={"type": "array", "items": _object(who={"type": "string"}, role=_one_of(Role), kind=_KIND)},
    time={"type": ["string", "null"]},
    by={"type": "array", "items": _object(who={"type": "string"}, kind=_KIND)},
)
ANSWER: Json = _object(events={"type": "array", "items": EVENT})
RESPONSE_FORMAT: Json = {"type": "json_schema", "json_schema": {"name": NAME, "strict": True, "schema": ANSWER}}


@lru_cache(maxsize=1)
def _validator() -> Any:  # jsonschema is an extra
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        raise KgError("reading by a model needs jsonschema", remedy="pip install 'kg[llm]'") from None
    return Draft202012Validator(EVENT)


def ready() -> None:
    """Raise `KgError`, with the remedy, if what checks answers is not installed."""
    _validator()


def faults(event: Any) -> Iterator[tuple[bool, str]]:
    """Give what is wrong with the form of one event: whether it only names what no list has, and the fault in words."""
    found: list[_Fault] = sorted(_validator().iter_errors(event), key=lambda fault: [str(step) for step in fault.absolute_path])
    for fault in found:
        path = [str(step) for step in fault.absolute_path]
        outside = fault.validator in ("enum", "anyOf") and bool(path) and _LISTED.fullmatch(path[-1]) is not None
        given = _value_at(event, fault.absolute_path)
        yield outside and isinstance(given, str), f"{'.'.join(path) or 'event'}: {fault.message}"


def _value_at(value: Any, path: Any) -> Any:
    for step in path:
        value = value[step]
    return value
