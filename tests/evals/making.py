"""Answers, examples and runs made by hand, and desks with a planted defect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.assistant import Search
from assistant.records import Answer, Citation, Claim, Evidence, Milliseconds, Turn
from corpus.records import Document
from evals.records import Accepted, Desk, ExampleTurn, Given, Gold, Result, Run, Score

ONE = Document(id="one", title="One", text="Shanghai has 70 factories. It plans 200 by 2025.")
TWO = Document(id="two", title="Two", text="Beijing has 170 factories, up 5%.")


def evidence(document: Document, rank: int = 1) -> Evidence:
    """The whole document as one passage."""
    return Evidence(
        rank=rank, score=1 / rank, document_id=document.id, title=document.title, publisher=None, published=None, url=None,
        kind=None, language="en", page=None, start=0, end=len(document.text), text=document.text, wording="original",
    )  # fmt: skip


def citation(document: Document, quote: str, n: int = 1) -> Citation:
    """A citation of a quote that is in the document."""
    start = document.text.index(quote)
    return Citation(n, quote, start, start + len(quote), evidence(document))


def answer(*cited: Citation, verdict: str = "answered", **fields: object) -> Answer:
    """An answer whose claims are its quotes; without any an abstention."""
    claims = tuple(Claim(one.quote, (one.n,), "verbatim") for one in cited)
    made = Answer("q", "q", verdict if cited else "not_in_documents", claims, cited)  # type: ignore[arg-type]
    return replace(made, **fields)  # type: ignore[arg-type]


def given(made: Answer | None, *ranking: str) -> Given:
    """An answer with a ranking, over the two documents."""
    standalone = made.standalone_question if made else None
    return Given(made, ranking, {document.id: document for document in (ONE, TWO)}.get, standalone)


def turn(*spellings: str, verdict: str = "answered", kind: str = "figure", **fields: object) -> ExampleTurn:
    """One turn that asks for one item, proved by the first sentence of document one."""
    gold = (Gold("one", "Shanghai has 70 factories."),) if spellings else ()
    made = ExampleTurn("q", verdicts=(verdict,), answers=(Accepted(kind, spellings),) if spellings else (), gold=gold)
    return replace(made, **fields)  # type: ignore[arg-type]


def took(milliseconds: float) -> Answer:
    """An answer that took so long."""
    return answer(milliseconds=Milliseconds(total=milliseconds))


def result(example: str, scores: dict[str, float | Score | None], number: int = 1, **fields: object) -> Result:
    """A turn with these scores."""
    held = {name: Score(value) if isinstance(value, float) else value for name, value in scores.items()}
    form = {"verdict": "answered", "text": f"answer of {example}", "missing": None}
    made = Result(example, number, "single-fact", "en", f"question of {example}", form, (), held)
    return replace(made, **fields)  # type: ignore[arg-type]


def run_of(*results: Result, started: str = "2026-01-01T00:00:00+00:00") -> Run:
    """A run of these results."""
    index = {"embedder": "fake", "generation": 1, "documents": 2, "passages": 2}
    return Run("project", "test", None, started, "0.1.0", "abc", {"embedder": "fake"}, index, results)


@dataclass(frozen=True)
class Broken:
    """A desk whose answers pass through a defect."""

    desk: Desk
    defect: Callable[[Answer, Search], Answer]

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The true answer, broken."""
        return self.defect(self.desk.ask(question, history), self.desk.search(question, 10, history))

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = ()) -> Search:
        """As it is."""
        return self.desk.search(question, k, history)

    def document(self, document_id: str) -> Document | None:
        """As it is."""
        return self.desk.document(document_id)


def wrong_number(true: Answer, _: Search) -> Answer:
    """Every digit of the claims one higher; the quotes untouched."""
    higher = str.maketrans("0123456789", "1234567890")
    return replace(true, claims=tuple(replace(claim, text=claim.text.translate(higher)) for claim in true.claims))


def wrong_citation(true: Answer, found: Search) -> Answer:
    """Every citation points at a passage of another document, quoted verbatim."""

    def elsewhere(one: Citation) -> Citation:
        other = next(e for e in reversed(found.evidence) if e.document_id != one.evidence.document_id)
        return Citation(one.n, other.text, other.start, other.end, other)

    return replace(true, citations=tuple(elsewhere(one) for one in true.citations))


def altered_quote(true: Answer, _: Search) -> Answer:
    """Every quote with its first letter changed."""
    return replace(true, citations=tuple(replace(one, quote="X" + one.quote[1:]) for one in true.citations))


def always_abstains(true: Answer, _: Search) -> Answer:
    """Silence."""
    return Answer(true.question, true.standalone_question, "not_in_documents", missing="all")


def never_abstains(true: Answer, found: Search) -> Answer:
    """The best passage, whatever was asked."""
    if true.claims:
        return true
    best = found.evidence[0]
    cited = Citation(1, best.text, best.start, best.end, best)
    return replace(true, verdict="answered", claims=(Claim(best.text, (1,), "verbatim"),), citations=(cited,), answerable=1.0)
