"""What no language owns: the world's cities, given names and moving feasts, read once from tables beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def cities() -> tuple[tuple[str, str], ...]:
    """Give (name, country code) of the world's larger cities, in the table's order."""
    table = tomllib.loads((HERE / "cities.toml").read_text("utf-8"))["cities"]
    return tuple((name, code) for code, names in table.items() for name in names)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Give the given names that international news spells in Latin letters."""
    return frozenset(tomllib.loads((HERE / "given.toml").read_text("utf-8"))["given"])


@lru_cache(maxsize=1)
def genders() -> Mapping[str, str]:
    """Give "f" or "m" for those of the given names that one sex mostly bears."""
    table: dict[str, list[str]] = tomllib.loads((HERE / "given.toml").read_text("utf-8"))
    return {name: gender for gender, key in (("f", "female"), ("m", "male")) for name in table[key]}


@lru_cache(maxsize=1)
def feast_days() -> Mapping[str, Mapping[int, date]]:
    """Give the days of the feasts that follow no rule short enough for code: by name, then by year."""
    table: dict[str, list[date]] = tomllib.loads((HERE / "feasts.toml").read_text("utf-8"))["feasts"]
    return {name: {day.year: day for day in days} for name, days in table.items()}


@lru_cache(maxsize=32)
def territories(language: str) -> tuple[tuple[str, str], ...]:
    """Give (name, ISO 3166 code) of all states and territories as `language` calls them, sorted by code.

    CLDR's explanations in parentheses are cut; an unknown language has no names.
    """
    try:
        found: dict[str, str] = dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return ()
    codes = sorted(code for code in found if len(code) == 2 and code.isalpha() and code not in SUPRANATIONAL)
    return tuple((found[code].partition(" (")[0].partition(", ")[0], code) for code in codes)


# CLDR lists these among the territories, but they are organisations, zones, or placeholders.
SUPRANATIONAL = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA"})
