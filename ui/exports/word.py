"""Word, with footnotes that Word counts and moves itself; the one file that knows python-docx."""

import io
import re
from html import escape

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from assistant.records import Answer
from ui.citing import shown_claim
from ui.conversations import Conversation
from ui.exports import Part, exporters, parts
from ui.footnotes import outcome, printed_footnote
from ui.texts import Texts

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


@exporters.register(".docx")
def export_word(conversation: Conversation, texts: Texts) -> bytes:
    """Questions as headings, claims as paragraphs, every mark a footnote of Word's own."""
    document = docx.Document()
    document.core_properties.title = written(conversation.title)
    document.add_heading(written(conversation.title), level=0)
    footnotes: list[str] = []
    for part in parts(conversation):
        _write(document, part, footnotes, texts)
    if footnotes:
        _attach(document, footnotes)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _write(document: WordDocument, part: Part, footnotes: list[str], texts: Texts) -> None:
    answer = part.exchange.answer
    document.add_heading(written(part.exchange.question), level=1)
    if not isinstance(answer, Answer):
        document.add_paragraph(written(answer))
        return
    told = [texts(f"verdict_{answer.verdict}")]
    if answer.standalone_question.strip() != answer.question.strip():
        told.append(texts("read_as", question=answer.standalone_question))
    document.add_paragraph().add_run(written(". ".join(told))).italic = True
    for claim, notes in part.claims:
        paragraph = document.add_paragraph(written(shown_claim(claim, [note.citation for note in notes], texts)))
        for note in notes:
            footnotes.append(written(printed_footnote(note, texts)))
            _refer(paragraph, len(footnotes))
    for line in outcome(answer, part.notes, texts):
        document.add_paragraph(written(line))


def _refer(paragraph: Paragraph, number: int) -> None:
    """The mark of a footnote at the end of the paragraph. One that is cited twice is written twice: Word refers once."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _attach(document: WordDocument, footnotes: list[str]) -> None:
    """The part with the footnotes, which python-docx cannot make: ECMA-376, part 1, 17.11."""
    notes = "".join(_footnote(number, text) for number, text in enumerate(footnotes, 1))
    markup = f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}{notes}</w:footnotes>"
    part = PackagePart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, markup.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(number: int, text: str) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    return (
        f'<w:footnote w:id="{number}"><w:p>{mark}<w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
        f'<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )


def written(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)
