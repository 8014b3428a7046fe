"""RIS: one record a cited document, for Zotero, EndNote and Mendeley."""

from collections.abc import Iterator, Sequence

from ui.conversations import Conversation
from ui.exports import cited_once, exporters
from ui.exports.bibtex import note_on
from ui.footnotes import Footnote
from ui.texts import Texts

# Our kinds of document in the format's own types.
_TYPES = {"news": "NEWS", "report": "RPRT", "policy": "GOVDOC", "statistics": "DATA", "filing": "RPRT", "speech": "HEAR"}


@exporters.register(".ris")
def export_ris(conversation: Conversation, texts: Texts) -> bytes:
    """The cited documents in UTF-8, each with the words that were cited as notes."""
    return "".join(
        f"{tag}  - {value}\n" for _, notes in cited_once(conversation) for tag, value in _record(notes, texts)
    ).encode()


def _record(notes: Sequence[Footnote], texts: Texts) -> Iterator[tuple[str, str]]:
    source = notes[0].citation.evidence
    year, month, day = [*(source.published or "").split("-"), "", "", ""][:3]
    yield "TY", _TYPES.get(source.kind or "", "GEN")
    for tag, value in (
        ("TI", source.title),
        ("AU", source.publisher),
        ("PB", source.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else None),
        ("UR", source.url),
        ("LA", source.language),
        ("ID", source.document_id),
        ("N1", note_on(notes, texts)),
        *(("N1", note.citation.quote) for note in notes),
    ):
        if value:
            yield tag, " ".join(value.split())  # a line break would begin another field
    yield "ER", ""
