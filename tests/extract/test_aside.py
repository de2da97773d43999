"""What stands in running text and reports nothing is in no sentence, and nothing else is lost."""

import pytest

from kg.extract.aside import reported
from kg.lang.pack import Packs
from kg.model.text import Span

PACKS = Packs(())


def told(text: str, lang: str) -> list[str]:
    return [span.of(text) for span in reported(text, Span(0, len(text)), PACKS[lang].layout)]


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("en", "(Jane Example/Getty Images) The dam held through the night.", ["The dam held through the night."]),
        (
            "en",
            "Crowds cheer in Lima (Photo: Jane Example) The mayor then resigned.",
            ["Crowds cheer in Lima", "The mayor then resigned."],
        ),
        ("en", "(Reuters) Two ships collided off Malta.", ["Two ships collided off Malta."]),
        ("en", "Could not subscribe, try again later Invalid Email The mayor resigned.", ["The mayor resigned."]),
        ("en", "View all Example Post newsletters.", []),
        (
            "en",
            "We won -- Jane Example (@example) March 5, 2024 The club denied it.",
            ["We won -- Jane Example (@example) March 5, 2024", "The club denied it."],
        ),
        ("vi", "(Ảnh: Minh Bình/TTXVN) Hai tàu cá va nhau ngoài khơi Đà Nẵng.", ["Hai tàu cá va nhau ngoài khơi Đà Nẵng."]),
        (
            "vi",
            "Hiện trường vụ cháy (ảnh: Minh Bình) Công an đã bắt hai người.",
            ["Hiện trường vụ cháy", "Công an đã bắt hai người."],
        ),
        ("en", "EPA 3 Fans wait Getty Images 3 Police arrive Reuters 3 Ana ran.", ["Fans wait", "Police arrive", "Ana ran."]),
        ("en", "Photo: Jane Example/AFP The mayor resigned.", ["The mayor resigned."]),
        ("vi", "Ảnh minh họa.", []),
        ("vi", "Ảnh: Minh Bình - TTXVN Đây là lần thứ ba cầu bị sập.", ["Đây là lần thứ ba cầu bị sập."]),
    ],
)
def test_an_aside_is_left_out_and_who_posted_a_message_ends_it(lang: str, text: str, parts: list[str]) -> None:
    assert told(text, lang) == parts


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Associated Press (AP) President Jane Example resigned."),
        ("en", "The ship sank off Malta, an officer said (Reuters)."),
        ("en", "Two aid workers (Oxfam/Red Cross) died in the flood."),
        ("en", "The picture (Photo: Jane Example) was sold for a million dollars."),
        ("en", "Please try again later, the clerk told the family."),
        ("vi", "Thông tấn xã Việt Nam (TTXVN) Lê Minh Bình ký thỏa thuận."),
        ("en", "Reuters 24 Hours is a programme that was shut down."),
        ("vi", "Ảnh: Lê Minh Bình Công an đã bắt hai người."),
        ("vi", "Nguồn: AFP đưa tin hai tàu đã chìm."),
        ("vi", "Lê Văn Bình (ảnh nhỏ) bị bắt sáng nay."),
        ("vi", "Giá dầu tăng 3% trong tuần (theo Reuters)."),
    ],
)
def test_a_report_is_kept_whole(lang: str, text: str) -> None:
    assert told(text, lang) == [text]
