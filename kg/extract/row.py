"""One sentence as a row of tokens and the mentions among them: what offices and ties are read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.lang.actors import ActorTables, Bond
from kg.lang.tokens import Token, start_of
from kg.model.entity import EntityKind, Mention
from kg.model.event import Predicate
from kg.model.text import Span

OWNED = "somebody.owned"  # the rule that reads an office before the name of whose it is
OF_BODY = "group.one.of"  # the rule that reads somebody new beside whose he or she is
KIN = frozenset({"head.alone.kin", "group.kin"})  # those that read a noun for kin before whose they are
MODIFIERS = 3  # words between an article and the noun that states a tie


@dataclass(frozen=True, slots=True)
class Tie:
    """A fact between two mentions, and the construction that states it."""

    subject: Mention
    predicate: Predicate
    object: Mention
    rule: str


@dataclass(frozen=True, slots=True)
class Held:
    """An office and its holder: `words` are the office as written, `of` whom it is the office of, if named."""

    person: Mention
    words: Span
    bond: Bond
    rule: str
    of: Mention | None = None
    direct: bool = False  # nothing but the office stands between it and the one it is the office of


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The tokens of sentence `number`; `first[i]` is the mention that begins at token i, `last[i]` that ends before it."""

    number: int
    tokens: tuple[Token, ...]
    tables: ActorTables
    first: dict[int, Mention]
    last: dict[int, Mention]
    extent: dict[Mention, tuple[int, int]]

    @property
    def mentions(self) -> Iterable[Mention]:
        """Give its mentions in text order."""
        return self.extent

    def span(self, start: int, stop: int) -> Span:
        """Give the code points of tokens `[start, stop)`."""
        return Span(self.tokens[start].begin, self.tokens[stop - 1].end)

    def key(self, i: int) -> str:
        """Give the folded word of token `i`, "" outside the sentence."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def keys(self, mention: Mention) -> tuple[str, ...]:
        """Give the folded words of a mention of this sentence."""
        start, stop = self.extent[mention]
        return tuple(token.key for token in self.tokens[start:stop])

    def phrase(self, name: str, i: int) -> int | None:
        """Give the end of the longest phrase of list `name` at token `i`, or None."""
        hit = self.tables.phrases[name].longest(self.tokens, i) if 0 <= i < len(self.tokens) else None
        return hit.stop if hit else None

    def leads_to(self, names: Iterable[str], start: int, stop: int) -> bool:
        """Say whether a phrase of one of the lists is all that stands in `[start, stop)`.

        A comma before it, articles around it, and a few words between an article and the phrase belong to it.
        """
        at = start + (self.key(start) in (",", "("))
        ends = {stop}
        while stop > at and self.listed("offices.articles", stop - 1):
            stop -= 1
            ends.add(stop)
        if any(self.phrase(name, at) in ends for name in names):
            return True
        if not self.listed("offices.articles", at):
            return False
        for skipped in range(1, MODIFIERS + 2):
            i = at + skipped
            if i >= stop:
                return False
            if any(self.phrase(name, i) in ends for name in names):
                return True
            if not self.tokens[i].is_word or self.phrase("offices.stops", i) is not None:
                return False
        return False

    def reach(self, mention: Mention) -> int:
        """Give where a name begins with what stands before it: office, honorific, comma ("his wife, Mrs X")."""
        stop = self.extent[mention][0]
        if mention.kind is not EntityKind.PERSON:
            return stop
        while stop > 0 and self.tokens[stop - 1].begin >= mention.wide.begin:
            stop -= 1
        while self.listed("people.honorifics", stop - 1) or (
            self.key(stop - 1) == "." and self.listed("people.honorifics", stop - 2)
        ):
            stop -= 1
        return stop - 1 if self.key(stop - 1) == "," else stop

    def reaches(self, mention: Mention) -> range:
        """Give all tokens from `reach` to the name: kinship nouns are honorifics too in some languages."""
        return range(self.reach(mention), self.extent[mention][0] + 1)

    def named_by(self, end: int) -> int:
        """Give where the words begin that say before token `end` that a name follows ("called"), or `end`."""
        for i in range(max(0, end - MODIFIERS), end):
            if self.phrase("relations.named", i) == end:
                return i
        return end

    def listed(self, name: str, i: int) -> bool:
        """Say whether token `i` is a word of list `name`."""
        return 0 <= i < len(self.tokens) and self.tokens[i].key in self.tables.words[name]


def rows(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Row]:
    """Lay out every sentence that has mentions, in text order; an office is no actor where the words behind it tell whose it is."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.rule != OWNED:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    for number in sorted(by_sentence):
        tokens = reading.tokens[number]
        extent = {m: (start_of(tokens, m.span.begin), start_of(tokens, m.span.end)) for m in by_sentence[number]}
        first = {start: m for m, (start, _) in extent.items()}
        last = {stop: m for m, (_, stop) in extent.items()}
        yield Row(number, tokens, reading.pack.actors, first, last, extent)
