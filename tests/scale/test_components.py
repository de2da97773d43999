"""Connected components as steps, beside disjoint sets in memory."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from kg.engine.localflow import Held, LocalFlow
from kg.resolve.sets import Sets
from kg.scale import components as module
from kg.scale.components import components, edge

NODES = st.sampled_from([f"n{i:02}" for i in range(30)])


@given(st.lists(st.tuples(NODES, NODES), max_size=60), st.integers(0, 3))
def test_components_are_those_of_disjoint_sets(pairs: list[tuple[str, str]], seed: int) -> None:
    with patch.object(module, "FEW", 5):
        check(pairs, seed)
    check(pairs, seed)


def check(pairs: list[tuple[str, str]], seed: int) -> None:
    sets: Sets[str] = Sets()
    for one, other in pairs:
        sets.join(one, other)
    flow = LocalFlow(seed=seed)
    found = flow.few(components(flow, flow.rows(edge(a, b) for a, b in pairs), "any"), 1000)
    assert {row.key: row.value for row in found} == {n: sets.find(n) for pair in pairs for n in pair}
    assert len({row.key for row in found}) == len(found)


def test_a_long_chain_takes_few_rounds() -> None:
    class Counting(LocalFlow):
        kept = 0

        def keep(self, data: Held, name: str) -> Held:
            self.kept += 1
            return super().keep(data, name)

    flow = Counting()
    chain = flow.rows(edge(f"{i:04}", f"{i + 1:04}") for i in range(500))
    with patch.object(module, "FEW", 5):
        found = flow.few(components(flow, chain, "chain"), 1000)
    assert {row.value for row in found} == {"0000"}
    assert flow.kept <= 12
