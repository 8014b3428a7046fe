"""Evidence, sentences, comparisons and answers made by hand."""

from collections.abc import Sequence

from assistant.matching import Match, keys_of, match
from assistant.question import read_question
from assistant.records import Answer, Citation, Claim, Evidence
from assistant.sentences import Sentence, sentences_of
from assistant.short_answers import short_answer


def evidence(
    text: str, title: str = "Report", published: str | None = "2024-01-03", start: int = 0, **fields: object
) -> Evidence:
    """A passage of a digest of Shine's; `fields` override."""
    given: dict[str, object] = {
        "rank": 1, "score": 1.0, "document_id": "report", "publisher": "Shine", "url": None, "kind": "news", "language": "en",
        "page": None, "wording": "digest",
    }  # fmt: skip
    return Evidence(title=title, published=published, start=start, end=start + len(text), text=text, **(given | fields))  # type: ignore[arg-type]


def sentence(text: str, title: str = "Report", published: str | None = "2024-01-03", document_id: str = "report") -> Sentence:
    """The one sentence of a passage."""
    (only,) = sentences_of([evidence(text, title, published, document_id=document_id)])
    return only


def compared(question: str, text: str, title: str = "Report", published: str | None = "2024-01-03") -> Match:
    """How the sentence matches the question, all names and words equally rare."""
    read = read_question(question)
    return match(read, keys_of(read, lambda word: 5.0), sentence(text, title, published), passage=1.0, near=0.5)


def shortened(question: str, text: str) -> str | None:
    """The short answer that the sentence gives."""
    return short_answer(read_question(question), sentence(text))


def answer_of(texts: Sequence[str], short: str | None = None) -> Answer:
    """An answer whose claims are these sentences, each quoted from a passage of its own."""
    claims = tuple(Claim(text, (n,), "verbatim") for n, text in enumerate(texts, start=1))
    cited = tuple(Citation(n, text, 0, len(text), evidence(text)) for n, text in enumerate(texts, start=1))
    return Answer("A question?", "A question?", "answered", claims, cited, short_answer=short)
