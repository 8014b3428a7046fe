"""What travels from a file to the index: Document, Passage and the names of their kinds."""

from dataclasses import dataclass, field
from typing import Literal

Wording = Literal["original", "digest"]


@dataclass(frozen=True, slots=True)
class Page:
    """Where one page of a paginated document begins in its text."""

    number: int  # 1-based
    start: int  # character offset into Document.text


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document's text whose heading is not written in it as a `#` line.

    A table's heading is its caption, unit and column headers, so that every passage of its rows says what they count.
    """

    start: int  # character offset into Document.text, inclusive
    end: int  # exclusive
    heading: str


@dataclass(frozen=True, slots=True)
class Document:
    """One published source as plain text that is never edited; passages and quotes are spans of `text`."""

    id: str
    title: str
    text: str
    publisher: str | None = None
    published: str | None = None  # ISO 8601: a year, a month or a day; None if unknown
    date_inferred: bool = False  # the date was worked out, not printed by the source
    url: str | None = None
    kind: str | None = None  # news, report, policy, statistics, filing, speech
    place: str | None = None  # "China/Shanghai": the wider place first
    language: str = "en"  # ISO 639-1 of most of the text
    companies: tuple[str, ...] = ()  # canonical names, see entities.toml
    reliability: str | None = None  # A (the source itself) to D (a copy or a post)
    wording: Wording = "original"  # "digest": the words are ours, only the facts are the publisher's
    pages: tuple[Page, ...] = ()  # empty for formats without pages
    sections: tuple[Section, ...] = ()  # in order, apart from each other; text between them has no such heading


@dataclass(frozen=True, slots=True)
class Passage:
    """A contiguous span of one document: the unit that is indexed, retrieved and cited."""

    document_id: str
    start: int  # character offset into Document.text, inclusive
    end: int  # exclusive
    text: str
    heading: str = ""  # the headings above it, outermost first, joined by " > "
    page: int | None = None  # 1-based; None for formats without pages
    language: str = "en"  # of this passage

    @property
    def id(self) -> str:
        """Document and span: the same text always gets the same id."""
        return f"{self.document_id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a page of one, that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did: counts of documents, and what could not be read."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: tuple[Failure, ...] = ()
    passages: int = 0  # passages now in the index
    seconds: float = 0.0
    notes: tuple[Failure, ...] = ()  # what was left out on purpose, such as invisible text


@dataclass(frozen=True, slots=True)
class Filters:
    """What the evidence must be about; an empty field asks nothing. Dates are ISO 8601, both ends included."""

    company: tuple[str, ...] = field(default=())  # any of these, by name or alias
    publisher: tuple[str, ...] = field(default=())  # any of these, as part of the publisher's name
    kind: tuple[str, ...] = field(default=())
    place: tuple[str, ...] = field(default=())  # any of these, at any level of the place
    language: tuple[str, ...] = field(default=())
    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return any((self.company, self.publisher, self.kind, self.place, self.language, self.since, self.until))


NO_FILTERS = Filters()
