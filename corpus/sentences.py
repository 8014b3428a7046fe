"""Sentence boundaries with exact character offsets, in English and Chinese.

A rule-based splitter of our own: the libraries either lose offsets, know one language only, or are
no longer kept (pysbd). A boundary that is missed makes a quote longer; one that is invented makes
a quote that cannot stand, so every rule here errs towards the longer sentence: what stands behind "；" often has its company or
period before it, so that only an item of a list ends with one.
"""

import re
from collections.abc import Iterator

_ENDS = re.compile(r"(?:[。！？]|；(?=\s*\n))+[”’」』）)\"']*|[.!?]+[\"'”’)\]]*(?=\s|$|[\u4e00-\u9fff])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'‘])(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Hon|Jr|Sr|"
    r"Inc|Ltd|Corp|Co|Cos|Bros|vs|etc|al|cf|ca|approx|est|No|Nos|no|Art|Arts|Sec|Secs|Fig|Figs|Eq|Ch|Vol|pp|p|para|paras|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Pub|Stat|Reg|Regs|Ave|Blvd|Mt|Ft|Dept|Univ|Assn|e\.g|i\.e)$"
)
_NEVER_LAST = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|vs|cf|e\.g|i\.e|No|Nos|Art|Fig|Vol|pp|[A-Z])$")
_STARTS_SENTENCE = re.compile(r"\s*[\"'“‘(\[]?[A-Z0-9\u4e00-\u9fff]")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans (inclusive, exclusive) of the sentences in text[start:end], in order, without outer white space.

    Every character that is not white space lies in exactly one span.
    """
    end = len(text) if end is None else end
    begin = start
    for match in _ENDS.finditer(text, start, end):
        if match.group().startswith(".") and not _closes(text, begin, match.start(), match.end(), end):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _closes(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    """Whether the full stop at `dot` ends a sentence."""
    word = text[max(begin, dot - 12) : dot]
    line = text.rfind("\n", max(0, begin - 1, dot - 8), dot)
    if (line >= 0 or dot <= 8) and re.fullmatch(r"\s*\d{1,3}", text[line + 1 : dot]):  # "1." opens a list item
        return False
    if not _ABBREVIATION.search(word):
        return after >= end or bool(_STARTS_SENTENCE.match(text, after)) or text[dot:after] != "."
    if _NEVER_LAST.search(word):
        return False
    return bool(re.match(r"\s+[A-Z\u4e00-\u9fff]\w*\s", text[after : after + 40]))


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end
