"""What a set knows of one turn, as JSON: it is kept with the run, so that a run can be read without its set."""

from evals.records import ExampleTurn, Json


def expected_form(turn: ExampleTurn) -> Json:
    """Right verdicts, accepted items, gold sentences, documents that serve, and the question standing alone."""
    return {
        "verdicts": list(turn.verdicts),
        "answers": [
            {"kind": item.kind, "any": list(item.any), "unit": item.unit, "tolerance": item.tolerance} for item in turn.answers
        ],
        "gold": [{"document": gold.document, "quote": gold.quote} for gold in turn.gold],
        "also": list(turn.also),
        "relevant": dict(turn.relevant),
        "standalone": turn.standalone,
    }
