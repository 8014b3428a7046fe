"""The whole desk over the questions that the reader did not learn from: `python -m training.desk [INDEX]`.

Of answerable questions: how often the first claim is the sentence with the answer or tells its figures ("right"), a later
claim is ("later"), another sentence is shown ("wrong"), none is ("refused"). Of the others: refused, partial, answered.
"""

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.records import Answer
from assistant.settings import Settings
from assistant.wiring import open_assistant
from training.asked import asked_rows, for_fitting

OPENING = 60  # characters by which a sentence is known: a claim may be trimmed at its end


def main(arguments: Sequence[str]) -> None:
    """Ask them all and print a line for each language and kind."""
    desk = open_assistant(Settings.read(index=Path(arguments[0]) if arguments else None))
    counts: dict[tuple[str, bool], Counter[str]] = {}
    for row in filter(for_fitting, asked_rows()):
        counts.setdefault((row["language"], row["span"] is not None), Counter())[outcome(row, desk.ask(row["question"]))] += 1
    for (language, answerable), found in sorted(counts.items()):
        total = found.total()
        shares = ", ".join(f"{name} {number / total:.3f}" for name, number in found.most_common())
        print(f"{language} {'answerable' if answerable else 'unanswerable'} {total}: {shares}")  # noqa: T201


def outcome(row: Mapping[str, Any], answer: Answer) -> str:
    """What became of one question."""
    if row["span"] is None:
        return {"not_in_documents": "refused", "partial": "partial"}.get(answer.verdict, "answered")
    if not answer.claims:
        return "refused"
    right = [_tells(row, claim.text, answer.citations[claim.citations[0] - 1].quote) for claim in answer.claims]
    return "right" if right[0] else "later" if any(right) else "wrong"


def _tells(row: Mapping[str, Any], claim: str, quote: str) -> bool:
    figures = [figure.strip(".,") for figure in re.findall(r"\d[\d,.]*", row["span"])]
    same = _plain(row["sentence"])[:OPENING] in _plain(quote) or _plain(quote) in _plain(row["sentence"])
    return same or _plain(row["span"]) in _plain(claim) or (bool(figures) and all(figure in claim for figure in figures))


def _plain(text: str) -> str:
    return re.sub(r"[\s,，。.]", "", text.lower())


if __name__ == "__main__":
    main(sys.argv[1:])
