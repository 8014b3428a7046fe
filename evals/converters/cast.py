"""TREC CAsT 2019 to 2021: turns of conversations, each rewritten by a person to stand alone.

Dalton, Xiong and Callan, "CAsT 2019", TREC 2019, arXiv:2003.13624; https://github.com/daltonj/treccastweb. MIT. In 2021
each turn has the passage that was shown for it: together they are a small pool to search.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.converters import converters, history_of, write_qrels, write_rows
from evals.folders import rows


@converters.register("cast")
def convert_cast(source: Path, target: Path) -> list[Path]:
    """All turns as conversations; those with a passage as retrieval, by a person's rewrite and in their conversation."""
    turns = list(rows(source / "turns.jsonl", "id", "last", "conversation", "gold_rewrite", "gold_passages"))
    folder = target / "cast-conversations"
    write_rows(folder / "questions.jsonl", [{"id": t["id"], "question": t["last"]} | _in_conversation(t) for t in turns])
    return [folder, *_pool([turn for turn in turns if turn["gold_passages"]], target)]


def _pool(turns: Sequence[dict[str, Any]], target: Path) -> list[Path]:
    passages = {passage["id"]: passage for turn in turns for passage in turn["gold_passages"]}
    corpus = [{"_id": id_, "title": "", "text": passage["text"]} for id_, passage in sorted(passages.items())]
    relevant = [(turn["id"], passage["id"]) for turn in turns for passage in turn["gold_passages"]]
    queries = {
        "cast-rewritten": [{"_id": turn["id"], "text": turn["gold_rewrite"]} for turn in turns],
        "cast-turns": [{"_id": turn["id"], "text": turn["last"]} | _in_conversation(turn) for turn in turns],
    }
    for name, asked in queries.items():
        write_rows(target / name / "corpus.jsonl", corpus)
        write_rows(target / name / "queries.jsonl", asked)
        write_qrels(target / name / "qrels.tsv", relevant)
    return [target / name for name in queries]


def _in_conversation(turn: dict[str, Any]) -> dict[str, Any]:
    return {"history": history_of(turn["conversation"]), "standalone": turn["gold_rewrite"]}
