"""The drawing library is the one that was released, and another pyvis still draws."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import pyvis

from kg.errors import KgError
from kg.export.html.vendored import FILE, KNOWN, vis_network


def build(home: Path, version: str, text: str = "drawing") -> Path:
    folder = home / "lib" / f"vis-{version}"
    folder.mkdir(parents=True)
    (folder / FILE).write_text(text)
    return folder


def test_the_installed_build_is_one_that_was_tested(caplog: pytest.LogCaptureFixture) -> None:
    path = vis_network(Path(pyvis.__path__[0]))
    assert path.name.removeprefix("vis-") in KNOWN
    assert caplog.records == []


def test_an_unknown_version_draws_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    build(tmp_path, "9.2.0")
    newest = build(tmp_path, "10.0.1")
    with caplog.at_level(logging.WARNING):
        assert vis_network(tmp_path) == newest
    assert "10.0.1" in caplog.text


def test_altered_bytes_of_a_known_version_are_refused(tmp_path: Path) -> None:
    build(tmp_path, "9.1.2", "altered")
    build(tmp_path, "9.9.9")
    with pytest.raises(KgError, match=r"9\.1\.2 that was released.*reinstall pyvis"):
        vis_network(tmp_path)


def test_no_build_names_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="install another version"):
        vis_network(tmp_path)
