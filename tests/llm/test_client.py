"""The client against a server of our own that behaves well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.llm.answer import Reason
from kg.llm.client import IN_A_ROW, Client, Patience, check_endpoint
from kg.llm.question import Model, Question, ask_about
from kg.llm.sheet import lay_out
from kg.model.event import Extraction
from tests.llm.answering import completion
from tests.llm.fake import NOTHING, FakeModel, Reply, Script, fake_model, good, in_turn, text
from tests.llm.reading import PACKS, article, by_rules, event, reader, reasons

BUSY = Reply(429, b'{"error":"busy"}', (("Retry-After", "3"),))
BROKEN = Reply(500, b"<html>oops</html>")


class Waits:
    """Counts seconds instead of sleeping."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def waits() -> Iterator[Waits]:
    yield Waits()


def question(model: Model | None = None) -> Question:
    return ask_about(lay_out(article(), PACKS["en"]), range(3), model or Model("test"))


def client(model: FakeModel, waits: Waits, *, answer: float = 5.0, key: str | None = None) -> Client:
    return Client(model.url, Patience(waits, answer, (1.0, 2.0, 4.0)), key)


def extract(script: Script | Reply, waits: Waits, answer: float = 5.0) -> tuple[Extraction, FakeModel]:
    with fake_model(script) as model:
        return reader(client(model, waits, answer=answer))(article()), model


def test_a_good_answer_is_read(waits: Waits) -> None:
    found, model = extract(good({"events": [event(1, "met", "meet")]}), waits)
    assert [e.mentions[0].extractor for e in found.events] == ["kg-llm/1 test"] and reasons(found) == []
    (asked,) = model.asked
    assert asked["path"] == "/v1/chat/completions" and asked["model"] == "test" and asked["temperature"] == 0
    assert asked["response_format"]["type"] == "json_schema" and [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert "Authorization" not in model.headers[0]


@pytest.mark.parametrize("fault", [BUSY, BROKEN, Reply(503), Reply(body=b"{" * 50, cut=True)], ids=["429", "500", "503", "cut"])
def test_what_may_pass_is_tried_again(fault: Reply, waits: Waits) -> None:
    found, model = extract(in_turn(fault, fault), waits)
    assert len(model.asked) == 3 and reasons(found) == []
    least = 3.0 if fault is BUSY else 1.0
    assert len(waits.slept) == 2 and least <= waits.slept[0] <= least * 1.25


@pytest.mark.parametrize("fault", [BUSY, BROKEN, Reply(400, b'{"error":"context too long"}')], ids=["429", "500", "400"])
def test_what_does_not_pass_is_read_by_the_default_reader(fault: Reply, waits: Waits) -> None:
    found, model = extract(fault, waits)
    assert reasons(found) == ["transport"] and found.events == by_rules(article()).events
    assert len(model.asked) == (1 if fault.status == 400 else 4)


WHOLE: dict[str, tuple[Reply, str]] = {
    "bad JSON": (text('{"events": ['), "schema"),
    "talk": (text("Here is the list you asked for."), "schema"),
    "truncated": (text('{"events": [', finish="length"), "truncated"),
    "refusal": (
        Reply(body=json.dumps({"choices": [{"message": {"content": None, "refusal": "No."}, "finish_reason": "stop"}]}).encode()),
        "schema",
    ),
    "an error as an answer": (Reply(body=b'{"error": {"message": "model not loaded"}}'), "transport"),
    "no JSON at all": (Reply(body=b"<html>"), "transport"),
    "deep nonsense": (Reply(body=b"[" * 200_000), "transport"),
    "an answer of another kind": (Reply(body=b'{"choices": [{"message": "hello"}]}'), "transport"),
    "a redirect": (Reply(302, headers=(("Location", "http://127.0.0.1:9/elsewhere"),)), "transport"),
}


@pytest.mark.parametrize(("reply", "reason"), WHOLE.values(), ids=WHOLE)
def test_an_answer_that_cannot_be_used_has_its_reason(reply: Reply, reason: str, waits: Waits) -> None:
    found, _ = extract(reply, waits)
    assert set(reasons(found)) == {reason} and found.events == by_rules(article()).events


def test_a_server_that_is_late_is_not_waited_for(waits: Waits) -> None:
    found, model = extract(Reply(body=NOTHING.body, wait=1.5), waits, answer=0.3)
    assert reasons(found) == ["transport"] and len(model.asked) == 1
    assert "within 0.3 seconds" in next(i.message for i in found.issues if i.code == "llm-transport")


def test_a_server_that_drips_is_not_waited_for(waits: Waits) -> None:
    found, model = extract(Reply(body=NOTHING.body, drip=0.05), waits, answer=0.4)
    assert reasons(found) == ["transport"] and len(model.asked) == 1


def test_an_endless_answer_is_not_read_to_its_end(waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.llm.client.MAX_ANSWER", 1000)
    found, _ = extract(Reply(body=json.dumps(completion(" " * 100_000)).encode()), waits)
    assert reasons(found) == ["transport"]


def test_a_server_that_knows_no_forms_is_asked_without(waits: Waits) -> None:
    def script(body: dict[str, object], n: int) -> Reply:
        return Reply(400, b'{"error":"unknown field response_format"}') if "response_format" in body else NOTHING

    with fake_model(script) as model:
        ask = client(model, waits)
        assert [ask(question()).text for _ in range(2)] == ['{"events": []}'] * 2
    assert ["response_format" in body for body in model.asked] == [True, False, False]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_server_that_lets_nobody_in_ends_the_run(status: int, waits: Waits) -> None:
    with fake_model(Reply(status, b'{"error":"no such model\x1b[2J"}')) as model, pytest.raises(KgError) as error:
        client(model, waits)(question())
    assert f"HTTP {status}" in str(error.value) and "KG_LLM_KEY" in str(error.value) and "\x1b" not in str(error.value)


def test_a_server_that_is_not_there_ends_the_run(waits: Waits) -> None:
    with pytest.raises(KgError, match="cannot be reached; start the server"):
        Client("http://127.0.0.1:9/v1", Patience(waits, 1.0, (1.0,)))(question())
    assert len(waits.slept) == 1


def test_a_server_that_only_fails_ends_the_run(waits: Waits) -> None:
    with fake_model(BROKEN) as model:
        ask = client(model, waits)
        for _ in range(IN_A_ROW - 1):
            assert ask(question()).fault is Reason.TRANSPORT
        with pytest.raises(KgError, match="5 questions failed in a row"):
            ask(question())


def test_the_key_goes_to_the_endpoint_alone(waits: Waits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with fake_model(NOTHING) as other, fake_model(Reply(307, headers=(("Location", f"{other.url}/chat/completions"),))) as model:
        client(model, waits, key="s3cret")(question())
        client(model, waits)(question())
    assert [h.get("Authorization") for h in model.headers] == ["Bearer s3cret", None] and other.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://h/v1", "localhost:11434", "http://", "http://h:x/v1", "http://h/v1?key=1", "http://h/\nv1"]
)
def test_no_address(url: str) -> None:
    with pytest.raises(KgError, match="no address of a model"):
        check_endpoint(url, None)


def test_addresses() -> None:
    assert check_endpoint("http://h/v1/", None) == check_endpoint("http://h/v1/chat/completions", None)
    assert check_endpoint("http://[::1]:8080/v1", "k") == "http://[::1]:8080/v1/chat/completions"
    with pytest.raises(KgError, match="unencrypted"):
        check_endpoint("http://h/v1", "k")
    with pytest.raises(KgError, match="has a login in it") as error:
        check_endpoint("https://me:s3cret@h/v1", None)
    assert "s3cret" not in str(error.value)


def test_parameters_go_into_the_request(waits: Waits) -> None:
    model = Model("test", (("max_completion_tokens", 99), ("max_tokens", None), ("temperature", None)))
    body = question(model).body
    assert body["max_completion_tokens"] == 99 and question(model).limit == 99
    assert "max_tokens" not in body and "temperature" not in body


def test_threads_may_share_a_client(waits: Waits) -> None:
    with fake_model(Reply(body=NOTHING.body, wait=0.05)) as model:
        ask = client(model, waits)
        threads = [threading.Thread(target=ask, args=(question(),)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(model.asked) == 4 and model.most_open > 1
