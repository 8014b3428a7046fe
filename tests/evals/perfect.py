"""A desk that knows the set: it answers in the gold sentences of the shipped documents, and is silent where they are."""

from collections.abc import Sequence

from assistant.assistant import Search
from assistant.records import Answer, Citation, Claim, DisagreeingValue, Disagreement, Evidence, Turn
from corpus.places import shipped_documents
from corpus.records import Document
from evals.records import ABSTENTION, Example, ExampleTurn
from tests.evals.making import evidence

DISTRACTORS = (
    "people-2024-3m", "qstheory-2023-robot-plus", "swissinfo-2024-vote", "caixin-2024-saic-solid", "danawa-2025-saic",
    "abb-2022-opening", "nikkei-2020-fanuc", "tvj-2019-korea", "shine-2025-kylin", "ap-2024-vw-saic", "helm-2024-brandy",
)  # fmt: skip


class Perfect:
    """Answers each question of some examples as the set wants it, by the question and the one before it."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._turns: dict[tuple[str, ...], ExampleTurn] = {}
        self._documents: dict[str, Document] = {}
        for example in examples:
            asked = ["", *(turn.question for turn in example.turns)]
            self._turns |= {(before, turn.question): turn for before, turn in zip(asked, example.turns, strict=False)}

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        turn = self._turn(question, history)
        alone = turn.standalone or question
        if not turn.answerable:
            return Answer(question, alone, ABSTENTION, missing="all of it", answerable=0.0)
        cited = tuple(self._cited(n, gold.document, gold.quote) for n, gold in enumerate(turn.gold, start=1))
        verdict = turn.verdicts[0]
        return Answer(
            question, alone, verdict, tuple(Claim(one.quote, (one.n,), "verbatim") for one in cited), cited,  # type: ignore[arg-type]
            (self._differing(turn),) if verdict == "disagreement" else (),
            short_answer=turn.answers[0].any[0] if len(turn.answers) == 1 else None, answerable=1.0,
        )  # fmt: skip

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = ()) -> Search:
        turn = self._turn(question, history)
        names = dict.fromkeys([*(gold.document for gold in turn.gold if turn.answerable), *turn.also, *DISTRACTORS])
        found = tuple(self._evidence(name, rank) for rank, name in enumerate(list(names)[:k], start=1))
        return Search(question, turn.standalone or question, found)

    def document(self, document_id: str) -> Document | None:
        if document_id not in self._documents:
            text = (shipped_documents() / f"{document_id}.md").read_text(encoding="utf-8")
            self._documents[document_id] = Document(id=document_id, title=document_id, text=text)
        return self._documents[document_id]

    def _turn(self, question: str, history: Sequence[Turn]) -> ExampleTurn:
        return self._turns[history[-1].question if history else "", question]

    def _evidence(self, name: str, rank: int) -> Evidence:
        document = self.document(name)
        assert document is not None
        return evidence(document, rank)

    def _cited(self, n: int, name: str, quote: str) -> Citation:
        held = self._evidence(name, n)
        start = held.text.index(quote)
        return Citation(n, quote, start, start + len(quote), held)

    def _differing(self, turn: ExampleTurn) -> Disagreement:
        values = tuple(DisagreeingValue(item.any[0], item.unit, n) for n, item in enumerate(turn.answers, start=1))
        return Disagreement("metric", "entity", None, values, "dates")
