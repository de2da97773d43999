"""A pack's table of what is on a page and is not prose: credits, source lines, datelines, furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.table import Problem, Table, read_table

SLOTS = {
    "name": r"(?P<name>[^\s()\[\]:;|](?:[^()\[\]:;|\n]{0,78}[^\s()\[\]:;|])?)",
    "site": r"(?P<site>(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,12}(?:/\S*)?)",
    "number": r"\d[\d.,]*\s?[km]?",
    "rest": r".*",
}
SLOT = re.compile(r"\{(\w+)\}")
NO_NOTICE = re.compile(r"(?!)")
# A capital letter, perhaps behind an opening mark. Those with diacritics alternate with small ones: no range holds them alone.
UPPER = "[\"'\u201c\u2018(]?[" + "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper()) + "]"
NAME_WORDS = 8
SENTENCE = re.compile(r"[.!?\u2026][\"'\u201d\u2019)]*\s*$")
SENTENCE_WORDS = 8
INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?\u2026]+(?:/\.)?\s|\./\.")


class LineKind(StrEnum):
    """What a line that is not prose is for."""

    FURNITURE = "furniture"  # a button, a link, a notice
    CLOSING = "closing"  # furniture that opens a list of other articles or the end of the page
    PHOTO = "photo"  # who took the picture; the words before it on the line are its caption
    BYLINE = "byline"  # who wrote it
    SOURCE = "source"  # the outlet or agency that the text is from


@dataclass(frozen=True, slots=True)
class LineRule:
    """Lines of one kind, as templates.

    `agency` says whether their `{name}` is a news agency or outlet; `credits` is the agency that they name
    by themselves, or "". Whole sentences are prose to a rule
    with slots, unless `sentences` is set.
    """

    id: str
    kind: LineKind
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    agency: bool
    credits: str
    sentences: bool


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A rule that a whole line matches, and what its slots hold ("" for a slot that it has not)."""

    rule: LineRule
    name: str = ""
    site: str = ""

    @property
    def agency(self) -> str | None:
        """Give the agency or outlet that the line credits, or None."""
        return self.rule.credits or (self.name if self.rule.agency and self.name else None)


@dataclass(frozen=True, slots=True)
class LayoutTables:
    """The rules for lines, compiled; `dateline_words` may stand beside a date in a line of its own."""

    rules: tuple[LineRule, ...] = ()
    dateline_words: frozenset[str] = frozenset()
    _literal: dict[str, LineRule] = field(default_factory=dict, repr=False)
    # By the letter that a line begins with.
    _slotted: Mapping[str, Sequence[tuple[LineRule, re.Pattern[str]]]] = field(default_factory=dict, repr=False)
    _notices: re.Pattern[str] = field(default=NO_NOTICE, repr=False)
    _numbered: re.Pattern[str] = field(default=NO_NOTICE, repr=False)

    def match(self, line: str) -> LineMatch | None:
        """Find the rule that matches the whole of `line`, or None.

        A pattern without slots wins, then the rule listed first; a `{name}` begins with a capital.
        """
        if literal := self._literal.get(_key(line)):
            return LineMatch(literal)
        is_sentence = SENTENCE.search(line) is not None and len(line.split()) >= SENTENCE_WORDS
        first = line[:1].casefold()
        for rule, pattern in self._slotted.get(first, self._slotted.get("", ())):
            found = pattern.fullmatch(line) if rule.sentences or not is_sentence else None
            if found is None:
                continue
            slots = found.groupdict(default="")
            name = slots.get("name", "").strip()
            if "name" not in slots or looks_like_name(name):
                return LineMatch(rule, name, slots.get("site", ""))
        return None

    def past_notices(self, words: str) -> int:
        """Give how many characters of running text are notices of the page before a sentence that begins with a capital, 0 for none."""
        return found.end() if (found := self._notices.match(words)) else 0

    def numbered_credits(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Find picture agencies with the number of pictures in a gallery, "Getty Images 9", before a caption: begin, end, number."""
        return ((found.start(), found.end(), found.group(1)) for found in self._numbered.finditer(words))


def looks_like_name(words: str) -> bool:
    """Say whether `words` may be the name of a person or an outlet: short, begun with a capital, no sentence."""
    parts = words.split()
    if not parts or len(parts) > NAME_WORDS or not (parts[0][0].isupper() or parts[0][0].isdigit()):
        return False
    return words[-1] not in ".!?\u2026," and INNER_STOP.search(words) is None


def compile_pattern(template: str) -> re.Pattern[str]:
    """Turn a template with slots into a pattern for a whole line: case and the width of spaces do not matter."""
    parts: list[str] = []
    last = 0
    for slot in SLOT.finditer(template):
        parts += [_literal(template[last : slot.start()]), SLOTS.get(slot.group(1), "(?!)")]
        last = slot.end()
    parts.append(_literal(template[last:]))
    return re.compile("".join(parts), re.IGNORECASE)


def _by_first_letter(patterns: Iterable[tuple[LineRule, str]]) -> dict[str, list[tuple[LineRule, re.Pattern[str]]]]:
    """Compile templates, in order, by the letter that a line begins with; "" has those for any other: they begin with a slot."""
    compiled = [("" if SLOT.match(text) else text[0].casefold(), rule, compile_pattern(text)) for rule, text in patterns]
    letters = {letter for letter, _, _ in compiled}
    return {first: [(rule, pattern) for letter, rule, pattern in compiled if letter in ("", first)] for first in letters | {""}}


def _compile_notices(rules: tuple[LineRule, ...], labels: frozenset[str], agencies: frozenset[str]) -> re.Pattern[str]:
    """Make the pattern for notices and credits in a row.

    A notice has two words or more, since one is as often the first of a sentence; a credit ends with an agency's name, since
    where another name ends before a sentence that begins with a capital cannot be told.
    """
    told = {
        pattern.rstrip(".!")
        for rule in rules
        if rule.sentences and rule.kind is LineKind.FURNITURE
        for pattern in rule.patterns
        if not SLOT.search(pattern) and " " in pattern
    }
    credit = rf"(?i:{_any_of(labels)}):\s?(?:[^\s.,;:()]+\s?[-/\u2013\s]\s?){{0,6}}?(?:{_any_of(agencies)})(?![-/\w])(?!\s?[-/\u2013,])"
    return re.compile(rf"(?:(?:(?i:{_any_of(told)})[.!]*|{credit})\s+)+(?={UPPER})")


def _compile_numbered(agencies: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_any_of(agencies)})\s(\d{{1,2}})\s(?={UPPER})")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(_literal, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def _key(line: str) -> str:
    return " ".join(fold(word) for word in line.split())


def _literal(words: str) -> str:
    return r"\s+".join(re.escape(piece) for piece in re.split(r"\s+", words))


def read_layout(folder: Path, problems: list[Problem]) -> LayoutTables:
    """Read `layout.toml` of a pack's folder; rules that miss their own examples are problems too."""
    table = read_table(folder / "layout.toml", problems)
    rules = tuple(_read_rule(inner) for inner in table.tables("lines"))
    negatives = table.texts("negatives", required=True)
    words = frozenset(fold(word) for word in table.texts("dateline_words", required=True))
    labels = frozenset(table.texts("photo_labels", required=True))
    agencies = frozenset(table.texts("photo_agencies", required=True))
    table.close()
    patterns = [(rule, pattern) for rule in rules for pattern in rule.patterns]
    literal = {_key(pattern): rule for rule, pattern in reversed(patterns) if not SLOT.search(pattern)}
    slotted = _by_first_letter((rule, pattern) for rule, pattern in patterns if SLOT.search(pattern))
    tables = LayoutTables(rules, words, literal, slotted, _compile_notices(rules, labels, agencies), _compile_numbered(agencies))
    problems.extend(_check(f"{folder.name}/layout.toml", tables, negatives))
    return tables


def _read_rule(table: Table) -> LineRule:
    kind = table.text("kind")
    if kind not in set(LineKind):
        table.report("kind", f"should be one of {', '.join(LineKind)}, not {kind!r}")
        kind = LineKind.FURNITURE
    rule = LineRule(
        id=table.text("id"),
        kind=LineKind(kind),
        patterns=table.texts("patterns", required=True),
        examples=table.texts("examples", required=True),
        agency=table.flag("agency"),
        credits=table.text("credits", ""),
        sentences=table.flag("sentences"),
    )
    for pattern in rule.patterns:
        for slot in sorted(set(SLOT.findall(pattern)) - set(SLOTS)):
            table.report("patterns", f"{pattern!r} has an unknown slot {{{slot}}}; there are {', '.join(SLOTS)}")
        if pattern.count("{name}") > 1 or pattern.count("{site}") > 1:
            table.report("patterns", f"{pattern!r} has a slot twice")
    table.close()
    return rule


def _check(where: str, tables: LayoutTables, negatives: tuple[str, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    patterns: dict[str, str] = {}
    for rule in tables.rules:
        here = f"{where}: lines.{rule.id}"
        if rule.id in seen:
            yield Problem(here, "is there twice")
        seen.add(rule.id)
        for pattern in rule.patterns:
            if (key := pattern.casefold()) in patterns:
                yield Problem(here, f"{pattern!r} is in {patterns[key]} already")
            patterns[key] = rule.id
        for example in rule.examples:
            found = tables.match(example)
            if found is None or found.rule.id != rule.id:
                yield Problem(here, f"does not match its example {example!r}" + (f" ({found.rule.id} does)" if found else ""))
    for negative in negatives:
        if found := tables.match(negative):
            yield Problem(f"{where}: negatives", f"{negative!r} is matched by {found.rule.id}")
