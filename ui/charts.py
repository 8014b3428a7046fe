"""Figures as a picture, and under it the table with the citations behind them; the file that knows Altair."""

from typing import TYPE_CHECKING

import streamlit as st

from ui.dates import printed_date
from ui.figures import DatedFigure, Shown, split_value
from ui.markup import element
from ui.texts import Texts

if TYPE_CHECKING:
    import altair

INK = {"light": "#24231f", "dark": "#e4e1d9"}
ACCENT = {"light": "#1f5673", "dark": "#8fbcd4"}
ROOM = 1.4  # times the longest bar: its figure is written behind it


def draw_chart(shown: Shown | None, texts: Texts, key: str) -> None:
    """A picture of the figures if there is one, then each with unit, period, publisher and citation. No line joins them:
    the sentences may count different things."""
    if shown is None:
        return
    title = texts(f"chart_{shown.form}", unit=shown.unit)
    st.html(element("h3", title, class_="closest") + element("p", texts("chart_caution"), class_="small"))
    make = timeline if shown.form == "timeline" else bars
    st.altair_chart(make(shown, texts, page_theme()), key=f"chart_{key}", width="stretch")
    st.html(figures_table(shown, texts))


def page_theme() -> str:
    """ "light" or "dark"."""
    return "dark" if st.context.theme.type == "dark" else "light"


def timeline(shown: Shown, texts: Texts, theme: str) -> "altair.LayerChart | altair.FacetChart":
    """A point a figure, in the order of the periods that they describe."""
    import altair as alt

    days = [figure.day.toordinal() for figure in shown.figures if figure.day]
    middle = (min(days) + max(days)) / 2
    rows: dict[tuple[str, float], dict[str, str | float]] = {}
    for figure in shown.figures:
        if not figure.day:
            continue
        at = (str(figure.day), figure.value)  # figures that fall on one point share it
        marks = f"{rows[at]['mark'] if at in rows else split_value(figure.printed)[0]} [{figure.citation.n}]"
        rows[at] = _row(figure, texts) | {"day": at[0], "late": figure.day.toordinal() > middle, "mark": marks}
    data = alt.Data(values=list(rows.values()))  # type: ignore[no-untyped-call]
    base = alt.Chart(data).encode(
        x=alt.X("day:T", title=None, scale=alt.Scale(padding=24), axis=_axis(theme, grid=False, format="%Y", tickCount="year")),
        y=alt.Y("value:Q", title=None, axis=_axis(theme)),
        tooltip=_tooltip(texts),
    )
    points = base.mark_circle(size=110, color=ACCENT[theme], opacity=1)
    named = base.encode(text="mark:N")  # on the side of the point where the picture has room
    early = named.mark_text(align="left", dx=-5, dy=-13, color=INK[theme], fontSize=13).transform_filter(~alt.datum.late)
    late = named.mark_text(align="right", dx=5, dy=-13, color=INK[theme], fontSize=13).transform_filter(alt.datum.late)
    return alt.layer(points, early, late).properties(height=260)


def bars(shown: Shown, texts: Texts, theme: str) -> "altair.LayerChart | altair.FacetChart":
    """A bar a figure, under the company that its sentence names."""
    import altair as alt

    widest = max(figure.value for figure in shown.figures)
    data = alt.Data(values=[_row(figure, texts) for figure in shown.figures])  # type: ignore[no-untyped-call]
    base = alt.Chart(data).encode(
        x=alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, widest * ROOM], nice=False), axis=_axis(theme, tickCount=5)),
        y=alt.Y("name:N", title=None, sort=None, axis=_axis(theme, labelLimit=260)),
        tooltip=_tooltip(texts),
    )
    drawn = base.mark_bar(color=ACCENT[theme], height=18)
    names = base.mark_text(align="left", dx=6, color=INK[theme], fontSize=13).encode(text="printed:N")
    return alt.layer(drawn, names).properties(height=34 * len(shown.figures) + 50)


def _axis(theme: str, **options: object) -> "altair.Axis":
    """An axis whose labels are as dark as the text: the theme's own are too faint to read."""
    import altair as alt

    return alt.Axis(labelColor=INK[theme], **options)  # type: ignore[arg-type]


def _row(figure: DatedFigure, texts: Texts) -> dict[str, str | float]:
    source = figure.citation.evidence
    return {
        "value": figure.value,
        "printed": figure.printed,
        "name": " ".join(filter(None, (figure.company, figure.period, f"[{figure.citation.n}]"))),
        "period": figure.period or "",
        "source": source.publisher or source.title,
        "published": printed_date(source.published, source.date_inferred, texts),
    }


def _tooltip(texts: Texts) -> "list[altair.Tooltip]":
    import altair as alt

    names = {
        "printed": "disagreement_value", "period": "disagreement_period", "source": "disagreement_source",
        "published": "disagreement_date",
    }  # fmt: skip
    return [alt.Tooltip(f"{field}:N", title=texts(name)) for field, name in names.items()]


def figures_table(shown: Shown, texts: Texts) -> str:
    """What the picture shows, for reading and for screen readers."""
    columns = ("disagreement_value", "disagreement_period", "company", "disagreement_source", "disagreement_date")
    head = "".join(element("th", texts(name), scope="col") for name in columns)
    rows = ""
    for figure in shown.figures:
        source = figure.citation.evidence
        cells = (
            figure.printed, figure.period or "–", figure.company or "–",
            f"[{figure.citation.n}] {source.publisher or source.title}",
            printed_date(source.published, source.date_inferred, texts),
        )  # fmt: skip
        rows += f"<tr>{''.join(element('td', cell) for cell in cells)}</tr>"
    table = f'<table class="disagreement figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="table-frame">{table}</div>'
