"""Is the quote in the document, at its place, to the character?"""

from assistant.records import Citation
from corpus.records import Document


def quote_is_verbatim(citation: Citation, document: Document | None) -> bool:
    """Whether quote and passage are exactly the document's text at their offsets."""
    if document is None:
        return False
    text, evidence = document.text, citation.evidence
    return (
        bool(citation.quote)
        and text[citation.quote_start : citation.quote_end] == citation.quote
        and text[evidence.start : evidence.end] == evidence.text
        and evidence.start <= citation.quote_start
        and citation.quote_end <= evidence.end
    )
