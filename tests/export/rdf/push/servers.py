"""Real stores, each started in a folder of its own on free ports and killed at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
import requests
from pyoxigraph import RdfFormat, Triple, parse
from requests.auth import HTTPDigestAuth

SECONDS = 60
# Its default password; the server is to be reached from this machine only, and is gone after the tests.
VIRTUOSO_USER = VIRTUOSO_PASSWORD = "dba"
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/kg.db
ErrorLogFile = {folder}/kg.log
LockFile = {folder}/kg.lck
TransactionFile = {folder}/kg.trx
xa_persistent_file = {folder}/kg.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 2000
MaxDirtyBuffers = 1500
ThreadsPerQuery = 1
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 10000
"""


@dataclass(frozen=True)
class Server:
    """A running store: where it takes graphs and answers queries, and who may write."""

    name: str
    store: str
    queries: str
    user: str | None = None
    password: str | None = None
    longest: int = 4_000_000  # code points of a text that it is tested with

    def select(self, query: str) -> list[tuple[str | None, ...]]:
        """Give the rows of a query as text, over the union of all graphs."""
        union = {"union-default-graph": ""} if self.name == "oxigraph" else {}
        answer = requests.post(
            self.queries,
            params=union,
            data={"query": query},
            headers={"Accept": "application/sparql-results+json"},
            timeout=SECONDS,
        )
        assert answer.status_code == 200, answer.text[:1000]
        table = answer.json()
        rows = table["results"]["bindings"]
        return [tuple(row[name]["value"] if name in row else None for name in table["head"]["vars"]) for row in rows]

    def graph(self, name: str) -> set[Triple]:
        """Give the statements of a graph; none if there is no such graph."""
        answer = requests.get(
            self.store,
            params={"graph": name},
            headers={"Accept": "text/plain" if self.name == "virtuoso" else "application/n-triples"},
            auth=HTTPDigestAuth(self.user, self.password or "") if self.user else None,
            timeout=SECONDS,
        )
        if answer.status_code == 404:
            return set()
        assert answer.status_code == 200, answer.text[:1000]
        return {quad.triple for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)}

    def send(self, name: str, turtle: bytes) -> None:
        """Put a graph there as another program would."""
        auth = HTTPDigestAuth(self.user, self.password or "") if self.user else None
        url, head = self.store, {"Content-Type": "text/turtle"}
        assert requests.put(url, turtle, params={"graph": name}, headers=head, auth=auth, timeout=SECONDS).ok


@contextmanager
def oxigraph(folder: Path) -> Generator[Server]:
    """Run Oxigraph's server."""
    beside = Path(sys.executable).parent / "oxigraph"
    binary = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if binary is None:
        _missing("no oxigraph found; pip install oxigraph brings it")
    (port,) = _free_ports(1)
    command = [binary, "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{url}/query?query=ASK%7B%7D"):
        yield Server("oxigraph", f"{url}/store", f"{url}/query")


@contextmanager
def virtuoso(folder: Path) -> Generator[Server]:
    """Run Virtuoso 7."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        _missing("no virtuoso-t found; Debian's package virtuoso-opensource-7-bin brings it")
    sql, http = _free_ports(2)
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO_INI.format(folder=folder, sql=sql, http=http), "utf-8")
    url = f"http://127.0.0.1:{http}"
    with _running([binary, "+foreground", "+configfile", str(ini)], folder, f"{url}/sparql?query=ASK%7B%3Fs+%3Fp+%3Fo%7D"):
        # It reads a text in a time that grows with the square of its length: four megabytes take it more than a minute.
        yield Server("virtuoso", f"{url}/sparql-graph-crud-auth", f"{url}/sparql", VIRTUOSO_USER, VIRTUOSO_PASSWORD, 1_000_000)


def _missing(why: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{why}, and CI must test it")
    pytest.skip(why)


def _free_ports(count: int) -> Sequence[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@contextmanager
def _running(command: list[str], folder: Path, ready: str) -> Generator[None]:
    log = folder / "out.txt"
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as server:
        try:
            end = time.monotonic() + SECONDS
            while not _answers(ready):
                assert server.poll() is None, log.read_text("utf-8", "replace")[-2000:]
                assert time.monotonic() < end, f"{command[0]} does not answer"
                time.sleep(0.1)
            yield
        finally:
            server.kill()


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).status_code == 200
    except requests.ConnectionError:
        return False
