"""What an answer says of itself besides its claims, in the page's language: the assistant says it in English.

A sentence of a form that is not known here is shown as it was said.
"""

import re
from collections.abc import Callable

from corpus.entities import named
from ui.dates import printed_date
from ui.texts import Texts

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = rf"(?:(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)}) )?\d{{4}}"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), name)
    for form, name in (
        (r"(?P<count>[\d,]+) documents were searched", "said_searched"),
        (rf"the newest of them is of (?P<date>{_DATE})(?P<inferred> \(date inferred\))?", "said_newest"),
        (rf"the newest about (?P<who>.+) is of (?P<date>{_DATE})(?P<inferred> \(date inferred\))?", "said_newest_about"),
        (r"(?P<count>[\d,]+) about (?P<who>.+), none with a date", "said_undated_about"),
        (r"none is about (?P<who>.+)", "said_none_about"),
        (r"they may count different things: (?P<what>.+)", "said_different_things"),
        (r"published at different times: (?P<dates>.+)", "said_different_times"),
        (r"what the question takes for granted: the documents say otherwise", "said_denied"),
        (r"a reason: the documents say what, not why", "said_no_reason"),
        (r"a sentence that answers it", "said_no_sentence"),
        (r"their names: the documents do not give them", "said_no_names"),
        (r"how many of them: the documents tell of all", "said_only_all"),
    )
)


def said(text: str, texts: Texts) -> str:
    """One or more sentences of the assistant, between semicolons."""
    whole = _said(text, texts)
    return whole if whole != text else texts("said_joint").join(_said(part, texts) for part in text.split("; "))


def _said(text: str, texts: Texts) -> str:
    for form, name in _FORMS:
        if found := form.fullmatch(text):
            groups = found.groupdict()
            inferred = bool(groups.pop("inferred", None))
            return texts(name, **{key: _PRINTED[key](value, inferred, texts) for key, value in groups.items()})
    return text


def _date(printed: str, inferred: bool, texts: Texts) -> str:
    """ "3 January 2024" is 2024-01-03, and then printed as the page prints it."""
    *day, month, year = printed.split() if " " in printed else ("", printed)
    number = f"-{_MONTHS.index(month) + 1:02}" if month else ""
    return printed_date(year + number + "".join(f"-{int(one):02}" for one in day), inferred, texts)


def _dates(written: str, _inferred: bool, texts: Texts) -> str:
    return texts("said_comma").join(printed_date(one, False, texts) for one in written.split(", "))


def _who(name: str, _inferred: bool, texts: Texts) -> str:
    """A company or place as the page's readers call it, where a name in their script is known."""
    entity = named(name)
    chinese = next((one for one in (entity.aliases if entity else ()) if not one.isascii()), name)
    return chinese if texts.language == "zh" else name


def _as_it_is(value: str, _inferred: bool, _texts: Texts) -> str:
    return value


_PRINTED: dict[str, Callable[[str, bool, Texts], str]] = {
    "count": _as_it_is, "what": _as_it_is, "who": _who, "date": _date, "dates": _dates,
}  # fmt: skip
