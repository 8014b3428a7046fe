"""Two questions side by side: "Which of the two is higher?", "How much more?", "Compare it with Tesla"."""

import re
from collections.abc import Sequence

from assistant.conversation.known import END, WORLD, exchanged, only_names
from assistant.conversation.periods import PERIOD, counted, periods
from assistant.question import Question, read_question
from assistant.subjects import subjects
from corpus.concepts import with_broader
from corpus.entities import mentions

FAR = 3  # questions back that the other one of two is looked for in

_GREATER = (
    r"(?:more|most|less|least|fewer|higher|highest|lower|lowest|larger|largest|bigger|biggest|smaller|smallest|greater|"
    r"greatest|better|ahead|faster|cheaper|dearer)"
)
_OF_BOTH = re.compile(
    rf"\b(?:which|who)\b.*\b{_GREATER}\b|\bhow (?:much|many|far) {_GREATER}\b|"
    r"\bwhat(?:'s|’s| is| was) the (?:difference|gap)\b|\b(?:compare|add) (?:them|the two|both|those|these)\b|"
    r"\b(?:both|the two|them) (?:together|combined|in total)\b|"
    r"哪一?[个家年]?(?:更|最|比较)?(?:高|多|大|低|少|小|快|贵)|谁更|(?<![减提降增])(?:相差|差|多|高|少|低)(?:了)?多少|"
    r"(?:两|这两|那两)[家者年个].{0,4}(?:一共|合计|总共|共|加起来|相差|差|比)|加起来",
    re.IGNORECASE,
)
_EACH = re.compile(r"\beach of (?:the two|them)\b|\bthe two\b|\bboth\b|两家|两者|二者|分别", re.IGNORECASE)
_BESIDE = re.compile(
    rf"^\W*(?:(?:and|so|now|please|can you|could you)\W+)*(?:how (?:does|did|do) (?:that|it|this|they|these) compare (?:with|to)|"
    r"compare (?:it|that|this|them|these) (?:with|to)|compared (?:with|to)|versus|vs\.?|"
    rf"(?:is|was|were|are) (?:that|it|this|they|these) {_GREATER} than|{_GREATER} than)\s+(?:that of |those of )?(?P<other>.+)$|"
    r"^(?:那|这|它|这个)?(?:比|跟|和|与)(?P<zh>.{1,15}?)(?:相比|比)?(?:更?[多高大少低快]|怎么样|如何|呢)(?:一些|一点)?吗?[？?]?\s*$",
    re.IGNORECASE,
)


def side_by_side(question: str, earlier: Sequence[Question]) -> str | None:
    """The two questions that the follow-up sets beside each other; None where it does not, or they cannot be told."""
    now = read_question(question)
    previous = read_question(sentences_of(earlier[-1].text)[-1])
    if match := _BESIDE.match(question):
        other = counted(END.sub("", match["other"] or match["zh"]), previous)
        named = bool(mentions(other) or PERIOD.search(other))
        beside = exchanged(previous, re.sub(r"['’]s\b", "", other), same_part=True) if named and only_names(other) else None
        return f"{previous.text} {beside}" if beside and beside != previous.text else None
    if subjects(now.entities) or now.years or not _OF_BOTH.search(question):
        return None
    if len(sentences_of(earlier[-1].text)) > 1:
        return earlier[-1].text
    other_one = _other(earlier, previous)
    return f"{other_one.text} {previous.text}" if other_one else None


def of_each(question: str, earlier: Sequence[Question]) -> str | None:
    """The last two questions for another period: "And how many did each of the two make in 2023?"; None where it asks more."""
    now, previous = read_question(question), earlier[-1]
    printed = periods(question)
    if subjects(now.entities) or len(printed) != 1 or not _EACH.search(question):
        return None
    asked = {above for name in previous.concepts for above in with_broader(name)}
    other_one = _other(earlier, previous)
    if not other_one or any(not with_broader(name) & asked for name in now.concepts):
        return None
    return " ".join(exchanged(one, f"in {printed[0]}", same_part=False) for one in (other_one, previous))


def _other(earlier: Sequence[Question], previous: Question) -> Question | None:
    """The latest question before the previous one that differs from it in nothing but names and periods."""
    return next((one for one in reversed(earlier[-FAR:-1]) if _of_one_form(one, previous)), None)


def sentences_of(text: str) -> list[str]:
    """The questions in it, each with its mark."""
    return [one.strip() for one in re.findall(r"[^?？]+[?？]?", text) if one.strip()] or [text]


def _of_one_form(one: Question, other: Question) -> bool:
    """Whether they differ in nothing but names and periods."""
    return one.text != other.text and _form(one.text) == _form(other.text)


def _form(text: str) -> str:
    for mention in sorted(mentions(text), key=lambda m: -m.start):
        text = text[: mention.start] + text[mention.end :]
    return re.sub(r"\b(?:in|for|the|of)\b|[\W_]+|年", "", PERIOD.sub("", WORLD.sub("", text)).lower())
