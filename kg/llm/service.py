"""Who answers a question: the journal if it has been answered before, else whoever is asked."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

from kg.errors import KgError
from kg.llm.answer import Answer, failed
from kg.llm.cost import Meter
from kg.llm.journal import Journal
from kg.llm.question import Question


class Service:
    """Answers questions, each one once: threads that ask the same wait for one answer.

    `send` puts a question to a server; None: only what the journal has is answered. Then a question without an answer ends the
    run if `strict`, and else is as one that failed.
    """

    def __init__(
        self, journal: Journal, meter: Meter, send: Callable[[Question], Answer] | None = None, *, strict: bool = False
    ) -> None:
        self.journal = journal
        self.meter = meter
        self._send = send
        self._strict = strict
        self._lock = threading.Lock()
        self._asking: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    @property
    def asked(self) -> frozenset[str]:
        """Give the keys of all questions so far."""
        return frozenset(self._asking)

    def __call__(self, question: Question) -> Answer:
        """Give the answer; raises `KgError` where the run cannot go on: no budget, no server, nothing to replay."""
        with self._lock:
            asking = self._asking[question.key]
        with asking:
            kept = self.journal.get(question.key)
            if kept is not None:
                self.meter.keep()
                return kept
            if self._send is None:
                return self._missing(question)
            return self._asked(question, self._send)

    def _asked(self, question: Question, send: Callable[[Question], Answer]) -> Answer:
        reserved = self.meter.reserve(question)
        answer = failed("the run ended")
        try:
            answer = send(question)
            if answer.is_final:
                self.journal.put(question.key, str(question.body["model"]), answer)
        finally:
            self.meter.settle(reserved, question, answer)
        return answer

    def _missing(self, question: Question) -> Answer:
        if self._strict:
            raise KgError(
                f"has no answer to a question about {question.article}",
                where=str(self.journal.path),
                remedy="the article, the model, its parameters and kg must be those of the run that is replayed",
            )
        self.meter.miss()
        return failed("the batch has no answer to this question")
