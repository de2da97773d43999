"""Kill builds at random moments, and see that nothing is lost: `python -m tests.bench.bench_kill [--kills 20] [--seed 8]`.

The seed decides when: after a part of an undisturbed build's time, when so many more articles are in the store, or when so many
exports are written. After each kill the store must be sound, hold whole articles only, and no fewer than before; each
export must be the old or the new one, whole. Now and then, and at the end, an undisturbed build must give the store and the
exports of one that nothing has disturbed, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.killing import PATIENCE, Trial, count

FEW = 3
AGAIN = 0.4  # how often the old articles are gone back to when all are in the store


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
        what, moment = _moment(chance, trial, before, whole)
        workers = chance.choice((1, 2))
        running = trial.kill(moment, workers)
        held = trial.check()
        assert held >= before, "articles were lost"
        print(
            f"{number:>3}: {'killed' if running else 'ended'} {what}, {workers} worker(s): "
            f"{held} articles, {trial.written} new exports",
            flush=True,
        )
        during += running
        before = held
        if held == articles and (trial.written == len(trial.new) or chance.random() < AGAIN):
            trial.finish()
            trial.restart()
            before = FEW
    trial.finish()
    print(f"{during} builds were killed; nothing was lost, and the last build gave the same bytes")


def _moment(chance: random.Random, trial: Trial, before: int, whole: float) -> tuple[str, Callable[[], bool]]:
    """Choose when to kill; gives it in words too."""
    missing = len(trial.kept) - before
    kind = chance.choice(("time", "articles" if missing else "exports", "exports"))
    if kind == "time":
        after = chance.uniform(0, whole)
        end = time.monotonic() + after
        return f"after {after:.1f} s", lambda: time.monotonic() >= end
    if kind == "articles":
        least = before + chance.randint(1, missing)
        return f"from {least} articles on", lambda: count(trial.store) >= least
    exports = chance.randint(1, len(trial.new))
    return f"from {exports} new exports on", lambda: trial.written >= exports


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        kill_builds(Path(made), given.kills, given.articles, given.seed)
