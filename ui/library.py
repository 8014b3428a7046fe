"""The library page: every document of the index, to be searched, sorted and read."""

import streamlit as st

from assistant.assistant import Assistant
from assistant.scope import passes
from corpus.records import Document, Filters
from ui.filters import draw_active
from ui.holdings import Holding, Holdings
from ui.markup import element
from ui.scrolling import scroll_anew
from ui.sources import Source, draw_source
from ui.texts import Texts

_WIDTHS = {"column_title": 360, "column_publisher": 170, "column_published": 150, "column_companies": 240}  # pixels


def library_page(assistant: Assistant, holdings: Holdings, filters: Filters, texts: Texts) -> None:
    """Draw the table, and the document of the row that is chosen."""
    counts = texts(
        "library_counts",
        documents=f"{len(holdings.all):,}",
        passages=f"{holdings.passages:,}",
        publishers=f"{len(holdings.publishers):,}",
    )
    st.html(element("h1", texts("library_title"), class_="landing") + element("p", counts, class_="holds"))
    draw_active(filters, texts)
    wanted = st.text_input(
        texts("library_search"), type="search", live=True, placeholder=texts("library_search"), label_visibility="collapsed"
    )
    shown = [one for one in newest_first(holdings) if passes(one.document, filters) and found(one, wanted or "")]
    st.html(element("p", texts("library_shown", shown=f"{len(shown):,}", documents=f"{len(holdings.all):,}"), class_="small"))
    # A chosen row is a number: with other rows it must be another table.
    widths = {texts(name): st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()}
    chosen = st.dataframe(
        table(shown, texts), hide_index=True, selection_mode="single-row", key=f"library_{hash(tuple(shown))}", alt=counts,
        on_select=lambda: scroll_anew("source"), column_config=widths,
    )  # fmt: skip
    for row in chosen.selection.rows:
        draw_source(assistant, Source(shown[row].document.id), texts, closable=False)


def newest_first(holdings: Holdings) -> list[Holding]:
    """All documents by date, the undated last; on one day by id."""
    return sorted(holdings.all, key=lambda one: one.document.published or "", reverse=True)


def found(one: Holding, wanted: str) -> bool:
    """Whether every word of the search is somewhere in what the table says of the document."""
    document = one.document
    held = " ".join(filter(None, (document.title, document.publisher, document.place, document.id, *document.companies)))
    return all(word in held.casefold() for word in wanted.casefold().split())


def table(shown: list[Holding], texts: Texts) -> dict[str, list[str | int | None]]:
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
    }


def _sortable_date(document: Document, texts: Texts) -> str | None:
    if document.published and document.date_inferred:
        return texts("inferred_briefly", date=document.published)
    return document.published
