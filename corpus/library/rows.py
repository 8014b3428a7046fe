"""Documents and passages as rows of the library's tables."""

import json
from collections.abc import Sequence

from corpus.records import Document, Page, Passage, Section
from corpus.tokens import name_words, words

DOCUMENT_FIELDS = (
    "document.id, document.title, document.text, document.publisher, document.published, document.date_inferred, document.url, "
    "document.kind, document.place, document.language, document.companies, document.reliability, document.wording, "
    "document.pages, document.sections"
)
WITHOUT_TEXT = DOCUMENT_FIELDS.replace("document.text", "''").replace("document.sections", "'[]'")


def lexical_fields(document: Document, passage: Passage) -> tuple[str, str, str]:
    """The words of the title with the headings, of the text, and the names in both."""
    above = f"{document.title} {passage.heading} {document.publisher or ''}"
    return (
        " ".join(words(above)),
        " ".join(words(passage.text)),
        " ".join(name_words(f"{document.title}\n{passage.text}")),
    )


def document_values(document: Document) -> tuple[object, ...]:
    """The document in the order of DOCUMENT_FIELDS."""
    d = document
    companies = json.dumps(d.companies, ensure_ascii=False)
    pages = json.dumps([(page.number, page.start) for page in d.pages])
    sections = json.dumps([(section.start, section.end, section.heading) for section in d.sections], ensure_ascii=False)
    return (d.id, d.title, d.text, d.publisher, d.published, int(d.date_inferred), d.url,
            d.kind, d.place, d.language, companies, d.reliability, d.wording, pages, sections)  # fmt: skip


def read_document(row: Sequence[object]) -> Document:
    """The document whose row begins with DOCUMENT_FIELDS."""
    (id_, title, text, publisher, published, inferred, url, kind, place, language, companies, reliability, wording,
     pages, sections) = row[:15]  # fmt: skip
    return Document(
        id=str(id_), title=str(title), text=str(text), publisher=_text(publisher), published=_text(published),
        date_inferred=bool(inferred), url=_text(url), kind=_text(kind), place=_text(place), language=str(language),
        companies=tuple(json.loads(str(companies))), reliability=_text(reliability),
        wording="digest" if wording == "digest" else "original",
        pages=tuple(Page(number, start) for number, start in json.loads(str(pages))),
        sections=tuple(Section(start, end, heading) for start, end, heading in json.loads(str(sections))),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
