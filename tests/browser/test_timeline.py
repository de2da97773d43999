"""The timeline: brush, gaps, lanes, spans, shelf, and playing through time."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from kg.export.html.words import interface_words
from tests.browser.conftest import Open, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

PERIOD = "document.getElementById('period').textContent"
FROM, MOVE, TO = ("#brush [data-grip='0']", "#brush [data-grip='move']", "#brush [data-grip='1']")
# Boxes of all labels in the lanes and of all marks, and which event each belongs to; half a pixel of slack.
BOXES = """[...document.querySelectorAll('#lanes g.event')].flatMap(g => [...g.querySelectorAll('text, .mark, .edge')].map(n => {
  const b = n.getBoundingClientRect();
  return {n: g.dataset.n, text: n.tagName === 'text', box: [b.left + .5, b.top + 1.5, b.right - .5, b.bottom - 1.5], words: n.textContent};
}))"""


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def number(page: Page, key: str) -> int:
    found = page.evaluate(f"JSON.parse(document.getElementById('data').textContent).events.findIndex(e => e.id === {key!r})")
    assert isinstance(found, int)
    assert found >= 0
    return found


def shown(page: Page) -> set[str]:
    return set(page.evaluate("kgPage.shown()"))


def hashed(page: Page, part: str) -> str:
    until(page, f"decodeURIComponent(location.hash).includes({part!r})")
    return str(page.evaluate("location.hash"))


def test_the_network_follows_a_handle_while_the_mouse_still_holds_it(opened: Open) -> None:
    page = opened("busy").page
    whole = shown(page)
    x, y = middle(page, FROM)
    to, _ = middle(page, TO)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + (to - x) * 0.5, y, steps=4)
    until(page, f"kgPage.shown().length < {len(whole)}")
    held = shown(page)
    assert held < whole
    page.mouse.move(x + (to - x) * 0.75, y, steps=4)
    until(page, f"kgPage.shown().length < {len(held)}")
    assert shown(page) < held
    page.mouse.up()
    page.mouse.move(x, y)
    assert page.locator(TO).get_attribute("aria-valuetext") == "15 January 2025"
    start = page.locator(FROM).get_attribute("aria-valuetext")
    assert start is not None
    assert re.fullmatch(r"\d+ [A-Z][a-z]+ 202[45]", start)
    assert page.evaluate(PERIOD) == f"{start} – 15 January 2025"
    first = date.fromordinal(int(page.locator(FROM).get_attribute("aria-valuenow") or ""))
    again = opened("busy", fragment=hashed(page, f"period={first}")).page
    assert shown(again) == shown(page)
    assert again.evaluate(PERIOD) == page.evaluate(PERIOD)


def test_the_whole_window_moves_by_mouse_and_double_click_or_escape_shows_all(opened: Open) -> None:
    page = opened("busy", fragment="#period=2024-03-05..2024-03-07").page
    everything = 42
    until(page, "document.getElementById('counts').textContent.includes('of 42')")
    before = shown(page)
    x, y = middle(page, MOVE)
    to, _ = middle(page, "#brush .density")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 260, y, steps=5)
    page.mouse.up()
    until(page, f"!{PERIOD}.includes('March')")
    assert before != shown(page)
    page.mouse.dblclick(x, y)
    until(page, f"{PERIOD} === 'All time'")
    until(page, f"document.getElementById('counts').textContent.startsWith('{everything} events')")
    page.locator(MOVE).focus()
    page.keyboard.press("+")
    until(page, f"{PERIOD} !== 'All time'")
    page.keyboard.press("Escape")
    until(page, f"{PERIOD} === 'All time'")
    assert to > 0


def test_a_finger_moves_a_handle_at_phone_width(opened: Open) -> None:
    page = opened("busy", width=390, height=844).page
    page.locator("#brush").scroll_into_view_if_needed()
    assert page.evaluate("getComputedStyle(document.getElementById('brush')).touchAction") == "pan-y"
    before = shown(page)
    x, y = middle(page, FROM)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for far in (40, 120, 200):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + far, "y": y}]})
    until(page, f"kgPage.shown().length < {len(before)}")
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate(PERIOD).endswith("15 January 2025")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_brush_by_keys_goes_from_day_to_day_with_events_and_says_dates_in_words(opened: Open) -> None:
    page = opened("busy").page
    start = page.locator(FROM)
    start.focus()
    said = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        said.append(start.get_attribute("aria-valuetext"))
    assert said == ["2 May 2019", "1 March 2024", "5 March 2024", "6 March 2024"]
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    assert start.get_attribute("aria-valuetext") == "4 March 2024"
    low, high, now = (int(start.get_attribute(f"aria-value{one}") or "") for one in ("min", "max", "now"))
    assert low < now < high
    assert start.get_attribute("aria-label") == "Start of the period"
    page.locator(TO).focus()
    page.keyboard.press("Home")
    assert page.locator(MOVE).get_attribute("aria-valuetext") == "4 March 2024"
    page.keyboard.press("ArrowRight")
    page.locator(MOVE).focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    assert page.locator(MOVE).get_attribute("aria-valuetext") == "6 March 2024 – 7 March 2024"
    page.select_option("#language", "vi")
    assert page.locator(MOVE).get_attribute("aria-valuetext") == "6/3/2024 – 7/3/2024"


def test_the_overview_says_where_events_cluster(opened: Open) -> None:
    page = opened("busy").page
    assert page.locator("#brush .peaks text").all_text_contents() == ["14", "9", "7"]
    label = page.locator("#brush").get_attribute("aria-label") or ""
    assert "Busiest: 5 March 2024: 14 events; 20 September 2024: 9 events; 6 March 2024: 7 events." in label
    page.locator("[data-filter=type] summary").click()
    page.locator("[data-filter=type] input[value=MEET]").uncheck()
    until(page, "document.querySelector('#brush .peaks text').textContent === '10'")
    bar = page.locator("#brush .density .kept").nth(2).bounding_box()
    assert bar is not None
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] - 2)
    assert page.locator("#time-tip").inner_text().endswith("events")


def test_a_gap_is_a_zigzag_in_the_lanes_the_brush_and_the_network(opened: Open) -> None:
    page = opened("busy", width=1440).page
    lanes, brush = page.locator("#lanes .rows .break"), page.locator("#brush .break")
    assert lanes.count() == brush.count() == 3
    axis = page.evaluate("JSON.parse(document.getElementById('data').textContent).axis.breaks")
    assert len(axis) == 3
    assert re.fullmatch(r"\d (months|years)", page.locator("#lanes .dates .gap").first.text_content() or "")
    assert page.evaluate("kgPage.breaks()") == 3


@pytest.mark.parametrize("width", [390, 900, 1440])
@pytest.mark.parametrize("lanes", ["time", "actor", "topic", "type"])
def test_labels_of_the_lanes_are_whole_words_and_never_collide(opened: Open, lanes: str, width: int) -> None:
    page = opened("busy", fragment=f"#lanes={lanes}&tall=1", width=width, height=900).page
    boxes: list[dict[str, Any]] = page.evaluate(BOXES)
    texts = [one for one in boxes if one["text"]]
    assert len(texts) >= 8
    labels = page.evaluate("JSON.parse(document.getElementById('data').textContent).events.map(e => e.label)")
    for text in texts:
        label = labels[int(text["n"])]
        if text["words"] != label:
            kept = text["words"].removesuffix("…")
            assert len(kept) >= 10
            assert label.startswith(kept)
            assert label[len(kept)] in " ,;:"
        a, b, c, d = text["box"]
        for other in boxes:
            e, f, g, h = other["box"]
            if other is not text and other["n"] != text["n"]:
                assert c <= e or g <= a or d <= f or h <= b, (text, other)


def test_lanes_are_named_sorted_by_weight_and_the_rest_folded_into_others(opened: Open) -> None:
    page = opened("busy").page
    page.select_option("#lanes-by", "actor")
    until(page, "document.querySelector('#lanes .lane-name')")
    names = page.evaluate("[...document.querySelectorAll('#lanes .lane-name')].map(n => n.dataset.lane)")
    assert set(names[:2]) == {"Đơn vị thi công số 0", "Đơn vị thi công số 1"}
    assert names[-1] == "Others"
    counts = page.evaluate("[...document.querySelectorAll('#lanes .lane-name .number')].map(n => Number(n.textContent))")
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    groups = page.locator("#lanes [role=group]")
    assert groups.first.get_attribute("aria-label") == names[0]
    first = groups.first.locator("[role=option]").count()
    assert first == counts[0]
    again = opened("busy", fragment=hashed(page, "lanes=actor")).page
    assert again.evaluate("[...document.querySelectorAll('#lanes .lane-name')].map(n => n.dataset.lane)") == names
    again.select_option("#lanes-by", "type")
    until(again, "document.querySelector('#lanes .lane-name').dataset.lane === 'Meeting'")


def test_keys_go_across_lanes(opened: Open) -> None:
    page = opened("busy", fragment="#lanes=type").page
    page.locator("#lanes").focus()
    page.keyboard.press("Home")
    lane = "document.querySelector('#lanes [aria-selected=true]')?.parentNode.getAttribute('aria-label')"
    until(page, lane)
    first = page.evaluate(lane)
    page.keyboard.press("ArrowDown")
    until(page, f"{lane} && {lane} !== {first!r}")
    names = page.evaluate("[...document.querySelectorAll('#lanes [role=group]')].map(n => n.getAttribute('aria-label'))")
    assert names.index(page.evaluate(lane)) == names.index(first) + 1
    page.keyboard.press("ArrowUp")
    until(page, f"{lane} === {first!r}")


def test_each_kind_of_date_looks_like_what_it_is(opened: Open) -> None:
    page = opened("busy").page
    lane = {key: f"#lane-{number(page, f'ev-{key}')}" for key in ("month", "since", "until", "about", "soft-month", "range")}
    day = f"#lane-{number(page, 'ev-day-03')}"
    assert page.locator(f"{day} .mark").count() == 1
    assert page.locator(f"{day} .bar").count() == 0
    for key in ("month", "range"):
        assert page.locator(f"{lane[key]} .bar").get_attribute("mask") is None
        assert page.locator(f"{lane[key]} .mark").count() == 0
    month, since = (page.locator(f"{lane[key]} .bar").bounding_box() for key in ("month", "since"))
    assert month is not None
    assert since is not None
    dense = page.locator(f"{day} .mark").bounding_box()
    assert dense is not None
    assert month["x"] < dense["x"]
    assert month["x"] + month["width"] > since["x"] > dense["x"]
    masks = {key: page.locator(f"{lane[key]} .bar").get_attribute("mask") for key in ("since", "until", "about", "soft-month")}
    assert masks == {
        "since": "url(#fade-end)",
        "until": "url(#fade-start)",
        "about": "url(#fade-both)",
        "soft-month": "url(#fade-both)",
    }
    for key in ("planned", "possible"):
        mark = page.locator(f"#lane-{number(page, f'ev-{key}')} .mark")
        assert mark.evaluate("n => getComputedStyle(n).strokeDasharray") != "none"
    assert page.locator(f"#lane-{number(page, 'ev-denied')} .strike").count() == 1


def test_the_lanes_zoom_to_the_period_and_a_tip_says_the_whole_label_and_the_date(opened: Open) -> None:
    page = opened("busy").page
    own = number(page, "ev-day-00")
    spread = "(([a, b]) => b - a)(['ev-day-00', 'ev-day-12'].map(k => document.querySelector('#lane-' + JSON.parse(document.getElementById('data').textContent).events.findIndex(e => e.id === k) + ' .mark').getBoundingClientRect().left))"
    before = page.evaluate(spread)
    page.evaluate("location.hash = 'period=2024-03-05..2024-03-07'")
    until(page, f"{spread} > {before} * 1.5")
    page.locator(f"#lane-{own} .mark").hover()
    tip = page.locator("#time-tip").inner_text()
    assert "Ủy ban nhân dân thành phố họp bàn về tuyến đường sắt đô thị lần 0" in tip
    assert "5 March 2024 · Meeting" in tip
    box = page.locator("#time-tip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.locator(f"#lane-{own} .mark").click()
    until(page, "document.querySelector('.panel h2')?.textContent.endsWith('lần 0')")
    page.locator("#lanes .tick", has_text="5 Mar 2024").click()
    until(page, f"{PERIOD} === '5 March 2024'")


def test_the_shelf_folds_away_is_searched_and_walked_by_keys(opened: Open) -> None:
    page = opened("busy").page
    assert page.locator(".on-shelf").count() == 5
    page.fill("#shelf-find", "so xay dung")
    until(page, "document.querySelectorAll('.on-shelf').length === 1")
    assert page.locator(".on-shelf").inner_text().startswith("Sở Xây dựng")
    again = opened("busy", fragment=hashed(page, "undated=so+xay+dung")).page
    assert again.locator(".on-shelf").count() == 1
    page.fill("#shelf-find", "nothing like it")
    page.locator("text=No undated event has these words.").wait_for()
    page.fill("#shelf-find", "")
    until(page, "document.querySelectorAll('.on-shelf').length === 5")
    assert page.locator(".on-shelf[tabindex='0']").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    last = page.locator(".on-shelf").last.inner_text()
    assert page.evaluate("document.activeElement.innerText") == last
    page.keyboard.press("Enter")
    until(page, f"document.querySelector('.panel h2')?.textContent === {last!r}")
    toggle = page.locator(".shelf-toggle")
    toggle.click()
    until(page, "document.getElementById('shelf-body').hidden")
    assert toggle.get_attribute("aria-expanded") == "false"
    assert "(5)" in toggle.inner_text()
    folded = opened("busy", fragment=hashed(page, "shelf=closed")).page
    assert folded.locator(".on-shelf").count() == 0 or not folded.locator("#shelf-body").is_visible()


def test_the_shelf_obeys_the_filters_and_is_dim_in_a_period(opened: Open) -> None:
    page = opened("busy", fragment="#period=2024-03-05..2024-03-07&no-realis=planned").page
    assert page.locator(".on-shelf").count() == 4
    assert page.locator(".out .on-shelf").count() == 4
    page.locator("#whole").click()
    until(page, "document.querySelectorAll('.out .on-shelf').length === 0")


def test_playing_goes_by_days_with_events_until_space_stops_it(opened: Open) -> None:
    page = opened("busy").page
    page.emulate_media(reduced_motion="no-preference")
    page.select_option("#play-speed", "4")
    page.locator("#lanes").focus()
    page.keyboard.press(" ")
    until(page, "document.getElementById('play').getAttribute('aria-label') === 'Pause'")
    until(page, f"{PERIOD} === '1 May 2019 – 5 March 2024'")
    assert page.locator("#lanes .now").count() == 1
    page.keyboard.press(" ")
    until(page, "document.getElementById('play').getAttribute('aria-label') !== 'Pause'")
    assert page.locator("#time-said").inner_text().startswith("Paused. 1 May 2019 – ")
    end = date.fromordinal(int(page.locator(TO).get_attribute("aria-valuenow") or "") + 1)
    again = opened("busy", fragment=hashed(page, f"..{end}")).page
    assert shown(again) == shown(page)
    assert again.locator("#lanes [role=option]").count() == page.locator("#lanes [role=option]").count()
    assert again.locator("#lanes .now").count() == 1


def test_playing_to_the_end_shows_everything_and_stops(opened: Open) -> None:
    page = opened("busy", fragment="#period=2019-05-01..2024-09-21&speed=4").page
    page.emulate_media(reduced_motion="no-preference")
    page.locator("#play").click()
    until(page, f"{PERIOD} === 'All time'", seconds=12)
    until(page, "document.getElementById('play').getAttribute('aria-label') !== 'Pause'")


def test_with_less_motion_nothing_moves_by_itself_and_steps_are_told(opened: Open) -> None:
    page = opened("busy").page
    counts = []
    for last in ("", " – 1 March 2024", " – 5 March 2024", " – 6 March 2024"):
        page.locator("#play").click()
        until(page, f"{PERIOD} === '1 May 2019{last}'")
        counts.append(page.locator("#time-said").text_content() or "")
    assert page.locator("#play").get_attribute("aria-label") == "One step on (your device asks for less motion)"
    assert counts[0] == "1 May 2019: 1 new event, 2 events shown."
    assert counts[3] == "6 March 2024: 7 new events, 23 events shown."
    totals = [int(re.findall(r"(\d+) events? shown", one)[0]) for one in counts]
    assert all(a < b for a, b in pairwise(totals))
    page.locator("#step-before").click()
    until(page, f"{PERIOD} === '1 May 2019 – 5 March 2024'")
    page.keyboard.press("Escape")


def test_a_moving_period_keeps_its_number_of_days_with_events(opened: Open) -> None:
    page = opened("busy", fragment="#play=window&period=2024-03-05..2024-03-07").page
    page.locator("#step-after").click()
    until(page, f"{PERIOD} === '6 March 2024 – 1 September 2024'")
    page.locator("#step-after").click()
    until(page, f"{PERIOD} === '1 September 2024 – 20 September 2024'")
    hashed(page, "play=window")
    assert f"e{number(page, 'ev-day-00')}" not in shown(page)
    page.locator(FROM).focus()
    page.keyboard.press("ArrowLeft")
    until(page, "!location.hash.includes('played')")


def test_one_is_not_many(opened: Open) -> None:
    page = opened("hostile").page
    assert page.locator("#counts").inner_text() == "1 event · 2 actors · 1 article"
    page.select_option("#language", "vi")
    assert page.locator("#counts").inner_text() == "1 sự kiện · 2 đối tượng · 1 bài báo"


def test_every_count_has_the_plural_forms_of_its_language(opened: Open) -> None:
    page = opened("empty").page
    for code, words in interface_words().items():
        wanted = page.evaluate(f"new Intl.PluralRules({code!r}).resolvedOptions().pluralCategories")
        for key, forms in words["count"].items():
            assert set(forms) == set(wanted), (code, key)
            assert all("{n}" in form for form in forms.values())
