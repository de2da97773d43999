"""What is new since: every kind of change, each with its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.graph.difference import Change, Kind, What, diff
from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import EntityKind
from kg.model.event import EventType, Extraction, Predicate, Realis
from kg.model.graph import Records
from tests.factories import PLACE, Who, extraction, story
from tests.factories import What as Told

JAPAN = Who("Japan", PLACE, key="country:JP")
KOREA = Who("South Korea", PLACE, key="country:KR")
BUSAN = Who("Busan", PLACE)
PLAN = "Japan and South Korea will sign a rescue pact in Busan."
SIGNED = "Japan and South Korea signed a rescue pact in Busan on June 12."


def plan(
    article: str = "a-plan", published: str = "2024-06-01", publisher: str = "Harbour Courier", text: str = PLAN
) -> Extraction:
    told = Told(EventType.AGREE, "sign", None, ("Japan", "South Korea"), places=("Busan",), realis=Realis.PLANNED)
    return extraction(article, text, (JAPAN, KOREA, BUSAN), (told,), published=published, publisher=publisher)


def signed(article: str = "b-signed", published: str = "2024-06-12", publisher: str = "Bay Herald") -> Extraction:
    told = Told(EventType.AGREE, "signed", "2024-06-12", ("Japan", "South Korea"), places=("Busan",))
    return extraction(article, SIGNED, (JAPAN, KOREA, BUSAN), (told,), published=published, publisher=publisher)


def as_one(*extractions: Extraction) -> KnowledgeGraph:
    """Give the graph in which all events are one, told best by the last article: whether they are one is not decided here."""
    events = [event for e in extractions for event in KnowledgeGraph.of([e]).records.events]
    mentions = tuple(mention for event in reversed(events) for mention in event.mentions)
    one = replace(events[-1], id=min(event.id for event in events), mentions=mentions)
    return KnowledgeGraph(replace(KnowledgeGraph.of(extractions).records, events=(one,)))


def apart(*extractions: Extraction) -> KnowledgeGraph:
    """Give the graph in which no events are one."""
    events = [event for e in extractions for event in KnowledgeGraph.of([e]).records.events]
    return KnowledgeGraph(replace(KnowledgeGraph.of(extractions).records, events=tuple(sorted(events, key=lambda e: e.id))))


def changes(old: KnowledgeGraph, new: KnowledgeGraph) -> list[tuple[Kind, What, tuple[str, ...], tuple[str, ...]]]:
    return [(c.kind, c.what, c.before, c.after) for c in diff(old, new).changes]


def of(graph: KnowledgeGraph, other: KnowledgeGraph, what: What, kind: Kind = Kind.EVENT) -> Change:
    (found,) = (c for c in diff(graph, other).changes if c.what is what and c.kind is kind)
    return found


def test_nothing_is_new_in_the_same_graph() -> None:
    graph = KnowledgeGraph.of(story())
    found = diff(graph, KnowledgeGraph.of(reversed(story())))
    assert found.changes == () and found.come == found.gone == found.changed == ()


def test_all_is_new_since_nothing_and_withdrawn_the_other_way_round() -> None:
    nothing, graph = KnowledgeGraph(Records()), KnowledgeGraph.of(story())
    forth, back = diff(nothing, graph), diff(graph, nothing)
    assert {c.what for c in forth.changes} == {What.NEW} and {c.what for c in back.changes} == {What.WITHDRAWN}
    assert [(c.kind, c.id) for c in forth.changes] == [(c.kind, c.id) for c in back.changes]
    assert len(forth.changes) == len(graph.records.events) + len(graph.records.entities) + len(graph.records.relations)
    assert forth.come == back.gone == tuple(a.id for a in graph.records.articles)


def test_every_change_quotes_a_sentence_that_stands_in_its_article() -> None:
    old, new = KnowledgeGraph.of(story()[:1]), KnowledgeGraph.of(story())
    texts = {a.id: a.text for a in new.records.articles}
    found = diff(old, new).changes
    assert found and all(c.quotes for c in found)
    for quote in (q for c in found for q in c.quotes):
        assert quote.sentence in texts[quote.article]
        assert texts[quote.article][quote.begin : quote.end] in quote.sentence


def test_a_plan_that_came_true_is_one_event_that_changed() -> None:
    old, new = KnowledgeGraph.of([plan()]), as_one(plan(), signed())
    assert changes(old, new) == [
        (Kind.EVENT, What.DATE, (), ("2024-06-12",)),
        (Kind.EVENT, What.REALIS, ("planned",), ("actual",)),
        (Kind.EVENT, What.SOURCE, ("Harbour Courier",), ("Bay Herald", "Harbour Courier")),
    ]
    for change in diff(old, new).changes:
        assert [(q.article, q.sentence) for q in change.quotes] == [("b-signed", SIGNED)]


def test_a_reprint_confirms_nothing() -> None:
    old, new = KnowledgeGraph.of([plan()]), KnowledgeGraph.of([plan(), plan("c-reprint", "2024-06-02", "Coast Post")])
    assert changes(old, new) == []
    assert diff(old, new).come == ("c-reprint",)


def test_an_id_that_becomes_smaller_is_no_new_event() -> None:
    one, other = plan(), signed()
    small, large = sorted((one, other), key=lambda e: e.events[0].id)
    old, new = KnowledgeGraph.of([large]), as_one(one, other)
    assert old.records.events[0].id != new.records.events[0].id == small.events[0].id
    assert not {What.NEW, What.WITHDRAWN} & {c.what for c in diff(old, new).changes}


def test_who_took_part_and_where_by_name() -> None:
    poorer = Told(EventType.AGREE, "signed", "2024-06-12", ("Japan",))
    old = KnowledgeGraph.of([extraction("a", SIGNED, (JAPAN, KOREA, BUSAN), (poorer,))])
    richer = Told(EventType.AGREE, "signed", "2024-06-12", ("South Korea",), places=("Busan",))
    new = KnowledgeGraph.of([extraction("a", SIGNED, (JAPAN, KOREA, BUSAN), (richer,))])
    assert changes(old, new) == [
        (Kind.EVENT, What.PLACE, (), ("Busan",)),
        (Kind.EVENT, What.PARTICIPANTS, ("Japan (agent)",), ("South Korea (agent)",)),
    ]


def test_an_edit_of_another_sentence_moves_nothing() -> None:
    old, new = KnowledgeGraph.of([plan()]), KnowledgeGraph.of([plan(text=f"The wait is over. {PLAN}")])
    found = diff(old, new)
    assert found.changes == ()
    assert found.changed == ("a-plan",)


def test_an_actor_under_a_new_id_is_the_same_and_keeps_its_relations() -> None:
    def minister(name: str, key: str | None) -> Extraction:
        who = Who(name, EntityKind.PERSON, key=key)
        return extraction("a", f"{name} heads Japan.", (who, JAPAN), relations=((name, Predicate.HEADS, "Japan"),))

    old, new = KnowledgeGraph.of([minister("Aki Mori", None)]), KnowledgeGraph.of([minister("Aki Mori", "person:mori")])
    assert {e.id for e in old.records.entities} != {e.id for e in new.records.entities}
    assert changes(old, new) == []
    without = KnowledgeGraph.of([extraction("a", "Aki Mori heads Japan.", (Who("Aki Mori"), JAPAN))])
    assert changes(old, without) == [(Kind.RELATION, What.WITHDRAWN, ("Aki Mori heads Japan",), ())]
    assert changes(without, old) == [(Kind.RELATION, What.NEW, (), ("Aki Mori heads Japan",))]


def test_two_that_prove_to_be_one_are_joined_and_parted_again() -> None:
    one, two = as_one(plan(), signed()), apart(plan(), signed())
    joined, parted = of(two, one, What.JOINED), of(one, two, What.SPLIT)
    assert set(joined.before) == {"sign", "signed"} and len(joined.after) == 1
    assert {q.article for q in joined.quotes} == {"a-plan", "b-signed"}
    assert parted.after[0] in ("sign", "signed")
    assert not {What.NEW, What.WITHDRAWN} & {c.what for c in (*diff(two, one).changes, *diff(one, two).changes)}


def test_as_of_a_day_is_the_graph_of_what_had_been_published() -> None:
    undated = extraction("z", "South Korea votes.", (KOREA,), published=None)
    graph = KnowledgeGraph.of([plan(), signed(), undated])
    assert graph.as_of(date(2024, 6, 11)) == KnowledgeGraph.of([plan()])
    assert graph.as_of(date(2024, 6, 12)) == KnowledgeGraph.of([plan(), signed()])
    assert graph.as_of(date(2024, 5, 31)).records == Records()
    with pytest.raises(ValueError, match="without its extractions"):
        graph.surer(0.1).as_of(date(2024, 6, 12))
