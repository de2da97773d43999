"""Finding the mentions of people, organisations, places and groups."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from kg.extract import opening
from kg.extract.belief import believe
from kg.extract.capitalrun import UNKNOWN, UNKNOWN_PERSON, UNKNOWN_PLACE, spot_run
from kg.extract.compound import past_nameless
from kg.extract.context import Seen
from kg.extract.evidence import Evidence, gather
from kg.extract.group import spot_group
from kg.extract.headed import spot_headed
from kg.extract.office import widen
from kg.extract.opening import openings_of
from kg.extract.people import spot_person
from kg.extract.placepart import part_places
from kg.extract.reading import Reading
from kg.extract.somebody import spot_somebody
from kg.extract.spot import Line, Spot, spot_known, spot_reference
from kg.extract.standing import stand
from kg.lang.actors import ActorTables
from kg.lang.fold import fold
from kg.lang.tokens import TOKEN, places, start_of
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.text import Span
from kg.model.time import Timex

GUARDED = "table.guarded"
HEADED = ("head.organisation", "head.place")
LONGEST_LEAD = 2  # words before a name that are none of its: "Showbiz US"
LONGEST_GAP = 4  # characters between the names of a list: a comma or the shortest word for "and", and spaces
STRAY = 2  # times more often elsewhere than after a word of place
# Rules that only guess what capitals name, by their shape or the word before them.
GUESSED = ("run.place", "run.the", "person.foreign", "person.shape")
Spotter = Callable[[Line, int], Iterator[Spot]]
# In the order in which they win where several read equally many words.
SPOTTERS: Mapping[int, Spotter] = {
    opening.REFERENCE: spot_reference,
    opening.KNOWN: spot_known,
    opening.HEADED: spot_headed,
    opening.PERSON: spot_person,
    opening.RUN: spot_run,
    opening.GROUP: spot_group,
    opening.SOMEBODY: spot_somebody,
}


def find_mentions(reading: Reading, timexes: tuple[Timex, ...]) -> tuple[Mention, ...]:
    """Find the mentions of all sentences, in text order, none overlapping; dates are not names.

    At each word the longest reading wins. What a run of capitals names is settled when the whole article
    has been read: part of a full name is that person. Where the pack has weights, they have the last word on
    what they believe in, and what they do not speak of stays as the rules read it.
    """
    lines, seen = look(reading, timexes)
    weights = reading.pack.weights
    if weights is None:
        read = part_places(reading, (one.mention for here in seen for one in here if one.mention is not None))
    else:
        read = part_places(reading, believe(reading, lines, seen, weights))
    return tuple(widen(reading, tuple(read)))


def look(reading: Reading, timexes: tuple[Timex, ...]) -> tuple[list[Line], list[list[Seen]]]:
    """Lay out every sentence and read it by the rules alone; what they saw and dropped is told too."""
    evidence = gather(reading)
    lines = [line_of(reading, timexes, evidence, n) for n in range(len(reading.sentences))]
    spots = _without_states(lines, [list(_scan(line)) for line in lines])
    found = [_mention(reading, lines[n], n, spot) for n, here in enumerate(spots) for spot in here]
    settled = {mention.span: mention for mention in _settle(found, reading, sporting=evidence.sporting)}
    places = iter(found)
    return lines, [[Seen(spot, settled.get(next(places).span)) for spot in here] for here in spots]


def line_of(reading: Reading, timexes: tuple[Timex, ...], evidence: Evidence, n: int) -> Line:
    """Lay sentence `n` out for the spotters, with its dates blocked."""
    tokens, span = reading.tokens[n], reading.sentences[n].span
    dates = [timex.span for timex in timexes if timex.span.overlaps(span)]
    return Line(tokens, places(tokens, dates), reading.pack.actors, evidence, n in evidence.titled)


@lru_cache(maxsize=256)
def _spotters(begun: int) -> tuple[Spotter, ...]:
    return tuple(spotter for bit, spotter in SPOTTERS.items() if bit & begun)


def _scan(line: Line) -> Iterator[Spot]:
    openings = openings_of(line.tables).of(line)
    i = 0
    while i < len(line.tokens):
        begun = openings[i]
        if not begun:
            i += 1
            continue
        best: Spot | None = None
        for spotter in _spotters(begun):
            for spot in spotter(line, i):
                if best is None or spot.stop > best.stop:
                    best = spot
        office = line.tables.offices.longest(line.tokens, i) if begun & opening.OFFICE else None
        nameless = past_nameless(line, i) if line.capitals[i] else None
        if nameless is not None and (best is None or best.stop <= nameless):
            i = nameless
        elif best is not None and not (office is not None and best.rule.startswith(UNKNOWN)):
            yield best
            i = best.stop
        elif office is not None:
            i = office.stop
        else:
            known = line.known(i)  # a name that names nobody here ("the Spanish language"): neither do its parts
            i = i + 1 if known is None else known.stop


def _without_states(lines: list[Line], spots: list[list[Spot]]) -> list[list[Spot]]:
    """Cut the short name of a state off a run whose rest is a name by itself elsewhere: of "US Robin Hale" beside "Robin Hale"."""
    named = {_keys(line, spot) for line, here in zip(lines, spots, strict=True) for spot in here}
    return [[_without_state(line, spot, named) for spot in here] for line, here in zip(lines, spots, strict=True)]


def _without_state(line: Line, spot: Spot, named: set[tuple[str, ...]]) -> Spot:
    if spot.kind is not EntityKind.PERSON and not spot.rule.startswith(UNKNOWN):
        return spot
    keys, states = _keys(line, spot), line.tables.words["places.short"]
    fitting = (at for at in range(1, LONGEST_LEAD + 1) if keys[at - 1 : at] and keys[at - 1] in states and keys[at:] in named)
    at = next((at for at in fitting if len(keys) - at > 1), 0)
    return replace(spot, start=spot.start + at)


def _keys(line: Line, spot: Spot) -> tuple[str, ...]:
    return tuple(token.key for token in line.tokens[spot.start : spot.stop])


def _mention(reading: Reading, line: Line, sentence: int, spot: Spot) -> Mention:
    span = Span(line.tokens[spot.start].begin, line.tokens[spot.stop - 1].end)
    standing = stand(line, spot)
    name = " ".join(span.of(reading.text).split())
    return Mention(
        span=span,
        kind=spot.kind,
        form=spot.form,
        name=name,
        sentence=sentence,
        rule=spot.rule,
        wide=span,
        key=standing.key,
        only_source=standing.only_source,
        number=spot.number,
    )


def _settle(found: list[Mention], reading: Reading, *, sporting: bool) -> Iterator[Mention]:
    """Make single words and unknown runs the person whose full name holds them; drop what nothing speaks for.

    In news of sport, `sporting`, a single unknown word without an article is somebody who plays.
    """
    tables = reading.pack.actors
    parts: set[str] = set()
    names: dict[str, EntityKind] = {}
    tails: dict[str, EntityKind] = {}
    counts = Counter(_folded(mention.name) for mention in found)
    contexts: dict[str, Counter[str]] = {}
    found = list(_without_stray_places(found, counts))
    for mention in found:
        words = [fold(word) for word in TOKEN.findall(mention.name)]
        if mention.rule.startswith(UNKNOWN):
            contexts.setdefault(" ".join(words), Counter())[mention.rule] += 1
        if mention.form is not MentionForm.NAME or mention.rule.startswith((UNKNOWN, GUARDED)):
            continue
        names.setdefault(" ".join(words), mention.kind)
        if mention.rule.startswith(HEADED):
            tails |= {tail: tails.get(tail, mention.kind) for tail in _tails(words, mention.kind, tables)}
        if mention.kind is EntityKind.PERSON:
            parts.update((words[0], words[-1]) if len(words) > 1 else words)
    placed = _placed(found, reading.text)
    addressed = _addressed(found, tails)
    runs = dict(_ends_of_runs(found, placed, tables))
    for mention in found:
        if mention in addressed:
            yield replace(mention, kind=EntityKind.PLACE, rule="run.place", key=None)
            continue
        if not mention.rule.startswith((UNKNOWN, GUARDED, *GUESSED)):
            yield mention
            continue
        words = [fold(word) for word in TOKEN.findall(mention.name)]
        whole = " ".join(words)
        if whole in tails and whole not in parts and mention.rule != GUARDED:
            yield replace(mention, kind=tails[whole], rule="run.headed", key=None)
        elif mention.rule in GUESSED:
            yield mention
        elif len(words) == 1 and words[0] in parts:
            yield replace(mention, kind=EntityKind.PERSON, rule="person.part", key=None)
        elif mention.rule == GUARDED or whole in names:
            yield replace(mention, kind=names.get(whole, mention.kind))
        elif len(words) > 1 and not (len(words) == 2 and words[1] == ".") and not _is_thing(words, tables):
            kind = _kind_of_run(mention, placed, tables)
            if kind is EntityKind.ORGANISATION and counts[whole] == 1:
                continue  # "Cold Brew": a ware or a headline, and if a body, one told in passing
            yield replace(mention, kind=kind, rule=UNKNOWN)
        elif not tables.is_native(mention.name) and (counts[whole] > 1 or _speaks(mention)) and _may_name(mention, tables):
            plays = sporting and not _is_articled(mention, reading)
            kind = runs.get(whole) or _kind_of_word(mention, contexts[whole], sporting=plays)
            yield replace(mention, kind=kind, rule=UNKNOWN)
        elif whole in tables.words["people.alone"] and _goes_alone(mention, found, reading.text):
            yield replace(mention, kind=EntityKind.PERSON, rule="person.alone")


def _is_thing(words: list[str], tables: ActorTables) -> bool:
    """Say whether words of another language hold one of a product or programme, and no syllable of this one opens them."""
    return bool(tables.syllables) and not tables.is_native(words[0]) and not tables.words["people.things"].isdisjoint(words)


def _addressed(found: list[Mention], tails: Mapping[str, EntityKind]) -> set[Mention]:
    """Give what looks like somebody's or some body's name and is but that of a street or town named with its class noun elsewhere."""
    called = {m.name for m in found if m.rule in ("person.honorific", "person.office")}
    guessed = [m for m in found if m.rule == "person.surname" or (m.rule == "head.organisation" and m.key is None)]
    places = {name for name, kind in tails.items() if kind is EntityKind.PLACE}
    return {m for m in guessed if m.name not in called and " ".join(map(fold, TOKEN.findall(m.name))) in places}


def _tails(words: list[str], kind: EntityKind, tables: ActorTables) -> Iterator[str]:
    """Give what is left of a name without the class noun that it begins with: "Lumen" of "company Lumen"."""
    for stop in range(1, len(words)):
        if any(head.first and head.kind is kind for head in tables.heads.get_words(words[:stop])):
            yield " ".join(words[stop:])
            for end in range(stop + 1, len(words)):  # "airline Norway Nordic Air", where class nouns come first
                if any(name.kind is EntityKind.PLACE for name in tables.names.get_words(words[stop:end])):
                    yield " ".join(words[end:])


def _kind_of_run(mention: Mention, placed: Container[Mention], tables: ActorTables) -> EntityKind:
    """Say what several unknown capitals name: people, but for those told as places and those with a common word."""
    if mention in placed:
        return EntityKind.PLACE
    common = not tables.words["words.common"].isdisjoint(map(fold, TOKEN.findall(mention.name)))
    return EntityKind.ORGANISATION if common else EntityKind.PERSON


def _ends_of_runs(found: Iterable[Mention], placed: Container[Mention], tables: ActorTables) -> Iterator[tuple[str, EntityKind]]:
    """Give the last word of each run of several unknown capitals with what the run names: that word alone names the same."""
    for mention in found:
        words = _folded(mention.name).split()
        if mention.rule.startswith(UNKNOWN) and len(words) > 1:
            yield words[-1], _kind_of_run(mention, placed, tables)


def _is_articled(mention: Mention, reading: Reading) -> bool:
    tokens = reading.tokens[mention.sentence]
    at = start_of(tokens, mention.span.begin)
    return at > 0 and tokens[at - 1].key in reading.pack.actors.words["organisations.articles"]


def _kind_of_word(mention: Mention, contexts: Counter[str], *, sporting: bool) -> EntityKind:
    """Say what a single unknown word names by all the places where it stands: who speaks is a person."""
    persons, places = contexts[UNKNOWN_PERSON], contexts[UNKNOWN_PLACE]
    if mention.name.isupper():
        return EntityKind.ORGANISATION
    if places and places >= persons:
        return EntityKind.PLACE
    return EntityKind.PERSON if persons or sporting or contexts.total() > 1 else EntityKind.ORGANISATION


def _without_stray_places(found: Iterable[Mention], counts: Counter[str]) -> Iterator[Mention]:
    """Take unknown capitals after a word of place for no place if the article mostly has them elsewhere: "leave it to Robin Hale"."""
    after = Counter(_folded(mention.name) for mention in found if mention.rule == "run.place")
    for mention in found:
        name = _folded(mention.name)
        stray = mention.rule == "run.place" and " " in name and counts[name] > STRAY * after[name]
        yield replace(mention, kind=EntityKind.ORGANISATION, rule=UNKNOWN) if stray else mention


def _folded(name: str) -> str:
    return " ".join(map(fold, TOKEN.findall(name)))


def _placed(found: list[Mention], text: str) -> set[Mention]:
    """Give the runs of several unknown capitals that name places: after a word of place somewhere, or listed with a place.

    The others name people.
    """
    names = {mention.name for mention in found if mention.rule == "run.place"}
    placed = {mention for mention in found if mention.name in names}
    for several in (found, found[::-1]):  # a list may begin or end with the name that tells
        for one, other in itertools.pairwise(several):
            first, second = sorted((one.span, other.span))
            near = one.sentence == other.sentence and second.begin - first.end <= LONGEST_GAP
            near = near and not text[first.end : second.begin].isspace()
            if near and other.rule.startswith(UNKNOWN) and (one in placed or _is_place(one)):
                placed.add(other)
    return placed


def _is_place(mention: Mention) -> bool:
    return mention.kind is EntityKind.PLACE and mention.rule in ("table.proper", "head.place", "run.place")


def _goes_alone(mention: Mention, found: Iterable[Mention], text: str) -> bool:
    """Say whether the article writes a single word with different words after it: the first half of a compound always has the other."""
    after = (TOKEN.search(text, other.span.end) for other in found if other.name == mention.name)
    return len({fold(word[0]) for word in after if word is not None}) > 1


def _may_name(mention: Mention, tables: ActorTables) -> bool:
    """Say whether a single unknown word may name anybody: no figure in it, no class noun, more than two letters."""
    word = mention.name
    if "-" in word and fold(word.rpartition("-")[2]) in tables.words["words.common"]:
        return False  # "AI-powered"
    return len(word) > 2 and word.replace("-", "").isalpha() and not tables.heads.get(word)


def _speaks(mention: Mention) -> bool:
    """Say whether a single unknown word looks like a name by itself: no acronym, not half of a compound."""
    return not mention.name.isupper() and "-" not in mention.name and "'" not in mention.name and mention.name.isalpha()
