"""One of the things that a question asks, and the words in which it is put."""

import re
from dataclasses import dataclass

from assistant.question import AnswerKind

MOST_PARTS = 8  # more would be a report


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked. A clause may lean on the ones before it ("and when was it built?")."""

    text: str
    kind: AnswerKind | None = None  # what it asks for, where its words no longer tell
    apart: bool = False  # what came of the plan in the part before: another sentence than that of the plan answers it
    beside: bool = False  # its figure is to stand beside those of the others
    open: bool = False  # nothing is missing where the documents have no answer: a year that has not come


_BOILERPLATE = re.compile(
    r"^\W*(?:please\s+)?(?:(?:can you\s+)?(?:show|give|tell|list|trace|compare|contrast|put|set|take me through|"
    r"walk me through|go through|run through|describe|outline)\s+(?:me\s+|us\s+)?)|"
    r"\b(?:side by side|year by year|each year|every year|over the years|over time|respectively|in numbers|please|both)\b|"
    r"[.?!;]\s*(?:please )?(?:(?:and )?(?:compare|contrast)(?: them| the two| both)?|"
    r"(?:give|name|state|quote|list)(?: me)? (?:both|the|all|each)[^.?!]{0,40})\W*$|"
    r"^(?:请|帮我)?(?:列出|列一下|比较|对比|梳理)(?:一下)?|(?:把)|(?:列一下|列出来|对比一下|比较一下|各是多少|分别)|"
    r"逐年|历年|各年",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The text without what only says how the answer should look."""
    return _BOILERPLATE.sub(" ", text)


def tidy(text: str) -> str:
    """The text with single blanks, none before a mark, and no mark hanging at either end."""
    return re.sub(r"\s+([,.?])", r"\1", " ".join(text.split())).strip(" ,，、:：")


BETWEEN = re.compile(
    r"(?:['’]s?)?\s*(?:,|、|/|\band\b|\bor\b|\bvs\.?|\bversus\b|\bagainst\b|\bwith\b|\bto\b|和|与|跟|同|及|还是|或)+\s*"
    r"(?:and|or|the|that of)?\s*(?:the)?\s*",
    re.IGNORECASE,
)  # what joins things that stand side by side
COMPARES = re.compile(
    r"\b(?:compar\w+|versus|vs|more|higher|larger|bigger|better|fewer|less|lower|smaller|greater|faster|ahead|each|both|"
    r"respective(?:ly)?|side by side|against|contrast|differ(?:ed|ence|ent)?|gap|outs[oe]l[dl]|"
    r"(?:high|low|larg|bigg|small|great|fast|slow)est|(?<!at )(?:most|least))\b|"
    r"更|最|相比|对比|比较|分别|各|相差|之差|差距|差多少",
    re.IGNORECASE,
)
WHICH_IS_MORE = re.compile(
    r"\b(?:which|who)\b(?: (?:one|of|city|country|company|carmaker|maker|brand|group|province))?|"
    r"\b(?:more|better|higher|larger|bigger|fewer|less|lower|greater|faster)\b(?: than)?|"
    r"\b(?:high|low|larg|bigg|small|great|fast|slow)est\b|"
    r"\bhow do(?:es)?\b|\bcompare[ds]?\b|,? and (?:(?:by )?how (?:many|much)|(?:by )?what) .*$|"
    r",? and by how (?:much|many)\W*$|哪个更\w+|谁更\w+|分别是?",
    re.IGNORECASE,
)
ASKING = re.compile(r"^\W*(?:is|are|was|were|do|does|did|has|have|had)\b", re.IGNORECASE)  # opens a yes/no question
