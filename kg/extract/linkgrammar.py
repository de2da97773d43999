"""How the words of one sentence join two events: which one they govern, and which one stands in front of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.view import View
from kg.lang.eventlinks import Connective, Construction, LinkTables, Reach
from kg.lang.fold import fold
from kg.lang.phrases import Hit, PhraseIndex
from kg.model.entity import EntityId
from kg.model.event import Event, EventPredicate, EventType, Realis
from kg.model.text import Span

# How far apart words may stand, in tokens between them.
GOVERNED = {  # between a connective and the event word behind it
    Reach.CLAUSES: 10,
    Reach.COUNTED: 10,
    Reach.NOUNS: 6,
    Reach.BESIDE: 1,
    Reach.BESIDE_NOUNS: 2,
    Reach.INFINITIVES: 1,
}
NEAR = 4  # between a connective and an event noun that depends on another word
IN_FRONT = 12  # between an event word and the connective behind it
SUBJECT = 8  # the same for a noun that is no verb's object
CLIMB = 8  # between a verb and the event noun below it
FRONTED = 12  # between the event word of a phrase that opens the sentence and the comma behind it
MAIN = 25  # between that comma and the event word of the main clause
MODIFIERS = 4  # before a noun within its phrase
OBJECT = 3  # names apart, between a word of announcing and the event that is its object

# What the classes of words in between show.
FINITE = frozenset({"be", "past", "future", "have"})
CLAUSE = FINITE | {"pronoun"}  # a verb behind it has a subject of its own
INTENDED = frozenset({"future", "possible", "obligation", "wish"})
NOT_SURE = frozenset({"possible", "negation", "future", "plan", "denial", "condition"})  # before a verb of causing
NOUNISH = frozenset({"determiner", "possessive", "demonstrative"})
NO_OBJECT = frozenset({"conjunction", "purpose"})

LIGHT_MARKS = frozenset(",\"'\u201c\u2018")  # may stand before or behind a word that opens a sentence
SEPARATORS = frozenset("|/\u2022\u00b7")  # between headlines
QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019")
HEADING = 0.5  # share of capitalised words from which on a capital says nothing

PREDICATES = {
    Construction.AFTER: EventPredicate.BEFORE,
    Construction.BEFORE: EventPredicate.BEFORE,
    Construction.BECAUSE: EventPredicate.CAUSES,
    Construction.LEADS: EventPredicate.CAUSES,
    Construction.DURING: EventPredicate.PART_OF,
    Construction.ABOUT: EventPredicate.ABOUT,
}
NOUNS = frozenset({Reach.NOUNS, Reach.BESIDE_NOUNS})
RIVALS = frozenset({Construction.AFTER, Construction.BEFORE, Construction.BECAUSE, Construction.LEADS})  # no other between
REAL = frozenset({Construction.AFTER, Construction.BECAUSE, Construction.LEADS})  # the governed event has happened
BACKWARD = frozenset({Construction.AFTER, Construction.BECAUSE})  # the governed event is the subject of the link


@dataclass(frozen=True, slots=True)
class Mark:
    """An event word: its event, its place in the article, and tokens `[start, stop)` of its sentence."""

    event: Event[EntityId]
    span: Span
    start: int
    stop: int
    lemma: str
    is_noun: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A link as one sentence states it, by the words that say so."""

    subject: Mark
    predicate: EventPredicate
    object: Mark
    rule: str


class LinkedSentence:
    """One sentence with its event words and the tables to read it by."""

    def __init__(self, view: View, marks: Sequence[Mark], tables: LinkTables) -> None:
        self.view = view
        self.marks = [mark for mark in marks if mark.event.realis is not Realis.NEGATED]
        self.all = marks
        self.tables = tables
        self.hits = [hit for hit in tables.words.find(view.tokens) if not self.is_other(hit)]
        self.linking = {i for hit in self.hits for i in range(hit.start, hit.stop)}
        self.rivals = {
            i for hit in self.hits if any(c and c.construction in RIVALS for c in hit.values) for i in range(hit.start, hit.stop)
        }
        self.oblique = _places(tables.oblique, view)
        words = [token for token in view.tokens if token.is_word]
        self.is_heading = sum(token.is_capitalised for token in words) > HEADING * len(words)
        self.openers = _places(tables.openers, view)

    def claims(self) -> Iterator[Claim]:
        """Give the links that the sentence states between its event words."""
        for hit in self.hits:
            for connective in hit.values:
                if connective is not None:
                    yield from self.linked(hit, connective)
        yield from self.objects()

    def is_other(self, hit: Hit[Connective | None]) -> bool:
        """Say whether words that may link stand within a name or a date, or only look like those that do."""
        view = self.view
        return view.dated[hit.start] or all(view.named[hit.start : hit.stop]) or None in hit.values

    def linked(self, hit: Hit[Connective | None], connective: Connective) -> Iterator[Claim]:
        """Give what a connective says of the event in front of it and the one behind."""
        kind = connective.construction
        governed = self.governed(hit, connective)
        if governed is None:
            return
        if kind is Construction.DURING and governed.event.type not in self.tables.wholes:
            return
        if kind is Construction.LEADS:
            others = self.causing(hit.start)
        elif kind is Construction.ABOUT:
            others = self.content_of(hit.start, connective)
        elif self.opens(hit.start):
            others = self.main(governed)
        elif self.is_inserted(hit.start, governed):
            return
        else:
            others = self.governing(hit.start)
        words = " ".join(token.text.lower() for token in self.view.tokens[hit.start : hit.stop])
        for other in others:
            subject, target = (governed, other) if kind in BACKWARD else (other, governed)
            yield Claim(subject, PREDICATES[kind], target, f"link.{kind}:{words}")

    def objects(self) -> Iterator[Claim]:
        """Give the events that are the object of announcing, asking, agreeing and their like ("announced the closure")."""
        for one, other in zip(self.all, self.all[1:], strict=False):
            gap = range(one.stop, other.start)
            if fold(one.lemma) not in self.tables.direct or one.event.realis is Realis.NEGATED or self.denied(one):
                continue
            if not one.is_noun and one.start > 0 and self.classes(one.start - 1) & NOUNISH:
                continue  # "the proposed route would split the field"
            barred = NO_OBJECT | (FINITE if one.is_noun else frozenset())
            apart = self.far(gap) or self.parted(gap) or any(self.classes(i) & barred for i in gap)
            apart = apart or (len(gap) > 0 and bool(self.classes(gap.start) & FINITE))
            if not (self.tables.serial or other.is_noun or (not one.is_noun and any(self.classes(i) & CLAUSE for i in gap))):
                continue  # "rejected the questions raised"
            if not apart and not self.linking.union(self.oblique).intersection(gap):
                yield Claim(one, EventPredicate.ABOUT, other, f"link.object:{one.lemma}")

    def governed(self, hit: Hit[Connective | None], connective: Connective) -> Mark | None:
        """Give the first event word behind a connective, if nothing parts the two; the last word of one may begin the other."""
        start, reach = hit.stop, connective.reach
        marks = [mark for mark in self.all if mark.start > hit.start and mark.stop > start]
        if not marks:
            return None
        first = marks[0]
        gap = range(start, first.start)
        if (
            sum(not self.view.dated[i] for i in gap) > GOVERNED[reach]
            or (reach in NOUNS and not (first.is_noun and self.is_phrase(gap)))
            or self.parted(gap)
        ):
            return None
        if reach is Reach.COUNTED and not self.view.tokens[start].text[0].isdigit():
            return None
        if (self.view.dated[start] and not self.lasts(gap)) or self.rivals.intersection(gap):
            return None
        if connective.construction in REAL and any(self.classes(i) & INTENDED for i in gap):
            return None  # "because he wanted to study"
        if connective.construction is Construction.BECAUSE and reach is Reach.BESIDE and not all(map(self.leads_in, gap)):
            return None  # "due to import tax" does not speak of the import
        if reach is Reach.INFINITIVES and (not self.is_base(first) or any(self.classes(i) & NOUNISH for i in gap)):
            return None
        if connective.construction is not Construction.ABOUT:
            unreal = {Realis.NEGATED, Realis.POSSIBLE} if connective.construction in BACKWARD else {Realis.NEGATED}
            if first.event.realis in unreal or any("negation" in self.classes(i) for i in gap):
                return None
            kinds = frozenset[str]().union(*map(self.classes, gap))
            if "conjunction" in kinds and kinds & FINITE:
                return None  # "after a short chase and is now being interviewed"
            near = 0 if connective.construction is Construction.BECAUSE else NEAR
            aside = reach is Reach.CLAUSES and first.is_noun and len(gap) > near and self.below(first)
            return None if aside else first  # "after they threw stones at the rally" does not speak of the rally
        if self.view.has(hit.start, "relative") and first.start == start:
            return None  # "posted profits that exceeded": a relative clause has no other subject
        if reach is not Reach.CLAUSES or not first.is_noun:
            return first
        following = marks[1] if len(marks) > 1 else None
        if following is None or following.is_noun:
            return None
        between = range(first.stop, following.start)
        # "announced that the strike was called off": the verb says what happens
        return following if len(between) <= CLIMB and not self.parted(between) else None

    def is_base(self, mark: Mark) -> bool:
        """Say whether a verb has its base form, which an infinitive has: "to requests" is none."""
        return not mark.is_noun and self.view.tokens[mark.start].key == fold(mark.lemma.split()[0])

    def is_phrase(self, gap: range) -> bool:
        """Say whether the words before an event noun can be its own: one article at most, no conjunction, no preposition first."""
        articles = sum("determiner" in self.classes(i) for i in gap)
        joined = any("conjunction" in self.classes(i) for i in gap)
        if articles > 1 or joined or gap.start in self.oblique.intersection(gap):
            return False
        return not self.linking.intersection(gap)  # "on a new cabinet during talks"

    def leads_in(self, i: int) -> bool:
        """Say whether a word only leads up to an event word: an article, a classifier, an auxiliary, a quotation mark."""
        classes = self.classes(i)
        return not self.view.tokens[i].is_word or (bool(classes) and "pronoun" not in classes)

    def lasts(self, gap: range) -> bool:
        """Say whether the length of time that begins `gap` is that of the event behind it ("after two days of talks")."""
        stop = next((i for i in gap if not self.view.dated[i]), gap.stop)
        return stop == gap.stop or self.tables.lengths.longest(self.view.tokens, stop) is not None

    def governing(self, stop: int) -> list[Mark]:
        """Give the event word that a connective behind it completes, and those coordinated with it."""
        before = [mark for mark in self.marks if mark.stop <= stop]
        end = stop - (stop > 0 and self.view.tokens[stop - 1].text == ",")
        at = len(before) - 1
        if at < 0 or end - before[at].stop > IN_FRONT or self.denied(before[at]):
            return []
        gap = range(before[at].stop, end)
        if self.parted(gap, telling=True) or self.rivals.intersection(gap):
            return []
        if any(self.classes(i) & (FINITE | INTENDED) for i in gap):
            return []  # "came here and is glad because of": another clause stands between
        if sum(self.view.tokens[i].text in QUOTES for i in gap) % 2:
            return []  # what ends a quotation may belong to the words before it
        bare = len(gap) <= SUBJECT and not self.below(before[at]) and not self.intended(before[at])
        while before[at].is_noun:
            gap = range(before[max(at - 1, 0)].stop, before[at].start)
            if at == 0 or self.parted(gap) or self.rivals.intersection(gap) or len(gap) > CLIMB:
                return [before[at]] if bare and at == len(before) - 1 else []
            at -= 1
        found = [before[at]]
        while at > 0 and self.coordinated(before[at - 1], before[at]):
            at -= 1
            found.append(before[at])
        return found

    def main(self, fronted: Mark) -> list[Mark]:
        """Give the event word of the main clause behind a phrase that opens the sentence."""
        tokens = self.view.tokens
        comma = next((i for i in range(fronted.stop, len(tokens)) if self.view.is_mark(i)), len(tokens))
        behind = [mark for mark in self.all if mark.start > comma]
        if comma == len(tokens) or tokens[comma].text != "," or comma - fronted.stop > FRONTED or not behind:
            return []
        if self.parted(range(fronted.stop, comma), telling=True):
            return []
        first = behind[0]
        gap = range(comma + 1, first.start)
        if len(gap) > MAIN or self.parted(gap, telling=True, commas=True):
            return []
        if first.event.realis is Realis.NEGATED or any("negation" in self.classes(i) for i in gap):
            return []
        if not gap or (first.event.type is EventType.STATEMENT and self.view.is_mark(first.stop)):
            return []  # an enumeration, or "they wrote," put in between
        aside = len(gap) > NEAR or len(behind) > 1 or self.below(first)
        return [] if first.is_noun and aside else [first]

    def causing(self, stop: int) -> list[Mark]:
        """Give the event word that is the subject of a verb of causing, or the clause that such a participle sums up."""
        before = [mark for mark in self.marks if mark.stop <= stop]
        if not before or any(self.classes(i) & NOT_SURE for i in range(max(before[-1].stop, stop - 3), stop)):
            return []
        last = before[-1]
        summed = self.view.tokens[stop - 1].text == ","
        gap = range(last.stop, stop - summed)
        if len(gap) > SUBJECT or self.parted(gap, telling=True) or self.rivals.intersection(gap):
            return []
        if stop - 1 in self.oblique or (last.is_noun and self.below(last)):
            return []
        return [last]

    def content_of(self, stop: int, connective: Connective) -> list[Mark]:
        """Give the announcement, demand or accusation whose content begins behind it."""
        before = [mark for mark in self.marks if mark.stop <= stop]
        if not before or before[-1].event.type not in connective.types:
            return []
        gap = range(before[-1].stop, stop)
        if self.denied(before[-1]):
            return []
        if connective.reach is not Reach.CLAUSES and any(self.classes(i) & FINITE or i in self.oblique for i in gap):
            return []  # "said it was an honour to meet": the infinitive belongs to another verb
        if self.view.has(stop, "relative") and any(self.classes(i) & NOUNISH and not self.view.dated[i] for i in gap):
            return []  # "announced the places that will get one": a relative clause
        if self.far(gap) or self.parted(gap, telling=True) or self.rivals.intersection(gap):
            return []
        if any("purpose" in self.classes(i) for i in gap):
            return []
        return [] if before[-1].is_noun and self.below(before[-1]) else [before[-1]]

    def classes(self, i: int) -> frozenset[str]:
        """Give the classes of a word; a part of a name has none."""
        return frozenset() if self.view.named[i] else self.view.tags[i]

    def opens(self, start: int) -> bool:
        """Say whether a connective opens its sentence, at most a date or a word such as "shortly" before it."""
        tokens, first = self.view.tokens, start
        while not self.begins(first) and (
            self.view.dated[first - 1] or first - 1 in self.openers or tokens[first - 1].text in LIGHT_MARKS
        ):
            first -= 1
        return self.begins(first) or self.view.is_mark(first - 1)

    def begins(self, i: int) -> bool:
        """Say whether a token is the first of its sentence, or of one before which the full stop is lost."""
        view = self.view
        return i == 0 or (view.tokens[i].is_capitalised and not view.dated[i] and not self.is_heading)

    def is_inserted(self, start: int, governed: Mark) -> bool:
        """Say whether commas cut a connective and its event off on both sides: they may belong to what follows."""
        view = self.view
        after = next((i for i in range(governed.stop, len(view.tokens)) if view.is_mark(i)), len(view.tokens))
        commas = [i for i in (start - 1, after) if 0 <= i < len(view.tokens) and view.tokens[i].text == ","]
        return len(commas) > 1

    def far(self, gap: range) -> bool:
        """Say whether too many words, names apart, stand between what is said and its content."""
        return len(gap) > CLIMB or sum(not (self.view.named[i] or self.view.dated[i]) for i in gap) > OBJECT

    def intended(self, mark: Mark) -> bool:
        """Say whether an event noun is the object of something that somebody will or may do ("will tackle riots")."""
        classes = INTENDED | {"infinitive"}
        return any(self.classes(i) & classes for i in range(max(0, mark.start - MODIFIERS), mark.start))

    def parted(self, gap: range, *, telling: bool = False, commas: bool = False) -> bool:
        """Say whether a mark, a new clause or, with `telling`, a word of reporting stands in the gap between two words."""
        view = self.view
        return any(
            (view.is_mark(i) and not (commas and view.tokens[i].text == ","))
            or view.tokens[i].text in SEPARATORS
            or ("clause_break" in self.classes(i) and not view.content[i])
            or (telling and "reporting" in self.classes(i))
            for i in gap
            if not view.dated[i]
        )

    def coordinated(self, one: Mark, other: Mark) -> bool:
        """Say whether only a conjunction stands between two event words."""
        return other.start - one.stop == 1 and self.view.has(one.stop, "conjunction")

    def denied(self, mark: Mark) -> bool:
        """Say whether its clause denies something before it ("did not mention the decision")."""
        left, _ = self.view.clause(mark.start, mark.stop)
        return any("negation" in self.classes(i) for i in range(left, mark.start))

    def below(self, mark: Mark) -> bool:
        """Say whether an event noun depends on a preposition, as in "near the scene of the crash"."""
        for i in range(mark.start - 1, max(-1, mark.start - 1 - MODIFIERS), -1):
            if i in self.oblique:
                return True
            if self.view.is_mark(i) or self.view.dated[i]:
                return False
        return False


def _places(words: PhraseIndex[bool], view: View) -> frozenset[int]:
    return frozenset(i for hit in words.find(view.tokens) for i in range(hit.start, hit.stop))
