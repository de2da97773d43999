"""A model over HTTP: the chat completions that Ollama, vLLM, llama.cpp and hosted services all speak."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from kg.errors import KgError
from kg.llm.answer import Answer, failed, read_completion
from kg.llm.question import Question

PATH = "/chat/completions"
KEY = "KG_LLM_KEY"
RETRIED = frozenset({0, 408, 409, 429, 500, 502, 503, 504, 529})
REFUSED = frozenset({401, 402, 403, 404, 405})
UNFIT = frozenset({400, 415, 422, 501})  # what servers say that do not know a form of answers
CONNECT_SECONDS = 10.0
MAX_ANSWER = 8 * 1024 * 1024
MAX_WORDS = 200
IN_A_ROW = 5  # questions that fail one after another before the run ends
_FORM = re.compile(r"response_format|json_schema|grammar|schema")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_NEVER_MADE = re.compile("NewConnectionError|NameResolutionError|ConnectTimeoutError")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for a whole answer, and before each further attempt, in seconds; `sleep` does the waiting."""

    sleep: Callable[[float], None]
    answer: float = 120.0
    waits: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
    longest: float = 60.0

    def at_least(self, wait: float, asked: str | None) -> float:
        """Give the seconds before a further attempt: `wait`, or what a server asks for in seconds, up to `longest`."""
        given = asked is not None and re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", asked)
        return max(wait, min(float(asked or 0), self.longest)) if given else wait


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int  # 0: none came
    body: bytes = b""
    words: str = ""
    retry_after: str | None = None
    unreachable: bool = False
    retry: bool = True


def check_endpoint(url: str, key: str | None) -> str:
    """Give the address of an endpoint's chat completions; `url` is that of its API ("http://localhost:11434/v1") or the whole.

    Raises `KgError` if it is no address of http or https, has a login in it, or if `key` would go unencrypted over a network.
    """
    fault = KgError("is no address of a model", where=url, remedy="give --endpoint like http://localhost:11434/v1")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise fault from None
    if host is None or parts.scheme not in ("http", "https") or parts.query or parts.fragment or _CONTROL.search(url):
        raise fault
    if parts.username is not None or parts.password is not None:
        raise KgError("has a login in it", where=f"{parts.scheme}://{host}", remedy=f"put the key into {KEY}")
    if key and parts.scheme == "http" and not _is_here(host):
        raise KgError("the key would go there unencrypted", where=url, remedy=f"use https, or unset {KEY}")
    base = url.rstrip("/")
    return base if base.endswith(PATH) else base + PATH


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Client:
    """Asks one endpoint; threads may share a client. The key goes nowhere else: redirects are not followed.

    A question that fails is tried again after a while where that may help; one that fails for good gives an answer that says so.
    """

    def __init__(self, url: str, patience: Patience, key: str | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Ask the endpoint at `url`; `clock` counts seconds. Raises `KgError` like `check_endpoint`."""
        self.url = check_endpoint(url, key)
        self._patience = patience
        self._clock = clock
        self._headers = {"User-Agent": "kg", **({"Authorization": f"Bearer {key}"} if key else {})}
        self._local = threading.local()
        self._lock = threading.Lock()
        self._formless = False  # whether the server knows no form of answers
        self._failed = 0  # questions in a row

    def __call__(self, question: Question) -> Answer:
        """Ask; raises `KgError` if the server lets nobody in, is not there, or has failed often in a row."""
        reply = self._try(question.body)
        if reply.status in REFUSED:
            raise KgError(self._said(reply), where=self.url, remedy=f"check --endpoint, --model and the key in {KEY}")
        if reply.unreachable:
            raise KgError(reply.words, where=self.url, remedy="start the server, or check --endpoint")
        answer = _read(reply) if reply.status == 200 else failed(self._said(reply))
        with self._lock:
            self._failed = 0 if answer.is_final else self._failed + 1
            if self._failed >= IN_A_ROW:
                raise KgError(
                    f"{self._failed} questions failed in a row, the last one so: {answer.message}",
                    where=self.url,
                    remedy="what is answered is kept: the same command goes on from here",
                )
        return answer

    def _try(self, body: Mapping[str, Any]) -> _Reply:
        for wait in self._patience.waits:
            reply = self._formed(body)
            if reply.status not in RETRIED or not reply.retry:
                return reply
            # A little apart, so that threads that were turned away together do not come back together.
            apart = 1 + random.Random(f"{threading.get_ident()} {wait}").random() / 4
            self._patience.sleep(self._patience.at_least(wait, reply.retry_after) * apart)
        return self._formed(body)

    def _formed(self, body: Mapping[str, Any]) -> _Reply:
        """Ask for the form of the answer, unless the server knows no forms: then only the check holds an answer to it."""
        if not self._formless:
            reply = self._once(body)
            if reply.status not in UNFIT or not _FORM.search(reply.words) or "response_format" not in body:
                return reply
            self._formless = True
        return self._once({name: value for name, value in body.items() if name != "response_format"})

    def _once(self, body: Mapping[str, Any]) -> _Reply:
        end = self._clock() + self._patience.answer
        late = f"no whole answer within {self._patience.answer:g} seconds"
        try:
            with self._session().post(
                self.url,
                data=json.dumps(body, ensure_ascii=False).encode(),
                headers={**self._headers, "Content-Type": "application/json"},
                timeout=(CONNECT_SECONDS, self._patience.answer),
                allow_redirects=False,
                stream=True,
            ) as response:
                read = self._read(response, end)
                if read is None:
                    return _Reply(0, words=late, retry=False)
                words = "" if response.status_code == 200 else _plain(read)
                return _Reply(response.status_code, read, words, response.headers.get("Retry-After"))
        except (requests.ReadTimeout, ReadTimeoutError):
            return _Reply(0, words=late, retry=False)
        except (requests.exceptions.SSLError, requests.exceptions.InvalidURL, UnicodeError):
            return _Reply(
                0, words="cannot be reached safely: its certificate or address is at fault", unreachable=True, retry=False
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            never = _NEVER_MADE.search(str(error)) is not None
            return _Reply(0, words="cannot be reached" if never else "the connection broke", unreachable=never)
        except HTTPError:  # while the answer was read, which requests does not put in words of its own
            return _Reply(0, words="the connection broke")
        except requests.RequestException:
            return _Reply(0, words="the answer is not HTTP that can be read")

    def _read(self, response: requests.Response, end: float) -> bytes | None:
        """Read an answer; None if it is not there by `end`, however much of it drips in."""
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read1(8192, decode_content=True):  # what is there: a larger read would wait for more
            parts.append(part)
            size += len(part)
            if self._clock() > end:
                return None
            if size > MAX_ANSWER:
                break
        return b"".join(parts)[:MAX_ANSWER]

    def _session(self) -> requests.Session:
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.auth = _as_it_is  # else a login in ~/.netrc would take the place of the key
        return session

    def _said(self, reply: _Reply) -> str:
        return ": ".join(filter(None, (f"HTTP {reply.status}" if reply.status else "", reply.words)))


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _read(reply: _Reply) -> Answer:
    try:
        return read_completion(json.loads(reply.body))
    except (ValueError, RecursionError):
        return failed("the server's answer is not JSON")


def _plain(body: bytes) -> str:
    """Give what a server says of a failure in one short line."""
    line = " ".join(_CONTROL.sub(" ", body[:4096].decode("utf-8", "replace")).split())
    return line if len(line) <= MAX_WORDS else line[:MAX_WORDS] + "..."
