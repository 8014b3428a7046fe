"""What was searched, for an answer that the documents do not give."""

from collections.abc import Sequence

from assistant.citing import printed_date
from assistant.question import Question
from assistant.subjects import subjects
from corpus.entities import members_of
from corpus.records import Document


def searched(question: Question, documents: Sequence[Document]) -> str:
    """How many documents, and how recent they are about whom the question names; about anything, where it names nobody."""
    told = [f"{len(documents):,} documents were searched"]
    for entity in subjects(question.entities):
        names = {entity.name, *members_of({entity.name})}
        about = [document for document in documents if names & set(document.companies)]
        told.append(_newest(about, f"about {entity.name}") if about else f"none is about {entity.name}")
    if len(told) == 1:
        told.append(_newest(documents, "of them"))
    return "; ".join(told)


def _newest(documents: Sequence[Document], about: str) -> str:
    dated = [document for document in documents if document.published]
    if not dated:
        return f"{len(documents):,} {about}, none with a date"
    newest = max(dated, key=lambda document: (document.published or "", document.id))
    return f"the newest {about} is of {printed_date(newest.published, newest.date_inferred)}"
