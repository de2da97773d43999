"""The phrase trie: longest match, values in order, folded look-up."""

from __future__ import annotations

import pytest

from kg.lang.phrases import Hit, PhraseIndex
from kg.lang.tokens import Clitics, tokenize
from kg.model.text import Span


def index() -> PhraseIndex[str]:
    return PhraseIndex([("Hà Nội", "city"), ("Hà", "name"), ("Công an TP. Hà Nội", "police"), ("Hà", "river")])


def test_the_longest_phrase_wins_and_phrases_do_not_overlap() -> None:
    text = "công an TP. HÀ NỘI và bà Hà"
    tokens = tokenize(text, Span(0, len(text)))
    found = [(" ".join(t.text for t in tokens[h.start : h.stop]), h.values) for h in index().find(tokens)]
    assert found == [("công an TP . HÀ NỘI", ("police",)), ("Hà", ("name", "river"))]


def test_get_asks_for_exactly_this_phrase() -> None:
    assert index().get("hà nội") == ("city",)
    assert index().get("hà nội mới") == ()
    assert len(index()) == 4


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="empty phrase"):
        index().add("  ", "nothing")


def test_a_phrase_is_held_only_between_its_own_ends() -> None:
    phrases = PhraseIndex([("fish market", "a"), ("fish", "b")])
    text = "The fish market hall"
    tokens = tokenize(text, Span(0, len(text)))
    held = [(i, j) for i in range(4) for j in range(i + 1, 5) if phrases.holds(tokens, i, j)]
    assert held == [(1, 2), (1, 3)]


def test_an_ending_that_is_a_word_of_its_own_is_one_in_a_phrase_too() -> None:
    offices = PhraseIndex([("Sheriff's Office", 1)], ("'s",))
    tokens = tokenize("the sheriff's office", Span(0, 20), Clitics(("'s",)))
    assert offices.longest(tokens, 1) == Hit(1, 4, (1,))
    assert offices.get("sheriff's office") == (1,)
