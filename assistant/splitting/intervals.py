"""A question for the time between two events: when each of them was."""

import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.splitting.part import Part, tidy

_HOW_LONG = r"how (?:long|many (?:days|weeks|months|years)|much time)"
_BETWEEN = re.compile(
    rf"\b(?:{_HOW_LONG}|what (?:is|was) the (?:time|interval|gap|delay))\b(?P<lead>[^.?]{{0,60}}?)\b"
    r"(?:between|from) (?P<first>[^.?]{6,}?) (?:and|to|until|till) (?P<second>[^.?]{6,})",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\b{_HOW_LONG} after (?P<first>[^.?]{{6,}}?),? (?P<second>(?:did|was|were|had) [^.?]{{6,}})", re.IGNORECASE)
_ZH = re.compile(
    r"(?:从|自)?(?P<first>[^，。？?]{4,}?)(?:到|至|和|与)(?P<second>[^，。？?]{4,}?)[，,]?"
    r"(?:之间|中间|一共|共|总共)*(?:用|花|隔|历时|相隔|间隔|经过|过)了?(?:多久|多长时间|多少天|几个月|多少个月|几年)"
)
_SUBJECT = re.compile(r"\b(?:did|does|has|had|was|were)\s+(?P<who>[A-Z][\w' -]{1,40}?)\s+(?:need|take|spend|require|wait)\w*\b")


def asks_how_long(text: str) -> bool:
    """Whether it asks for the time between two events."""
    return bool(_BETWEEN.search(text) or _AFTER.search(text) or _ZH.search(text))


def by_interval(question: Question) -> Sequence[Part]:
    """ "How long from breaking ground to the first car?": the day of the one, and of the other."""
    match = _BETWEEN.search(question.text) or _AFTER.search(question.text) or _ZH.search(question.text)
    if match is None or any(_IS_A_TIME.fullmatch(match[name].strip()) for name in ("first", "second")):
        return ()
    who = _SUBJECT.search(match["lead"]) if "lead" in match.groupdict() and match["lead"] else None
    whose = f" ({who['who']})" if who else ""
    ask = "{}是哪一天" if question.language == "zh" else "On what date was {}"
    return [Part(tidy(f"{ask.format(tidy(match[name]))}{whose}"), "date") for name in ("first", "second")]


_IS_A_TIME = re.compile(
    r"(?:the )?(?:end|start|beginning|middle|first|second|third|fourth|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|early|late|mid)?[ \w-]{0,20}(?:19|20)\d\d(?:年.{0,4})?",
    re.IGNORECASE,
)
