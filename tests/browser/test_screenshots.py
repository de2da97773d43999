"""The README's screenshots are made by a command, of one size, and those that it shows are there."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.screenshots import HOME, PICTURES, take

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


def test_the_command_writes_every_picture_in_its_size(context: BrowserContext, tmp_path: Path) -> None:
    paths = take(context, tmp_path)
    for path, (name, size, _) in zip(paths, PICTURES, strict=True):
        content = path.read_bytes()
        assert path.name == name
        assert struct.unpack(">II", content[16:24]) == size
        assert len(content) > 30_000


def test_the_readme_shows_pictures_that_are_kept() -> None:
    shown = re.findall(r"\]\(\.github/([\w.-]+\.png)\)", (HOME / "README.md").read_text("utf-8"))
    assert shown
    assert set(shown) <= {name for name, _, _ in PICTURES}
    assert all((HOME / ".github" / name).is_file() for name in shown)
