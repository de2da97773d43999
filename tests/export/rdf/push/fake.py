"""A graph store of a few lines that keeps graphs in memory and answers as a test wants it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    graph: str | None
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        return parse_qs(self.body.decode())["query"][0]


@dataclass(frozen=True)
class Answer:
    """What to answer instead of what a store would."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class FakeStore:
    """The graphs of the store, what it was asked, and what it answers out of turn: None means as a store would."""

    url: str = ""
    graphs: dict[str, bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    answer: Callable[[Asked], Answer | None] = lambda _: None

    @property
    def queries(self) -> str:
        return self.url.replace("/store", "/query")

    def sent(self, *methods: str) -> list[str | None]:
        return [asked.graph for asked in self.asked if asked.graph and asked.method in (methods or ("PUT", "POST"))]

    def does(self, asked: Asked) -> Answer:
        name = asked.graph or ""
        if asked.path.startswith("/query"):
            return Answer(200, json.dumps(self._result(asked.query)).encode())
        if asked.method == "PUT":
            self.graphs[name] = asked.body
            return Answer(204)
        if asked.method == "POST":
            self.graphs[name] = self.graphs.get(name, b"") + asked.body
            return Answer(204)
        if name not in self.graphs:
            return Answer(404)
        if asked.method == "DELETE":
            del self.graphs[name]
            return Answer(204)
        return Answer(200, self.graphs[name] if asked.method == "GET" else b"")

    def _result(self, query: str) -> dict[str, object]:
        if query.startswith("SELECT ?p"):
            there = query.split("<")[1].split(">")[0] in self.graphs
            return {"results": {"bindings": [{"p": {"type": "uri", "value": "http://a/p"}}] * there}}
        after = query.split('> "')[1].split('"')[0]
        names = sorted(name for name in self.graphs if name > after)[: int(query.rsplit(" ", 1)[1])]
        return {"results": {"bindings": [{"name": {"type": "literal", "value": name}} for name in names]}}


@contextmanager
def fake_store() -> Generator[FakeStore]:
    """Run a store on a free port of this machine."""
    store = FakeStore()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            graph = parse_qs(parts.query).get("graph", [None])[0]
            asked = Asked(self.command, self.path, graph, dict(self.headers.items()), body)
            store.asked.append(asked)
            answer = store.answer(asked) or store.does(asked)
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True  # the other side would not wait

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _do

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    store.url = f"http://127.0.0.1:{server.server_address[1]}/store"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
