"""Is what is quoted in the documents, to the character?"""

from assistant.records import Citation
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("quotes_verbatim", "citations")
def quotes_verbatim(_: ExampleTurn, given: Given) -> float | None:
    """The share of citations whose quote and passage are the document's text at their offsets; None without citations.

    The contract's own rule: quote == document text[quote_start:quote_end].
    """
    if given.answer is None or not given.answer.citations:
        return None
    return sum(_is_verbatim(citation, given) for citation in given.answer.citations) / len(given.answer.citations)


def _is_verbatim(citation: Citation, given: Given) -> bool:
    document = given.document(citation.evidence.document_id)
    if document is None or not citation.quote:
        return False
    evidence = citation.evidence
    quoted = document.text[citation.quote_start : citation.quote_end]
    return quoted == citation.quote and document.text[evidence.start : evidence.end] == evidence.text
