"""Kill builds at random moments, and see that nothing is lost: `python -m tests.bench.bench_kill [--kills 20] [--seed 8]`.

Each kill falls at a moment of an undisturbed build's duration that the seed decides. After each, the store must be sound, hold
whole articles only, and no fewer than before; each export must be the old or the new one, whole. Then an undisturbed
build must give the store and the exports of one that nothing has disturbed, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.store.killing import PATIENCE, Trial

FEW = 3


def kill_builds(folder: Path, kills: int, articles: int, seed: int) -> None:
    """Kill builds of `articles` articles in an empty folder, and print what was found after each; raises `AssertionError`."""
    chance = random.Random(seed)
    trial = Trial.prepare(folder, FEW, articles)
    start = time.monotonic()
    assert not trial.kill(lambda: False), f"an undisturbed build takes more than {PATIENCE} seconds"
    whole = time.monotonic() - start
    trial.restart()
    print(f"an undisturbed build of {articles} articles takes {whole:.1f} s")
    before, during = FEW, 0
    for number in range(1, kills + 1):
        after = chance.uniform(0, whole)
        workers = chance.choice((1, 2))
        end = time.monotonic() + after
        running = trial.kill(partial(_is_past, end), workers)
        held = trial.check()
        assert held >= before, "articles were lost"
        new = sum((trial.out / name).read_bytes() == data != trial.old[name] for name, data in trial.new.items())
        print(
            f"{number:>3}: {'killed' if running else 'ended'} after {after:.2f} s, {workers} worker(s): {held} articles, {new} new exports"
        )
        during += running
        before = held
        if held == articles and chance.random() < 0.5:  # half of the builds that only write are killed once more
            trial.finish()
            trial.restart()
            before = FEW
    trial.finish()
    print(f"{during} builds were killed; nothing was lost, and the last build gave the same bytes")


def _is_past(moment: float) -> bool:
    return time.monotonic() >= moment


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        kill_builds(Path(made), given.kills, given.articles, given.seed)
