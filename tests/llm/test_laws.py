"""Whatever a model answers, nothing is told that the text does not show."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.llm.answer import Answer
from kg.llm.assemble import assemble
from kg.llm.check import check
from kg.llm.ground import Ground
from kg.llm.sheet import lay_out
from kg.model.codec import extraction_from_json, extraction_to_json
from tests.llm.reading import PACKS, VI, article, event, part

SHEET = lay_out(article(VI, "vi"), PACKS["vi"])
GROUND = Ground(SHEET, "test")
WORDS = [
    *VI.replace(".", "").split(),
    "Na Uy",
    "cuộc tập trận",
    "hiệp định",
    "Halla Tomasdottir",
    "a1",
    "a5",
    "x",
    "",
    "Thủ tướng=a1",
    "Hải quân=a4",
    "Na Uy=a2",
    "hiệp định=Na Uy",
    "=",
    "a1=a1",
]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
sentence = st.sampled_from([0, 1, 2, 1.0, -1, 3])
parts = st.builds(
    part, st.sampled_from(WORDS), st.sampled_from(["agent", "place", "boss"]), st.sampled_from([None, "group", "person"])
)
times = st.none() | st.sampled_from(
    ["t0", "t1", "t2", "t3", "t1..t2", "t2..t1", "t1..", "..t3", "..", "t9", "2024-06-03", "t1..t0", "t1+d1", "t0-d1.."]
)
places = st.fixed_dictionaries({"s": sentence, "words": st.sampled_from(WORDS), "nth": st.sampled_from([None, 1, 2, 1.0])})
plausible = st.builds(
    event,
    sentence,
    st.sampled_from(WORDS),
    st.sampled_from(["agree", "meet", "military", "AGREE", "party"]),
    nth=st.sampled_from([None, 1, 2]),
    also=st.lists(places, max_size=2),
    realis=st.sampled_from(["actual", "planned", "sure"]),
    who=st.lists(parts, max_size=3),
    time=times,
)


@settings(deadline=None, max_examples=200)
@given(st.lists(plausible | anything, max_size=6) | anything)
def test_nothing_is_told_that_the_text_does_not_show(events: Any) -> None:
    import json

    answer = Answer(json.dumps({"events": events}))
    checked = check(GROUND, range(3), answer)
    lost = {s for rejection in checked.rejections for s in rejection.sentences}
    found = assemble(SHEET, "test", [checked])
    read = [e for e in found.events if e.mentions[0].extractor == "test"]
    assert all(place.sentence not in lost for one in checked.chosen for place in one.told)
    assert len({e.id for e in found.events}) == len(found.events)
    ids = {entity.id for entity in found.entities}
    dates = {t.edtf for t in SHEET.timexes} | {"2024-06-06"}
    for one in read:
        for mention in one.mentions:
            assert mention.span in mention.sentence
        assert {p.who for p in one.participants} <= ids and 0 < one.confidence < 1
        assert all(p.provenance[0].span in p.provenance[0].sentence for p in one.participants)
        assert one.time is None or set(one.time.edtf.split("/")) <= dates | {".."}
    assert extraction_from_json(extraction_to_json(found)) == found
