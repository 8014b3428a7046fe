"""What travels from a question to the screen: Evidence, Citation, Claim, Answer, Turn."""

from dataclasses import dataclass, field
from typing import Literal

from corpus.records import Wording

Verdict = Literal["answered", "partial", "disagreement", "not_in_documents"]
ClaimState = Literal["verbatim", "verified", "unverified"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a passage's score was made of. Ranks are 1-based, among the passages of its language."""

    dense: float  # cosine of the vectors, in [-1, 1]
    dense_rank: int
    lexical: float  # BM25; by names, concepts and numbers alone where the passage is not in the question's language
    lexical_rank: int
    dense_share: float  # how much of the score the cosine makes, in [0, 1]; BM25 makes the rest
    in_scope: bool  # whether it is of what the question names


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage retrieved for one question, with where it comes from. `text` is the document's text[start:end]."""

    rank: int  # 1-based, best first
    score: float  # higher is better; comparable within one question only
    document_id: str
    title: str
    publisher: str | None
    published: str | None  # ISO 8601: a year, a month or a day
    url: str | None
    kind: str | None
    language: str  # of the passage
    page: int | None  # 1-based
    start: int  # characters into the document's text
    end: int
    text: str
    wording: Wording
    heading: str = ""
    date_inferred: bool = False
    reliability: str | None = None
    copy_of: str | None = None  # the document that this one is a near-copy of: the two confirm nothing to each other
    explanation: Explanation | None = field(default=None, compare=False)  # of a passage that a search has found
    place: str | None = None  # that the document is about: "China/Shanghai"

    @property
    def passage_id(self) -> str:
        """Document and span."""
        return f"{self.document_id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's pointer to evidence: `quote` is the document's text[quote_start:quote_end], to the character."""

    n: int  # 1-based, as printed in the text of the answer
    quote: str
    quote_start: int
    quote_end: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer that can be true or false."""

    text: str
    citations: tuple[int, ...]  # Citation.n
    state: ClaimState


@dataclass(frozen=True, slots=True)
class DisagreeingValue:
    """One source's value."""

    value: str
    unit: str | None
    citation: int  # Citation.n


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different values for one metric, entity and period; `why` where it can be told."""

    metric: str
    entity: str
    period: str | None
    values: tuple[DisagreeingValue, ...]
    why: str | None


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """Wall time of each step."""

    rewrite: float = 0.0
    retrieve: float = 0.0
    rank: float = 0.0
    answer: float = 0.0
    check: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. Without claims it is an abstention: verdict "not_in_documents"."""

    question: str
    standalone_question: str
    verdict: Verdict
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    missing: str | None = None  # what was asked and not found, in words
    short_answer: str | None = None  # the exact span asked for
    answerable: float = 0.0  # in [0, 1]
    closest: tuple[Evidence, ...] = ()  # with an abstention: what was nearest
    lead: str | None = None  # of a yes/no question: "Yes.", "No." or "The documents say:"; a difference computed from two quotes
    searched: str | None = None  # with an abstention: in what, and how recent it is
    asks_back: str | None = None  # with an abstention: what to say first, where the question does not say whom it is about
    scope: str | None = None  # why the search was narrowed, in words
    model: str = "offline"  # or provider:name
    note: str | None = None  # of a configured model: why it did not write this, or what of it is not shown, in one line
    milliseconds: Milliseconds = field(default_factory=Milliseconds)
    id: str | None = None

    @property
    def text(self) -> str:
        """The claims as printed, each followed by its marks, behind the lead where there is one."""
        claims = " ".join(claim.text + "".join(f"[{n}]" for n in claim.citations) for claim in self.claims)
        return f"{self.lead} {claims}" if self.lead and claims else claims


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and what was answered."""

    question: str
    answer: Answer | str  # a str where only the printed answer is known
