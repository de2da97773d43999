from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import finish
from kg.read.html import read_html

PACKS = Packs()
PARAGRAPHS = [
    "The dam above Alder gave way on Monday after three days of rain, and the lower town was cleared within an hour.",
    "Nobody was hurt, the mayor said, but the bridge to Birch was swept away and will not be rebuilt before the spring.",
    "Engineers had asked for repairs in the autumn, according to minutes of the council that were published last week.",
]
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Dam gives way above Alder | The Valley Gazette</title>
<meta property="og:site_name" content="The Valley Gazette"><link rel="canonical" href="https://valleygazette.example/dam">
<meta name="description" content="The lower town was cleared in time.">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",
 "headline": "Dam gives way above Alder", "datePublished": "2023-03-06T18:20:00+07:00", "author": [{"name": "Jane Example"}]}]}</script>
</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav><h1>The Valley Gazette</h1>
<article><h1>Dam gives way above Alder</h1><p class="standfirst">The lower town was cleared in time.</p>
<div>%s</div><p>Jane Example</p></article><footer>All rights reserved</footer></body></html>"""


def page(paragraphs: list[str]) -> str:
    return PAGE % "".join(f"<p>{p}</p>" for p in paragraphs)


def test_a_page_gives_title_lead_text_and_what_it_says_of_itself() -> None:
    (draft,) = read_html(page(PARAGRAPHS), "dam.html", "dam")
    article = finish(draft, PACKS)
    assert article.id == "dam"
    assert article.title == "Dam gives way above Alder"
    assert article.published == "2023-03-06T18:20:00+07:00"
    assert article.url == "https://valleygazette.example/dam"
    assert article.publisher == "The Valley Gazette"
    prose = [b.span.of(article.text) for b in article.blocks if b.kind in ("title", "lead", "body")]
    assert prose == ["Dam gives way above Alder", "The lower town was cleared in time.", *PARAGRAPHS]


def test_a_description_that_the_page_does_not_show_is_not_the_articles() -> None:
    hidden = page(PARAGRAPHS).replace('<p class="standfirst">The lower town was cleared in time.</p>', "")
    (draft,) = read_html(hidden, "dam.html", "dam")
    assert "cleared in time" not in draft.text


def test_broken_json_ld_is_passed_over() -> None:
    broken = page(PARAGRAPHS).replace('{"@graph": [', '{"@graph": [[[')
    (draft,) = read_html(broken, "dam.html", "dam")
    assert draft.title == "Dam gives way above Alder"
    assert draft.published is None


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(InputError, match="no article text"):
        list(read_html("<html><body><script>1</script></body></html>", "a.html", "a"))
