"""Which articles are one text: reprints, and an agency's text that others cut and edited lightly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kg.model.fold import fold
from kg.model.ids import content_id
from kg.model.text import PROSE, Article, BlockKind
from kg.resolve.names import WORD

SHINGLE = 3  # words
# Of 128 hash values in 32 bands, texts that share 42 % of their shingles are as likely as not to be compared; those that
# share 60 % hardly ever are not.
HASHES, BANDS, SEED = 128, 32, 1
SAME = 0.5  # share of all shingles of two texts that are in both, from which they are one
INSIDE = 0.75  # share of the shorter's shingles that are in the longer: what was cut off does not count
FEWEST = 10  # shingles of a text that says enough to be known again
LONG = 60  # shingles from which a text can be cut and still be known
SHORT_SAME = 0.7  # of shorter texts, such as the items of a feed, a few words make the difference
NUMBERS = 0.8  # share of the numbers of the one that has fewer: a daily table is not a copy of yesterday's


@dataclass(frozen=True, slots=True)
class _Text:
    key: str
    first: Article
    shingles: frozenset[str]
    numbers: frozenset[str]


def text_key(article: Article) -> str:
    """Hash what the article says, its prose without regard to white space; reprints share it."""
    return content_id("text", " ".join(_prose(article, PROSE).split()))


def copies(articles: Iterable[Article], keys: Mapping[str, str]) -> dict[str, str]:
    """Give the key of the text that each text is a copy of, its own if it is the original, by the keys of both.

    `keys` are the articles' text keys by their ids. The original is the one published first. A copy is measured by the
    original, not by other copies, so that no chain of small changes leads from one story to another; the order of
    `articles` does not matter.
    """
    same: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        same[keys[article.id]].append(article)
    texts = sorted((_text(key, min(found, key=_first)) for key, found in same.items()), key=lambda text: _first(text.first))
    return {text.key: original.key for text, original in _originals(texts)}


def _first(article: Article) -> tuple[bool, str, str]:
    return (article.published is None, article.published or "", article.id)


def _prose(article: Article, kinds: Set[BlockKind]) -> str:
    prose = [block.span.of(article.text) for block in article.blocks if block.kind in kinds]
    return " ".join(prose) if prose else article.text


def _text(key: str, article: Article) -> _Text:
    # Every outlet gives a text a headline of its own.
    words = [fold(word) for word in WORD.findall(_prose(article, PROSE - {BlockKind.TITLE}))]
    shingles = frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return _Text(key, article, shingles, frozenset(word for word in words if word[0].isdigit()))


def _originals(texts: list[_Text]) -> Iterator[tuple[_Text, _Text]]:
    rensa: Any = import_module("rensa")  # without types; loaded where articles are resolved, not with the command line
    index = rensa.RMinHashLSH(threshold=SAME, num_perm=HASHES, num_bands=BANDS)
    for number, text in enumerate(texts):
        if len(text.shingles) < FEWEST:
            yield text, text
            continue
        sketch = rensa.RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(sorted(text.shingles))
        near: list[int] = index.query(sketch)
        likely = [texts[other] for other in near if texts[other].first.lang == text.first.lang]
        found = [(share, other) for other in likely if (share := _share(text, other)) > 0]
        if found:
            yield text, min(found, key=lambda pair: (-pair[0], _first(pair[1].first)))[1]
        else:
            index.insert(number, sketch)
            yield text, text


def _share(one: _Text, other: _Text) -> float:
    """Give the share of shingles that two texts have in common if they are one text; 0.0 if not."""
    both = len(one.shingles & other.shingles)
    share = both / (len(one.shingles) + len(other.shingles) - both)
    least = min(len(one.shingles), len(other.shingles))
    if least < LONG:
        alike = share >= SHORT_SAME and _of_one_day(one.first, other.first)
    else:
        alike = share >= SAME or both >= INSIDE * least
    return share if alike and _same_numbers(one.numbers, other.numbers) else 0.0


def _of_one_day(one: Article, other: Article) -> bool:
    """Say whether two short texts can be one: what an outlet says of its bulletin every day is not."""
    if one.published_on is None or other.published_on is None:
        return True
    apart = abs(one.published_on - other.published_on).days
    return apart == 0 or (apart == 1 and one.publisher != other.publisher)


def _same_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NUMBERS * min(len(one), len(other))
