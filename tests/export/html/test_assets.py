"""The page's scripts share one scope: a name declared twice would silently be the last one's."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

from kg.export.html.page import SCRIPTS, STYLES

DECLARED = re.compile(r"^(?:async )?(?:const|let|class|function\*?) (?:([$\w]+)|\{([^}]*)\})", re.MULTILINE)
ASSETS = files("kg.export.html").joinpath("assets")


def test_no_name_is_declared_twice() -> None:
    names: Counter[str] = Counter()
    for script in SCRIPTS:
        for one, several in DECLARED.findall(ASSETS.joinpath(script).read_text("utf-8")):
            names.update([one] if one else [part.split(":")[-1].strip() for part in several.split(",")])
    assert len(names) > 100
    assert [name for name, count in names.items() if count > 1] == []


def test_every_asset_is_in_the_page() -> None:
    assert {item.name for item in ASSETS.iterdir() if item.name.endswith((".js", ".css"))} == {*SCRIPTS, *STYLES}
