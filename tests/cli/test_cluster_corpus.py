"""A corpus of some size on Spark: five thousand short reports of our own making are the graph that one process builds."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from kg.engine.pool import Pool
from kg.errors import InputError
from kg.export.rdf import write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.pipeline import extract_all, read_articles

REPORTS = 5_000
FAMILIES, MIDDLES, GIVEN = (
    ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ"),
    ("Văn", "Thị", "Minh", "Hồng"),
    ("Bình", "Lan", "Sơn", "Nhung", "Đức", "Hà"),
)
PEOPLE = ("Vera Moe", "Tom Okafor", "Lena Reyes", "John Hale", "Mary Stone")
PLACES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "Quảng Ninh")
CITIES = ("Tokyo", "Paris", "Oslo", "Hanoi", "Berlin")
BODIES = ("Bộ Y tế", "Bộ Công Thương", "Công ty cổ phần Sông Hương (SHC)", "UBND tỉnh Quảng Ninh", "SHC")
OUTLETS = ("Bến Cảng", "Sông Hồng", "Port Times", None)
VIETNAMESE = (
    "Sáng {day}, ông {who} gặp đại diện {body} tại {place}. Hai bên nhất trí mở thêm một tuyến phà.",
    "{body} cho biết ông {who} bị bắt hôm {day} ở {place} vì nhận hối lộ {number} tỷ đồng.",
    "Mưa lớn ngày {day} làm {number} người thiệt mạng tại {place}. {body} đã cử đoàn công tác tới nơi.",
    "Ông {who}, giám đốc {body}, từ chức ngày {day}. Bà {other} lên thay.",
)
ENGLISH = (
    "{person} met officials of the Health Ministry in {city} on {month}. They signed an agreement on ferries.",
    "A fire killed {number} people in {city} on {month}, said {person}, who heads the city council.",
    "{person} resigned on {month}. {fellow} was elected mayor of {city}.",
)


def reports() -> Iterator[dict[str, str | None]]:
    """Make reports, many of them of the same events, some of them copies."""
    random = Random(9)
    before: list[tuple[str, str]] = []
    for number in range(REPORTS):
        day = date(2024, 3, 1) + timedelta(days=random.randrange(90))
        news = day + timedelta(days=random.randrange(2))
        name = f"{random.choice(FAMILIES)} {random.choice(MIDDLES)} {random.choice(GIVEN)}"
        said = {
            "who": name,
            "other": f"{random.choice(FAMILIES)} Thị {random.choice(GIVEN)}",
            "body": random.choice(BODIES),
            "place": random.choice(PLACES),
            "day": f"{day.day}/{day.month}",
            "month": f"{day.day} {day:%B}",
            "number": str(random.randrange(2, 40)),
            "person": random.choice(PEOPLE),
            "fellow": random.choice(PEOPLE),
            "city": random.choice(CITIES),
        }
        lang = random.choice(("vi", "vi", "en"))
        text = random.choice(VIETNAMESE if lang == "vi" else ENGLISH).format(**said)
        if before and random.random() < 0.1:
            lang, text = random.choice(before)
        before.append((lang, text))
        yield {
            "id": f"report-{number:05}",
            "lang": lang,
            "title": text.partition(".")[0],
            "text": text,
            "published": news.isoformat(),
            "publisher": random.choice(OUTLETS),
        }


@pytest.mark.spark
def test_five_thousand_reports_are_what_one_process_builds(tmp_path: Path) -> None:
    path, out = tmp_path / "reports.jsonl", tmp_path / "out"
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports()), "utf-8")
    command = [sys.executable, "-m", "kg", "build", "--engine", "spark", "--master", "local[2]", str(path), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    parts = sorted((out / manifest["folder"]).glob("quads/part-*.nq.gz"))
    lines = [line for part in parts for line in gzip.decompress(part.read_bytes()).splitlines(keepends=True)]

    found = [item for item in read_articles([path]) if not isinstance(item, InputError)]
    graph = KnowledgeGraph.of(extract_all(found, Pool(2)))
    assert len(found) == manifest["counts"]["articles"] == REPORTS
    assert graph.statistics().joined > 100
    file = BytesIO()
    write_rdf(graph, file, "nquads")
    assert b"".join(sorted(lines)) == file.getvalue()
