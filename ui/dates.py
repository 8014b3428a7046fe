"""Dates of publication as a reader reads them, in the page's language; the records hold ISO 8601: a year, a month or a day."""

from datetime import date

from assistant.citing import printed_date as printed_in_english
from ui.texts import Texts


def printed_date(published: str | None, inferred: bool, texts: Texts) -> str:
    """ "3 January 2024" or "2024年1月3日", with "(date inferred)" where it was worked out; "undated" for None."""
    if not published:
        return texts("undated")
    printed = _in_chinese(published) if texts.language == "zh" else printed_in_english(published)
    return texts("inferred", date=printed) if inferred else printed


def _in_chinese(published: str) -> str:
    return "".join(f"{int(part)}{unit}" for part, unit in zip(published.split("-"), "年月日", strict=False))


def whole_day(written: str, last: bool = False) -> date | None:
    """The first (or last) day of a written year, month or day: "2024" -> 2024-01-01; None for what is no date."""
    try:
        if len(written) == 10:
            return date.fromisoformat(written)
        first = date.fromisoformat(written + "-01-01"[len(written) - 4 :])
    except ValueError:
        return None
    if not last:
        return first
    following = date(first.year + 1, 1, 1) if len(written) == 4 or first.month == 12 else date(first.year, first.month + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
