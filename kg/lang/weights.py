"""A pack's learned weights: how much each observation of a word speaks for each part of a mention, or of an event word.

A linear-chain model (a CRF; Lafferty, McCallum and Pereira 2001), written as text: a card in comments, then one line for each observation. The
weights of an observation, at the word itself and at its neighbours, are packed into one whole number of many
lanes, so that adding up what is seen of a word is a handful of additions, whatever the number of labels.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import exp
from pathlib import Path

from kg.lang.points import Points
from kg.lang.table import Problem
from kg.lang.weightlines import weight_lines
from kg.model.entity import EntityKind

MENTIONS, TRIGGERS = "mentions.weights", "triggers.weights"
OUTSIDE = "O"
BEGIN, INSIDE = "B-", "I-"
MENTION_KINDS: tuple[str, ...] = tuple(EntityKind)
TRIGGER_KINDS: tuple[str, ...] = ("event",)
# Of the word that an observation is made of from the one that is labelled; falling, so that the packed sums of
# neighbours, each shifted by one more place, add up to the scores of the words.
OFFSETS = (2, 1, 0, -1, -2)
REACH = 2  # words
AT_ONCE = 64  # words whose scores are added up in one number: its cost grows with the square of its length
EDGE = "edge"  # what is observed of a word beyond the sentence
LANE = 32
HALF = 1 << 24  # what keeps a lane positive; far above any sum of weights
MOST_KEPT = 50_000  # sums kept at a time
LONGEST_KEPT = 12  # observations; longer rows hardly come again
IMPOSSIBLE = -(10**9)
FLOOR = -3000  # hundredths of a logit below the best label, from where on a label is as good as impossible

Emission = dict[str, dict[str, int]]
Chances = tuple[float, float, float]  # of being outside, of beginning, of going on


def split(name: str) -> tuple[int, str]:
    """Split the name of an observation into its offset and what was observed there ("-1:w=of")."""
    head, mark, rest = name.partition(":")
    return (int(head), rest) if mark and head in {"-2", "-1", "1", "2"} else (0, name)


def labels_of(kinds: Sequence[str]) -> tuple[str, ...]:
    """Give the labels of a word: outside, beginning each kind, inside each kind.

    Any label may come before the first ones; those inside only go on with their own kind.
    """
    return (OUTSIDE, *(BEGIN + kind for kind in kinds), *(INSIDE + kind for kind in kinds))


class Weights:
    """The weights of one language, in hundredths of a logit.

    `kinds` are what the words can be part of, `emissions` holds for each observation its weights by label,
    `transitions` those of one label after another, `telling` the points by which what was found is thought worth telling.
    """

    def __init__(
        self, kinds: Sequence[str], emissions: Emission, transitions: Mapping[tuple[str, str], int], telling: Points
    ) -> None:
        self.kinds = tuple(kinds)
        self.labels = labels_of(kinds)
        self.emissions = emissions
        self.transitions = dict(transitions)
        self.telling = telling
        labels, self._count = self.labels, len(self.kinds)
        free = 1 + self._count
        self._place = {label: i for i, label in enumerate(labels)}
        self._width = LANE * len(labels)
        self._base = sum(HALF << (LANE * i) for i in range(len(labels) * len(OFFSETS)))
        self._lanes = struct.Struct(f"<{len(labels)}I")
        self._packed: dict[str, int] = {}
        slots = {offset: k for k, offset in enumerate(OFFSETS)}
        for name, weights in emissions.items():
            offset, observed = split(name)
            lane = slots[offset] * len(labels)
            value = sum(weight << (LANE * (lane + self._place[label])) for label, weight in weights.items())
            self._packed[observed] = self._packed.get(observed, 0) + value
        self._sums: dict[tuple[str, ...], int] = {}
        # weights[b][a]: of free label b after label a; those of going on, after the beginning and after going on
        weight = self.transitions.get
        self._free = [[weight((a, b), 0) for a in labels] for b in labels[:free]]
        self._after_outside = [row[0] for row in self._free]
        self._goes_on = [(weight((BEGIN + k, INSIDE + k), 0), weight((INSIDE + k, INSIDE + k), 0)) for k in self.kinds]
        self._spread = max(map(max, self._free)) - min(map(min, self._free))
        self._start = [IMPOSSIBLE if label.startswith(INSIDE) else 0 for label in labels]
        self._follow = [[exp(weight((a, b), 0) / 100) for b in labels] for a in labels]  # the factor of b after a

    def _sum(self, observed: tuple[str, ...]) -> int:
        found = self._sums.get(observed)
        if found is None:
            found = self._base
            for name in observed:
                found += self._packed.get(name, 0)
            if len(observed) <= LONGEST_KEPT:
                if len(self._sums) >= MOST_KEPT:
                    self._sums.clear()
                self._sums[observed] = found
        return found

    def label(self, lexical: Sequence[tuple[str, ...]], context: Sequence[tuple[str, ...]]) -> tuple[list[str], list[int]]:
        """Give the most probable row of labels, and by how much each speaks against being outside, word by word.

        What is observed of word i is `lexical[i]`, which depends on the word alone, and `context[i]`.
        """
        if not lexical:
            return [], []
        scores = self._scores(lexical, context)
        best = [a + b for a, b in zip(scores[0], self._start, strict=True)]
        links: list[list[int]] = []
        for here in scores[1:]:
            best, link = self._step(best, here)
            links.append(link)
        at = max(range(len(self.labels)), key=best.__getitem__)
        row = [at]
        for link in reversed(links):
            at = link[at]
            row.append(at)
        row.reverse()
        return [self.labels[i] for i in row], [here[i] - here[0] for here, i in zip(scores, row, strict=True)]

    def marginals(self, lexical: Sequence[tuple[str, ...]], context: Sequence[tuple[str, ...]]) -> list[Chances]:
        """Give the probability of each label, in the order of `labels`, word by word (forward-backward).

        It is written out for weights of one kind. What is observed of word i is as for `label`.

        Raises:
            ValueError: The weights are of several kinds.
        """
        if self._count != 1:
            raise ValueError(f"weights of {self._count} kinds, not of one")
        if not lexical:
            return []
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = self._follow
        factors = [_factors(*here) for here in self._scores(lexical, context)]
        outside, begins, _ = factors[0]
        total = outside + begins
        here: Chances = (outside / total, begins / total, 0.0)
        forward = [here]
        for outside, begins, goes_on in islice(factors, 1, None):
            x, y, z = here
            o, b, i = (x * oo + y * bo + z * io) * outside, (x * ob + y * bb + z * ib) * begins, (y * bi + z * ii) * goes_on
            total = o + b + i
            here = (o / total, b / total, i / total)
            forward.append(here)
        found = [here]
        x, y, z = 1.0, 1.0, 1.0  # what the words ahead speak for each label
        for k in range(len(factors) - 1, 0, -1):
            outside, begins, goes_on = factors[k]
            o, b, i = x * outside, y * begins, z * goes_on
            x, y, z = o * oo + b * ob, o * bo + b * bb + i * bi, o * io + b * ib + i * ii
            total = x + y + z
            x, y, z = x / total, y / total, z / total
            o, b, i = forward[k - 1]
            o, b, i = o * x, b * y, i * z
            total = o + b + i
            found.append((o / total, b / total, i / total))
        found.reverse()
        return found

    def _step(self, best: list[int], here: Sequence[int]) -> tuple[list[int], list[int]]:
        """Give the best sums that end in each label at the next word, and the label that each comes from."""
        # a label too far behind cannot be the best before any free label
        least = max(best) - self._spread
        ahead = [i for i, value in enumerate(best) if value >= least]
        if ahead == [0]:  # as between mentions: nearly always
            outside = best[0]
            after = [outside + weight + own for weight, own in zip(self._after_outside, here, strict=False)]
            link = [0] * (1 + self._count)
        else:
            after, link = [], []
            for own, weights in zip(here, self._free, strict=False):
                at = ahead[0]
                top = best[at] + weights[at]
                for i in ahead[1:]:
                    value = best[i] + weights[i]
                    if value > top:
                        top, at = value, i
                after.append(top + own)
                link.append(at)
        for kind, (first, more) in enumerate(self._goes_on, 1):
            inside = kind + self._count
            begun, going = best[kind] + first, best[inside] + more
            after.append(here[inside] + (begun if begun >= going else going))
            link.append(kind if begun >= going else inside)
        return after, link

    def _scores(self, lexical: Sequence[tuple[str, ...]], context: Sequence[tuple[str, ...]]) -> list[tuple[int, ...]]:
        width, size = self._width, self._lanes.size
        edge = self._sum((EDGE,))
        sums = [edge] * REACH
        get, base = self._sums.get, self._base
        for word, company in zip(lexical, context, strict=True):
            sums.append((get(word) or self._sum(word)) + (get(company) or self._sum(company)) - base)
        sums += [edge] * REACH
        scores: list[tuple[int, ...]] = []
        for start in range(0, len(lexical), AT_ONCE):
            here = sums[start : start + AT_ONCE + 2 * REACH]
            total = 0
            for value in reversed(here):
                total = (total << width) + value
            # Every lane is too high by the same: only differences count.
            row = total.to_bytes((len(here) + 2 * REACH) * size, "little")
            scores += self._lanes.iter_unpack(row[2 * REACH * size : len(here) * size])
        return scores


def _factors(outside: int, begins: int, goes_on: int) -> Chances:
    """Turn the scores of a word's labels into factors, the greatest 1."""
    most = max(outside, begins, goes_on)
    one, two, three = most - outside, most - begins, most - goes_on
    return (
        _FALL[one] if one < -FLOOR else _FALL[-1],
        _FALL[two] if two < -FLOOR else _FALL[-1],
        _FALL[three] if three < -FLOOR else _FALL[-1],
    )


_FALL = [exp(-points / 100) for points in range(1 - FLOOR)]  # the factor of so many hundredths of a logit less


def to_text(weights: Weights, card: Iterable[str]) -> str:
    """Write weights as the pack's file: the card in comments, then everything sorted by name."""
    lines = [f"# {line}".rstrip() for line in card]
    lines.append(f"threshold\t{weights.telling.threshold}")
    lines += [f"telling\t{name}\t{points}" for name, points in sorted(weights.telling.points.items())]
    lines += [f"after\t{a}\t{b}\t{weight}" for (a, b), weight in sorted(weights.transitions.items())]
    for name, row in sorted(weights.emissions.items()):
        values = " ".join(f"{label}={row[label]}" for label in weights.labels if label in row)
        lines.append(f"word\t{name}\t{values}")
    return "\n".join(lines) + "\n"


def read_weights(folder: Path, file: str, kinds: Sequence[str], problems: list[Problem]) -> Weights | None:
    """Read one file of a pack's weights; None where the pack has none and reads by its tables alone."""
    lines = weight_lines(folder, file, problems)
    if lines is None:
        return None
    found = _Lines(frozenset(labels_of(kinds)))
    for where, cells in lines:
        problems += (Problem(where, fault) for fault in found.take(cells))
    return Weights(kinds, found.emissions, found.transitions, Points(found.telling, found.threshold))


class _Lines:
    """What the lines of a file have told so far."""

    def __init__(self, labels: frozenset[str]) -> None:
        self._labels = labels
        self.emissions: Emission = {}
        self.transitions: dict[tuple[str, str], int] = {}
        self.telling: dict[str, int] = {}
        self.threshold = 0

    def take(self, cells: list[str]) -> Iterator[str]:
        """Take one line in; give what is wrong with it."""
        try:
            match cells:
                case ["word", name, values]:
                    self.emissions[name] = {a: int(b) for a, _, b in (value.rpartition("=") for value in values.split(" "))}
                    if not set(self.emissions[name]) <= self._labels:
                        del self.emissions[name]
                        yield "names a label that there is not"
                case ["after", before, label, weight] if {before, label} <= self._labels:
                    self.transitions[before, label] = int(weight)
                case ["telling", name, points]:
                    self.telling[name] = int(points)
                case ["threshold", points]:
                    self.threshold = int(points)
                case _:
                    yield "is not a line of weights"
        except ValueError:
            yield "should hold whole numbers"
