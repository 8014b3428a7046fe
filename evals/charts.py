"""Charts as inline SVG: no script, no other file. Colours come from the page's own style."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from evals.intervals import Interval
from evals.reliability import Bin

_LABELS, _PLOT, _NUMBERS = 220, 380, 110  # widths of a row's parts
_ROW = 24  # height of a row
_SIDE = 300  # of the square of a reliability diagram
_MARGIN = 44
_COLUMNS = 30  # of a histogram


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart."""

    label: str
    value: float
    interval: Interval | None
    note: str  # printed at the end of the line
    marked: bool = False  # to be seen at once


def bars(rows: Sequence[Row], title: str) -> Markup:
    """Shares in [0, 1] as bars from the left, each with its interval as a whisker."""
    return _lines(rows, title, (0.0, 1.0), bar=True)


def differences(rows: Sequence[Row], title: str) -> Markup:
    """Changes as points with their interval, around a line at zero; as wide as the widest of them."""
    reach = max([0.05, *(abs(end) for row in rows for end in (row.value, *(row.interval or ())))])
    return _lines(rows, title, (-reach, reach), bar=False)


def _lines(rows: Sequence[Row], title: str, span: Interval, bar: bool) -> Markup:
    height = _ROW * len(rows) + 26

    def x(value: float) -> float:
        return round(_LABELS + _PLOT * (value - span[0]) / (span[1] - span[0]), 1)

    ticks = [_tick(x(at), height - 22, at) for at in np.linspace(*span, 5)]
    lines = [_line(row, _ROW * place, x, bar) for place, row in enumerate(rows)]
    return _svg(_LABELS + _PLOT + _NUMBERS, height, title, [*ticks, *lines])


def _line(row: Row, top: float, x: Callable[[float], float], bar: bool) -> Markup:
    middle = top + _ROW / 2
    parts = [Markup('<text class="label" x="{}" y="{}">{}</text>').format(_LABELS - 10, middle + 4, row.label)]
    if bar:
        parts.append(
            Markup('<rect class="bar" x="{}" y="{}" width="{}" height="12"/>').format(x(0), middle - 6, x(row.value) - x(0))
        )
    if row.interval:
        low, high = row.interval
        parts.append(Markup('<line class="whisker" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(x(low), x(high), middle, middle))
    if not bar:
        kind = "point marked" if row.marked else "point"
        parts.append(Markup('<circle class="{}" cx="{}" cy="{}" r="4"/>').format(kind, x(row.value), middle))
    parts.append(Markup('<text class="note" x="{}" y="{}">{}</text>').format(_LABELS + _PLOT + 10, middle + 4, row.note))
    return Markup("<g><title>{}: {}</title>{}</g>").format(row.label, row.note, Markup("").join(parts))


def _tick(x: float, bottom: float, at: float) -> Markup:
    return Markup('<line class="grid" x1="{0}" x2="{0}" y1="0" y2="{1}"/><text class="tick" x="{0}" y="{2}">{3}</text>').format(
        x, bottom, bottom + 16, f"{at:.2g}"
    )


def reliability_diagram(bins: Sequence[Bin], title: str) -> Markup:
    """What was promised from left to right, what was kept from below; on the diagonal all is as promised. Areas are turns."""

    def place(promised: float, kept: float) -> tuple[float, float]:
        return round(_MARGIN + _SIDE * promised, 1), round(10 + _SIDE * (1 - kept), 1)

    most = max((one.turns for one in bins), default=1)
    parts = [_axis(place, at) for at in (0, 0.25, 0.5, 0.75, 1)]
    (left, bottom), (right, top) = place(0, 0), place(1, 1)
    parts.append(Markup('<line class="diagonal" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(left, bottom, right, top))
    line = " ".join(f"{x},{y}" for x, y in (place(one.promised, one.kept) for one in bins))
    parts.append(Markup('<polyline class="curve" points="{}"/>').format(line))
    for one in bins:
        x, y = place(one.promised, one.kept)
        said = f"{one.low:.1f} to {one.high:.1f}: {one.turns} turns, {one.promised:.2f} promised, {one.kept:.2f} kept"
        radius = round(3 + 9 * (one.turns / most) ** 0.5, 1)
        parts.append(Markup('<circle class="point" cx="{}" cy="{}" r="{}"><title>{}</title></circle>').format(x, y, radius, said))
    parts.append(
        Markup('<text class="tick" x="{}" y="{}">answerable, as promised</text>').format((left + right) / 2, bottom + 34)
    )
    return _svg(_SIDE + 2 * _MARGIN, _SIDE + 56, title, parts)


def _axis(place: Callable[[float, float], tuple[float, float]], at: float) -> Markup:
    (x, bottom), (_, top) = place(at, 0), place(at, 1)
    (left, y), (right, _) = place(0, at), place(1, at)
    return Markup(
        '<line class="grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/><line class="grid" x1="{3}" x2="{4}" y1="{5}" y2="{5}"/>'
        '<text class="tick" x="{0}" y="{6}">{8}</text><text class="label" x="{7}" y="{5}" dy="4">{8}</text>'
    ).format(x, top, bottom, left, right, y, bottom + 16, left - 6, f"{at:g}")


def histogram(values: Sequence[float], title: str) -> Markup:
    """How often values of each size come, up to the 99th percentile: the rest is in the last column."""
    if not values:
        return Markup("")
    most = float(np.percentile(values, 99)) or 1.0
    counts, _ = np.histogram(np.minimum(values, most), bins=_COLUMNS, range=(0, most))
    width, height = 600 / _COLUMNS, 120
    parts = [
        Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
            round(20 + width * place, 1), round(height - height * count / counts.max(), 1), round(width - 2, 1),
            round(height * count / counts.max(), 1),
            f"{most * place / _COLUMNS:.0f} to {most * (place + 1) / _COLUMNS:.0f}: {count}",
        )
        for place, count in enumerate(counts)
    ]  # fmt: skip
    ticks = [(20 + 600 * share, f"{most * share:.0f}") for share in (0, 0.25, 0.5, 0.75, 1)]
    parts += [Markup('<text class="tick" x="{}" y="{}">{}</text>').format(x, height + 18, said) for x, said in ticks]
    return _svg(660, height + 26, title, parts)


def _svg(width: float, height: float, title: str, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {0} {1}" style="max-width:{0}px" role="img" aria-label="{2}"><title>{2}</title>{3}</svg>'
    ).format(width, height, title, Markup("").join(parts))
