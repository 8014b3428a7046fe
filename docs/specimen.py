"""A specimen of a report, to be added on the library page: two pages by a harbour that does not exist."""

import os
from datetime import UTC, datetime
from pathlib import Path

from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

TITLE = "Harbour of Linhai: annual statement 2025"
QUESTION = "How many loading robots did the harbour of Linhai count at the end of 2025?"
MARGINS = ("leftMargin", "rightMargin", "topMargin", "bottomMargin")  # in points
DATED = datetime(2026, 2, 12, 12, tzinfo=UTC)

_COVER = (
    ("Title", TITLE),
    ("BodyText", "12 February 2026"),
    ("BodyText", "A specimen: no such harbour exists, and nobody published this."),
)
_MACHINES = (
    ("Heading2", "2. Machines on the quay"),
    ("BodyText", "The harbour of Linhai counted 61 loading robots at the end of 2025, after 44 a year earlier. They moved "
     "1.24 million containers, half of them by night. No berth was closed while the new machines were put up."),
    ("BodyText", "The harbour board expects to order the next twelve machines in the autumn of 2026, once the yard to the "
     "east of the lock has been paved."),
)  # fmt: skip
_FIGURES = (
    ("Year", "Containers", "Loading robots"),
    ("2023", "1.01 million", "31"),
    ("2024", "1.12 million", "44"),
    ("2025", "1.24 million", "61"),
)
_PEOPLE = (
    ("Heading2", "3. People"),
    ("BodyText", "At the end of the year 1,310 people worked for the harbour, ten fewer than a year before. Forty-two crane "
     "drivers were trained as supervisors of machines."),
)  # fmt: skip


def statement(file: Path) -> Path:
    """Write the report as PDF."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(DATED.timestamp()))  # how reportlab is told the date of a file
    styles = getSampleStyleSheet()

    def set_in(words: tuple[tuple[str, str], ...]) -> list[Paragraph]:
        return [Paragraph(text, styles[style]) for style, text in words]

    figures = Table(_FIGURES, hAlign="LEFT", colWidths=[60, 100, 100])
    figures.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, "#999999"), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")])
    story = [*set_in(_COVER), PageBreak(), *set_in(_MACHINES), Spacer(1, 8), figures, Spacer(1, 8), *set_in(_PEOPLE)]
    SimpleDocTemplate(str(file), pagesize=A5, title=TITLE, **dict.fromkeys(MARGINS, 36)).build(story)
    return file
