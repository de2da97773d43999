"""What a model answered, and why an answer, or a part of it, is not taken."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.S)
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.S)


class Reason(StrEnum):
    """Why something was rejected."""

    UNGROUNDED = "ungrounded"  # words that the text does not have, or not in one place; ids that nothing bears
    SCHEMA = "schema"  # not in the form asked for; a refusal too
    OUT_OF_ONTOLOGY = "out_of_ontology"  # a type, realis, role or kind that no list has
    TRUNCATED = "truncated"  # the answer ends before its end
    TRANSPORT = "transport"  # no answer came


class RejectedError(Exception):
    """A part of an answer that is not taken."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or None as `text` and why there is none.

    `sent` and `received` are tokens as the server counted them, 0 if it did not. `fault` is what is known to be wrong
    with it before it is read; `message` says more of that.
    """

    text: str | None
    sent: int = 0
    received: int = 0
    fault: Reason | None = None
    message: str = ""

    @property
    def is_final(self) -> bool:
        """Say whether it is worth keeping: an answer came, be it good or bad, and was paid for."""
        return self.fault is not Reason.TRANSPORT


def failed(message: str) -> Answer:
    """Give the answer that did not come."""
    return Answer(None, fault=Reason.TRANSPORT, message=message)


def read_completion(body: Any) -> Answer:
    """Read the body of a chat completion; what is not in the form of the protocol did not come."""
    try:
        choice = body["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
        finish = choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        return failed("the server's answer is no chat completion")
    usage = body.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    sent, received = (_count(counts.get(name)) for name in ("prompt_tokens", "completion_tokens"))
    text = content if isinstance(content, str) else None
    if finish == "length":
        return Answer(text, sent, received, Reason.TRUNCATED, "the answer was cut off at its limit")
    if finish == "content_filter" or refusal or text is None:
        return Answer(None, sent, received, Reason.SCHEMA, "the model refused to answer")
    return Answer(text, sent, received)


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0


def parse(text: str) -> Any:
    """Give the JSON value of an answer, in NFC; a code fence and thoughts before it are no part of it.

    Raises:
        ValueError: It is not JSON, is too deep, or has numbers that JSON has not.
    """
    text = _THOUGHT.sub("", text, count=1)
    fenced = _FENCED.fullmatch(text)
    try:
        return json.loads(unicodedata.normalize("NFC", fenced[1] if fenced else text), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("too deep") from None


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
