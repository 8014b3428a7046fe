"""What a model used for an answer, where the answer says."""

from collections.abc import Mapping

from evals.records import Given


def used(given: Given, name: str) -> float | None:
    """`input_tokens`, `output_tokens` or `cost_usd` of `Answer.usage`; None for an answer made without a model."""
    usage = getattr(given.answer, "usage", None)
    value = usage.get(name) if isinstance(usage, Mapping) else getattr(usage, name, None)
    return float(value) if isinstance(value, int | float) else None
