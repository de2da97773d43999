"""Names read apart from their spelling: abbreviations written out, the levels of places set aside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.lang.actors import ActorTables, KnownName
from kg.lang.fold import fold
from kg.lang.tokens import TOKEN
from kg.model.entity import EntityKind

LONGEST = 6  # words of an abbreviation, of a level's noun, of a known place

Word = tuple[str, str]  # folded, and as written


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a name says however it is spelled.

    `words` are folded, without joints ("and") and the nouns of administrative levels before other words; a place of
    the tables is one word, its key. `levels` are those left out, in order; `level` is the one that the name ends with, None if it does not.
    """

    words: tuple[str, ...]
    levels: tuple[int, ...] = ()
    level: int | None = None

    def is_same(self, other: Spelling) -> bool:
        """Say whether both are one name: "Police District Orne" may be "PD Orne", but not "Police Ward Orne"."""
        if self.words != other.words or self.level != other.level:
            return False
        return not self.levels or not other.levels or self.levels == other.levels

    def is_whole(self, short: Spelling) -> bool:
        """Say whether this names the place that `short` leaves open: "Council of Orne County" for "County Council"."""
        size = len(short.words)
        if short.level is None or size == 0 or len(self.words) <= size or self.words[:size] != short.words:
            return False
        return short.level in self.levels or not self.levels

    def begins_with(self, short: Spelling) -> bool:
        """Say whether `short` is but the beginning of this."""
        size = len(short.words)
        return short.level is None and 0 < size < len(self.words) and self.words[:size] == short.words


def is_called(short: Spelling, long: Spelling, tables: ActorTables) -> bool:
    """Say whether `short` is `long` without its fields of activity: "Company Lumen" for "Stock Company Invest Lumen".

    What is left after the class noun has to be more than the name of a place: "University Oslo" is no "University Medical Oslo".
    """
    sizes = range(len(short.words) - 1, 0, -1)
    noun = next((n for n in sizes if any(head.first for head in tables.heads.get_words(short.words[:n]))), 0)
    rest = short.words[noun:]
    if not noun or short.levels or long.levels or long.words[:noun] != short.words[:noun] or any(":" in word for word in rest):
        return False
    between = long.words[noun : len(long.words) - len(rest)]
    if not between or long.words[-len(rest) :] != rest or tables.fields.get_words(rest):
        return False
    return _are_fields(between, tables)


def _are_fields(words: tuple[str, ...], tables: ActorTables) -> bool:
    """Say whether words are but fields of activity and legal forms, one after the other."""
    if not words:
        return True
    indexes = (tables.fields, tables.phrases["organisations.legal"])
    return any(
        any(index.get_words(words[:size]) for index in indexes) and _are_fields(words[size:], tables)
        for size in range(min(LONGEST, len(words)), 0, -1)
    )


@lru_cache(maxsize=4096)  # names are held against each other
def words_of(name: str) -> tuple[str, ...]:
    """Give the folded words of a name."""
    return tuple(fold(word) for word in TOKEN.findall(name) if word[0].isalnum())


@lru_cache(maxsize=4096)  # every name is held against every other
def spelling(name: str, tables: ActorTables) -> Spelling:
    """Read a name as it is written in the text."""
    whole = (part for word in TOKEN.findall(name) if word[0].isalnum() for part in _apart(word, tables))
    words = _named(_written_out([(fold(word), word) for word in whole], tables), tables)
    kept: list[str] = []
    levels: list[int] = []
    last: int | None = None
    i = 0
    while i < len(words):
        place, stop = _place(words, i, tables)
        level, past = _level(words, i, tables)
        if place is not None:
            kept.append(place)
            i = stop
        elif level is not None and kept and past == len(words):
            last, i = level, past
        elif level is not None and past < len(words):
            levels.append(level)
            i = past
        else:
            if words[i][0] not in tables.words["organisations.joints"] | tables.words["organisations.owners"]:
                kept.append(words[i][0])
            i += 1
    return Spelling(tuple(kept), tuple(levels), last)


def _apart(word: str, tables: ActorTables) -> tuple[str, ...]:
    """Take the abbreviated noun of a place off the name that is written to it without a space: "St.Orne"."""
    noun, dot, rest = word.partition(".")
    return (noun, rest) if dot and rest and f"{fold(noun)}." in tables.words["places.abbreviations"] else (word,)


def _written_out(words: list[Word], tables: ActorTables) -> list[Word]:
    """Put what they stand for in the place of abbreviations; those in capitals have to be written so: "CA", not "ca"."""
    found: list[Word] = []
    i = 0
    while i < len(words):
        size, long = next(((n, long) for n in _sizes(words, i) for long in _stands_for(words[i : i + n], tables)), (1, None))
        found += [words[i]] if long is None else [(word, words[i][1]) for word in long]
        i += size
    return found


def _named(words: list[Word], tables: ActorTables) -> list[Word]:
    """Leave out the class noun that only tells what bears a name, "the company X", unless a place or a field is all that is left."""
    for size in _sizes(words, 0):
        rest = words[size:]
        if not rest or not tables.phrases["organisations.generic"].get_words(word for word, _ in words[:size]):
            continue
        place, stop = _place(words, size, tables)
        first = rest[0][0]
        if rest[0][1][0].isupper() and (place is None or stop < len(words)) and not tables.fields.get_words([first]):
            return rest if not tables.is_native(rest[0][1]) else words
    return words


def _stands_for(words: list[Word], tables: ActorTables) -> list[tuple[str, ...]]:
    told = tables.written.get_words(word for word, _ in words)
    return [short.long for short in told if not short.acronym or any(text.isupper() for _, text in words)]


def _sizes(words: list[Word], start: int) -> range:
    return range(min(LONGEST, len(words) - start), 0, -1)


def _place(words: list[Word], start: int, tables: ActorTables) -> tuple[str | None, int]:
    """Give the key of the place of the tables that begins at word `start`, and where its name ends."""
    for size in _sizes(words, start):
        here = words[start : start + size]
        for name in tables.names.get_words(word for word, _ in here):
            if name.kind is EntityKind.PLACE and name.key is not None and _fits(name, here):
                return name.key, start + size
    return None, start


def _fits(name: KnownName, words: list[Word]) -> bool:
    return all(text[0].isupper() or not wanted for (_, text), wanted in zip(words, name.caps, strict=False))


def _level(words: list[Word], start: int, tables: ActorTables) -> tuple[int | None, int]:
    """Give the administrative level whose noun begins at word `start`, and where it ends; none where owners come first."""
    if tables.owner_first:
        return None, start
    for size in _sizes(words, start):
        level = tables.levels.get(" ".join(word for word, _ in words[start : start + size]))
        if level is not None:
            return level, start + size
    return None, start
