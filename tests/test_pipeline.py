"""The main job from Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, KgError
from kg.model.event import Extraction
from kg.model.text import Article
from kg.pipeline import FAILED, KEPT_AT_ONCE, Extractor, RuleExtractor, extract_all, fingerprint, plugin
from kg.store.sqlite import SqliteStore

TEXTS = {f"a{i}": f"The dam number {i} gave way on Monday and the town was cleared." for i in range(12)}
ARTICLES = [Article(name, text, "en", published="2023-03-06") for name, text in TEXTS.items()]


@dataclass
class Counting:
    """An extractor that notes what it was asked to read."""

    seen: list[str] = field(default_factory=list)

    def __call__(self, article: Article) -> Extraction:
        self.seen.append(article.id)
        if "number 3 " in article.text:
            raise ZeroDivisionError("three")
        return Extraction(article)


def test_the_public_names_are_there() -> None:
    assert set(kg.__all__) == set(dir(kg))
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    with pytest.raises(AttributeError):
        _ = kg.nothing


def test_extract_takes_an_article_a_text_or_a_path(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text("Dam gives way\n\nMarch 6, 2023\n\nThe dam above the town gave way on Monday.\n")
    assert kg.extract(ARTICLES[0]).article == ARTICLES[0]
    assert kg.extract("The dam gave way on Monday.", published="2023-03-06").article.published == "2023-03-06"
    assert kg.extract(path).article.title == "Dam gives way"
    with pytest.raises(InputError):
        kg.extract(tmp_path / "none.txt")


def test_a_store_is_asked_first_and_the_order_is_kept(tmp_path: Path) -> None:
    extractor = Counting()
    with SqliteStore(tmp_path / "s.sqlite") as store:
        list(extract_all(ARTICLES[2:5], store=store, extractor=extractor))
        again = list(extract_all(ARTICLES, store=store, extractor=extractor))
    assert [e.article.id for e in again] == list(TEXTS)
    # a3 fails, so it is not kept and is tried again
    assert extractor.seen == ["a2", "a3", "a4", "a0", "a1", "a3", *[f"a{i}" for i in range(5, 12)]]


def test_what_was_extracted_before_a_fault_is_kept(tmp_path: Path) -> None:
    def broken_off() -> Iterator[Article]:
        yield from ARTICLES[:2]
        raise InputError("the source is gone")

    with SqliteStore(tmp_path / "s.sqlite") as store:
        with pytest.raises(InputError):
            list(extract_all(broken_off(), store=store, extractor=Counting()))
        assert [e.article.id for e in store] == ["a0", "a1"]


@pytest.mark.parametrize("extractor", [plugin("kg.extractors", "rules"), Counting()], ids=["rules", "another"])
def test_what_is_given_has_been_kept(tmp_path: Path, extractor: Extractor) -> None:
    many = [Article(f"m{i:03}", f"Report {i}.", "en") for i in range(2 * KEPT_AT_ONCE + 5)]
    with SqliteStore(tmp_path / "s.sqlite") as store, SqliteStore(tmp_path / "s.sqlite") as other:
        for number, given in enumerate(extract_all(many, store=store, extractor=extractor), start=1):
            assert len(other) >= number if isinstance(extractor, RuleExtractor) else len(other) == number
            assert other.one(given.article.id) == given
        assert len(other) == len(many)


def test_a_store_may_be_given_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text("Dam gives way\n\nThe dam above the town gave way on Monday.\n")
    graph = kg.build(tmp_path / "dam.txt", store=str(tmp_path / "s.sqlite"))
    assert kg.build([], store=tmp_path / "s.sqlite") == graph
    assert [article.id for article in graph.records.articles] == ["dam"]


def test_a_failure_stays_with_its_article() -> None:
    found = list(extract_all(ARTICLES, extractor=Counting()))
    assert [bool(e.issues) for e in found] == [i == 3 for i in range(12)]
    assert found[3].issues[0].code == FAILED and "three" in found[3].issues[0].message


def test_a_fingerprint_changes_with_the_article_and_the_extractor() -> None:
    one = ARTICLES[0]
    other = Article(one.id, one.text, one.lang, published="2023-03-07")
    prints = {fingerprint(one, plugin("kg.extractors", "rules")), fingerprint(other, plugin("kg.extractors", "rules"))}
    assert len(prints | {fingerprint(one, Counting())}) == 3


def test_an_unknown_part_lists_those_there_are() -> None:
    with pytest.raises(KgError, match="no engine 'spark'; choose from pool, serial"):
        plugin("kg.engines", "spark")


def test_build_gives_faults_to_the_caller_or_raises_the_first(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text("Dam gives way\n\nThe dam above the town gave way on Monday.\n")
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(InputError, match=r"empty\.txt"):
        kg.build([tmp_path])
    faults: list[InputError] = []
    graph = kg.build(tmp_path, on_fault=faults.append)
    assert len(faults) == 1
    assert [article.id for article in graph.records.articles] == ["dam"]
