"""A run as one HTML page that needs no other file, no script and no network; the one file that knows Jinja."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import PolicyError
from evals import charts
from evals.compare import Comparison, Difference
from evals.figures import Figure, digits
from evals.metrics import metrics
from evals.overview import Measured, Overview
from evals.records import Result
from evals.report import judged_line

# What a reader sees first, in words.
TILES = {
    "right": "right, all in all",
    "recall@5": "evidence among the first five",
    "citation_precision": "citations to the point",
    "quotes_verbatim": "quotes verbatim",
    "numbers_supported": "numbers in their quote",
    "true_refusal": "silent where the documents are",
    "false_refusal": "silent where they speak (less is better)",
    "follow_up": "follow-ups right",
    "latency_p95_ms": "milliseconds for all but 5%",
}

_TEMPLATES = Path(__file__).parent / "templates"


def write_page(file: Path, shown: Overview, comparison: Comparison | None = None, below: Sequence[str] | None = None) -> None:
    """Write the page. Raises PolicyError when it cannot be written."""
    try:
        file.write_text(page(shown, comparison, below), encoding="utf-8")
    except OSError as error:
        raise PolicyError(f"cannot write the page to {file} ({error.strerror}): name a file in a folder that is there") from error


def page(shown: Overview, comparison: Comparison | None = None, below: Sequence[str] | None = None) -> str:
    """The page as text; everything that comes from documents, questions or answers is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    room = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    run, questions = shown.run, [_question(result) for result in shown.run.results]
    latencies = [score.value for result in run.results if (score := result.scores.get("latency_p50_ms")) is not None]
    return room.get_template("report.html").render(
        title=f"Evaluation: {run.set}{f' ({run.split})' if run.split else ''}",
        made=_made(shown),
        below=below,
        tiles=_tiles(shown, comparison),
        chart=charts.bars([_bar(one) for one in shown.measured if one.part != "time"], "Metrics with their intervals"),
        table=[_cells(one) for one in shown.measured],
        brief=[one.metric for one in next(iter(shown.by_type.values()), ())],
        types=_rows(shown.by_type),
        languages=_rows(shown.by_language),
        type_chart=charts.bars(_means({name: found[0] for name, found in shown.by_type.items() if found}), "By type"),
        turn_chart=charts.bars(_means(shown.by_turn), "Follow-ups right by turn") if shown.by_turn else "",
        bins=shown.bins,
        diagram=charts.reliability_diagram(shown.bins, "Reliability diagram"),
        latencies=charts.histogram(latencies, "Milliseconds for an answer"),
        comparison=comparison,
        change_chart=charts.differences(_changed(comparison), "Changes with their intervals") if comparison else "",
        changes=[_change(one) for one in comparison.differences] if comparison else [],
        judged=shown.judged,
        judged_line=judged_line(shown.judged) if shown.judged else "",
        questions=questions,
        wrong=sum(one["state"] == "wrong" for one in questions),
        right=sum(one["state"] == "right" for one in questions),
    )


def _made(shown: Overview) -> str:
    run = shown.run
    of = f"{shown.questions} questions, {len(run.results)} turns{f', a limit of {run.limit}' if run.limit else ''}"
    code = f"version {run.version or 'not installed'}, commit {run.commit or 'unknown'}"
    index = ", ".join(f"{name} {value}" for name, value in run.index.items())
    settings = ", ".join(f"{name} {value}" for name, value in run.settings.items())
    skipped = "".join(f"; {count} {what} skipped" for what, count in run.skipped.items() if count)
    return f"{run.started}; {of}{skipped}; {code}; index: {index}; settings: {settings}"


def _tiles(shown: Overview, comparison: Comparison | None) -> list[dict[str, str]]:
    changes = {one.metric: one for one in comparison.differences} if comparison else {}
    found = {one.figure.metric: one for one in shown.measured}
    return [
        {"name": words, "value": digits(name, found[name].figure.value), "range": _range(found[name])}
        | _tile_change(changes.get(name))
        for name, words in TILES.items()
        if name in found
    ]


def _tile_change(change: Difference | None) -> dict[str, str]:
    if change is None:
        return {"change": "", "colour": ""}
    if change.change == change.low == change.high == 0:
        return {"change": "no change", "colour": ""}
    better = (change.change < 0) == metrics[change.metric].lower_is_better
    colour = ("good" if better else "bad") if change.sure else ""
    return {
        "change": f"{digits(change.metric, change.change, '+')} ({'sure' if change.sure else 'may be chance'})",
        "colour": colour,
    }


def _range(one: Measured) -> str:
    if one.interval is None:
        return f"{one.figure.scored} turns"
    low, high = one.interval
    return f"{digits(one.figure.metric, low)} to {digits(one.figure.metric, high)}, {one.figure.scored} turns"


def _bar(one: Measured) -> charts.Row:
    label = f"{one.figure.metric}{' (lower is better)' if one.lower_is_better else ''}"
    return charts.Row(
        label, one.figure.value or 0.0, one.interval, f"{digits(one.figure.metric, one.figure.value)}  ({one.figure.scored})"
    )


def _cells(one: Measured) -> list[str]:
    found = one.figure
    name = f"{found.metric}{' (lower is better)' if one.lower_is_better else ''}"
    between = "" if one.interval is None else " to ".join(digits(found.metric, end) for end in one.interval)
    return [name, str(found.scored), str(found.unscored), digits(found.metric, found.value), between]


def _rows(brief: dict[str, tuple[Figure, ...]]) -> list[list[str]]:
    return [[name, *(digits(one.metric, one.value) for one in found)] for name, found in brief.items()]


def _means(found: dict[str, Figure]) -> list[charts.Row]:
    """Means with two standard errors to both sides, within [0, 1]."""
    rows = []
    for name, one in found.items():
        if one.value is not None:
            reach = 2 * (one.standard_error or 0.0)
            between = (max(0.0, one.value - reach), min(1.0, one.value + reach))
            rows.append(charts.Row(name, one.value, between, f"{one.value:.3f}  ({one.scored})"))
    return rows


def _changed(comparison: Comparison) -> list[charts.Row]:
    """The changes of shares: times have another scale, and stand in the table."""
    return [
        charts.Row(one.metric, one.change, (one.low, one.high), digits(one.metric, one.change, "+"), one.sure)
        for one in comparison.differences
        if metrics[one.metric].part != "time"
    ]


def _change(one: Difference) -> list[str]:
    between = f"{digits(one.metric, one.low, '+')} to {digits(one.metric, one.high, '+')}"
    values = (digits(one.metric, one.before), digits(one.metric, one.after), digits(one.metric, one.change, "+"))
    return [one.metric, *values, between, "yes" if one.sure else ""]


def _question(result: Result) -> dict[str, Any]:
    score = result.scores.get("right")
    state = "unscored" if score is None else "right" if score.value == 1 else "wrong"
    mark, colour = {"unscored": ("·", ""), "right": ("✓", "good"), "wrong": ("✗", "bad")}[state]
    scored = [(name, digits(name, one.value)) for name, one in result.scores.items() if one is not None]
    fields = ("example", "turn", "type", "language", "question", "answer", "expected")
    documents = list(dict.fromkeys(result.ranking))
    return {name: getattr(result, name) for name in fields} | {
        "state": state, "mark": mark, "colour": colour, "scores": scored, "ranking": documents
    }  # fmt: skip
