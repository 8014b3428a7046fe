"""A question that does not say whom or what it is about gets a question back."""

import re
from collections.abc import Sequence

from assistant.conversation.leaning import pointers
from assistant.conversation.words import words_of
from assistant.question import Question, parts_of_year
from corpus.concepts import concepts_in
from corpus.entities import Entity, mentions

# What every company, place or plan has: without one of them it is nobody's.
_ANYONES = frozenset(
    """
    figure figures number numbers total totals amount amounts value values rate rates share shares percentage percent
    proportion target targets goal goals aim plan plans planned sale sales sold sell sells revenue revenues turnover
    profit profits earnings income loss losses margin output production produced produce produces capacity price prices
    cost costs deal deals company companies firm firms group maker carmaker automaker manufacturer plant plants factory
    factories car cars vehicle vehicles model models unit units report reports reported date year years month quarter
    deadline growth grow grew grown increase increased rise rose risen fall fell fallen drop dropped decline declined
    investment invest invested employee employees staff workers jobs headcount stake stakes export exports exported import
    imports delivery deliveries delivered deliver tariff duty subsidy rule policy city country place government official
    minister statement source document documents announced announce announcement built build opened open closed close
    compared end start began happen happened name person chief executive boss happening size big large high low compare
    exactly roughly approximately million billion yuan dollars euros money paid pay spend spent worth expected expect
    forecast made make reach reached meet met achieve achieved miss missed signed sign launched launch said say says
    responsible
    """.split()  # noqa: SIM905 - as a list of one word a line it could not be read
)
_ANYONES_ZH = re.compile(
    r"多少|几[家个台辆座项款月号]?|什么|哪[些个家一年里]*|谁|何时|时候|为什么|为何|怎么样?|如何|是不是|是否|有没有|[的了呢吗吧啊是在有和与及或到于为从被把对将会可以]|(?<![储节性功产智])能|"
    r"数字|数据|数量|数|目标|计划|规划|销售|销量|产量|产值|营收|营业收入|收入|利润|净利|归母|价格|售价|价|钱|元|亿|万|公司|企业|集团|厂家|工厂|车|"
    r"增长率?|增速|增加|增幅|上涨|涨幅|涨|下降|下跌|减少|降幅|降|跌|投资额?|投入|产能|占比|比例|份额|上调|下调|调整|开始|结束|完成|达到|实现|发布|公布|宣布|签署|建成|建设|投产|开工|"
    r"政策|文件|规定|补贴|关税|税率|城市|地方|地区|国家|政府|同比|环比|总额|总计|总共|总|一共|共|额|率|量|年底|年|月|日|季度|上半年|下半年|前三|去年|今年|明年|"
    r"这个?|那个?|它们?|他们?|她们?|其|该|此|员工|人数|人|出口|进口|交付|卖出?|生产|造|说法?|提到|讲|负责|第[一二三四]|具体|大概|大约|现在|目前|"
    r"项目|工程|完工|竣工|推迟|延期|取消|生效|到期|实施|执行|上市|上任|签字?|进展|进度|情况|如何|怎么走|下一步|接下来|订单|库存|剩|成本|排名|名次|平均|每[天年月]|"
    r"生产线|新车|工人|工作|客户|供应商|股东|投资方|对手|主要|最新|赚|花|亏|招|雇|贵|便宜|快|慢|成|涨价|降价|条|之[前后]|"
    r"名字|叫|大|高|低|还|也|都|就|多|少|\d+|[\s，。？！、,.?!（）()：:“”]"
)


def is_underspecified(question: Question) -> bool:
    """Whether nothing in the question says whom, where or what it is about."""
    if question.entities or "《" in question.text or re.search(r"[“\"].{2,}[”\"]", question.text):
        return False
    if question.language == "zh":
        return not _says_in_chinese(question.text)
    words = [word for word in words_of(question.text) if word.content and not _dates(word.text)]
    if any(word.capital for word in words):
        return False
    heavy = [word for word in words if not word.light and word.text.lower() not in _ANYONES]
    points = bool(pointers(question.text) or _THE_COMPANY.search(question.text))
    return not heavy or (points and len(heavy) <= MOST_OF_ITS_OWN)


_POINTER = re.compile(
    r"\b(?:it|they|them|he|she|him|that|this|those|these|its|their|his|her)\b|\bthe (?:company|firm|group|plant|"
    r"factory|plan|maker|carmaker)\b|"
    r"它们?|他们?|她们?|该公司|这家公司|那家公司|这个\w{2}|该\w{2}",
    re.IGNORECASE,
)
_THE_COMPANY = re.compile(
    r"\bthe (?:company|firm|carmaker|automaker|deal|deadline|venture)\b(?! (?:of|that|which|in|with|behind|for)\b)", re.IGNORECASE
)
MOST_OF_ITS_OWN = 2  # words that say something, in a question about an "it" that nobody named


def question_back(question: Question, known: Sequence[Entity]) -> str:
    """What to ask for, in the question's language; `known` are companies to choose from, the best known first."""
    pointer = _POINTER.search(question.text)
    thing = bool(concepts_in(question.text)) or question.kind not in ("figure", "other")
    if question.language == "zh":
        example = f"，例如{'、'.join(map(_in_chinese, known))}" if known else ""
        meant = f"您说的“{pointer.group()}”指什么？请说出" if pointer else "您指的是"
        return (
            f"{meant}哪家公司{'或' if thing else '、'}哪个地方{'' if thing else '的什么指标'}{example}{'。' if pointer else '？'}"
        )
    names = [entity.name for entity in known]
    example = f", for instance {' or '.join([', '.join(names[:-1]), names[-1]] if len(names) > 1 else names)}" if names else ""
    if pointer:
        return f"What do you mean by “{pointer.group().lower()}”: which company, place or plan{example}?"
    if thing:
        return f"Which company or place do you mean{example}?"
    return f"Which figure or event do you mean, and of which company or place{example}?"


def _in_chinese(entity: Entity) -> str:
    return next((name for name in entity.aliases if re.fullmatch(r"[\u4e00-\u9fff]+", name)), entity.name)


def what_is_missing(question: Question) -> str:
    """What the question leaves open, in words."""
    if question.language == "zh":
        return "问的是哪家公司或哪个地方" + ("" if question.years else "、哪个时期")
    return "which company or place is meant" + ("" if question.years else ", and for which period")


def _says_in_chinese(text: str) -> bool:
    rest = re.findall(r"[\u4e00-\u9fffA-Za-z]", _ANYONES_ZH.sub("", text))
    return len(rest) > (MOST_OF_ITS_OWN if re.search("[它他她]", text) else 1) or bool(mentions(text))


def _dates(word: str) -> bool:
    return word.isdigit() or bool(parts_of_year(word))
