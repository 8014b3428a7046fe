"""Things that stand side by side and are no names: markets, kinds of vehicle, figures, numbers in a row."""

import re
from collections.abc import Sequence

from assistant.figures import figures_in, is_place_in_a_row
from assistant.metrics import METRICS
from assistant.question import Question
from assistant.splitting.part import COMPARES, Part, bare, tidy
from corpus.concepts import concepts_in, with_broader

_PREPOSITION = r"(?:for|on|in|of|at|from|by|to|with)"
# "for the whole group, for overseas and for NEVs": the preposition said again marks the row.
_SAID_AGAIN = re.compile(
    rf"\b(?P<preposition>{_PREPOSITION}) (?P<first>(?:(?!\b{_PREPOSITION}\b)[^,.?;:]){{2,40}}?)"
    rf"(?P<rest>(?:(?:,? (?:and|or|versus|vs\.?|against|than|but)|"
    rf",) (?P=preposition) (?:(?!\b{_PREPOSITION}\b)[^,.?;:]){{2,40}}?)+)"
    rf"(?=$|[,.?;:]| {_PREPOSITION} )",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:,? (?:and|or|versus|vs\.?|against|than|but)|,) ", re.IGNORECASE)


def items_of(text: str) -> tuple[str, ...]:
    """The text once for each of the things that stand side by side in it; empty where it names one."""
    row = _SAID_AGAIN.search(text)
    if row:
        rest = re.split(
            rf"(?:,? (?:and|or|versus|vs\.?|against|than|but)|"
            rf",) (?={row['preposition']} )",
            row["rest"],
            flags=re.I,
        )
        items = [f"{row['preposition']} {row['first']}", *(item for item in rest if item.strip())]
        return tuple(tidy(f"{text[: row.start()]} {item} {text[row.end() :]}") for item in items)
    return ()


def by_row(question: Question) -> Sequence[Part]:
    """One question for each place in a row: "the millionth, two millionth and three millionth car"."""
    text = bare(question.text)
    row = _numbers(text)
    ordinal = bool(row) and all(any(is_place_in_a_row(figure) for figure in figures_in(one)) for one in row)
    kind = question.kind if question.kind in ("date", "name") else "figure"
    return [Part(tidy(one), kind, beside=True) for one in row] if ordinal else ()


def by_thing(question: Question) -> Sequence[Part]:
    """One question for each of the things, figures or numbers that stand side by side."""
    text = bare(question.text)
    if row := _numbers(text):
        return [Part(tidy(one), question.kind if question.kind in ("date", "name") else "figure", beside=True) for one in row]
    if question.kind in ("reason", "yes-no", "date"):
        return ()
    if COMPARES.search(question.text) and (items := [one for one in items_of(text) if concepts_in(one)]):
        return [Part(_plain(one), "figure", beside=True) for one in items]
    return [Part(_plain(one), "figure") for one in _metrics(text)]


def _plain(text: str) -> str:
    return tidy(re.sub(r"\b(?:each|respective|respectively|various)\b|各(?=[卖是为有])|分别", " ", text, flags=re.IGNORECASE))


_COUNT_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|\d[\d,.]*)"
)
_NUMBER = re.compile(
    rf"第?(?<![\d.])\d[\d.]*\s?[万亿千百](?!年)|"
    rf"\b{_COUNT_WORD}[ -](?:millionth|thousandth|hundredth|million|billion)\b|\b\d[\d,]*(?:st|nd|rd|th)\b|"
    rf"\b{_COUNT_WORD}\b(?=(?:(?:,|,? and|,? or) (?:its |the )?{_COUNT_WORD})*,? (?:and|or) (?:its |"
    rf"the )?{_COUNT_WORD}[ -](?:million|thousand))",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"(?:辆|台|家|座)?\s*(?:,|、|，|/|\band\b|\bor\b|和|与|及|以及|\bthe\b|\bits\b|\bthen\b|\s)+\s*", re.IGNORECASE
)
_FIRST_OF_A_ROW = re.compile(
    r"(?<=\bthe |\bits )(?=(?:million|thousand)th\b)", re.IGNORECASE
)  # "the millionth and two millionth"
_SCALE = re.compile(r"[ -](millionth|thousandth|million|thousand|hundredth|billion)\b", re.IGNORECASE)


def _numbers(text: str) -> list[str]:
    """ "Its one, two and three millionth cars": the text once for each number of the longest row of them."""
    text = _FIRST_OF_A_ROW.sub("one ", text)
    found = list(_NUMBER.finditer(text))
    run: list[re.Match[str]] = []
    best: list[re.Match[str]] = []
    for match in found:
        if not (run and _IN_A_ROW.fullmatch(text[run[-1].end() : match.start()])):
            run = []
        run.append(match)
        best = max(best, run, key=len)
    if len(best) < 2:
        return []
    scale = _SCALE.search(best[-1].group())
    ordinal = "第" if best[0].group().startswith("第") else ""
    before, after = text[: best[0].start()], text[best[-1].end() :]
    return [f"{before}{_whole(match.group(), ordinal, scale)}{after}{_in_english(match.group())}" for match in best]


def _in_english(number: str) -> str:
    """A Chinese place in a long row as English documents print it, so that they are found, too: 第300万 is the 3 millionth."""
    chinese = re.search(r"(\d+)00万", number)
    return f"（{chinese[1]} millionth）" if chinese else ""


def _whole(number: str, ordinal: str, scale: re.Match[str] | None) -> str:
    """The number with what only the first or the last of its row says."""
    number = number if number.startswith(ordinal) else ordinal + number
    return number if scale is None or _SCALE.search(number) else f"{number} {scale[1]}"


# Figures that are asked for one beside the other; "research and development" and the like are one thing.
_ASKED_BESIDE = METRICS & frozenset(
    "sales deliveries exports imports registrations production output_value revenue profit margin capacity employee dividend gdp "  # noqa: SIM905
    "robot_installations operational_stock density share inventory".split()
)
_KINDS = frozenset(
    "nev electric_vehicle battery_electric plug_in_hybrid overseas domestic own_brand exports retail commercial_vehicle "  # noqa: SIM905
    "passenger_car fuel_car".split()
)


def _metrics(text: str) -> list[str]:
    """ "Revenue and net profit": the text once for each of the figures in a row; "overseas and NEV sales" share their last."""
    groups = _groups(text)
    for place in range(len(groups)):
        row = [groups[place]]
        for one in groups[place + 1 :]:
            if not _JOINS_FIGURES.fullmatch(text[row[-1][1] : one[0]]):
                break
            row.append(one)
        named = [_measured(text[start:end]) for start, end in row]
        if len(row) < 2 or not named[-1] & _ASKED_BESIDE or not all(named):
            continue
        if len(set(named)) < len(row):
            continue
        before, after, last = text[: row[0][0]], text[row[-1][1] :], text[row[-1][0] : row[-1][1]]
        head = next(
            last[start:end] for _, start, end in reversed(concepts_in(last)) if _measured(last[start:end]) & _ASKED_BESIDE
        )
        shown = [
            text[start:end] + ("" if one & _ASKED_BESIDE else f" {head}") for (start, end), one in zip(row, named, strict=True)
        ]
        return [f"{before}{one}{after}" for one in shown]
    return []


def _measured(text: str) -> frozenset[str]:
    """The figures that it names, and the markets and kinds that they may be of."""
    exact = frozenset(concept.name for concept, _, _ in concepts_in(text))
    return frozenset(name for one in exact for name in with_broader(one) if name in _ASKED_BESIDE) | exact & _KINDS


def things_owned(text: str) -> list[tuple[int, int]]:
    """Where a thing is named behind "its", "the" or a name: "its robot plant"."""
    return [(start, end) for start, end in _groups(text) if _OWNED.search(text[:start])]


_OWNED = re.compile(r"(?:\b(?:its|the|a|an|their|first)|['’]s|[A-Z]\w+)\s+$|的$")


def _groups(text: str) -> list[tuple[int, int]]:
    """Where concepts stand together: "net profit", "NEV sales"."""
    found: list[tuple[int, int]] = []
    for _, start, end in concepts_in(text):
        if found and re.fullmatch(r"[ -]?", text[found[-1][1] : start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


_JOINS_FIGURES = re.compile(
    r"(?:,? and (?:its |the )?|, (?:its |the )?|和|与|、|及|以及)(?:(?:net|total|attributable|annual|gross) )?", re.IGNORECASE
)
