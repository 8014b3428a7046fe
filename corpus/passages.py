"""Cut a Document into Passages along its headings and pages, with whole sentences and exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.languages import language_of
from corpus.records import Document, Passage
from corpus.sentences import sentence_spans

# Small enough that a passage is about one thing, large enough that a sentence keeps its neighbours:
# see docs/decisions/0003-passages.md for what was measured.
TARGET_CHARACTERS = 700
LONGEST_SENTENCE = 2_000  # a "sentence" above this is a run without full stops: cut at white space

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t\r]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*\r?\n", re.DOTALL)
_WIDE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class _Stretch:
    heading: str
    start: int
    end: int
    page: int | None


def body_start(text: str) -> int:
    """Where the text begins after YAML front matter: 0 without any."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def split(document: Document) -> list[Passage]:
    """The document's passages in order; every sentence of its body lies whole in exactly one of them.

    A passage never crosses a heading, a page or the edge of a section. Its text is about TARGET_CHARACTERS long (a Chinese
    character counts as two: it carries about as much), longer only where one sentence is.
    """
    return [
        _passage(document, stretch, start, end)
        for stretch in _stretches(document)
        for start, end in _runs(document.text, stretch)
    ]


def _passage(document: Document, stretch: _Stretch, start: int, end: int) -> Passage:
    text = document.text[start:end]
    return Passage(document.id, start, end, text, stretch.heading, stretch.page, language_of(text))


def _stretches(document: Document) -> Iterator[_Stretch]:
    """Stretches between headings or pages, cut where a section begins or ends, with the headings above each."""
    sections = iter(document.sections)
    section = next(sections, None)
    for stretch in _between_headings(document):
        begin = stretch.start
        while section is not None and section.start < stretch.end:
            yield _Stretch(stretch.heading, begin, max(begin, section.start), stretch.page)
            begin = max(begin, section.start)
            heading = " > ".join(part for part in (stretch.heading, section.heading) if part)
            yield _Stretch(heading, begin, min(section.end, stretch.end), stretch.page)
            begin = min(section.end, stretch.end)
            if section.end > stretch.end:
                break
            section = next(sections, None)
        yield _Stretch(stretch.heading, begin, stretch.end, stretch.page)


def _between_headings(document: Document) -> Iterator[_Stretch]:
    if document.pages:
        ends = [page.start for page in document.pages[1:]] + [len(document.text)]
        for page, end in zip(document.pages, ends, strict=True):
            yield _Stretch("", page.start, end, page.number)
        return
    above: list[tuple[int, str]] = []
    begin = body_start(document.text)
    for match in _HEADING.finditer(document.text, begin):
        yield _Stretch(_path(above, document.title), begin, match.start(), None)
        level = len(match[1])
        above = [entry for entry in above if entry[0] < level] + [(level, match[2])]
        begin = match.end()
    yield _Stretch(_path(above, document.title), begin, len(document.text), None)


def _path(above: list[tuple[int, str]], title: str) -> str:
    """The headings above, without the one that repeats the title."""
    return " > ".join(heading for _, heading in above if heading != title)


def _runs(text: str, stretch: _Stretch) -> Iterator[tuple[int, int]]:
    """Spans of neighbouring sentences up to the target length."""
    begin = last = None
    width = 0
    for start, end in _sentences(text, stretch):
        size = _width(text[start:end])
        if begin is not None and last is not None and width + size > TARGET_CHARACTERS:
            yield begin, last
            begin, width = None, 0
        begin = start if begin is None else begin
        last, width = end, width + size
    if begin is not None and last is not None:
        yield begin, last


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _sentences(text: str, stretch: _Stretch) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text, stretch.start, stretch.end):
        while end - start > LONGEST_SENTENCE:
            cut = max(text.rfind(" ", start, start + TARGET_CHARACTERS), text.rfind("\n", start, start + TARGET_CHARACTERS))
            cut = cut if cut > start else start + TARGET_CHARACTERS
            yield start, cut
            start = cut + (1 if text[cut : cut + 1].isspace() else 0)
        if start < end:
            yield start, end
