"""The library page: every document of the index, to be searched, sorted and read, and what they cover."""

import streamlit as st

from assistant.scope import passes
from corpus.library import DocumentEntry
from corpus.records import Document
from ui.charts import page_theme
from ui.coverage import coverage, coverage_chart
from ui.curating import draw_adding, draw_changing
from ui.desk import Desk
from ui.filters import draw_active
from ui.holdings import Holdings
from ui.markup import element
from ui.scrolling import scroll_anew
from ui.sources import Source, draw_source
from ui.texts import Texts

_WIDTHS = {"column_title": 360, "column_publisher": 170, "column_published": 150, "column_companies": 240}  # pixels


def library_page(desk: Desk) -> None:
    """Draw the table, the document of the row that is chosen, and the coverage; for curators what changes them."""
    holdings, texts = desk.holdings, desk.texts
    counts = texts(
        "library_counts",
        documents=f"{len(holdings.all):,}",
        passages=f"{holdings.passages:,}",
        publishers=f"{len(holdings.publishers):,}",
    )
    st.html(element("h1", texts("library_title"), class_="landing") + element("p", counts, class_="holds"))
    if problem := st.session_state.pop("problem", None):
        st.html(element("p", problem, class_="problem", role="alert"))
    if desk.reader.curator:
        draw_adding(desk)
    draw_active(desk.filters, texts)
    shown = _draw_table(desk, counts)
    _draw_coverage(shown, texts)


def _draw_table(desk: Desk, counts: str) -> list[DocumentEntry]:
    """The documents that pass the filters and the search, and the chosen one below them."""
    texts = desk.texts
    wanted = st.text_input(
        texts("library_search"), type="search", live=True, placeholder=texts("library_search"), label_visibility="collapsed"
    )
    shown = [one for one in newest_first(desk.holdings) if passes(one.document, desk.filters) and found(one, wanted or "")]
    said = texts("library_shown", shown=f"{len(shown):,}", documents=f"{len(desk.holdings.all):,}")
    st.html(element("p", said, class_="small"))
    # A chosen row is a number: with other rows it must be another table.
    widths = {texts(name): st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()}
    chosen = st.dataframe(
        table(shown, texts), hide_index=True, selection_mode="single-row", key=f"library_{hash(tuple(shown))}", alt=counts,
        on_select=lambda: scroll_anew("source"), column_config=widths,
    )  # fmt: skip
    for row in chosen.selection.rows:
        if desk.reader.curator:
            draw_changing(desk, shown[row])
        draw_source(desk, Source(shown[row].document.id), closable=False)
    return shown


def _draw_coverage(shown: list[DocumentEntry], texts: Texts) -> None:
    counts = coverage(shown)
    if counts:
        st.html(element("h2", texts("coverage"), class_="first") + element("p", texts("coverage_what"), class_="small"))
        st.altair_chart(coverage_chart(counts, texts, page_theme()), key="coverage", width="stretch")


def newest_first(holdings: Holdings) -> list[DocumentEntry]:
    """All documents by date, the undated last; on one day by id."""
    return sorted(holdings.all, key=lambda one: one.document.published or "", reverse=True)


def found(one: DocumentEntry, wanted: str) -> bool:
    """Whether every word of the search is somewhere in what the table says of the document."""
    document = one.document
    held = " ".join(filter(None, (document.title, document.publisher, document.place, document.id, *document.companies)))
    return all(word in held.casefold() for word in wanted.casefold().split())


def table(shown: list[DocumentEntry], texts: Texts) -> dict[str, list[str | int | None]]:
    """The documents by column; dates stay ISO 8601, so that they sort."""
    documents = [one.document for one in shown]
    return {
        texts("column_title"): [document.title for document in documents],
        texts("column_publisher"): [document.publisher for document in documents],
        texts("column_published"): [_sortable_date(document, texts) for document in documents],
        texts("column_kind"): [document.kind and texts.named("kind", document.kind) for document in documents],
        texts("column_place"): [document.place for document in documents],
        texts("column_companies"): [", ".join(document.companies) for document in documents],
        texts("column_passages"): [one.passages for one in shown],
        texts("column_wording"): [texts(f"wording_{document.wording}") for document in documents],
        texts("column_added"): [one.added[:10] for one in shown],
    }


def _sortable_date(document: Document, texts: Texts) -> str | None:
    if document.published and document.date_inferred:
        return texts("inferred_briefly", date=document.published)
    return document.published
