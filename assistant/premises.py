"""What a question takes for granted or asks beyond what the best sentence says: named, so that nobody is misled by silence."""

import re

from assistant.candidates import Candidate
from assistant.question import Question

# A question with one of these, answered by a sentence with its opposite, takes for granted what the documents deny.
_OPPOSITES = (
    (
        r"\bin favou?r\b|\bback(?:ed|ing)?\b|\bsupport(?:ed|ing)?\b|\bapprov\w+|赞成|支持",
        r"\bagainst\b|\boppos\w+|\breject\w+|反对",
    ),
    (
        r"\bmiss(?:ed|ing)?\b|\bfall(?:ing)? short\b|\bfell short\b|\bfail\w*|未达|没有达到|未完成",
        r"\bexceed\w*|\bbeat\b|\babove (?:its|the) (?:target|goal)\b|"
        r"\b1\d\d(?:\.\d+)?% of (?:its|the) target|\bpassed\b|\bmet\b|超额|超过目标|完成",
    ),
    (
        r"\bovershoot\w*|\bexceed\w*|\bbeat\w*|\bsurpass\w*|超过|超额",
        r"\bbelow\b|\bmiss(?:ed)?\b|\bfell short\b|\bshort of\b|低于|未达|目标为",
    ),
    (r"\bclos(?:e|ed|ing|ure)\b|\bshut\w*|关闭|关厂", r"\bopen(?:ed|ing)?\b|\bexpand\w*|\bstarted\b|投产|扩建"),
    (
        r"\bfree of (?:all )?(?:import )?dut\w+|\bzero tariff|\bduty[- ]free|零关税|免税",
        r"\bdut(?:y|ies)\b.{0,40}\bstays?\b|\brate of \d|税率",
    ),
    (r"\bprivate talks\b|\bsecret\w*|\bagree\w*", r"\bnever\b|\bden(?:y|ied|ies)\b|从未|否认"),
    (
        r"\bthrown out\b|\boverturn\w*|\bannull\w*|\bscrapp?\w*|撤销|取消",
        r"\bupheld\b|\bdismiss\w*|\bstays? in force\b|\bremains?\b|维持|驳回",
    ),
)
_TABLE = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for a, b in _OPPOSITES for one, other in ((a, b), (b, a))
)
_TAKES_FOR_GRANTED = re.compile(
    r"\bwhy\b|\bhow come\b|\bwhat (?:caused|explains?|explanation|led to|happened)\b|"
    r"\bhow (?:hard|badly|did)\b|\bnow that\b|\bafter\b|\bsince\b|"
    r"\bwhat (?:minimum )?\w+ did\b|为什么|为何|原因|靠什么|怎么",
    re.IGNORECASE,
)


def shortfall(question: Question, best: Candidate) -> str | None:
    """What the best sentence leaves open of the question, in words; None when it answers it."""
    if denied(question, best):
        return "what the question takes for granted: the documents say otherwise"
    if question.kind == "reason" and best.match.reason < 1:
        return "a reason: the documents say what, not why"
    return None


def denied(question: Question, best: Candidate) -> bool:
    """Whether the sentence says the opposite of what the question takes for granted."""
    if not _TAKES_FOR_GRANTED.search(question.text):
        return False
    text = best.sentence.text
    if best.match.direction < 0:
        return True
    return any(
        asked.search(question.text) and not asked.search(text) and said.search(text) and not said.search(question.text)
        for asked, said in _TABLE
    )
