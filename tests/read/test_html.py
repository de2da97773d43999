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


LINKED = [
    "The dam above Alder gave way on Monday after three days of rain, and the lower town was cleared within an hour.",
    'A <a href="/law">new law</a> will make the <a href="/council">council</a> answer for the state of every dam in the valley.',
    "Nobody was hurt, the mayor said, but the bridge to Birch was swept away and will not be rebuilt before the spring.",
    "Engineers had asked for repairs in the autumn, according to minutes of the council that were published last week.",
]


def test_a_paragraph_full_of_links_is_as_much_the_articles_as_the_others() -> None:
    (draft,) = read_html(page(LINKED), "dam.html", "dam")
    plain = LINKED[1].replace('<a href="/law">', "").replace('<a href="/council">', "").replace("</a>", "")
    assert draft.text.split("\n\n")[-5:-1] == [LINKED[0], plain, *LINKED[2:]]


def test_an_article_in_several_pieces_is_read_to_its_end() -> None:
    more = [
        "The council meets again on Thursday, and the mayor has asked the province for men and pumps to drain the lower town.",
        "Farmers below the dam have lost most of their seed, and the cooperative wants the insurers to pay before the summer.",
        "A second dam, at Rowan, is watched day and night; its wall has moved by a finger's breadth since the weekend.",
    ]
    first, second = ("".join(f"<p>{p}</p>" for p in piece) for piece in (PARAGRAPHS, more))
    pieces = f'<div class="article-body">{first}</div><div class="wide"></div><div class="article-body">{second}</div>'
    (draft,) = read_html(PAGE.replace("<div>%s</div>", pieces), "dam.html", "dam")
    assert draft.text.split("\n\n")[-6:] == [*PARAGRAPHS, *more]


def test_a_box_inside_a_paragraph_ends_it() -> None:
    box = '<section><h2>Trending</h2><div><a href="/x">Ten ways to cook rice</a></div></section>'
    (draft,) = read_html(page([PARAGRAPHS[0], PARAGRAPHS[1] + box, *LINKED[2:], PARAGRAPHS[2]]), "dam.html", "dam")
    assert PARAGRAPHS[1] in draft.text.split("\n\n")


def test_a_line_that_is_a_link_points_elsewhere() -> None:
    (draft,) = read_html(
        page([*PARAGRAPHS[:2], '<a href="/r">Read more: who pays for dams</a>', PARAGRAPHS[2]]), "dam.html", "dam"
    )
    assert "Read more" not in draft.text and PARAGRAPHS[2] in draft.text


def bare(head: str, between: str = "", lang: str = "en") -> str:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8">{head}</head><body><div>Today is Friday, 1 May 2026</div>'
        f"<article><h1>Dam gives way above Alder</h1>{between}<div>{body}</div></article></body></html>"
    )


def dated(markup: str) -> str | None:
    (draft,) = read_html(markup, "dam.html", "dam")
    return finish(draft, PACKS).published


TITLE = "<title>Dam gives way above Alder</title>"


@pytest.mark.parametrize(
    ("head", "between", "published"),
    [
        ("", "<div>By Jane Example</div><div>Published 6 March 2023, 18:20</div>", "2023-03-06T18:20:00"),
        ("", "<p>Updated 8 March 2023</p><p>Published 6 March 2023, 18:20</p>", "2023-03-06T18:20:00"),
        ("", "<div>06/03/2023</div>", None),  # June or March
        ("", "<div>26/03/2023</div>", "2023-03-26"),
        ("", "", None),
        ('<meta name="date" content="2023-03-06"><meta property="article:published_time" content="2023-03-06T18:20:00+07:00">', "", None),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', "", None),
        ("", '<span itemprop="datePublished" content="2023-03-06T18:20:00Z">then</span>', "2023-03-06T18:20:00+00:00"),
        ("", '<time datetime="2023-03-06T18:20:00Z">then</time>', "2023-03-06T18:20:00+00:00"),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": "2023-03-06"}</script>'
         '<meta name="pubdate" content="2023-03-06T18:20:00+07:00">', "", "2023-03-06T18:20:00+07:00"),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": "2023-03-06"}</script>'
         '<meta name="pubdate" content="2023-03-09T18:20:00+07:00">', "", "2023-03-06"),
    ],
)  # fmt: skip
def test_dates_from_the_most_exact_statement_and_none_from_the_days_date(head: str, between: str, published: str | None) -> None:
    if published is None and "published_time" in head:
        published = "2023-03-06T18:20:00+07:00"
    assert dated(bare(TITLE + head, between)) == published


def test_authors_and_publisher_may_be_named_by_reference() -> None:
    data = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Dam gives way above Alder",'
        ' "author": {"@id": "#jane"}, "publisher": {"@id": "#gazette"}, "inLanguage": "en-GB"},'
        ' {"@type": "Person", "@id": "#jane", "name": "Jane Example"},'
        ' {"@type": "Organization", "@id": "#gazette", "name": "The Valley Gazette"}]}</script>'
    )
    (draft,) = read_html(bare(data, lang=""), "dam.html", "dam")
    assert (draft.authors, draft.publisher, draft.lang) == (("Jane Example",), "The Valley Gazette", "en-GB")
    (draft,) = read_html(bare(TITLE + '<meta name="author" content="Jane Example">'), "dam.html", "dam")
    assert draft.authors == ("Jane Example",)


def test_of_several_articles_in_the_data_the_pages_own_is_taken() -> None:
    def island(headline: str, day: str) -> str:
        return f'{{"@type": "NewsArticle", "headline": "{headline}", "datePublished": "{day}"}}'

    both = f"[{island('Snow closes the pass', '2023-01-01')}, {island('Dam gives way above Alder', '2023-03-06')}]"
    assert dated(bare(f'{TITLE}<script type="application/ld+json">{both}</script>')) == "2023-03-06"


def test_a_title_loses_the_sites_name_and_nothing_else() -> None:
    site = '<meta property="og:site_name" content="The Valley Gazette">'
    for said, title in [
        ("Rain - and more rain to come | The Valley Gazette", "Rain - and more rain to come"),
        ("Rain - and more rain to come", "Rain - and more rain to come"),
    ]:
        markup = (
            f'<html lang="en"><head>{site}<meta property="og:title" content="{said}"></head><body><h1>Gazette</h1>'
            + bare("")[50:]
        )
        (draft,) = read_html(markup.replace("<h1>Dam gives way above Alder</h1>", ""), "dam.html", "dam")
        assert draft.title == title


def test_nesting_without_end_is_passed_over() -> None:
    deep = '{"mainEntity": ' * 5000 + "1" + "}" * 5000
    assert dated(bare(f'{TITLE}<script type="application/ld+json">{deep}</script>')) is None
