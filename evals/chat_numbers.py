"""Does a configured chat model show a number that its quotes do not have? The dev questions of the project's set, asked with it.

    POLICY_CHAT_MODEL=local:smollm2-135m python -m evals.chat_numbers --index DIR --questions 20 --out FILE

Single-turn questions with a figure or a date as their answer, evenly spread. One JSON line a question, as each is done; at
the end the counts. A line by the model is read as well by whoever runs this: that a number is in the quote is checked here.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.assistant import Assistant
from assistant.forms import answer_form
from assistant.settings import Settings
from assistant.wiring import open_assistant
from evals.numbers import numbers_in
from evals.records import Json

QUESTIONS = Path(__file__).parent / "data" / "questions.jsonl"


def main() -> None:
    """Ask, print each answer's line, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=20, help="how many")
    parser.add_argument("--out", type=Path, required=True, help="JSON lines; those that are there already are not asked again")
    told = parser.parse_args()
    desk = open_assistant(Settings.read(index=told.index))
    held = {row["id"] for row in _rows(told.out)} if told.out.exists() else set()
    with told.out.open("a", encoding="utf-8") as out:
        for example in sample(told.questions):
            if example["id"] not in held:
                out.write(json.dumps(asked(desk, example), ensure_ascii=False) + "\n")
                out.flush()
    sys.stdout.write(json.dumps(counted(list(_rows(told.out)))) + "\n")


def sample(count: int) -> list[Json]:
    """Every so-manieth of the questions, so that `count` are left; always the same."""
    fitting = [row for row in _rows(QUESTIONS) if row["split"] == "dev" and len(row["turns"]) == 1 and _asks_for_number(row)]
    step = len(fitting) / min(count, len(fitting))
    return [fitting[int(place * step)] for place in range(min(count, len(fitting)))]


def asked(desk: Assistant, example: Json) -> Json:
    """The answer to one question, and the numbers in it that none of their quotes has."""
    turn = example["turns"][0]
    form = answer_form(desk.ask(turn["question"]))
    quotes = {citation["n"]: citation["quote"] for citation in form["citations"]}
    unproved = [
        claim["text"]
        for claim in form["claims"]
        if not any(numbers_in(claim["text"]) <= numbers_in(quotes[n]) for n in claim["citations"])
    ]
    accepted = [spelling for item in turn["answers"] for spelling in item["any"]]
    return {
        "id": example["id"], "question": turn["question"], "accepted": accepted, "unproved": unproved,
        "right": any(spelling.casefold() in form["text"].casefold() for spelling in accepted),
        **{name: form[name] for name in ("verdict", "model", "note", "claims", "citations", "milliseconds")},
    }  # fmt: skip


def counted(rows: list[Json]) -> Json:
    """Of all questions: by verdict and model, claims by state, and those with a number that no quote has."""
    states = Counter(claim["state"] for row in rows for claim in row["claims"] if row["model"] != "offline")
    return {
        "questions": len(rows), "right": sum(row["right"] for row in rows),
        "verdicts": Counter(row["verdict"] for row in rows), "models": Counter(row["model"] for row in rows),
        "claims of answers by the model": states, "with a number that no quote has": sum(len(row["unproved"]) for row in rows),
        "notes": Counter((row["note"] or "").split(";")[0] for row in rows),
        "median seconds": sorted(row["milliseconds"]["total"] for row in rows)[len(rows) // 2] / 1000,
    }  # fmt: skip


def _asks_for_number(row: Json) -> bool:
    return any(answer["kind"] in ("figure", "date") for answer in row["turns"][0]["answers"])


def _rows(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


if __name__ == "__main__":
    main()
