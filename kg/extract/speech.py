"""Who is who in an article once it is known who speaks its quotations: the first person means them, no other pronoun does."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.attribution import Sayings, find_speech
from kg.extract.backward import COUNTRY, SPEAKER, SUBJECT
from kg.extract.chain import Chains, chain
from kg.extract.entity import LEANING
from kg.extract.mention import find_mentions
from kg.extract.quotation import Part
from kg.extract.reading import Reading
from kg.extract.view import View, views
from kg.lang.actors import ActorTables
from kg.lang.tokens import places, start_of
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.text import Span
from kg.model.time import Timex


class Actors(NamedTuple):
    """The mentions of an article in text order, whom they point to, and its sentences with them."""

    mentions: tuple[Mention, ...]
    chains: Chains
    views: tuple[View, ...]


def find_actors(reading: Reading, timexes: tuple[Timex, ...]) -> Actors:
    """Find the mentions of all sentences, the first person in quotations too, and say who is who."""
    mentions = find_mentions(reading, timexes)
    seen = views(reading, timexes, mentions)
    speakers: dict[Mention, Mention] = {}
    added: defaultdict[int, list[Mention]] = defaultdict(list)
    speech = find_speech(seen, reading.pack.events)
    again = {mention.span: (mention, subject) for mention, subject in _subjects_again(seen, speech.sayings, reading.pack.actors)}
    for mention, subject in again.values():
        added[mention.sentence].append(mention)
        speakers[mention] = subject
    for part, speaker in speech.spoken:
        for mention in _first_persons(part, speaker, reading.pack.actors):
            added[mention.sentence].append(mention)
            speakers[mention] = speaker
        speakers |= dict.fromkeys(part.mentions(), speaker)
    if added:
        seen = tuple(_with(view, added[view.sentence.index]) for view in seen)
        mentions = tuple(mention for view in seen for mention in view.mentions)
    return Actors(mentions, chain(reading, mentions, speakers), seen)


def _first_persons(part: Part, speaker: Mention, tables: ActorTables) -> Iterator[Mention]:
    """Give the words of a part of a quotation by which its speaker means himself, or which a body or state speaks as several.

    Who else is meant where one person says "we" the text does not tell.
    """
    alone, several = tables.phrases["reference.speakers"], tables.phrases["reference.speaking_for_several"]
    longest = tables.phrases["reference.compounds"]
    tokens = part.view.tokens
    taken = places(tokens, (mention.span for mention in part.view.mentions))
    i = part.start
    while i < part.stop:
        plural, single = several.longest(tokens, i), alone.longest(tokens, i)
        hit = plural or single
        longer = longest.longest(tokens, i)
        if hit is None or (longer is not None and longer.stop > hit.stop):
            i = i + 1 if longer is None else longer.stop
            continue
        i = hit.stop
        is_name = len(tokens[hit.start].text) > 1 and tokens[hit.start].text.isupper()  # "US"
        fits = (hit is single) == (speaker.kind is EntityKind.PERSON)
        if fits and not is_name and taken.isdisjoint(range(hit.start, hit.stop)):
            span = Span(tokens[hit.start].begin, tokens[hit.stop - 1].end)
            name = " ".join(token.text for token in tokens[hit.start : hit.stop])
            yield Mention(span, speaker.kind, MentionForm.PRONOUN, name, part.view.sentence.index, SPEAKER, span)


def _subjects_again(seen: Sequence[View], sayings: Sayings, tables: ActorTables) -> Iterator[tuple[Mention, Mention]]:
    """Give the pronouns by which somebody says something of himself ("X said it would"), and those that open the next sentence.

    Each comes with the subject before it. "It was", which may tell of anything, goes on with nobody.
    """
    for view in seen:
        for saying in sayings[view.sentence.index]:
            if saying.own and saying.start == saying.own.stop:
                start = saying.start + view.has(saying.start, "complement")
                yield from _subject_again(view, start, saying.speaker, tables)
    for before, view in itertools.pairwise(seen):
        subject = _subject(before)
        if subject is not None and not (view.has(1, "be") or view.has(1, "possessive")):
            yield from _subject_again(view, 0, subject, tables)


def _subject_again(view: View, i: int, subject: Mention, tables: ActorTables) -> Iterator[tuple[Mention, Mention]]:
    one, several = (tables.phrases[f"reference.repeating_{number}"].longest(view.tokens, i) for number in ("one", "several"))
    hit = several if _is_several(subject) else one if _is_body(subject) else None
    hit = several or one if subject.kind is EntityKind.ORGANISATION else hit
    if hit is not None:
        token = view.tokens[i]
        span = Span(token.begin, view.tokens[hit.stop - 1].end)
        yield Mention(span, subject.kind, MentionForm.PRONOUN, token.text, view.sentence.index, SUBJECT, span), subject


def _subject(view: View) -> Mention | None:
    """Give the actor that opens a sentence, if nothing is told to be its own."""
    first = next(iter(view.mentions), None)
    if first is None or view.order < 0 or first.rule in LEANING:
        return None
    tokens = view.tokens
    start, stop = start_of(tokens, first.span.begin), start_of(tokens, first.span.end)
    opens = start == 0 or (start == 1 and view.has(0, "determiner"))
    return first if opens and stop < len(tokens) and not view.has(stop, "possessive") and not view.is_mark(stop) else None


def _with(view: View, added: Sequence[Mention]) -> View:
    """Give a sentence with more mentions."""
    if not added:
        return view
    new = places(view.tokens, (mention.span for mention in added))
    named = tuple(named or i in new for i, named in enumerate(view.named))
    return replace(view, mentions=tuple(sorted((*view.mentions, *added), key=lambda m: m.span.begin)), named=named)


def _is_several(mention: Mention) -> bool:
    return mention.kind is EntityKind.GROUP or mention.number > 1


def _is_body(mention: Mention) -> bool:
    """Say whether a mention is of a body, or a state that may stand for one."""
    return mention.kind is EntityKind.ORGANISATION or (mention.key or "").startswith(COUNTRY)
