"""The page's words in every interface language: one `ui.<code>.toml` each, all with the same keys."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

PREFIX, SUFFIX = "ui.", ".toml"


def interface_words() -> dict[str, dict[str, Any]]:
    """Read the words of all interface languages, sorted by language code."""
    home = files("kg.export.html")
    names = sorted(item.name for item in home.iterdir() if item.name.startswith(PREFIX) and item.name.endswith(SUFFIX))
    return {name[len(PREFIX) : -len(SUFFIX)]: tomllib.loads(home.joinpath(name).read_text("utf-8")) for name in names}
