"""What in one graph is what in another, where a further article may have changed every id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model.text import Article, Provenance

Words = tuple[str, str, int, int]  # an article's id, a sentence of it, where in the sentence


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The counterparts of the things of one kind in two graphs, by their ids.

    `same` gives the older id of a newer thing. `joined` gives the further older things that a newer one is made of, `split`
    the older thing that a newer one, which is not its counterpart, was part of. `gone` are the older things of which
    nothing is left. `moved` gives the newer id of every older thing that is not gone.
    """

    same: Mapping[str, str]
    joined: Mapping[str, tuple[str, ...]]
    split: Mapping[str, str]
    gone: frozenset[str]
    moved: Mapping[str, str]

    def now(self, older: str) -> str:
        """Give the newer id of an older thing; its own if it is gone."""
        return self.moved.get(older, older)


def counterparts(
    old: Mapping[str, Iterable[Provenance]],
    new: Mapping[str, Iterable[Provenance]],
    old_articles: Mapping[str, Article],
    new_articles: Mapping[str, Article],
) -> Counterparts:
    """Match the things of two graphs, given by id with the places where articles tell them.

    Those are the same that share the most places, then those of one id; each has one counterpart at most. A place is the
    words of a sentence of an article: it stays what it is if other sentences of the article are edited.
    """
    homes: defaultdict[Words, list[str]] = defaultdict(list)
    for thing in sorted(new):
        for words in {_words(p, new_articles) for p in new[thing]}:
            homes[words].append(thing)
    shared: Counter[tuple[str, str]] = Counter()
    for thing in sorted(old):
        for words in {_words(p, old_articles) for p in old[thing]}:
            shared.update((thing, other) for other in homes.get(words, ()))
    pairs = sorted(shared, key=lambda pair: (-shared[pair], pair[0] != pair[1], pair))
    same: dict[str, str] = {}
    moved: dict[str, str] = {}
    for older, newer in pairs:
        if newer not in same and older not in moved:
            same[newer] = older
            moved[older] = newer
    joined: defaultdict[str, list[str]] = defaultdict(list)
    split: dict[str, str] = {}
    for older, newer in pairs:  # the most shared first: of several, that one counts
        if older not in moved:
            moved[older] = newer
            joined[newer].append(older)
        if newer not in same:
            split.setdefault(newer, older)
    return Counterparts(
        same, {n: tuple(sorted(o)) for n, o in joined.items()}, split, frozenset(old.keys() - moved.keys()), moved
    )


def _words(p: Provenance, articles: Mapping[str, Article]) -> Words:
    sentence = p.sentence.of(articles[p.article].text)
    return (p.article, sentence, p.span.begin - p.sentence.begin, p.span.end - p.sentence.begin)
