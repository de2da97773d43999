"""Who is who in an article once it is known who speaks its quotations: the first person means them, no other pronoun does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.attribution import find_speakers
from kg.extract.backward import SPEAKER
from kg.extract.chain import Chains, chain
from kg.extract.mention import find_mentions
from kg.extract.quotation import Part
from kg.extract.reading import Reading
from kg.extract.view import View, views
from kg.lang.actors import ActorTables
from kg.lang.tokens import places
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
    for part, speaker in find_speakers(seen, reading.pack.events):
        for mention in _first_persons(part, speaker, reading.pack.actors):
            added[mention.sentence].append(mention)
            speakers[mention] = speaker
        speakers |= {m: speaker for m in part.view.mentions if part.holds(m)}
    if added:
        seen = tuple(_with(view, added[view.sentence.index]) for view in seen)
        mentions = tuple(mention for view in seen for mention in view.mentions)
    return Actors(mentions, chain(reading, mentions, speakers), seen)


def _first_persons(part: Part, speaker: Mention, tables: ActorTables) -> Iterator[Mention]:
    """Give the words of a part of a quotation by which its speaker means himself, or which a body or state speaks as several.

    Who else is meant where one person says "we" the text does not tell.
    """
    alone, several = tables.phrases["reference.speakers"], tables.phrases["reference.speaking_for_several"]
    tokens = part.view.tokens
    taken = places(tokens, (mention.span for mention in part.view.mentions))
    i = part.start
    while i < part.stop:
        plural, single = several.longest(tokens, i), alone.longest(tokens, i)
        hit = plural or single
        if hit is None:
            i += 1
            continue
        i = hit.stop
        is_name = len(tokens[hit.start].text) > 1 and tokens[hit.start].text.isupper()  # "US"
        fits = (hit is single) == (speaker.kind is EntityKind.PERSON)
        if fits and not is_name and taken.isdisjoint(range(hit.start, hit.stop)):
            span = Span(tokens[hit.start].begin, tokens[hit.stop - 1].end)
            name = " ".join(token.text for token in tokens[hit.start : hit.stop])
            yield Mention(span, speaker.kind, MentionForm.PRONOUN, name, part.view.sentence.index, SPEAKER, span)


def _with(view: View, added: Sequence[Mention]) -> View:
    """Give a sentence with more mentions."""
    if not added:
        return view
    new = places(view.tokens, (mention.span for mention in added))
    named = tuple(named or i in new for i, named in enumerate(view.named))
    return replace(view, mentions=tuple(sorted((*view.mentions, *added), key=lambda m: m.span.begin)), named=named)
