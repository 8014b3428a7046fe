"""A run as a table for the terminal, and as JSON."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from evals.compare import Comparison, Flip
from evals.figures import Figure, digits, figure, figures, grouped
from evals.judging import Judged, summary
from evals.metrics import metrics
from evals.overview import in_brief
from evals.records import Json, Result, Run
from evals.reliability import reliability


def table(run: Run, file: Path, comparison: Comparison | None = None, below: Sequence[str] = ()) -> str:
    """Everything a person wants to see, in plain text."""
    found = figures(run.results)
    parts = [_heading(run), _grid([["metric", "n", "mean", "std err"], *(_row(one) for one in found)])]
    parts += [
        _brief(title, run.results, key) for title, key in (("type", _type), ("language", _language)) if _several(run.results, key)
    ]
    turns = grouped("follow_up", run.results)
    if turns:
        parts.append(
            _grid(
                [
                    ["follow-ups", "n", "right"],
                    *([turn, str(one.scored), digits(one.metric, one.value)] for turn, one in turns.items()),
                ]
            )
        )
    if run.judged:
        parts.append(judged_line(summary(run.judged, run.results)))
    if comparison:
        parts.append(_compared(comparison))
    parts += ["\n".join(f"BELOW FLOOR  {line}" for line in below)] if below else []
    return "\n\n".join([*parts, f"run: {file}"])


def form(run: Run, file: Path, comparison: Comparison | None = None, below: Sequence[str] | None = None) -> Json:
    """`policy eval --json`; the outputs themselves are in the file of the run."""
    return {
        "set": run.set, "split": run.split, "limit": run.limit, "started": run.started, "version": run.version,
        "commit": run.commit, "settings": run.settings, "index": run.index, "run": str(file),
        "questions": len({result.example for result in run.results}), "turns": len(run.results), "skipped": dict(run.skipped),
        "metrics": {one.metric: _metric_form(one, run.results) for one in figures(run.results)},
        "compare": comparison_form(comparison) if comparison else None,
        "below_floor": None if below is None else list(below),
        "judged": asdict(summary(run.judged, run.results)) if run.judged else None,
        "reliability": [asdict(one) for one in reliability(run.results)],
    }  # fmt: skip


def comparison_form(comparison: Comparison) -> Json:
    """A comparison as JSON."""
    return {
        "earlier": comparison.earlier,
        "turns": comparison.turns,
        "differences": {
            d.metric: {"before": d.before, "after": d.after, "difference": d.change, "interval": [d.low, d.high], "sure": d.sure}
            for d in comparison.differences
        },
        "better": [_flip_form(flip) for flip in comparison.better],
        "worse": [_flip_form(flip) for flip in comparison.worse],
    }


def _flip_form(flip: Flip) -> Json:
    return {name: getattr(flip, name) for name in Flip.__slots__}


def _metric_form(one: Figure, results: Sequence[Result]) -> Json:
    types = {name: figure(one.metric, chosen) for name, chosen in _by(results, _type).items()}
    return {
        **_figure_form(one),
        "lower_is_better": metrics[one.metric].lower_is_better,
        "by_type": {name: _figure_form(f) for name, f in types.items() if f.scored},
        "by_group": {name: _figure_form(f) for name, f in grouped(one.metric, results).items()}
        if one.metric == "follow_up"
        else {},
    }


def _figure_form(one: Figure) -> Json:
    return {"n": one.scored, "unscored": one.unscored, "mean": one.value, "standard_error": one.standard_error}


def _heading(run: Run) -> str:
    counts = f"{run.index['documents']} documents, {run.index['passages']} passages, " if run.index["documents"] else ""
    index = counts + str(run.index["embedder"])
    of = f"{run.set}{f' ({run.split})' if run.split else ''}{f', {run.limit} of it' if run.limit else ''}"
    code = f"version {run.version or 'not installed'}, commit {run.commit or 'unknown'}"
    skipped = "".join(f"\n{count} {what} skipped" for what, count in run.skipped.items() if count)
    questions = len({result.example for result in run.results})
    return f"{of}: {questions} questions, {len(run.results)} turns\n{code}\n{index}{skipped}"


def _row(one: Figure) -> list[str]:
    name = f"{one.metric} (lower is better)" if metrics[one.metric].lower_is_better else one.metric
    error = "" if one.standard_error is None else digits(one.metric, one.standard_error)
    return [name, str(one.scored), digits(one.metric, one.value), error]


def _brief(title: str, results: Sequence[Result], key: Callable[[Result], str]) -> str:
    turns = Counter(key(result) for result in results)
    brief = in_brief(results, key)
    rows = [[title, "turns", *(one.metric for one in next(iter(brief.values())))]]
    for name, found in brief.items():
        rows.append([name, str(turns[name]), *(digits(one.metric, one.value) for one in found)])
    return _grid(rows)


def _compared(comparison: Comparison) -> str:
    rows = [["metric", "before", "after", "change", "95% interval", ""]]
    for d in comparison.differences:
        interval = f"[{digits(d.metric, d.low, '+')}, {digits(d.metric, d.high, '+')}]"
        numbers = (digits(d.metric, d.before), digits(d.metric, d.after), digits(d.metric, d.change, "+"))
        rows.append([d.metric, *numbers, interval, "*" if d.sure else ""])
    parts = [f"beside {comparison.earlier}, {comparison.turns} turns in common; * the interval leaves out zero\n{_grid(rows)}"]
    for title, flips in (("became right", comparison.better), ("became wrong", comparison.worse)):
        parts.append("\n".join([f"{len(flips)} {title}", *(_flip(flip) for flip in flips)]))
    return "\n\n".join(parts)


def judged_line(judged: Judged) -> str:
    """What the votes of a judge come to, in a sentence."""
    if judged.share is None:
        return f"judge {judged.model}: no vote could be read ({judged.unread} unread)"
    rounds = f"{judged.lowest:.3f} to {judged.highest:.3f} by round" if judged.votes > 1 else "one vote a turn: no spread"
    agrees = "" if judged.agrees is None else f", with the metric right on {judged.agrees:.0%}"
    return (
        f"judge {judged.model}: {judged.share:.3f} right over {judged.turns} turns, {judged.votes} votes each ({rounds}); "
        f"unanimous on {judged.unanimous:.0%}{agrees}; {judged.unread} votes unread"
    )


def _flip(flip: Flip) -> str:
    return (
        f"  {flip.example} turn {flip.turn} ({flip.type}): {flip.question}\n    before  {flip.before}\n    after   {flip.after}"
    )


def _grid(rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side, the first to the left and the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _by(results: Sequence[Result], key: Callable[[Result], str]) -> dict[str, list[Result]]:
    return {name: [result for result in results if key(result) == name] for name in sorted({key(result) for result in results})}


def _several(results: Sequence[Result], key: Callable[[Result], str]) -> bool:
    return len({key(result) for result in results}) > 1


def _type(result: Result) -> str:
    return result.type


def _language(result: Result) -> str:
    return result.language
