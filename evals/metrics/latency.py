"""How long did the answer take?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.summaries import percentile


@metric("latency_p50_ms", "time", percentile(50), lower_is_better=True, digits=0)
@metric("latency_p95_ms", "time", percentile(95), lower_is_better=True, digits=0)
def latency(_: ExampleTurn, given: Given) -> float | None:
    """Wall milliseconds of `ask`, all steps; summarised as percentiles, since means hide the slow ones.

    Dean and Barroso, "The Tail at Scale", CACM 2013, doi:10.1145/2408776.2408794.
    """
    return given.answer.milliseconds.total if given.answer else None
