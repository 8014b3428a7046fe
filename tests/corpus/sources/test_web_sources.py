"""Pages, sitemaps and feeds from servers on this machine."""

import gzip
from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.records import Failure
from corpus.sources import Source, open_sources
from corpus.web import Web
from tests.corpus.web.serving import QUICK, Site, moved, page, serving, web

HERE = "127.0.0.1"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- news of the ministry -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ministry of Industry</title>
<link>{site}/</link>
<item><title>Seventy plants</title><link>{site}/plants</link><pubDate>Wed, 03 Jan 2024 23:30:00 +0800</pubDate></item>
<item><title>工业机器人</title><guid>{site}/robots</guid><dc:date>2024-02-05T08:00:00Z</dc:date><dc:publisher>Xinhua</dc:publisher></item>
<item><title>Lost</title><guid isPermaLink="false">17</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{site}/press/"><title>Press</title>
<entry><title type="html">Duties</title><link rel="self" href="/self"/><link href="duties"/>
<published>2024-03-01T00:00:00Z</published><updated>2025-01-01T00:00:00Z</updated></entry>
<entry><title>No date</title><link rel="alternate" href="/undated"/><updated>2025-01-01T00:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old feed</title></channel><item><title>Mills</title><link>{site}/mills</link></item></rdf:RDF>"""
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
NEWS = (
    '<url><loc>{site}/news</loc><n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication>'
    "<n:name>Shine</n:name>"
    "</n:publication><n:publication_date>2024-01-03T10:00:00+08:00</n:publication_date>"
    "<n:title>City plans</n:title></n:news></url>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def opened(url: str, given: Web | None = None) -> tuple[list[Source], list[Failure]]:
    found = list(open_sources([url], given or web(HERE)))
    return [one for one in found if isinstance(one, Source)], [one for one in found if isinstance(one, Failure)]


def urls(*paths: str, site: Site) -> str:
    return MAP.format(urls="".join(f"<url><loc>{site.url(path)}</loc><lastmod>2025-01-01</lastmod></url>" for path in paths))


# pages ----------------------------------------------------------------------------------------


def test_a_page_is_one_source_found_where_its_redirects_end(site: Site) -> None:
    site.pages |= {"/old": moved("/plan.html"), "/plan.html": page("<p>Seventy plants.</p>")}

    (source,), failed = opened(site.url("/old") + "#part")

    content = source.read()
    assert (source.name, failed) == (site.url("/old"), [])
    assert (content.url, content.path.name, content.data) == (site.url("/plan.html"), "plan.html", b"<p>Seventy plants.</p>")


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/plan.pdf", {"Content_Type": "text/html"}, "plan.pdf"),
        ("/article.php?id=3", {}, "article.html"),
        ("/press/2024/", {}, "2024.html"),
        ("/press/index.html", {}, "press.html"),
        ("/", {}, "127.0.0.1.html"),
        (
            "/download",
            {"Content_Type": "application/pdf", "Content_Disposition": 'attachment; filename="a/../Plan 5.pdf"'},
            "Plan 5.pdf",
        ),
        ("/table", {"Content_Type": "text/csv"}, "table.csv"),
        ("/%E8%AE%A1%E5%88%92", {"Content_Type": "text/plain"}, "计划.txt"),
    ],
)
def test_a_page_gets_a_file_name_that_says_what_it_is(path: str, headers: dict[str, str], name: str, site: Site) -> None:
    site.pages[path] = page("hello", **headers)

    (source,), _ = opened(site.url(path))

    assert source.read().path.name == name


@pytest.mark.parametrize("url", ["ftp://example.org/plan", "file:///etc/passwd", "https://gone.test/", "http://10.0.0.1/"])
def test_a_page_that_cannot_be_had_is_a_failure(url: str) -> None:
    sources, (failure,) = opened(url, web(names={"10.0.0.1": ["10.0.0.1"]}))

    assert (sources, failure.source) == ([], url)


# feeds ----------------------------------------------------------------------------------------


def test_an_rss_feed_gives_its_pages_with_what_it_says_of_them(site: Site) -> None:
    site.pages |= {"/feed": page(RSS.format(site=site.url("").rstrip("/"))), "/plants": page("<p>Seventy</p>")}

    (plants, robots), (lost,) = opened(site.url("/feed"))

    assert (plants.name, plants.hints.title, plants.hints.published) == (site.url("/plants"), "Seventy plants", "2024-01-03")
    assert plants.hints.publisher == "Ministry of Industry"
    assert (robots.name, robots.hints.published, robots.hints.publisher) == (site.url("/robots"), "2024-02-05", "Xinhua")
    assert "'Lost' has no link" in lost.reason
    assert plants.read().data == b"<p>Seventy</p>"


def test_the_pages_of_a_feed_are_fetched_when_they_are_read(site: Site) -> None:
    site.pages |= {"/feed": page(RSS.format(site=site.url("").rstrip("/"))), "/plants": page("<p>Seventy</p>")}

    opened(site.url("/feed"))

    assert site.paths() == ["/feed"]


def test_an_atom_feed_gives_its_pages_and_takes_no_update_for_a_publication(site: Site) -> None:
    site.pages["/atom"] = page(ATOM.format(site=site.url("").rstrip("/")))

    (duties, undated), failed = opened(site.url("/atom"))

    assert (duties.name, duties.hints.title, duties.hints.published) == (site.url("/press/duties"), "Duties", "2024-03-01")
    assert (undated.name, undated.hints.published, failed) == (site.url("/undated"), None, [])


def test_a_feed_of_the_first_kind_is_read(site: Site) -> None:
    site.pages["/rdf"] = page(RDF.format(site=site.url("").rstrip("/")))

    (mills,), _ = opened(site.url("/rdf"))

    assert (mills.name, mills.hints.publisher) == (site.url("/mills"), "Old feed")


def test_a_page_of_a_feed_that_leads_inside_is_refused_when_it_is_read(site: Site) -> None:
    site.pages["/feed"] = page("<rss><channel><item><link>http://169.254.169.254/latest</link></item></channel></rss>")

    (source,), _ = opened(site.url("/feed"), web(HERE, names={"169.254.169.254": ["169.254.169.254"]}))

    with pytest.raises(Exception, match=r"169\.254\.169\.254"):
        source.read()


# sitemaps -------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_gives_its_pages(packed: bool, site: Site) -> None:
    body = urls("/a", "/b", site=site).encode()
    site.pages["/sitemap.xml.gz"] = page(gzip.compress(body) if packed else body)

    sources, failed = opened(site.url("/sitemap.xml.gz"))

    assert [source.name for source in sources] == [site.url("/a"), site.url("/b")]
    assert [source.hints.published for source in sources] == [None, None]  # the day of last change is another
    assert failed == []


def test_a_sitemap_of_news_says_title_publisher_and_day(site: Site) -> None:
    site.pages["/news.xml"] = page(MAP.format(urls=NEWS.format(site=site.url("").rstrip("/"))))

    (source,), _ = opened(site.url("/news.xml"))

    assert (source.hints.title, source.hints.publisher, source.hints.published) == ("City plans", "Shine", "2024-01-03")


def test_an_index_of_sitemaps_leads_to_the_pages_of_all(site: Site) -> None:
    index = "<sitemapindex>" + "".join(f"<sitemap><loc>{site.url(name)}</loc></sitemap>" for name in ("/1", "/2", "/gone"))
    site.pages |= {"/index.xml": page(index + "</sitemapindex>")}
    site.pages |= {"/1": page(urls("/a", site=site)), "/2": page(urls("/b", site=site))}

    sources, (failure,) = opened(site.url("/index.xml"))

    assert [source.name for source in sources] == [site.url("/a"), site.url("/b")]
    assert (failure.source, "404" in failure.reason) == (site.url("/gone"), True)


def test_an_index_that_leads_to_itself_ends(site: Site) -> None:
    site.pages["/index.xml"] = page(f"<sitemapindex><sitemap><loc>{site.url('/index.xml')}</loc></sitemap></sitemapindex>")

    sources, failed = opened(site.url("/index.xml"))

    assert sources == []
    assert any("more than 2 deep" in failure.reason for failure in failed)
    assert len(site.paths()) <= 4


def test_a_list_longer_than_the_limit_says_that_its_rest_is_left_out(site: Site) -> None:
    site.pages["/map"] = page(urls("/a", "/b", "/c", site=site))

    sources, (failure,) = opened(site.url("/map"), web(HERE, limits=replace(QUICK, pages=2)))

    assert len(sources) == 2
    assert "the rest is left out" in failure.reason


def test_a_list_without_pages_is_a_failure(site: Site) -> None:
    site.pages["/map"] = page("<urlset></urlset>")

    sources, (failure,) = opened(site.url("/map"))

    assert (sources, "lists no pages" in failure.reason) == ([], True)


# hostile lists --------------------------------------------------------------------------------


def test_entities_of_a_list_reach_no_file(site: Site, tmp_path: object) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>http://&x;/</loc></url></urlset>'
    site.pages["/map"] = page(text)

    sources, failed = opened(site.url("/map"))

    said = " ".join([source.name for source in sources] + [failure.reason for failure in failed])
    assert "root:" not in said


def test_a_bomb_of_entities_is_refused(site: Site) -> None:
    lines = ['<!ENTITY a0 "lol">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    site.pages["/map"] = page(f"<!DOCTYPE urlset [{''.join(lines)}]>\n<urlset><url><loc>http://a/&a9;</loc></url></urlset>")

    sources, failed = opened(site.url("/map"))

    assert all(len(source.name) < 1_000 for source in sources)
    assert len(sources) + len(failed) == 1


def test_a_packed_bomb_in_place_of_a_sitemap_is_no_list(site: Site) -> None:
    site.pages["/map.gz"] = page(gzip.compress(bytes(60_000_000), 9))

    sources, failed = opened(site.url("/map.gz"))

    assert (len(sources), failed) == (1, [])  # a packed file like any other, which no parser reads


def test_a_broken_feed_gives_what_can_be_read(site: Site) -> None:
    site.pages["/feed"] = page(f"<rss><channel><item><title>A & B</title><link>{site.url('/a')}</link></item><item>")

    sources, _ = opened(site.url("/feed"))

    assert [source.name for source in sources] == [site.url("/a")]
