"""Small conversations, made by hand."""

from dataclasses import replace

from assistant.records import Answer, Citation, Claim, DisagreeingValue, Disagreement, Evidence
from ui.conversations import Conversation, Exchange

SENTENCE = "Shanghai plans <200> factories."
DIGEST = Evidence(
    rank=1, score=1.0, document_id="shine", title="City plans", publisher="Shine (Shanghai Daily)", published="2024-01-03",
    url=None, kind="news", language="en", page=None, start=0, end=31, text=SENTENCE, wording="digest",
)  # fmt: skip
ORIGINAL = replace(
    DIGEST, document_id="act", title="Chips & the {Act} 50%", publisher="Council_of Europe", published="2024-05",
    url="https://example.org/act_1?a=1&b=2", kind="policy", page=7, wording="original",
)  # fmt: skip
CHINESE = replace(
    DIGEST, document_id="xinhua-cn", title="上海将新建70家智能工厂", publisher="新华社", published="2024-01-02", language="zh",
    text="上海计划2024年建成70家智能工厂。",
)  # fmt: skip
HOSTILE = replace(
    DIGEST, document_id="evil", title="=HYPERLINK(\"http://203.0.113.9\") <script>alert('x')</script>", publisher="@SUM(1+1)",
    url="javascript:alert(1)", text="![p](http://203.0.113.9/p.png) [click](http://203.0.113.9) `x`\nTY  - GEN",
)  # fmt: skip
HASHES = {"act": "ab" * 32, "shine": "cd" * 32}


def cited(evidence, n=1, quote=None):
    quote = evidence.text if quote is None else quote
    return Citation(n, quote, 0, len(quote), evidence)


def answered(question, *evidence, standalone=None, disagreements=(), missing=None):
    """An answer with one claim a source, in its words."""
    citations = tuple(cited(one, n) for n, one in enumerate(evidence, 1))
    claims = tuple(Claim(citation.quote, (citation.n,), "verbatim") for citation in citations)
    verdict = "disagreement" if disagreements else "answered" if claims else "not_in_documents"
    return Answer(question, standalone or question, verdict, claims, citations, tuple(disagreements), missing=missing)


def asked(question, *evidence, **rest):
    return Exchange(question, answered(question, *evidence, **rest), "2026-11-23T10:00:00+00:00", HASHES)


DISAGREEMENT = Disagreement(
    "smart factories", "Shanghai", "2024", (DisagreeingValue("70", "factories", 1), DisagreeingValue("100", None, 2)), "why"
)
TALK = Conversation(
    "c1",
    "Factories in Shanghai",
    (
        asked("How many factories?", DIGEST, ORIGINAL),
        asked("今年呢？", CHINESE, ORIGINAL, standalone="上海今年建多少家智能工厂？", disagreements=[DISAGREEMENT]),
        asked("And on Mars?", missing="Mars"),
    ),
)
HOSTILE_TALK = Conversation("c2", "# <b>Talk</b>", (asked("1. *What*?", HOSTILE),))
