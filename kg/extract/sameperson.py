"""Whether two mentions tell of one person, however they are written."""

from __future__ import annotations

import re

from kg.extract.spelling import words_of
from kg.lang.actors import ActorTables
from kg.lang.fold import plain
from kg.model.entity import Mention, MentionForm

INITIALLED = "person.initialled"
AGE = re.compile(r"\s*[(,]\s*(\d{1,3})\b")


def is_same_person(one: Mention, other: Mention, tables: ActorTables) -> bool:
    """Say whether two mentions are one name or one description in other letters.

    A foreign name may lose its marks or hyphens and have only the initial of its first word, a full name all but an
    honorific and its last initial ("Mr K."), a description its indefinite article.
    """
    if MentionForm.PRONOUN in (one.form, other.form) or one.form is not other.form:
        return False
    if one.form is MentionForm.NOMINAL:
        return _undetermined(one, tables) == _undetermined(other, tables)
    if INITIALLED in (one.rule, other.rule):
        short, long = sorted((_untitled(one), _untitled(other)), key=len)
        return long[-len(short) :] == short
    if _unhyphened(one) == _unhyphened(other) or _is_shortened(one, other) or _is_shortened(other, one):
        return True
    if any(tables.is_native(word) for word in (*words_of(one.name), *words_of(other.name))):
        return False  # marks tell native names apart
    return len(words_of(one.name)) > 1 and plain(one.name) == plain(other.name)


def _unhyphened(mention: Mention) -> tuple[str, ...]:
    return words_of(mention.name.replace("-", " "))


def _is_shortened(short: Mention, long: Mention) -> bool:
    """Say whether a name is another with only the initial of its first word: "R. Hale" of "Robin B. Hale"."""
    initial, *rest = words_of(short.name)
    first, *others = words_of(long.name)
    return (
        len(initial) == 1 < len(first) and first[0] == initial and bool(rest) and rest[-1:] == others[-1:] and len(rest[-1]) > 1
    )


def age_after(mention: Mention, text: str) -> str:
    """Give the figure that stands just after a name, in parentheses or after a comma; "" without one."""
    found = AGE.match(text, mention.span.end)
    return found.group(1) if found is not None else ""


def _undetermined(mention: Mention, tables: ActorTables) -> tuple[str, ...]:
    words = words_of(mention.name)
    start = next((i for i, word in enumerate(words) if word not in tables.words["people.indefinite"]), 0)
    return words[start:]


def _untitled(mention: Mention) -> tuple[str, ...]:
    """Give the words of a name without the honorific that a mere initial is read with; initials are words each."""
    words = words_of(mention.name)
    if mention.rule == INITIALLED and " " not in mention.name:
        return tuple(letter for word in words for letter in word if letter != ".")
    return words[1:] if mention.rule == INITIALLED and len(words) > 1 else words
