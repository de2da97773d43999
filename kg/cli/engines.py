"""The engine that a command's options ask for."""

from __future__ import annotations

import click

from kg.engine.alarm import is_able
from kg.pipeline import Engine, plugin

TIMEOUT = 120.0  # seconds; ten times what the longest article that is read takes

# Its name within is not "timeout": commands that ask servers have an option of that name for themselves.
timeout_option = click.option(
    "--timeout",
    "article_timeout",
    type=click.FloatRange(0),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Give up an article that takes longer than this; 0 for never.",
)


def make_engine(workers: int, timeout: float | None = TIMEOUT) -> Engine:
    """Give an engine of so many processes: this one alone if one is enough and it can hold to the time (None: any time)."""
    engine: Engine
    if workers > 1 or (timeout is not None and not is_able()):
        engine = plugin("kg.engines", "pool")(workers, timeout)
    else:
        engine = plugin("kg.engines", "serial")(timeout)
    return engine
