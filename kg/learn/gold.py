"""Reading annotated articles: one file each, JSON in the form of the annotation guidelines or the same as marked-up text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import FormatError, InputError
from kg.lang.pack import Packs
from kg.learn.markup import SUFFIX, read_markup
from kg.model.entity import EntityKind
from kg.model.text import Article, Span
from kg.read.source import read_articles

T = TypeVar("T")

HAND = "hand."  # begins the name of what tells the annotators of one folder from those of the first


@dataclass(frozen=True, slots=True)
class GoldParticipant:
    """One participant: `forms` are the verbatim names that the actor goes by."""

    forms: frozenset[str]
    role: str


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One annotated event; `triggers` are the spans of all its mentions, the best first; `edtf` None: undated.

    `source` are the verbatim names of who says that it happened; empty: the article itself does.
    """

    id: str
    triggers: tuple[Span, ...]
    type: str
    core: bool
    edtf: str | None
    basis: str
    realis: str
    participants: tuple[GoldParticipant, ...]
    source: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One lasting fact; `object` holds the forms of the actor, or the one form of an office."""

    subject: frozenset[str]
    predicate: str
    object: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class GoldArticle:
    """One annotated article; `record` is its input line for `kg extract` (id, lang, title, published, text).

    `actors[i]` are the verbatim names that an actor goes by, `kinds[i]` is what it is. `topics` are short noun
    phrases in the annotator's words, () if none are annotated. `hand` numbers who annotated it, folder by
    folder: the pack learns the habits of the first (0).
    """

    id: str
    lang: str
    text: str
    sentences: tuple[Span, ...]
    record: Mapping[str, Any]
    actors: tuple[frozenset[str], ...]
    kinds: tuple[EntityKind, ...]
    events: tuple[GoldEvent, ...]
    relations: tuple[GoldRelation, ...]
    topics: tuple[str, ...] = ()
    hand: int = 0

    def by_hand(self, row: Iterable[str]) -> tuple[str, ...]:
        """Give the observations of one case, and whose hand answered it, if not the first.

        Some annotate more events than others, or more who take part: that is learned apart, and left out of what ships.
        """
        return (*row, f"{HAND}{self.hand}") if self.hand else tuple(row)


def load_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """Read all annotated articles of a folder (or one file), sorted by id.

    Raises:
        InputError: there is no such folder, or no annotated article in it.
        FormatError: a file is not in the form of the guidelines; the line names the file and the fault.
    """
    paths = [folder] if folder.is_file() else sorted((*folder.glob("*.json"), *folder.glob(f"*{SUFFIX}")))
    articles = [_load(path) for path in paths]
    if not articles:
        raise InputError(
            "no annotated articles here", where=str(folder), remedy=f"give a folder of <id>.json or <id>{SUFFIX} files"
        )
    return tuple(sorted(articles, key=lambda article: article.id))


def without_hands(learned: Mapping[str, T]) -> dict[str, T]:
    """Give what was learned of observations but for the habits of annotators."""
    return {name: value for name, value in learned.items() if not name.startswith(HAND)}


def articles_of(gold: Iterable[GoldArticle], packs: Packs) -> dict[str, Article]:
    """Read annotated articles as the extraction reads them, from their records alone, by id.

    Raises:
        InputError: one cannot be read.
    """
    lines = "".join(json.dumps(dict(article.record), ensure_ascii=False) + "\n" for article in gold)
    read: dict[str, Article] = {}
    for article in read_articles(["-"], packs, BytesIO(lines.encode())):
        if isinstance(article, InputError):
            raise article
        read[article.id] = article
    return read


def _load(path: Path) -> GoldArticle:
    try:
        if path.suffix == SUFFIX:
            return _article(read_markup(path))
        return _article(json.loads(unicodedata.normalize("NFC", path.read_text("utf-8"))))
    except json.JSONDecodeError as error:
        raise FormatError(f"is not JSON: {error}", where=str(path)) from None
    except KeyError as error:
        raise FormatError(f"lacks the key {error.args[0]!r}", where=str(path)) from None
    except (TypeError, ValueError, IndexError) as error:
        raise FormatError(f"is not an annotated article: {error}", where=str(path)) from None


def _article(value: Mapping[str, Any]) -> GoldArticle:
    text = value["text"]
    sentences = tuple(Span(begin, end) for begin, end in value["sentences"])
    actors = {x["id"]: frozenset((x["name"], *x["mentions"])) for x in value["actors"]}
    return GoldArticle(
        id=value["id"],
        lang=value["lang"],
        text=text,
        sentences=sentences,
        record={key: value[key] for key in ("id", "lang", "title", "published", "text")},
        actors=tuple(actors.values()),
        kinds=tuple(EntityKind(x["kind"]) for x in value["actors"]),
        events=tuple(_event(x, text, sentences, actors) for x in value["events"]),
        relations=tuple(
            GoldRelation(actors[x["subject"]], x["predicate"], actors.get(x["object"]) or frozenset((x["object"],)))
            for x in value.get("relations", ())
        ),
        topics=tuple(value.get("topics", ())),
    )


def _event(value: Mapping[str, Any], text: str, sentences: tuple[Span, ...], actors: Mapping[str, frozenset[str]]) -> GoldEvent:
    return GoldEvent(
        id=value["id"],
        triggers=tuple(_trigger(mention, text, sentences) for mention in value["mentions"]),
        type=value["type"],
        core=value["core"],
        edtf=value["date"],
        basis=value["basis"],
        realis=value["realis"],
        participants=tuple(GoldParticipant(actors[p["actor"]], p["role"]) for p in value["participants"]),
        source=actors[value["attributed_to"]] if value.get("attributed_to") else frozenset(),
    )


def _trigger(mention: Mapping[str, Any], text: str, sentences: tuple[Span, ...]) -> Span:
    """Find the `nth` occurrence (1 if not said) of the trigger's words in its sentence."""
    sentence, words = sentences[mention["s"]], mention["trigger"]
    at = sentence.begin - 1
    for _ in range(mention.get("nth", 1)):
        at = text.find(words, at + 1, sentence.end)
        if at < 0:
            raise ValueError(f"trigger {words!r} is not in sentence {mention['s']}")
    return Span(at, at + len(words))
