"""Web pages: the article, its tables and what the page says of itself, without what stands around it."""

from pathlib import Path

import pytest

from corpus.formats import Parsed
from corpus.parsers import format_of, parse_here
from corpus.passages import split
from tests.corpus.parsers.reading import blocks, notes, only, refusal

AID = "The European Commission approved 5 billion euro of state aid on Sunday for battery factories in four member states."
CAP = "The aid is capped at 200 euro per kilowatt hour of capacity, and ministers of all four states welcomed the decision."
REVIEW = "The Commission will review the scheme in 2026 and may end it early if demand grows faster than is expected today."
AROUND = """<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your experience on this site.</p>
<button>Accept all</button></div>
<header><nav>
<ul><li><a href="/">Home</a></li><li><a href="/eu">Europe</a></li></ul></nav></header>"""
RELATED = """<aside class="related"><h3>Related articles</h3>
<ul><li><a href="/1">China extends the tax exemption</a></li></ul></aside>
<footer><p>© 2024 Policy Daily. Terms, privacy, newsletter.</p></footer>"""


def page(body: str = "", head: str = "", title: str = "EU approves aid for batteries", lang: str = "en") -> str:
    body = body or f"<p>{AID}</p><p>{CAP}</p>"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | Policy Daily</title>'
        f'<link rel="stylesheet" href="a.css">{head}</head><body>{AROUND}<main><article><h1>{title}</h1>{body}<p>{REVIEW}</p>'
        f"</article></main>{RELATED}</body></html>"
    )


def read(text: str, name: str = "aid.html", encoding: str = "utf-8") -> Parsed:
    return parse_here(Path(name), text.encode(encoding))


def test_the_article_is_read_without_menus_cookie_notices_and_related_links() -> None:
    parsed = read(page())

    assert blocks(only(parsed)) == ["# EU approves aid for batteries", AID, CAP, REVIEW]
    assert parsed.notes == ()


def test_headings_lists_and_tables_keep_their_place() -> None:
    table = (
        "<table><thead><tr><th rowspan=2>Country</th><th colspan=2>Aid</th></tr><tr><th>2023</th><th>2024</th></tr></thead>"
        "<tr><td>Germany</td><td>1,200</td><td>1,450.5</td></tr><tr><td>France</td><td colspan=2>950</td></tr></table>"
    )
    body = f"<p>{AID}</p><h2>Who gets what</h2><p>Table 1. Approved aid (in millions of euro)</p>{table}<h2>Conditions</h2>" \
           f"<p>{CAP}</p><ul><li>Plants open before 2028.</li><li>No plant is moved.</li></ul>"  # fmt: skip

    document = only(read(page(body)))

    assert blocks(document) == [
        "# EU approves aid for batteries",
        AID,
        "## Who gets what",
        "Table 1. Approved aid (in millions of euro)",
        "Country: Germany | Aid 2023: 1,200 | Aid 2024: 1,450.5",
        "Country: France | Aid 2023: 950 | Aid 2024: 950",
        "## Conditions",
        CAP,
        "- Plants open before 2028.",
        "- No plant is moved.",
        REVIEW,
    ]
    assert "Who gets what > Table 1. Approved aid (in millions of euro)" in [one.heading for one in split(document)]


def test_a_page_that_is_one_table_is_read_with_its_caption() -> None:
    rows = "".join(f"<tr><th scope=row>Region {n}</th><td>{n}.5</td><td>{n}.7</td></tr>" for n in range(1, 30))
    table = f"<table><caption>Output (thousand units)</caption><tr><th></th><th>2022</th><th>2023</th></tr>{rows}</table>"
    text = (
        f"<html><head><title>Output</title></head><body><div><a href=/>Home</a></div><h1>Monthly output</h1>{table}</body></html>"
    )

    document = only(read(text))

    assert "Region 29 | 2022: 29.5 | 2023: 29.7" in blocks(document)
    assert [section.heading for section in document.sections] == ["Output (thousand units)"]


def test_the_sign_and_the_figure_that_filings_put_in_cells_of_their_own_are_one_value() -> None:
    table = (
        '<table><tr><td></td><td colspan="3">2023</td><td colspan="3">2022</td></tr>'
        "<tr><td>Net sales</td><td>$</td><td>32,765</td><td></td><td>$</td><td>32,136</td><td></td></tr>"
        "<tr><td>Margin</td><td></td><td>(27.9</td><td>)%</td><td></td><td>20.3</td><td>%</td></tr></table>"
    )

    text = blocks(only(read(page(f"<p>{AID}</p>{table}"))))

    assert "Net sales | 2023: $ 32,765 | 2022: $ 32,136" in text
    assert "Margin | 2023: (27.9)% | 2022: 20.3%" in text


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">SECRET words for machines.</p>',
        '<p style="visibility:hidden">SECRET words for machines.</p>',
        '<span style="font-size:0px">SECRET words for machines.</span>',
        '<span style="opacity:0">SECRET words for machines.</span>',
        '<p style="color:#FFF;background-color:white">SECRET words for machines.</p>',
        '<p style="position:absolute;left:-9999px">SECRET words for machines.</p>',
        "<p hidden>SECRET words for machines.</p>",
        '<p class="no-see">SECRET words for machines.</p>',
    ],
)
def test_hidden_text_is_left_out_and_reported(hidden: str) -> None:
    parsed = read(page(f"<p>{AID}</p>{hidden}<p>{CAP}</p>", head="<style>.no-see{display:none}</style>"))

    assert blocks(only(parsed)) == ["# EU approves aid for batteries", AID, CAP, REVIEW]
    assert "pieces of hidden text (1)" in notes(parsed)


def test_white_text_on_a_dark_ground_is_read() -> None:
    parsed = read(page(f'<div style="background:#123456"><p style="color:white">{AID}</p></div><p>{CAP}</p>'))

    assert AID in only(parsed).text
    assert parsed.notes == ()


def test_a_style_for_paper_hides_nothing_on_the_screen() -> None:
    parsed = read(page(f'<p class="aid">{AID}</p><p>{CAP}</p>', head="<style>@media print{.aid{display:none}}</style>"))

    assert AID in only(parsed).text


def test_zero_width_characters_are_dropped_and_reported() -> None:
    parsed = read(page(f"<p>{AID}</p><p>{CAP}</p>".replace("billion", "bil\u200blion")))

    assert AID in only(parsed).text
    assert "invisible characters (1)" in notes(parsed)


def test_what_the_page_declares_is_taken_json_ld_first() -> None:
    head = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
    {"@type":"NewsArticle","headline":"EU backs batteries","datePublished":"2024-05-12T23:30:00+02:00",
    "publisher":{"@type":"Organization","name":"Policy Daily"}}]}</script>
    <meta property="og:title" content="Other"><meta property="article:published_time" content="2020-01-01">
    <link rel="canonical" href="https://daily.example/aid">"""

    document = only(read(page(head=head)))

    assert (document.title, document.publisher) == ("EU backs batteries", "Policy Daily")
    assert (document.published, document.date_inferred) == ("2024-05-12", False)
    assert (document.url, document.language) == ("https://daily.example/aid", "en")


def test_open_graph_and_the_language_of_the_page_are_read() -> None:
    head = """<meta property="og:site_name" content="Industrie heute"><meta property="og:url" content="https://heute.example/a">
    <meta property="article:published_time" content="2023-11-02T10:00:00Z">"""

    document = only(read(page(head=head, lang="de-AT")))

    assert (document.publisher, document.url, document.published) == ("Industrie heute", "https://heute.example/a", "2023-11-02")
    assert document.language == "de"


def test_the_names_that_chinese_authorities_use_and_their_old_encoding_are_read() -> None:
    body = (
        "<p>为支持新能源汽车产业发展，促进汽车消费，现就延续和优化新能源汽车车辆购置税减免政策有关事项公告如下：</p>"
        "<p>一、对购置日期在2024年1月1日至2025年12月31日期间的"
        "新能源汽车免征车辆购置税，每辆免税额不超过3万元。</p>"
        "<p>单位：万辆</p><table><tr><td>年份</td><td>产量</td><td>销量</td></tr><tr><td>2021年</td><td>354.5</td><td>352.1</td></tr>"
        "<tr><td>2022年</td><td>705.8</td><td>688.7</td></tr></table>"
    )
    text = (
        '<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><meta name="SiteName" '
        'content="中国政府网"><meta name="ArticleTitle" content="关于购置税的公告">'
        '<meta name="PubDate" content="2023-06-21 10:30">'
        f"</head><body><div><a href=/>首页</a></div><div class=article><h1>关于购置税的公告</h1>{body}</div></body></html>"
    )

    document = only(read(text, encoding="gb18030"))

    assert (document.title, document.publisher, document.published) == ("关于购置税的公告", "中国政府网", "2023-06-21")
    assert document.language == "zh"
    assert "年份: 2022年 | 产量: 705.8 | 销量: 688.7" in blocks(document)
    assert [section.heading for section in document.sections] == ["单位：万辆"]


def test_a_date_that_only_the_text_gives_is_inferred() -> None:
    document = only(read(page(f"<p>Published: 12 May 2024</p><p>{AID}</p><p>{CAP}</p>")))

    assert (document.published, document.date_inferred) == ("2024-05-12", True)


def test_the_end_of_a_fiscal_year_and_dates_of_links_are_not_the_date_of_the_page() -> None:
    links = "".join(f"<li><a href=/{n}>Policy {n}</a> 2024-01-{n:02}</li>" for n in range(1, 9))

    document = only(
        read(page(f"<p>For the fiscal year ended December 31, 2023</p><p>{AID}</p><ul>{links}</ul>", title="acme-20231231"))
    )

    assert document.published is None


def test_a_date_to_come_is_not_taken() -> None:
    head = '<meta property="article:published_time" content="2999-01-01">'

    assert only(read(page(head=head))).published is None


def test_the_address_that_a_browser_wrote_into_a_saved_page_is_taken() -> None:
    text = page().replace("<html", "<!-- saved from url=(0024)https://daily.example/aid -->\n<html", 1)

    assert only(read(text)).url == "https://daily.example/aid"


def test_an_address_that_is_no_page_of_the_web_is_not_taken() -> None:
    assert only(read(page(head='<link rel="canonical" href="javascript:alert(1)">'))).url is None


@pytest.mark.parametrize("name", ["aid.md", "aid.txt", "aid", "aid.csv", "aid.pdf"])
def test_a_page_under_any_name_is_one(name: str) -> None:
    assert format_of(Path(name), page().encode()) == ".html"


def test_markdown_that_begins_with_a_tag_is_no_page() -> None:
    assert format_of(Path("notes.md"), b"<div align=center>\n\n# Notes\n</div>") == ".md"


def test_entities_of_a_page_are_not_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE html [<!ENTITY l0 "ha"><!ENTITY p SYSTEM "file:///etc/passwd">{laughs}]>'

    document = only(read(page(f"<p>{AID}</p><p>{CAP} &l9; &p;</p>").replace("<!DOCTYPE html>", declared)))

    assert "hahaha" not in document.text
    assert "root:" not in document.text
    assert AID in document.text


def test_a_page_without_text_is_refused() -> None:
    assert "no text" in refusal("aid.html", b"<!DOCTYPE html><html><body><script>x()</script></body></html>")


def test_merged_cells_without_end_are_refused() -> None:
    table = "<table><tr>" + "<td colspan=1000 rowspan=1000>x</td>" * 300 + "</tr>" + "<tr><td>1</td></tr>" * 200 + "</table>"

    assert "more than 2,000,000 cells" in refusal("aid.html", page(f"<p>{AID}</p>{table}").encode())


def test_merged_cells_without_end_in_a_layout_do_no_harm() -> None:
    table = "<table><tr>" + "<td colspan=1000 rowspan=1000>x</td>" * 300 + "</tr>" + "<tr><td>1</td></tr>" * 320 + "</table>"

    assert AID in only(read(page(f"<p>{AID}</p><p>{CAP}</p>{table}"))).text


def test_comments_without_end_do_not_hold_up_the_look_at_a_file() -> None:
    assert format_of(Path("notes.md"), b"<!---->" * 1000) == ".md"
