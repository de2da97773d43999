"""Which times an event may have, and what is observed of each; the one that the weights choose."""

from __future__ import annotations

import pytest

from kg.extract.datechoice import BELIEVED, Candidate, DateChoice, choose
from kg.extract.dateoption import Option
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.trigger import Found, candidates
from kg.extract.view import views
from kg.lang.labelweights import Dating, LabelWeights
from kg.lang.pack import Packs
from kg.model.event import Realis
from kg.model.text import Article
from kg.model.time import Basis

PACKS = Packs()
EN = (
    "Port Ellery reopens its harbour\n"
    "On June 10, Maria Keller announced that the harbour would reopen. It was closed on May 3. "
    "The union condemned the minister. Talks are planned for July 2."
)
VI = (
    "Cảng Bến Lức mở lại\n"
    "Ngày 10/6, ông Hùng tuyên bố cảng sẽ mở lại. Cảng bị đóng cửa từ ngày 3/5. "
    "Công đoàn lên án bộ trưởng. Cuộc đàm phán dự kiến diễn ra ngày 2/7."
)


def choice(
    code: str, text: str, weights: LabelWeights[Dating] | None = None, published: str | None = "2024-06-12"
) -> tuple[DateChoice, dict[str, Found]]:
    """Give what dates the events of a text, and all words of it that may tell one, by the words."""
    pack = PACKS[code]
    reading = read(Article(id="a", text=text, lang=code, title=text.partition("\n")[0], published=published), pack)
    timexes = tag_times(reading)
    seen = views(reading, timexes, find_mentions(reading, timexes))
    found = [Found(v, c.start, c.stop, c.trigger, 1.0) for v in seen for c in candidates(v, pack.events)]
    return DateChoice(reading, seen, found, weights), {one.span.of(text): one for one in found}


def times(candidates: list[Candidate]) -> list[str]:
    return sorted(candidate.option.edtf for candidate in candidates)


@pytest.mark.parametrize(("code", "text", "word"), [("en", EN, "condemned"), ("vi", VI, "lên án")])
def test_an_event_may_have_every_time_that_its_article_names_and_that_of_publication(code: str, text: str, word: str) -> None:
    dates, found = choice(code, text)
    told = times(dates.candidates(found[word], Realis.ACTUAL))
    assert {"2024-06-10", "2024-06-12"} <= set(told)
    assert len(told) == len(set(told))
    assert any(time.startswith("2024-05-03") for time in told)
    assert "2024-07-02" not in told  # what was said is no deed of days to come


@pytest.mark.parametrize(("code", "text", "word"), [("en", EN, "condemned"), ("vi", VI, "lên án")])
def test_what_is_planned_has_not_the_day_of_publication(code: str, text: str, word: str) -> None:
    dates, found = choice(code, text)
    told = times(dates.candidates(found[word], Realis.PLANNED))
    assert "2024-06-12" not in told
    assert "2024-07-02" in told


@pytest.mark.parametrize(("code", "text", "word"), [("en", EN, "announced"), ("vi", VI, "tuyên bố")])
def test_a_date_beside_its_event_is_observed_as_its_own(code: str, text: str, word: str) -> None:
    dates, found = choice(code, text)
    [candidate] = [c for c in dates.candidates(found[word], Realis.ACTUAL) if c.option.edtf == "2024-06-10"]
    assert {"own", "here", "here.is_main", "here.of.1", "here.claimed.0"} <= set(candidate.observed)
    assert len(set(candidate.observed)) == len(candidate.observed)


@pytest.mark.parametrize(("code", "text", "word"), [("en", EN, "condemned"), ("vi", VI, "lên án")])
def test_times_of_other_sentences_are_ranked_from_the_last_one_back(code: str, text: str, word: str) -> None:
    dates, found = choice(code, text)
    ranks = {c.option.edtf[:10]: c.observed for c in dates.candidates(found[word], Realis.ACTUAL) if c.option.timex is not None}
    assert {"earlier", "rank.0", "rank.0.undated"} <= set(ranks["2024-05-03"])
    assert {"earlier", "rank.1", "rank.1.undated"} <= set(ranks["2024-06-10"])


def test_without_a_day_of_publication_only_the_text_gives_times() -> None:
    dates, found = choice("en", "The union condemned the minister. It had met on 3 May 2024.", published=None)
    assert times(dates.candidates(found["condemned"], Realis.ACTUAL)) == ["2024-05-03"]


def test_dating_without_weights_is_a_bug() -> None:
    dates, found = choice("en", EN)
    with pytest.raises(ValueError, match="by weights"):
        dates.date(found["condemned"], Realis.ACTUAL)


def test_the_most_probable_time_is_given_with_the_words_that_name_it() -> None:
    weights = LabelWeights(Dating, {"own": {Dating.TIME: 500}})
    dates, found = choice("en", EN, weights)
    time = dates.date(found["announced"], Realis.ACTUAL)
    assert time is not None
    assert (time.edtf, time.basis) == ("2024-06-10", Basis.EXPLICIT)
    assert time.timex is not None
    assert time.timex.span.of(EN) == "June 10"
    assert dates.date(found["condemned"], Realis.ACTUAL) is None  # nothing speaks for one time more than for another


def candidate(*own: str) -> Candidate:
    """Give a candidate of which this is observed; which time it is does not matter."""
    [option] = [c.option for c in some_candidates() if c.option.timex is None]
    return Candidate(option, (), own)


def some_candidates() -> list[Candidate]:
    dates, found = choice("en", EN)
    return dates.candidates(found["condemned"], Realis.ACTUAL)


def test_what_speaks_for_no_time_takes_from_the_probability_of_each() -> None:
    weights = LabelWeights(
        Dating, {"near": {Dating.TIME: 100}, "far": {Dating.TIME: -100}, "habit": {Dating.NONE: 300}, "era": {Dating.OTHER: 300}}
    )
    both = [candidate("far"), candidate("near")]
    assert choose(weights, both, ()) == 1
    assert choose(weights, both, ("habit",)) is None
    assert choose(weights, both, ("era",)) is None
    assert choose(weights, [], ()) is None


def test_a_time_is_given_from_the_least_probability_on() -> None:
    # One time against two others of weight 0: its probability is e^w / (e^w + 2).
    for weight in range(-100, 200, 10):
        weights = LabelWeights(Dating, {"it": {Dating.TIME: weight}})
        share = 2.718281828 ** (weight / 100)
        assert (choose(weights, [candidate("it")], ()) is not None) == (share / (share + 2) >= BELIEVED)


def test_every_option_names_a_view_with_its_words() -> None:
    for one in some_candidates():
        assert isinstance(one.option, Option)
        assert (one.option.view is None) == (one.option.timex is None)


@pytest.mark.parametrize(
    ("code", "text", "word", "told"),
    [
        ("vi", "Ngành điện thay thế công tơ từ năm 2014.", "thay thế", {"2014", "2014/.."}),
        ("en", "Prices have risen since 2014.", "risen", {"2014", "2014/.."}),
        ("en", "Prices rose in 2014.", "rose", {"2014"}),
        ("vi", "Luật được áp dụng từ ngày 1/7.", "áp dụng", {"2024-07-01"}),  # what is to come has not lasted
    ],
)
def test_what_began_at_a_date_may_have_lasted_since(code: str, text: str, word: str, told: set[str]) -> None:
    dates, found = choice(code, text)
    candidates = dates.candidates(found[word], Realis.PLANNED if "2024-07-01" in told else Realis.ACTUAL)
    assert {one.option.edtf for one in candidates if one.option.timex is not None} == told


@pytest.mark.parametrize(("way", "edtf"), [("lasts", "2014/.."), ("begins", "2014")])
def test_the_weights_say_whether_what_began_goes_on(way: str, edtf: str) -> None:
    weights = LabelWeights(Dating, {f"{way}.actual": {Dating.TIME: 300}})
    dates, found = choice("vi", "Ngành điện thay thế công tơ từ năm 2014.", weights)
    time = dates.date(found["thay thế"], Realis.ACTUAL)
    assert time is not None
    assert time.edtf == edtf


@pytest.mark.parametrize(
    ("code", "text", "word", "edtf"),
    [
        ("en", "Nora won the cup in 2012 and 2013.", "won", "2012/2013"),
        ("vi", "Đội nữ vô địch giải này các năm 2012 và 2013.", "vô địch", "2012/2013"),
        ("en", "Nora won the cup in 2012 and 2016.", "won", "2012"),  # not all the time between
        ("en", "Nora won the cup in May 2012 and 2013 was bad.", "won", "2012-05"),
    ],
)
def test_years_that_follow_each_other_are_one_time(code: str, text: str, word: str, edtf: str) -> None:
    dates, found = choice(code, text)
    assert edtf in times(dates.candidates(found[word], Realis.ACTUAL))


@pytest.mark.parametrize(
    ("code", "text", "word", "sure"),
    [
        ("en", "Nora won the cup this year.", "won", False),
        ("en", "Nora won the cup last year.", "won", True),
        ("vi", "Đội nữ vô địch giải này năm nay.", "vô địch", False),
        ("vi", "Đội nữ vô địch giải này năm ngoái.", "vô địch", True),
    ],
)
def test_the_whole_year_of_publication_is_not_sure(code: str, text: str, word: str, sure: bool) -> None:
    dates, found = choice(code, text, LabelWeights(Dating, {}))
    assert (dates.weigh(found[word], Realis.ACTUAL)[0][1] == 1.0) is sure
