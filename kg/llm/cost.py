"""What questions cost before they are asked, and what has been spent: tokens by estimate, prices by a table with its date."""

from __future__ import annotations

import math
import re
import threading
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import FormatError, KgError
from kg.llm.answer import Answer
from kg.llm.question import Question

MILLION = 1_000_000
FRAME = 4  # tokens around each message
RECEIVED_PER_SENTENCE = 110  # tokens of a full answer, by annotated articles: 1.6 events a sentence
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]+|_+")


def count_tokens(text: str) -> int:
    """Estimate how many tokens a text is, by counting: no model's own tokenizer is used.

    A word of English letters is a token for its first eight letters and one for every four more; a word with other letters
    (Vietnamese syllables among them) one for every four letters; figures go by threes, marks by twos.
    """
    return sum(map(_tokens, _PIECE.findall(text)))


def _tokens(piece: str) -> int:
    if piece[0].isdigit():
        return -(-len(piece) // 3)
    if not piece[0].isalpha():
        return -(-len(piece) // 2)
    if piece.isascii():
        return 1 + max(0, -(-(len(piece) - 8) // 4))
    return -(-len(piece) // 3)


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens of a question, or of several: `sent` with the instruction, `fixed` what the instruction is of it, `schema` what the
    form of the answer adds where a server counts it, `received` what a full answer is likely to be, `text` the article's own.
    """

    calls: int = 0
    sentences: int = 0
    text: int = 0
    sent: int = 0
    fixed: int = 0
    schema: int = 0
    received: int = 0

    def __add__(self, other: Cost) -> Cost:
        """Add the tokens of further questions."""
        return Cost(*(getattr(self, name) + getattr(other, name) for name in Cost.__slots__))


def cost_of(question: Question, text: str = "") -> Cost:
    """Estimate one question; `text` are the sentences that it asks about."""
    fixed, data = (count_tokens(message["content"]) + FRAME for message in question.body["messages"])
    schema = count_tokens(str(question.body.get("response_format", "")))
    received = RECEIVED_PER_SENTENCE * len(question.sentences)
    return Cost(1, len(question.sentences), count_tokens(text), fixed + data, fixed, schema, received)


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost."""

    sent: float
    received: float

    def of(self, sent: int, received: int) -> float:
        """Give the price of so many tokens."""
        return (sent * self.sent + received * self.received) / MILLION


@dataclass(frozen=True, slots=True)
class Prices:
    """A table of prices: in which currency, of what date, from where."""

    currency: str
    date: str
    source: str
    models: dict[str, Price]

    def of(self, model: str) -> Price | None:
        """Give the price of a model, by its name or the longest name in the table that it begins with; None if it has none."""
        fitting = [name for name in self.models if model == name or model.startswith((f"{name}-20", f"{name}:"))]
        return self.models[max(fitting, key=len)] if fitting else None


def load_prices(path: Path | None = None) -> Prices:
    """Load the prices that come with kg; with `path`, a user's table before them.

    Raises:
        KgError: The user's table cannot be read.
        FormatError: It is not in the form of kg/llm/prices.toml, or in another currency.
    """
    own = _prices(tomllib.loads((files("kg.llm") / "prices.toml").read_text("utf-8")))
    if path is None:
        return own
    try:
        given = _prices(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise KgError(f"cannot be read: {error.strerror}", where=str(path), remedy="check --prices") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(
            f"is no table of prices: {error}", where=str(path), remedy="see kg/llm/prices.toml for the form"
        ) from None
    models = {**own.models, **given.models} if given.currency == own.currency else given.models
    return Prices(given.currency, given.date, given.source, models)


def _prices(table: dict[str, Any]) -> Prices:
    models = {name: Price(float(value["sent"]), float(value["received"])) for name, value in table["models"].items()}
    if any(not (math.isfinite(p.sent) and math.isfinite(p.received) and min(p.sent, p.received) >= 0) for p in models.values()):
        raise ValueError("a price is no number from 0 on")
    return Prices(str(table["currency"]), str(table["date"]), str(table["source"]), models)


class BudgetError(KgError):
    """The budget does not cover the next question."""


class Meter:
    """Counts what is asked and spent, and says when the budget does not cover a further question; threads may share one.

    `budget` is in the currency of `price`, or without a price in tokens; None: no limit.
    """

    def __init__(self, price: Price | None = None, currency: str = "", budget: float | None = None) -> None:
        self.price = price
        self.currency = currency
        self.budget = budget
        self.calls = self.kept = self.missing = self.sent = self.received = 0
        self._reserved = 0.0
        self._lock = threading.Lock()

    @property
    def spent(self) -> float:
        """Give what the answers so far cost, in money, or without a price in tokens."""
        return self._worth(self.sent, self.received)

    def reserve(self, question: Question) -> float:
        """Set aside what a question costs at most, and give it; raises `BudgetError` if the budget does not cover it."""
        cost = cost_of(question)
        most = self._worth(cost.sent + cost.schema, question.limit or cost.received)
        with self._lock:
            if self.budget is not None and self.spent + self._reserved + most > self.budget:
                raise BudgetError(
                    f"the budget of {self.amount(self.budget)} does not cover the next question, which may cost {self.amount(most)}: "
                    f"{self.amount(self.spent)} are spent on {self.calls:,} questions",
                    remedy="what is answered is kept: a larger --budget goes on from here",
                )
            self._reserved += most
        return most

    def settle(self, reserved: float, question: Question, answer: Answer) -> None:
        """Count a question that was asked, by the server's own counts if it gave them."""
        cost = cost_of(question)
        with self._lock:
            self._reserved -= reserved
            if answer.is_final:
                self.calls += 1
                self.sent += answer.sent or cost.sent
                self.received += answer.received or min(cost.received, question.limit or cost.received)

    def keep(self) -> None:
        """Count a question whose answer was there."""
        with self._lock:
            self.kept += 1

    def miss(self) -> None:
        """Count a question that has no answer."""
        with self._lock:
            self.missing += 1

    def amount(self, value: float) -> str:
        """Say an amount of what the budget is in."""
        return f"{value:,.4f} {self.currency}" if self.price is not None else f"{value:,.0f} tokens"

    def status(self) -> str:
        """Say in a few words what is spent and what is left."""
        left = "" if self.budget is None else f", {self.amount(max(0.0, self.budget - self.spent))} left"
        return f"{self.calls + self.kept:,} answers, {self.amount(self.spent)} spent{left}"

    def _worth(self, sent: int, received: int) -> float:
        return float(sent + received) if self.price is None else self.price.of(sent, received)
