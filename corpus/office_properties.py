"""What an office file says of itself: docProps/core.xml of ECMA-376 part 2."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree  # only for archives that office_archive has let through: no part declares entities

from corpus.archives import damage_named
from corpus.published import published_in

_FIELDS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/terms/}created": "created",
}
_TEMPLATE_TITLE = re.compile(
    r"(?i)(?:microsoft (?:word|excel|powerpoint)\b.*|(?:word|powerpoint|ppt) (?:document|presentation|演示文稿)|document ?\d*|"
    r"presentation ?\d*|book ?\d*|workbook ?\d*|untitled|无标题|幻灯片 ?\d*|文档 ?\d*|演示文稿 ?\d*|工作簿 ?\d*)"
)
OLDEST = "1990-01-01"  # an earlier day of creation is a clock that was never set

_TEMPLATE_DAYS = ("2013-12-23", "2013-01-27")  # of the templates in python-docx and python-pptx, which files keep


@dataclass(frozen=True, slots=True)
class Properties:
    """Title and day of creation as the file gives them; None where it gives none that can be used."""

    title: str | None = None
    created: str | None = None  # ISO 8601, a day


def office_properties(archive: zipfile.ZipFile) -> Properties:
    """Read them; a file without core properties has none. Raises UnreadableDocument."""
    if "docProps/core.xml" not in archive.namelist():
        return Properties()
    with damage_named("set of properties"):
        root = ElementTree.fromstring(archive.read("docProps/core.xml"))  # noqa: S314
    said = {_FIELDS[child.tag]: (child.text or "").strip() for child in root if child.tag in _FIELDS}
    title = " ".join(said.get("title", "").split())
    created = said.get("created", "")[:10]
    if created in _TEMPLATE_DAYS or not _is_day(created):
        created = ""
    return Properties(None if _TEMPLATE_TITLE.fullmatch(title) else title or None, created or None)


def publication(text: str, title: str, properties: Properties) -> tuple[str | None, bool]:
    """Date and whether it is inferred: out of the text, else the day of creation, which is always inferred."""
    found = published_in(text, title)
    return found or (properties.created, properties.created is not None)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
        return OLDEST <= written <= date.today().isoformat()
    except ValueError:
        return False
