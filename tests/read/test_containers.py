from __future__ import annotations

import gzip
import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.read.source import PassedOver, read_articles
from tests.read.test_encoding import TEXT, windows_1258
from tests.read.test_html import PARAGRAPHS, page
from tests.read.test_source import DAM, SNOW, split

PACKS = Packs()
ROW = json.dumps({"id": "n", "text": DAM, "lang": "en"}).encode()
FEED = b"<rss><channel><item><title>Dam gives way</title><description>The dam of the town gave way.</description></item></channel></rss>"
HTML = page(PARAGRAPHS).encode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return file.getvalue()


def response(url: str, body: bytes, kind: str = "text/html", status: str = "HTTP/1.1 200 OK", head: str = "") -> bytes:
    http = f"{status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
    return record("response", http, f"WARC-Target-URI: {url}\r\n")


def record(kind: str, content: bytes, head: str = "", length: int | None = None) -> bytes:
    size = len(content) if length is None else length
    return f"WARC/1.0\r\nWARC-Type: {kind}\r\n{head}Content-Length: {size}\r\n\r\n".encode() + content + b"\r\n\r\n"


def read(tmp_path: Path, name: str, data: bytes) -> tuple[list[Article], list[InputError]]:
    (tmp_path / name).write_bytes(data)
    return split([str(tmp_path / name)])


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("dam.txt.gz", DAM.encode(), "Dam gives way"),
        ("dam.html.gz", HTML, "Dam gives way above Alder"),
        ("dam.xml.gz", FEED, "Dam gives way"),
        ("dam.json.gz", ROW, "Dam gives way"),
        ("dam.jsonl.gz", ROW, "Dam gives way"),
        ("DAM.TXT.GZ", DAM.encode(), "Dam gives way"),
    ],
)
def test_whatever_is_read_may_be_gzipped(tmp_path: Path, name: str, data: bytes, title: str) -> None:
    half = len(data) // 2
    parts = gzip.compress(data[:half]) + gzip.compress(data[half:])
    for packed in (gzip.compress(data), parts):
        articles, faults = read(tmp_path, name, packed)
        assert ([article.title for article in articles], faults) == ([title], [])
    assert split(["-"], gzip.compress(data))[0][0].title == title


def test_the_name_of_a_gzipped_file_is_the_articles_id(tmp_path: Path) -> None:
    assert read(tmp_path, "dam.txt.gz", gzip.compress(DAM.encode()))[0][0].id == "dam"


def test_a_folder_with_containers_is_walked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(DAM.encode()))
    (tmp_path / "b.zip").write_bytes(zipped({"x/snow.txt": SNOW.encode(), "x/logo.png": b"\x89PNG"}))
    (tmp_path / "c.warc").write_bytes(response("https://valley.example/dam", HTML))
    articles, faults = split([str(tmp_path)])
    assert [article.title for article in articles] == ["Dam gives way", "Snow closes the pass", "Dam gives way above Alder"]
    assert [type(fault) for fault in faults] == [PassedOver]
    assert str(faults[0]).startswith(f"{tmp_path / 'b.zip'}: 1 file(s) of other kinds passed over: x/logo.png")


def test_members_of_a_zip_come_by_name_and_a_bad_one_alone_fails(tmp_path: Path) -> None:
    members = {
        "b/index.html": HTML,
        "a/index.txt": DAM.encode(),
        "c/snow.txt.gz": gzip.compress(SNOW.encode()),
        "d/half.txt.gz": gzip.compress(SNOW.encode())[:-9],
        "e/empty.txt": b"",
        "f/deep.zip": zipped({"x.txt": DAM.encode()}),
        "g/rows.jsonl": ROW.replace(b'"n"', b'"m"') + b"\n{",
        ".hidden/x.txt": b"",
        "__MACOSX/x.txt": b"",
    }
    articles, faults = read(tmp_path, "news.zip", zipped(members))
    assert [a.title for a in articles] == ["Dam gives way", "Dam gives way above Alder", "Snow closes the pass", "Dam gives way"]
    assert articles[0].id.startswith("index-") and articles[1].id.startswith("index-") and articles[3].id == "m"
    places = [str(fault).removeprefix(f"{tmp_path / 'news.zip'}: ").split(": ")[:2] for fault in faults]
    assert [(place[0], place[1].split()[1]) for place in places] == [
        ("d/half.txt.gz", "compressed,"),
        ("e/empty.txt", "empty;"),
        ("f/deep.zip", "a"),
        ("g/rows.jsonl:2", "broken"),
    ]


def test_ids_of_members_do_not_depend_on_what_else_is_read(tmp_path: Path) -> None:
    (tmp_path / "index.txt").write_text(SNOW)
    (tmp_path / "a.zip").write_bytes(zipped({"index.txt": DAM.encode()}))
    alone = split([str(tmp_path / "a.zip")])[0][0].id
    assert [article.id for article in split([str(tmp_path)])[0]] == [alone, "index"]


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/abs/x.txt", "C:\\x.txt", "a\nb\x1b[31m.txt", "a" * 5000 + ".txt"])
def test_a_members_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    articles, faults = read(tmp_path, "news.zip", zipped({name: DAM.encode(), name + ".html": b"<p>"}))
    assert [article.title for article in articles] == ["Dam gives way"]
    assert len(faults) == 1 and str(faults[0]).isprintable() and len(str(faults[0])) < 600
    assert [path.name for path in tmp_path.iterdir()] == ["news.zip"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 nothing", "broken archive"),
        (zipped({"a.txt": DAM.encode()})[:-30], "broken archive"),
        (zipped({}), "holds no articles"),
        (zipped({"a.png": b"x"}), "holds no articles"),
        (zipped({"a.txt": DAM.encode() * 9}, zipfile.ZIP_LZMA), "method that is not read"),
    ],
)
def test_what_is_no_zip_of_articles_is_said_in_words(tmp_path: Path, data: bytes, message: str) -> None:
    articles, faults = read(tmp_path, "news.zip", data)
    assert articles == [] and len(faults) == 1 and message in str(faults[0])


def test_an_encrypted_and_a_damaged_member_are_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": DAM.encode(), "b.txt": SNOW.encode()}, zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    place = data.find(b"Snow closes")
    data[place] = ord("X")
    articles, faults = read(tmp_path, "news.zip", bytes(data))
    assert articles == []
    assert "a.txt: is encrypted" in str(faults[0]) and "b.txt: is compressed, and broken: Bad CRC" in str(faults[1])


def test_a_table_of_contents_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": DAM.encode()}))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 500_000_000)
    _, faults = read(tmp_path, "news.zip", bytes(data))
    assert "table of contents of 500,000,000 bytes" in str(faults[0])


BOMB = """
import sys
from pathlib import Path
from kg.lang.pack import Packs
from kg.read.source import read_articles
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
packs = Packs()
packs["en"]
before = peak()
for item in read_articles(sys.argv[1:], packs):
    print(item)
print(peak() - before)
"""


def zeros(size: int) -> bytes:
    """Pack zeros without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1024 * 1024)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc")
@pytest.mark.parametrize(
    "name", ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.warc.gz", "a.zip", "twice.zip", "page.warc"], ids=lambda name: name
)
def test_bombs_are_stopped_early_and_in_bounded_memory(tmp_path: Path, name: str) -> None:
    bomb = zeros(400 * 1024 * 1024)
    if name == "a.zip":
        data = zipped({"a.jsonl": bytes(200 * 1024 * 1024)})
    elif name == "twice.zip":
        data = zipped({"a.jsonl.gz": bomb})
    elif name == "page.warc":
        data = response("https://valley.example/x", bomb, head="Content-Encoding: gzip\r\n")
    else:
        data = bomb
    (tmp_path / name).write_bytes(data)
    found = subprocess.run(
        [sys.executable, "-c", BOMB, str(tmp_path / name)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    *lines, grown = found
    assert 1 <= len(lines) <= 2 and ("is too large" in lines[-1] or "unpacks to more than" in lines[-1]), found
    assert int(grown) < 160 * 1024


def test_a_warc_gives_its_pages_with_their_addresses(tmp_path: Path) -> None:
    plain = page(PARAGRAPHS[:2]).replace('<link rel="canonical" href="https://valleygazette.example/dam">', "")
    chunked = (
        b"%x\r\n" % 100
        + plain.encode()[:100]
        + b"\r\n%x\r\n" % len(plain.encode()[100:])
        + plain.encode()[100:]
        + b"\r\n0\r\n\r\n"
    )
    data = b"".join(
        [
            record("warcinfo", b"software: x\r\n", "Content-Type: application/warc-fields\r\n"),
            record("request", b"GET / HTTP/1.1\r\n\r\n", "WARC-Target-URI: https://valley.example/dam\r\n"),
            response("https://valley.example/dam", HTML),
            response("https://valley.example/again", gzip.compress(HTML), head="Content-Encoding: gzip\r\n"),
            response("https://valley.example/chunks", chunked, head="Transfer-Encoding: chunked\r\n"),
            response("https://valley.example/joined", SNOW.encode(), kind="text/plain", head="Transfer-Encoding: chunked\r\n"),
            response("https://valley.example/vi", windows_1258(TEXT), kind="text/plain; charset=windows-1258"),
            response("https://valley.example/gone", HTML, status="HTTP/1.1 404 Not Found"),
            response("https://valley.example/logo.png", b"\x89PNG", kind="image/png"),
            response("https://valley.example/menu", b"<html><body><script>1</script></body></html>"),
        ]
    )
    for name, packed in (("crawl.warc", data), ("crawl.warc.gz", gzip.compress(data))):
        articles, faults = read(tmp_path, name, packed)
        assert [(article.title, article.url) for article in articles] == [
            ("Dam gives way above Alder", "https://valleygazette.example/dam"),  # the page's own word; the copies come once
            ("Dam gives way above Alder", "https://valley.example/chunks"),
            ("Snow closes the pass", "https://valley.example/joined"),
            ("", "https://valley.example/vi"),
        ]
        assert articles[-1].text == TEXT
        assert [str(fault).removeprefix(f"{tmp_path / name}: ") for fault in faults] == [
            "2 response(s) that are no pages passed over",
            "1 page(s) without the text of an article passed over: https://valley.example/menu",
        ]
        assert split(["-"], packed)[0] == articles


def test_broken_records_fail_alone(tmp_path: Path) -> None:
    data = b"".join(
        [
            response("https://valley.example/a", DAM.encode(), kind="text/plain"),
            b"garbage\r\n" * 3,
            record("response", b"no http", "WARC-Target-URI: https://valley.example/b\r\n"),
            b"WARC/1.0\r\nContent-Length: many\r\n\r\nWARC-like words\r\n\r\n",
            response("https://valley.example/c", SNOW.encode(), kind="text/plain"),
            response("https://valley.example/d", b"x", kind="text/plain", head="Content-Encoding: br\r\n"),
            response("https://valley.example/e\x1b[31m", b"", kind="text/plain"),
            record("response", b"HTTP/1.1 200 OK\r\n", "WARC-Target-URI: https://valley.example/f\r\n", length=999),
        ]
    )
    articles, faults = read(tmp_path, "crawl.warc", data)
    assert [article.title for article in articles] == ["Dam gives way", "Snow closes the pass"]
    lines = [str(fault).removeprefix(f"{tmp_path / 'crawl.warc'}: ") for fault in faults]
    assert [line.split(";")[0] for line in lines] == [
        "has something else where a record should begin, after record 1",
        "https://valley.example/b: is no HTTP response",
        "has a broken head in record 3",
        "https://valley.example/d: is encoded as br, which is not read",
        "https://valley.example/e\ufffd[31m: is empty",
        "ends inside record 7",
        "1 response(s) that are no pages passed over",
    ]


def test_a_line_without_end_in_a_warc_is_not_held(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "crawl.warc", b"WARC/1.0\r\n" + b"x" * 10_000_000)
    assert [str(f).split(": ", 1)[1].split(";")[0] for f in faults] == ["has a broken head in record 1", "holds no WARC records"]


def test_files_that_another_writer_wrote_are_read(tmp_path: Path) -> None:
    writer = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
    headers = pytest.importorskip("warcio.statusandheaders")
    with (tmp_path / "crawl.warc.gz").open("wb") as file:
        out = writer.WARCWriter(file, gzip=True)
        for url, text in (("https://valley.example/a", DAM), ("https://valley.example/b", SNOW)):
            http = headers.StatusAndHeaders("200 OK", [("Content-Type", "text/plain; charset=utf-8")], protocol="HTTP/1.1")
            out.write_record(out.create_warc_record(url, "response", payload=io.BytesIO(text.encode()), http_headers=http))
    articles, faults = split([str(tmp_path / "crawl.warc.gz")])
    assert [(article.text, article.url) for article in articles] == [
        (DAM, "https://valley.example/a"),
        (SNOW, "https://valley.example/b"),
    ]
    assert faults == []


def epub(documents: dict[str, bytes], package: str = "") -> bytes:
    items = "".join(f'<item id="d{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(documents))
    order = "".join(f'<itemref idref="d{i}"/>' for i in range(len(documents)))
    opf = package or (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:language>en</dc:language><dc:publisher>The Valley Gazette</dc:publisher><dc:creator>Jane Example</dc:creator>"
        f"<dc:date>2023-03-06</dc:date></metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container.encode(),
        "OEBPS/content.opf": opf.encode(),
    }
    return zipped(members | {f"OEBPS/{name}": data for name, data in documents.items()})


def chapter(title: str, paragraphs: list[str]) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    ).encode()


def test_the_documents_of_an_epub_are_articles_of_its_publisher(tmp_path: Path) -> None:
    documents = {
        "cover.xhtml": b'<html><body><img src="a.png"/></body></html>',
        "two.xhtml": chapter("Dam gives way above Alder", PARAGRAPHS),
        "one.xhtml": chapter("The bridge to Birch is gone", PARAGRAPHS[::-1]),
        "bad.xhtml": b"\x00\x01\x02" * 500,
    }
    articles, faults = read(tmp_path, "issue.epub", epub(documents))
    assert [(a.title, a.publisher, a.published) for a in articles] == [
        ("Dam gives way above Alder", "The Valley Gazette", "2023-03-06"),
        ("The bridge to Birch is gone", "The Valley Gazette", "2023-03-06"),
    ]
    assert "issue.epub: OEBPS/bad.xhtml: is binary" in str(faults[0])
    assert "1 document(s) without an article passed over" in str(faults[1])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({"a.txt": b"x"}), "container.xml: is not in the archive"),
        (epub({}), "EPUB without documents"),
        (epub({}, "<package"), "broken XML"),
        (epub({}, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><package>&x;</package>'), "EPUB without documents"),
    ],
)
def test_what_is_no_epub_is_said_in_words(tmp_path: Path, data: bytes, message: str) -> None:
    articles, faults = read(tmp_path, "issue.epub", data)
    assert articles == [] and len(faults) == 1 and message in str(faults[0])


def test_standard_input_may_be_an_archive() -> None:
    assert [article.text for article in split(["-"], zipped({"a.txt": DAM.encode()}))[0]] == [DAM]
    assert isinstance(next(iter(read_articles(["-"], PACKS, io.BytesIO(b"\x1f\x8b\x08")))), InputError)
