"""The drawing library in pyvis's wheel: which build is taken, and that it is the one that was released."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from kg.errors import KgError

FILE = "vis-network.min.js"
# SHA-256 of the builds that the page is tested with, as vis-network released them on npm and pyvis packs them.
KNOWN = {"9.1.2": "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"}

log = logging.getLogger(__name__)


def vis_network(home: Path) -> Path:
    """Give the folder of the vis-network build to draw with, of pyvis's folder `home`.

    The newest one that the page is tested with. A pyvis that brings only others is used all the same, with a warning in
    the log: most likely it draws alike.

    Raises:
        KgError: There is none, or a tested one has other bytes than were released: no page is to carry those.
    """
    builds = {path.name[len("vis-") :]: path for path in home.glob("lib/vis-*") if (path / FILE).is_file()}
    if not builds:
        raise KgError("no vis-network in this pyvis", where=str(home), remedy="install another version of pyvis (0.3.2 has one)")
    tested = [version for version in builds if version in KNOWN]
    version = max(tested or builds, key=_parts)
    path = builds[version]
    found = hashlib.sha256((path / FILE).read_bytes()).hexdigest()
    if version not in KNOWN:
        log.warning("vis-network %s of the installed pyvis was never tested with this page (SHA-256 %s)", version, found)
    elif found != KNOWN[version]:
        raise KgError(
            f"not the vis-network {version} that was released (SHA-256 {found})", where=str(path / FILE), remedy="reinstall pyvis"
        )
    return path


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
