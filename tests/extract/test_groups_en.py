"""English groups: which plurals are somebody, and when two descriptions are of one group."""

from __future__ import annotations

import pytest

from tests.extract.actors import parse


def groups(text: str) -> list[str]:
    """Give the names of the groups that are told, in text order."""
    _, _, chains = parse(text, "en")
    return [e.name for e in chains.entities if e.kind.value == "group"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday the council met residents.", ["residents"]),
        ("The council praised our residents.", []),
        ("In those years both sisters were soldiers.", ["both sisters"]),
        ("A leaflet lay in the residents' lounge of the home.", ["residents"]),
        ("They sat in a makeshift passengers' lounge.", []),
        ("The harbour drew tourists and readers.", ["tourists"]),
    ],
)
def test_a_bare_plural_is_a_group_where_it_is_somebody(text: str, names: list[str]) -> None:
    assert groups(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("At least 40 people were hurt. On Monday 40 people were still in hospital.", ["At least 40 people"]),
        ("Seven people fell ill. Of these 7 people none died.", ["Seven people"]),
        ("On Monday 40 people were hurt. On Friday 30 people were hurt.", ["40 people", "30 people"]),
    ],
)
def test_people_told_by_the_same_number_are_one_group(text: str, names: list[str]) -> None:
    assert groups(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She thanked victims of the Oslo fire.", ["victims"]),
        ("She thanked residents of the Netherlands.", ["residents of the Netherlands"]),
        ("Multiple people were hurt.", ["Multiple people"]),
        ("His jailers beat him.", ["jailers"]),
        ("The Norwegian delegation left.", ["Norwegian delegation"]),
    ],
)
def test_whose_a_group_is_or_how_many_they_are(text: str, names: list[str]) -> None:
    assert groups(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday deputies and state troopers closed the road.", ["deputies", "state troopers"]),
        ("On Monday the museum hosts a show for the guards.", ["guards"]),
    ],
)
def test_who_keeps_order_is_a_group_but_no_verb_is(text: str, names: list[str]) -> None:
    assert groups(text) == names
