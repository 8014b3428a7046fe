"""Scores as points with their intervals on one scale from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.compare import Difference
from evals.figures import digits
from ui.charts import ACCENT, INK
from ui.texts import Texts

if TYPE_CHECKING:
    import altair


@dataclass(frozen=True, slots=True)
class Scored:
    """One metric of a run."""

    name: str
    part: str  # of the product
    value: float
    interval: tuple[float, float] | None  # 95%
    turns: int
    lower_is_better: bool
    change: Difference | None  # from the earlier run

    def digits(self, value: float, sign: str = "") -> str:
        """As the metric is printed."""
        return digits(self.name, value, sign)


def score_chart(found: Sequence[Scored], texts: Texts, theme: str) -> "altair.LayerChart | altair.FacetChart":
    """A row a metric, in the order given: the score as a point, its 95% interval as a line."""
    import altair as alt

    rows = [
        {
            "metric": one.name.replace("_", " "),
            "score": one.value,
            "low": (one.interval or (one.value, one.value))[0],
            "high": (one.interval or (one.value, one.value))[1],
            "printed": one.digits(one.value),
        }
        for one in found
    ]
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]
    scale = alt.Scale(domain=[0, 1.08])
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2f", labelColor=INK[theme], titleColor=INK[theme])
    base = alt.Chart(data).encode(
        y=alt.Y("metric:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, labelColor=INK[theme]))
    )
    lines = base.mark_rule(color=ACCENT[theme], strokeWidth=3, opacity=0.45).encode(
        x=alt.X("low:Q", scale=scale, axis=axis, title=texts("score")), x2="high:Q"
    )
    points = base.mark_circle(color=ACCENT[theme], size=90, opacity=1).encode(x=alt.X("score:Q", scale=scale, axis=axis))
    names = base.mark_text(align="left", dx=10, dy=-7, color=INK[theme], fontSize=12).encode(
        x=alt.X("score:Q", scale=scale, axis=axis), text="printed:N"
    )
    return alt.layer(lines, points, names).properties(height=26 * len(found) + 40)
