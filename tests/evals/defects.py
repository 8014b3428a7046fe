"""Defects to plant in a desk, each with the metrics that must find it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.assistant import Search
from assistant.records import Answer, Citation, Claim, Disagreement, Milliseconds, Turn
from corpus.records import Document
from evals.records import Desk
from tests.evals.making import altered_quote, always_abstains, never_abstains, wrong_citation, wrong_number


@dataclass(frozen=True)
class Defect:
    """What is done to an answer, or to what was found."""

    name: str
    caught_by: frozenset[str]
    answer: Callable[[Answer, Search], Answer] = field(default=lambda true, _: true)
    found: Callable[[Search], Search] = field(default=lambda found: found)
    deaf: bool = False  # answers the first question of a conversation over and over


@dataclass(frozen=True)
class Planted:
    """A desk with a defect."""

    desk: Desk
    defect: Defect

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        history = tuple(history)
        true = self.desk.ask(history[0].question) if self.defect.deaf and history else self.desk.ask(question, history)
        return self.defect.answer(true, self.desk.search(question, 10, history))

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = ()) -> Search:
        return self.defect.found(self.desk.search(question, k, tuple(history)))

    def document(self, document_id: str) -> Document | None:
        return self.desk.document(document_id)


def _each_claim(change: Callable[[str], str]) -> Callable[[Answer, Search], Answer]:
    """The claims' words changed, the quotes untouched."""

    def changed(true: Answer, _: Search) -> Answer:
        return replace(true, claims=tuple(replace(claim, text=change(claim.text)) for claim in true.claims))

    return changed


def _each_citation(change: Callable[[Citation], Citation]) -> Callable[[Answer, Search], Answer]:
    def changed(true: Answer, _: Search) -> Answer:
        return replace(true, citations=tuple(change(one) for one in true.citations))

    return changed


def _each(change: Callable[[Answer], Answer]) -> Callable[[Answer, Search], Answer]:
    return lambda true, _: change(true)


_SCALES = {"million": "billion", "billion": "million", "万": "亿", "亿": "万"}
_MONEY = {"yuan": "euros", "US$": "€", "元": "美元"}
_NAMES = {"Tesla": "SAIC", "SAIC": "Tesla", "Shanghai": "Beijing", "上海": "北京", "特斯拉": "上汽"}


def _swapped(words: dict[str, str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(map(re.escape, words)))
    return lambda text: pattern.sub(lambda match: words[match.group()], text)


def _all_that_was_found(true: Answer, found: Search) -> Answer:
    """Every passage that was found becomes a claim besides."""
    if not true.claims:
        return true
    more = [Citation(n, e.text, e.start, e.end, e) for n, e in enumerate(found.evidence, start=len(true.citations) + 1)]
    claims = tuple(Claim(one.quote, (one.n,), "verbatim") for one in more)
    return replace(true, claims=true.claims + claims, citations=true.citations + tuple(more))


def _blended(true: Answer) -> Answer:
    """One of the values that differ, as if there were no other."""
    if true.verdict != "disagreement":
        return true
    return replace(true, verdict="answered", claims=true.claims[:1], citations=true.citations[:1], disagreements=())


def _quarrelsome(true: Answer) -> Answer:
    made_up = Disagreement("metric", "entity", None, (), None)
    return replace(true, verdict="disagreement", disagreements=(made_up,)) if true.claims else true


def _first_word(one: Citation) -> Citation:
    word = one.quote.split()[0]
    return replace(one, quote=word, quote_end=one.quote_start + len(word))


def _by_heart(true: Answer) -> Answer:
    """Said without a source."""
    return replace(true, claims=tuple(replace(claim, citations=()) for claim in true.claims), citations=())


def _only(k: int) -> Callable[[Search], Search]:
    return lambda found: replace(found, evidence=found.evidence[:k])


def _worst_first(found: Search) -> Search:
    return replace(found, evidence=found.evidence[::-1])


def _slow(true: Answer) -> Answer:
    return replace(true, milliseconds=Milliseconds(total=10 * (true.milliseconds.total + 1)))


def _caught(*names: str) -> frozenset[str]:
    return frozenset(names)


_LATER = _each_claim(lambda text: re.sub(r"20\d\d", lambda match: str(int(match.group()) + 1), text))
_PARTIAL = _each(lambda a: replace(a, verdict="partial") if a.claims else a)
_AS_TYPED = _each(lambda a: replace(a, standalone_question=a.question))

DEFECTS = [
    Defect("every digit one higher", _caught("numbers_supported", "figure_right"), wrong_number),
    Defect("millions for billions", _caught("figure_right", "numbers_supported"), _each_claim(_swapped(_SCALES))),
    Defect("per cent left out", _caught("figure_right", "answer_right"), _each_claim(lambda text: re.sub(r" ?%", "", text))),
    Defect("another currency", _caught("figure_right"), _each_claim(_swapped(_MONEY))),
    Defect("a year later", _caught("date_right"), _LATER),
    Defect("another company or city", _caught("name_right"), _each_claim(_swapped(_NAMES))),
    Defect("only the first of several things", _caught("list_recall"), _each(lambda a: replace(a, claims=a.claims[:1]))),
    Defect("the claims without their figures", _caught("answer_right"), _each_claim(lambda text: re.sub(r"\d", "", text))),
    Defect("citations of another document", _caught("citation_precision", "citation_recall"), wrong_citation),
    Defect("no citations", _caught("citation_recall", "cited_right"), _each(_by_heart)),
    Defect("quotes that are not the document's", _caught("quotes_verbatim"), altered_quote),
    Defect(
        "offsets off by one", _caught("quotes_verbatim"), _each_citation(lambda c: replace(c, quote_start=c.quote_start + 1))
    ),
    Defect("quotes cut to a word", _caught("numbers_supported"), _each_citation(_first_word)),
    Defect("everything that was found", _caught("citation_precision"), _all_that_was_found),
    Defect("always silent", _caught("false_refusal", "balanced_accuracy", "right"), always_abstains),
    Defect("never silent", _caught("true_refusal", "balanced_accuracy", "right"), never_abstains),
    Defect("always sure", _caught("calibration_error"), _each(lambda a: replace(a, answerable=1.0))),
    Defect("never sure", _caught("calibration_error"), _each(lambda a: replace(a, answerable=0.0))),
    Defect("all answers called partial", _caught("verdict_right"), _PARTIAL),
    Defect("one value where sources differ", _caught("disagreement_recall"), _each(_blended)),
    Defect("a disagreement everywhere", _caught("disagreement_precision"), _each(_quarrelsome)),
    Defect("no short answer", _caught("short_answer_exact", "token_f1"), _each(lambda a: replace(a, short_answer=None))),
    Defect(
        "a whole sentence as short answer", _caught("short_answer_exact", "token_f1"),
        _each(lambda a: replace(a, short_answer=a.claims[0].text) if a.claims else a),
    ),
    Defect("the question as typed for a follow-up", _caught("rewrite_f1"), _AS_TYPED),
    Defect("deaf to all but the first question", _caught("follow_up", "right"), deaf=True),
    Defect("the worst found first", _caught("ndcg@10", "mrr@10", "recall@1"), found=_worst_first),
    Defect("one passage found", _caught("recall@5", "recall@10"), found=_only(1)),
    Defect("nothing found", _caught("recall@1", "ndcg@10"), found=_only(0)),
    Defect("ten times as slow", _caught("latency_p50_ms"), _each(_slow)),
]  # fmt: skip
