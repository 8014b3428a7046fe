"""Text that speaks to a language model instead of telling something: it is shown as a document, and never quoted as an answer.

Documents are data. A model that obeys a passage writes lines that the proof refuses, unless the passage itself has the
false statement beside its order; so no sentence of such a document proves anything. A plain false statement is not meant
here: that is a source that is wrong, which is shown with its name and date beside those that say otherwise.
"""

import re
from functools import lru_cache

from corpus.invisible import without_invisible

_PATTERNS = (
    # "ignore all previous instructions", in some of the languages that it is tried in
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instructions?|prompts?|directives?)\b",
    r"(?:^|[.!?:;]\s+)(?:please )?(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,30}\b(?:rules|guidelines|context)\b",
    r"\b(?:ignorez|oubliez)\b[^.\n]{0,40}\binstructions\b|\bignoriere?n?\b[^.\n]{0,40}\b(?:anweisungen|regeln)\b|"
    r"\bignora\b[^.\n]{0,40}\binstrucciones\b",
    r"(?:忽略|无视|忘记|忽視|無視)[^。\n]{0,16}(?:指令|指示|规则|規則|提示|要求)",
    # the marks of a chat's roles
    r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|</?(?:system|assistant|instructions?)>",
    r"^\W*(?:system|assistant|developer)(?: (?:prompt|message|note|override))?\s*[:：]|"
    r"^\W*#{2,}\s*(?:instructions?|system|response)\s*:?\s*$",
    r"\b(?:reveal|repeat|print|leak|show)\b[^.\n]{0,20}\b(?:system|developer) prompt\b",
    # orders to a model
    r"\byou (?:are|must act|will act) (?:now )?(?:as )?(?:an?|in|the|no longer)\b[^.\n]{0,30}"
    r"\b(?:AI|language model|developer mode|DAN)\b",
    r"\b(?:AIs?|LLMs?|(?:language|chat) models?|AI (?:assistants?|models?|agents?|systems?))\b[^.\n]{0,20}"
    r"\b(?:(?:reading|processing|summari[sz]ing|indexing) this)\b",
    r"\b(?:note|message|attention|instructions?|notice) (?:to|for) (?:the |any |all )?(?:AI|LLMs?|language models?|chatbots?)\b",
    r"你(?:现在)?是(?:一个|一名)?[^。\n]{0,10}(?:助手|模型|机器人)|请?(?:只|仅|必须)(?:能)?(?:回答|回复|输出)",
    r"\b(?:reply|respond|answer|output|print)\b (?:only|exactly|solely|always|again)\b[^.\n]{0,20}"
    r"(?:\s[\"'“‘{<`]|\b(?:JSON|HTML|markdown|XML|words?|text|line|figure|number)\b)",
    r"\b(?:reply|respond|say|write|output|cite|state)\b[^.\n]{0,60}\b(?:to|in|for) (?:every|any|all) "
    r"(?:users?|questions?|answers?|lines?)\b",
    r"\b(?:when|if|whenever) (?:you are|the user|a user|any user|anyone) ask(?:s|ed)?\b[^.\n]{0,60}"
    r"\b(?:say|reply|respond|answer|write|state|always|never|cite)\b",
    # our own forms
    r"\bnot[ _]in[ _](?:the[ _])?documents\b|[\"']?\bverdict\b[\"']?\s*[:=]|"
    r"\b(?:mark|cite) (?:it|this|passage)?\s*(?:as\s*)?\[\d+\]",
)
_ADDRESSED = re.compile("|".join(_PATTERNS), re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=2048)
def speaks_to_a_model(text: str) -> bool:
    """Whether anything in the text gives orders to a language model, or imitates the marks of a chat with one."""
    visible, _ = without_invisible(text)
    return bool(_ADDRESSED.search(visible))
