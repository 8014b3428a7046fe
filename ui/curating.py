"""Adding, replacing and removing documents, for curators."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from corpus.errors import PolicyError
from corpus.ingest import PUBLISHING, Progress, ingest, remove
from corpus.library import DocumentEntry
from corpus.parsers import parsers
from corpus.places import data_folder, default_index
from corpus.records import IngestReport
from corpus.vector_index import load
from ui.desk import Desk
from ui.jobs import Job, jobs
from ui.markup import element, is_web
from ui.texts import Texts
from ui.uploads import discard, is_upload, overwrite, store

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

EVERY = 0.5  # seconds between two looks at a change under way


@st.cache_resource(show_spinner=False)
def _load_ahead() -> threading.Thread:
    """What writes the index is loaded once, while the curator chooses files: the first change need not wait for it."""
    loading = threading.Thread(target=load, daemon=True)
    loading.start()
    return loading


def draw_adding(desk: Desk) -> None:
    """Files and addresses to add, and how far the latest change has come."""
    _load_ahead()
    texts = desk.texts
    shown = st.expander(texts("add_documents"), expanded=not desk.holdings.all, key="adding")
    with shown, st.form("add", clear_on_submit=True, border=False):
        files = st.file_uploader(
            texts("choose_files"), type=[suffix.lstrip(".") for suffix in parsers], accept_multiple_files=True
        )
        addresses = st.text_area(texts("addresses"), height=68, placeholder="https://")
        if st.form_submit_button(texts("add"), type="primary"):
            _add(desk, files, addresses.split())
    _draw_latest(desk)


def _add(desk: Desk, files: "Sequence[UploadedFile]", addresses: Sequence[str]) -> None:
    """Only web addresses: a name of a file on the server is none of the reader's."""
    if refused := [address for address in addresses if not is_web(address)]:
        st.session_state.problem = desk.texts("no_address", address=refused[0])
        return
    try:
        stored = [store(file.getvalue(), file.name, data_folder()) for file in files]
    except PolicyError as error:
        st.session_state.problem = str(error)
        return
    if stored or addresses:
        _start(desk, desk.texts("adding", count=len(stored) + len(addresses)), [*stored, *addresses])


def _start(desk: Desk, what: str, sources: Sequence[Path | str]) -> None:
    def change(progress: Progress) -> IngestReport:
        return ingest(sources, default_index(), desk.assistant.embedder, progress)

    _begin(desk.texts, what, change)


def _begin(texts: Texts, what: str, change: Callable[[Progress], IngestReport | None]) -> None:
    if not jobs().start(what, change):
        st.session_state.problem = texts("busy")


def _draw_latest(desk: Desk) -> None:
    latest = jobs().latest
    if latest and latest.running:
        _follow(desk, latest)
    elif latest:
        _draw_report(latest, desk.texts)


@st.fragment(run_every=EVERY)
def _follow(desk: Desk, job: Job) -> None:
    """The bar of a change under way; the whole page is drawn anew when it has ended."""
    if not job.running:
        st.rerun()
    share = job.done / job.total if job.total else 0.0
    st.progress(min(share, 1.0), job.what)
    if job.reading == PUBLISHING:
        said = desk.texts("publishing")
    else:
        said = desk.texts("progress", done=job.done, total=job.total, name=_short(job.reading))
    st.html(element("p", said, class_="small", role="status"))


def _draw_report(job: Job, texts: Texts) -> None:
    """What came of it, and all that could not be read, by name and with the reason."""
    if job.problem:
        st.html(element("p", f"{job.what}: {job.problem}", class_="problem", role="alert"))
    if job.report is None:
        if not job.problem:
            st.html(element("p", texts("done", what=job.what), class_="small", role="status"))
        return
    report = job.report
    said = texts("report", added=report.added, replaced=report.replaced, unchanged=report.unchanged, failed=len(report.failed))
    st.html(element("p", said, class_="small", role="status"))
    if report.failed:
        rows = "".join(f"<tr>{element('td', _short(f.source))}{element('td', f.reason)}</tr>" for f in report.failed)
        head = (
            f"<tr>{element('th', texts('failed_source'), scope='col')}{element('th', texts('failed_reason'), scope='col')}</tr>"
        )
        caption = element("caption", texts("not_read"))
        st.html(f'<div class="table-frame"><table class="disagreement failed">{caption}{head}{rows}</table></div>')


def _short(source: str) -> str:
    """The name of a file without its folders, which are the server's own; an address whole."""
    return Path(source).name if source.startswith("/") else source


def draw_changing(desk: Desk, entry: DocumentEntry) -> None:
    """Replace or remove one document."""
    texts, id_ = desk.texts, entry.document.id
    with st.container(horizontal=True, key="changing"):
        with st.popover(texts("replace")), st.form(f"replace_{id_}", border=False):
            file = st.file_uploader(texts("choose_version"), type=[suffix.lstrip(".") for suffix in parsers])
            if st.form_submit_button(texts("replace"), type="primary") and file is not None:
                _replace(desk, entry, file)
                st.rerun()
        with st.popover(texts("remove")):
            st.html(element("p", texts("remove_sure", title=entry.document.title), class_="small"))
            st.button(texts("remove_really"), key="remove_really", type="primary", on_click=_remove, args=(desk, entry))


def _remove(desk: Desk, entry: DocumentEntry) -> None:
    def change(_: Progress) -> None:
        remove(entry.document.id, default_index())
        for source in entry.sources:
            discard(source, data_folder())

    _begin(desk.texts, desk.texts("removing", title=entry.document.title), change)


def _replace(desk: Desk, entry: DocumentEntry, file: "UploadedFile") -> None:
    data, name, embedder = file.getvalue(), file.name, desk.assistant.embedder

    def change(progress: Progress) -> IngestReport:
        return replace(entry, data, name, lambda sources: ingest(sources, default_index(), embedder, progress))

    _begin(desk.texts, desk.texts("replacing", title=entry.document.title), change)


def replace(entry: DocumentEntry, data: bytes, name: str, read: Callable[[Sequence[Path | str]], IngestReport]) -> IngestReport:
    """Read the new version; the old one goes only when the new one is in. Raises PolicyError."""
    folder = data_folder()
    old = Path(entry.source)
    if is_upload(entry.source, folder) and old.suffix.lower() == Path(name).suffix.lower() and old.is_file():
        before = old.read_bytes()
        overwrite(old, data)  # the same place: the document keeps its id
        report = read([old])
        if not (report.replaced or report.added or report.unchanged):
            overwrite(old, before)
        return report
    report = read([store(data, name, folder)])
    if report.added:
        remove(entry.document.id, default_index())
        for source in entry.sources:
            discard(source, folder)
    return report
