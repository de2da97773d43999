"""A reader explores the story: everything that is chosen shows its sentence."""

from __future__ import annotations

from tests.browser.conftest import Open, until


def test_a_click_on_a_node_shows_the_sentence_with_its_trigger(opened: Open) -> None:
    page = opened("story").page
    number = page.evaluate("JSON.parse(document.getElementById('data').textContent).events.findIndex(e => e.id === 'ev-open')")
    at = page.evaluate(f"kgPage.at('e{number}')")
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    quote = page.locator(".panel .quote").first
    quote.wait_for()
    assert quote.locator("mark").inner_text() == "khánh thành"
    assert "Bộ Giao thông khánh thành cầu Đông Giang tại Hà Tĩnh" in quote.inner_text()
    assert "Báo Mẫu" in quote.inner_text()
    assert "11 June 2024, 08:30" in quote.inner_text()
    assert quote.locator("a").get_attribute("href") == "https://bao.example/cau"
    panel = page.locator("#panel").inner_text()
    assert "10 June 2024" in panel
    assert "the text gives the date" in panel
    page.locator(".panel .chip", has_text="Bộ Giao thông").click()
    until(page, "document.querySelector('.panel h2').innerText === 'Bộ Giao thông'")
    assert page.locator("text=Back").is_visible()


def test_a_linked_event_is_one_click_away_with_the_words_that_link_it(opened: Open) -> None:
    page = opened("story").page
    page.locator("#lanes").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".panel h2").wait_for()
    row = page.locator(".panel li", has_text="khánh thành cầu Đông Giang").first
    assert row.inner_text().startswith("before khánh thành cầu Đông Giang")
    assert row.locator("q").inner_text() == "ký"
    row.locator("button").first.click()
    until(page, "document.querySelector('.panel h2').textContent === 'khánh thành cầu Đông Giang'")
    assert page.locator(".panel li", has_text="ký thỏa thuận với Công ty Sao Mai").first.inner_text().startswith("after ")


def test_an_event_on_the_timeline_can_be_chosen_and_stepped_by_keys(opened: Open) -> None:
    page = opened("story").page
    page.locator("#lanes").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".panel h2").inner_text() == "ký thỏa thuận với Công ty Sao Mai"
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.panel h2').textContent === 'strike of dock workers'")
    assert "since May 2024" in page.locator(".panel dl").inner_text()
    assert page.locator("#lanes [aria-selected=true]").count() == 1
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('.panel h2')")


def test_the_network_can_be_walked_by_keys(opened: Open) -> None:
    page = opened("story").page
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".panel h2")
    first = page.locator(".panel h2").inner_text()
    page.keyboard.press("ArrowRight")
    until(page, f"document.querySelector('.panel h2').textContent !== {first!r}")


def test_search_ignores_accents_and_the_stroke_of_d(opened: Open) -> None:
    page = opened("story").page
    page.fill("#search", "dat tran")
    assert page.locator("#found [role=option]").first.inner_text().startswith("Trần Văn Đạt")
    page.fill("#search", "dong giang")
    assert "Đông Giang" in page.locator("#found [role=option]").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel h2")
    page.fill("#search", "zzz")
    assert page.locator("#found").inner_text() == "Nothing found"


def test_the_brush_filters_the_network_and_the_fragment_restores_it(opened: Open) -> None:
    page = opened("story").page
    before = set(page.evaluate("kgPage.shown()"))
    page.locator("[role=slider]").first.focus()
    for _ in range(10):
        page.keyboard.press("PageUp")
    until(page, f"kgPage.shown().length < {len(before)}")
    after = set(page.evaluate("kgPage.shown()"))
    assert after < before
    until(page, "document.getElementById('counts').textContent.includes('events shown')")
    after = set(page.evaluate("kgPage.shown()"))
    until(page, "location.hash.includes('period=')")
    fragment = page.evaluate("location.hash")
    again = opened("story", fragment=fragment).page
    assert set(again.evaluate("kgPage.shown()")) == after
    again.locator("#reset").click()
    until(again, f"kgPage.shown().length === {len(before)}")


def test_filters_and_the_undated_shelf(opened: Open) -> None:
    page = opened("story").page
    assert page.locator("#shelf li").count() == 2
    page.locator("[data-filter=realis] summary").click()
    page.locator("[data-filter=realis] input[value=negated]").uncheck()
    until(page, "document.querySelectorAll('#shelf li').length === 1")
    page.locator("button[data-view=list]").click()
    until(page, "document.querySelectorAll('#list tbody tr').length === 5")
    until(page, "location.hash.includes('no-realis=negated')")


def test_language_and_theme_change_in_place(opened: Open) -> None:
    page = opened("story", fragment="#event=ev-agree").page
    assert "to the month" in page.locator("#panel").inner_text()
    page.select_option("#language", "vi")
    assert "tháng 4/2024" in page.locator("#panel").inner_text()
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_labels_keep_apart(opened: Open) -> None:
    labels = opened("story").page.evaluate("kgPage.labels()")
    assert len(labels) >= 12
    for i, one in enumerate(labels):
        for two in labels[i + 1 :]:
            (a, b, c, d), (e, f, g, h) = one["box"], two["box"]
            assert c <= e or g <= a or d <= f or h <= b, (one, two)


def test_hostile_text_stays_text(opened: Open) -> None:
    page = opened("hostile").page
    for chosen in ("event=ev-x", "actor=en-two"):
        page.evaluate(f"location.hash = '{chosen}'")
        until(page, "document.querySelector('.panel h2')")
    page.evaluate("location.hash = 'event=ev-x'")
    until(page, "document.querySelector('.panel h2').textContent.startsWith('<script>')")
    for chip in range(page.locator(".panel .chip").count()):
        page.locator(".panel .chip").nth(chip).click()
        until(page, "document.querySelector('.panelbar .quiet')")
        page.locator(".panelbar .quiet").click()
        until(page, "document.querySelector('.panel .meter')")
    page.fill("#search", "script")
    page.locator("button[data-view=list]").click()
    assert page.evaluate("window.hacked") is None
    assert (
        page.evaluate("[...document.querySelectorAll('a[href]')].filter(a => !/^https?:|#/.test(a.getAttribute('href'))).length")
        == 0
    )
    assert page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0


def test_a_graph_without_events_still_opens(opened: Open) -> None:
    assert "0 events" in opened("empty").page.locator("#counts").inner_text()


def test_a_phone_is_not_too_narrow(opened: Open) -> None:
    page = opened("story", width=390, height=844, scheme="dark", fragment="#event=ev-open").page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".panel.open").is_visible()
