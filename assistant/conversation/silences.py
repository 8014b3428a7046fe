"""An answer that does not answer the follow-up becomes an abstention."""

from dataclasses import replace

from assistant.records import Answer


def silent(answer: Answer, missing: str) -> Answer:
    """The abstention: what is missing is named, and what was found is what is closest."""
    return replace(
        answer, verdict="not_in_documents", claims=(), citations=(), disagreements=(), short_answer=None, lead=None,
        missing=missing, closest=tuple(dict.fromkeys(citation.evidence for citation in answer.citations)),
    )  # fmt: skip
