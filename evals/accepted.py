"""Whether a text says an accepted answer: spelling is forgiven, a digit is not."""

import re
import unicodedata
from functools import lru_cache

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "，": ", ", "、": ", "})
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_SHORT_SCALE = re.compile(r"(?<=\d)\s?(?:(bn)|tn)\b")
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|per ?cent\b|pct\b)")
# What makes another number of the digits before it: "70" is not in "70.5", "70%", "70 million" or "70万".
_NUMBER_GOES_ON = r"(?!\.?\d|\s?%|-?\s?(?:thousand|million|billion|trillion)\b|\s?(?:百|千|万|萬|亿|億))"
_SCALE_GOES_ON = r"(?![万萬亿億])"


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """NFKC, lower case, single spaces, straight quotes; 1,000 as 1000, "5 per cent" as 5%, "5bn" as 5 billion."""
    plain = unicodedata.normalize("NFKC", text.translate(_STRAIGHT)).casefold()
    plain = _GROUPED.sub(lambda match: match.group().replace(",", ""), " ".join(plain.split()))
    plain = _SHORT_SCALE.sub(lambda match: " billion" if match[1] else " trillion", plain)
    return _PERCENT.sub("%", plain)


def says(text: str, accepted: str) -> bool:
    """Whether the accepted string stands in the text as a whole: whole numbers, whole words."""
    return _pattern(accepted).search(normalised(text)) is not None


@lru_cache(maxsize=4096)
def _pattern(accepted: str) -> re.Pattern[str]:
    wanted = normalised(accepted)
    before = r"(?<!\d)(?<!\d\.)" if re.match(r"\d", wanted) else r"(?<![a-z0-9])" if re.match(r"[a-z]", wanted) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", wanted) else ""
    after += _NUMBER_GOES_ON if re.search(r"\d$", wanted) else _SCALE_GOES_ON if re.search(r"[百千万萬亿億]$", wanted) else ""
    return re.compile(before + re.escape(wanted) + after)
