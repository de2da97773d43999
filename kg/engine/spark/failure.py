"""What Spark says when it gives up, in one line."""

from __future__ import annotations

import re

from kg.errors import KgError

# The last line of a Python worker's traceback, within many lines of Java's.
_OURS = re.compile(r"^kg\.errors\.\w+: (.+)$", re.MULTILINE)
_MISSING = re.compile(r"^ModuleNotFoundError: (.+)$", re.MULTILINE)
_PYTHON = re.compile(r"^((?:\w+\.)*\w*(?:Error|Exception|Exit)\b(?:: .*)?)$", re.MULTILINE)
_AGAIN = "the same command goes on where this one stopped"
LONG = 300


def told(error: Exception, what: str) -> KgError:
    """Give the error for the user: what kg raised in a worker, which library is missing there, or Spark's own first line."""
    text = str(error)
    if found := _OURS.search(text):
        return KgError(found[1])
    if found := _MISSING.search(text):
        return KgError(
            f"the Python of Spark's workers does not have all that kg needs: {found[1]}",
            remedy='run `pip install "kg[spark]"` there too, and name that Python in PYSPARK_PYTHON',
        )
    lines = _PYTHON.findall(text) or [line for line in text.splitlines() if line.strip()] or [type(error).__name__]
    return KgError(f"Spark gave up at {what!r}: {lines[-1 if _PYTHON.search(text) else 0][:LONG]}", remedy=_AGAIN)
