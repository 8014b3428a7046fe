"""The document beside the answer: where it comes from, and its whole text with the cited words marked."""

from dataclasses import dataclass

import streamlit as st

from assistant.assistant import Assistant
from assistant.records import Citation, Evidence
from corpus.records import Document
from ui.dates import printed_date
from ui.highlight import NOTHING, Span, marked_text
from ui.markup import element, is_web, link
from ui.scrolling import scroll_anew, scroll_to
from ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is open beside the answer, and what is marked in it."""

    document_id: str
    passage: Span = NOTHING
    quote: Span = NOTHING
    cited: str = ""  # which citation opened it


def cited_source(citation: Citation, key: str) -> Source:
    """The document of a citation, open at its quote."""
    evidence = citation.evidence
    return Source(evidence.document_id, Span(evidence.start, evidence.end), Span(citation.quote_start, citation.quote_end), key)


def near_source(evidence: Evidence, key: str) -> Source:
    """The document of a passage that did not answer."""
    return Source(evidence.document_id, Span(evidence.start, evidence.end), cited=key)


def open_source(source: Source | None) -> None:
    """Show this document from the next drawing on, or none."""
    st.session_state.source = source
    scroll_anew("source")


def opened_source() -> Source | None:
    """The document that is to be shown."""
    source: Source | None = st.session_state.get("source")
    return source


def draw_source(assistant: Assistant, source: Source, texts: Texts, closable: bool = True) -> None:
    """The panel: closing, the document's particulars, its text, scrolled to the quote."""
    with st.container(key="source_panel"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False, key="source_bar"
        ):
            st.html(element("h2", texts("source_panel"), class_="panel-heading"), width="content")
            if closable:
                st.button(texts("close"), key="close_source", type="tertiary", on_click=open_source, args=(None,))
        document = assistant.document(source.document_id)
        if document is None:
            st.html(element("p", texts("gone"), class_="note"))
            return
        text = marked_text(document, source.passage, source.quote)
        st.html(particulars(document, texts) + f'<article class="source-text" lang="{_lang(document)}">{text}</article>')
    scroll_to("source")


def _lang(document: Document) -> str:
    return document.language if document.language.isalpha() else "en"


def particulars(document: Document, texts: Texts) -> str:
    """Title, publisher, date, kind, place, reliability and the way to the original, as markup."""
    level = (document.reliability or "").lower()
    facts = (
        (texts("publisher"), document.publisher),
        (texts("published"), printed_date(document.published, document.date_inferred, texts)),
        (texts("kind"), document.kind and texts.named("kind", document.kind)),
        (texts("place"), document.place and document.place.replace("/", " / ")),
        (texts("reliability"), texts(f"reliability_{level}") if level in {"a", "b", "c", "d"} else document.reliability),
    )
    rows = "".join(element("dt", name) + element("dd", value) for name, value in facts if value)
    address = f"{element('dt', texts('link'))}<dd>{_original(document.url, texts)}</dd>" if document.url else ""
    note = element("p", texts("digest_note"), class_="note") if document.wording == "digest" else ""
    return f'<header class="particulars">{element("h3", document.title)}<dl>{rows}{address}</dl>{note}</header>'


def _original(url: str, texts: Texts) -> str:
    return link(url, texts("read_original")) if is_web(url) else link(url, url)
