"""What of a question is searched for: not how the answer should look, and also what a figure that it names is computed from."""

import re

from assistant.question import Question, read_question

# Figures that reports seldom print, and the lines of their statements that the figures are made of
_COMPUTED: tuple[tuple[str, str], ...] = (
    (r"gross (?:profit )?margins?", "net sales, revenue, cost of sales, gross profit"),
    (r"operating (?:profit |income )?margins?", "operating income, net sales, revenue"),
    (r"(?:net (?:profit |income )?|profit) margins?", "net income, net sales, revenue"),
    (r"EBITDA(?: margins?)?", "operating income, depreciation and amortization, net sales"),
    (r"quick ratio|acid[- ]test", "balance sheet: cash, marketable securities, receivables, total current liabilities"),
    (r"current ratio|working capital(?: ratio)?", "balance sheet: total current assets, total current liabilities"),
    (r"capital[- ]intens(?:ive|ity)", "purchases of property, plant and equipment, total assets, net sales"),
    (r"debt[- ]to[- ]equity|gearing", "balance sheet: total debt, total liabilities, total equity"),
    (r"return on (?:total )?assets|\bROA\b", "net income, balance sheet: total assets"),
    (r"return on equity|\bROE\b", "net income, balance sheet: total shareholders' equity"),
    (r"inventory turnover|days inventory(?: outstanding)?", "cost of sales, balance sheet: inventories"),
    (r"(?:fixed )?asset turnover", "net sales, balance sheet: property, plant and equipment, total assets"),
    (r"days (?:payables?|sales) outstanding", "cost of sales, net sales, accounts payable, accounts receivable"),
    (r"free cash flow", "net cash provided by operating activities, purchases of property, plant and equipment"),
    (r"(?:dividend )?payout ratio", "dividends paid, net income"),
    (r"interest coverage", "operating income, interest expense"),
    (r"effective tax rate", "provision for income taxes, income before income taxes"),
    ("毛利率", "营业收入 营业成本 毛利"),
    ("营业利润率", "营业利润 营业收入"),
    ("净利率|净利润率", "净利润 营业收入"),
    ("流动比率|速动比率", "流动资产 存货 流动负债"),
    ("资产负债率", "负债合计 资产总计"),
)
_FIGURES = tuple((re.compile(rf"(?:\b{name}\b)" if name.isascii() else name, re.IGNORECASE), parts) for name, parts in _COMPUTED)
_SENTENCE_END = re.compile(r"(?<=[?？])\s+")
# Behind the question: "If that is not a useful metric, then please state that and explain why."
_HOW_TO_ANSWER = re.compile(
    r"^(?:if|please)\b[^?？]*\b(?:state|explain|say|tell|answer|give|show|mention|note)\b[^?？]*$", re.IGNORECASE
)


def searched_as(question: Question) -> list[Question]:
    """The question without what only says how to answer; and, where it names a figure that is computed, together with
    what the figure is computed from."""
    asked, *after = _SENTENCE_END.split(question.text)
    kept = " ".join([asked, *(sentence for sentence in after if not _HOW_TO_ANSWER.match(sentence))])
    found = [question if kept == question.text else read_question(kept)]
    parts = [parts for figure, parts in _FIGURES if figure.search(kept)]
    if parts:
        found.append(read_question(f"{kept} {'; '.join(parts)}"))
    return found
