"""What a web page says of itself: JSON-LD (schema.org), OpenGraph, Dublin Core, and the names that Chinese authorities use.

The last are those of the guideline for government websites (国办发〔2017〕47号): SiteName, ArticleTitle, PubDate.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.published import date_in

_ARTICLE = re.compile(r"(?i)article|posting|report|webpage|publication|document|legislation|pressrelease|speech")
_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "articletitle", "twitter:title")
_PUBLISHERS = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher", "sitename",
               "contentsource", "application-name")  # fmt: skip
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "citation_publication_date", "dcterms.issued",
          "dc.date.issued", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish_date", "publish-date",
          "publication_date", "parsely-pub-date", "sailthru.date", "article.published", "publishedtime", "date")  # fmt: skip
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_ADDRESS = re.compile(r"\s*https?://[^/\s]")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s+[|｜–—·•»-]\s+|[_|｜]|\s*[-–—]{2,}\s*|(?<=[\u4e00-\u9fff》）])[-–](?=[\u4e00-\u9fff])"
)  # title of the page, then of the site
_LONGEST = 300  # characters of a title or name


@dataclass(frozen=True, slots=True)
class PageFacts:
    """None for what the page does not say."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO 8601, a day or a month, as the page declares it
    url: str | None = None  # the canonical address
    language: str | None = None  # ISO 639-1


def page_facts(tree: Any) -> PageFacts:
    """Read them off a parsed page, before its scripts are taken out."""
    linked = _linked_data(tree)
    said = _metas(tree)
    publisher = _first([_name_of(one.get("publisher")) for one in linked] + [said.get(name) for name in _PUBLISHERS])
    marked = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime | //*[@itemprop='datePublished']/@content")
    dates = [one.get("datePublished") for one in linked] + [said.get(name) for name in _DATES] + list(marked)
    addresses = [
        *tree.xpath("//link[@rel='canonical']/@href"), said.get("og:url"),
        *(value for one in linked for value in (one.get("url"), _id_of(one.get("mainEntityOfPage")))), *_saved_from(tree),
    ]  # fmt: skip
    address = next((one.strip() for one in addresses if isinstance(one, str) and _ADDRESS.match(one)), None)
    languages = [*tree.xpath("/html/@lang | /html/@*[name()='xml:lang']"), said.get("content-language"), said.get("og:locale")]
    return PageFacts(
        _first([one.get("headline") for one in linked] + [said.get(name) for name in _TITLES]) or _title(tree, publisher),
        publisher,
        next((found for date in dates if isinstance(date, str) and (found := date_in(date))), None),
        address,
        next((match[1].lower() for one in languages if one and (match := _LANGUAGE.fullmatch(one.strip()))), None),
    )


def _title(tree: Any, publisher: str | None) -> str | None:
    """The one first heading, else the page's title without the name of the site."""
    headings = [text for one in tree.iter("h1") if (text := " ".join(one.text_content().split()))]
    if len(headings) == 1 and len(headings[0]) <= _LONGEST:
        return str(headings[0])
    title = " ".join((tree.findtext(".//title") or "").split())
    parts = [part.strip() for part in _BETWEEN.split(title) if part.strip()]
    if publisher and len(parts) > 1:
        parts = [part for part in parts if part.lower() not in publisher.lower()] or parts
    return max(parts, key=len)[:_LONGEST] if parts else None


def _metas(tree: Any) -> dict[str, str]:
    """By lower-case name; the first of several."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            said.setdefault(name.strip().lower(), content)
    return said


def _linked_data(tree: Any) -> list[dict[str, Any]]:
    """The objects of schema.org that are of an article, those with a date first."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # many pages have broken ones; what else they say is read
    articles = [one for one in found if any(_ARTICLE.search(str(kind)) for kind in _listed(one.get("@type")))]
    return sorted(articles, key=lambda one: "datePublished" not in one)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for one in _listed(value):
        if isinstance(one, dict):
            yield one
            yield from _objects(one.get("@graph"))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name_of(value: Any) -> Any:
    one = next(iter(_listed(value)), None)
    return one.get("name") if isinstance(one, dict) else one


def _id_of(value: Any) -> Any:
    return value.get("@id") if isinstance(value, dict) else value


def _saved_from(tree: Any) -> list[str]:
    """The address that a browser writes into a page that it saves."""
    comments = (node.text or "" for node in tree.xpath("/comment() | //comment()[position() < 3]"))
    return [match[1] for comment in comments if (match := _SAVED_FROM.search(comment))]


def _first(values: Sequence[Any]) -> str | None:
    texts = (" ".join(value.split()) for value in values if isinstance(value, str))
    return next((text for text in texts if 0 < len(text) <= _LONGEST), None)
