"""What the library covers: documents by company and year, as a table of counts and its picture."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.library import DocumentEntry
from ui.charts import INK
from ui.texts import Texts

if TYPE_CHECKING:
    import altair

MOST_COMPANIES = 12
MOST_YEARS = 12


def coverage(entries: Sequence[DocumentEntry]) -> dict[tuple[str, str], int]:
    """How many dated documents name each company, by (company, year of publication); of the companies named most."""
    named = Counter(company for entry in entries for company in entry.document.companies if entry.document.published)
    companies = [company for company, _ in sorted(named.items(), key=lambda one: (-one[1], one[0]))[:MOST_COMPANIES]]
    pairs = [
        (company, (entry.document.published or "")[:4])
        for entry in entries
        for company in entry.document.companies
        if entry.document.published and company in companies
    ]
    years = sorted({year for _, year in pairs})[-MOST_YEARS:]
    counted = Counter(pair for pair in pairs if pair[1] in years)
    return {(company, year): counted[company, year] for company in companies for year in years}


def coverage_chart(counts: dict[tuple[str, str], int], texts: Texts, theme: str) -> "altair.LayerChart | altair.FacetChart":
    """A square a company and year, darker with more documents, each with its number: what is missing shows as blank."""
    import altair as alt

    rows = [{"company": company, "year": year, "documents": count} for (company, year), count in counts.items() if count]
    companies = list(dict.fromkeys(company for company, _ in counts))
    years = sorted({year for _, year in counts})
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]
    darkest = max(counts.values(), default=1)
    scale = alt.Scale(domain=[0, darkest], range=["#e8efe9", "#1f5673"] if theme == "light" else ["#26323a", "#8fbcd4"])
    base = alt.Chart(data).encode(
        x=alt.X(
            "year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0, orient="top", labelColor=INK[theme])
        ),
        y=alt.Y("company:N", title=None, scale=alt.Scale(domain=companies), axis=alt.Axis(labelLimit=220, labelColor=INK[theme])),
        tooltip=[
            alt.Tooltip("company:N", title=texts("company")),
            alt.Tooltip("year:O", title=texts("year")),
            alt.Tooltip("documents:Q", title=texts("documents")),
        ],
    )
    squares = base.mark_rect(cornerRadius=3).encode(color=alt.Color("documents:Q", scale=scale, legend=None))
    light, dark = ("#ffffff", "#24231f") if theme == "light" else ("#12242e", "#e4e1d9")
    ink = alt.condition(alt.datum.documents > 0.55 * darkest, alt.value(light), alt.value(dark))
    numbers = base.mark_text(fontSize=12).encode(text="documents:Q", color=ink)
    return alt.layer(squares, numbers).properties(height=28 * len(companies) + 40)
