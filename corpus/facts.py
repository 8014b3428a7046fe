"""Facts: what a curator, a side file or a feed says of a document; checked, and laid over what the document says itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from corpus.entities import named
from corpus.errors import UnreadableDocument
from corpus.records import Document, Wording

KINDS = ("news", "report", "policy", "statistics", "filing", "speech")

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_ID = re.compile(r"[\w.-]{1,120}")
_LANGUAGE = re.compile(r"[a-z]{2}", re.ASCII)
_LONGEST = 500  # characters of a title, publisher, place or company


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a document from outside; a field that is None, or empty, says nothing."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO 8601: a year, a month or a day
    date_inferred: bool | None = None
    url: str | None = None
    kind: str | None = None  # one of KINDS
    place: str | None = None  # "China/Shanghai"
    language: str | None = None  # ISO 639-1
    companies: tuple[str, ...] = ()  # canonical names where entities.toml knows them
    reliability: str | None = None  # A to D
    wording: Wording | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


NO_FACTS = Facts()
_NAMES = [field.name for field in fields(Facts)]


def facts_of(says: Mapping[str, Any], where: str = "") -> Facts:
    """The facts that names and values say; values of None and "" say nothing. `where` begins what goes wrong.

    Raises UnreadableDocument, one line, for an unknown name, a date that is none or is still to come, and a
    kind, language, reliability, wording, id or URL that cannot be.
    """
    begins = f"{where}: " if where else ""
    says = {{"company": "companies"}.get(name, name): value for name, value in says.items() if value not in (None, "", [], ())}
    if unknown := [str(name) for name in says if name not in _NAMES]:
        raise UnreadableDocument(f"{begins}{unknown[0]!r} is not a fact that is kept: choose from {', '.join(_NAMES)}")
    read: dict[str, Any] = {}
    for name, value in says.items():
        try:
            read[name] = _READ.get(name, _words)(value)
        except _Wrong as wrong:
            shown = repr(str(value)[:80]) if isinstance(value, str | int | float | date) else f"a {type(value).__name__}"
            raise UnreadableDocument(f"{begins}{name}: {shown} is {wrong}") from wrong
    return Facts(**read)


def hinted(title: str | None = None, published: str | None = None, publisher: str | None = None) -> Facts:
    """What a feed or sitemap says of a page; a value that cannot be is left out, for nobody here can mend it."""
    hints: dict[str, str] = {}
    for name, value in (("title", title), ("published", _iso(published)), ("publisher", publisher)):
        try:
            hints |= {name: _READ.get(name, _words)(value)} if value else {}
        except _Wrong:
            continue
    return Facts(**hints)  # type: ignore[arg-type]


def _iso(written: str | None) -> str | None:
    """A day as feeds write it (RFC 822 or 3339), in the publisher's own time zone, as in ISO 8601."""
    if not written or re.match(r"\d{4}(-\d\d){0,2}(T|$)", written):
        return written and written[:10]
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except ValueError:
        return None


class _Wrong(Exception):
    """Why a value cannot be, to follow on the value itself."""


def _words(value: object) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise _Wrong("not a line of text")
    text = " ".join(str(value).split())
    if not text or len(text) > _LONGEST:
        raise _Wrong(f"not a line of 1 to {_LONGEST} characters")
    return text


def _published(value: object) -> str:
    written = value.isoformat()[:10] if isinstance(value, date) else str(value).strip()
    if not _DATE.fullmatch(written) or not in_calendar(written):
        raise _Wrong("not a date: write a year, a month or a day, such as 2024, 2024-01 or 2024-01-31")
    if written > date.today().isoformat()[: len(written)]:
        raise _Wrong("still to come: write the day of publication")
    return written


def in_calendar(written: str) -> bool:
    """Whether a year, month or day in ISO 8601 exists."""
    try:
        date.fromisoformat(written + "0000-01-01"[len(written) :])
    except ValueError:
        return False
    return True


def _one_of(*known: str) -> Any:
    def read(value: object) -> str:
        if value not in known:
            raise _Wrong(f"not known: choose one of {', '.join(known)}")
        return str(value)

    return read


def _matching(pattern: re.Pattern[str], what: str) -> Any:
    def read(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise _Wrong(f"not {what}")
        return value

    return read


def _url(value: object) -> str:
    text = _words(value)
    if urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname or " " in text:
        raise _Wrong("not a web address: write it with https:// or http://")
    return text


def _companies(value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise _Wrong("not a list of names")
    return tuple(dict.fromkeys(entity.name if (entity := named(name)) else name for name in map(_words, names)))


def _inferred(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("not true or false")
    return value


_READ: dict[str, Any] = {
    "id": _matching(_ID, "an id: letters, digits and . _ - only"),
    "published": _published,
    "date_inferred": _inferred,
    "url": _url,
    "kind": _one_of(*KINDS),
    "language": _matching(_LANGUAGE, "a language: write two letters of ISO 639-1, such as en or zh"),
    "companies": _companies,
    "reliability": _one_of("A", "B", "C", "D"),
    "wording": _one_of(*get_args(Wording)),
}


def laid_over(facts: Facts, others: Facts) -> Facts:
    """The facts, and the others' where these say nothing."""
    return replace(others, **{name: value for name in _NAMES if (value := getattr(facts, name)) not in (None, ())})


def with_facts(
    document: Document, name: Path, facts: Facts = NO_FACTS, hints: Facts = NO_FACTS, found_at: str | None = None
) -> Document:
    """The document with the facts laid over what it says itself, and the hints under it.

    `name` is the file that was parsed: a title that is only that name counts as none. `found_at` is the URL
    that it was fetched from: a page may name another address of its own site as its proper one, not another site's.
    """
    found: dict[str, Any] = {}
    if found_at and not (document.url and _site(document.url) == _site(found_at)):
        found["url"] = found_at
    if hints.title and document.title in ("", name.stem):
        found["title"] = hints.title
    if hints.publisher and not document.publisher:
        found["publisher"] = hints.publisher
    if hints.published and (document.date_inferred or not document.published):
        found |= {"published": hints.published, "date_inferred": False}
    found |= {field: value for field in _NAMES if (value := getattr(facts, field))}
    if facts.published:
        found["date_inferred"] = bool(facts.date_inferred)
    return replace(document, **found)


def _site(url: str) -> str:
    return re.sub(r"^(www|m|amp)\.", "", urlsplit(url).hostname or "")
