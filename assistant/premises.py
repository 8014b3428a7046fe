"""What a question takes for granted or asks beyond what the documents say: named, so that nobody is misled by silence."""

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.metrics import METRICS, PLANS
from assistant.question import Question
from assistant.sentences import read_text
from assistant.splitting.goals import speaks_of_reaching

DENIED = "what the question takes for granted: the documents say otherwise"
NO_RESULT = "what came of it: the documents give a plan, a target or a forecast"
PART_OF_IT = "the whole of {}: the documents give a part of it"
LIMITED = "the whole of it: the documents give one market, kind, channel or stage"
NO_REASON = "a reason: the documents say what, not why"

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
        r"\bbelow\b|\bmiss(?:ed)?\b|\bfell short\b|\bshort of\b|"
        r"低于|未达|目标为",
    ),
    (
        r"\bloss(?:es)?\b(?! of)|\bin(?:to)? the red\b|\blos(?:e|t|ing) money\b|\bunprofitable\b|亏损",
        r"\bprofit(?:able|ability)\b|\bin(?:to)? the black\b|\b(?:net |made a )profit\b|盈利",
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
    (
        r"\bwalk\w* away\b|\bpull\w* out\b|\bback(?:ed|ing)? out\b|\bwithdr[ae]w\w*|\babandon\w*|\bcancel\w*|"
        r"\bcalled off\b|放弃|退出|取消",
        r"\b(?:signed|agreed|agreement)\b|\bexpect\w* .{0,40}\bto close\b|\bcomplet\w+|签署|同意|完成",
    ),
)
_TABLE = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for a, b in _OPPOSITES for one, other in ((a, b), (b, a))
)
_TAKES_FOR_GRANTED = re.compile(
    r"\bwhy\b|\bhow come\b|\bwhat (?:\w+ed|explains?|explanation|led to|happened|made|lifted|drove|drives|pushed|boosted|helped|"
    r"held|kept|brought|is behind|was behind|lay behind)\b|"
    r"\bhow (?:hard|badly|did)\b|\bnow that\b|\bafter\b|\bsince\b|\bwhich .{0,60}\b(?:after|since|caused|drove)\b|"
    r"\bwhat (?:minimum )?\w+ did\b|为什么|为何|原因|靠什么|靠哪|靠谁|怎么|得益于|归功于",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"\b(?:lift(?:ed|s|ing)?|rais(?:e|ed|es|ing)|grow|grew|growth|rise|rose|increase[ds]?|climb\w*|jump\w*|surg\w+)\b|增长|上升|提高"
)
_FALL = re.compile(r"\b(?:fall|fell|drop\w*|declin\w+|shrink\w*|shrank|slump\w*|decrease\w*|lose|lost)\b|下降|下滑|减少|降低")

NEAR = 0.35  # of the best sentence's probability: what denies the premise is spoken of as well as what answers
LEAST = 0.2  # and is at least so probable


def denial(question: Question, ranked: Sequence[Candidate]) -> Candidate | None:
    """The sentence that says the opposite of what the question takes for granted; None where none does, or another agrees.

    `ranked` are the sentences that may be quoted, most probable first.
    """
    if not ranked or question.kind == "yes-no":
        return None
    best = ranked[0]
    if best.match.direction < 0 and _of_the_same(question, best):
        return best
    if not _TAKES_FOR_GRANTED.search(question.text):
        return None
    near = [c for c in ranked if c.probability >= max(LEAST, NEAR * best.probability) and _of_the_same(question, c)]
    opposed = next((c for c in near if opposes(question, c)), None)
    if opposed is None or any(agrees(question, c) for c in near[: near.index(opposed)]):
        return None
    return opposed


_ATTAINED = re.compile(
    r"(\d+(?:\.\d+)?)% of (?:its|the|their) (?:[\w-]+ ){0,3}(?:target|goal)|目标的\s*(\d+(?:\.\d+)?)%", re.IGNORECASE
)


def takes_as_reached(question: Question) -> bool:
    """Whether it speaks of a target as reached, or asks whether it was."""
    return bool(question.concepts & {"target", "plan"}) and speaks_of_reaching(question.text)


def attains(question: Question, candidate: Candidate) -> bool | None:
    """For a target that the question takes as reached: whether the sentence tells of 100% of it or more; None if of neither."""
    if not speaks_of_reaching(question.text) or not (told := _ATTAINED.search(candidate.sentence.text)):
        return None
    return float(told[1] or told[2]) >= 100


def opposes(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence says the opposite of what the question states."""
    return attains(question, candidate) is False or _denies(question, candidate)


def _of_the_same(question: Question, candidate: Candidate) -> bool:
    """Whether it is about the asked company, period, place and thing, and the whole of it."""
    found = candidate.match
    asked = question.concepts & (METRICS | {"target"})
    return (
        (found.entity == 0 or found.entity >= 0.6)
        and found.year >= 0
        and found.part >= 0
        and found.limited == 0
        and found.narrower == 0
        and found.of_one == 0
        and (not asked or bool(asked & candidate.sentence.says.concepts))
        and not (candidate.sentence.says.concepts & PLANS - question.concepts)  # a goal that is raised denies no fall
    )


def _denies(question: Question, candidate: Candidate) -> bool:
    asked, said = question.text, candidate.sentence.text
    if _way(asked) and _way(said) and _way(asked) != _way(said):
        return True
    return any(
        one.search(asked) and not one.search(said) and other.search(said) and not other.search(asked) for one, other in _TABLE
    )


def agrees(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence goes the way that the question goes."""
    way = _way(question.text)
    if way and way == _way(candidate.sentence.text):
        return True
    return any(one.search(question.text) and one.search(candidate.sentence.text) for one, _ in _TABLE)


def _way(text: str) -> str | None:
    """Up or down, if the text speaks of one of them only; "up 39%" and "down 3%" count in what is told."""
    up = bool(_RISE.search(text) or re.search(r"\bup \d|(?<![a-z])增\d", text))
    down = bool(_FALL.search(text) or re.search(r"\bdown \d|(?<![a-z])降\d", text))
    return None if up == down else "up" if up else "down"


def shortfall(question: Question, best: Candidate) -> str | None:
    """What the best sentence leaves open of the question, in words; None when it answers it."""
    if question.kind == "reason" and best.match.reason < 1:
        return NO_REASON
    if question.kind == "figure" and best.match.narrower < 0 and len(question.years) == 1:
        return PART_OF_IT.format(min(question.years))
    if question.kind == "figure" and best.match.limited < 0:
        return LIMITED
    if not (_CAME.search(question.text) or _IN_THE_END.search(question.text)):
        return None
    if _UNSETTLED.search(best.sentence.text) and not _UNSETTLED.search(question.text):
        return NO_RESULT
    asks_what_came = not (question.concepts & PLANS or _TO_COME.search(question.text)) or _IN_THE_END.search(question.text)
    return NO_RESULT if asks_what_came and question.kind != "name" and is_ahead(best.sentence.text) else None


def is_ahead(text: str) -> bool:
    """Whether a sentence tells of a plan, a target or a forecast, not of what came."""
    return bool(read_text(text).concepts & PLANS or _TO_BE.search(text)) and not _CAME_ABOUT.search(text)


_CAME = re.compile(r"\b(?:was|were|did|had)\b|实际|实现了|做到了|\w了(?:多少|几)|达到了|完成了|卖了|赚了", re.IGNORECASE)
_IN_THE_END = re.compile(
    r"\bactual(?:ly)?\b|\bin the end\b|\bin reality\b|\beventually\b|\bturn(?:ed)? out\b|\bended up\b|\bso far\b|实际|最终|真正",
    re.IGNORECASE,
)
_TO_BE = re.compile(r"\b(?:will|would|(?:is|are) to be)\b|将|拟", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|going to|to be|(?:meant|due|set|supposed|expected|scheduled) to|promised?)\b|将|会|要", re.IGNORECASE
)
_CAME_ABOUT = re.compile(
    r"\b(?:reached|exceeded|passed|met|missed|achieved|fell short|"
    r"\d+(?:\.\d+)?% of (?:its|the|their) [\w\s-]{0,24}(?:target|goal))\b|"
    r"达到了|完成了|实现了|超额",
    re.IGNORECASE,
)
_UNSETTLED = re.compile(
    r"\b(?:conditional (?:on|up)|subject to (?:\w+ ){0,3}approval|pending|awaiting|awaits|if approved|not yet|yet to be|"
    r"withheld|unconfirmed)\b|尚未|有待|待批|未获批",
    re.IGNORECASE,
)
