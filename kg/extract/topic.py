"""What an article is about: noun phrases, ranked."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.model.entity import Mention
from kg.model.event import Topic
from kg.model.time import Timex


def find_topics(reading: Reading, timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]) -> tuple[Topic, ...]:
    """Find the two to five phrases that say what the article is about, the weightiest first."""
    return ()
