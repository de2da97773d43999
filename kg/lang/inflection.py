"""Inflection from tables: all the forms of a word, so that a lexicon lists each word once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.table import Problem, Table, read_table


class Form(StrEnum):
    """The forms that a language may tell apart; one that inflects nothing has base and singular only."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    SINGULAR = "singular"
    PLURAL = "plural"


class WordClass(StrEnum):
    """The word classes that trigger an event."""

    VERB = "verb"
    NOUN = "noun"


FORMS = {
    WordClass.VERB: (Form.BASE, Form.THIRD, Form.PAST, Form.PARTICIPLE, Form.GERUND),
    WordClass.NOUN: (Form.SINGULAR, Form.PLURAL),
}
LEMMA = {WordClass.VERB: Form.BASE, WordClass.NOUN: Form.SINGULAR}


@dataclass(frozen=True, slots=True)
class SuffixRule:
    """Words that end in `ending` lose `cut` letters and get `add`; capitals in `ending` name letter classes.

    With `double` the last letter is doubled first; `short` asks for a single run of vowels.
    """

    ending: str
    cut: int
    add: str
    double: bool
    short: bool


@dataclass(frozen=True, slots=True)
class Inflection:
    """The suffix rules of each form, in order, and the irregular words."""

    rules: dict[Form, tuple[SuffixRule, ...]]
    letters: dict[str, frozenset[str]]
    irregular: dict[WordClass, dict[str, dict[Form, tuple[str, ...]]]]
    doubled: frozenset[str]
    particles_follow: bool

    def forms(self, phrase: str, word_class: WordClass) -> list[tuple[Form, str]]:
        """Give each form with its words, the lemma first; the inflected word is a verb's first, a noun's last."""
        words = phrase.split(" ")
        at = 0 if word_class is WordClass.VERB and self.particles_follow else len(words) - 1
        found: dict[tuple[Form, str], None] = {}
        if LEMMA[word_class] not in self.irregular[word_class].get(words[at], {}):
            found[LEMMA[word_class], phrase] = None
        for form in FORMS[word_class]:
            for word in self._word(words[at], word_class, form):
                found[form, " ".join([*words[:at], word, *words[at + 1 :]])] = None
        return list(found)

    def _word(self, word: str, word_class: WordClass, form: Form) -> tuple[str, ...]:
        exception = self.irregular[word_class].get(word, {}).get(form)
        if exception is not None:
            return exception
        for rule in self.rules.get(form, ()):
            if self._fits(word, rule):
                stem = word[: len(word) - rule.cut]
                return (stem + (word[-1] if rule.double else "") + rule.add,)
        return ()

    def _fits(self, word: str, rule: SuffixRule) -> bool:
        if len(word) < len(rule.ending):
            return False
        tail = word[len(word) - len(rule.ending) :]
        if not all(c in self.letters.get(e, e) for c, e in zip(tail, rule.ending, strict=True)):
            return False
        return not rule.short or word in self.doubled or self._vowel_runs(word) == 1

    def _vowel_runs(self, word: str) -> int:
        vowels = self.letters.get("V", frozenset())
        return sum(c in vowels and (i == 0 or word[i - 1] not in vowels) for i, c in enumerate(word))


def read_inflection(folder: Path, problems: list[Problem]) -> Inflection:
    """Read `inflection.toml`."""
    table = read_table(folder / "inflection.toml", problems)
    letters = {name: frozenset(text) for name, text in table.mapping("letters").items()}
    rules: dict[Form, list[SuffixRule]] = {}
    for entry in table.tables("rules"):
        form = _form(entry, entry.text("form"))
        rule = SuffixRule(
            entry.text("ending", ""), entry.integer("cut", 0), entry.text("add"), entry.flag("double"), entry.flag("short")
        )
        entry.close()
        if form is not None:
            rules.setdefault(form, []).append(rule)
    inflection = Inflection(
        rules={form: tuple(found) for form, found in rules.items()},
        letters=letters,
        irregular={
            WordClass.VERB: _irregular(table.table("irregular_verbs")),
            WordClass.NOUN: _irregular(table.table("irregular_nouns")),
        },
        doubled=frozenset(table.texts("doubled")),
        particles_follow=table.flag("particles_follow"),
    )
    for example in table.tables("examples"):
        _check(example, inflection)
    table.close()
    return inflection


def _form(table: Table, name: str) -> Form | None:
    if name in Form.__members__.values():
        return Form(name)
    table.report("form", f"should be one of {', '.join(Form)}, not {name!r}")
    return None


def _irregular(table: Table) -> dict[str, dict[Form, tuple[str, ...]]]:
    words: dict[str, dict[Form, tuple[str, ...]]] = {}
    for word in table.keys():  # noqa: SIM118
        inner = table.table(word)
        words[word] = {Form(name): inner.texts(name) for name in inner.keys() if _form(inner, name)}  # noqa: SIM118
    return words


def _check(example: Table, inflection: Inflection) -> None:
    word, form, want = example.text("word"), _form(example, example.text("form")), example.text("gives")
    example.close()
    if form is None:
        return
    word_class = next(c for c, forms in FORMS.items() if form in forms)
    got = [fold(text) for f, text in inflection.forms(word, word_class) if f is form]
    if fold(want) not in got:
        example.report("gives", f"should be {' or '.join(got) or 'nothing'} by the rules, not {want!r}")
