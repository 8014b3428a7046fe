"""BibTeX: one entry a cited document."""

import re
from collections.abc import Sequence

from assistant.records import Evidence
from ui.conversations import Conversation
from ui.exports import cited_once, exporters
from ui.footnotes import Footnote
from ui.texts import Texts

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@exporters.register(".bib")
def export_bibtex(conversation: Conversation, texts: Texts) -> bytes:
    """The cited documents as @misc entries in UTF-8, keyed by their ids."""
    return "\n".join(_entry(notes, texts) for _, notes in cited_once(conversation)).encode()


def _entry(notes: Sequence[Footnote], texts: Texts) -> str:
    source = notes[0].citation.evidence
    fields = {
        "title": f"{{{escaped(source.title)}}}",  # braced twice: its capitals are its own
        "author": f"{{{escaped(source.publisher)}}}" if source.publisher else None,
        **_date(source),
        "url": re.sub(r"[\s{}]", "", source.url) if source.url else None,
        "language": source.language,
        "note": escaped(note_on(notes, texts)),
    }
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value and name != "month")
    month = f"  month = {fields['month']},\n" if fields.get("month") else ""
    return f"@misc{{{key_of(source)},\n{written}{month}}}\n"


def _date(source: Evidence) -> dict[str, str | None]:
    year, *rest = (source.published or "").split("-")
    return {
        "year": year or None,
        "month": _MONTHS[int(rest[0]) - 1] if rest else None,
        "date": source.published,
    }


def note_on(notes: Sequence[Footnote], texts: Texts) -> str:
    """Whose words they are, the pages cited, and the hash of the file."""
    source = notes[0].citation.evidence
    pages = sorted({note.citation.evidence.page for note in notes if note.citation.evidence.page})
    told = [texts("digest_note")] if source.wording == "digest" else []
    told += [texts("date_note")] if source.date_inferred else []
    told += [texts("pages_note", pages=", ".join(map(str, pages)))] if pages else []
    told += [f"SHA-256 {notes[0].sha256}"] if notes[0].sha256 else []
    return " ".join(told)


def key_of(source: Evidence) -> str:
    """The document's id in the letters that a key may have."""
    return re.sub(r"[^A-Za-z0-9:._-]+", "-", source.document_id).strip("-") or "document"


def escaped(text: str) -> str:
    """Words from outside as LaTeX that shows them, in one line."""
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))
