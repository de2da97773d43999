"""Journal, budget and batch files: nothing is paid for twice, and nothing unasked."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from kg.errors import FormatError, InputError, KgError
from kg.llm.answer import Answer, Reason, failed
from kg.llm.batch import read_answers, request_line
from kg.llm.cost import BudgetError, Meter, Price, cost_of, count_tokens, load_prices
from kg.llm.journal import Journal
from kg.llm.question import Model, Question, ask_about, parts
from kg.llm.service import Service
from kg.llm.sheet import lay_out
from tests.llm.answering import completion
from tests.llm.reading import PACKS, VI, article


def question(model: str = "test", text: str = VI, **options: object) -> Question:
    sheet = lay_out(article(text, "vi"), PACKS["vi"])
    return ask_about(sheet, range(len(sheet.reading.sentences)), Model(model, tuple(options.items())))


def test_a_key_is_of_all_that_an_answer_depends_on() -> None:
    keys = [
        question().key,
        question("other").key,
        question(text=VI.replace("Oslo", "Bergen")).key,
        question(temperature=0.5).key,
    ]
    sheet = lay_out(article(VI, "vi"), PACKS["vi"])
    keys += [ask_about(sheet, range(2), Model("test")).key, ask_about(sheet, range(2, 3), Model("test")).key]
    assert len(set(keys)) == len(keys) and question().key == keys[0]


def test_the_version_of_the_prompt_is_in_the_key() -> None:
    model = Model("test")
    other = Model("test", prompt=type(model.prompt)("events/0", model.prompt.text))
    sheet = lay_out(article(), PACKS["en"])
    assert ask_about(sheet, range(3), model).key != ask_about(sheet, range(3), other).key


@pytest.mark.parametrize(
    ("count", "most", "lengths"), [(0, 9, []), (1, 9, [1]), (30, 30, [30]), (31, 30, [15, 16]), (7, 3, [2, 2, 3])]
)
def test_parts_are_of_nearly_equal_length(count: int, most: int, lengths: list[int]) -> None:
    assert [len(part) for part in parts([100] * count, most)] == lengths
    assert [i for part in parts([100] * count, most) for i in part] == list(range(count))


def test_a_journal_keeps_the_first_answer(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "journal.jsonl"
    journal = Journal(path)
    assert not path.exists()
    good, bad = Answer('{"events": []}', 7, 3), Answer("…", 1, 2, Reason.TRUNCATED, "cut off")
    journal.put("k", "m", good)
    journal.put("k", "m", bad)
    journal.put("l", "m", bad)
    journal.close()
    again = Journal(path)
    assert (again.get("k"), again.get("l"), again.get("n"), len(again)) == (good, bad, None, 2)


def test_a_line_that_was_cut_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.put("k", "m", Answer("one"))
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:-9].replace(b'"k"', b'"l"'))
    again = Journal(path)
    assert again.get("l") is None
    again.put("l", "m", Answer("two"))
    again.close()
    assert path.read_bytes().startswith(whole) and len(path.read_bytes().splitlines()) == 2
    last = Journal(path).get("l")
    assert last is not None and last.text == "two"


def test_one_process_writes_and_takes_in_what_another_wrote(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    first, second = Journal(path), Journal(path)
    first.put("k", "m", Answer("one"))
    with pytest.raises(KgError, match="another run writes to this journal"):
        second.put("l", "m", Answer("two"))
    first.close()
    third = Journal(path)
    fourth = Journal(path)
    fourth.put("m", "m", Answer("three"))
    fourth.close()
    third.put("n", "m", Answer("four"))
    third.close()
    assert third.get("m") == Answer("three")
    assert len(Journal(path)) == 3 == path.read_bytes().count(b"\n")


@pytest.mark.parametrize("content", [b"hello\n", b'{"key": 1}\n', b"[]\n", b'{"store":"s","graph":"g","digest":""}\n'])
def test_a_file_of_another_kind_is_no_journal(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"journal.jsonl:1: .*--journal"):
        Journal(path)
    assert path.read_bytes() == content


def test_what_has_been_answered_is_not_asked(tmp_path: Path) -> None:
    asked: list[str] = []

    def send(question: Question) -> Answer:
        asked.append(question.key)
        return Answer('{"events": []}', 10, 5)

    journal = Journal(tmp_path / "j.jsonl")
    meter = Meter()
    service = Service(journal, meter, send)
    assert service(question()) == service(question())
    assert (len(asked), meter.calls, meter.kept, meter.sent, meter.received) == (1, 1, 1, 10, 5)
    replayed = Service(Journal(tmp_path / "j.jsonl"), Meter(), strict=True)
    assert replayed(question()).text == '{"events": []}'
    with pytest.raises(KgError, match=r"j.jsonl: has no answer to a question about a; the article"):
        replayed(question("other"))


def test_what_failed_is_not_kept(tmp_path: Path) -> None:
    answers = [failed("busy"), Answer("{}")]
    service = Service(Journal(tmp_path / "j.jsonl"), Meter(), lambda question: answers.pop(0))
    assert service(question()).fault is Reason.TRANSPORT and service(question()).text == "{}"


def test_the_same_question_at_once_is_asked_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def send(question: Question) -> Answer:
        asked.append(question.key)
        time.sleep(0.05)
        return Answer("{}")

    service = Service(Journal(tmp_path / "j.jsonl"), Meter(), send)
    same = question()
    threads = [threading.Thread(target=service, args=(same,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 1


def test_a_budget_is_never_overspent(tmp_path: Path) -> None:
    price = Price(1.0, 2.0)
    one = question(max_tokens=100)
    most = price.of(cost_of(one).sent + cost_of(one).schema, 100)
    meter = Meter(price, "USD", 2.5 * most)
    service = Service(Journal(tmp_path / "j.jsonl"), meter, lambda question: Answer("{}", 10**6 * 0 + 300, 100))
    spent = 0
    with pytest.raises(BudgetError, match=r"the budget of .* USD does not cover the next question.*--budget"):
        for n in range(100):
            service(question(text=VI.replace("Oslo", f"Oslo {n}"), max_tokens=100))
            spent += 1
    assert spent and meter.spent <= 2.5 * most
    assert f"{spent} answers" in meter.status() and "left" in meter.status()


def test_without_a_price_a_budget_is_in_tokens(tmp_path: Path) -> None:
    meter = Meter(budget=10)
    with pytest.raises(BudgetError, match="10 tokens"):
        Service(Journal(tmp_path / "j.jsonl"), meter, lambda question: Answer("{}"))(question())


def test_tokens_are_estimated() -> None:
    # As counted by a byte-pair encoding of 131,000 entries: 13 and 19.
    assert 11 <= count_tokens("The two countries signed a fisheries treaty in Oslo on Monday.") <= 15
    assert 16 <= count_tokens("Hai nước ký hiệp định nghề cá tại Oslo hôm thứ Hai.") <= 23
    assert count_tokens("") == 0


def test_prices(tmp_path: Path) -> None:
    own = load_prices()
    assert own.date and own.source and own.currency == "USD"
    mini, whole = own.of("gpt-4.1-mini-2025-04-14"), own.of("gpt-4.1")
    assert mini is not None and whole is not None and mini.sent < whole.sent
    assert own.of("gpt-4.1-mini") == mini and own.of("qwen3:8b") is None and own.of("gpt-4.1-turbo") is None
    path = tmp_path / "prices.toml"
    head = 'currency = "{}"\ndate = "2026-01"\nsource = "mine"\n[models]\n'
    path.write_text(head.format("USD") + 'qwen3 = {sent = 1, received = 2}\n"gpt-4.1" = {sent = 9, received = 9}\n')
    given = load_prices(path)
    assert given.of("qwen3:8b") == Price(1, 2) and given.of("gpt-4.1") == Price(9, 9) and given.of("gpt-4o") == own.of("gpt-4o")
    path.write_text(head.format("VND") + "qwen3 = {sent = 1, received = 2}\n")
    assert load_prices(path).of("gpt-4o") is None
    for broken in ("[models]\n", head.format("USD") + "x = 3\n", head.format("USD") + "x = {sent = -1, received = 2}\n", "]"):
        path.write_text(broken)
        with pytest.raises(FormatError, match="no table of prices"):
            load_prices(path)
    with pytest.raises(KgError, match="cannot be read"):
        load_prices(tmp_path / "none.toml")


def test_questions_and_answers_of_a_batch(tmp_path: Path) -> None:
    line = json.loads(request_line(question()))
    assert set(line) == {"custom_id", "method", "url", "body"} and line["url"] == "/v1/chat/completions"
    path = tmp_path / "answers.jsonl"
    lines = [
        {"id": "x", "custom_id": "a", "response": {"status_code": 200, "body": completion("{}")}, "error": None},
        {"custom_id": "b", "answer": {"events": []}},
        {"custom_id": "c", "response": None, "error": {"code": "batch_expired"}},
        {"custom_id": "d", "response": {"status_code": 500, "body": {}}},
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    answers = dict(read_answers(path))
    assert [answers[k].text for k in "abcd"] == ["{}", '{"events": []}', None, None]
    assert [answers[k].is_final for k in "abcd"] == [True, True, False, False]


@pytest.mark.parametrize(
    "line", ["[]", "hello", '{"custom_id": 3, "answer": {}}', '{"answer": {}}', '{"custom_id": "a", "response": 7}']
)
def test_a_line_that_is_no_answer_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"custom_id": "b", "answer": {}}\n' + line + "\n")
    with pytest.raises(FormatError, match=r"answers.jsonl:2: "):
        list(read_answers(path))
    with pytest.raises(InputError, match="--batch-in"):
        list(read_answers(tmp_path / "none.jsonl"))
