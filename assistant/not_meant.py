"""What a question says that it does not mean: "retail, not wholesale"."""

import re

from corpus.concepts import concepts_in

_NOT_MEANT = re.compile(
    r"(?:(?:[,，;]\s*[(（]?(?:and )?not|\s[(（]not|,?\s*\b(?:rather than|instead of|as opposed to))\s+"
    r"(?:the |its |just |only |on |in |by |at )?(?P<what>[\w-]+(?: [\w-]+){0,2})[)）]?|"
    r"[，,（(]\s*而?不是(?P<zh>[\u4e00-\u9fff]{2,6})[)）]?)(?=\s*[,，.。?？]|\s*$)",
    re.IGNORECASE,
)


def without_what_is_not_meant(question: str) -> str:
    """The question without what it sets aside at the end of a clause, where that is a thing to be asked about.

    "SAIC's retail sales in 2024, not wholesale" asks for retail sales; to find and to compare, the other word only misleads.
    """

    def kept(match: re.Match[str]) -> str:
        what = match["what"] or match["zh"]
        named = concepts_in(what)
        others = concepts_in(question[: match.start()])
        return "" if named and others else match.group()

    return _NOT_MEANT.sub(kept, question)
