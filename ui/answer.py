"""One turn on the page: the question, the answer set out first, and under each claim what proves it."""

from collections.abc import Sequence

import streamlit as st

from assistant.records import Answer, Citation, Claim, Disagreement
from ui.citing import shown_claim, shown_quote, shown_state, source_line
from ui.dates import printed_date
from ui.markup import element
from ui.sources import Source, cited_source, near_source, open_source, opened_source
from ui.texts import Texts


def draw_question(question: str) -> None:
    """The question as it was typed."""
    st.html(element("h2", question, class_="question"))


def draw_answer(answer: Answer, turn: str, texts: Texts) -> None:
    """Draw one answer; `turn` tells its buttons from those of the others."""
    head = element("span", texts(f"verdict_{answer.verdict}"), class_=f"verdict {answer.verdict}")
    if answer.standalone_question.strip() != answer.question.strip():
        head += element("span", texts("read_as", question=answer.standalone_question), class_="small")
    if answer.scope:
        head += element("span", answer.scope, class_="small")
    st.html(f'<div class="answer-head">{head}</div>')
    if answer.claims:
        _draw_claims(answer, turn, texts)
    else:
        _draw_abstention(answer, turn, texts)
    st.html(element("p", _made(answer, texts), class_="small made"))


def _draw_claims(answer: Answer, turn: str, texts: Texts) -> None:
    if answer.short_answer and not answer.disagreements:  # where sources differ none of them is set in front
        st.html(element("p", answer.short_answer, class_="short-answer"))
    for disagreement in answer.disagreements:
        st.html(disagreement_table(disagreement, answer.citations, texts))
    for number, claim in enumerate(answer.claims):
        cited = [citation for citation in answer.citations if citation.n in claim.citations]
        with st.container(gap="xsmall"):
            st.html(claim_markup(claim, cited, texts))
            for citation in cited:
                _draw_citation(citation, f"{turn}_{number}_{citation.n}", texts, quoted=citation.quote != claim.text)
    claimed = {n for claim in answer.claims for n in claim.citations}
    for citation in answer.citations:
        if citation.n not in claimed:
            _draw_citation(citation, f"{turn}_{citation.n}", texts, quoted=True)
    if answer.missing:
        st.html(element("p", texts("missing", what=answer.missing), class_="missing"))


def claim_markup(claim: Claim, cited: Sequence[Citation], texts: Texts) -> str:
    """A claim with its numbered marks, each carrying its quote, and its trust state."""
    marks = "".join(element("sup", f"[{citation.n}]", title=shown_quote(citation, texts)) for citation in cited)
    joined = "\u2060" if marks else ""  # a mark does not begin a line
    language = cited[0].evidence.language if cited else None
    text = element("span", shown_claim(claim, cited, texts), class_="claim-text", lang=language)
    state = element("span", shown_state(claim, cited, texts), class_=f"state {claim.state}")
    return f'<p class="claim">{text}{joined}{marks} {state}</p>'


def _draw_citation(citation: Citation, key: str, texts: Texts, quoted: bool) -> None:
    line = element("span", source_line(citation.evidence, texts, citation.evidence.page), class_="source-name")
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
    """One row a source, never a blend."""
    sources = {citation.n: citation.evidence for citation in citations}
    subject = ", ".join(filter(None, (disagreement.entity, disagreement.metric, disagreement.period)))
    columns = ("disagreement_value", "disagreement_source", "disagreement_date")
    head = "".join(element("th", texts(name), scope="col") for name in columns)
    rows = ""
    for value in disagreement.values:
        source = sources[value.citation]
        cells = (
            " ".join(filter(None, (value.value, value.unit))),
            f"[{value.citation}] {source.publisher or source.title}",
            printed_date(source.published, source.date_inferred, texts),
        )
        rows += f"<tr>{''.join(element('td', cell) for cell in cells)}</tr>"
    why = element("p", disagreement.why, class_="small") if disagreement.why else ""
    return f'<table class="disagreement">{element("caption", subject)}<tr>{head}</tr>{rows}</table>{why}'


def _draw_abstention(answer: Answer, turn: str, texts: Texts) -> None:
    st.html(element("p", texts("abstention"), class_="abstention"))
    if answer.missing:
        st.html(element("p", texts("missing", what=answer.missing), class_="missing"))
    if answer.closest:
        st.html(element("h3", texts("closest"), class_="closest"))
    for number, evidence in enumerate(answer.closest):
        line = element("span", evidence.title, class_="source-title", lang=evidence.language)
        line += element("span", source_line(evidence, texts, evidence.page), class_="source-name")
        _draw_row(texts("open_document"), line, near_source(evidence, f"{turn}_near_{number}"), texts("open_source"))


def _made(answer: Answer, texts: Texts) -> str:
    seconds = f"{answer.milliseconds.total / 1000:.1f}"
    return (
        texts("model_offline", seconds=seconds)
        if answer.model == "offline"
        else texts("model_other", model=answer.model, seconds=seconds)
    )
