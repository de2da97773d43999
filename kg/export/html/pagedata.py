"""What the page shows, as plain JSON values: records with every sentence that a statement quotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.export.html.axis import make_axis
from kg.export.html.elsewhere import same_elsewhere
from kg.model.entity import Entity, EntityId
from kg.model.event import Event, EventLink, Relation, Topic
from kg.model.graph import Records
from kg.model.text import Article, BlockKind, Provenance, Span
from kg.model.time import EventTime

CONTEXT = 240  # code points shown on each side of a sentence
NEIGHBOUR = 160  # code points of the paragraph beside, where the sentence fills its own
ALL_CONTEXT = 1_550_000  # code points of context in a page; each sentence of a large page has less
LEAST_CONTEXT = 40  # shorter would be no help
QUOTES = 12  # mentions kept for an actor or topic of a large page; how many there are is kept as well
ALL_QUOTES = 6000  # mentions of actors and topics up to which a page has them all
BESIDE = frozenset({BlockKind.LEAD, BlockKind.BODY})
SPACE = re.compile(r"\s+")

Json = dict[str, Any]


class Sentences:
    """The sentences that are quoted, each once, and the quotes into them; `settle` numbers them as they are read.

    A quote is `[sentence, begin, end, rule]`, half-open code points into the sentence as it is shown; `rule` is a
    place in `rules`.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = {article.id: (number, article) for number, article in enumerate(articles)}
        self.shown: list[Json] = []
        self.rules: dict[str, int] = {}
        self._numbers: dict[tuple[str, Span], int] = {}
        self._quotes: list[list[Any]] = []

    def quote(self, at: Provenance) -> list[Any]:
        """Give the quote of one provenance."""
        _, article = self.articles[at.article]
        lead = at.sentence.begin
        before = flatten(article.text[lead : at.span.begin], first=True)
        begin = len(before)
        end = begin + len(flatten(at.span.of(article.text), first=False))
        found = [self._number(at), begin, end, self.rules.setdefault(at.rule, len(self.rules))]
        self._quotes.append(found)
        return found

    def quotes(self, found: Iterable[Provenance], most: int | None = None) -> list[list[Any]]:
        """Give the quotes of several provenances, without twins, at most `most`."""
        quotes: list[list[Any]] = []
        for at in found:
            quote = self.quote(at)
            if quote[:3] not in [known[:3] for known in quotes]:
                quotes.append(quote)
            if most is not None and len(quotes) == most:
                break
        return quotes

    def _number(self, at: Provenance) -> int:
        key = (at.article, at.sentence)
        if key not in self._numbers:
            number, article = self.articles[at.article]
            before, after = _context(article, at.sentence)
            text = flatten(at.sentence.of(article.text), first=True)
            self._numbers[key] = len(self.shown)
            self.shown.append({"a": number, "t": text, "b": before, "n": after})
        return self._numbers[key]

    def settle(self) -> None:
        """Number the sentences article by article, in the order of their text, in every quote that was given."""
        order = sorted(self._numbers, key=lambda key: (self.articles[key[0]][0], key[1]))
        now = {self._numbers[key]: number for number, key in enumerate(order)}
        self.shown = [self.shown[self._numbers[key]] for key in order]
        for quote in self._quotes:
            quote[0] = now[quote[0]]
        self._numbers = {key: number for number, key in enumerate(order)}

    def fit(self) -> None:
        """Cut the context of the sentences to what a page may carry of it."""
        room = ALL_CONTEXT // (2 * max(len(self.shown), 1))
        if room >= CONTEXT:
            return
        for sentence in self.shown:
            sentence["b"] = _end_of(sentence["b"], room) if room >= LEAST_CONTEXT else ""
            sentence["n"] = _start_of(sentence["n"], room) if room >= LEAST_CONTEXT else ""


def flatten(text: str, *, first: bool) -> str:
    """Give `text` with each run of white space as one space; `first` drops the run it begins with."""
    flat = SPACE.sub(" ", text)
    return flat[1:] if first and flat.startswith(" ") else flat


def page_data(records: Records, title: str | None = None) -> Json:
    """Turn records into the JSON-able data of the page; sources that only report are no actors.

    Actors, events and topics refer to each other by number, to sentences by quotes.
    """
    sentences = Sentences(records.articles)
    actors = [entity for entity in records.entities if not entity.only_source]
    who: dict[EntityId, int] = {entity.id: number for number, entity in enumerate(actors)}
    names = {entity.id: entity.name for entity in records.entities}
    about_what: defaultdict[str, list[str]] = defaultdict(list)
    for item in records.subjects:
        about_what[item.article].append(item.code.key)
    subject = {topic.id: number for number, topic in enumerate(records.topics)}
    axis = make_axis([event.time.interval for event in records.events if event.time])
    events = [_event(event, who, names, subject, sentences) for event in records.events]
    order = {event.id: number for number, event in enumerate(records.events)}
    links = [_link(link, order, sentences) for link in records.links]
    relations = [_relation(relation, who, sentences) for relation in records.relations if _drawable(relation, who)]
    parts: Counter[int] = Counter(who for event in events for who in {part[0] for part in event["parts"]})
    kin: Counter[int] = Counter(end for link in relations for end in (link["s"], link["o"]) if end is not None)
    about: dict[int, int] = defaultdict(int)
    for event in events:
        for number in event["topics"]:
            about[number] += 1
    mentions = sum(len(entity.mentions) for entity in actors) + sum(len(topic.mentions) for topic in records.topics)
    most = None if mentions <= ALL_QUOTES else QUOTES
    same = same_elsewhere(records)
    told = [_actor(e, parts[who[e.id]], kin[who[e.id]], same.get(e.id, ()), sentences, most) for e in actors]
    topics = [_topic(topic, about[subject[topic.id]], sentences, most) for topic in records.topics]
    sentences.settle()
    sentences.fit()
    languages = Counter(article.lang for article in records.articles)
    return {
        "title": title or "",
        "lang": min(languages, key=lambda lang: (-languages[lang], lang)) if languages else "",
        "articles": [_article(article, about_what.get(article.id, [])) for article in records.articles],
        "actors": told,
        "topics": topics,
        "events": events,
        "relations": relations,
        "links": links,
        "sentences": sentences.shown,
        "rules": list(sentences.rules),
        "axis": {"days": list(axis.days), "places": list(axis.places), "breaks": [list(pair) for pair in axis.breaks]},
    }


def _article(article: Article, subjects: list[str]) -> Json:
    return {
        "id": article.id,
        "lang": article.lang,
        "title": SPACE.sub(" ", article.title),
        "published": article.published,
        "url": article.url,
        "publisher": article.publisher,
        "agency": article.agency,
        "subjects": subjects,
    }


def _topic(topic: Topic, events: int, sentences: Sentences, most: int | None) -> Json:
    return {
        "id": topic.id,
        "label": topic.label,
        "lang": topic.lang,
        "broader": [subject.key for subject in topic.broader],
        "n": events,
        "mentions": len(topic.mentions),
        "ev": sentences.quotes(topic.mentions, most),
    }


def _actor(entity: Entity, events: int, relations: int, same: Sequence[str], sentences: Sentences, most: int | None) -> Json:
    articles = {at.article for at in entity.mentions}
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": SPACE.sub(" ", entity.name),
        "names": [SPACE.sub(" ", name) for name in entity.names if name != entity.name],
        "labels": [list(pair) for pair in entity.labels],
        "n": events,
        "r": relations,
        "same": list(same),
        "mentions": len(entity.mentions),
        "articles": sorted(sentences.articles[article][0] for article in articles),
        "ev": sentences.quotes(entity.mentions, most),
    }


def _event(
    event: Event[EntityId],
    who: dict[EntityId, int],
    names: dict[EntityId, str],
    subject: dict[str, int],
    sentences: Sentences,
) -> Json:
    quotes = sentences.quotes(event.mentions)
    parts = [
        [who[part.who], part.role.value, sentences.quotes(part.provenance)] for part in event.participants if part.who in who
    ]
    return {
        "id": event.id,
        "type": event.type.value,
        "realis": event.realis.value,
        "label": SPACE.sub(" ", event.label),
        "lang": event.lang,
        "conf": round(event.confidence, 3),
        "sources": event.source_count,
        "time": _time(event.time, sentences) if event.time else None,
        "claims": [
            [_time(claim.time, sentences), sentences.quotes(claim.provenance), claim.source_count] for claim in event.claims
        ],
        "parts": parts,
        "topics": sorted(subject[topic] for topic in event.topics if topic in subject),
        "by": [[who.get(speaker, -1), names[speaker]] for speaker in event.attributed_to],
        "articles": sorted({sentences.shown[quote[0]]["a"] for quote in quotes}),
        "ev": quotes,
        "n": len(event.mentions),
    }


def _time(time: EventTime, sentences: Sentences) -> Json:
    interval = time.interval
    return {
        "edtf": time.edtf,
        "start": interval.start.isoformat() if interval.start else None,
        "end": interval.end.isoformat() if interval.end else None,
        "grain": interval.grain.value,
        "basis": time.basis.value,
        "at": sentences.quote(time.timex) if time.timex else None,
    }


def _drawable(relation: Relation[EntityId], who: dict[EntityId, int]) -> bool:
    return relation.subject in who and (relation.object is None or relation.object in who)


def _relation(relation: Relation[EntityId], who: dict[EntityId, int], sentences: Sentences) -> Json:
    return {
        "s": who[relation.subject],
        "p": relation.predicate.value,
        "o": None if relation.object is None else who[relation.object],
        "office": relation.office,
        "ev": sentences.quotes(relation.provenance),
    }


def _link(link: EventLink, order: dict[str, int], sentences: Sentences) -> Json:
    return {
        "s": order[link.subject],
        "p": link.predicate.value,
        "o": order[link.object],
        "ev": sentences.quotes(link.provenance),
    }


def _context(article: Article, sentence: Span) -> tuple[str, str]:
    """Give the words of the same paragraph on both sides of a sentence, else of the prose beside; cut at a word if long."""
    text = article.text
    blocks = [block.span for block in article.blocks if sentence in block.span]
    begin = blocks[0].begin if blocks else text.rfind("\n", 0, sentence.begin) + 1
    stop = text.find("\n", sentence.end)
    end = blocks[0].end if blocks else (stop if stop >= 0 else len(text))
    before = _end_of(SPACE.sub(" ", text[begin : sentence.begin]).strip(), CONTEXT)
    after = _start_of(SPACE.sub(" ", text[sentence.end : end]).strip(), CONTEXT)
    if not before and not after:
        prose = [block.span for block in article.blocks if block.kind in BESIDE]
        above = [span for span in prose if span.end <= begin]
        below = [span for span in prose if span.begin >= end]
        before = _end_of(SPACE.sub(" ", above[-1].of(text)).strip(), NEIGHBOUR) if above else ""
        after = _start_of(SPACE.sub(" ", below[0].of(text)).strip(), NEIGHBOUR) if below else ""
    return before, after


def _end_of(text: str, most: int) -> str:
    """Give the last words of a text, with a mark where it is cut."""
    return text if len(text) <= most else "\u2026 " + text[-most:].partition(" ")[2]


def _start_of(text: str, most: int) -> str:
    """Give the first words of a text, with a mark where it is cut."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " \u2026"
