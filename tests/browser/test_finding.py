"""Search, filters, focus, the path between two actors, hiding, and the keys for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import Open, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

NUMBER = "JSON.parse(document.getElementById('data').textContent).{list}.findIndex(one => one.id === '{id}')"


def node(page: Page, kind: str, identity: str) -> str:
    """Give the key of an event's or actor's node."""
    number = page.evaluate(NUMBER.format(list=kind, id=identity))
    return f"{kind[0]}{number}"


def title(page: Page, text: str) -> None:
    until(page, f"document.querySelector('.panel h2')?.textContent === {text!r}")


def test_search_groups_what_it_finds_and_marks_the_part_that_fits(opened: Open) -> None:
    page = opened("dam").page
    page.fill("#search", "song may")
    groups = page.locator("#found [role=group]")
    kinds = groups.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert kinds[0] == "People, organisations, places"
    assert sorted(kinds[1:]) == ["Articles", "Events", "Topics"]
    assert page.locator("#found [role=option]").first.locator("mark").all_inner_texts() == ["Sông", "Mây"]
    page.fill("#search", "da s")
    assert page.locator("#found [role=group][aria-label=Topics] mark").all_inner_texts() == ["đậ", "S"]


def test_search_knows_every_name_of_an_actor_and_the_sentences_of_events(opened: Open) -> None:
    page = opened("dam").page
    page.fill("#search", "ban quan ly dap")
    assert page.locator("#found [role=option]").first.inner_text().split("\n")[0] == "Sông Mây dam board"
    page.fill("#search", "villagers")
    assert page.locator("#found").inner_text() == "Nothing found"
    page.fill("#search", "on monday")
    option = page.locator("#found [role=option]").first
    assert option.locator("small mark").all_inner_texts() == ["on", "Monday"]
    option.click()
    title(page, "đập Sông Mây xả lũ")


def test_a_word_is_found_by_its_beginning_only(opened: Open) -> None:
    page = opened("dam").page
    page.fill("#search", "hach")
    assert page.locator("#found").inner_text() == "Nothing found"
    page.fill("#search", "thach")
    assert page.locator("#found [role=option]").first.inner_text().startswith("Thạch Lâm")


def test_search_works_by_keys_alone(opened: Open) -> None:
    page = opened("dam").page
    page.keyboard.press("/")
    page.keyboard.type("dam opens")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator("#found [aria-selected=true]").count() == 1
    assert page.locator("#search").get_attribute("aria-activedescendant") == "hit-0"
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    page.keyboard.press("ArrowDown")
    assert page.locator("#found").is_visible()
    page.keyboard.press("Enter")
    title(page, "Dam opens its gates")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_many_hits_are_folded(opened: Open) -> None:
    page = opened("crowd").page
    page.fill("#search", "trai so")
    events = page.locator("#found [role=group][aria-label=Events] [role=option]")
    assert events.count() == 5
    assert events.last.inner_text() == "Show 16 more"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter") if events.last.get_attribute("aria-selected") == "true" else events.last.click()
    assert events.count() == 20


def test_events_are_filtered_by_confidence(opened: Open) -> None:
    page = opened("dam").page
    page.locator("[data-filter=sure] summary").click()
    page.locator("#sure").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    until(page, f"!kgPage.shown().includes('{node(page, 'events', 'ev-evacuate')}')")
    assert page.locator(".sure output").inner_text() == "≥ 40 % · uncertain"
    assert node(page, "events", "ev-opening") in page.evaluate("kgPage.shown()")
    until(page, "location.hash.startsWith('#sure=40')")


def test_events_are_filtered_by_language_type_source_and_topic(opened: Open) -> None:
    page = opened("story").page

    def without(menu: str, value: str) -> set[str]:
        """Give what is no longer shown when a value is taken out."""
        before = set(page.evaluate("kgPage.shown()"))
        if not page.locator(f"[data-filter={menu}]").get_attribute("open"):
            page.locator(f"[data-filter={menu}] summary").click()
        page.locator(f"[data-filter={menu}] input[value='{value}']").uncheck()
        until(page, f"kgPage.shown().length !== {len(before)}")
        gone = before - set(page.evaluate("kgPage.shown()"))
        page.locator("#reset").click()
        until(page, f"kgPage.shown().length === {len(before)}")
        return {one for one in gone if one[0] == "e"}

    strike, meet = node(page, "events", "ev-strike"), node(page, "events", "ev-meet")
    assert without("lang", "en") == {strike, meet}
    assert without("source", "b-en") == {strike, meet}
    assert without("type", "PROTEST") == {strike}
    assert page.locator("[data-filter=lang]").inner_text().startswith("Languages")


def test_focus_is_expanded_and_narrowed_step_by_step(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-head").page
    page.locator(".panel .button", has_text="Focus").click()
    until(page, "document.getElementById('notice').textContent.includes('2 steps')")
    people, bank = node(page, "actors", "en-people"), node(page, "actors", "en-xbank")
    shown = page.evaluate("kgPage.shown()")
    assert node(page, "events", "ev-release") in shown
    assert people not in shown
    for steps in (3, 4):
        page.locator(".panel .button", has_text="One step further").click()
        until(page, f"document.getElementById('notice').textContent.includes('{steps} steps')")
    assert people in page.evaluate("kgPage.shown()")
    assert bank not in page.evaluate("kgPage.shown()")
    page.keyboard.press("n")
    until(page, "document.getElementById('notice').textContent.includes('3 steps')")
    page.locator(".panel .button", has_text="Leave focus").click()
    until(page, f"kgPage.shown().includes('{bank}')")


def test_the_path_between_two_actors_stands_with_its_sentences(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-head").page
    page.locator(".panel .button", has_text="Path to another actor").click()
    assert page.locator("#notice").inner_text().startswith("Path from Lê Thị Mận")
    page.keyboard.type("nguoi dan")
    page.keyboard.press("Enter")
    title(page, "From Lê Thị Mận to Người dân")
    chips = page.locator(".panel .path .chip > span:nth-child(2)").all_inner_texts()
    assert chips == ["Lê Thị Mận", "Sông Mây dam board", "đập Sông Mây xả lũ", "người dân Thạch Lâm sơ tán", "Người dân"]
    assert page.locator(".panel .path .stepword").all_inner_texts() == ["heads", "agent", "causes", "agent"]
    assert page.locator(".panel .path mark").all_inner_texts()[:2] == ["giám đốc ban quản lý", "ban quản lý đập"]
    assert page.locator("#notice").is_hidden()
    lit = {one["id"] for one in page.evaluate("kgPage.labels()")}
    assert {node(page, "actors", one) for one in ("en-head", "en-board", "en-people")} <= lit
    assert node(page, "actors", "en-xbank") not in lit
    until(page, "location.hash.startsWith('#path=en-head%2Cen-people')")


def test_it_is_said_when_no_path_leads_there(opened: Open) -> None:
    page = opened("dam", fragment="#path=en-head,en-xbank").page
    title(page, "From Lê Thị Mận to Ngân hàng Phương Bắc")
    assert "No event or relation in these articles leads" in page.locator("#panel").inner_text()


def test_a_path_that_only_a_filter_cuts_is_told_as_such(opened: Open) -> None:
    page = opened("dam", fragment="#path=en-board,en-people&sure=90").page
    assert "Without the filters there is a path" in page.locator("#panel").inner_text()
    page.locator(".panel .button", has_text="Reset").click()
    until(page, "document.querySelectorAll('.panel .path > li').length > 2")


def test_seeking_a_path_can_be_cancelled(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-head").page
    page.locator("#panel").focus()
    page.keyboard.press("p")
    assert page.locator("#notice").is_visible()
    page.keyboard.press("Escape")
    until(page, "document.getElementById('notice').hidden")
    page.fill("#search", "nguoi dan")
    page.keyboard.press("Enter")
    title(page, "Người dân")


def test_a_node_is_hidden_and_restored_from_the_list(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-meet").page
    event, commune = node(page, "events", "ev-meet"), node(page, "actors", "en-commune")
    page.locator(".panel .button", has_text="Hide").click()
    until(page, f"!kgPage.shown().includes('{event}') && location.hash.includes('hide=')")
    page.evaluate("location.hash += '&actor=en-commune'")
    title(page, "Thạch Lâm")
    page.locator("#panel").focus()
    page.keyboard.press("h")
    until(page, f"!kgPage.shown().includes('{commune}')")
    page.locator("[data-filter=hidden] summary").click()
    assert page.locator(".put-away li > span:nth-child(2)").all_inner_texts() == ["ban quản lý họp với xã", "Thạch Lâm"]
    page.locator(".put-away li", has_text="ban quản lý").locator("button").click()
    until(page, f"kgPage.shown().includes('{event}')")
    assert commune not in page.evaluate("kgPage.shown()")
    page.locator("text=Show all again").click()
    until(page, f"kgPage.shown().includes('{commune}')")
    assert page.locator("#hidden").is_hidden()


def test_an_actor_is_hidden_with_its_events(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-board").page
    gone = {node(page, "events", "ev-meet"), node(page, "events", "ev-release"), node(page, "actors", "en-board")}
    page.locator(".panel .button", has_text="Hide with its events").click()
    until(page, f"!kgPage.shown().includes('{min(gone)}')")
    assert not gone & set(page.evaluate("kgPage.shown()"))
    assert node(page, "events", "ev-evacuate") in page.evaluate("kgPage.shown()")
    page.locator("[data-filter=hidden] summary").click()
    assert "and its events" in page.locator(".put-away").inner_text()
    page.locator(".put-away button").click()
    until(page, f"kgPage.shown().includes('{min(gone)}')")


def test_the_keyboard_help_lists_the_keys_and_can_turn_letters_off(opened: Open) -> None:
    page = opened("dam").page
    page.keyboard.press("?")
    keys = page.locator("#help kbd").all_inner_texts()
    assert {"/", "?", "Esc", "Enter", "P", "H", "N", "L", "C", "Z", "PgUp"} <= set(keys)
    assert page.locator("#help dt").count() == page.locator("#help dd").count()
    page.locator("#help input").uncheck()
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('help').open")
    page.keyboard.press("l")
    assert page.locator("#list").is_hidden()
    page.locator("#keys").click()
    page.locator("#help input").check()
    page.locator("#help button").click()
    page.keyboard.press("l")
    until(page, "!document.getElementById('list').hidden")
