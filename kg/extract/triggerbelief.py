"""Which words tell events: what the learned weights believe where the pack has them, else what the tables' points say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from kg.extract.construction import is_foretold, is_no_event
from kg.extract.trigger import (
    VERBISH,
    Candidate,
    Found,
    count_sentences,
    find_by_points,
    only_supports,
    propose,
)
from kg.extract.triggercontext import Usage, lexical, observe, usage_of
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.inflection import Form, WordClass
from kg.lang.triggers import Strength, Trigger
from kg.lang.weights import Weights
from kg.model.event import EventType

LEAST = 0.35  # the probability from which on a word is read as one that tells an event; how sure the event is comes later
FORETOLD = 0.75  # the belief in what grammar says will be done
LEADING = frozenset({"classifier", "light"})  # what an event word may be found without, that a phrase of the lexicon begins with
FIRST, MORE = 1, 2  # the places of the labels of an event word: its first word, the others


def find_triggers(views: Sequence[View], tables: EventTables) -> list[Found]:
    """Find the event words of all sentences, in text order, none overlapping."""
    if tables.weights is None:
        return find_by_points(views, tables)
    proposed = propose(views, tables)
    usage = usage_of(views, count_sentences(proposed))
    return [found for view, here in proposed for found in _believed(view, here, usage, tables.weights)]


def _believed(view: View, here: Sequence[Candidate], usage: Usage, weights: Weights) -> list[Found]:
    """Give what the weights believe, but where grammar knows better: what is refused in general, what is foretold."""
    marginals = weights.marginals([lexical(token.key) for token in view.tokens], observe(view, here, usage))
    listed = {i: candidate for candidate in here for i in range(candidate.start, candidate.stop)}
    found: list[Found] = []
    told: set[int] = set()
    runs = spans([(row[FIRST], row[MORE]) for row in marginals], LEAST)
    for start, stop in _whole(runs, listed):
        start = next((i for i in range(start, stop) if i not in told), stop)
        if start == stop:
            continue  # a part of the phrase found just before
        inside = [listed[i] for i in range(start, stop) if i in listed]
        candidate = inside[0] if inside else None
        if inside:
            start, stop = _as_listed(view, start, stop, inside)
        trigger = candidate.trigger if candidate is not None else unlisted(view, start, stop)
        if any(view.official[start:stop]) or is_no_event(view, start, stop, trigger):
            continue
        found.append(Found(view, start, stop, trigger, max(sum(marginals[i][FIRST:]) for i in range(start, stop))))
        told.update(range(start, stop))
    for n, candidate in enumerate(here):
        start, stop, trigger = candidate.start, candidate.stop, candidate.trigger
        if told.isdisjoint(range(start, stop)) and is_foretold(view, start, trigger) and not only_supports(view, here, n):
            found.append(Found(view, start, stop, trigger, FORETOLD))
    found.sort(key=lambda one: one.start)
    return [one for one, after in zip_longest(found, found[1:]) if after is None or not _leads_to(one, after)]


def _as_listed(view: View, start: int, stop: int, inside: Sequence[Candidate]) -> tuple[int, int]:
    """Give where an event word begins and ends, which the lexicon knows better than the weights.

    What leads up to it may be left out: "a case of", "held a".
    """
    first = inside[0].start
    led = first < start and view.tags[first] & LEADING and view.tags[start].isdisjoint(LEADING)
    return start if led else first, max(stop, inside[-1].stop)


def _leads_to(found: Found, after: Found) -> bool:
    """Say whether a verb, light as a whole, leaves the naming of its event to the event word right behind it ("gave help").

    One that holds the name itself does not: "took a decision".
    """
    if found.trigger.word_class is not WordClass.VERB or after.start != found.stop:
        return False
    return all(found.view.has(i, "light") for i in range(found.start, found.stop))


def _whole(runs: Iterator[tuple[int, int]], listed: Mapping[int, Candidate]) -> Iterator[tuple[int, int]]:
    """Join what the weights have parted within one phrase of the lexicon."""
    last: tuple[int, int] | None = None
    for start, stop in runs:
        if last is not None and last[1] == start and start in listed and listed.get(start - 1) is listed[start]:
            last = (last[0], stop)
            continue
        if last is not None:
            yield last
        last = (start, stop)
    if last is not None:
        yield last


def spans(chances: Sequence[tuple[float, float]], least: float) -> Iterator[tuple[int, int]]:
    """Give `[start, stop)` of the runs of words each likelier than `least` to be in an event word.

    `chances[i]` are the probabilities that word i begins one and that it goes on with one; the likelier of the two
    says where one ends and the next begins.
    """
    start: int | None = None
    for i, (begins, goes_on) in enumerate(chances):
        inside = begins + goes_on >= least
        if start is not None and not (inside and goes_on > begins):
            yield start, i
            start = None
        if start is None and inside:
            start = i
    if start is not None:
        yield start, len(chances)


def unlisted(view: View, start: int, stop: int) -> Trigger:
    """Read the words `[start, stop)`, which are outside the lexicon, by what stands before them."""
    before = view.tags[start - 1] if start else frozenset[str]()
    verb = bool(before & VERBISH)
    lemma = " ".join(token.key for token in view.tokens[start:stop])
    word_class, form = (WordClass.VERB, Form.BASE) if verb else (WordClass.NOUN, Form.SINGULAR)
    return Trigger(lemma, EventType.OTHER, word_class, Strength.OPEN, form)
