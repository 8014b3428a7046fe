"""Periods as questions print them, and those that count from the question before: "the year before"."""

import re

from assistant.question import Question

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTHS_ZH = r"前(?:[一二三四五六七八九十两]{1,2}|\d{1,2})个?月|1\s?[-–—至]\s?\d{1,2}月"
PERIOD = re.compile(
    r"(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d年?|"
    r"(?:(?:the\s+)?(?:(?:end|start|middle|beginning|(?:first|second|third|fourth)\s+(?:quarter|half)|"
    r"first (?:\w+ )?months)\s+of\s+))?"
    rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+|Q[1-4]\s+|H[12]\s+)?(?:19|20)\d\d(?:年(?:{_MONTHS_ZH}|前三季度|上半年|下半年|第?[一二三四]季度|\d{{1,2}}月)?|\b)|"
    rf"\b(?:Q[1-4]|H[12])\b|\b(?:the )?(?:first|second|third|fourth)\s+(?:quarter|half)\b|"
    rf"\b(?:the )?first \w+ months\b|\b{_MONTH}\b|{_MONTHS_ZH}|前三季度|上半年|下半年|第?[一二三四]季度",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d年?")
_NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5}
RELATIVE = re.compile(
    r"\b(?:the )?(?P<before>year before|previous year|prior year|preceding year)\b|\b(?P<n>a|one|two|three|four|five) years? "
    r"(?P<way>earlier|before|later|after|on)\b|\b(?P<after>(?:the )?following year|the next year|(?:the )?year after)\b|"
    r"\b(?P<same>(?:in )?that year|the same year|that same year)\b|"
    r"(?P<zh_before>前一年|上一年|上年)|(?P<zh_after>次年|后一年|第二年)|(?P<zh_same>同年|当年|那年|那一年)",
    re.IGNORECASE,
)
SEVERAL_PERIODS = re.compile(
    r"\b(?:those|these|the|both|each of (?:those|these|the)) (?:two |three |both )?(?:periods|years|quarters|"
    r"halves)\b|\b(?:both|each) years?\b|"
    r"这[两三]年|这[两三]个(?:时期|季度)|两年分别",
    re.IGNORECASE,
)
_OF_ANY_YEAR = re.compile(r"\b(?:a|per|each|every) year\b|\byearly\b|\bannual(?:ly)?\b|每年|年产", re.IGNORECASE)
_ASKS_FOR_ONE = re.compile(
    r"\bwhen\b|what year|which year|何时|哪一?年|几年|几月|什么时候|现在|目前|最新|之前|之后|"
    r"\bnow\b|latest|before|after|earlier|later",
    re.IGNORECASE,
)


def counted(rest: str, previous: Question) -> str:
    """The same with "the year before", "two years later", "that year" counted from the one year asked about before."""
    if len(previous.years) != 1:
        return rest
    (year,) = previous.years

    def printed(match: re.Match[str]) -> str:
        step = 0
        if match["before"] or match["zh_before"]:
            step = -1
        elif match["after"] or match["zh_after"]:
            step = 1
        elif match["n"]:
            step = _NUMBERS[match["n"].lower()] * (-1 if match["way"].lower() in ("earlier", "before") else 1)
        named = f"{year + step}{'年' if match['zh_before'] or match['zh_after'] or match['zh_same'] else ''}"
        before = match.string[: match.start()]
        bare = (
            bool(match["same"] or match["n"])
            and not re.search(r"\b(?:in|of|by|since|for|from|during)\s+$", before)
            and before.strip() != ""
        )
        return f"in {named}" if bare else named

    return RELATIVE.sub(printed, rest)


def takes_period(question: Question) -> bool:
    """Whether the period asked about before also holds for this question."""
    return not (question.years or _ASKS_FOR_ONE.search(question.text) or _OF_ANY_YEAR.search(question.text))


def periods(text: str) -> list[str]:
    """The periods that it names, as printed."""
    return [match.group() for match in PERIOD.finditer(text)]
