"""Places that no table knows, told by who lives there and by what they lie in."""

from __future__ import annotations

import pytest

from kg.model.entity import EntityKind
from tests.extract.actors import entity, facts, parse


def kinds(text: str) -> dict[str, EntityKind]:
    """Give the names of an article with their kinds."""
    _, _, chains = parse(text, "en")
    return {e.name: e.kind for e in chains.entities}


@pytest.mark.parametrize(
    "text",
    [
        "Novelist Robin Hale, from Vredemoor, said the book was late.",
        "The driver, 42, of Vredemoor, was fined on Friday.",
        "A woman from Vredemoor was taken to hospital.",
        "Robin Hale and Anna Orne, both from Vredemoor, were fined.",
        "They travelled to Vredemoor in western Norway.",
        "She drove to Vredemoor, Idaho, on Friday.",
    ],
)
def test_town_of_somebody_or_within_a_wider_place_is_a_place(text: str) -> None:
    assert entity(text, "Vredemoor", "en").kind is EntityKind.PLACE


def test_who_is_from_a_town_lives_there() -> None:
    assert ("Robin Hale", "located_in", "Vredemoor") in facts("Novelist Robin Hale, from Vredemoor, said so.", "en")


@pytest.mark.parametrize(
    "text",
    ["Robin Hale, of Vredemoor, said prices would rise.", "A survey from Vredemoor, a software vendor, said so."],
)
def test_whom_somebody_may_serve_is_no_place(text: str) -> None:
    assert kinds(text).get("Vredemoor") is not EntityKind.PLACE


def test_abbreviation_of_a_state_is_that_state_but_not_in_a_dateline() -> None:
    assert entity("The rally in Orne Beach, Fla., drew crowds.", "Fla.", "en").key == "place:US:florida"
    assert "Wis." not in kinds("ORNE, Wis. (AP) — The rally drew crowds.")
