"""Names of states that come from CLDR stay known when CLDR calls a state otherwise."""

from __future__ import annotations

import pytest

from kg.lang.pack import Packs

PACKS = Packs()


@pytest.mark.parametrize(
    ("lang", "name", "key"),
    [
        ("vi", "Úc", "country:AU"),
        ("vi", "Australia", "country:AU"),
        ("vi", "Ôxtrâylia", "country:AU"),
        ("en", "St. Helena", "country:SH"),
    ],
)
def test_each_name_in_use_is_the_state(lang: str, name: str, key: str) -> None:
    assert [entry.key for entry in PACKS[lang].actors.names.get(name)] == [key]
