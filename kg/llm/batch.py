"""Files of questions and answers in the OpenAI batch form, so that a batch service, or any other reader, can answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import FormatError, InputError
from kg.llm.answer import Answer, failed, read_completion
from kg.llm.question import Question

URL = "/v1/chat/completions"


def request_line(question: Question) -> bytes:
    """Give a question as a line of a batch file."""
    value = {"custom_id": question.key, "method": "POST", "url": URL, "body": dict(question.body)}
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def read_answers(path: Path) -> Iterator[tuple[str, Answer]]:
    """Give the answers of a file by the keys of their questions, in the order of its lines.

    A line is what a batch service writes (`response` with `status_code` and `body`, or `error`), or for a reader of another kind
    `{"custom_id", "answer"}`, whose `answer` is the object that was asked for.

    Raises:
        InputError: The file cannot be read.
        FormatError: A line is in neither form; the error names the line.
    """
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if raw.strip():
                    yield _read(raw, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), remedy="check --batch-in") from None


def _read(raw: bytes, where: str) -> tuple[str, Answer]:
    try:
        value: dict[str, Any] = json.loads(raw)
        key = value["custom_id"]
        if not isinstance(key, str):
            raise TypeError("custom_id is no string")
        if "answer" in value:
            return key, Answer(json.dumps(value["answer"], ensure_ascii=False))
        response = value["response"]
        if response is None or response["status_code"] != 200:
            return key, failed(f"the batch service failed: {_short(value.get('error') or response)}")
        return key, read_completion(response["body"])
    except KeyError as error:
        raise FormatError(f"lacks the key {error.args[0]!r}", where=where, remedy="give the output file of the batch") from None
    except (TypeError, ValueError, AttributeError, RecursionError):
        raise FormatError("is no answer of a batch", where=where, remedy="give the output file of the batch") from None


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 160 else text[:160] + "..."
