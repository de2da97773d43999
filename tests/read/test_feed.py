from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import finish
from kg.read.feed import read_feed

PACKS = Packs()
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Valley Gazette</title><language>en</language>
<item><title>Dam gives way</title><link>https://valleygazette.example/dam</link><guid>g1</guid>
<pubDate>Mon, 06 Mar 2023 18:20:00 +0700</pubDate>
<description><![CDATA[<a href="x"><img src="y"></a><br/>The dam above Alder gave way &amp; nobody was hurt.]]></description></item>
<item><title>Snow</title><guid>g2</guid><description>short</description>
<content:encoded><![CDATA[<p>Snow fell on Friday.</p><script>alert(1)</script><p>It will stay.</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title>Bến Bờ</title>
<entry><title>Mưa lớn ở vùng núi</title><id>urn:1</id><link href="https://benbo.example/mua"/><published>2023-03-06T18:20:00+07:00</published>
<summary type="html">&lt;p&gt;Mưa lớn làm sạt lở hai tuyến đường.&lt;/p&gt;</summary></entry></feed>"""


def test_rss_items() -> None:
    first, second = (finish(draft, PACKS) for draft in read_feed(RSS, "feed.xml"))
    assert first.text == "Dam gives way\n\nThe dam above Alder gave way & nobody was hurt."
    assert (first.published, first.url) == ("2023-03-06T18:20:00+07:00", "https://valleygazette.example/dam")
    assert first.publisher == "The Valley Gazette"
    assert second.text == "Snow\n\nSnow fell on Friday.\n\nIt will stay."
    assert second.published is None
    assert first.id != second.id and first.id.startswith("feed-")


def test_atom_entries() -> None:
    (article,) = (finish(draft, PACKS) for draft in read_feed(ATOM, "feed.xml"))
    assert (article.lang, article.published, article.url) == ("vi", "2023-03-06T18:20:00+07:00", "https://benbo.example/mua")
    assert article.text == "Mưa lớn ở vùng núi\n\nMưa lớn làm sạt lở hai tuyến đường."


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = f"{bomb}<rss><channel><item><title>Dam &b; &f;</title><description>The dam.</description></item></channel></rss>"
    (draft,) = read_feed(feed, "feed.xml")
    assert "haha" not in draft.text and "root" not in draft.text


@pytest.mark.parametrize("text", ["<rss><channel>", "<html></html>", "<rss><channel></channel></rss>", "no xml"])
def test_what_is_no_feed_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read_feed(text, "feed.xml"))
    assert caught.value.remedy
