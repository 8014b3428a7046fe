"""Letters as mail programs save them, with their attachments, and web pages as browsers save them in one file (MHTML)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from corpus.archives import damage_named
from corpus.errors import UnreadableDocument
from corpus.formats import Parsed
from corpus.html_hidden import remove_hidden
from corpus.html_text import HtmlWriter
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.members import Member, parse_members
from corpus.parsers import parsers
from corpus.parsers.html import parse_page, parsed_html
from corpus.records import Document, Failure
from corpus.text_builder import TextBuilder

_LOOKED_AT = 16_384  # bytes in which the headers of a letter begin
_HEADER = re.compile(rb"([A-Za-z][\w-]{1,60}):[ \t]")
_OF_LETTERS = {b"mime-version", b"message-id", b"received", b"return-path", b"dkim-signature", b"delivered-to"}
_OF_TEXTS = {b"from", b"to", b"subject", b"date"}
_ENCLOSED = ("message/rfc822",)


def is_eml(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a letter: of those that only programs write at least one."""
    head = re.split(rb"\r?\n\r?\n", data[:_LOOKED_AT], maxsplit=1)[0]
    lines = [line for line in head.splitlines() if not line.startswith((b" ", b"\t"))]
    names = {match[1].lower() for line in lines if (match := _HEADER.match(line))}
    return (
        bool(lines)
        and len(names & _OF_LETTERS) > 0
        and len(names & (_OF_LETTERS | _OF_TEXTS)) > 1
        and bool(_HEADER.match(lines[0]))
    )


@parsers.register(".eml", ".mht", ".mhtml", recognises=is_eml)
def parse_eml(path: Path, data: bytes) -> Parsed:
    """Subject, sender, date and text of a letter; its attachments as documents of their own. Raises UnreadableDocument."""
    with damage_named("letter"):
        message = message_from_bytes(data, policy=policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise UnreadableDocument("it has no headers of a letter")
        html, plain = _body(message, "html"), _body(message, "plain")
        address = message["Snapshot-Content-Location"]  # browsers write it into a page that they save in one file
        if html and (address or not message["From"]):
            return parse_page(path, html, str(address) if address else None)
        letter, notes = _letter(path, message, html, plain)
        attached = parse_members(path, _attachments(message))
    return Parsed((letter, *attached.documents), attached.failed, (*notes, *attached.notes))


def _letter(path: Path, message: EmailMessage, html: str, plain: str) -> tuple[Document, tuple[Failure, ...]]:
    builder = TextBuilder()
    subject = _header(message, "Subject")
    builder.heading(1, subject)
    builder.paragraph("\n".join(f"{name}: {said}" for name in ("From", "To", "Date") if (said := _header(message, name))))
    hidden = 0
    if html.strip():
        tree = parsed_html(html)
        hidden = remove_hidden(tree)
        HtmlWriter(builder).write(tree)
    else:
        for block in re.split(r"\r?\n[ \t]*\r?\n", plain):
            builder.paragraph(block)
    built = builder.built()
    name, sender = parseaddr(_header(message, "From"))
    document = Document(path.stem, subject or path.stem, built.text, publisher=name or sender or None, published=_sent(message),
                        language=language_of(built.text), sections=built.sections)  # fmt: skip
    notes = left_out(path, hidden, "pieces of hidden text")
    return document, notes + left_out(path, built.invisible, "invisible characters")


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message[name] or "").split())


def _sent(message: EmailMessage) -> str | None:
    """The day the letter is dated; None when it has no date, or one to come."""
    sent = getattr(message["Date"], "datetime", None)
    return sent.date().isoformat() if isinstance(sent, datetime) and sent.date() <= date.today() else None


def _body(message: EmailMessage, kind: str) -> str:
    """The text of that kind; empty when there is none, or in an encoding that does not exist."""
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except LookupError:
        return bytes(part.get_payload(decode=True)).decode("utf-8", "replace")


def _attachments(message: EmailMessage) -> Iterator[Member]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        if part.get_content_maintype() == "image":
            continue  # logos and signatures; a picture that was attached is in no format that is read
        enclosed = part.get_content_type() in _ENCLOSED
        name = Path((part.get_filename() or f"attachment-{number}").replace("\\", "/")).name
        if enclosed and not name.endswith(".eml"):
            name += ".eml"
        data = bytes(part.get_content()) if enclosed else part.get_payload(decode=True)
        content = data if isinstance(data, bytes) else b""
        yield Member(name, len(content), lambda content=content: content)  # type: ignore[misc]
