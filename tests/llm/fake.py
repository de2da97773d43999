"""A small server that speaks the protocol of chat completions, well or badly, as a test wants it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.llm.answering import Json, completion


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends: `wait` seconds before it, `drip` seconds after each byte; `cut` breaks the connection half-way."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    drip: float = 0.0
    cut: bool = False


def good(value: Any, **more: Any) -> Reply:
    """Answer with a JSON value, as a model does."""
    return text(json.dumps(value, ensure_ascii=False), **more)


def text(words: str, **more: Any) -> Reply:
    """Answer with words."""
    return Reply(body=json.dumps(completion(words, **more)).encode())


NOTHING = good({"events": []})
Script = Callable[[Json, int], Reply]


@dataclass(slots=True)
class FakeModel:
    """The server: `script` gives the reply to the body of a request, which is the nth one (from 0)."""

    url: str
    script: Script
    asked: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_open: int = 0
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, body: Json, headers: dict[str, str]) -> int:
        with self._lock:
            self.asked.append(body)
            self.headers.append(headers)
            self._open += 1
            self.most_open = max(self.most_open, self._open)
            return len(self.asked) - 1

    def end(self) -> None:
        with self._lock:
            self._open -= 1


def in_turn(*replies: Reply, then: Script | Reply = NOTHING) -> Script:
    """Give the replies one after another, then always the last."""

    def script(body: Json, n: int) -> Reply:
        if n < len(replies):
            return replies[n]
        return then if isinstance(then, Reply) else then(body, n)

    return script


def _handler(model: FakeModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            n = model.begin({"path": self.path, **body}, dict(self.headers))
            try:
                with suppress(BrokenPipeError, ConnectionResetError):
                    self._reply(model.script(body, n))
            finally:
                model.end()

        def _reply(self, reply: Reply) -> None:
            time.sleep(reply.wait)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.cut:
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self.close_connection = True
            elif reply.drip:
                for i in range(len(reply.body)):
                    self.wfile.write(reply.body[i : i + 1])
                    self.wfile.flush()
                    time.sleep(reply.drip)
            else:
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def fake_model(script: Script | Reply | Sequence[Reply]) -> Generator[FakeModel]:
    """Run a server of its own on this machine."""
    if isinstance(script, Reply):
        script = in_turn(then=script)
    elif not callable(script):
        script = in_turn(*script)
    model = FakeModel("", script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
