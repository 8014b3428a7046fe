"""One answer on the page: set out first what was asked for, and under each claim what proves it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.chat.providers import leaves_machine
from assistant.records import Answer, Citation, Claim, Disagreement
from ui.charts import draw_chart
from ui.citing import shown_claim, shown_quote, shown_state, source_line, state_of
from ui.conversations import Exchange
from ui.copying import copy_button
from ui.dates import printed_date
from ui.desk import Desk
from ui.figures import figures_of, period_of, split_value
from ui.filters import described
from ui.footnotes import Footnote, copied_claim, footnotes, printed_footnote
from ui.markup import element
from ui.said import said
from ui.sources import Source, cited_source, near_source, open_source, opened_source
from ui.texts import Texts


def draw_question(question: str) -> None:
    """The question as it was typed."""
    st.html(element("h2", question, class_="question"))


def draw_exchange(desk: Desk, exchange: Exchange, key: str, fresh: bool = False) -> None:
    """Draw one answer; `key` tells its buttons from those of the others, a fresh one's claims appear one after the other."""
    answer = exchange.answer
    if isinstance(answer, str):
        st.html(element("p", answer, class_="claim") + element("p", desk.texts("printed_only"), class_="small"))
        return
    _draw_head(exchange, answer, desk.texts)
    if answer.claims:
        _draw_claims(desk, exchange, answer, key, fresh)
    else:
        _draw_abstention(desk, answer, key)
    if answer.note:
        st.html(element("p", answer.note, class_="small note"))
    st.html(element("p", _made(answer, desk.texts), class_="small made"))


def _draw_head(exchange: Exchange, answer: Answer, texts: Texts) -> None:
    head = element("span", texts.named("verdict", answer.verdict), class_=f"verdict {answer.verdict}")
    if answer.standalone_question.strip() != answer.question.strip():
        head += element("span", texts("read_as", question=answer.standalone_question), class_="small read-as")
    if answer.scope:
        head += element("span", said(answer.scope, texts), class_="small")
    if exchange.filters:
        head += element("span", texts("searched_only_in", what="; ".join(described(exchange.filters, texts))), class_="small")
    st.html(f'<div class="answer-head">{head}</div>')


def _draw_claims(desk: Desk, exchange: Exchange, answer: Answer, key: str, fresh: bool) -> None:
    texts = desk.texts
    if answer.lead:
        st.html(element("p", answer.lead, class_="short-answer"))
    elif answer.short_answer and not answer.disagreements:  # where sources differ none of them is set in front
        st.html(element("p", answer.short_answer, class_="short-answer"))
    for disagreement in answer.disagreements:
        st.html(disagreement_table(disagreement, answer.citations, texts))
    notes = footnotes(answer, exchange.hashes)
    for number, claim in enumerate(answer.claims):
        cited = [note for note in notes if note.citation.n in claim.citations]
        with st.container(gap="xsmall", key=f"claim_{key}_{number}{'_fresh' if fresh else ''}"):
            copied = copied_claim(claim, exchange, texts)
            st.html(claim_markup(claim, cited, texts, f"{key}_{number}", copied))
            state = state_markup(claim, [note.citation for note in cited], texts)
            for note in cited:
                quoted = note.citation.quote != claim.text
                _draw_citation(note.citation, f"{key}_{number}_{note.number}", texts, quoted, state if note is cited[0] else "")
            if not cited:
                st.html(f'<p class="source-line">{state}</p>')
    claimed = {n for claim in answer.claims for n in claim.citations}
    for citation in answer.citations:
        if citation.n not in claimed:
            _draw_citation(citation, f"{key}_{citation.n}", texts, quoted=True, state="")
    draw_chart(figures_of(answer), texts, key)
    if answer.missing:
        st.html(element("p", texts("missing", what=said(answer.missing, texts)), class_="missing"))


def claim_markup(claim: Claim, cited: Sequence[Footnote], texts: Texts, key: str, copied: str) -> str:
    """A claim with its numbered marks, which show their quotes and open them, and what copies it."""
    marks = "".join(_mark(note, texts, f"{key}_{note.number}") for note in cited)
    joined = "\u2060" if marks else ""  # a mark does not begin a line
    citations = [note.citation for note in cited]
    language = citations[0].evidence.language if citations else None
    text = element("span", shown_claim(claim, citations, texts), class_="claim-text", lang=language)
    button = copy_button(texts("copy"), copied, texts, label=texts("copy_claim"))
    return f'<p class="claim">{text}{joined}{marks} {button}</p>'


def state_markup(claim: Claim, citations: Sequence[Citation], texts: Texts) -> str:
    """How far to trust a claim, in words: it stands beside the first source."""
    return element("span", shown_state(claim, citations, texts), class_=f"state {claim.state} {state_of(claim, citations)}")


def draw_claim_as_it_comes(claim: Claim, citations: Sequence[Citation], texts: Texts) -> None:
    """A claim that was just checked, while the answer is still being written: its words, its marks and its trust state."""
    text = element("span", shown_claim(claim, citations, texts), class_="claim-text")
    marks = "".join(element("sup", f"[{n}]", class_="mark") for n in claim.citations)
    state = element("span", shown_state(claim, citations, texts), class_=f"state {claim.state} {state_of(claim, citations)}")
    st.html(f'<p class="claim">{text}{marks} {state}</p>')


def _mark(note: Footnote, texts: Texts, key: str) -> str:
    quote, source = shown_quote(note.citation, texts), source_line(note.citation.evidence, texts, note.citation.evidence.page)
    hidden = "".join(
        element("span", text, class_=name, hidden="")
        for name, text in (
            ("mark-quote", quote), ("mark-source", source), ("mark-note", f"[{note.number}] {printed_footnote(note, texts)}"),
        )
    )  # fmt: skip
    name = escape(texts("mark_name", number=note.number, source=source, quote=quote))
    return (
        f'<sup class="mark" role="button" tabindex="0" data-opens="open_{key}" aria-label="{name}">[{note.number}]{hidden}</sup>'
    )


def _draw_citation(citation: Citation, key: str, texts: Texts, quoted: bool, state: str) -> None:
    name = element("span", source_line(citation.evidence, texts, citation.evidence.page), class_="source-name")
    line = f"<span>{name} {state}</span>"
    line += element("span", shown_quote(citation, texts), class_="source-quote") if quoted else ""
    _draw_row(f"[{citation.n}]", line, cited_source(citation, key), texts("open_source"))


def _draw_row(label: str, line: str, source: Source, hint: str) -> None:
    """A button of our own words, and beside it, escaped, words from outside: a button's label would be read as Markdown."""
    is_open = opened_source() == source
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key=f"row_{source.cited}"):
        st.button(
            label, key=f"open_{source.cited}", help=hint, type="primary" if is_open else "secondary",
            on_click=open_source, args=(source,),
        )  # fmt: skip
        st.html(f'<p class="source-line">{line}</p>')


def disagreement_table(disagreement: Disagreement, citations: Sequence[Citation], texts: Texts) -> str:
    """One row a source, never a blend: value, unit, period, publisher, date."""
    sources = {citation.n: citation for citation in citations}
    subject = ", ".join(filter(None, (disagreement.entity, disagreement.metric, disagreement.period)))
    columns = ("disagreement_value", "disagreement_unit", "disagreement_period", "disagreement_source", "disagreement_date")
    head = "".join(element("th", texts(name), scope="col") for name in columns)
    rows = ""
    for value in disagreement.values:
        citation = sources[value.citation]
        source = citation.evidence
        figure, unit = (value.value, value.unit) if value.unit else split_value(value.value)
        cells = (
            figure,
            unit or "–",
            period_of(citation.quote, value.value) or disagreement.period or "–",
            f"[{value.citation}] {source.publisher or source.title}",
            printed_date(source.published, source.date_inferred, texts),
        )
        rows += f"<tr>{''.join(element('td', cell) for cell in cells)}</tr>"
    why = element("p", said(disagreement.why, texts), class_="small why") if disagreement.why else ""
    table = (
        f'<table class="disagreement">{element("caption", subject)}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
    return f'<div class="table-frame" tabindex="0" role="region" aria-label="{escape(subject)}">{table}</div>{why}'


def _draw_abstention(desk: Desk, answer: Answer, key: str) -> None:
    texts = desk.texts
    st.html(element("p", answer.asks_back or texts("abstention"), class_="abstention"))
    if answer.missing and not answer.asks_back:
        st.html(element("p", texts("missing", what=said(answer.missing, texts)), class_="missing"))
    if answer.searched:
        st.html(element("p", said(answer.searched, texts) + texts("said_end"), class_="small searched"))
    if answer.closest:
        st.html(element("h3", texts("closest"), class_="closest"))
    for number, evidence in enumerate(answer.closest):
        line = element("span", evidence.title, class_="source-title", lang=evidence.language)
        line += element("span", source_line(evidence, texts, evidence.page), class_="source-name")
        _draw_row(texts("open_document"), line, near_source(evidence, f"{key}_near_{number}"), texts("open_source"))


def _made(answer: Answer, texts: Texts) -> str:
    seconds = f"{answer.milliseconds.total / 1000:.1f}"
    if answer.model == "offline":
        return texts("model_offline", seconds=seconds)
    return texts("model_other" if leaves_machine(answer.model) else "model_local", model=answer.model, seconds=seconds)
