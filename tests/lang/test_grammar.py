from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.fold import fold
from kg.lang.grammar import Grammar, Rule
from kg.lang.match import Matcher, Tree
from kg.lang.template import PIECE, Element, cut, expand, pieces, roman


def grammar(**templates: str) -> Grammar:
    made = Grammar()
    for order, (name, template) in enumerate(templates.items()):
        made.add(Rule(name, name, (), order), template)
    made.close()
    return made


def matcher(made: Grammar, text: str) -> Matcher:
    words = cut(text, 0, len(text))
    return Matcher(made, pieces(words), made.kinds(words))


def stops(made: Grammar, category: str, text: str) -> list[int]:
    return [tree.stop for tree in matcher(made, text).read(category, 0)]


def test_pieces_part_digits_from_letters_and_know_what_touches() -> None:
    assert [(p.key, p.near) for p in pieces(cut("At 14h30, x", 0, 11))] == [
        ("at", False),
        ("14", False),
        ("h", True),
        ("30", True),
        (",", True),
        ("x", False),
    ]


@given(
    st.text(st.sampled_from("aB\u00e9\u1ed9\u0111\u00df0123\u0663 \n\u00a0.,-_/#%'\u2019\u0301"), max_size=30), st.integers(0, 8)
)
def test_pieces_are_the_runs_of_the_text_in_order(text: str, begin: int) -> None:
    runs = list(PIECE.finditer(text, begin))
    words = cut(text, begin, len(text))
    found = pieces(words)
    assert [(p.key, p.size, p.upper) for p in found] == [(fold(m[0]), len(m[0]), m[0][0].isupper()) for m in runs]
    assert [p.near for p in found] == [i > 0 and m.start() == runs[i - 1].end() for i, m in enumerate(runs)]
    assert "".join(words).strip() == text[begin:].strip()


def test_numbers_are_told_apart_by_what_they_can_be() -> None:
    made = grammar(date="{day}/{monthno}", dated="in {year}", clock="{hour} sharp", many="{digits} men", third="{roman} rex")

    def starts(category: str, text: str) -> list[int]:
        return made.starts(category, made.kinds(cut(text, 0, len(text))))

    assert starts("date", "31/12 32/12 7/5 and 7") == [0, 6]
    assert starts("dated", "in 2024 in 24") == [0]
    assert starts("clock", "24 sharp 25 sharp") == [0]
    assert starts("many", "1,200 men 12000 men 12000.000 men") == [0, 2, 6, 8]
    assert starts("third", "xiv rex xiv men rex") == [0]


def test_a_mark_is_no_number_though_a_rule_names_it() -> None:
    made = grammar(tag="# {digits}", part="% {roman}")
    assert stops(made, "tag", "# 5") == [2]
    assert stops(made, "tag", "5 5") == []
    assert stops(made, "part", "% IV") == [2]
    assert stops(made, "part", "IV IV") == []


def test_choices_and_options_multiply() -> None:
    rows = expand("[the] (first|last) week")
    assert [" ".join(e.word for e in row) for row in rows] == ["first week", "last week", "the first week", "the last week"]


def test_slots_carry_field_or_role() -> None:
    (row,) = expand("{digits=day} of {month:within}")
    assert row == (Element("", "digits", "day"), Element("of"), Element("", "month", "", "within"))


@pytest.mark.parametrize("template", ["(a|b", "a)", "[a", "{a b}", "{a:}"])
def test_malformed_templates_are_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"unmatched|malformed"):
        expand(template)


def test_unspaced_parts_must_touch() -> None:
    made = grammar(clock="{hour}h{minute}")
    assert stops(made, "clock", "14h30") == [3]
    assert stops(made, "clock", "14 h 30") == []


def test_spaced_parts_may_touch() -> None:
    assert stops(grammar(named="y {year}"), "named", "y2024") == [2]


def test_the_longest_reading_comes_first() -> None:
    made = grammar(date="{day} {monthno} [{year}]")
    assert stops(made, "date", "3 5 2024") == [3, 2]


def test_marks_cut_the_extent() -> None:
    made = grammar(since="since < {year} > on")
    (tree,) = matcher(made, "since 2014 on").read("since", 0)
    assert (tree.start, tree.opens, tree.closes, tree.stop) == (0, 1, 2, 3)


def test_an_outer_rule_takes_over_the_inner_opening() -> None:
    made = grammar(inner="at < {hour}", outer="{inner} sharp")
    (tree,) = matcher(made, "at 5 sharp").read("outer", 0)
    assert (tree.opens, tree.closes) == (1, 3)


def test_thousands_are_one_number() -> None:
    made = grammar(span="{digits} years")
    trees = matcher(made, "1,200 years").read("span", 0)
    assert [part for tree in trees for _, part in tree.parts] == [1200]


def test_rules_look_at_their_neighbours() -> None:
    made = Grammar()
    made.add(Rule("behind", "top", (), 0, behind=frozenset({"on"})), "third")
    made.add(Rule("unless", "top", (), 1, unless=frozenset({"#"})), "may")
    made.add(Rule("apart", "top", (), 2, not_behind=frozenset({"uncle"})), "june")
    made.close()

    def found(text: str, at: int) -> list[str]:
        return [tree.rule.id for tree in matcher(made, text).read("top", at)]

    assert found("on third now", 1) == ["behind"]
    assert found("the third now", 1) == []
    assert found("third", 0) == ["behind"]
    assert found("in may they", 1) == ["unless"]
    assert found("in may 2024", 1) == []
    assert found("in june", 1) == ["apart"]
    assert found("uncle june", 1) == []


def test_a_place_is_no_start_where_the_third_piece_leads_nowhere() -> None:
    made = grammar(unit="(days|years)", span="{digits} {unit}", top="in {span} of peace", long="in {digits} [and] more")

    def starts(category: str, text: str) -> list[int]:
        return made.starts(category, made.kinds(cut(text, 0, len(text))))

    assert starts("top", "in 5 days of peace") == [0]
    assert starts("top", "in 5 more") == []
    assert starts("top", "in 5,000 days of peace") == [0]
    assert starts("long", "in 5 more in 5 and in 5") == [0, 3]
    assert starts("long", "in 5") == []


def test_readings_come_up_through_all_categories_that_they_begin() -> None:
    made = grammar(nth="{monthno}", date="{nth} may", both="{date} [and {date}]", top="({both}|{date} at noon)")
    trees = matcher(made, "5 may and 6 may").read("top", 0)
    assert [(tree.stop, [element.category for element, _ in tree.parts]) for tree in trees] == [(5, ["both"]), (2, ["both"])]
    assert [tree.stop for tree in matcher(made, "5 may at noon").read("top", 0)] == [4, 2]


def test_a_part_is_read_once_though_several_ask_for_it() -> None:
    made = grammar(month="may", date="{digits} {month}", one="on {date} so", other="on {month} then", top="({one}|{other})")
    laid = matcher(made, "on may then")
    assert [tree.stop for tree in laid.read("top", 0)] == [3]
    assert [tree.stop for tree in laid.read("month", 1)] == [2]
    assert list(laid.read("date", 1)) == []
    assert laid.read("top", 2) == ()


def test_a_category_that_begins_with_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with itself"):
        grammar(a="{b} x", b="{a} y")


def test_trees_are_kept_by_category() -> None:
    made = grammar(month="{monthno}/{year}", top="in {month}")
    (tree,) = matcher(made, "in 5/2024").read("top", 0)
    (part,) = [part for _, part in tree.parts]
    assert isinstance(part, Tree)
    assert [value for _, value in part.parts] == [5, 2024]


@pytest.mark.parametrize(("key", "value"), [("iv", 4), ("xix", 19), ("xxi", 21), ("iiii", None), ("", None), ("c", None)])
def test_roman_numerals(key: str, value: int | None) -> None:
    assert roman(key) == value
