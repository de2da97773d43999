"""Who is who as steps, beside who is who in memory: equal, whatever the order and the parts of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import LocalFlow
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Extraction, Predicate
from kg.resolve.actor import resolve_actors
from kg.resolve.context import FEW
from kg.resolve.corpus import distinct
from kg.resolve.namesake import MOST
from kg.scale.actors import actors
from kg.scale.rows import joined, parted
from tests.factories import ORGANISATION, PERSON, PLACE, Who, extraction, story

GROUP = EntityKind.GROUP
HUNG = "Nguyễn Văn Hùng"
# People of one name, single names, ends of names, initials, spellings with and without marks.
PEOPLE = (
    *(HUNG, "Văn Hùng", "Hùng", "N.V.H", "Trần Văn Hùng", "Nguyen Van Hung", "Lê Thu Cúc", "Thu Cúc", "Cúc", "Le Thu Cuc"),
    *("Ada Vint", "Ada B. Vint", "Ada C. Vint", "A. Vint", "Eva Vint", "Vint", "Ada", "Cảng Xanh"),
)
OTHERS = (
    *(Who("Pháp", PLACE, (), "country:FR"), Who("Đức", PLACE, (), "country:DE"), Who("Huế", PLACE, (), "place:VN:hue")),
    *(Who("Huế", PLACE), Who("Hue", PLACE), Who("Sông Mã", PLACE), Who("Song Ma", PLACE), Who("Vint", PLACE)),
    *(Who("Bộ Y tế", ORGANISATION, ("BYT",)), Who("Bộ Y tế Pháp", ORGANISATION), Who("Bộ Y tế Đức", ORGANISATION, ("BYT",))),
    *(Who("BYT", ORGANISATION), Who("bộ BYT", ORGANISATION), Who("BYT Pháp", ORGANISATION), Who("BYT Đức", ORGANISATION)),
    *(Who("Diễn đàn Cảng Xanh", ORGANISATION, ("DCX",)), Who("Green Port Forum", ORGANISATION, ("DCX",))),
    *(Who("Diễn đàn Cảng", ORGANISATION, ("DCX",)), Who("DCX", ORGANISATION), Who("Cảng Xanh", ORGANISATION)),
    *(
        Who("Police", ORGANISATION),
        Who("police", ORGANISATION),
        Who("người dân", GROUP),
        Who("Kyodo", ORGANISATION, (), None, True),
    ),
)
TOLD = ("hôm qua rời bến", "ký giấy ở cảng", "mở quán phở", "lĩnh án tù", "nhận bằng khen")
TIMES = (None, "2024-05-02", "2024-05-04", "2024-06-20")


@st.composite
def articles(draw: st.DrawFn) -> Extraction:
    ident = f"{draw(st.sampled_from('abcdefghijkl'))}{draw(st.sampled_from(('', '-', ' x')))}"
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3))
    others = draw(st.lists(st.sampled_from(OTHERS), unique_by=lambda who: who.name, max_size=4))
    who = [*(Who(name) for name in people), *(other for other in others if other.name not in people)]
    ages = draw(st.lists(st.sampled_from(("", " (57 tuổi)", " (SN 1990)")), min_size=3, max_size=3))
    told = [f"Nay {name}{age} {draw(st.sampled_from(TOLD))}." for name, age in zip(people, ages, strict=False)]
    named = [f"Ở đó có {' '.join((other.name, *other.names))}." for other in who[len(people) :]]
    relations = [
        relation
        for name in people[: draw(st.integers(0, 1))]
        for relation in ((name, Predicate.HOLDS_ROLE, draw(st.sampled_from(("Giám đốc Sở Nắng", "ngư dân")))),)
    ]
    relations += [(people[0], Predicate.HEADS, other.name) for other in who[len(people) :][:1] if people]
    lang, published = draw(st.sampled_from(("vi", "en"))), draw(st.sampled_from(TIMES))
    text = " ".join([*told, *named]) or "Trời mưa."
    return extraction(ident, text, who, lang=lang, published=published, relations=relations)


def in_steps(found: Iterable[Extraction], seed: int) -> tuple[dict[tuple[str, EntityId], EntityId], list[Entity]]:
    """Give which entity each actor is, and the entities, both by steps."""
    known = distinct(found)
    flow = LocalFlow(parts=1 + seed % 4, seed=seed)
    of, entities = actors(flow, flow.rows(Row(one.article.id, "", one) for one in known))
    rows = flow.few(of, 10_000)
    assert [row.key for row in rows] == [one.article.id for one in known], "one row for each article"
    named = {(row.key, local): entity for row in rows for local, entity in row.value.items()}
    made = flow.few(entities, 10_000)
    assert [row.key for row in made] == [row.value.id for row in made]
    return named, [row.value for row in made]


def assert_same(found: Iterable[Extraction], seed: int = 0) -> None:
    known = list(found)
    whole = resolve_actors(distinct(known))
    named, made = in_steps(known, seed)
    assert named == dict(whole.of)
    assert made == [replace(entity, mentions=()) for entity in whole.entities]


@settings(max_examples=150, deadline=None)
@given(st.lists(articles(), max_size=14), st.integers(0, 7))
def test_steps_find_the_same_actors(found: list[Extraction], seed: int) -> None:
    assert_same(found, seed)


def test_nothing_gives_nothing() -> None:
    assert in_steps([], 0) == ({}, [])


def test_one_story() -> None:
    assert_same(story())


@pytest.mark.parametrize("name", [HUNG, "Ada Vint"])
def test_more_articles_of_a_name_than_are_held_against_each_other(name: str) -> None:
    """Two people of one name, a doubtful one and one that only ages tell apart, and a single name that may mean either."""
    club, port = Who("Câu lạc bộ Cảng Xanh", ORGANISATION), Who("Bến Nắng", PLACE)
    many = MOST + FEW
    found = [
        extraction(
            f"{i:03}",
            f"Nay {name}{('', ' (57 tuổi)', ' (23 tuổi)', '')[i % 4]} rời {who.name} lúc {i % 7} giờ.",
            (Who(name), who),
            lang="vi",
            published=f"2024-0{1 + i % 3}-1{i % 2}",
        )
        for i in range(many)
        for who in ((club, port)[i % 2],)
    ]
    short = name.split(" ")[-1]
    found += [
        extraction(f"s{i}", f"Ông {short} nhớ {club.name}.", (Who(short), club), lang="vi", published="2024-01-10")
        for i in range(3)
    ]
    assert_same(found)


def test_one_person_in_most_articles() -> None:
    """What is named so often is counted where it is: by far the most told of a short name, and what tells nothing of others."""
    state, club = Who("Pháp", PLACE, (), "country:FR"), Who("Câu lạc bộ Cảng Xanh", ORGANISATION)
    texts = [f"Nay Ada Vint rời Pháp lúc {i % 7} giờ." for i in range(2 * FEW)]
    found = [
        extraction(
            f"{7 * i % 80:02}", text, (Who("Ada Vint", names=("Ada",) if i % 5 == 0 else ()), state), published=TIMES[i % 4]
        )
        for i, text in enumerate(text.replace("Nay", "Nay Ada") if i % 5 == 0 else text for i, text in enumerate(texts))
    ]
    heads = [("Ada Vint", Predicate.HEADS, "Pháp")]
    found.append(
        extraction("00-", "Ada Vint đứng đầu Pháp cùng Câu lạc bộ Cảng Xanh.", (Who("Ada Vint"), state, club), relations=heads)
    )
    found += [extraction(f"e{i}", f"Eva Vint đi {i}.", (Who("Eva Vint"),)) for i in range(2)]
    found.append(extraction("s1", "Bà Vint nhớ Pháp.", (Who("Vint"), state), relations=[("Vint", Predicate.HEADS, "Pháp")]))
    found.append(extraction("s2", "Bà Vint mở quán.", (Who("Vint"),)))
    assert_same(found)
    named, made = in_steps(found, 1)
    homes = {article: {entity for (a, _), entity in named.items() if a == article} for article in ("00", "s1", "s2")}
    assert len(homes["00"] & homes["s1"]) == 2
    assert not homes["00"] & homes["s2"]
    assert {entity.name for entity in made} == {"Ada Vint", "Eva Vint", "Vint", "Pháp", "Câu lạc bộ Cảng Xanh"}


def test_what_a_map_step_holds_is_given_on_before_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("rows", "people", "actors"):
        monkeypatch.setattr(f"kg.scale.{module}.MANY", 10 if module == "actors" else 2)
    club = Who("Câu lạc bộ Cảng Xanh", ORGANISATION, ("CXC",))
    found = [extraction(f"{i}", f"Nay {n} rời {club.name} CXC.", (Who(n), club), lang="vi") for i, n in enumerate(PEOPLE)]
    assert_same([*found, *story()])


def test_enough_names_for_one_that_ends_like_no_other_to_be_rare() -> None:
    letters = "bcdghklmnprstvx"
    names = [f"Nguyễn {a.upper()}a {b.upper()}{c}u" for a in "bcd" for b in letters for c in "aeiou"]
    found = [extraction(f"n{i:03}", f"Ông {name} đến.", (Who(name),), lang="vi") for i, name in enumerate(names)]
    found += [extraction(f"r{i}", f"Ông {names[0]} đi xa lần {i}.", (Who(names[0], PERSON),), published=None) for i in range(3)]
    assert_same(found)


@given(st.lists(st.lists(st.text("\x00\x01\x02a ", max_size=3), min_size=1, max_size=3).map(tuple), min_size=2, max_size=6))
def test_keys_sort_as_identities_do(identities: list[tuple[str, ...]]) -> None:
    assert sorted(map(joined, identities)) == [joined(identity) for identity in sorted(identities)]
    assert all(parted(joined(identity)) == identity for identity in identities)
