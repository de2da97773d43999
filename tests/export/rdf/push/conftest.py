"""Each store is started once for all tests, when the first one asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.export.rdf.push import servers
from tests.export.rdf.push.fake import FakeStore, fake_store

ENGINES = ["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)]


@pytest.fixture
def fake() -> Iterator[FakeStore]:
    with fake_store() as store:
        yield store


@pytest.fixture(scope="session", params=ENGINES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    start = servers.oxigraph if request.param == "oxigraph" else servers.virtuoso
    with start(tmp_path_factory.mktemp(request.param)) as running:
        yield running
