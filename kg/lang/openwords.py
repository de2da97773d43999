"""Event words outside the lexicon: what a language's grammar lets one conclude from form and company."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.inflection import Form, Inflection, WordClass
from kg.lang.table import Problem, read_table
from kg.model.event import EventType


@dataclass(frozen=True, slots=True)
class Opened:
    """How to read a word outside the lexicon; with `pairs` the next syllable may belong to it."""

    type: EventType
    word_class: WordClass
    form: Form
    pairs: bool


@dataclass(frozen=True, slots=True, eq=False)
class OpenWords:
    """Words are verbs by their ending (`endings`), as an irregular past form, or by what stands before them.

    With `by_company` a word right after an auxiliary is a verb, and one after a classifier a noun. `never` are
    words that are no event in any company.
    """

    endings: tuple[str, ...]
    past_forms: frozenset[str]
    by_company: bool
    never: frozenset[str]

    def ends_as_past(self, key: str) -> bool:
        """Say whether a folded word has the ending of a past form, and enough before it."""
        return key.endswith(self.endings) and any(key.endswith(e) and len(key) > len(e) + 2 for e in self.endings)

    def reading(self, key: str, after_auxiliary: bool, after_classifier: bool) -> Opened | None:
        """Read one folded word; None if nothing says that it tells an event."""
        if key in self.never or len(key) < 2:
            return None
        if key in self.past_forms or self.ends_as_past(key):
            return Opened(EventType.OTHER, WordClass.VERB, Form.PAST, False)
        if self.by_company and after_classifier:
            return Opened(EventType.OTHER, WordClass.NOUN, Form.SINGULAR, True)
        if self.by_company and after_auxiliary:
            return Opened(EventType.OTHER, WordClass.VERB, Form.BASE, True)
        return None


def read_open_words(folder: Path, inflection: Inflection, problems: list[Problem]) -> OpenWords:
    """Read `openwords.toml`; the irregular past forms come from `inflection.toml`."""
    table = read_table(folder / "openwords.toml", problems)
    past = {
        fold(word)
        for forms in inflection.irregular[WordClass.VERB].values()
        for word in (*forms.get(Form.PAST, ()), *forms.get(Form.PARTICIPLE, ()))
    }
    words = OpenWords(
        endings=tuple(fold(e) for e in table.texts("endings")),
        past_forms=frozenset(past) if table.flag("irregular_past") else frozenset(),
        by_company=table.flag("by_company"),
        never=frozenset(fold(w) for w in table.texts("never")),
    )
    table.close()
    return words
