from __future__ import annotations

import pytest

from kg.extract.examples import check_examples
from kg.lang.pack import Packs


@pytest.mark.parametrize("code", Packs().codes)
def test_the_examples_and_negatives_of_every_pack_hold(code: str) -> None:
    assert [str(problem) for problem in check_examples(Packs()[code])] == []
