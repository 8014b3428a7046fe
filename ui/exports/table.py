"""A table of citations in CSV, one row a claim and citation: for spreadsheets."""

import csv
import io

from assistant.records import Answer, Claim
from ui.conversations import Conversation
from ui.exports import Part, exporters, parts
from ui.footnotes import Footnote
from ui.texts import Texts

COLUMNS = (
    "footnote", "question", "standalone_question", "asked", "verdict", "claim", "state", "quote", "publisher", "title",
    "published", "date_inferred", "page", "url", "kind", "wording", "document", "quote_start", "quote_end", "sha256",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fullwidth ones count where Excel speaks Chinese


@exporters.register(".csv")
def export_csv(conversation: Conversation, _texts: Texts) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Chinese; column names are English in every language."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for part in parts(conversation):
        for claim, notes in part.claims:
            rows.writerows([inert(cell) for cell in _row(part, claim, note)] for note in notes)
    return written.getvalue().encode("utf-8-sig")


def _row(part: Part, claim: Claim, note: Footnote) -> tuple[object, ...]:
    answer, citation = part.exchange.answer, note.citation
    assert isinstance(answer, Answer)  # it has a claim
    source = citation.evidence
    return (
        note.number, part.exchange.question, answer.standalone_question, part.exchange.asked, answer.verdict, claim.text,
        claim.state, citation.quote, source.publisher, source.title, source.published, source.date_inferred, source.page,
        source.url, source.kind, source.wording, source.document_id, citation.quote_start, citation.quote_end, note.sha256,
    )  # fmt: skip


def inert(cell: object) -> object:
    """A text that a spreadsheet would take for a formula begins with an apostrophe, which it does not show."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
