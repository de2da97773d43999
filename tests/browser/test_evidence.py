"""What the panel says of an event, an actor, a relation, a link and an article, and on what ground."""

from __future__ import annotations

from tests.browser.conftest import Open, until
from tests.export.rdf.story import CONTESTED, PLAN


def test_an_event_tells_who_says_so_in_a_chain(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-release").page
    says = page.locator(".panel dl dd").nth(1)
    assert says.locator(".speakers .chip").inner_text() == "Lê Thị Mận"
    first, second = (says.locator(".chain").nth(n).inner_text().split("\n") for n in (0, 1))
    assert [word.strip() for word in first] == ["→", "Hãng tin Mẫu", "Agency", "→", "Báo Mẫu", "11 June 2024, 08:30 (UTC+7)"]
    assert [word.strip() for word in second] == ["→", "The Courier", "12 June 2024, 10:00 (UTC)"]
    says.locator("text=The Courier").click()
    until(page, "document.querySelector('.panel h2').textContent === 'Dam opens its gates'")


def test_the_ground_of_a_date_is_told_in_words(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-release").page

    def when() -> str:
        return page.locator(".panel dl dd").first.inner_text()

    assert when().startswith("10 June 2024 counted from another day:")
    assert "Hôm qua" in when()
    assert "the day before publication on 11 June 2024" in when()
    page.evaluate("location.hash = 'event=ev-meet'")
    until(page, "document.querySelector('.panel h2').textContent === 'ban quản lý họp với xã'")
    assert "dated by another sentence:" in when()
    dated = page.locator(".panel section", has_text="The sentence with the date")
    assert dated.locator("mark").inner_text() == "một ngày"
    page.evaluate("location.hash = 'event=ev-opening'")
    until(page, "document.querySelector('.panel h2').textContent === 'Ngân hàng Phương Bắc khai trương'")
    assert "the day of publication" in when()
    page.evaluate("location.hash = 'event=ev-evacuate'")
    until(page, "document.querySelector('.panel h2').textContent === 'người dân Thạch Lâm sơ tán'")
    assert when() == "The text gives no date."


def test_dates_that_contradict_stand_with_those_who_say_so(opened: Open) -> None:
    page = opened("contested", fragment=f"#event={CONTESTED.id}").page
    assert page.locator(".panel dl dd").first.inner_text().startswith("9 June 2024")
    assert "3 independent sources" in page.locator(".panel dl dd").nth(1).inner_text()
    claims = page.locator(".panel section", has_text="The sources disagree on the date")
    assert claims.locator(".claim").all_inner_texts() == [
        "9 June 2024 · Harbour Courier · 2 independent sources",
        "8 June 2024 · Thời báo Vịnh · 1 independent source",
    ]
    assert claims.locator(".quote mark").all_inner_texts() == ["met", "gặp"]
    page.evaluate(f"location.hash = 'event={PLAN.id}'")
    until(page, "document.querySelector('.panel h2').textContent === 'hai bên sẽ họp'")
    assert page.locator(".panel .claim").count() == 0


def test_confidence_is_said_in_words_and_percent(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-release").page
    assert page.locator(".panel .meter").inner_text() == "certain · 85 %"
    page.evaluate("location.hash = 'event=ev-evacuate'")
    until(page, "document.querySelector('.panel .meter').innerText === 'doubtful · 35 %'")


def test_the_sentence_stands_in_its_context(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-evacuate").page
    quote = page.locator(".panel .quote").first
    assert quote.locator("mark").inner_text() == "sơ tán"
    before, after = (quote.locator(".around").nth(n).inner_text() for n in (0, 1))
    assert before.strip().endswith("nói nước sẽ sớm rút.")
    assert after.strip().startswith("Trước khi xả lũ")


def test_all_other_mentions_are_there_behind_a_fold(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-board").page
    mentions = page.locator(".panel section", has_text="Other mentions (5)")
    assert mentions.locator(".quote").count() == 2
    mentions.locator("summary").click()
    until(page, "document.querySelectorAll('.panel .folded[open] .quote').length === 3")
    assert mentions.locator(".quote mark").all_inner_texts()[-1] == "The dam board"


def test_a_link_that_is_no_web_address_is_not_offered(opened: Open) -> None:
    page = opened("dam", fragment="#article=d-zz").page
    assert page.locator(".panel a").count() == 0
    page.evaluate("location.hash = 'article=d-vi'")
    until(page, "document.querySelector('.panel a')?.getAttribute('href') === 'https://bao.example/dap'")
    page.evaluate("location.hash = 'actor=en-commune'")
    until(page, "document.querySelector('.panel .same')")
    assert page.locator(".panel .same a").evaluate_all("links => links.map(one => one.getAttribute('href'))") == [
        "https://data.example/id/thach-lam"
    ]


def test_links_to_other_events_are_told_from_both_ends_with_their_words(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-release").page
    rows = page.locator(".panel section", has_text="Other events").locator("li")
    assert rows.nth(0).inner_text().startswith("after ban quản lý họp với xã")
    assert rows.nth(1).inner_text().startswith("causes người dân Thạch Lâm sơ tán")
    rows.nth(0).locator("button", has_text="Trước khi").click()
    until(page, "location.hash.startsWith('#link=')")
    assert page.locator(".panel h2").inner_text() == "ban quản lý họp với xã – before – đập Sông Mây xả lũ"
    assert page.locator(".panel mark").first.inner_text() == "Trước khi xả lũ, ban quản lý họp"
    assert page.locator(".panel .dated li").count() == 2


def test_an_actor_has_names_offices_relations_and_closest_actors(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-head").page
    assert page.locator(".panel section", has_text="Offices").locator("li").inner_text().split("\n") == [
        "giám đốc",
        "attested 11 June 2024, Báo Mẫu",
    ]
    page.locator(".panel section", has_text="Relations").locator("button").click()
    until(page, "document.querySelector('.panel h2').textContent === 'Lê Thị Mận heads Sông Mây dam board'")
    assert page.locator(".panel .attested dd").all_inner_texts() == ["11 June 2024, Báo Mẫu"]
    assert page.locator(".panel .quote mark").inner_text() == "giám đốc ban quản lý"
    page.locator(".panel .chip", has_text="Sông Mây dam board").click()
    until(page, "document.querySelector('.panel h2').textContent === 'Sông Mây dam board'")
    panel = page.locator("#panel").inner_text()
    assert "ban quản lý đập Sông Mây · Ban" in panel
    assert (
        page.locator(".panel section", has_text="Relations").inner_text().split("\n")[-1] == "Lê Thị Mận heads Sông Mây dam board"
    )
    assert page.locator(".panel section", has_text="Appears most with").locator(".chip").inner_text().split() == [
        "Thạch",
        "Lâm",
        "1",
    ]


def test_the_small_timeline_of_an_actor_can_be_clicked(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-board").page
    marks = page.locator(".panel .strip [data-event]")
    assert marks.evaluate_all("all => all.map(one => one.dataset.event)") == ["ev-meet", "ev-release"]
    marks.nth(1).click()
    until(page, "document.querySelector('.panel h2').textContent === 'đập Sông Mây xả lũ'")


def test_an_article_tells_its_outlet_and_what_it_says(opened: Open) -> None:
    page = opened("dam", fragment="#article=d-vi").page
    facts = page.locator(".panel dl").inner_text().split("\n")
    assert facts[facts.index("Reported by") + 1] == "Báo Mẫu"
    assert facts[facts.index("Agency") + 1] == "Hãng tin Mẫu"
    assert facts[facts.index("Published") + 1] == "11 June 2024, 08:30 (UTC+7)"
    assert facts[facts.index("Language") + 1] == "Vietnamese"
    assert page.locator(".panel .dated li").count() == 4


def test_long_lists_are_folded(opened: Open) -> None:
    page = opened("crowd", fragment="#actor=en-team").page
    own = page.locator(".panel section", has_text="Timeline (20)")
    assert own.locator("li").count() == 8
    own.locator("summary").click()
    until(page, "document.querySelectorAll('.panel .dated li').length === 20")
