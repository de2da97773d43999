"""What a user says of who is who goes before all evidence, whatever the order of articles and entries."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.entity import EntityKind
from kg.model.event import EventType, Extraction, Predicate, Relation
from kg.resolve.corpus import Resolution, distinct, resolution
from kg.resolve.corrections import Act, ActorRef, Correction, Corrections, RelationRef
from kg.resolve.names import key
from tests.factories import PERSON, PLACE, What, Who, extraction
from tests.resolve.test_corpus import NAMES, STATES, articles

FILE = "somewhere/fixes.toml"


def entries(*found: Correction) -> Corrections:
    return Corrections(FILE, tuple(replace(entry, number=i, line=10 * i) for i, entry in enumerate(found, 1)))


def same(*refs: ActorRef) -> Correction:
    return Correction(0, Act.SAME, actors=refs)


def different(*refs: ActorRef) -> Correction:
    return Correction(0, Act.DIFFERENT, actors=refs)


def named(name: str, *where: str) -> ActorRef:
    return ActorRef(name=name, articles=where)


def meeting(ident: str, *people: str, date: str = "2024-06-09") -> Extraction:
    text = f"Hôm qua {' và '.join(people)} gặp nhau ở Nhật Bản."
    who = [*(Who(name) for name in people), Who("Nhật Bản", PLACE, (), "country:JP")]
    return extraction(ident, text, who, [What(EventType.MEET, "gặp", date, people, places=("Nhật Bản",))], lang="vi")


def people(found: Resolution) -> list[set[str]]:
    """Give the articles of each person, the widest first."""
    parts = [{m.article for m in e.mentions} for e in found.records.entities if e.kind is PERSON]
    return sorted(parts, key=lambda part: (-len(part), sorted(part)))


NEWS = [meeting("a", "Ada Vint"), meeting("b", "Ada Vint"), meeting("c", "Lan Hoa"), meeting("d", "Lan Hoa")]


def test_same_joins_whatever_the_names_and_says_why() -> None:
    found = resolution(NEWS, entries(same(named("Ada Vint"), named("lan hoa"))))
    assert people(found) == [{"a", "b", "c", "d"}]
    assert found.findings == ()
    assert "correction fixes.toml entry 1" in {join.reason for join in found.joins}
    entity = next(e for e in found.records.entities if e.kind is PERSON)
    assert {entity.name, *entity.names} == {"Ada Vint", "Lan Hoa"}


def test_different_takes_articles_out_of_one_name_and_the_rest_stays_together() -> None:
    news = [*NEWS, meeting("e", "Ada Vint")]
    found = resolution(news, entries(different(named("Ada Vint", "a"), named("Ada Vint"))))
    assert people(found) == [{"b", "e"}, {"c", "d"}, {"a"}]
    found = resolution(news, entries(different(named("Ada Vint", "a"), named("Ada Vint", "b"))))
    assert people(found) == [{"a", "e"}, {"c", "d"}, {"b"}]


def test_different_forbids_what_an_alias_would_join() -> None:
    pair = [meeting("a", "Ada Vint"), meeting("b", "Ada B. Vint")]
    assert people(resolution(pair)) == [{"a", "b"}]
    found = resolution(pair, entries(different(named("Ada Vint", "a"), named("Ada B. Vint", "b"))))
    assert people(found) == [{"a"}, {"b"}]


def test_an_id_that_kg_showed_means_the_same_after_the_actor_was_joined_or_cut() -> None:
    before = resolution(NEWS[:2])
    (ada,) = [e.id for e in before.records.entities if e.kind is PERSON]
    found = resolution(NEWS, entries(same(ActorRef(id=ada), named("Lan Hoa"))))
    assert people(found) == [{"a", "b", "c", "d"}]
    cut = resolution(NEWS, entries(different(named("Ada Vint", "a"), named("Ada Vint", "b"))))
    alone = next(e.id for e in cut.records.entities if {m.article for m in e.mentions} == {"b"})
    both = entries(different(named("Ada Vint", "a"), named("Ada Vint", "b")), same(ActorRef(id=alone), named("Lan Hoa")))
    assert people(resolution(NEWS, both)) == [{"b", "c", "d"}, {"a"}]


def test_two_people_of_one_name_are_told_apart_by_articles() -> None:
    name = "Nguyễn Văn Hùng"
    one = extraction("a", f"Bị cáo {name} lĩnh án.", (Who(name),), lang="vi", published="2024-01-02")
    other = extraction("b", f"Thầy {name} nhận bằng khen.", (Who(name),), lang="vi", published="2024-06-02")
    found = resolution([one, other], entries(Correction(0, Act.RENAME, actors=(named(name),), label="Thầy Hùng")))
    assert [str(line) for line in found.findings] == [
        f"{FILE}:10: entry 1 fits several actors: {name} is "
        + "; ".join(f"{name} (person, {e.id})" for e in found.records.entities)
        + "; give id, kind or articles"
    ]
    found = resolution([one, other], entries(Correction(0, Act.RENAME, actors=(named(name, "b"),), label="Thầy Hùng")))
    assert found.findings == ()
    assert {e.name for e in found.records.entities} == {name, "Thầy Hùng"}
    assert people(resolution([one, other], entries(same(named(name, "a"), named(name, "b"))))) == [{"a", "b"}]
    assert people(resolution([one, other], entries(same(named(name, "a", "b"), named(name, "a"))))) == [{"a", "b"}]


def test_events_are_joined_and_parted_by_any_of_their_reports() -> None:
    pair = [meeting("a", "Ada Vint", "Lan Hoa"), meeting("b", "Ada Vint", "Lan Hoa")]
    first, second = (e.events[0].id for e in pair)
    assert len(resolution(pair).records.events) == 1
    apart = resolution(pair, entries(Correction(0, Act.DIFFERENT, events=(second, first))))
    assert len(apart.records.events) == 2
    far = [meeting("a", "Ada Vint"), meeting("b", "Lan Hoa", date="2023-01-01"), meeting("c", "Lan Hoa", date="2023-01-01")]
    assert len(resolution(far).records.events) == 2
    one = resolution(far, entries(Correction(0, Act.SAME, events=(far[2].events[0].id, far[0].events[0].id))))
    assert len(one.records.events) == 1
    assert "correction fixes.toml entry 1" in {join.reason for join in one.joins}
    larger = max(first, second)
    label = resolution(pair, entries(Correction(0, Act.RENAME, events=(larger,), label="hai người gặp nhau")))
    assert [event.label for event in label.records.events] == ["hai người gặp nhau"]
    assert resolution(pair, entries(Correction(0, Act.DROP, events=(larger,)))).records.events == ()


def test_a_new_name_is_shown_and_the_old_one_stays_an_alias() -> None:
    found = resolution(NEWS[:1], entries(Correction(0, Act.RENAME, actors=(named("Ada Vint"),), label="Bà Vint")))
    (ada,) = [e for e in found.records.entities if e.kind is PERSON]
    assert (ada.name, ada.names, ada.labels) == ("Bà Vint", ("Ada Vint",), (("vi", "Bà Vint"),))
    english = Correction(0, Act.RENAME, actors=(ActorRef(key="country:JP"),), label="Japan", lang="en")
    (japan,) = [e for e in resolution(NEWS[:1], entries(english)).records.entities if e.kind is PLACE]
    assert (japan.name, japan.labels) == ("Nhật Bản", (("en", "Japan"), ("vi", "Nhật Bản")))


def test_what_is_dropped_leaves_nothing_that_points_at_it() -> None:
    news = [with_relation(one) for one in NEWS]
    found = resolution(news, entries(Correction(0, Act.DROP, actors=(named("Ada Vint"),)), Correction(0, Act.DROP, article="c")))
    kept = {e.id for e in found.records.entities}
    assert people(found) == [{"d"}]
    assert [article.id for article in found.records.articles] == ["a", "b", "d"]
    assert {p.who for e in found.records.events for p in e.participants} <= kept
    assert all(relation.subject in kept for relation in found.records.relations)
    relation = RelationRef(named("Lan Hoa"), Predicate.HEADS, ActorRef(key="country:JP"))
    assert len(resolution(news).records.relations) == 2
    assert len(resolution(news, entries(Correction(0, Act.DROP, relation=relation))).records.relations) == 1


def with_relation(one: Extraction) -> Extraction:
    person, state = one.entities
    return replace(one, relations=(Relation(person.id, Predicate.HEADS, person.mentions[:1], object=state.id),))


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (same(named("Ada Vint"), named("Nobody")), "fits no actor: Nobody"),
        (same(named("Ada Vint"), ActorRef(name="Ada Vint", kind=EntityKind.PLACE)), "fits no actor: Ada Vint, place"),
        (different(named("Ada Vint"), named("Ada Vint")), "names one and the same twice; tell the two by their articles"),
        (Correction(0, Act.SAME, events=("evt-0", "evt-1")), "fits no event: evt-0, evt-1"),
        (Correction(0, Act.DROP, events=("evt-0",)), "fits no event: evt-0"),
        (Correction(0, Act.DROP, article="z"), "fits no article: z"),
        (
            Correction(0, Act.DROP, relation=RelationRef(named("Lan Hoa"), Predicate.OWNS, ActorRef(key="country:JP"))),
            "fits no relation: Lan Hoa owns country:JP",
        ),
    ],
)
def test_what_fits_nothing_is_one_line_and_the_rest_goes_on(entry: Correction, says: str) -> None:
    found = resolution(NEWS, entries(entry, same(named("Ada Vint"), named("Lan Hoa"))))
    assert [str(finding) for finding in found.findings] == [f"{FILE}:10: entry 1 {says}"]
    assert people(found) == [{"a", "b", "c", "d"}]


def test_contradictions_stay_apart_and_are_told() -> None:
    found = resolution(
        NEWS,
        entries(
            same(named("Ada Vint"), named("Lan Hoa")),
            different(named("Lan Hoa"), named("Ada Vint")),
            Correction(0, Act.RENAME, actors=(named("Lan Hoa"),), label="Lan"),
            Correction(0, Act.RENAME, actors=(named("Lan Hoa"),), label="Hoa"),
        ),
    )
    assert people(found) == [{"a", "b"}, {"c", "d"}]
    assert [str(finding) for finding in found.findings] == [
        f"{FILE}:10: entry 1 says that two are one, entry 2 that they are not: they stay apart",
        f"{FILE}:30: entry 3 gives a name that entry 4 gives otherwise: neither is used",
        f"{FILE}:40: entry 4 gives a name that entry 3 gives otherwise: neither is used",
    ]


refs = st.builds(
    ActorRef,
    name=st.sampled_from([*NAMES, *STATES, "Nobody"]),
    articles=st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=2).map(tuple),
)


def pair(act: Act, one: ActorRef, other: ActorRef) -> Correction:
    return Correction(0, act, actors=(one, other))


def rename(who: ActorRef, label: str) -> Correction:
    return Correction(0, Act.RENAME, actors=(who,), label=label)


def drop(who: ActorRef) -> Correction:
    return Correction(0, Act.DROP, actors=(who,))


def drop_article(ident: str) -> Correction:
    return Correction(0, Act.DROP, article=ident)


def numbered(found: list[Correction]) -> Corrections:
    return entries(*found)


corrections = st.lists(
    st.one_of(
        st.builds(pair, st.sampled_from((Act.SAME, Act.DIFFERENT)), refs, refs),
        st.builds(rename, refs, st.sampled_from(("X", "Y"))),
        st.builds(drop, refs),
        st.builds(drop_article, st.sampled_from("abcz")),
    ),
    max_size=5,
).map(numbered)


@settings(max_examples=80, deadline=None)
@given(st.lists(articles(), max_size=6), corrections, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_nor_grouping_shows(found: list[Extraction], said: Corrections, chance: Random) -> None:
    whole = resolution(found, said)
    mixed = [*distinct(found[:3]), *found]
    chance.shuffle(mixed)
    assert resolution(mixed, said) == whole


@settings(max_examples=80, deadline=None)
@given(st.lists(articles(), max_size=6), corrections)
def test_the_graph_is_whole_and_what_is_different_is_never_one(found: list[Extraction], said: Corrections) -> None:
    result = resolution(found, said)
    records = result.records
    ids = {entity.id for entity in records.entities}
    assert len(ids) == len(records.entities)
    assert {p.who for event in records.events for p in event.participants} <= ids
    assert {who for event in records.events for who in event.attributed_to} <= ids
    faulty = {finding.entry for finding in result.findings}
    for entry in said.entries:
        if entry.act is Act.DIFFERENT and entry.number not in faulty:
            one, other = ({m for m in result.actors.of if _fits(result, m, ref)} for ref in entry.actors)
            if len(one) == len(other):
                assert not {result.actors.of[m] for m in one} & {result.actors.of[m] for m in other}


def _fits(result: Resolution, local: tuple[str, str], ref: ActorRef) -> bool:
    known = next(e for x in result.extractions if x.article.id == local[0] for e in x.entities if e.id == local[1])
    names = {key(name) for name in (known.name, *known.names)}
    return key(ref.name or "") in names and (not ref.articles or local[0] in ref.articles)


def test_corrections_that_say_nothing_change_nothing() -> None:
    assert replace(resolution(NEWS, Corrections(FILE)), findings=()) == resolution(NEWS)
