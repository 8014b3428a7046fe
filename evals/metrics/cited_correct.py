"""Do the citations point at the true passages? For reading sets that label theirs."""

from evals.metrics import metric
from evals.records import ExampleTurn, Given

CORRECT = "correct"


@metric("cited_correct", "citations")
def cited_correct(turn: ExampleTurn, given: Given) -> float | None:
    """The share of citations of passages labelled "correct", in [0, 1]; None without citations or labels.

    The precision of ALCE (Gao et al., EMNLP 2023, doi:10.18653/v1/2023.emnlp-main.398) over the labels of RAMDocs.
    """
    labels = {str(passage["id"]): str(passage["label"]) for passage in turn.passages if "label" in passage}
    if given.answer is None or not given.answer.citations or not labels:
        return None
    cited = [labels.get(citation.evidence.document_id) == CORRECT for citation in given.answer.citations]
    return sum(cited) / len(cited)
