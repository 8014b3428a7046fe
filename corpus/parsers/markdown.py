"""Markdown files, with YAML front matter for what the file says of itself."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import UnreadableDocument
from corpus.languages import language_of
from corpus.parsers import Parsed, parsers
from corpus.parsers.plain_text import decode
from corpus.passages import body_start
from corpus.records import Document

_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t\r]*$", re.MULTILINE)
_ID = re.compile(r"[\w.-]{1,120}")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PRECISION = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date


def is_markdown(data: bytes) -> bool:
    """Whether it begins with front matter; other Markdown is told from plain text by its name."""
    return bool(re.match(rb"(\xef\xbb\xbf)?---[ \t]*\r?\n\w+:.*?\n---[ \t]*\r?\n", data[:65_536], re.DOTALL))


@parsers.register(".md", ".markdown", recognises=is_markdown)
def parse_markdown(path: Path, data: bytes) -> Parsed:
    """The whole file is the text, front matter included, so that offsets count in the file as it is."""
    text = decode(data)
    begin = body_start(text)
    says = _front_matter(text[:begin])
    heading = _TITLE.search(text, begin)
    title = str(says.get("title") or (heading[1] if heading else path.stem))
    published, inferred = _published(says)
    document = Document(
        id=_document_id(says, path),
        title=title,
        text=text,
        publisher=_optional(says, "publisher"),
        published=published,
        date_inferred=inferred,
        url=_optional(says, "url"),
        kind=_optional(says, "kind"),
        place=_optional(says, "place"),
        language=str(says.get("language") or language_of(text[begin:])),
        companies=_companies(says),
        reliability=_optional(says, "reliability"),
        wording="digest" if says.get("wording") == "digest" else "original",
    )
    return Parsed((document,))


def _front_matter(block: str) -> dict[str, Any]:
    if not block:
        return {}
    try:
        says = yaml.safe_load(block.strip().strip("-"))
    except (yaml.YAMLError, RecursionError) as error:
        problem = str(error).splitlines()[0]
        raise UnreadableDocument(f"its front matter is not YAML ({problem}): mend the lines between ---") from error
    except ValueError as error:  # from PyYAML's dates
        raise UnreadableDocument(
            f"its front matter has a date that no calendar has ({error}): mend the lines between ---"
        ) from error
    if says is None:
        return {}
    if not isinstance(says, dict):
        raise UnreadableDocument("its front matter is not a list of `name: value` lines: mend the lines between ---")
    return says


def _document_id(says: dict[str, Any], path: Path) -> str:
    wanted = str(says.get("id") or path.stem)
    if "id" in says and not _ID.fullmatch(wanted):
        raise UnreadableDocument(f"the id {wanted!r} in its front matter has characters other than letters, digits, . _ -")
    return wanted


def _published(says: dict[str, Any]) -> tuple[str | None, bool]:
    value = says.get("published")
    if value is None:
        return None, False
    written = value.isoformat()[:10] if isinstance(value, date) else str(value)
    if not _DATE.fullmatch(written) or not _in_calendar(written):
        raise UnreadableDocument(f"published: {written!r} in its front matter is not a date like 2024, 2024-01 or 2024-01-31")
    precision = _PRECISION.get(str(says.get("date_precision")), len(written))
    return written[:precision], says.get("date_basis") == "inferred"


def _in_calendar(written: str) -> bool:
    try:
        date.fromisoformat(written + "0000-01-01"[len(written) :])
    except ValueError:
        return False
    return True


def _companies(says: dict[str, Any]) -> tuple[str, ...]:
    value = says.get("companies") or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise UnreadableDocument(f"companies: {value!r} in its front matter is not a list of names")
    return tuple(str(name) for name in value)


def _optional(says: dict[str, Any], name: str) -> str | None:
    value = says.get(name)
    return None if value in (None, "") else str(value)
