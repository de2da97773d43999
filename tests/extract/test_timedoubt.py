"""Where a date may as well be another day, an issue says which; elsewhere none does."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.timex import read_times
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.pipeline import extract_one

PACKS = Packs()
MONDAY = "2024-06-10"


def doubts(lang: str, text: str, published: str | None = MONDAY) -> list[str]:
    _, issues = read_times(read(Article("a", text, lang, published=published), PACKS[lang]))
    assert all(issue.code == "ambiguous-date" and issue.span is not None for issue in issues)
    return [issue.message for issue in issues]


@pytest.mark.parametrize(
    ("lang", "text", "message"),
    [
        ("en", "The form is dated 03/04/2024.", "'03/04/2024' is read as 2024-03-04; it may also be 2024-04-03"),
        ("en", "The match is next Friday.", "'next Friday' is read as 2024-06-14; it may also be 2024-06-21"),
        ("en", "She will speak on Monday.", "'Monday' is read as 2024-06-10; it may also be 2024-06-17"),
        ("en", "Festival on 15 December.", "'15 December' is read as 2023-12-15; it may also be 2024-12-15"),
        ("vi", "Lễ hội ngày 10/12.", "'ngày 10/12' is read as 2024-12-10; it may also be 2023-12-10"),
    ],
)
def test_both_days_are_named(lang: str, text: str, message: str) -> None:
    assert doubts(lang, text) == [message]


@pytest.mark.parametrize(
    ("lang", "text", "published"),
    [
        ("vi", "Đơn ghi ngày 03/04/2024.", MONDAY),  # Vietnamese writes the day first
        ("en", "The form is dated 25/5/2024.", MONDAY),
        ("en", "The form is dated 03/03/2024.", MONDAY),
        ("en", "Dated 03/04/2024. Filed 25/5/2024.", MONDAY),
        ("en", "The match is next Friday.", "2024-06-14"),
        ("en", "She spoke on Monday.", MONDAY),
        ("en", "She will speak on Friday.", MONDAY),
        ("en", "The fair was held on 15 December.", MONDAY),
        ("en", "Festival on 15 December 2024.", MONDAY),
        ("en", "Festival on 15 July.", MONDAY),
        ("vi", "Lễ hội đã mở ngày 10/12.", MONDAY),
        ("en", "Festival on 15 December.", None),
    ],
)
def test_no_doubt_where_something_tells(lang: str, text: str, published: str | None) -> None:
    assert doubts(lang, text, published) == []


def test_the_same_doubt_is_raised_once_where_it_is_said_first() -> None:
    text = "Dated 03/04/2024. Signed 03/04/2024."
    extraction = extract_one(Article("a", text, "en", published=MONDAY))
    assert [(issue.code, issue.span.of(text) if issue.span else "") for issue in extraction.issues] == [
        ("ambiguous-date", "03/04/2024")
    ]
    assert extraction.issues[0].span is not None
    assert extraction.issues[0].span.begin == 6


EDITED = (
    "The bridge closed in late February after the flood.\n\nThe old ferry stopped in 1949. The council voted for repairs in "
    "April 2023. Work began in March 2024. The first lane opened in August 2025."
)


def test_a_publication_date_that_the_text_refutes_is_not_used() -> None:
    found = extract_one(Article("a", EDITED, "en", published="2012-05-10"))
    assert [issue.code for issue in found.issues] == ["publication-date-refuted"]
    assert found.article.published == "2012-05-10"
    assert [t.edtf for t in found.timexes] == [None, "1949", "2023-04", "2024-03", "2025-08"]
    assert all(event.time is None or event.time.edtf != "1949-02" for event in found.events)


PLANS = (
    "The bridge closed in late February after the flood.\n\nThe old ferry stopped in 1949. Repairs will begin in April 2031. "
    "The first lane will open in March 2032. The second lane will open in August 2033."
)


@pytest.mark.parametrize("text", [EDITED, PLANS])
def test_what_happened_and_what_is_planned_leave_a_publication_date_alone(text: str) -> None:
    found = extract_one(Article("a", text, "en", published="2025-10-01"))
    assert not found.issues
    assert found.timexes[0].edtf == "2025-02"
