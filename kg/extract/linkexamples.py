"""Running the examples of the table of links: sentences whose event words are marked, with the links to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.eventlink import find_links
from kg.extract.reading import Reading, read
from kg.extract.timex import tag_times
from kg.extract.view import views
from kg.lang.inflection import WordClass
from kg.lang.pack import LanguagePack
from kg.lang.table import Problem
from kg.model.event import Event, EventType, Realis
from kg.model.text import Article, Span

MARK = re.compile(r"<([^|>]+)\|(\w+)>")
LINK = " > "


def check_links(pack: LanguagePack) -> Iterator[Problem]:
    """Yield each example that is not read as it says, each negative in which a link is found.

    The event words are given, so that the table is put to the test alone.
    """
    where = f"{pack.code}/eventlinks.toml"
    for line in pack.events.links.examples:
        marked, *wanted = line.split(LINK)
        got = sorted(read_marked(pack, marked))
        if not wanted:
            yield Problem(f"{where}: examples", f"{line!r} says no link")
        elif got != sorted(wanted):
            yield Problem(f"{where}: examples", f"{marked!r} should say {', '.join(wanted)}, says {', '.join(got) or 'nothing'}")
    for marked in pack.events.links.negatives:
        for link in read_marked(pack, marked):
            yield Problem(f"{where}: negatives", f"{marked!r}: {link!r} is read, but not said")


def read_marked(pack: LanguagePack, marked: str) -> list[str]:
    """Read the links of a text with `<event word|TYPE>` marks, each as `word|predicate|word`, sorted by their ends' ids."""
    text = MARK.sub(lambda mark: mark.group(1), marked)
    reading = read(Article("example", text, pack.code), pack)
    events = tuple(_events(reading, marked))
    words = {event.id: event.label for event in events}
    links = find_links(reading, views(reading, tag_times(reading), ()), events)
    return [f"{words[link.subject]}|{link.predicate}|{words[link.object]}" for link in links]


def _events(reading: Reading, marked: str) -> Iterator[Event[str]]:
    begin, last = 0, 0
    for mark in MARK.finditer(marked):
        begin += mark.start() - last
        last = mark.end()
        word = mark.group(1)
        span = Span(begin, begin + len(word))
        begin = span.end
        event_type = EventType(mark.group(2))
        entries = sorted(reading.pack.events.triggers.index.get(word), key=lambda entry: entry.type is not event_type)
        word_class = entries[0].word_class if entries else WordClass.VERB
        rule = f"trigger.{word_class}.example:{entries[0].lemma if entries else word}"
        sentence = next(s.index for s in reading.sentences if span in s.span)
        where = reading.provenance(span, sentence, rule)
        yield Event(f"evt-{span.begin}", event_type, Realis.ACTUAL, word, reading.pack.code, (where,))
