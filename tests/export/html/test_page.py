"""The page's file: safe, the same bytes each time, nothing fetched, words complete."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from typing import Any

from kg.export.html import write_html
from kg.export.html.network import draw_network
from kg.export.html.page import embed, policy, render
from kg.export.html.pagedata import page_data
from kg.export.html.words import interface_words
from kg.model.entity import EntityKind
from kg.model.event import EventPredicate, EventType, Predicate, Realis, Role
from kg.model.time import Basis, Grain
from tests.browser.story import hostile, story

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)


def written(graph: Any) -> str:
    file = io.BytesIO()
    write_html(graph, file)
    return file.getvalue().decode("utf-8")


def test_the_same_bytes_under_any_hash_seed() -> None:
    code = "import hashlib; from kg.export.html.page import render; from tests.browser.story import story; print(hashlib.sha256(render(story()).encode()).hexdigest())"
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(render(story()).encode()).hexdigest()


def test_every_script_that_runs_is_in_the_policy_by_its_hash() -> None:
    page = written(story())
    rules = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert rules is not None
    text = rules.group(1).replace("&#39;", "'")
    assert "default-src 'none'" in text
    assert "unsafe" not in text
    run = [match["body"] for match in SCRIPT.finditer(page) if not match["attributes"]]
    assert len(run) == 2
    for body in run:
        assert base64.b64encode(hashlib.sha256(body.encode("utf-8")).digest()).decode("ascii") in text


def test_hostile_text_adds_no_element() -> None:
    tags = re.compile(r"<[a-zA-Z/!]")

    def outside(page: str) -> list[str]:
        return tags.findall(SCRIPT.sub("", page))

    assert len(outside(written(hostile()))) == len(outside(written(story())))
    assert len(SCRIPT.findall(written(hostile()))) == len(SCRIPT.findall(written(story())))


def test_data_escapes_what_could_end_a_script() -> None:
    text = embed({"a": "</script><!-- & \u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"a": "</script><!-- & \u2028\u2029"}


def test_the_policy_allows_nothing_by_default() -> None:
    assert policy(["a"], []).startswith("default-src 'none'; script-src 'sha256-")


def test_licences_and_title_are_in_the_page() -> None:
    page = render(story(), title="Cầu & cảng <b>")
    assert "<title>Cầu &amp; cảng &lt;b&gt;</title>" in page
    assert "The MIT License" in page
    assert "sourceMappingURL" not in page


def test_interface_words_cover_every_value_in_every_language() -> None:
    words = interface_words()
    assert set(words) >= {"en", "vi"}
    shape = {section: set(keys) for section, keys in words["en"].items() if isinstance(keys, dict)}
    for table in words.values():
        assert {section: set(keys) for section, keys in table.items() if isinstance(keys, dict)} == shape
        assert set(table["type"]) == {one.value for one in EventType}
        assert set(table["realis"]) == {one.value for one in Realis}
        assert set(table["role"]) == {one.value for one in Role}
        assert set(table["predicate"]) == {one.value for one in Predicate}
        assert set(table["link"]) == set(table["link_back"]) == {one.value for one in EventPredicate}
        assert set(table["basis"]) == {one.value for one in Basis}
        assert set(table["grain"]) == {one.value for one in Grain}
        assert set(table["kind"]) == {one.value for one in EntityKind} | {"event", "topic"}
        assert set(table["dates"]) >= {one.value for one in Grain if one is not Grain.RANGE}


def test_quotes_point_at_their_words_in_the_sentence_shown() -> None:
    data = page_data(story().records)
    event = next(event for event in data["events"] if event["id"] == "ev-open")
    number, begin, end, rule = event["ev"][0]
    assert data["sentences"][number]["t"][begin:end] == "khánh thành"
    assert data["rules"][rule] == "rule.by-hand"
    assert data["sentences"][number]["n"].startswith("Ông Trần Văn Đạt")
    timed = event["time"]["at"]
    assert data["sentences"][timed[0]]["t"][timed[1] : timed[2]] == "10/6"


def test_a_link_joins_two_events_by_the_words_that_say_so() -> None:
    data = page_data(story().records)
    (link,) = data["links"]
    assert (data["events"][link["s"]]["id"], link["p"], data["events"][link["o"]]["id"]) == ("ev-agree", "before", "ev-open")
    number, begin, end, _ = link["ev"][0]
    assert data["sentences"][number]["t"][begin:end] == "ký"
    network, _ = draw_network(data)
    (edge,) = (edge for edge in network["edges"] if edge["kind"] == "link")
    assert (edge["from"], edge["to"]) == (f"e{link['s']}", f"e{link['o']}")


def test_a_source_that_only_reports_is_no_actor_but_is_named() -> None:
    data = page_data(story().records)
    assert "Báo Mẫu" not in [actor["name"] for actor in data["actors"]]
    event = next(event for event in data["events"] if event["id"] == "ev-open")
    assert event["by"] == [[-1, "Báo Mẫu"]]


def test_no_name_of_the_script_is_taken_twice() -> None:
    script = [match["body"] for match in SCRIPT.finditer(written(story())) if not match["attributes"]][-1]
    names = re.findall(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", script, re.MULTILINE)
    assert sorted(name for name, count in Counter(names).items() if count > 1) == []
