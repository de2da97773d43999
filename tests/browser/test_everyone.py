"""Everyone can use the page: axe finds nothing, keys reach everything, a phone shows all, languages are said."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Open, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# All rules of WCAG 2.2 to level AA, and what axe calls best practice; sizes of targets are off unless asked for.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
DESK, PHONE = (1440, 900), (390, 844)
# What stands on the screen, by the fragment that leads there and what is done then.
STANDS = {
    "network": ("", None),
    "list": ("view=list", None),
    "event": ("event=ev-open", None),
    "actor": ("actor=en-firm", None),
    "menu": ("", "[data-filter=type] summary"),
    "take": ("", "#take summary"),
    "nothing": ("no-realis=actual,planned,possible,negated", None),
    "search": ("", "search"),
    "path": ("path=en-dat,en-firm", None),
    "hidden": ("event=ev-agree&hide=t:to-bridge", None),
}


# Whether an open menu crosses the box of an element outside of it that is large enough by itself.
COVERED = """selector => {
    const [node, menu] = [document.querySelector(selector), document.querySelector('.menu[open] .drop, .found:not([hidden])')];
    if (!node || !menu || menu.contains(node)) return false;
    const [a, b] = [node.getBoundingClientRect(), menu.getBoundingClientRect()];
    return a.width >= 24 && a.height >= 24 && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("rules => axe.run(document, rules).then(result => result.violations)", RULES)
    nodes = [(one["id"], node) for one in found for node in one["nodes"]]
    return [
        f"{rule}: {node['target']} {node['failureSummary']}" for rule, node in nodes if not under(page, rule, node["target"][0])
    ]


def under(page: Page, rule: str, target: str) -> bool:
    """Tell whether a target is only too small as an open menu lies over a part of it: where it does is up to the fonts."""
    return rule == "target-size" and bool(page.evaluate(COVERED, target))


@pytest.mark.parametrize("stand", STANDS)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_both_themes_and_languages(opened: Open, size: tuple[int, int], stand: str) -> None:
    fragment, then = STANDS[stand]
    found = []
    page = opened("story", width=size[0], height=size[1]).page
    for theme in ("light", "dark"):
        for lang in ("en", "vi") if size == DESK else ("en" if theme == "light" else "vi",):
            page.evaluate("hash => { location.hash = hash; }", f"{fragment}&lang={lang}&theme={theme}")
            until(page, f"document.documentElement.lang === '{lang}' && document.documentElement.dataset.theme === '{theme}'")
            if then == "search":
                page.fill("#search", "")
                page.fill("#search", "cau")
                until(page, "document.querySelectorAll('#found [role=option]').length > 1")
            elif then:
                page.locator(then).click()
                until(page, "document.querySelector('.menu[open]')")
            found += [f"{theme} {lang} {one}" for one in violations(page)]
            page.keyboard.press("Escape")
    assert found == []


@pytest.mark.parametrize("name", ["empty", "hostile", "undated"])
def test_axe_finds_nothing_in_a_page_that_has_little(opened: Open, name: str) -> None:
    assert violations(opened(name).page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_overview_the_help_and_a_richer_page(opened: Open, scheme: str) -> None:
    assert violations(opened("crowd", scheme=scheme, fragment="#view=overview").page) == []
    page = opened("dam", scheme=scheme).page
    found = violations(page)
    page.keyboard.press("?")
    until(page, "document.getElementById('help').open")
    assert found + violations(page) == []


FOCUSED = """() => {
    const node = document.activeElement;
    const box = node.getBoundingClientRect();
    const look = getComputedStyle(node);
    const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
    const grip = node.querySelector?.(':scope > .grip');
    return [node.id || node.dataset.view || node.dataset.filter || node.className.baseVal || node.className || node.tagName.toLowerCase(),
            ring || (grip !== null && getComputedStyle(grip).stroke !== 'none'), box.width > 0 && box.height > 0];
}"""


def test_tab_reaches_everything_in_order_and_the_focus_is_seen(opened: Open) -> None:
    page = opened("story").page
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    passed: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last: no trap
        name, ring, visible = page.evaluate(FOCUSED)
        passed.append(name)
        assert ring, f"the focus cannot be seen on {name}"
        assert visible, f"the focus is on {name}, which cannot be seen"
    else:
        pytest.fail(f"never came to the end: {passed}")
    order = [
        passed.index(name) for name in ("skip", "search", "language", "theme", "network", "zoom-in", "lanes", "handle", "chip")
    ]
    assert order == sorted(order), passed
    assert passed[0] == "skip"


def test_the_skip_link_leads_to_the_list_and_keys_open_an_event_there(opened: Open) -> None:
    page = opened("story").page
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'list'")
    for _ in range(5):  # past the columns' four buttons, to the first event
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.panel h2')?.textContent === 'ký thỏa thuận với Công ty Sao Mai'")
    assert page.evaluate("document.activeElement.textContent") == "ký thỏa thuận với Công ty Sao Mai"  # drawn anew, focus kept
    assert page.locator("#list tr[aria-current=true]").count() == 1


def test_closing_the_panel_gives_the_focus_back(opened: Open) -> None:
    page = opened("story").page
    page.locator("#shelf button").nth(1).focus()
    words = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.locator(".panel.open").wait_for()
    page.locator(".panelbar .icon").focus()
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('.panel.open')")
    assert page.evaluate("document.getElementById('shelf').contains(document.activeElement)")
    assert page.evaluate("document.activeElement.textContent") == words
    page.locator(".panel .chip").first.focus()
    page.keyboard.press("Enter")
    page.locator(".panel.open").wait_for()
    assert page.evaluate("document.activeElement.id") == "panel"


def test_escape_closes_a_menu_and_gives_the_focus_back(opened: Open) -> None:
    page = opened("story").page
    page.locator("#take summary").focus()
    page.keyboard.press("Enter")
    until(page, "document.getElementById('take').open")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "take-png"
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('take').open")
    assert page.evaluate("document.activeElement.parentElement.id") == "take"


def first_column(page: Page, number: int) -> list[str]:
    return page.locator(f"#list tbody td:nth-child({number})").all_inner_texts()


def test_the_list_has_a_heading_and_sorts_by_its_columns(opened: Open) -> None:
    page = opened("story", fragment="#view=list&no-realis=possible").page
    assert page.locator("#list h2").inner_text() == "Events (5)"
    assert first_column(page, 1)[0] == "April 2024"
    page.get_by_role("button", name="Source").click()
    until(page, "document.querySelector('#list th[aria-sort]').textContent.startsWith('Source')")
    sources = first_column(page, 5)
    assert sources == sorted(sources)
    page.get_by_role("button", name="Source").click()
    until(page, "document.querySelector('#list th[aria-sort=descending]')")
    assert first_column(page, 5) == sources[::-1]
    until(page, "location.hash.includes('sort=-source')")
    again = opened("story", fragment=page.evaluate("location.hash")).page
    assert first_column(again, 5) == sources[::-1]
    assert again.get_by_role("row").count() == 6
    assert again.get_by_role("columnheader").count() == 5


def test_texts_of_articles_keep_their_language(opened: Open) -> None:
    page = opened("story", fragment="#view=list&lang=vi&event=ev-open").page
    assert page.locator("html").get_attribute("lang") == "vi"
    for row in page.locator("#list tbody tr").all():
        english = "strike" in row.inner_text() or "meet" in row.inner_text()
        assert row.locator("td").nth(3).get_attribute("lang") == ("en" if english else "vi")
    assert page.locator(".panel blockquote").first.get_attribute("lang") == "vi"
    page.evaluate("location.hash = 'lang=en&event=ev-open'")
    until(page, "document.documentElement.lang === 'en'")
    assert page.locator(".panel h2").get_attribute("lang") == "vi"


def test_language_and_theme_are_in_the_permalink_and_nowhere_else(opened: Open) -> None:
    page = opened("story").page
    page.select_option("#language", "vi")
    page.locator("#theme").click()
    until(page, "location.hash.includes('lang=vi') && location.hash.includes('theme=dark')")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    again = opened("story", fragment=page.evaluate("location.hash")).page
    assert again.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["vi", "dark"]
    assert again.locator("#language").input_value() == "vi"
    assert opened("story").page.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_theme_follows_the_system_until_one_is_chosen(opened: Open) -> None:
    page = opened("story").page
    page.emulate_media(color_scheme="dark")
    until(page, "document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"
    page.locator("#theme").click()
    until(page, "document.documentElement.dataset.theme === 'light'")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


CUT = """() => [...document.querySelectorAll('button, summary, input, select, h1, h2, h3, p, td, blockquote')]
    .filter(node => node.checkVisibility() && !node.closest('svg') && !node.classList.contains('sr') && !node.classList.contains('skip'))
    .filter(node => { const box = node.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1; })
    .filter(node => !node.closest('.tools'))  // which scroll sideways
    .map(node => node.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("fragment", ["", "#event=ev-open", "#view=list", "#actor=en-firm&lang=vi"])
def test_a_phone_cuts_nothing(opened: Open, fragment: str) -> None:
    page = opened("story", width=390, height=844, fragment=fragment).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(CUT) == []


def test_on_a_phone_the_panel_is_a_sheet_that_leaves_the_network_in_sight(opened: Open) -> None:
    page = opened("story", width=390, height=844, fragment="#event=ev-open").page
    box = page.locator(".panel.open").bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["width"] == 390
    assert box["y"] > 250
    assert box["y"] + box["height"] == 844
    page.locator(".panelbar .icon").click()
    until(page, "!document.querySelector('.panel.open')")


def test_on_a_phone_the_brush_moves_by_touch_and_menus_are_whole(opened: Open) -> None:
    page = opened("story", width=390, height=844).page
    page.locator("#brush").scroll_into_view_if_needed()
    grip = page.locator("#brush .handle").first.bounding_box()
    assert grip is not None
    assert grip["width"] >= 24 or grip["height"] >= 24
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y)
    page.mouse.up()
    until(page, "document.getElementById('counts').textContent.includes('events shown')")
    page.locator("#take summary").scroll_into_view_if_needed()
    page.locator("#take summary").click()
    until(page, "document.getElementById('take').open")
    drop = page.locator("#take .drop").bounding_box()
    assert drop is not None
    assert drop["x"] >= 0
    assert drop["x"] + drop["width"] <= 390
    assert drop["y"] + drop["height"] <= 844


@pytest.mark.parametrize(
    ("name", "fragment", "place", "words"),
    [
        ("empty", "", "#void", "These articles tell of no event."),
        ("empty", "#lang=vi", "#void", "Không tìm thấy sự kiện nào trong các bài viết này."),
        ("story", "#no-realis=actual,planned,possible,negated", "#void", "No event matches these filters."),
        ("story", "#no-realis=actual,planned,possible,negated&view=list", "#list .void", "No event matches these filters."),
        (
            "undated",
            "#lang=en",
            "#dateless",
            "Nothing here is dated. The articles do not say when they were published, so a word like “yesterday” is no day either.",
        ),
    ],
)
def test_an_empty_place_says_why(opened: Open, name: str, fragment: str, place: str, words: str) -> None:
    page = opened(name, fragment=fragment).page
    assert page.locator(place).is_visible()
    assert page.locator(place).inner_text() == words


def luminance(colour: list[int]) -> float:
    """Give the relative luminance of an sRGB colour, as WCAG 2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[int], two: list[int]) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAINTED = """name => {
    const probe = document.createElement('canvas').getContext('2d');
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_on_the_canvas_has_contrast_too(opened: Open, scheme: str) -> None:
    page = opened("story", scheme=scheme).page
    for ground in ("--stage", "--zone", "--surface", "--bg"):
        for ink in ("--ink", "--muted", "--person", "--organisation", "--place", "--group", "--topic", "--accent", "--event"):
            # Events' labels are in ink; their own colour paints shapes, for which 3 is enough.
            least = 3.0 if ink == "--event" else 4.5
            ratio = contrast(page.evaluate(PAINTED, ink), page.evaluate(PAINTED, ground))
            assert ratio >= least, f"{ink} on {ground}: {ratio:.2f}"


def test_the_choice_is_said_in_one_line(opened: Open) -> None:
    page = opened("story").page
    page.locator("#lanes").focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.getElementById('said').textContent === 'ký thỏa thuận với Công ty Sao Mai · April 2024'")
    page.keyboard.press("Escape")
    until(page, "document.getElementById('said').textContent === ''")


def test_the_list_comes_to_what_is_chosen_elsewhere(opened: Open) -> None:
    page = opened("story", fragment="#view=list", width=1000, height=560).page
    page.locator("#shelf button").last.click()
    until(page, "document.querySelector('#list tr.chosen')")
    row, frame = page.locator("#list tr.chosen").bounding_box(), page.locator("#list").bounding_box()
    assert row is not None
    assert frame is not None
    assert frame["y"] <= row["y"] <= frame["y"] + frame["height"] - 24
