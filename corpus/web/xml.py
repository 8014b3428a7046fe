"""XML of strangers: no entities, no DTD, no network, no size without end."""

import re
from typing import Any

from corpus.errors import UnreadableDocument

LARGEST = 50 * 2**20  # bytes; the sitemap protocol's own limit

_BEFORE_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.{0,1000}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^>\[]{0,1000}>\s*)*", re.DOTALL
)


def root_name(data: bytes) -> str:
    """The local name of the root element, as in "urlset"; "" for what does not begin like XML."""
    begins = data[:20_000]
    name = re.match(rb"<(?:[\w.-]+:)?([\w.-]+)[\s>/]", begins[_BEFORE_ROOT.match(begins).end() :])  # type: ignore[union-attr]
    return name[1].decode("ascii", errors="replace") if name else ""


def read_xml(data: bytes) -> Any:
    """The root element. Broken places are passed over, as readers of feeds do. Raises UnreadableDocument."""
    from lxml import etree  # on the path that needs it

    if len(data) > LARGEST:
        raise UnreadableDocument(f"it is over the limit of {LARGEST // 2**20} MB for a list: ingest its parts")
    strict = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, strict)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"its XML cannot be read ({str(error).splitlines()[0]})") from error
    if root is None:
        raise UnreadableDocument("its XML cannot be read")
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise UnreadableDocument("its XML declares entities, which no sitemap or feed needs")
    return root


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Any, *names: str) -> str | None:
    """The text of the first child of one of the names, on one line; None if there is none."""
    for name in names:
        for child in element:
            if local(child) == name and (text := " ".join("".join(child.itertext()).split())):
                return text
    return None
