"""Putting together who answers: the journal, answers of batches, a server, and the meter that counts them."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import KgError
from kg.llm.batch import read_answers
from kg.llm.client import KEY, Client, Patience
from kg.llm.cost import Meter, load_prices
from kg.llm.journal import Journal
from kg.llm.question import Model
from kg.llm.schema import ready
from kg.llm.service import Service

JOURNAL = Path("llm-journal.jsonl")
SECONDS = 120.0


@contextmanager
def connected(
    model: Model,
    *,
    endpoint: str | None = None,
    journal: Path = JOURNAL,
    batches: Sequence[Path] = (),
    replay: bool = False,
    budget: float | None = None,
    prices: Path | None = None,
    seconds: float = SECONDS,
) -> Generator[tuple[Service, frozenset[str]]]:
    """Give who answers, and the keys of the questions that `batches` answer; the journal is closed in the end.

    `endpoint` is the address of a server, whose key, if it wants one, is in the environment (`KG_LLM_KEY`); with `replay`
    the journal alone answers, and ends the run where it does not. `budget` as in `Meter`, `seconds` is how long an answer may take.

    Raises:
        KgError: Nobody is there to ask, or what checks answers is not installed; or as `Journal`, `Client` and `load_prices` say.
        FormatError, InputError: A file of `batches` is at fault.
    """
    ready()
    if endpoint is None and not batches and not replay:
        raise KgError("nobody to ask", remedy="give --endpoint URL, --batch-in FILE or --replay")
    table = load_prices(prices)
    meter = Meter(table.of(model.name), table.currency, budget)
    with closing(Journal(journal, writable=not replay)) as kept:
        given = frozenset(key for path in batches for key in _take(path, model, kept))
        client = None
        if endpoint is not None and not replay:
            client = Client(endpoint, Patience(time.sleep, seconds), os.environ.get(KEY) or None)
        yield Service(kept, meter, client, strict=replay), given


def _take(path: Path, model: Model, journal: Journal) -> Iterator[str]:
    """Keep the answers of a batch, and give the keys of their questions."""
    for key, answer in read_answers(path):
        if answer.is_final:
            journal.put(key, model.name, answer)
        yield key
