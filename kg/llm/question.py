"""What a model is asked about some sentences of an article, and the name that its answer is kept under."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.llm.prompt import Prompt, load_prompt
from kg.llm.schema import RESPONSE_FORMAT
from kg.llm.sheet import Sheet
from kg.llm.visible import visible
from kg.model.entity import Entity, EntityId, MentionForm
from kg.model.text import BlockKind

SENTENCES = 30  # of an article in one question: most articles are one
LARGEST = 16_000  # characters in one question, which servers of small contexts hold still
LONGEST = 4_000  # characters of a sentence that are shown: what has no full stop for longer is no sentence
ANSWER = 320  # tokens that an answer may have besides
NAME = 5  # words of an actor's name that are shown
CONTEXT = 8  # actors, and dates, of earlier questions that are shown again
PER_SENTENCE = 280  # tokens that it may have for each sentence
# Given to every server that is not told otherwise: the likeliest answer, the same one each time as far as a server can.
PARAMETERS: Mapping[str, Any] = {"temperature": 0, "seed": 0}


@dataclass(frozen=True, slots=True)
class Model:
    """Which model is asked, and how: `parameters` go into every question, None leaves out one that kg sets itself."""

    name: str
    parameters: tuple[tuple[str, Any], ...] = ()
    sentences: int = SENTENCES
    prompt: Prompt = field(default_factory=load_prompt)


@dataclass(frozen=True, slots=True)
class Question:
    """One request to a chat endpoint: `body` as the server gets it, `key` a hash of all that the answer depends on.

    `sentences` are the numbers of the sentences that are asked about; `article` is the article's id.
    """

    key: str
    article: str
    sentences: range
    body: Mapping[str, Any]

    @property
    def limit(self) -> int:
        """Give how many tokens the answer may have at most; 0 if the server decides."""
        for name in ("max_completion_tokens", "max_tokens"):
            value = self.body.get(name)
            if isinstance(value, int):
                return value
        return 0


def parts(lengths: Sequence[int], most: int) -> list[range]:
    """Cut sentences of so many characters into stretches of nearly equal number, none of more than `most` and, if it has several,
    of more than `LARGEST` characters.
    """
    count = len(lengths)
    pieces = -(-count // most)
    return [
        small
        for i in range(pieces)
        for small in _small(range(count * i // pieces, count * (i + 1) // pieces), [min(n, LONGEST) for n in lengths])
    ]


def _small(sentences: range, lengths: Sequence[int]) -> Iterator[range]:
    if len(sentences) < 2 or sum(lengths[sentences.start : sentences.stop]) <= LARGEST:
        yield sentences
    else:
        for half in halves(sentences):
            yield from _small(half, lengths)


def halves(sentences: range) -> tuple[range, range]:
    """Cut a stretch of two sentences or more in two."""
    middle = (sentences.start + sentences.stop) // 2
    return range(sentences.start, middle), range(middle, sentences.stop)


def ask_about(sheet: Sheet, sentences: range, model: Model) -> Question:
    """Put the question about some sentences; what comes from the article is one JSON string, and nothing else is."""
    body: dict[str, Any] = {
        "model": model.name,
        "messages": [
            {"role": "system", "content": model.prompt.text},
            {"role": "user", "content": json.dumps(_data(sheet, sentences), ensure_ascii=False, separators=(",", ":"))},
        ],
        **PARAMETERS,
        "max_tokens": ANSWER + PER_SENTENCE * len(sentences),
        "response_format": RESPONSE_FORMAT,
        **dict(model.parameters),
    }
    body = {name: value for name, value in body.items() if value is not None}
    material = json.dumps([model.prompt.version, body], sort_keys=True, ensure_ascii=True)
    key = hashlib.blake2b(material.encode(), digest_size=16).hexdigest()
    return Question(key, sheet.article.id, sentences, body)


def _data(sheet: Sheet, sentences: range) -> dict[str, list[str]]:
    """Give what the model gets to see: the sentences, the one before them and the headline, the actors and dates there, and those
    of all that was told before that may matter here too.

    Each is one line, whatever it holds, after its number or id: what stands in it cannot pass for another.
    """
    text = sheet.reading.text
    before = [s for s in sheet.reading.sentences[: sentences.start] if s.block is BlockKind.TITLE]
    if sentences.start:
        before = list(dict.fromkeys((*before, sheet.reading.sentences[sentences.start - 1])))
    shown = {*sentences, *(s.index for s in before)}
    known = _told_before(sheet, sentences.start)
    actors = [
        f"{name} {_short(entity.name)}"
        for name, entity in sheet.actors.items()
        if entity.id in known or _needs_id(sheet, entity, shown)
    ]
    earlier = [name for name, dated in sheet.times.items() if dated.sentence < sentences.start and sheet.may_reach(dated)][
        -CONTEXT:
    ]
    dates = [
        (name, dated, dated.timex.span.of(text))
        for name, dated in sheet.times.items()
        if dated.sentence in shown or name in earlier
    ]
    often = Counter(words for _, _, words in dates)
    times = [f"{name} {words}" + (f" ({dated.sentence})" if often[words] > 1 else "") for name, dated, words in dates]
    times += [f"{name} {words.timex.span.of(text)}" for name, words in sheet.lengths.items() if words.sentence in sentences]
    here = [f"{i} {sheet.reading.sentences[i].span.of(text)}" for i in sentences]
    data = {"context": [s.span.of(text) for s in before], "sentences": here, "actors": actors, "times": times}
    return {name: [" ".join(visible(line).split())[:LONGEST] for line in lines] for name, lines in data.items() if lines}


def _told_before(sheet: Sheet, start: int) -> frozenset[EntityId]:
    """Give whom the sentences before number `start` tell most of: they may take part in what is told after it too."""
    counts = {who: sum(m.sentence < start for m in sheet.told.get(who, ())) for who in sorted(sheet.acting)}
    most = sorted((who for who, count in counts.items() if count), key=lambda who: -counts[who])
    return frozenset(most[:CONTEXT])


def _needs_id(sheet: Sheet, entity: Entity, shown: Collection[int]) -> bool:
    """Say whether an actor is listed: one that several words, or none of its own, point to; else its words in the text will do."""
    mentions = [mention for mention in sheet.told.get(entity.id, ()) if mention.sentence in shown]
    return len(mentions) > 1 or any(mention.form is MentionForm.PRONOUN for mention in mentions)


def _short(name: str) -> str:
    """Give the first words of a long name: the text has the rest, and the id counts."""
    words = name.split()
    return name if len(words) <= NAME else " ".join(words[:NAME])
