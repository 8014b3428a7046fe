"""Are the sentences that hold the answer cited, and only those? For reading sets that name them."""

from collections.abc import Iterator

from assistant.records import Citation
from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.squad import normalised


@metric("sentence_citation_precision", "citations")
def sentence_citation_precision(turn: ExampleTurn, given: Given) -> float | None:
    """The share of cited sentences that are supporting ones, in [0, 1]; None without a citation, or where none is known.

    Sentences and support as in Rosenthal et al., "CLAPnq", TACL 2025, doi:10.1162/tacl_a_00729.
    """
    cited = cited_sentences(turn, given)
    return len(cited & _support(turn)) / len(cited) if cited and turn.support else None


@metric("sentence_citation_recall", "citations")
def sentence_citation_recall(turn: ExampleTurn, given: Given) -> float | None:
    """The share of supporting sentences that are cited, in [0, 1], 0 for an abstention; None where none is known.

    Sentences and support as in Rosenthal et al., "CLAPnq", TACL 2025, doi:10.1162/tacl_a_00729.
    """
    if given.answer is None or not turn.support:
        return None
    return len(cited_sentences(turn, given) & _support(turn)) / len(_support(turn))


def cited_sentences(turn: ExampleTurn, given: Given) -> set[str]:
    """The set's own sentences, normalised, of which a quote covers at least a half, or which hold a half of a quote."""
    found: set[str] = set()
    for citation in given.answer.citations if given.answer else ():
        passage = next((p for p in turn.passages if str(p["id"]) == citation.evidence.document_id), {})
        found.update(normalised(text) for text, start, end in _spans(passage) if _shares(citation, start, end))
    return found


def _spans(passage: dict[str, object]) -> Iterator[tuple[str, int, int]]:
    """The passage's sentences in their order, each with where it stands."""
    text, place = str(passage.get("text", "")), 0
    sentences = passage.get("sentences")
    for sentence in sentences if isinstance(sentences, list) else ():
        start = text.find(sentence.strip(), place)
        if start >= 0:
            place = start + len(sentence.strip())
            yield sentence, start, place


def _shares(citation: Citation, start: int, end: int) -> bool:
    shared = min(citation.quote_end, end) - max(citation.quote_start, start)
    return 2 * shared >= max(1, min(end - start, citation.quote_end - citation.quote_start))


def _support(turn: ExampleTurn) -> set[str]:
    return {normalised(sentence) for sentence in turn.support or ()}
