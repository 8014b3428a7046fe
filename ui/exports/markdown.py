"""Markdown with footnotes, as Pandoc, GitHub and Obsidian read them."""

import re

from assistant.records import Answer
from ui.citing import shown_claim
from ui.conversations import Conversation
from ui.exports import Part, exporters, parts
from ui.footnotes import Footnote, outcome, printed_footnote
from ui.texts import Texts

# What would make a link, an image, a tag or emphasis of a document's words.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_THE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])")


@exporters.register(".md")
def export_markdown(conversation: Conversation, texts: Texts) -> bytes:
    """Questions as headings, claims with [^1] marks, the footnotes at the end."""
    held = list(parts(conversation))
    blocks = [f"# {plain(conversation.title)}"]
    for part in held:
        blocks += _blocks(part, texts)
    notes = [_definition(note, texts) for part in held for note in part.notes]
    return ("\n\n".join([*blocks, "\n".join(notes)]).rstrip() + "\n").encode()


def _blocks(part: Part, texts: Texts) -> list[str]:
    answer = part.exchange.answer
    head = [f"## {plain(part.exchange.question)}"]
    if not isinstance(answer, Answer):
        return [*head, plain(answer)]
    if answer.standalone_question.strip() != answer.question.strip():
        head.append(plain(texts("read_as", question=answer.standalone_question)))
    head.append(plain(texts(f"verdict_{answer.verdict}")) + ".")
    claims = [
        plain(shown_claim(claim, [note.citation for note in notes], texts)) + "".join(f"[^{note.number}]" for note in notes)
        for claim, notes in part.claims
    ]
    return head + claims + [plain(line) for line in outcome(answer, part.notes, texts)]


def _definition(note: Footnote, texts: Texts) -> str:
    """The address stays as it is between angle brackets, so that it can be clicked."""
    line = printed_footnote(note, texts)
    url = note.citation.evidence.url
    if not url or url not in line or re.search(r"[\s<>]", url):
        return f"[^{note.number}]: {plain(line)}"
    before, after = line.split(url, 1)
    return f"[^{note.number}]: {_escaped(before)}<{url}>{_escaped(after)}"


def plain(text: str) -> str:
    """Words from outside as Markdown that shows them and does nothing else, in one line."""
    return _AT_THE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", _escaped(" ".join(text.split())))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
