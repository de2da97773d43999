"""What events are to each other in sentences of our own: the words of the tables, and what must not be read."""

from __future__ import annotations

import pytest

from kg.extract.article import extract
from kg.extract.linkexamples import check_links, read_marked
from kg.lang.pack import Packs
from kg.model.event import EventPredicate, Extraction
from kg.model.text import Article

PACKS = Packs()


def read_text(code: str, text: str) -> Extraction:
    return extract(Article(id="a", text=text, lang=code, published="2024-06-12"), PACKS[code], min_confidence=0.0)


def said(extraction: Extraction) -> set[tuple[str, str, str]]:
    """Give the links with the words of the first mention of their events."""
    text = extraction.article.text
    words = {event.id: event.mentions[0].span.of(text) for event in extraction.events}
    return {(words[link.subject], str(link.predicate), words[link.object]) for link in extraction.links}


@pytest.mark.parametrize(
    ("code", "marked", "wanted"),
    [
        ("en", "The talks <collapsed|MEET> following an <explosion|ACCIDENT> on the camp.", ["explosion|before|collapsed"]),
        ("en", "Shortly after the <explosion|ACCIDENT>, the army <closed|POLICY> the road.", ["explosion|before|closed"]),
        ("en", "The mayor <resigned|PERSONNEL> after two days of <talks|MEET>.", ["talks|before|resigned"]),
        ("en", "He <fled|TRAVEL> after a neighbour was <arrested|JUSTICE> and <charged|JUSTICE>.", ["arrested|before|fled"]),
        (
            "en",
            "Two were <hurt|LIFE> and <arrested|JUSTICE> after the <march|PROTEST>.",
            ["march|before|hurt", "march|before|arrested"],
        ),
        ("en", "The company <closed|ORGANISATION> two plants, prompting a <strike|PROTEST>.", ["closed|causes|strike"]),
        ("en", "Ministers <met|MEET> as part of a <summit|MEET> in Oslo.", ["met|part_of|summit"]),
        ("en", "Hundreds <rallied|PROTEST> against the <closure|ORGANISATION>.", ["rallied|about|closure"]),
        ("vi", "Tòa <hoãn|JUSTICE> phiên xử vì <bão|WEATHER>.", ["bão|causes|hoãn"]),
        ("vi", "Ngay sau <cuộc họp|MEET>, ông <lên đường|TRAVEL> sang Lào.", ["cuộc họp|before|lên đường"]),
        ("vi", "Sau 3 ngày <điều tra|JUSTICE>, công an <bắt|JUSTICE> hai người.", ["điều tra|before|bắt"]),
        ("vi", "Công an <bắt|JUSTICE> ba người về tội <cướp|CRIME> tài sản.", ["bắt|about|cướp"]),
        ("vi", "Ông <phát biểu|STATEMENT> tại <cuộc họp|MEET> chiều nay.", ["phát biểu|part_of|cuộc họp"]),
        ("vi", "Bộ <cảnh báo|THREATEN> rằng lũ có thể <dâng|WEATHER> nhanh.", ["cảnh báo|about|dâng"]),
    ],
)
def test_words_link_the_two_event_words_that_they_join(code: str, marked: str, wanted: list[str]) -> None:
    assert sorted(read_marked(PACKS[code], marked)) == sorted(wanted)


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("en", "The mayor <resigned|PERSONNEL>. After that, the council <met|MEET>."),
        ("en", "They <spoke|STATEMENT> after a man who had <fled|TRAVEL> came back."),
        ("en", "The bank <announced|STATEMENT> the places that will be <closed|ORGANISATION>."),
        ("en", "The ministry <said|STATEMENT> it was an honour to <host|MEET> the games."),
        ("en", "Nobody <resigned|PERSONNEL> after the <explosion|ACCIDENT>, and no one was fired."),
        ("en", "The plan could lead to <protests|PROTEST>, the <report|STATEMENT> says."),
        ("en", "After the <explosion|ACCIDENT>, police said, a man was <arrested|JUSTICE>."),
        ("vi", "Ông <khai|STATEMENT>, sau khi <cướp|CRIME> tiệm vàng, Minh đem bán ở chợ."),
        ("vi", "Không ai <bị thương|LIFE> sau <vụ nổ|ACCIDENT>."),
        ("vi", "Người <bị bắt|JUSTICE> tự do đi lại trước khi có <bản án|JUSTICE> không lâu."),
    ],
)
def test_what_the_words_do_not_say_is_not_read(code: str, marked: str) -> None:
    assert read_marked(PACKS[code], marked) == []


def test_links_of_whole_readings_join_the_events_of_the_article() -> None:
    en = read_text("en", "Carter Hale resigned after police searched his office on 3 May.")
    assert ("searched", "before", "resigned") in said(en)
    vi = read_text("vi", "Vụ nổ ở Hải Phòng sáng 10/6 khiến 3 người chết.")
    assert said(vi) == {("Vụ nổ", "causes", "chết")}
    (link,) = vi.links
    where = link.provenance[0]
    assert where.span.of(vi.article.text) == "Vụ nổ ở Hải Phòng sáng 10/6 khiến 3 người chết"
    assert where.rule == "link.leads:khiến"


def test_a_mention_that_was_joined_stands_for_its_event() -> None:
    vi = read_text("vi", "Vụ nổ xảy ra ở Hải Phòng sáng 10/6. Vụ nổ ở Hải Phòng khiến 3 người chết hôm đó.")
    (blast,) = (event for event in vi.events if len(event.mentions) == 2)
    assert [(link.subject, link.predicate) for link in vi.links] == [(blast.id, EventPredicate.CAUSES)]


def test_read_dates_refute_what_a_sentence_seems_to_say() -> None:
    text = "The mayor resigned on {} after police arrested his deputy on {}."
    kept = read_text("en", text.format("June 7", "June 3"))
    assert ("arrested", "before", "resigned") in said(kept)
    assert [
        link for link in read_text("en", text.format("June 3", "June 7")).links if link.predicate is EventPredicate.BEFORE
    ] == []


def test_a_table_whose_examples_do_not_hold_is_said_to_be_at_fault() -> None:
    from dataclasses import replace

    pack = PACKS["en"]
    links = replace(
        pack.events.links,
        examples=("He <fled|TRAVEL> after the <explosion|ACCIDENT>. > fled|before|explosion", "He <fled|TRAVEL>."),
        negatives=("He <fled|TRAVEL> after the <explosion|ACCIDENT>.",),
    )
    problems = [str(problem) for problem in check_links(replace(pack, events=replace(pack.events, links=links)))]
    assert len(problems) == 3
    assert "says explosion|before|fled" in problems[0]
    assert "says no link" in problems[1]
    assert problems[2].startswith("en/eventlinks.toml: negatives")
