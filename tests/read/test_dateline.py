from __future__ import annotations

import pytest

from kg.lang.pack import Packs
from kg.read.dateline import read_dateline, read_timestamp, read_url_date

PACKS = Packs()


@pytest.mark.parametrize(
    ("lang", "line", "iso"),
    [
        ("vi", "10/06/2024 22:06", "2024-06-10T22:06:00"),
        ("vi", "Thứ Hai, 10/06/2024, 22:06 (GMT+7)", "2024-06-10T22:06:00+07:00"),
        ("vi", "Thứ hai, ngày 10 tháng 6 năm 2024 - 22:06", "2024-06-10T22:06:00"),
        ("vi", "Cập nhật lúc 22h06, ngày 10/6/2024", "2024-06-10T22:06:00"),
        ("vi", "22:06 | 10-6-2024", "2024-06-10T22:06:00"),
        ("vi", "2024-06-10T22:06:00+07:00", "2024-06-10T22:06:00+07:00"),
        ("en", "June 10, 2024", "2024-06-10"),
        ("en", "Published 10:06 pm EDT, Mon June 10, 2024", "2024-06-10T22:06:00"),
        ("en", "10 June 2024 at 22:06 BST", "2024-06-10T22:06:00"),
        ("en", "Updated Sept. 3, 2024 at 12:01 a.m. ET", "2024-09-03T00:01:00"),
        ("en", "06/10/2024", "2024-06-10"),
        ("en", "25/12/2024", "2024-12-25"),
        ("en", "Mon 10 Jun 2024 22.06 BST", "2024-06-10T22:06:00"),
        ("en", "Published 10 June 2024, 09:00 | Updated 11 June 2024, 10:00", "2024-06-10T09:00:00"),
        ("en", "5 min read June 10, 2024 - 3:04PM", "2024-06-10T15:04:00"),
        ("en", "Posted on June 10th, 2024 at 5pm", "2024-06-10T17:00:00"),
        ("vi", "10 thg 6, 2024", "2024-06-10"),
        ("vi", "Chủ Nhật, 09/06/2024 | 10:20", "2024-06-09T10:20:00"),
        ("en", "July 29, 2024 09:20 GMT", "2024-07-29T09:20:00+00:00"),
    ],
)
def test_datelines(lang: str, line: str, iso: str) -> None:
    stamp = read_dateline(line, PACKS[lang])
    assert stamp is not None
    assert (stamp.iso, stamp.leftover) == (iso, ())


@pytest.mark.parametrize(
    "line", ["10/06", "31/02/2024", "2024", "tháng 6/2024", "Điều 5/6/7", "192.168.10.2024", "x" * 200 + " 10/06/2024"]
)
def test_no_datelines(line: str) -> None:
    assert read_dateline(line, PACKS["vi"]) is None


def test_a_sentence_with_a_date_has_words_left_over() -> None:
    stamp = read_dateline("Ngày 10/6/2024, ông Bình ký quyết định", PACKS["vi"])
    assert stamp is not None and "quyết" in stamp.leftover


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-06-10", "2024-06-10"),
        ("2024-06-10T22:06:00Z", "2024-06-10T22:06:00+00:00"),
        ("2024-06-10 22:06:00.123+0700", "2024-06-10T22:06:00+07:00"),
        ("Mon, 10 Jun 2024 22:06:00 +0700", "2024-06-10T22:06:00+07:00"),
        ("20240610", "2024-06-10"),
        ("2024-13-40", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_timestamps_of_metadata(value: str, iso: str | None) -> None:
    assert read_timestamp(value) == iso


def test_dates_in_addresses() -> None:
    assert read_url_date("https://a.example/world/2024/06/10/storm") == "2024-06-10"
    assert read_url_date("https://a.example/world/2024/16/10/storm") is None
    assert read_url_date("https://a.example/storm-20240610.htm") is None
