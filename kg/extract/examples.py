"""Running the examples and negatives that a pack's tables carry, so that a table proves itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.actorexamples import check_actors
from kg.extract.attributionexamples import check_attribution
from kg.extract.linkexamples import check_links
from kg.extract.reading import read
from kg.extract.subject import find_subjects
from kg.extract.timex import tag_times
from kg.extract.topic import find_topics
from kg.lang.pack import LanguagePack
from kg.lang.table import Problem
from kg.model.text import Article
from kg.model.time import whole

Check = Callable[[LanguagePack], Iterator[Problem]]


def check_times(pack: LanguagePack) -> Iterator[Problem]:
    """Yield each example of the time tables that is not read as it says, each negative in which a time is found.

    Ends of a range that stand apart are right if joined they are as the example says.
    """
    day = pack.time.reference.isoformat()
    for example in pack.time.examples:
        found = tag_times(read(Article("example", example.text, pack.code, published=day), pack))
        joined = [t for t in whole(found) if t not in found]
        right = [t for t in (*found, *joined) if t.value in (example.value, example.value.replace(",", "/"))]
        if not right:
            got = ", ".join(f"{t.span.of(example.text)!r} as {t.value}" for t in found) or "nothing"
            yield Problem(example.where, f"rule {example.rule!r}: {example.text!r} should give {example.value}, gives {got}")
        elif example.edtf is not None and all(example.edtf not in (t.edtf, t.stretch and t.stretch.edtf) for t in right):
            yield Problem(
                example.where, f"rule {example.rule!r}: {example.text!r} should give {example.edtf}, gives {right[0].edtf}"
            )
    for example in pack.time.negatives:
        for timex in tag_times(read(Article("negative", example.text, pack.code, published=day), pack)):
            words = timex.span.of(example.text)
            yield Problem(example.where, f"{example.text!r}: {words!r} is read as {timex.value} by rule {timex.rule!r}")


def check_topics(pack: LanguagePack) -> Iterator[Problem]:
    """Yield each example in which its topic is not found, each negative that is taken for a topic."""
    where = f"{pack.code}/topics.toml"
    for text, topic in pack.topics.examples:
        labels = [t.label for t in find_topics(read(Article("example", text, pack.code), pack), (), ())]
        if topic not in labels:
            yield Problem(f"{where}: examples", f"{topic!r} should be a topic of {text!r}, which gives {labels}")
    for phrase in pack.topics.negatives:
        text = f"{phrase}.\n{phrase}."
        if any(t.label == phrase for t in find_topics(read(Article("negative", text, pack.code), pack), (), ())):
            yield Problem(f"{where}: negatives", f"{phrase!r} is taken for a topic")


def check_subjects(pack: LanguagePack) -> Iterator[Problem]:
    """Yield each example whose subject is not found first, each negative of which one is found."""
    where = f"{pack.code}/mediatopics.toml"
    for text, subject in pack.topics.subject_examples:
        found = find_subjects(read(Article("example", text, pack.code), pack), ())
        if found[:1] != (subject,):
            got = " and ".join(s.key for s in found) or "none"
            yield Problem(f"{where}: {subject.key}.examples", f"{text!r} should be about it, gives {got}")
    for text in pack.topics.subject_negatives:
        for subject in find_subjects(read(Article("negative", text, pack.code), pack), ()):
            yield Problem(f"{where}: negatives", f"{text!r} is taken for {subject.key}")


CHECKS: tuple[Check, ...] = (check_times, check_actors, check_topics, check_subjects, check_attribution, check_links)


def check_examples(pack: LanguagePack) -> list[Problem]:
    """Run the examples of all tables of a pack; the problems come sorted."""
    return sorted(problem for check in CHECKS for problem in check(pack))
