"""The network: lines side by side are told apart, lines of a crowd are quiet, names do not collide."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Participation, Predicate, Relation, Role
from tests.browser.conftest import Open, until, written
from tests.browser.story import story


@pytest.fixture(scope="session")
def twins(pages: dict[str, Path]) -> str:
    """Add a page where two lasting facts join two actors, and one actor has two parts in one event."""
    records = story().records
    (fact,) = (relation for relation in records.relations if relation.object is not None)
    more = Relation(fact.subject, Predicate.ALLY_OF, fact.provenance, fact.object)
    event = next(event for event in records.events if event.id == "ev-strike")
    again = Participation(event.participants[0].who, Role.PATIENT, event.participants[0].provenance)
    events = tuple(replace(e, participants=(*e.participants, again)) if e is event else e for e in records.events)
    return written(pages, "twins", lambda: KnowledgeGraph(replace(records, events=events, relations=(*records.relations, more))))


def between(page: Page, one: str, two: str) -> set[str]:
    """Move the pointer across the middle between two nodes and give what the page says of the lines that it meets."""
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    (a, b) = (page.evaluate(f"kgPage.at({key!r})") for key in (one, two))
    dx, dy = b["x"] - a["x"], b["y"] - a["y"]
    far = (dx * dx + dy * dy) ** 0.5
    said = set()
    for step in range(-30, 31):
        x = box["x"] + a["x"] + dx / 2 - dy / far * step * 1.5
        y = box["y"] + a["y"] + dy / 2 + dx / far * step * 1.5
        page.mouse.move(x, y)
        if page.locator("#tip").is_visible():
            said.add(page.locator("#tip strong").inner_text())
    return said


def number(page: Page, table: str, key: str) -> int:
    return int(
        page.evaluate(f"JSON.parse(document.getElementById('data').textContent).{table}.findIndex((one) => one.id === {key!r})")
    )


def test_two_relations_between_the_same_two_can_each_be_pointed_at(opened: Open, twins: str) -> None:
    page = opened(twins).page
    ends = [f"a{number(page, 'actors', key)}" for key in ("en-workers", "en-union")]
    assert between(page, ends[0], ends[1]) >= {"is a member of", "is an ally of"}


def test_two_parts_in_one_event_can_each_be_pointed_at(opened: Open, twins: str) -> None:
    page = opened(twins).page
    ends = f"a{number(page, 'actors', 'en-workers')}", f"e{number(page, 'events', 'ev-strike')}"
    assert between(page, ends[0], ends[1]) >= {"agent", "affected"}


def test_a_crowd_is_all_drawn_and_its_names_keep_apart(opened: Open, thousand: str) -> None:
    page = opened(thousand, width=1440, height=900).page
    count = page.evaluate("kgPage.nodes().length")
    assert count > 1000
    assert page.evaluate("kgPage.shown().length") == count
    labels = page.evaluate("kgPage.labels()")
    assert len(labels) >= 20
    for one, two in combinations(labels, 2):
        (a, b, c, d), (e, f, g, h) = one["box"], two["box"]
        assert c <= e or g <= a or d <= f or h <= b, (one, two)


def test_zooming_in_names_more_of_what_is_in_view(opened: Open, thousand: str) -> None:
    page = opened(thousand, width=1440, height=900).page
    inside = "kgPage.shown().filter((id) => { const at = kgPage.at(id); return at.x > 0 && at.y > 0 && at.x < 900 && at.y < 500; }).length"
    before = page.evaluate(f"kgPage.labels().length / {inside}")
    for _ in range(5):
        page.locator("#zoom-in").click()
    until(page, f"kgPage.labels().length / {inside} > 2 * {before}")


def test_what_is_important_is_named_first(opened: Open, thousand: str) -> None:
    page = opened(thousand, width=1440, height=900).page
    named = {label["id"] for label in page.evaluate("kgPage.labels()")}
    first = page.evaluate(
        "kgPage.nodes().filter((id) => id[0] === 'a').sort((a, b) => kgPage.weight(b) - kgPage.weight(a)).slice(0, 3)"
    )
    assert len(named & set(first)) >= 2
