"""Passages as a chat model gets them: numbered, one line each, and nothing in them that could pass for our own words.

The model sees a cleaned copy; quotes are cut from the document itself.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.citing import printed_date
from corpus.invisible import without_invisible

if TYPE_CHECKING:
    from langchain_core.documents import Document

LONGEST = 1_600  # characters of one passage: two of the usual size
LONGEST_NAME = 120  # of a title or a publisher

_MARK = re.compile(r"[\[【［]\s*\d[\d\s,，、-]*[\]】］]")
_ROLE = re.compile(
    r"<\|[^|<>]{0,40}\|>|\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>|^\s*(?:system|assistant|user|human)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_PICTURE_OR_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}[^)]{0,300}\)")
_ADDRESS = re.compile(r"\b(?:https?|ftp|javascript|data):\S+", re.IGNORECASE)
_OUT_OF_LINE = str.maketrans({"<": "‹", ">": "›", "`": "'", "[": "(", "]": ")", "【": "(", "】": ")", "［": "(", "］": ")"})


def numbered(documents: "Sequence[Document]") -> str:
    """The passages, numbered from 1 in the order given; metadata is EVIDENCE."""
    return "\n\n".join(f"[{n}] {_source(one)}: {inert(one.page_content)[:LONGEST]}" for n, one in enumerate(documents, start=1))


def inert(text: str) -> str:
    """The text on one line without marks, role tokens, links, pictures, markup and characters that show nothing."""
    text, _ = without_invisible(text)
    text = _ROLE.sub(" ", text)
    text = _PICTURE_OR_LINK.sub(r"\1", text)
    text = _ADDRESS.sub(" ", text)
    text = _MARK.sub(" ", text)
    return " ".join(text.translate(_OUT_OF_LINE).split())


def _source(document: "Document") -> str:
    known = document.metadata
    told = [inert(known[name])[:LONGEST_NAME] for name in ("title", "publisher") if known[name]]
    return " | ".join([*told, printed_date(known["published"], known["date_inferred"])])
