""" "When was he born?": what is carried from before makes no answer where nothing speaks of what the follow-up itself asks."""

import re

from assistant.conversation.known import asks_what_came_of_it
from assistant.conversation.periods import PERIOD, RELATIVE
from assistant.conversation.silences import silent
from assistant.conversation.words import words_of
from assistant.question import Question, read_question
from assistant.records import Answer
from corpus.concepts import concepts_in, with_broader
from corpus.entities import mentions
from corpus.languages import language_of

MOST = 4  # words of its own; a follow-up that says more is judged as any question is
SHARE = 3  # one word in so many that the follow-up says itself
LEAST_ZH = 2  # characters that say something
_SAYS_LITTLE_ZH = re.compile(
    r"多[少大高长]|什么|怎么样?|如何|为何|哪[里儿些个]?|谁|几|何时|时候|一共|总共|现在|目前|之前|之后|同比|环比|同期|[前上去次后同当那]一?年|第二年|第?[一二三四]期|更|说|[的了呢吗吧是有在和与及到从被把会能可以其它他她们这那该"
    r"个家辆台年月日第还也都就又再]"
)


def without_what_was_not_asked(question: str, asked: Question, answer: Answer) -> Answer:
    """The answer to the follow-up `question`; an abstention where no claim has a word or thing that the follow-up itself names.

    `asked` is the question that stands alone. No reasons, nor yes and no but of what came of a plan. In Chinese no dates, and
    only words that no known thing covers: these are not found in an English sentence, and what cannot be compared is not shown.
    """
    read = read_question(question)
    chinese = read.language == "zh"
    kind = asked.kind if read.kind == "other" else read.kind
    if answer.claims and asks_what_came_of_it(read) and not any(_tells_of_an_outcome(one.text) for one in answer.claims):
        return silent(answer, question.strip(" ?？"))
    if not answer.claims or kind not in (("figure", "name", "other") if chinese else ("date", "figure", "name", "other")):
        return answer
    if _HOW_OLD.search(question) and not any(_AGE.search(one.text) for one in answer.claims):
        return silent(answer, question.strip(" ?？"))
    own = _own_in_chinese(question) if chinese else _own(question)
    if not own or any(_says_in_chinese(one.text, own) if chinese else _says(one.text, own, read) for one in answer.claims):
        return answer
    missing = ", ".join(dict.fromkeys(own.values()))
    return silent(answer, missing)


_HOW_OLD = re.compile(r"\bhow old (?:is|was) (?:he|she)\b|[他她].{0,4}(?:几岁|多大)", re.IGNORECASE)
_AGE = re.compile(r"\baged?\b|\byears? old\b|\bborn\b|\d岁|出生", re.IGNORECASE)
_OF_TIME = frozenset(("full", "entir", "annual"))
_TELLS = frozenset(("target", "plan", "forecast", "target_met", "target_missed", "record", "ranking"))


def _tells_of_an_outcome(text: str) -> bool:
    return any(with_broader(concept.name) & _TELLS for concept, _, _ in concepts_in(text)) or "record" in text


def _own(question: str) -> dict[str, str]:
    """Its words that say something and are no names, by stem; none of a follow-up that says much."""
    named = {word.stem for m in mentions(question) for word in words_of(question[m.start : m.end])}
    bare = RELATIVE.sub(" ", PERIOD.sub(" ", question))
    said = [word for word in words_of(bare) if word.content and not word.light and not word.capital and word.stem not in _OF_TIME]
    own = {word.stem: word.text for word in said if word.stem not in named}
    return own if len(own) <= MOST else {}


def _own_in_chinese(question: str) -> dict[str, str]:
    """What it says besides names, known things and asking, by pairs of characters."""
    known = [(m.start, m.end) for m in mentions(question)] + [(start, end) for _, start, end in concepts_in(question)]
    rest = "".join(" " if any(start <= i < end for start, end in known) else one for i, one in enumerate(question))
    runs = re.findall(rf"[\u4e00-\u9fff]{{{LEAST_ZH},}}", _SAYS_LITTLE_ZH.sub(" ", rest))
    return {run[i : i + 2]: run for run in runs for i in range(len(run) - 1)}


def _says_in_chinese(text: str, own: dict[str, str]) -> bool:
    return any(pair in text for pair in own)


def _says(text: str, own: dict[str, str], question: Question) -> bool:
    """Whether it has one of the words, or speaks of a thing asked for, a kind of it, or what it is a kind of."""
    told = {above for concept, _, _ in concepts_in(text) for above in with_broader(concept.name)}
    things = any(with_broader(name) & told for name in question.concepts)
    held = {word.stem for word in words_of(text)} & set(own)
    return things or language_of(text) != "en" or len(held) * SHARE >= len(own)
