"""The evaluation page: runs of `policy eval` as scores with intervals, what changed between two, and every question."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from corpus.errors import PolicyError
from evals import runs
from evals.compare import Comparison, Flip, compare
from evals.overview import Measured, Overview, list_runs, overview
from evals.records import Result, Run
from ui.charts import page_theme
from ui.markup import element
from ui.score_chart import Scored, score_chart
from ui.texts import Texts

RIGHT = "right"  # the metric that says whether a turn came out as it should


def evaluation_page(texts: Texts) -> None:
    """Draw the run that is chosen, beside an earlier one where there is one."""
    st.html(element("h1", texts("evaluation"), class_="landing"))
    entries = {entry.name: entry for entry in list_runs()}
    if not entries:
        st.html(element("p", texts("no_runs"), class_="holds"))
        return
    left, right = st.columns(2)
    chosen = entries[left.selectbox(texts("run"), list(entries), key="run")]
    others = [entry for entry in entries.values() if entry != chosen]
    alike = (n for n, other in enumerate(others) if (other.set, other.split) == (chosen.set, chosen.split))
    earlier = right.selectbox(
        texts("compared_with"), [other.name for other in others], index=next(alike, None),
        key=f"compared_{chosen.name}", placeholder=texts("none"),
    )  # fmt: skip
    try:
        shown = _overview(chosen.file, chosen.file.stat().st_mtime_ns)
        comparison = _compared(entries[earlier].file, chosen.file) if earlier else None
    except (PolicyError, OSError) as error:
        st.html(element("p", str(error), class_="problem", role="alert"))
        return
    _draw_run(shown.run, texts)
    _draw_scores(shown, comparison, texts)
    if comparison:
        _draw_changes(comparison, texts)
    _draw_questions(shown.run, texts)


@st.cache_resource(max_entries=8, show_spinner=False)
def _overview(file: Path, changed: int) -> Overview:  # noqa: ARG001 - a file that changed is another run
    """A run's figures. Raises PolicyError."""
    return overview(runs.load(file))


@st.cache_resource(max_entries=8, show_spinner=False)
def _compared(before: Path, after: Path) -> Comparison | None:
    """The comparison; None for two sets without a question in common."""
    try:
        return compare(runs.load(before), runs.load(after), before.stem)
    except PolicyError:
        return None


def _draw_run(run: Run, texts: Texts) -> None:
    questions = len({result.example for result in run.results})
    held = texts(
        "run_of", set=run.set + (f" ({run.split})" if run.split else ""), questions=questions, turns=len(run.results),
        documents=run.index.get("documents", "?"), started=run.started[:16].replace("T", " "), commit=run.commit or "–",
    )  # fmt: skip
    st.html(element("p", held, class_="holds"))


def scores(measured: Sequence[Measured], comparison: Comparison | None) -> list[Scored]:
    """Every metric with its interval, and its change where it is known."""
    changes = {one.metric: one for one in comparison.differences} if comparison else {}
    return [
        Scored(
            one.figure.metric, one.part, one.figure.value, one.interval, one.figure.scored, one.lower_is_better,
            changes.get(one.figure.metric),
        )
        for one in measured
        if one.figure.value is not None
    ]  # fmt: skip


def _draw_scores(shown: Overview, comparison: Comparison | None, texts: Texts) -> None:
    found = scores(shown.measured, comparison)
    shares = [one for one in found if 0 <= one.value <= 1 and one.part != "time"]
    st.html(element("h2", texts("scores"), class_="first") + element("p", texts("scores_what"), class_="small"))
    if shares:
        st.altair_chart(score_chart(shares, texts, page_theme()), key="scores", width="stretch")
    st.html(scores_table(found, texts))


def scores_table(found: Sequence[Scored], texts: Texts) -> str:
    """One row a metric; a change whose interval leaves out zero is said in words, not in colour alone."""
    columns = ("metric", "score", "interval", "turns", "change")
    head = "".join(element("th", texts(name), scope="col") for name in columns)
    rows = ""
    for one in found:
        name = one.name.replace("_", " ") + (f" ({texts('lower_is_better')})" if one.lower_is_better else "")
        interval = " – ".join(one.digits(end) for end in one.interval) if one.interval else "–"
        cells = (name, one.digits(one.value), interval, str(one.turns), _change(one, texts))
        rows += f"<tr>{''.join(element('td', cell) for cell in cells)}</tr>"
    return (
        '<div class="table-frame"><table class="disagreement scores">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _change(one: Scored, texts: Texts) -> str:
    if one.change is None:
        return "–"
    low, high = one.digits(one.change.low, "+"), one.digits(one.change.high, "+")
    changed = f"{one.digits(one.change.change, '+')} [{low}, {high}]"
    if not one.change.sure:
        return changed
    return f"{changed} {texts('better' if (one.change.change > 0) != one.lower_is_better else 'worse')}"


def _draw_changes(comparison: Comparison, texts: Texts) -> None:
    st.html(element("h2", texts("changes"), class_="first"))
    said = texts("changes_what", turns=comparison.turns, better=len(comparison.better), worse=len(comparison.worse))
    st.html(element("p", said, class_="small"))
    for name, flips in (("became_wrong", comparison.worse), ("became_right", comparison.better)):
        if flips:
            with st.expander(texts(name, count=len(flips)), key=name):
                st.html("".join(_flip(flip, texts) for flip in flips))


def _flip(flip: Flip, texts: Texts) -> str:
    return (
        f'<div class="flip">{element("p", flip.question, class_="flip-question")}'
        f"{element('p', texts('before', answer=flip.before), class_='small')}"
        f"{element('p', texts('after', answer=flip.after), class_='small')}</div>"
    )


def _draw_questions(run: Run, texts: Texts) -> None:
    """Every turn in a table; the chosen one with its answer and all its scores."""
    st.html(element("h2", texts("questions"), class_="first"))
    types = sorted({result.type for result in run.results})
    left, right = st.columns(2)
    wanted = left.multiselect(texts("question_type"), types, placeholder=texts("any"), key="question_types")
    outcome = right.segmented_control(
        texts("outcome"), ["all", "right", "wrong"], default="all", required=True, key="outcome",
        format_func=lambda name: texts(f"outcome_{name}"),
    )  # fmt: skip
    shown = [one for one in run.results if (not wanted or one.type in wanted) and outcome in ("all", outcome_of(one))]
    table = {
        texts("question"): [one.question for one in shown],
        texts("question_type"): [one.type for one in shown],
        texts("outcome"): [texts(f"outcome_{outcome_of(one)}") for one in shown],
        texts("verdict"): [texts.named("verdict", (one.answer or {}).get("verdict", "")) for one in shown],
    }
    chosen = st.dataframe(
        table, hide_index=True, selection_mode="single-row", on_select="rerun", key=f"questions_{run.started}_{wanted}_{outcome}",
        alt=texts("questions"), column_config={texts("question"): st.column_config.TextColumn(width=520)},
    )  # fmt: skip
    for row in chosen.selection.rows:
        st.html(question_markup(shown[row], texts))


def outcome_of(result: Result) -> str:
    """ "right", "wrong", or "unscored"."""
    score = result.scores.get(RIGHT)
    return "unscored" if score is None else "right" if score.value else "wrong"


def question_markup(result: Result, texts: Texts) -> str:
    """One turn: the question, the answer with its sources, and its scores."""
    answer = result.answer or {}
    parts = [element("h3", result.question, class_="question"), element("p", f"{result.example}, {result.type}", class_="small")]
    if answer.get("standalone_question", result.question) != result.question:
        parts.append(element("p", texts("read_as", question=answer["standalone_question"]), class_="small"))
    verdict = answer.get("verdict", "")
    parts.append(element("p", texts.named("verdict", verdict), class_=f"verdict inline {verdict}"))
    parts.append(element("p", answer.get("text") or texts("abstention"), class_="claim"))
    accepted = [" / ".join(item["any"]) for item in result.expected.get("answers", ())]
    if accepted:
        parts.append(element("p", texts("expected", answer="; ".join(accepted)), class_="small"))
    for citation in answer.get("citations", ()):
        source = f"[{citation['n']}] {citation['publisher'] or citation['title']}, {citation['published'] or texts('undated')}"
        parts.append(element("p", source, class_="small"))
    rows = "".join(
        f"<tr>{element('td', name.replace('_', ' '))}{element('td', f'{score.value:.3g}')}</tr>"
        for name, score in sorted(result.scores.items())
        if score is not None
    )
    return "".join(parts) + f'<table class="disagreement scores"><tbody>{rows}</tbody></table>'
