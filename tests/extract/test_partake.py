"""Where actors stand to event words, and what is observed of the two together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.cast import Cast
from kg.extract.chain import chain
from kg.extract.mention import find_mentions
from kg.extract.partake import observations, pair, rows_of, words
from kg.extract.participants import find_participants
from kg.extract.position import Scene, is_passive, set_scenes
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.triggerbelief import find_triggers
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.lang.points import Points
from kg.lang.roles import Position
from kg.model.entity import EntityKind
from kg.model.event import Role
from kg.model.text import Article
from kg.pipeline import RuleExtractor

PACKS = Packs()


def scenes_of(code: str, text: str) -> tuple[list[Scene], Cast]:
    pack = PACKS[code]
    reading = read(Article(id="a", text=text, lang=code, title="", published="2024-06-12"), pack)
    mentions = find_mentions(reading, tag_times(reading))
    seen = views(reading, (), mentions)
    scenes = set_scenes(find_triggers(seen, pack.events), pack.events.roles)
    return scenes, Cast(scenes, seen, chain(reading, mentions), pack.events.roles)


def observed(code: str, text: str, name: str, word: str) -> set[str]:
    scenes, cast = scenes_of(code, text)
    tables = PACKS[code].events.roles
    for number, scene in enumerate(scenes):
        for n, trigger in enumerate(scene.triggers):
            for placed in scene.placed:
                if placed.mention.name == name and trigger.span.of(text) == word:
                    beside = pair(scene, n, placed, rows_of(scene)[placed])
                    return set(observations(scene, number, n, placed, beside, cast, tables))
    raise AssertionError(f"{name!r} and {word!r} are not found together")


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("vi", "Ông Trần Văn Hải bị bắt tại Đà Nẵng hôm 8/6.", "bị bắt"),
        ("vi", "Công ty Sao Mai bị phạt 40 triệu đồng hôm 8/6.", "bị phạt"),
        ("en", "Mark Hollis was arrested in Leeds on Monday.", "arrested"),
    ],
)
def test_who_undergoes_a_passive_verb_is_its_subject(code: str, text: str, word: str) -> None:
    scenes, _ = scenes_of(code, text)
    scene = scenes[0]
    (n,) = [n for n, trigger in enumerate(scene.triggers) if word.endswith(trigger.span.of(text).split()[-1])]
    assert is_passive(scene.triggers[n])
    assert Position.PASSIVE in scene.positions[n].values()


def test_members_of_a_row_are_as_far_from_the_event_word() -> None:
    text = "Japan, France and Italy condemned the raid on Monday."
    gaps = [{name for name in observed("en", text, who, "condemned") if ".gap." in name} for who in ("Japan", "France", "Italy")]
    assert gaps[0] == gaps[1] == gaps[2] == {"before.verb.gap.0"}


def test_commas_alone_make_no_row() -> None:
    scenes, _ = scenes_of("en", "In Paris, Japan condemned the raid on Monday.")
    assert {row.members for row in rows_of(scenes[0]).values()} == {1}


def test_the_preposition_before_an_actor_leads_it() -> None:
    vi = "Nhật Bản hội đàm với Pháp tại Hà Nội hôm 8/6."
    assert "after.verb.lead.with" in observed("vi", vi, "Pháp", "hội đàm")
    assert "after.verb.lead.at" in observed("vi", vi, "Hà Nội", "hội đàm")
    assert "after.verb.lead.with" in observed("en", "Japan met with France on Monday.", "France", "met")


def test_what_the_actor_does_elsewhere_is_told() -> None:
    text = "Japan attacked Ruritania on Monday. The attack by Japan was the first in years."
    seen = observed("en", text, "Japan", "attacked")
    assert "like.agent" in seen or "again.agent" in seen
    alone = observed("en", "Japan attacked Ruritania on Monday.", "Japan", "attacked")
    assert not any(name.startswith(("like", "again")) for name in alone)


@pytest.mark.parametrize("code", ["en", "vi"])
def test_a_pack_that_has_learned_nothing_goes_by_position(code: str) -> None:
    text = {"en": "Japan arrested Mark Hollis on Monday.", "vi": "Pháp bắt giữ ông Trần Văn Hải hôm 8/6."}[code]
    pack = PACKS[code]
    tables = replace(pack.events, evidence=replace(pack.events.evidence, part=Points({}, 0)), parts=None)
    reading = read(Article(id="a", text=text, lang=code, title="", published="2024-06-12"), pack)
    mentions = find_mentions(reading, tag_times(reading))
    seen = views(reading, (), mentions)
    found = find_triggers(seen, pack.events)
    (parts,) = find_participants(found, seen, chain(reading, mentions), tables)
    assert [share.role for share in parts] == [Role.PATIENT, Role.AGENT]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("vi", "Cũng tại cuộc gặp trên, Chủ tịch Trần Văn Hải đã ký thỏa thuận hợp tác với Bộ Y tế."),
        ("en", "At a meeting with Mark Hollis, Ana Reyes signed the agreement."),
    ],
)
def test_nobody_is_where_a_meeting_happens(code: str, text: str) -> None:
    extraction = RuleExtractor()(Article(id="a", text=text, lang=code, title="", published="2024-06-12"))
    people = {entity.id for entity in extraction.entities if entity.kind is EntityKind.PERSON}
    assert people
    roles = [part.role for event in extraction.events for part in event.participants if part.who in people]
    assert roles
    assert Role.PLACE not in roles


@pytest.mark.parametrize(
    ("code", "text", "name", "word", "way"),
    [
        (
            "en",
            "Mark Hollis, who runs Norda, was arrested in Leeds on Monday.",
            "Mark Hollis",
            "arrested",
            "way=before.passive.comma-relative-name-comma-passive",
        ),
        (
            "en",
            "Mark Hollis was arrested with Anna Berg in Leeds on Monday.",
            "Leeds",
            "arrested",
            "way=after.passive.preposition-name-preposition",
        ),
        ("vi", "Ông Trần Văn Hải bị bắt tại Đà Nẵng hôm 8/6.", "Đà Nẵng", "bắt", "way=after.passive.preposition"),
    ],
)
def test_the_way_between_the_two_is_told_step_by_step(code: str, text: str, name: str, word: str, way: str) -> None:
    scenes, _ = scenes_of(code, text)
    scene, n, placed = next(
        (scene, n, placed)
        for scene in scenes
        for n, trigger in enumerate(scene.triggers)
        for placed in scene.placed
        if placed.mention.name == name and trigger.span.of(text) == word
    )
    told = words(scene, n, placed, pair(scene, n, placed, rows_of(scene)[placed]))
    assert way in set(told)
