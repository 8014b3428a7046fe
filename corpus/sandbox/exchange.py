"""What goes through the pipes: frames of bytes, and what a file gave as JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO, TypeVar

from corpus.formats import Parsed
from corpus.records import Document, Failure, Page, Section

T = TypeVar("T")

_WIDTH = 8  # bytes of a frame's length


class BrokenAnswer(Exception):
    """What came back is not what a parser gives."""


def write_frame(pipe: BinaryIO, content: bytes) -> None:
    """Its length, then the content."""
    pipe.write(len(content).to_bytes(_WIDTH, "big"))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: BinaryIO, limit: int | None = None) -> bytes | None:
    """The next frame; None at the end of the pipe. Raises BrokenAnswer for one over the limit, which is not read."""
    length = int.from_bytes(head, "big") if len(head := pipe.read(_WIDTH)) == _WIDTH else -1
    if limit is not None and length > limit:
        raise BrokenAnswer(f"it gives {length / 2**20:.0f} MB of text, over the limit of {limit / 2**20:.0f} MB: split the file")
    content = pipe.read(length) if length >= 0 else b""
    return content if len(content) == length else None


def packed(parsed: Parsed) -> bytes:
    """As JSON; half a surrogate pair, which no encoding knows, becomes a question mark."""
    return json.dumps(asdict(parsed), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def unpacked(answer: bytes) -> Parsed:
    """What `packed` made. Raises BrokenAnswer for anything else, such as spans outside the text."""
    try:
        form = json.loads(answer)
        return Parsed(
            tuple(_document(one) for one in form["documents"]),
            tuple(_record(Failure, one) for one in form["failed"]),
            tuple(_record(Failure, one) for one in form["notes"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenAnswer("its parser gave what is no document") from error


def read_status(status: bytes | None) -> tuple[str | None, bool]:
    """Why the file was refused, None if it was read; and whether the process can go on. Raises BrokenAnswer."""
    try:
        told = json.loads(status or b"")
        refused, replace = told["refused"], told["replace"]
        _expect(isinstance(refused, str | None) and isinstance(replace, bool))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenAnswer("its parser gave what is no answer") from error
    return " ".join(refused.split()) if refused is not None else None, not replace


def _document(form: Mapping[str, Any]) -> Document:
    lists: dict[str, Any] = {
        "companies": tuple(form["companies"]),
        "pages": tuple(_record(Page, one) for one in form["pages"]),
        "sections": tuple(_record(Section, one) for one in form["sections"]),
    }
    document = Document(**{**form, **lists})
    for name in ("id", "title", "text", "language", "wording"):
        _expect(isinstance(getattr(document, name), str))
    for name in ("publisher", "published", "url", "kind", "place", "reliability"):
        _expect(isinstance(getattr(document, name), str | None))
    _expect(isinstance(document.date_inferred, bool) and all(isinstance(name, str) for name in document.companies))
    _expect(_in_order([page.start for page in document.pages], len(document.text)))
    _expect(_in_order([edge for section in document.sections for edge in (section.start, section.end)], len(document.text)))
    return document


def _record(kind: Callable[..., T], form: Mapping[str, Any]) -> T:
    """A record of whole numbers and strings."""
    _expect(all(isinstance(value, int | str) for value in form.values()))
    return kind(**form)


def _in_order(places: Iterable[Any], end: int) -> bool:
    last = 0
    for place in places:
        if not last <= place <= end:
            return False
        last = place
    return True


def _expect(true: bool) -> None:
    if not true:
        raise ValueError
