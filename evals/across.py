"""Questions in one language on passages in the other: Chinese on English and English on Chinese, thirty of each.

    python -m evals.across [--index DIR]

Over an index of the shipped documents. "other language alone": where the quote's passage stands among those of the
language that the question is not in. "whole index": where its document stands, passages of both languages in one ranking;
other documents that say the same may stand before it.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

from assistant.question import read_question
from assistant.reading_room import ReadingRoom
from assistant.retrievers.hybrid import hybrid
from assistant.scoping import scope_of
from assistant.settings import Settings
from corpus.embedders import open_embedder

PAIRS = Path(__file__).parent / "data" / "across.jsonl"
DEPTHS = (1, 5, 10)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.across", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path)
    settings = Settings.read(index=parser.parse_args().index)
    room = ReadingRoom(settings.index, lambda: open_embedder(settings.embedder))
    places = defaultdict(list)
    for pair in pairs():
        for way, place in places_of(room, pair).items():
            places[pair["language"], way].append(place)
    for (language, way), found in sorted(places.items()):
        shares = "  ".join(f"recall@{k} {sum(place <= k for place in found) / len(found):.3f}" for k in DEPTHS)
        sys.stdout.write(f"questions in {language}, {way:<20} {len(found):>3}  {shares}\n")


def pairs() -> list[dict[str, str]]:
    """The pairs: id, question and its language, document, and a quote of a passage in the other language."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def places_of(room: ReadingRoom, pair: dict[str, str]) -> dict[str, int]:
    """The 1-based place of what is sought, one more than there are passages where it is not found."""
    question = read_question(pair["question"])
    scope = scope_of(room, question)
    other = room.in_language["en" if pair["language"] == "zh" else "zh"]
    alone = hybrid(room, question, DEPTHS[-1], other, scope)
    whole = hybrid(room, question, DEPTHS[-1], None, scope)
    held = room.library.passages(sorted({hit.row for hit in (*alone, *whole)}))
    passages = [pair["quote"] in held[hit.row][0].text for hit in alone]
    documents = [document == pair["document"] for document in dict.fromkeys(held[hit.row][1].id for hit in whole)]
    return {
        "other language alone": passages.index(True) + 1 if any(passages) else len(room.rows) + 1,
        "whole index": documents.index(True) + 1 if any(documents) else len(room.rows) + 1,
    }


if __name__ == "__main__":
    main()
