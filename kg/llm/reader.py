"""The second reader: an extractor that asks a model, and the one that reads with both and compares."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.lang.pack import LanguagePack
from kg.lang.points import belief
from kg.llm.answer import Answer, Reason
from kg.llm.assemble import assemble, conclude
from kg.llm.check import Checked, check
from kg.llm.compare import compare
from kg.llm.ground import VERSION, Ground
from kg.llm.question import Model, Question, ask_about, halves, parts
from kg.llm.sheet import Sheet, lay_out
from kg.model.event import Extraction
from kg.model.fingerprint import state_of
from kg.model.ids import content_id
from kg.model.text import Article

# Threads wait for answers at once, but read one after another: the parser of rare dates keeps a state, packs are loaded once.
_AT_WORK = threading.Lock()

# The modules that have no say in what is asked, nor in what is made of an answer: a change of theirs reads nothing otherwise.
ONLY_CARRY = frozenset({"batch", "client", "connect", "cost", "journal", "service"})

Ask = Callable[[Question], Answer]
PackOf = Callable[[str], LanguagePack]


@dataclass(frozen=True, slots=True)
class ModelReader:
    """Reads articles by asking a model: a pure function of the article, the pack, and what `ask` answers.

    `pack_of` gives the pack of a language, `tables` names the state of its tables. `min_confidence` is that from which on an
    event is told; None: all of the model's, and those of the default reader as its pack has it. With `both`, the default
    reader's events are told too, those that agree as one.
    """

    model: Model
    ask: Ask
    pack_of: PackOf
    tables: Callable[[str], str]
    min_confidence: float | None = None
    both: bool = False

    @property
    def name(self) -> str:
        """Give the name under which provenances tell of this reader."""
        return f"{VERSION} {self.model.name}"

    def version(self, lang: str) -> str:
        """Name all that an extraction depends on, but for the article."""
        state = content_id("m", _code_state(), repr((self.model, self.both, self.min_confidence)))
        return f"{self.name}/{state}/{self.tables(lang)}"

    def questions(self, article: Article) -> tuple[tuple[Question, str], ...]:
        """Give what is asked of an article at first, each with the sentences that it is about; more only where an answer is cut off."""
        sheet = self._laid_out(article)
        text = [sentence.span.of(article.text) for sentence in sheet.reading.sentences]
        return tuple((ask_about(sheet, part, self.model), "\n".join(text[part.start : part.stop])) for part in self._parts(sheet))

    def __call__(self, article: Article) -> Extraction:
        """Read one article; raises `PackError` if its language has no pack, and `KgError` where `ask` ends the run."""
        with _AT_WORK:
            sheet = self._laid_out(article)
        ground = Ground(sheet, self.name)
        answers = [checked for part in self._parts(sheet) for checked in self._answers(ground, part)]
        with _AT_WORK:
            return self._told(sheet, answers)

    def _laid_out(self, article: Article) -> Sheet:
        """Lay an article out; what two readings agree on is surer than either, so that nothing they may agree on is left out yet."""
        pack, least = self.pack_of(article.lang), self.min_confidence
        if self.both and least is not None and pack.events.weights is not None:
            least = min(least, belief(pack.events.weights.telling.threshold))
        return lay_out(article, pack, least)

    def _told(self, sheet: Sheet, answers: Sequence[Checked]) -> Extraction:
        if not self.both:
            return assemble(sheet, self.name, answers, self.min_confidence)
        read = assemble(sheet, self.name, answers)
        events, issues = compare(sheet.events, read.events)
        return conclude(sheet, events, read.entities, (*read.issues[len(sheet.issues) :], *issues), self.min_confidence)

    def _parts(self, sheet: Sheet) -> list[range]:
        return parts([sentence.span.end - sentence.span.begin for sentence in sheet.reading.sentences], self.model.sentences)

    def _answers(self, ground: Ground, part: range) -> Iterator[Checked]:
        """Ask about some sentences; where the answer is cut off, about each half of them."""
        answer = self.ask(ask_about(ground.sheet, part, self.model))
        if answer.fault is Reason.TRUNCATED and len(part) > 1:
            for half in halves(part):
                yield from self._answers(ground, half)
            return
        yield check(ground, part, answer)


@lru_cache(maxsize=1)
def _code_state() -> str:
    """Hash the code that asks and judges, so that a change of it is a reason to read again.

    To ask again it is none: the journal keeps an answer under the request itself, byte for byte as it is sent, and what a change
    of this code leaves as it was is answered there.
    """
    here = Path(__file__).parent
    return state_of((path for path in here.glob("*.py") if path.stem not in ONLY_CARRY), here)


def llm(
    model: Model, ask: Ask, pack_of: PackOf, tables: Callable[[str], str], min_confidence: float | None = None
) -> ModelReader:
    """Give the reader that asks a model, and the default one only where the answer is not taken."""
    return ModelReader(model, ask, pack_of, tables, min_confidence)


def both(
    model: Model, ask: Ask, pack_of: PackOf, tables: Callable[[str], str], min_confidence: float | None = None
) -> ModelReader:
    """Give the reader that tells what a model and the default reader read, each under its own name."""
    return ModelReader(model, ask, pack_of, tables, min_confidence, both=True)
