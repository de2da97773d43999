"""A store that fails, is slow, redirects, asks who we are: what kg does, and what it never tells."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.export.rdf.push import Login, check_address
from tests.export.rdf.push.fake import Answer, Asked, FakeStore, fake_store
from tests.export.rdf.push.pushing import Pusher, turtle

GRAPH = "https://example.org/kg/graph/a"
LINE = "<http://a/s> <http://a/p> <http://a/o> .\n"
SECRET = "pá$$ wörd"


def pusher(fake: FakeStore, **extra: object) -> Pusher:
    return Pusher(fake.url, Path("unused"), **extra)  # type: ignore[arg-type]


def first_times(count: int, answer: Answer) -> Callable[[Asked], Answer | None]:
    """Give `answer` to the first `count` requests."""
    left = iter([answer] * count)
    return lambda _: next(left, None)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_store_that_is_busy_is_asked_again(fake: FakeStore, status: int) -> None:
    fake.answer = first_times(2, Answer(status, b"busy"))
    client = pusher(fake)
    assert client.store().put(GRAPH, turtle(LINE)).ok
    assert client.waits == [0.5, 1.0]
    assert [asked.body for asked in fake.asked] == [LINE.encode()] * 3
    assert fake.graphs == {GRAPH: LINE.encode()}


def test_it_waits_as_long_as_the_store_says_and_not_for_ever(fake: FakeStore) -> None:
    answers = iter([Answer(503, headers={"Retry-After": asked}) for asked in ("7", "86400", "Fri, 31 Dec 2027 23:59:59 GMT")])
    fake.answer = lambda _: next(answers, None)
    client = pusher(fake)
    assert client.store().put(GRAPH, turtle(LINE)).ok
    assert client.waits == [7.0, 60.0, 2.0]


def test_five_attempts_are_enough(fake: FakeStore) -> None:
    fake.answer = lambda _: Answer(503, b"later", {"Retry-After": "1"})
    client = pusher(fake)
    assert str(client.store().put(GRAPH, turtle(LINE))) == "503 Service Unavailable: later"
    assert client.waits == [1.0, 1.0, 2.0, 4.0]


@pytest.mark.parametrize("status", [400, 403, 404, 413, 415])
def test_what_would_fail_again_is_not_sent_again(fake: FakeStore, status: int) -> None:
    fake.answer = lambda _: Answer(status, b"no")
    reply = pusher(fake).store().put(GRAPH, turtle(LINE))
    assert (reply.status, reply.words, len(fake.asked)) == (status, "no", 1)


def test_the_words_of_a_store_are_one_harmless_line(fake: FakeStore) -> None:
    page = (
        "<html><head><title>Oops</title><style>p {}</style></head><body><p>Error\n 22023 in &lt;g&gt;\x1b[31m\x07</p>" + "x" * 999
    )
    fake.answer = lambda _: Answer(400, page.encode(), {"Content-Type": "text/html"})
    reply = pusher(fake).store().put(GRAPH, turtle(LINE))
    assert reply.words == "Error 22023 in <g>[31m " + "x" * 177 + "..."
    fake.answer = lambda _: Answer(400, b"\xff\x00<not a page>\r\n", {"Content-Type": "text/plain; charset=none-such"})
    assert pusher(fake).store().put(GRAPH, turtle(LINE)).words == "\ufffd<not a page>"


def test_a_store_that_does_not_answer_in_time_is_not_asked_again(fake: FakeStore) -> None:
    done = threading.Event()

    def slow(_: Asked) -> None:
        done.wait(10)

    fake.answer = slow
    client = pusher(fake, answer=0.2)
    assert str(client.store().put(GRAPH, turtle(LINE))) == "no answer within 0.2 seconds"
    done.set()
    assert (client.waits, len(fake.asked)) == ([], 1)


def test_a_store_that_takes_its_time_is_waited_for(fake: FakeStore) -> None:
    def slow(_: Asked) -> None:
        threading.Event().wait(0.3)

    fake.answer = slow
    assert pusher(fake).store().put(GRAPH, turtle(LINE)).ok


def test_nobody_there() -> None:
    with fake_store() as gone:
        pass
    client = pusher(gone)
    assert str(client.store().put(GRAPH, turtle(LINE))) == "cannot be reached"
    assert client.waits == [0.5, 1.0, 2.0, 4.0]


def test_an_answer_that_cannot_be_unpacked(fake: FakeStore) -> None:
    fake.answer = lambda _: Answer(200, b"no gzip at all, but text", {"Content-Encoding": "gzip"})
    assert not pusher(fake).store().put(GRAPH, turtle(LINE)).ok


# Who we are


def asks(scheme: str, fake: FakeStore) -> None:
    """Make the store ask for a login, and take any."""
    challenge = {
        "digest": 'Digest realm="r", nonce="n1", qop="auth", algorithm="MD5"',
        "basic": 'Basic realm="r"',
        "none": "Bearer",
    }

    def answer(asked: Asked) -> Answer | None:
        if asked.headers.get("Authorization", "").lower().startswith(scheme):
            return None
        return Answer(401, b"who?", {"WWW-Authenticate": challenge[scheme]})

    fake.answer = answer


def test_basic_is_answered_when_it_is_asked_for(fake: FakeStore) -> None:
    asks("basic", fake)
    client = pusher(fake, login=Login("lan", SECRET)).store()
    assert client.put(GRAPH, turtle(LINE)).ok and client.put(GRAPH, turtle(LINE)).ok
    sent = "Basic " + base64.b64encode(f"lan:{SECRET}".encode()).decode()
    assert [(asked.method, asked.headers.get("Authorization")) for asked in fake.asked] == [
        ("HEAD", None),
        ("HEAD", sent),
        ("PUT", sent),
        ("PUT", sent),
    ]
    assert fake.graphs == {GRAPH: LINE.encode()}


def test_digest_never_sends_the_password(fake: FakeStore) -> None:
    asks("digest", fake)
    client = pusher(fake, login=Login("lan", SECRET)).store()
    assert client.put(GRAPH, turtle(LINE)).ok and client.put(GRAPH, turtle(LINE)).ok
    sent = [asked.headers.get("Authorization", "") for asked in fake.asked]
    assert all("Authorization" in asked.headers for asked in fake.asked if asked.body)  # no body is sent in vain
    assert sum(header.startswith("Digest username=") for header in sent) == 3
    assert not any(SECRET in header or "Basic" in header for header in sent)
    assert fake.graphs == {GRAPH: LINE.encode()}


def test_digest_goes_before_basic_where_a_store_takes_both() -> None:
    answer = Login("lan", SECRET).answer('Basic realm="r", Digest realm="r", nonce="n"')
    assert type(answer).__name__ == "HTTPDigestAuth"


@pytest.mark.parametrize("scheme", ["digest", "basic", "none"])
def test_without_a_login_nothing_is_sent(fake: FakeStore, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asks(scheme, fake)
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login lan password {SECRET}")
    monkeypatch.setenv("NETRC", str(netrc))
    assert pusher(fake).store().put(GRAPH, turtle(LINE)).status == 401
    assert [asked.headers.get("Authorization") for asked in fake.asked] == [None]


def test_a_wrong_password_is_not_tried_again_and_again(fake: FakeStore) -> None:
    fake.answer = lambda _: Answer(401, b"", {"WWW-Authenticate": 'Basic realm="r"'})
    assert pusher(fake, login=Login("lan", SECRET)).store().put(GRAPH, turtle(LINE)).status == 401
    assert len(fake.asked) == 3


def test_a_store_that_asks_for_a_login_only_where_it_is_written_to(fake: FakeStore) -> None:
    asks("basic", fake)
    answer = fake.answer
    fake.answer = lambda asked: answer(asked) if asked.method == "PUT" else None
    assert pusher(fake, login=Login("lan", SECRET)).store().put(GRAPH, turtle(LINE)).ok
    assert fake.graphs == {GRAPH: LINE.encode()}


def test_a_password_that_a_store_repeats_is_not_shown(fake: FakeStore) -> None:
    def tells(asked: Asked) -> Answer | None:
        if "Authorization" not in asked.headers:
            return Answer(401, b"", {"WWW-Authenticate": 'Basic realm="r"'})
        return Answer(400, f"{asked.headers['Authorization']} {SECRET}".encode())

    fake.answer = tells
    login = Login("lan", SECRET)
    assert pusher(fake, login=login).store().put(GRAPH, turtle(LINE)).words == "Basic *** ***"
    assert SECRET not in repr(login)


# Redirects


def test_a_redirect_on_the_same_server_gets_graph_and_login(fake: FakeStore) -> None:
    def moved(asked: Asked) -> Answer | None:
        if not asked.path.startswith("/store/new"):
            return Answer(307, b"", {"Location": asked.path.replace("/store", "/store/new")})
        return None if "Authorization" in asked.headers else Answer(401, b"", {"WWW-Authenticate": 'Basic realm="r"'})

    fake.answer = moved
    assert pusher(fake, login=Login("lan", SECRET)).store().put(GRAPH, turtle(LINE)).ok
    assert fake.graphs == {GRAPH: LINE.encode()}
    assert {asked.method for asked in fake.asked} == {"HEAD", "PUT"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("challenge", ['Basic realm="r"', 'Digest realm="r", nonce="n", qop="auth"'])
def test_another_server_is_not_told_who_we_are(fake: FakeStore, status: int, challenge: str) -> None:
    with fake_store() as other:
        other.answer = lambda asked: Answer(401, b"", {"WWW-Authenticate": challenge})

        def moved(asked: Asked) -> Answer:
            if "Authorization" not in asked.headers:
                return Answer(401, b"", {"WWW-Authenticate": challenge})
            return Answer(status, b"", {"Location": f"{other.url}?{asked.path.partition('?')[2]}"})

        fake.answer = moved
        assert pusher(fake, login=Login("lan", SECRET)).store().put(GRAPH, turtle(LINE)).status == 401
        assert {asked.headers.get("Authorization") for asked in other.asked} == {None}


@pytest.mark.parametrize(
    "location",
    [
        "/store",
        "/store?default",
        "/store?graph=https://other/",
        "?graph=https://example.org/kg/graph/a&default",
        "http://u:p@127.0.0.1/store?graph=https://example.org/kg/graph/a",
        "http://[x",
        "ftp://x/",
        "",
    ],
)
def test_a_redirect_that_might_hit_another_graph_is_not_followed(fake: FakeStore, location: str) -> None:
    fake.answer = lambda _: Answer(307, b"", {"Location": location})
    reply = pusher(fake).store().put(GRAPH, turtle(LINE))
    assert str(reply) == "307 Temporary Redirect: redirects to where kg does not follow"
    assert len(fake.asked) == 1


def test_redirects_in_a_circle_end(fake: FakeStore) -> None:
    fake.answer = lambda asked: Answer(307, b"", {"Location": asked.path})
    assert pusher(fake).store().delete(GRAPH).words == "redirects again and again"


# Questions


def test_a_store_without_head_is_asked_by_get(fake: FakeStore) -> None:
    fake.answer = lambda asked: Answer(501) if asked.method == "HEAD" else None
    client = pusher(fake).store()
    assert client.has(GRAPH) is False
    fake.graphs[GRAPH] = b"x" * 1_000_000
    assert client.has(GRAPH) is True


def test_graphs_are_listed_by_pages(fake: FakeStore) -> None:
    start = "https://example.org/kg/graph/"
    names = [f"{start}a-{i:05}" for i in range(2500)]
    fake.graphs = dict.fromkeys([*names, "https://aaa.example/"], b"")
    client = pusher(fake, queries=fake.queries).store()
    assert list(client.graphs(start, "https://example.org/kg/ontology#ArticleGraph")) == names
    assert len(fake.asked) == 4


def test_a_store_that_gives_the_same_page_again_and_again_is_not_asked_for_ever(fake: FakeStore) -> None:
    page = b'{"results": {"bindings": [{"name": {"value": "https://a/\\"x"}}]}}'
    fake.answer = lambda _: Answer(200, page)
    client = pusher(fake, queries=fake.queries).store()
    assert list(client.graphs("https://a/", "https://a/kind")) == ['https://a/"x']
    assert '?name > "https://a/\\"x")' in fake.asked[-1].query


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"results": 1}', b"[" * 100_000, b'{"results": {"bindings": [{}]}}'])
def test_an_answer_that_is_no_table_is_said_so(fake: FakeStore, body: bytes) -> None:
    fake.answer = lambda _: Answer(200, body)
    client = pusher(fake, queries=fake.queries).store()
    with pytest.raises(KgError, match="does not answer with SPARQL results in JSON"):
        list(client.graphs("https://example.org/kg/graph/", "https://example.org/kg/ontology#ArticleGraph"))


# Addresses


@pytest.mark.parametrize(
    "url", ["", "store", "ftp://x/store", "http://", "http://x:99999/", "http://x y/", "http://x/\n", "file:///etc"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(KgError, match="the graph store has no http or https address"):
        check_address(url, "the graph store")


@pytest.mark.parametrize(
    "url", [f"http://lan:{'s3cret'}@x/store", "http://s3cret@x/", "http://x/store?key=s3cret", "http://x/#s3cret"]
)
def test_an_address_with_a_secret_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(KgError) as refused:
        check_address(url, "the graph store")
    assert "s3cret" not in str(refused.value)


def test_addresses_that_differ_in_form_only_are_one() -> None:
    assert check_address("HTTP://Store.Example:80", "x").url == check_address("http://store.example/", "x").url
    assert check_address("https://[::1]:8443/a", "x").url == "https://[::1]:8443/a"


def test_trust_ends_at_the_server() -> None:
    plain, safe = check_address("http://a/x", "x"), check_address("https://a/x", "x")
    assert plain.trusts(safe) and not safe.trusts(plain)
    assert not safe.trusts(check_address("https://a:8443/x", "x"))
    assert not safe.trusts(check_address("https://b/x", "x"))
    assert plain.is_open and not safe.is_open and not check_address("http://localhost/", "x").is_open
