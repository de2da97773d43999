"""A triple store over HTTP: SPARQL 1.1 Graph Store Protocol, and as much of its queries as a push needs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, BinaryIO

import requests
from requests.auth import AuthBase, HTTPBasicAuth

from kg.errors import KgError
from kg.export.rdf.push.address import Address, redirected
from kg.export.rdf.push.login import Login, Nobody
from kg.export.rdf.terms import clean, quoted

TURTLE = "text/turtle"
RESULTS = "application/sparql-results+json"
CONNECT_SECONDS = 10.0
RETRIED = frozenset({0, 429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 307, 308})
MAX_REDIRECTS = 5
MAX_WORDS = 200  # code points of what a store says
MAX_ERROR = 16 * 1024
MAX_RESULTS = 16 * 1024 * 1024
PAGE = 1000  # names of graphs that are asked for at once: stores cut long answers without a word
_PHRASES = {int(status): status.phrase for status in HTTPStatus}
_NEVER_MADE = re.compile("NewConnectionError|NameResolutionError|ConnectTimeoutError")
_TAG = re.compile(r"<(?:(style|script|title)\b.*?</\1|/?[a-zA-Z!][^<>]*)>", re.S)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for an answer, and before each further attempt, in seconds; `sleep` does the waiting."""

    sleep: Callable[[float], None]
    answer: float = 600.0
    waits: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    longest: float = 60.0

    def at_least(self, wait: float, asked: str | None) -> float:
        """Give the seconds before a further attempt: `wait`, or what a store asks for in whole seconds, up to `longest`."""
        return max(wait, min(float(asked), self.longest)) if asked and re.fullmatch("[0-9]{1,6}", asked) else wait


@dataclass(frozen=True, slots=True)
class Reply:
    """What a store answered: the HTTP status, 0 if there was none, and its words or ours in one line."""

    status: int
    words: str = ""
    body: bytes = b""
    challenge: str | None = None
    retry_after: str | None = None
    retry: bool = True

    @property
    def ok(self) -> bool:
        """Say whether the store did what it was asked."""
        return 200 <= self.status < 300

    def __str__(self) -> str:
        """Give status and words: `404 Not Found: no such dataset`."""
        if not self.status:
            return self.words
        phrase = _PHRASES.get(self.status, "")
        return ": ".join(filter(None, (f"{self.status} {phrase}".strip(), self.words)))


class _Session(requests.Session):
    """Leaves redirects alone: requests would look into them, and read all their words, even when told not to follow."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Find none."""


class GraphStore:
    """One store: the address of its graph store, perhaps that of its queries, and who we are there.

    Graphs are named by IRIs that have been checked; the default graph is never named.
    """

    def __init__(
        self,
        store: Address,
        patience: Patience,
        *,
        queries: Address | None = None,
        login: Login | None = None,
    ) -> None:
        self.store = store
        self.queries = queries
        self.open_login = False  # whether the password has been sent unencrypted over a network
        self._patience = patience
        self._login = login
        self._auth: AuthBase = Nobody()
        self._introduced = False
        self._session = _Session()
        self._session.headers["User-Agent"] = "kg"

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def put(self, graph: str, turtle: BinaryIO, *, gzipped: bool = False) -> Reply:
        """Replace a graph by what a file holds."""
        return self._send("PUT", graph, turtle, gzipped)

    def post(self, graph: str, turtle: BinaryIO, *, gzipped: bool = False) -> Reply:
        """Add what a file holds to a graph."""
        return self._send("POST", graph, turtle, gzipped)

    def delete(self, graph: str) -> Reply:
        """Remove a graph; 404 says that it was not there."""
        return self._try("DELETE", self.store, graph=graph, params={"graph": graph})

    def has(self, graph: str) -> bool | Reply:
        """Say whether the store has a graph, or give the reply of a store that does not tell.

        Without an address for queries, it is HEAD that asks; where a store does not know that, GET, whose answer is hardly read.
        Raises `KgError` if there is an address for queries, and no answer that can be read.
        """
        if self.queries is not None:
            # No ASK: Virtuoso answers it with a table where it limits the rows of answers.
            return bool(self._rows(f"SELECT ?p WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1", "p"))
        request: dict[str, Any] = {"graph": graph, "params": {"graph": graph}, "headers": {"Accept": TURTLE}}
        reply = self._try("HEAD", self.store, **request)
        if reply.status in (405, 501):
            reply = self._try("GET", self.store, **request)
        return reply.ok if reply.ok or reply.status == 404 else reply

    def graphs(self, start: str, kind: str) -> Iterator[str]:
        """List the graphs whose IRIs begin with `start` and that say of themselves that they are of the class `kind`.

        What a store gives as a name is not checked. Raises `KgError` if the store does not answer, or not as the protocol has it.
        """
        assert self.queries is not None
        after = start
        seen: set[str] = set()
        while True:
            # By pages that begin after the last name seen: an OFFSET would shift while others write.
            page = self._rows(
                f"SELECT DISTINCT ?name WHERE {{ GRAPH ?g {{ ?g a <{kind}> }} BIND (STR(?g) AS ?name) "
                f"FILTER (STRSTARTS(?name, {quoted(start)}) && ?name > {quoted(clean(after))}) }} ORDER BY ?name LIMIT {PAGE}",
                "name",
            )
            new = [name for name in page if name not in seen]
            if not new:
                return
            seen.update(new)
            yield from new
            after = page[-1]

    def _send(self, method: str, graph: str, turtle: BinaryIO, gzipped: bool) -> Reply:
        if self._login is not None and not self._introduced:
            # A store may close the connection in the middle of a long body that comes without a login.
            self._introduced = True
            self._logged_in("HEAD", self.store, 0, {"graph": graph, "params": {"graph": graph}})
        headers = {"Content-Type": TURTLE, **({"Content-Encoding": "gzip"} if gzipped else {})}
        return self._try(method, self.store, graph=graph, params={"graph": graph}, headers=headers, data=turtle)

    def _rows(self, query: str, column: str) -> list[str]:
        """Give one column of the answer to a query."""
        assert self.queries is not None
        headers = {"Accept": RESULTS}
        reply = self._try("POST", self.queries, graph=None, headers=headers, data={"query": query}, limit=MAX_RESULTS)
        if not reply.ok:
            raise self._no_results(str(reply))
        try:
            return [str(row[column]["value"]) for row in json.loads(reply.body)["results"]["bindings"]]
        except (ValueError, RecursionError):
            raise self._no_results("no JSON") from None
        except (KeyError, TypeError):
            raise self._no_results("no table") from None

    def _no_results(self, instead: str) -> KgError:
        where = self.queries.url if self.queries else self.store.url
        return KgError(f"does not answer with SPARQL results in JSON: {instead}", where=where, remedy="check --query-url")

    def _try(self, method: str, address: Address, *, limit: int = 0, **request: Any) -> Reply:
        """Send a request, and again after a while where that may help."""
        for wait in self._patience.waits:
            reply = self._logged_in(method, address, limit, request)
            if reply.status not in RETRIED or not reply.retry:
                return reply
            self._patience.sleep(self._patience.at_least(wait, reply.retry_after))
        return self._logged_in(method, address, limit, request)

    def _logged_in(self, method: str, address: Address, limit: int, request: dict[str, Any]) -> Reply:
        """Send a request, and once more with a login if the store asks for one."""
        reply = self._follow(method, address, limit, request)
        if reply.status == 401 and isinstance(self._auth, Nobody) and self._login is not None and self.store.trusts(address):
            answer = self._login.answer(reply.challenge or "")
            if answer is not None:
                self._auth = answer
                reply = self._follow(method, address, limit, request)
        return reply

    def _follow(self, method: str, address: Address, limit: int, request: dict[str, Any]) -> Reply:
        """Send a request, and after it where the store redirects to; other servers are not told who we are."""
        graph, options = request["graph"], {key: value for key, value in request.items() if key != "graph"}
        url, here = address.url, address
        reply = Reply(0)
        for _ in range(MAX_REDIRECTS):
            reply, location = self._once(method, url, here, limit, options)
            if reply.status not in REDIRECTS:
                return reply
            target = redirected(url, location, graph)
            if target is None or (here.scheme, target[1].scheme) == ("https", "http"):
                return replace(reply, words="redirects to where kg does not follow")
            url, here = target
            options.pop("params", None)  # they stand in the new address
        return replace(reply, words="redirects again and again")

    def _once(self, method: str, url: str, here: Address, limit: int, options: dict[str, Any]) -> tuple[Reply, str]:
        """Send one request; give the reply, and where it redirects to."""
        if hasattr(options.get("data"), "seek"):
            options["data"].seek(0)
        auth = self._auth if self.store.trusts(here) else Nobody()
        self.open_login |= here.is_open and isinstance(auth, HTTPBasicAuth)
        try:
            with self._session.request(
                method,
                url,
                auth=auth,
                allow_redirects=False,
                stream=True,
                timeout=(CONNECT_SECONDS, self._patience.answer),
                **options,
            ) as response:
                return self._reply(response, limit), response.headers.get("Location", "")
        except (requests.RequestException, UnicodeError) as error:
            return _fault(error, self._patience.answer), ""

    def _reply(self, response: requests.Response, limit: int) -> Reply:
        status, headers = response.status_code, response.headers
        if 200 <= status < 300:
            body = _read(response, (limit or MAX_ERROR) + 1)
            return Reply(0, "the answer is too long", retry=False) if limit and len(body) > limit else Reply(status, body=body)
        words = _read(response, MAX_ERROR)
        said = _plain(words, response.encoding or "utf-8", "html" in headers.get("Content-Type", ""))
        return Reply(
            status,
            self._login.hide(said) if self._login else said,
            b"",
            headers.get("WWW-Authenticate"),
            headers.get("Retry-After"),
        )


def _read(response: requests.Response, limit: int) -> bytes:
    """Read an answer, or its first `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_content(8192):
        parts.append(part)
        size += len(part)
        if size >= limit:
            break
    return b"".join(parts)[:limit]


def _plain(words: bytes, encoding: str, is_page: bool) -> str:
    """Give what a store says in one short line, without markup and control characters."""
    try:
        text = words.decode(encoding, "replace")
    except LookupError:
        text = words.decode("utf-8", "replace")
    if is_page:
        text = html.unescape(_TAG.sub(" ", text))
    line = " ".join(clean(text).split())
    return line if len(line) <= MAX_WORDS else line[:MAX_WORDS] + "..."


def _fault(error: Exception, seconds: float) -> Reply:
    if isinstance(error, requests.exceptions.SSLError):
        return Reply(0, "its certificate cannot be verified", retry=False)
    if isinstance(error, requests.ReadTimeout):
        return Reply(0, f"no answer within {seconds:g} seconds", retry=False)
    if isinstance(error, requests.exceptions.InvalidURL | UnicodeError):
        return Reply(0, "is no address that can be reached", retry=False)
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return Reply(0, "cannot be reached" if _NEVER_MADE.search(str(error)) else "the connection broke")
    return Reply(0, "the answer is not HTTP that can be read")
