"""How a source is named in print: "digest of Shine, 3 January 2024"."""

from assistant.records import Evidence

_MONTHS = ("January February March April May June July August September October November December").split()  # noqa: SIM905


def printed_date(published: str | None, inferred: bool = False) -> str:
    """ "3 January 2024", "January 2024", "2024", or "undated"; an inferred date says so."""
    if not published:
        return "undated"
    year, *rest = published.split("-")
    parts = [str(int(rest[1]))] if len(rest) > 1 else []
    parts += [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*parts, year]) + (" (date inferred)" if inferred else "")


_LANGUAGES = {"en": "English", "zh": "Chinese"}


def source_line(evidence: Evidence, asked_in: str | None = None) -> str:
    """Publisher, date and page, and the language where it is not the one that was asked in, "en" or "zh".

    A digest is called one, since its words are not the publisher's.
    """
    publisher = evidence.publisher or evidence.title
    of = "digest of " if evidence.wording == "digest" else ""
    page = f", page {evidence.page}" if evidence.page else ""
    foreign = asked_in is not None and evidence.language != asked_in
    language = f", in {_LANGUAGES.get(evidence.language, evidence.language)}" if foreign else ""
    return f"{of}{publisher}, {printed_date(evidence.published, evidence.date_inferred)}{page}{language}"
