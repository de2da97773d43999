"""What of an answer is taken: what the text shows, and nothing else."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from kg.llm.answer import Answer, Reason, failed, parse, read_completion
from kg.llm.assemble import CONFIDENCE
from kg.model.event import Extraction, Realis, Role
from kg.model.text import Span
from tests.llm.answering import Json, completion, data_of
from tests.llm.reading import EN, VI, article, by_rules, event, part, read, reader, reasons


def events(*values: Json) -> Json:
    return {"events": list(values)}


def told(extraction: Extraction) -> list[str]:
    return [event.mentions[0].span.of(extraction.article.text) for event in extraction.events]


def test_a_good_answer_is_the_extraction() -> None:
    answer = events(
        event(0, "signed", who=[part("Norway"), part("Iceland", "patient"), part("Oslo", "place")], time="t1"),
        event(1, "met", "meet", who=[part("Jonas Berg"), part("Halla Tomasdottir", "patient")], time="t2"),
        event(2, "exercise", "military", realis="planned", who=[part("Norwegian navy")], time="t3"),
    )
    found = read(answer)
    assert told(found) == ["signed", "met", "exercise"]
    assert reasons(found) == []
    signed, met, exercise = found.events
    assert [e.time.edtf if e.time else None for e in found.events] == ["2024-06-03", "2024-06-04", "2024-07"]
    names = {entity.id: entity.name for entity in found.entities}
    assert [(names[p.who], p.role) for p in signed.participants] == [
        ("Norway", Role.AGENT),
        ("Iceland", Role.PATIENT),
        ("Oslo", Role.PLACE),
    ]
    assert [names[p.who] for p in met.participants] == ["Jonas Berg", "Halla Tomasdottir"]
    assert exercise.realis is Realis.PLANNED
    for one in found.events:
        assert one.confidence == CONFIDENCE < 1
        assert one.mentions[0].extractor == "kg-llm/1 test"
        assert all(p.provenance[0].extractor == "kg-llm/1 test" for p in one.participants)
    assert found.relations == by_rules(article()).relations and found.timexes == by_rules(article()).timexes


def test_what_the_model_does_not_tell_is_not_told() -> None:
    assert read(events()).events == ()


GOOD = event(1, "met", "meet", who=[part("Jonas Berg")], time="t2")
REJECTED: dict[str, tuple[Any, Reason]] = {
    "words that are not there": (event(0, "ratified"), Reason.UNGROUNDED),
    "words of another sentence": (event(0, "met"), Reason.UNGROUNDED),
    "a piece of a word": (event(0, "sign"), Reason.UNGROUNDED),
    "no words": (event(0, " "), Reason.UNGROUNDED),
    "an actor who is not there": (event(0, "signed", who=[part("Sweden", kind="place")]), Reason.UNGROUNDED),
    "an actor of another sentence": (event(0, "signed", who=[part("Halla Tomasdottir")]), Reason.UNGROUNDED),
    "an actor's id that nobody has": (event(0, "signed", who=[part("a99")]), Reason.UNGROUNDED),
    "a new actor without a kind": (event(0, "signed", who=[part("fisheries treaty")]), Reason.UNGROUNDED),
    "a date's id that no date has": (event(0, "signed", time="t99"), Reason.UNGROUNDED),
    "a date in figures": (event(0, "signed", time="2024-06-03"), Reason.UNGROUNDED),
    "no date at either end": (event(0, "signed", time=".."), Reason.UNGROUNDED),
    "an end before its beginning": (event(0, "signed", time="t3..t1"), Reason.UNGROUNDED),
    "a date to come for what has happened": (event(2, "exercise", "military", time="t3"), Reason.UNGROUNDED),
    "the day of publication for what is planned": (
        event(2, "exercise", "military", realis="planned", time="t0"),
        Reason.UNGROUNDED,
    ),
    "an occurrence that is not there": (event(0, "signed", nth=2), Reason.UNGROUNDED),
    "a source who is not there": (event(0, "signed", by=[{"who": "Reuters", "kind": "organisation"}]), Reason.UNGROUNDED),
    "a type of its own": (event(0, "signed", "treaty"), Reason.OUT_OF_ONTOLOGY),
    "a type in capitals": (event(0, "signed", "AGREE"), Reason.OUT_OF_ONTOLOGY),
    "a realis of its own": (event(0, "signed", realis="certain"), Reason.OUT_OF_ONTOLOGY),
    "a role of its own": (event(0, "signed", who=[part("Norway", "signatory")]), Reason.OUT_OF_ONTOLOGY),
    "a kind of its own": (event(0, "signed", who=[part("fisheries treaty", kind="document")]), Reason.OUT_OF_ONTOLOGY),
    "a key too many": ({**event(0, "signed"), "date": "2024-06-03"}, Reason.SCHEMA),
    "a key too few": ({"s": 0, "words": "signed"}, Reason.SCHEMA),
    "a number for words": ({**event(0, "signed"), "words": 7}, Reason.SCHEMA),
    "a type that is no word": ({**event(0, "signed"), "type": 7}, Reason.SCHEMA),
    "an offset for an occurrence": ({**event(0, "signed"), "nth": "first"}, Reason.SCHEMA),
}


@pytest.mark.parametrize(("value", "reason"), REJECTED.values(), ids=REJECTED)
def test_a_sentence_with_a_fault_is_as_the_default_reader_reads_it(value: Json, reason: Reason) -> None:
    found = read(events(value, GOOD))
    assert reasons(found) == [reason]
    (issue,) = [i for i in found.issues if i.code.startswith("llm-")]
    sentence = found.sentences[value["s"]].span
    assert issue.span == sentence and "read by the default reader" in issue.message
    rules = [e for e in by_rules(article()).events if e.mentions[0].span in sentence]
    assert [e for e in found.events if e.mentions[0].span in sentence] == rules
    assert all(e.mentions[0].extractor == "kg-rules/2" for e in rules) and rules
    assert "met" in told(found)


def test_no_other_sentence_suffers() -> None:
    bad = event(0, "ratified")
    found = read(events(bad, GOOD, event(2, "exercise", "military", realis="planned")))
    whose = {m.span.of(EN): m.extractor for e in found.events for m in e.mentions}
    assert whose["met"] == whose["exercise"] == "kg-llm/1 test" and whose["signed"] == "kg-rules/2"


def test_an_event_keeps_what_sentences_that_are_taken_tell_of_it() -> None:
    text = "Norway signed a treaty with Iceland. The deal was signed in Oslo. Ships sailed."
    again = {"s": 1, "words": "signed", "nth": None}
    value = event(0, "signed", also=[again], who=[part("Norway"), part("Oslo", "place")])
    whole = read(events(value), article(text))
    assert [m.span.begin for m in whole.events[0].mentions] == [7, 50] and len(whole.events[0].participants) == 2
    lost = read(events(value, event(1, "torn up")), article(text))
    first = next(e for e in lost.events if e.mentions[0].extractor == "kg-llm/1 test")
    names = {entity.id: entity.name for entity in lost.entities}
    assert [names[p.who] for p in first.participants] == ["Norway"]
    assert all(m.extractor != "kg-llm/1 test" for e in lost.events for m in e.mentions if m.span.begin == 50)


def test_a_sentence_that_was_not_asked_about_is_rejected_alone() -> None:
    found = read(events(event(7, "signed"), GOOD))
    assert reasons(found) == ["ungrounded"] and told(found) == ["met"]


def test_words_that_stand_twice_need_a_number() -> None:
    text = "Police said police arrested a man, and a man was arrested in Oslo."
    assert reasons(read(events(event(0, "arrested", "justice")), article(text))) == ["ungrounded"]
    for nth, begin in ((1, 19), (2, 49)):
        found = read(events(event(0, "arrested", "justice", nth=nth)), article(text))
        assert [e.mentions[0].span.begin for e in found.events] == [begin]


def test_the_same_event_twice_is_one_too_many() -> None:
    assert reasons(read(events(event(0, "signed"), event(0, "signed")))) == ["schema"]


def test_too_many_events_are_no_reading() -> None:
    assert reasons(read(events(*[event(0, "signed")] * 46))) == ["schema"]


def test_words_are_compared_in_nfc() -> None:
    given = article(VI, "vi")
    value = event(0, unicodedata.normalize("NFD", "ký"), who=[part(unicodedata.normalize("NFD", "Na Uy"))])
    found = read(events(value), given)
    assert reasons(found) == [] and told(found) == ["ký"]


@pytest.mark.parametrize(
    ("words", "name"),
    [("The Norwegian navy", "Norwegian navy"), ("Norwegian navy", "Norwegian navy"), ("navy", "Norwegian navy")],
)
def test_small_words_before_a_name_make_no_new_actor(words: str, name: str) -> None:
    found = read(events(event(2, "exercise", "military", realis="planned", who=[part(words, kind="group")])))
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[p.who] for p in found.events[0].participants] == [name]


def test_a_name_inside_a_longer_one_is_whom_it_names() -> None:
    given = article("Quân đội Na Uy tập trận ở Oslo ngày 3/6/2024. Na Uy ký hiệp định với Iceland.", "vi")
    found = read(events(event(0, "tập trận", "military", who=[part("Na Uy")])), given)
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[p.who] for p in found.events[0].participants] == ["Na Uy"]


def test_a_new_actor_has_the_kind_that_is_said() -> None:
    found = read(events(event(0, "signed", who=[part("fisheries treaty", "patient", "group")])))
    (who,) = [p.who for p in found.events[0].participants]
    (entity,) = [e for e in found.entities if e.id == who]
    assert (entity.name, entity.kind, entity.mentions[0].rule) == ("fisheries treaty", "group", "role.patient.words")


def test_a_new_actor_is_one_wherever_it_is_named() -> None:
    text = "The old crew signed on in Oslo. The old crew sailed in May."
    values = [event(s, words, who=[part("old crew", kind="group")]) for s, words in ((0, "signed"), (1, "sailed"))]
    found = read(events(*values), article(text))
    (entity,) = [e for e in found.entities if e.name == "old crew"]
    assert [m.span.begin for m in entity.mentions] == [4, 36]
    assert all([p.who for p in e.participants] == [entity.id] for e in found.events)


def test_an_actor_told_of_before_counts_only_if_the_default_reader_has_it_do_something_elsewhere_too() -> None:
    once = "Norway signed a fisheries treaty with Iceland in Oslo on 3 June 2024. It was a fine day. The treaty was ratified in Bergen."
    twice = once.replace("It was a fine day.", "Norway signed a trade deal with Poland in May 2024.")
    value = event(2, "ratified", who=[part("Norway")])
    assert reasons(read(events(value), article(once))) == ["ungrounded"]
    kept = read(events(value), article(twice))
    assert reasons(kept) == []
    where = kept.events[0].participants[0].provenance[0]
    assert where.span == Span(twice.rindex("Norway"), twice.rindex("Norway") + 6) and where.rule == "role.agent.name.before"


def test_a_stretch_is_made_of_two_dates() -> None:
    text = "From 3 June 2024 prices rose. They fell again on 5 June 2024. Norway has sent arms since."
    for said, edtf in (("t1..t2", "2024-06-03/2024-06-05"), ("t1..", "2024-06-03/.."), ("..t2", "../2024-06-05")):
        found = read(events(event(0, "rose", "economy", time=said), event(1, "fell", "economy", time="t2")), article(text))
        assert found.events[0].time is not None, reasons(found)
        assert found.events[0].time.edtf == edtf


COUNTED = {
    "a stretch from a date on": (
        "Norway signed the treaty on 3 June 2024 and may leave it within 15 days.",
        "t1+d1",
        "2024-06-03/2024-06-18",
    ),
    "a stretch up to a date": ("The strike of nine days ended on 3 June 2024.", "t1-d1", "2024-05-25/2024-06-03"),
    "years are no more exact than a year": ("Norway has helped Iceland for more than two years.", "t0-d1..", "2022/.."),
    "until the day of publication": ("Rain has fallen since 3 June 2024.", "t1..t0", "2024-06-03/2024-06-06"),
}


@pytest.mark.parametrize(("text", "said", "edtf"), COUNTED.values(), ids=COUNTED)
def test_what_is_to_be_counted_is_counted_here(text: str, said: str, edtf: str) -> None:
    words = next(word for word in ("leave", "strike", "helped", "fallen") if word in text)
    realis = "possible" if words == "leave" else "actual"
    found = read(events(event(0, words, "other", realis=realis, time=said)), article(text))
    assert reasons(found) == []
    assert found.events[0].time is not None and found.events[0].time.edtf == edtf


@pytest.mark.parametrize("said", ["d1", "t1+d9", "t1+t1", "t0+d1x", "t9+d1", "+d1", "t1+", "t1+d1+d1", "..", "t1...t0"])
def test_what_cannot_be_counted_is_rejected(said: str) -> None:
    text = "Norway signed the treaty on 3 June 2024 and may leave it within 15 days."
    assert reasons(read(events(event(0, "leave", "other", time=said)), article(text))) == ["ungrounded"]


def test_a_length_of_time_counts_in_its_own_sentence() -> None:
    text = "The talks took nine days. Norway signed the treaty on 3 June 2024."
    assert reasons(read(events(event(1, "signed", time="t1-d1")), article(text))) == ["ungrounded"]


POINTED = (
    "The Harbour Council met on 3 June 2024. The council voted against the plan. "
    "Jonas Berg and Halla Tomasdottir led the talks. The negotiators praised Oslo. The treaty was torn up."
)
MEANT: dict[str, tuple[int, str, str | None]] = {
    "a class noun that is in the name": (1, "The council=Harbour Council", "Harbour Council"),
    "a plural of the sentence before": (3, "The negotiators=Jonas Berg", "Jonas Berg"),
    "words that point to nobody": (4, "The treaty=Jonas Berg", None),
    "a body that is no person": (1, "The council=Jonas Berg", None),
    "a name that is another's": (3, "Oslo=Jonas Berg", None),
    "words that are not there": (1, "The board=Harbour Council", None),
    "somebody two sentences away": (4, "The council=Jonas Berg", None),
    "nobody": (1, "The council=a99", None),
}


@pytest.mark.parametrize(("s", "who", "name"), MEANT.values(), ids=MEANT)
def test_words_may_mean_an_actor_of_another_sentence(s: int, who: str, name: str | None) -> None:
    words = ("", "voted", "", "praised", "torn up")[s]
    found = read(events(event(s, words, "other", who=[part(who)])), article(POINTED))
    if name is None:
        assert reasons(found) == ["ungrounded"]
        return
    assert reasons(found) == []
    names = {entity.id: entity.name for entity in found.entities}
    (taking,) = found.events[0].participants
    assert names[taking.who] == name
    where = taking.provenance[0]
    assert where.span.of(POINTED) == who.split("=")[0] and where.rule == "role.agent.meant"


def test_two_wordings_of_an_actor_whom_kg_does_not_list_are_one() -> None:
    text = "Ferry hands walked out on 3 June 2024. Prices rose. The hands came back."
    one = event(0, "walked out", "protest", who=[part("Ferry hands", kind="group")])
    other = event(2, "came back", "protest", who=[part("The hands=Ferry hands", kind="group")])
    found = read(events(one, other), article(text))
    assert reasons(found) == []
    assert len({p.who for e in found.events for p in e.participants}) == 1


def test_sentences_that_have_nothing_in_common_tell_no_event_together() -> None:
    text = "Norway signed a treaty. Prices fell in Bergen. The treaty was signed by Iceland."
    alike = event(0, "signed", also=[{"s": 2, "words": "signed", "nth": None}], who=[part("Iceland")])
    assert reasons(read(events(alike), article(text))) == []
    apart = event(0, "signed", "other", also=[{"s": 1, "words": "fell", "nth": None}])
    assert [m.span.begin for m in read(events(apart), article(text)).events[0].mentions] == [7]
    lent = {**apart, "who": [part("Bergen", "place")]}
    assert reasons(read(events(lent), article(text))) == ["ungrounded"]


def test_a_date_of_the_sentence_before_dates_what_has_none() -> None:
    text = "Norway signed the treaty on 3 June 2019. The ships sailed home. A new road was opened. Iceland paid on 4 May 2020."
    for s, words, reached in ((1, "sailed", True), (2, "opened", False), (3, "paid", False)):
        found = read(events(event(s, words, "other", time="t1")), article(text))
        assert (reasons(found) == []) is reached, words
        if reached:
            time = found.events[0].time
            assert time is not None and (time.edtf, time.basis) == ("2019-06-03", "context")


def test_a_later_question_shows_whom_and_what_was_told_before() -> None:
    text = "\n\n".join(
        ["Norway signed a treaty with Iceland on 3 June 2024.", "Norway bought three ships from Poland in May 2024."]
        + [f"It rained in the port for hours, number {n} of many." for n in range(6)]
    )
    asked = [data_of(q.body) for q, _ in reader(lambda question: Answer("{}"), sentences=4).questions(article(text))]
    assert len(asked) == 2
    assert any(line.endswith(" Norway") for line in asked[1]["actors"])
    assert [line.split(" ", 1)[1] for line in asked[1]["times"]] == ["3 June 2024", "May 2024"]


WHOLE: dict[str, tuple[Answer, Reason]] = {
    "no JSON": (Answer("Sure! Here are the events:"), Reason.SCHEMA),
    "JSON cut off": (Answer('{"events": [{"s": 0'), Reason.SCHEMA),
    "a list": (Answer("[]"), Reason.SCHEMA),
    "no list": (Answer('{"events": {}}'), Reason.SCHEMA),
    "another key": (Answer('{"events": [], "note": "done"}'), Reason.SCHEMA),
    "not a number": (Answer('{"events": [NaN]}'), Reason.SCHEMA),
    "too deep": (Answer('{"events": ' + "[" * 100_000), Reason.SCHEMA),
    "a refusal": (read_completion({"choices": [{"message": {"content": None, "refusal": "I cannot"}}]}), Reason.SCHEMA),
    "filtered": (read_completion(completion("", finish="content_filter")), Reason.SCHEMA),
    "no completion": (read_completion({"error": "busy"}), Reason.TRANSPORT),
    "no answer": (failed("no answer"), Reason.TRANSPORT),
}


@pytest.mark.parametrize(("answer", "reason"), WHOLE.values(), ids=WHOLE)
def test_without_an_answer_the_article_is_as_the_default_reader_reads_it(answer: Answer, reason: Reason) -> None:
    found, rules = reader(lambda question: answer)(article()), by_rules(article())
    assert reasons(found) == [reason]
    assert (found.events, found.entities, found.links) == (rules.events, rules.entities, rules.links)


def test_an_answer_that_is_cut_off_is_asked_for_in_halves() -> None:
    asked: list[range] = []

    def ask(question: Any) -> Answer:
        asked.append(question.sentences)
        return Answer("", fault=Reason.TRUNCATED) if len(question.sentences) > 1 else Answer('{"events": []}')

    found = reader(ask)(article())
    assert asked == [range(3), range(1), range(1, 3), range(1, 2), range(2, 3)]
    assert reasons(found) == [] and found.events == ()


def test_a_sentence_whose_answer_is_cut_off_is_rejected() -> None:
    found = reader(lambda question: Answer("", fault=Reason.TRUNCATED))(article())
    assert reasons(found) == ["truncated"] * 3 and found.events == by_rules(article()).events


def test_fences_and_thoughts_are_no_part_of_an_answer() -> None:
    assert parse('```json\n{"events": []}\n```') == parse('<think>hm {</think>\n{"events": []}') == {"events": []}


def test_what_two_answers_tell_of_one_event_is_joined_as_the_default_reader_joins_it() -> None:
    text = "Norway signed a treaty with Iceland in Oslo on 3 June 2024. Norway signed the treaty with Iceland after long talks."
    rules = by_rules(article(text))
    words = [[m.span.of(text) for m in e.mentions] for e in rules.events]
    assert ["signed the treaty", "signed a treaty"] in [sorted(those, reverse=True) for those in words]

    def answer(data: Json) -> Json:
        (line,) = data["sentences"]
        return events(event(int(line.split()[0]), "signed", who=[part("Norway")]))

    found = read(answer, article(text), sentences=1)
    (signed,) = found.events
    assert len(signed.mentions) == 2 and len(signed.participants[0].provenance) == 2


def test_less_sure_events_are_left_out_on_request() -> None:
    assert read(events(GOOD), min_confidence=0.5).events
    none = read(events(GOOD, event(2, "exercise", "military", realis="planned")), min_confidence=0.7)
    assert (none.events, none.links) == ((), ())
    every = read(events(GOOD), both=True).events
    least = min(one.confidence for one in every)
    surer = read(events(GOOD), min_confidence=least + 0.01, both=True).events
    assert surer == tuple(one for one in every if one.confidence >= least + 0.01)
    assert 0 < len(surer) < len(every)
