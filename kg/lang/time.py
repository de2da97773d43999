"""A pack's tables of expressions of time: vocabulary, rules with their examples, guards, cues of tense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.grammar import Grammar, Node, Rule
from kg.lang.table import Problem, Table, read_table
from kg.lang.template import NUMBERS, PIECE

TOP = "timex"  # the category that the text is searched for
DECOY = "decoy"  # the kind of what only looks like a time
BEFORE_RULES = -1  # the place of decoys in the order of rules

NUMERIC = frozenset(
    [
        "century",
        "decade",
        "year",
        "yy",
        "half",
        "quarter",
        "month",
        "week",
        "day",
        "weekday",
        "hour",
        "minute",
        "second",
        "count",
        "nth",
        "lunar",
        "weekend",
        "vague",
        "fiscal",
        "shift",
        "year_shift",
        "month_shift",
        "week_shift",
        "day_shift",
        "quarter_shift",
        "half_shift",
        "decade_shift",
        "century_shift",
        "season_shift",
        "least",
        "less",
        "easter",
        "plus",
        "lasting",
        "hundredths",
        "clock",
        "ymd",
        "hundreds",
        "stem",
        "branch",
        "tenths",
        "sum",
        "thousands",
        "tens",
        "ones",
        "yearhundreds",
    ]
)
TEXTUAL = frozenset(
    [
        "era",
        "season",
        "part",
        "mod",
        "unit",
        "meridiem",
        "open",
        "kind",
        "span",
        "anchor",
        "dir",
        "lean",
        "take",
        "quant",
        "zone",
        "calendar",
        "feast",
    ]
)
APART = ("", "carried", "always")
ROLES = frozenset({"start", "stop", "within", "item", "other", "more"})
FIELDS = NUMERIC | TEXTUAL


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which `rule` must find an expression of this TIMEX3 value (and EDTF, if given)."""

    where: str
    rule: str
    text: str
    value: str
    edtf: str | None = None


@dataclass(frozen=True, slots=True)
class Guards:
    """What keeps a bare number from being a date.

    `left` and `right` are words that, standing next to it, make it something else (a score, a measure);
    `openers` are words after which a bare number may be a date, `year_openers` those after which only a year may,
    `joiners` join it to a year before ("in 2008 and 2015"), `editions` are words that begin names with a year in them
    ("Ferry Film Festival 2024"), `qualifiers` words for what leads up to such a happening, mostly in another year
    ("a World Cup 2018 qualifier"), `hour_openers` those after which four digits may be a time of day, so that a year long
    past is no date ("buses from 1530"). Where nouns have `plurals` (endings), a number before a
    word in the singular is a year ("the 1902 pact"), unless the word is one of `counted`: irregular plurals, measures.
    """

    left: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    year_openers: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    hour_openers: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    plurals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tense:
    """Words and phrases that tell past from future, and endings of verbs in the past.

    `after` are words behind which a form of the past tells no past: "will be held"; `carriers` are words that open an
    expression of time which lies in the past, unless they are the end of a word that begins with one of `compounds`.
    """

    past: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    past_endings: tuple[str, ...] = ()
    past_phrases: tuple[str, ...] = ()
    future_phrases: tuple[str, ...] = ()
    after: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class TimeTables:
    """The tables of expressions of time, compiled for look-up.

    `first` holds the keys that an expression can begin with. `reference` is the day that the examples and
    negatives are read on. `slashed` says that "9/6" alone is a date. `lunar_zone` is the zone of the lunar calendar in hours east of Greenwich.
    `carriers` are the words that make the end of a range an expression of its own.
    """

    grammar: Grammar = field(default_factory=Grammar)
    guards: Guards = Guards()
    tense: Tense = Tense()
    slashed: bool = False
    carriers: frozenset[str] = frozenset()
    lunar_zone: int = 7
    reference: date = date(2000, 1, 1)
    examples: tuple[Example, ...] = ()
    negatives: tuple[Example, ...] = ()


def read_time(folder: Path, problems: list[Problem]) -> TimeTables:
    """Read `time.toml` and the other `time*.toml` of a pack's folder; faults are added to `problems`."""
    grammar = Grammar()
    examples: list[Example] = []
    negatives: list[Example] = []
    seen: dict[str, str] = {}
    main = read_table(folder / "time.toml", problems)
    others = [read_table(path, problems) for path in sorted(folder.glob("time_*.toml"))]
    guards, tense = _guards(main.table("guards")), _tense(main.table("tense"))
    slashed, lunar_zone, reference = main.flag("slashed"), main.integer("lunar_zone", 7), main.text("reference")
    carriers = _folded(main, "carriers")
    order = 0
    for table in (main, *others):
        for name in table.table("words").keys():  # noqa: SIM118
            _words(grammar, table.table("words").table(name), name, order)
            order += 1
        for entry in table.tables("rules"):
            _rule(grammar, entry, order, examples, negatives, seen)
            order += 1
        for entry in table.tables("decoys"):
            negatives += _decoy(grammar, entry, seen)
        negatives += [Example(f"{table.where}negatives", "", text, "") for text in table.texts("negatives")]
        table.close()
    _check_slots(grammar, main)
    try:
        day = date.fromisoformat(reference)
    except ValueError:
        main.report("reference", f"should be a day such as 2024-06-10, not {reference!r}")
        day = date(2000, 1, 1)
    return TimeTables(grammar, guards, tense, slashed, carriers, lunar_zone, day, tuple(examples), tuple(negatives))


def _folded(table: Table, key: str) -> frozenset[str]:
    return frozenset(" ".join(map(fold, PIECE.findall(word))) for word in table.texts(key))


def _guards(table: Table) -> Guards:
    guards = Guards(
        left=_folded(table, "left"),
        right=_folded(table, "right"),
        openers=_folded(table, "openers"),
        year_openers=_folded(table, "year_openers"),
        joiners=_folded(table, "joiners"),
        editions=_folded(table, "editions"),
        qualifiers=_folded(table, "qualifiers"),
        hour_openers=_folded(table, "hour_openers"),
        counted=_folded(table, "counted"),
        plurals=tuple(sorted(fold(ending) for ending in table.texts("plurals"))),
    )
    table.close()
    return guards


def _tense(table: Table) -> Tense:
    endings = tuple(sorted(fold(word) for word in table.texts("past_endings")))
    past, future = _folded(table, "past"), _folded(table, "future")
    after, carriers, compounds = (_folded(table, key) for key in ("after", "carriers", "compounds"))
    table.close()
    phrases = [tuple(sorted(cue for cue in cues if " " in cue)) for cues in (past, future)]
    return Tense(
        past.difference(phrases[0]), future.difference(phrases[1]), endings, phrases[0], phrases[1], after, carriers, compounds
    )


def _words(grammar: Grammar, table: Table, name: str, order: int) -> None:
    """Add a category of words: each form sets `field` to its value, and the constants of `set` beside it."""
    target = table.text("field", name)
    if target and target not in FIELDS:
        table.report("field", f"unknown field {target!r}")
    constants = tuple(_constants(table.table("set")))
    forms = table.table("forms")
    seen: dict[str, str] = {}
    for value in forms.keys():  # noqa: SIM118
        fields = (
            ((target, int(value) if target in NUMERIC and _is_integer(value) else value), *constants) if target else constants
        )
        rule = Rule(f"{name}.{value}", name, fields, order)
        for form in forms.texts(value):
            if seen.setdefault(fold(form), value) != value:
                forms.report(value, f"has {form!r}, which is also {seen[fold(form)]!r}")
            _add_words(grammar, rule, form)
    table.close()


def _add_words(grammar: Grammar, rule: Rule, form: str) -> None:
    node = grammar.roots.setdefault(rule.category, Node())
    last = -1
    for match in PIECE.finditer(form):
        branch = node.near if match.start() == last else node.words
        node = branch.setdefault(fold(match.group()), Node())
        last = match.end()
    if rule not in node.accepts:
        node.accepts.append(rule)


def _is_integer(value: str) -> bool:
    return value.lstrip("-").isdecimal()


def _constants(table: Table) -> Iterator[tuple[str, int | str]]:
    for key in table.keys():  # noqa: SIM118
        if key not in FIELDS:
            table.report(key, "is not a known field")
        elif key in NUMERIC:
            yield key, table.integer(key)
        else:
            yield key, table.text(key)


def _rule(
    grammar: Grammar, table: Table, order: int, examples: list[Example], negatives: list[Example], seen: dict[str, str]
) -> None:
    name = table.text("id")
    if seen.setdefault(name, table.where) != table.where:
        table.report("id", f"{name!r} is also the id of {seen[name]}")
    rule = Rule(
        id=name,
        category=table.text("is", TOP),
        fields=tuple(_constants(table.table("set"))),
        order=order,
        behind=_folded(table, "behind"),
        capital=table.flag("capital"),
        unless=_folded(table, "unless"),
        apart=table.text("apart", ""),
        not_behind=_folded(table, "not_behind"),
    )
    if rule.apart not in APART:
        table.report("apart", f"should be one of {', '.join(filter(None, APART))}, not {rule.apart!r}")
    patterns = table.texts("patterns", required=True)
    for pattern in patterns:
        try:
            grammar.add(rule, pattern)
        except ValueError as error:
            table.report("patterns", f"{pattern!r}: {error}")
    refused = table.texts("negatives")
    negatives += [Example(f"{table.where}.negatives", name, text, "") for text in refused]
    found = table.lists("examples")
    for example in found:
        if len(example) not in (2, 3):
            table.report("examples", f"an example is [text, value] or [text, value, edtf], not {list(example)!r}")
            continue
        examples.append(Example(f"{table.where}.examples", name, *example))
    if not found:
        table.report("examples", f"rule {name!r} has none")
    table.close()


def _decoy(grammar: Grammar, table: Table, seen: dict[str, str]) -> list[Example]:
    """Add what looks like a time and is none, so that no part of it is read as one; its texts are negatives."""
    name = table.text("id")
    if seen.setdefault(name, table.where) != table.where:
        table.report("id", f"{name!r} is also the id of {seen[name]}")
    rule = Rule(
        name,
        TOP,
        (("kind", DECOY),),
        BEFORE_RULES,
        capital=table.flag("capital"),
        behind=_folded(table, "behind"),
        unless=_folded(table, "unless"),
    )
    for pattern in table.texts("patterns", required=True):
        try:
            grammar.add(rule, pattern)
        except ValueError as error:
            table.report("patterns", f"{pattern!r}: {error}")
    texts = [Example(f"{table.where}.texts", name, text, "") for text in table.texts("texts", required=True)]
    table.close()
    return texts


def _check_slots(grammar: Grammar, table: Table) -> None:
    for element in sorted(set(grammar.slots())):
        name = element.category
        if name not in grammar.roots and name not in NUMBERS and name != "roman":
            table.report("rules", f"unknown slot {{{name}}}")
        if element.target and element.target not in FIELDS:
            table.report("rules", f"{{{name}}} is put in an unknown field {element.target!r}")
        if element.role and element.role not in ROLES:
            table.report("rules", f"{{{name}}} has an unknown role {element.role!r}")
    for name in sorted(grammar.roots.keys() & (NUMBERS.keys() | {"roman"})):
        table.report("rules", f"{name!r} is the name of a built-in number")
    if TOP not in grammar.roots:
        table.report("rules", f"there is no rule for {TOP!r}")
        return
    try:
        grammar.close()
    except ValueError as error:
        table.report("rules", str(error))
