"""Which articles are one text: reprints, and an agency's text that others cut and edited lightly."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

from kg.model.fold import fold
from kg.model.ids import content_id
from kg.model.text import PROSE, Article, BlockKind
from kg.resolve.names import WORD

TEXT = "text"  # begins the key of a text
SHINGLE = 3  # words
# Of 128 hash values in 32 bands, texts that share 42 % of their shingles are as likely as not to be compared; those that
# share 60 % hardly ever are not.
HASHES, BANDS, SEED = 128, 32, 1
SAME = 0.5  # share of all shingles of two texts that are in both, from which they are one
INSIDE = 0.75  # share of the shorter's shingles that are in the longer: what was cut off does not count
LEAST = min(INSIDE, 2 * SAME / (1 + SAME))  # share of the shorter's shingles that one text has in common by either
FEWEST = 10  # shingles of a text that says enough to be known again
LONG = 60  # shingles from which a text can be cut and still be known
SHORT_SAME = 0.7  # of shorter texts, such as the items of a feed, a few words make the difference
NUMBERS = 0.8  # share of the numbers of the one that has fewer: a daily table is not a copy of yesterday's

BITS = 4096


class Print(NamedTuple):
    """An article as one that prints a text: its id, when and where it did, and the words under its headline.

    `published` and `publisher` are as in `Article`.
    """

    article: str
    lang: str
    published: str | None
    publisher: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared: its key, the print that stands for it, its runs of three words and its numbers.

    Of the runs there are the hashes, each once, and the sketch, None if they say too little to be known again.
    """

    key: str
    first: Print
    shingles: array[int]
    sketch: Any
    numbers: frozenset[str]


def text_key(article: Article) -> str:
    """Hash what the article says, its prose without regard to white space; reprints share it."""
    return content_id(TEXT, " ".join(_prose(article, PROSE).split()))


def copies(articles: Iterable[Article], keys: Mapping[str, str]) -> dict[str, str]:
    """Give the key of the text that each text is a copy of, its own if it is the original, by the keys of both.

    `keys` are the articles' text keys by their ids. The original is the one published first. A copy is measured by the
    original, not by other copies, so that no chain of small changes leads from one story to another; the order of
    `articles` does not matter.
    """
    same: dict[str, Article] = {}
    for article in articles:
        key = keys[article.id]
        same[key] = min(same.get(key, article), article, key=_first)
    texts = (text_of(key, printed(same[key])) for key in sorted(same, key=lambda key: _first(same[key])))
    return {text.key: original.key for text, original in originals(texts)}


def printed(article: Article) -> Print:
    """Give what an article is compared by."""
    # Every outlet gives a text a headline of its own.
    body = _prose(article, PROSE - {BlockKind.TITLE})
    return Print(article.id, article.lang, article.published, article.publisher, body)


def first(published: str | None, article: str) -> tuple[bool, str, str]:
    """Sort articles, by when they were published and their ids, so that the first comes first and the undated last."""
    return (published is None, published or "", article)


def _first(article: Article) -> tuple[bool, str, str]:
    return first(article.published, article.id)


def _prose(article: Article, kinds: Set[BlockKind]) -> str:
    prose = [block.span.of(article.text) for block in article.blocks if block.kind in kinds]
    return " ".join(prose) if prose else article.text


def text_of(key: str, found: Print) -> Text:
    """Lay out a text by the print that stands for it."""
    rensa: Any = import_module("rensa")  # without types; loaded where articles are resolved, not with the command line
    words = [fold(word) for word in WORD.findall(found.body)]
    numbers = frozenset(word for word in words if word[0].isdigit())
    shingles = list({" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)})
    sketch = None
    if len(shingles) >= FEWEST:
        sketch = rensa.RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(shingles)
    # A tenth of what the words take: the originals of all articles are in memory at once.
    return Text(key, found._replace(body=""), array("Q", rensa.RMinHash.hash_token_sets([shingles])[0]), sketch, numbers)


def bands(text: Text) -> list[tuple[int, ...]]:
    """Give the bands of a text's sketch: it is compared with those that have one of them at the same place."""
    values: list[int] = [] if text.sketch is None else text.sketch.digest()
    rows = HASHES // BANDS
    return [tuple(values[i : i + rows]) for i in range(0, len(values), rows)]


def originals(texts: Iterable[Text]) -> Iterator[tuple[Text, Text]]:
    """Give each text with the one that it is a copy of, itself if it is an original; `texts` come by their first prints.

    Texts that are connected by no bands that they share do not bear on each other. Only the originals stay in memory.
    """
    index: Any = import_module("rensa").RMinHashLSH(threshold=SAME, num_perm=HASHES, num_bands=BANDS)
    known: list[_Compared] = []
    for text in texts:
        if text.sketch is None:
            yield text, text
            continue
        this = _Compared(text)
        near: list[int] = index.query(text.sketch)
        likely = [known[other] for other in near if this.may_be(known[other])]
        shingles = frozenset(text.shingles) if likely else frozenset[int]()
        found = [(share, one.text) for one in likely if (share := _share(text, shingles, one.text)) > 0]
        if found:
            yield text, min(found, key=lambda pair: (-pair[0], first(pair[1].first.published, pair[1].first.article)))[1]
        else:
            index.insert(len(known), text.sketch)
            known.append(this)
            yield text, text


class _Compared:
    """A text with its shingles as bits, some of which stand for several: most comparisons need no more.

    Many texts that end in the same lines are compared with one another, and those lines are all that they share.
    """

    def __init__(self, text: Text) -> None:
        self.text = text

    @cached_property
    def bits(self) -> int:
        """Give the bits of all shingles."""
        bits = bytearray(BITS // 8)
        for shingle in self.text.shingles:
            bits[shingle % BITS // 8] |= 1 << shingle % 8
        return int.from_bytes(bits, "little")

    @cached_property
    def hidden(self) -> int:
        """Give how many shingles have no bit of their own."""
        return len(self.text.shingles) - self.bits.bit_count()

    def may_be(self, other: _Compared) -> bool:
        """Say whether the two can have so much in common that they are one text."""
        if self.text.first.lang != other.text.first.lang:
            return False
        least = min(len(self.text.shingles), len(other.text.shingles))
        return (self.bits & other.bits).bit_count() + self.hidden + 1 >= LEAST * least  # 1: in numbers that are not exact


def _share(one: Text, shingles: frozenset[int], other: Text) -> float:
    """Give the share of shingles that two texts have in common if they are one text; 0.0 if not."""
    least = min(len(one.shingles), len(other.shingles))
    if not _same_numbers(one.numbers, other.numbers) or (least < LONG and not _of_one_day(one.first, other.first)):
        return 0.0
    both = len(shingles.intersection(other.shingles))
    share = both / (len(one.shingles) + len(other.shingles) - both)
    alike = share >= SHORT_SAME if least < LONG else share >= SAME or both >= INSIDE * least
    return share if alike else 0.0


def _of_one_day(one: Print, other: Print) -> bool:
    """Say whether two short texts can be one: what an outlet says of its bulletin every day is not."""
    if one.published is None or other.published is None:
        return True
    apart = abs(date.fromisoformat(one.published[:10]) - date.fromisoformat(other.published[:10])).days
    return apart == 0 or (apart == 1 and one.publisher != other.publisher)


def _same_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NUMBERS * min(len(one), len(other))
