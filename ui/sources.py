"""The document beside the answer: where it comes from, and its whole text with the cited words marked."""

from dataclasses import dataclass

import streamlit as st

from assistant.records import Citation, Evidence
from corpus.records import Document
from ui.dates import printed_date
from ui.desk import Desk
from ui.highlight import NOTHING, Span, marked_text
from ui.markup import element, is_web, label, link
from ui.originals import Original, original_of
from ui.pictures import Picture, page_picture
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


def draw_source(desk: Desk, source: Source, closable: bool = True) -> None:
    """The panel: closing, the document's particulars, its page as a picture, its text, scrolled to the quote."""
    texts = desk.texts
    with st.container(key="source_panel"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False, key="source_bar"
        ):
            st.html(element("h2", texts("source_panel"), class_="panel-heading"), width="content")
            if closable:
                st.button(texts("close"), key="close_source", type="tertiary", on_click=open_source, args=(None,))
        document = desk.assistant.document(source.document_id)
        if document is None:
            st.html(element("p", texts("gone"), class_="note"))
            return
        st.html(particulars(document, texts))
        if not _draw_original(desk, document, source):
            text = marked_text(document, source.passage, source.quote)
            st.html(f'<article class="source-text" lang="{_lang(document)}">{text}</article>')
    scroll_to("source")


def _draw_original(desk: Desk, document: Document, source: Source) -> bool:
    """What the file itself offers: to keep it, and to see a PDF's page with the quote marked. Whether the page is shown."""
    entry = desk.holdings.by_id.get(document.id)
    if entry is None or document.wording == "digest":
        return False
    texts, original = desk.texts, original_of(entry)
    if original is None:
        if document.pages:
            st.html(element("p", texts("original_on_web" if is_web(entry.source) else "original_moved"), class_="note"))
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="original_bar"):
        shown = _chosen_view(document, texts) if _is_pdf(original) and document.pages else "text"
        st.download_button(
            texts("keep_original"), original.data, original.name, "application/octet-stream", key="keep_original",
            on_click="ignore", type="tertiary",
        )  # fmt: skip
    if shown != "page":
        return False
    page = page_of(document, source)
    picture = _picture(original.data, page, document.text[source.quote.start : source.quote.end])
    if picture is None:
        st.html(element("p", texts("no_picture"), class_="note"))
        return False
    if source.quote != NOTHING and not picture.marked:
        st.html(element("p", texts("not_marked", page=page), class_="note"))
    with st.container(key="page_picture"):
        st.image(picture.png, caption=texts("page_picture", page=page, title=label(document.title)), width="stretch")
    return True


def _chosen_view(document: Document, texts: Texts) -> str:
    return st.segmented_control(
        texts("view"), ["page", "text"], default="page", required=True, key=f"view_{document.id}",
        format_func=lambda name: texts(f"view_{name}"), label_visibility="collapsed",
    )  # fmt: skip


def _is_pdf(original: Original) -> bool:
    return original.data[:1024].lstrip().startswith(b"%PDF")


def page_of(document: Document, source: Source) -> int:
    """The page on which the quote, or else the passage, begins; the first where nothing is marked."""
    start = (source.quote if source.quote != NOTHING else source.passage).start
    return max((page.number for page in document.pages if page.start <= start), default=document.pages[0].number)


@st.cache_data(max_entries=64, show_spinner=False)
def _picture(data: bytes, page: int, quote: str) -> Picture | None:
    return page_picture(data, page, quote)


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
