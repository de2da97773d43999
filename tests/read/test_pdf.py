from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read.pdf import read_pdf
from tests.read.test_source import split

pytest.importorskip("pypdf", reason="pypdf is not installed")

WIDTH, HEIGHT = 600, 800
Line = tuple[float, float, int, str]  # x, y, size, words


def pdf(*pages: list[Line]) -> bytes:
    """Write a PDF by hand: a page of lines in Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids: list[str] = []
    for lines in pages:
        stream = "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET" for x, y, size, words in lines)
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def text(*pages: list[Line]) -> list[str]:
    (draft,) = read_pdf(pdf(*pages), "dam.pdf", "dam")
    return draft.text.split("\n\n")


def column(x: float, top: float, words: list[str], size: int = 11) -> list[Line]:
    return [(x, top - 13 * i, size, line) for i, line in enumerate(words)]


def test_lines_become_paragraphs_by_what_stands_between_them() -> None:
    found = text(
        [
            (50, 740, 22, "Dam gives way above Alder"),
            *column(
                50,
                700,
                [
                    "The dam above Alder gave way on Monday after three days",
                    "of rain, and the lower town was cleared in an hour.",
                ],
            ),
            *column(50, 660, ["Nobody was hurt, the mayor said, but the bridge to Birch", "was swept away."]),
            *column(50, 634, ["Engineers had asked for repairs in the autumn, according", "to the minutes of the council."]),
        ]
    )
    assert found == [
        "Dam gives way above Alder",
        "The dam above Alder gave way on Monday after three days of rain, and the lower town was cleared in an hour.",
        "Nobody was hurt, the mayor said, but the bridge to Birch was swept away.",
        "Engineers had asked for repairs in the autumn, according to the minutes of the council.",
    ]


def test_a_sentence_runs_on_in_the_next_column_and_on_the_next_page() -> None:
    first = [
        *column(50, 140, ["The dam above Alder gave way on Monday"]),
        *column(320, 700, ["after three days of rain, and the"]),
    ]
    assert text(first, column(50, 700, ["lower town was cleared."])) == [
        "The dam above Alder gave way on Monday after three days of rain, and the lower town was cleared."
    ]


def test_a_word_cut_by_a_hyphen_is_whole_again_and_a_compound_keeps_its_own() -> None:
    lines = [
        "The town built the well-known dam again. The recon-",
        "struction took the well-",
        "known firm of Birch-",
        "Alder a year.",
    ]
    assert text(column(50, 700, lines)) == [
        "The town built the well-known dam again. The reconstruction took the well-known firm of Birch-Alder a year."
    ]


def test_margins_and_running_heads_are_left_out() -> None:
    pages: list[list[Line]] = [
        [
            (20, 790, 9, "11/26/26, 6:40 PM"),
            (50, 740, 9, f"Valley Gazette {n}"),
            (50, 600, 11, f"The {word} dam held."),
            (20, 10, 9, f"{n}/3"),
        ]
        for n, word in enumerate(("first", "second", "third"), 1)
    ]
    assert text(*pages) == ["The first dam held.", "The second dam held.", "The third dam held."]


def test_the_day_of_printing_is_not_the_articles(tmp_path: Path) -> None:
    body = column(
        50,
        700,
        ["The dam above Alder gave way on Monday after three days", "of rain, and the lower town was cleared in an hour."],
    )
    (tmp_path / "dam.pdf").write_bytes(
        pdf([(20, 790, 9, "11/26/26, 6:40 PM Dam gives way"), (50, 740, 22, "Dam gives way"), *body])
    )
    articles, faults = split([str(tmp_path / "dam.pdf")])
    assert [(a.id, a.title, a.published) for a in articles] == [("dam", "Dam gives way", None)] and faults == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4 nothing", "is a broken PDF"),
        (pdf([]), "PDF without text"),
        (pdf([(50, 700, 11, "Words.")])[:400], "is a broken PDF"),
        (pdf(*([[]] * 501)), "has 501 pages"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(read_pdf(data, "dam.pdf", "dam"))
