"""The exact span asked for: a figure with its unit, a date, a name or a list of names."""

import re
from collections.abc import Sequence

from assistant.figures import Figure, dates_in, figures_in
from assistant.metrics import METRICS, as_good_as
from assistant.question import Question, counted_phrase, years_in
from assistant.sentences import Sentence
from corpus.concepts import concepts_in, with_broader
from corpus.entities import mentions
from corpus.tokens import words

_PERCENT = re.compile(
    r"\b(?:share|percent(?:age)?|proportion|rate|tariff|duty|duties)\b|占比|百分之|比例|几成|税率", re.IGNORECASE
)
_MONEY = re.compile(
    r"\b(?:"
    r"revenue|profit|loss|cost|price|worth|invest(?:ment|ed)?|spend(?:ing)?|spent|raise|fund|subsid\w+|cap|pay|charge|"
    r"value|income|yuan|dollars?|euros?)\b|"
    r"营收|收入|利润|亏损|投入|投资|金额|多少钱|价格|补贴|元",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\bhow much (?:less|more|cheaper|dearer|lower|higher|smaller|bigger|larger|fewer|faster)\b|"
    r"\b(?:"
    r"growth|grow|grew|rise|rose|increase[ds]?|fall|fell|drop(?:ped)?|decline[ds]?|change[ds]?|up|down|faster|slower|"
    r"cut)\b|"
    r"增长|下降|同比|增幅|降幅",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"(?:\b(?:(?<!made )(?<!make )(?<!makes )up|down|by|"
    r"rose|fell|grew|dropped|rise of|fall of|increase of|decline of|gain of)\s*(?:about |"
    r"over |almost |nearly |more than )?|增长|下降|增|降)$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:[A-Z][\w&.'’-]*)(?:\s+(?:of|and|the|for|de|&)?\s*[A-Z][\w&.'’-]*)*\b(?!\$)")


def short_answer(question: Question, sentence: Sentence) -> str | None:
    """The span of the sentence that answers; None where the question asks for none or the sentence has none."""
    if question.kind == "figure":
        return _figure(question, sentence)
    if question.kind == "date":
        return _date(question, sentence)
    if question.kind == "name":
        return _names(question, sentence)
    return None


# Characters after a number in which the thing it counts is named: "70 new municipal-level smart factories", 70家市级智能工厂.
AFTER = {"en": 45, "zh": 14}


def counts(question: Question, sentence: Sentence) -> float:
    """For "how many ...": 1 when a figure counts that thing, NARROWER for a kind of it, -0.5 when it is only named, else -1.

    0 when nothing is counted, or by a word of another language that the desk does not know.
    """
    phrase = counted_phrase(question.text)
    if not phrase or (sentence.language != question.language and not concepts_in(phrase)):
        return 0.0
    counted = [
        _speaks_of(phrase, _same_clause(sentence.text[figure.start : figure.end + AFTER[sentence.language]]))
        for figure in _new_figures(question, sentence)
        if figure.kind == "count"
    ]
    if any(counted):
        return max(counted)
    if not _speaks_of(phrase, sentence.text):
        return -1.0
    return NARROWER if any(_counts_as_wider(phrase, figure) for figure in _new_figures(question, sentence)) else -0.5


def _counts_as_wider(phrase: str, figure: Figure) -> bool:
    """Whether the figure counts what the phrase's things are a kind of: "NEV output was 1.29 million vehicles"."""
    asked = [concept.name for concept, _, _ in concepts_in(phrase)]
    wider = set(with_broader(asked[-1])) - {asked[-1]} if asked else set()
    return bool(wider & {concept.name for concept, _, _ in concepts_in(figure.text)})


NARROWER = 0.8  # "20 benchmark factories" when factories were asked for


def _speaks_of(phrase: str, text: str) -> float:
    """1, NARROWER or 0: by the concept that the phrase names, or by its words where it names none."""
    concepts = [concept.name for concept, _, _ in concepts_in(phrase)]
    asked, said = set(words(phrase)), set(words(text))
    if not concepts:
        return float(bool(asked & said))
    if concepts[-1] in {concept.name for concept, _, _ in concepts_in(text)}:  # of "factory jobs" jobs are counted
        return 1.0
    if concepts[-1] in _concepts(text):
        return NARROWER
    # or word for word: in "383 robots per 10,000" the robots are hidden by the longer name of robot density
    return float(asked <= said)


def _same_clause(text: str) -> str:
    return re.split(r"[;:，；]|, | and \d| against | of (?=\d)| from (?=\d)|[和及、](?=\d)", text, maxsplit=1)[0]


def _concepts(text: str) -> frozenset[str]:
    return frozenset(name for concept, _, _ in concepts_in(text) for name in with_broader(concept.name))


def _new_figures(question: Question, sentence: Sentence) -> list[Figure]:
    asked = {figure.value for figure in figures_in(question.text)}
    return [figure for figure in _amounts(question, sentence) if figure.value not in asked]


_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b|(?:thousand|million|billion)th\b|^第")
_ASKS_RANK = re.compile(r"\brank|\bplace\b|\bwhich (?:year|time|edition)|\bhow high\b|第几|排名", re.IGNORECASE)


def _amounts(question: Question, sentence: Sentence) -> list[Figure]:
    """The figures that can be an amount: "the 17th year" is none, unless a rank is asked for."""
    figures = figures_in(sentence.text)
    return figures if _ASKS_RANK.search(question.text) else [figure for figure in figures if not _ORDINAL.search(figure.text)]


# Questions that only a sum of money, a share or a span of time answers.
_ONLY_MONEY = re.compile(
    r"\b(?:revenue|profit|loss|cost|price|invest(?:ment|ed)?|spen[dt]|subsid(?:y|ies)|fine[ds]?|dividend|bonus|wage|salary|"
    r"earn(?:s|ed|ings)?|turnover|worth)\b|"
    r"营收|收入|利润|亏损|投入|投资|多少钱|价格|补贴|净利|罚款|年薪|工资",
    re.IGNORECASE,
)
_ONLY_SHARE = re.compile(r"\b(?:what|which) (?:share|percentage|proportion|percent)\b|百分之几|占比|几成|比例", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:half|third|quarter|fifth|tenth|all|none|most|majority|one in|doubl\w+|two thirds)\b|一半|分之|全部|成", re.IGNORECASE
)


def wanted_figure(question: Question, sentence: Sentence) -> float:
    """1 when the sentence has a figure of the kind that the question asks for, NO_FIGURE when it has none, -1 when others."""
    figures = _amounts(question, sentence)
    if _SPAN_ASKED.search(question.text) and not _tells_how_long(sentence):
        return -1.0
    if not figures and (not _FRACTION.search(sentence.text) or _HOW_MANY.search(question.text)):
        return -1.0 if _IN_NUMBERS.search(question.text) and not _SOME_NUMBER.search(sentence.text) else NO_FIGURE
    return 1.0 if _has_wanted(question, sentence, figures) else -1.0


NO_FIGURE = -0.8
_HOW_MANY = re.compile(r"\bhow many\b|多少[万亿]?[家个台辆座项名款条艘间所位人]", re.IGNORECASE)
_IN_NUMBERS = re.compile(rf"{_HOW_MANY.pattern}|\b(?:what|which) price\b|\bhow old\b|多少钱|什么价|多大年纪", re.IGNORECASE)
_SOME_NUMBER = re.compile(
    r"\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several|both|single|pair|"
    r"hundreds|thousands)\b|"
    r"[一二三四五六七八九十两几数]",
    re.IGNORECASE,
)


def _tells_how_long(sentence: Sentence) -> bool:
    """A stretch of time or of road, the two ends of one, or the end that is named as one."""
    return bool(_STRETCH.search(sentence.text)) or sentence.dates > 1


_STRETCH = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|quarters?)\b|"
    r"\b(?:km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?)\b|公里|千米|\d\s?米|"
    r"\b(?:since|until|till|through|expires?|permanent(?:ly)?|indefinite(?:ly)?|forever)\b|"
    r"\d\s?(?:个?[月周]|年[内间后半]|年(?!\d|底|末|初|[\d上下第])|天|日内|小时|分钟|秒)|[一二两三四五六七八九十半]个?(?:年|月|周|天|小时|季度)|以来|至今|期限|永久|直至|有效期",
    re.IGNORECASE,
)


def _has_wanted(question: Question, sentence: Sentence, figures: Sequence[Figure]) -> bool:
    levels = [figure for figure in figures if not (figure.kind == "percent" and _is_change(sentence.text, figure))]
    if counted := counted_phrase(question.text):
        if _SUM.search(counted):
            return any(figure.kind == "money" for figure in figures)
        how_long = _HOW_LONG.search(question.text)
        of_things = bool(_HOW_MANY.search(question.text))  # 多少订单 may be told in yuan, 多少辆车 may not
        things = [f for f in levels if not (of_things and f.kind == "money") and (how_long or not _YEARS.search(f.text))]
        return bool(things) or bool(_FRACTION.search(sentence.text))
    if _ONLY_SHARE.search(question.text):
        return any(figure.kind == "percent" for figure in levels) or bool(_FRACTION.search(sentence.text))
    if _CHANGE.search(question.text) or _PERCENT.search(question.text):
        return True
    if _ONLY_MONEY.search(question.text):
        return any(figure.kind == "money" for figure in figures)
    return bool(levels)


_SUM = re.compile(r"\b(?:yuan|dollars?|euros?|pounds?|rmb|usd)\b|[亿万]元|美元|欧元|日元|^元", re.IGNORECASE)


def _figure(question: Question, sentence: Sentence) -> str | None:
    figure = asked_figure(question, sentence)
    return _with_its_other_end(sentence.text, figure) if figure else None


def asked_figure(question: Question, sentence: Sentence) -> Figure | None:
    """The figure of the sentence that fits best what is asked for; None if it has none but those of the question."""
    figures = _of_the_asked(question, sentence, _new_figures(question, sentence))
    if not figures:
        return None
    anchors = _anchors(question, sentence)
    return min(figures, key=lambda f: (-_fit(question, sentence, f), _distance(f, anchors), f.start))


def _with_its_other_end(text: str, figure: Figure) -> str:
    """The figure as printed, with the other end of a range: "5-6 million vehicles"."""
    if not re.match(r"\s?[-–—~]\s?\d|[至到]\d", text[figure.end :]):
        return figure.text
    other = next((one for one in figures_in(text) if 0 < one.start - figure.end <= LONGEST_DASH), None)
    return text[figure.start : other.end] if other else figure.text


LONGEST_DASH = 3  # characters between the ends of a range


def _of_the_asked(question: Question, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """Those behind the name of the asked company where others have theirs, and of "from 5.5 to 4.6 million" where it went."""
    named = [mention for mention in mentions(sentence.text) if mention.entity.kind in ("company", "brand")]
    asked = {entity.name for entity in question.entities if entity.kind in ("company", "brand")}
    if asked & {mention.entity.name for mention in named} and len({mention.entity.name for mention in named}) > 1:

        def owner(figure: Figure) -> str | None:
            return next((mention.entity.name for mention in reversed(named) if mention.start < figure.start), None)

        own = [figure for figure in figures if owner(figure) in asked]
        fits = max((_fit(question, sentence, figure) for figure in figures), default=0)
        figures = own if any(_fit(question, sentence, figure) == fits for figure in own) else figures
    went = [figure for figure in figures if not _left_behind(question, sentence.text, figure)]
    return went or figures


def _left_behind(question: Question, text: str, figure: Figure) -> bool:
    """Whether a target was moved from it to another value."""
    moved = _MOVED.search(text[: figure.start]) and re.match(
        r" (?:(?:vehicles|units|cars) )?to \d|[辆]?(?:下调|上调|提高|调整|降|升)[至到为]", text[figure.end :]
    )
    return bool(moved) and "target" in question.concepts and not _AT_FIRST.search(question.text)


_MOVED = re.compile(r"\bfrom $|[从由]$")
_AT_FIRST = re.compile(
    r"\b(?:original(?:ly)?|first|at first|initial(?:ly)?|before|old|earlier|from)\b|原|最初|之前|此前|本来", re.IGNORECASE
)


def _fit(question: Question, sentence: Sentence, figure: Figure) -> int:
    """How well the kind of figure fits the question: higher is better."""
    fit = 0
    wants_change = bool(_CHANGE.search(question.text))
    if _PERCENT.search(question.text) or wants_change:
        fit += 2 * (figure.kind == "percent")
    elif _MONEY.search(question.text) and not counted_phrase(question.text):
        fit += 2 * (figure.kind == "money") - (figure.kind == "percent")
    else:
        fit -= 2 * (figure.kind != "count")
    phrase = counted_phrase(question.text)
    clause = _same_clause(sentence.text[figure.start : figure.end + AFTER[sentence.language]])
    if phrase and _speaks_of(phrase, clause):
        fit += 2 + (_speaks_of(phrase, clause) == 1)
    if _OF_ALL.search(sentence.text[: figure.start]) or re.match(r"[^，。；]{0,14}中[，,]", sentence.text[figure.end :]):
        fit -= 2  # "of its 100 factories, 22 make cars"
    years = years_in(clause_around(sentence.text, figure))
    if question.years and years:
        fit += 1 if question.years & years else -3
    if _YEARS.search(figure.text):
        fit += 6 if _SPAN_ASKED.search(question.text) else 0 if _HOW_LONG.search(question.text) else -4  # "over ten years"
    fit += _of_asked_metric(question, sentence, figure)
    return fit + (2 if _is_change(sentence.text, figure) == wants_change else -1)


_YEARS = re.compile(r"\b(?:years?|decades?|months?)$|[年月]$|个月$", re.IGNORECASE)
_SPAN_ASKED = re.compile(r"\bhow (?:long|many (?:\w+ ){0,2}(?:years|months))\b|多久|多长时间|几年|几个月|多少年", re.IGNORECASE)
_HOW_LONG = re.compile(
    r"\bhow (?:long|old|fast|soon|often)\b|\bhow many (?:\w+ ){0,2}(?:years|months|quarters)\b|"
    r"\b(?:years|months|term|period|time)\b|"
    r"多久|多长|几年|几个月|多少年|多少个月|年限|时间",
    re.IGNORECASE,
)


def _of_asked_metric(question: Question, sentence: Sentence, figure: Figure) -> int:
    """2 for a figure whose own words say what is measured, as asked; -2 where they say another: "made 2, sold 3"."""
    asked = as_good_as(question.concepts & METRICS)
    others = [other for other in figures_in(sentence.text) if other.end <= figure.start]
    levels = [other for other in others if other.kind != "percent" or not _is_change(sentence.text, other)]
    before = max((other.end for other in levels), default=0)  # of "profit rose 15% to 50 billion" the 50 are the profit
    named = [concept.name for concept, start, end in concepts_in(sentence.text) if before <= start and end <= figure.start]
    told = next((name for name in reversed(named) if with_broader(name) & (METRICS - {"growth"})), None)
    if told is None or not asked:
        return 0
    return 2 if asked & with_broader(told) else -2


_OF_ALL = re.compile(r"(?:^|[,;] )(?:out )?of (?:the |these |those |its |their |all |[A-Z][\w-]*['’]s? )*$", re.IGNORECASE)


def _is_change(text: str, figure: Figure) -> bool:
    """Whether the figure says by how much something rose or fell."""
    return bool(_CHANGE_BEFORE.search(text[max(0, figure.start - 24) : figure.start].rstrip()))


def clause_around(text: str, figure: Figure) -> str:
    """What stands between the commas before and behind the figure."""
    marks = [match.start() for match in re.finditer(r"[,;，；](?!\d)", text)]
    first = max((mark + 1 for mark in marks if mark < figure.start), default=0)
    last = min((mark for mark in marks if mark >= figure.end), default=len(text))
    return text[first:last]


def _anchors(question: Question, sentence: Sentence) -> list[int]:
    """Places in the sentence that name what the question asks about."""
    asked = as_good_as(question.concepts)
    places = [start for concept, start, _ in concepts_in(sentence.text) if concept.name in asked]
    places += [
        match.start() for match in re.finditer(r"[A-Za-z]+", sentence.text) if set(words(match.group())) & set(question.words)
    ]
    places += [match.start() for match in re.finditer(r"(?:19|20)\d\d", sentence.text) if int(match.group()) in question.years]
    return places


def _distance(figure: Figure, anchors: Sequence[int]) -> float:
    """Mean distance in characters to the anchors; 0 without any."""
    return sum(abs(figure.start - anchor) for anchor in anchors) / len(anchors) if anchors else 0.0


_REPORTED = re.compile(r"\b(?:as of|said on|reported on|dated)\s*$", re.IGNORECASE)
_WANTS_YEAR = re.compile(r"\bwhat year\b|\bwhich year\b|哪[一]?年", re.IGNORECASE)


def _date(question: Question, sentence: Sentence) -> str | None:
    """The date nearest to what is asked about ("expires in 2027", not "talks in September 2025"); finer dates first."""
    found = [(text, start) for text, start, _ in dates_in(sentence.text)]
    new = [(text, start) for text, start in found if text not in question.text] or found
    if not new:
        return None
    asked = [(start, end) for concept, start, end in concepts_in(sentence.text) if concept.name in question.concepts]
    anchors = asked or [(place, place) for place in _anchors(question, sentence)]
    finer = 0 if _WANTS_YEAR.search(question.text) else 1

    def order(entry: tuple[str, int]) -> tuple[bool, float, int]:
        text, start = entry
        reported = bool(_REPORTED.search(sentence.text[max(0, start - 12) : start]))
        gaps = [start - end if start >= end else (begin - start - len(text)) * BEFORE for begin, end in anchors]
        return reported, min(gaps, default=0) // NEAR, -finer * len(text)

    return min(new, key=order)[0]


NEAR = 15  # characters; dates within the same stretch are told apart by how fine they are
BEFORE = 1.5  # a date more often follows what it dates


def _names(question: Question, sentence: Sentence) -> str | None:
    asked = {entity.name for entity in question.entities}
    wants_company = re.search(
        r"compan|maker|firm|manufacturer|bank|brand|partner|公司|企业|车企|银行", question.text, re.IGNORECASE
    )
    wants_person = re.search(r"\bwho\b|谁", question.text, re.IGNORECASE)
    kinds = {"company", "brand"} if wants_company else {"person", "agency", "company", "institution"} if wants_person else None
    said = [m for m in mentions(sentence.text) if m.entity.name not in asked and sentence.text[m.end : m.end + 1] != "$"]
    found = [m for m in said if kinds is None or m.entity.kind in kinds]
    if kinds is None:
        found = [m for m in found if m.entity.kind != "place"] or found
    elif not found and not wants_company:  # who voted against: countries
        found = [m for m in said if m.entity.kind == "place"]
    names = list(dict.fromkeys(sentence.text[m.start : m.end] for m in found))
    if names:
        return ", ".join(names)
    titled = [m.group() for m in _TITLED.finditer(sentence.text) if m.start() > 0 and m.group() not in question.text]
    return next((name for name in titled if not dates_in(f"{name} 2024") or len(name.split()) > 1), None)
