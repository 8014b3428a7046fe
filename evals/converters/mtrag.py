"""mtRAG: conversations of people with a retrieval system, each turn with the passages that answer it.

Katsis et al., "mtRAG", TACL 2025, arXiv:2501.03468. Apache-2.0. The pool is a part of the published passages: figures on
it compare variants of one system, not systems with the paper's.
"""

from pathlib import Path

from evals.converters import converters, history_of, write_rows
from evals.converters.beir import retrieval
from evals.folders import rows


@converters.register("mtrag")
def convert_mtrag(source: Path, target: Path) -> list[Path]:
    """Retrieval with the gold rewrite, retrieval with the last turn in its conversation, and the follow-ups alone."""
    folders = [retrieval(source, target / name, "pool.") for name in ("mtrag-rewritten", "mtrag-turns")]
    queries = [
        {
            "_id": row["_id"],
            "text": row["last"],
            "history": [{"question": turn, "answer": ""} for turn in row["all_user_turns"][:-1]],
            "standalone": row["text"],
        }
        for row in rows(source / "pool.queries.jsonl", "_id", "text", "last", "all_user_turns")
    ]
    write_rows(folders[1] / "queries.jsonl", queries)
    turns = [
        {
            "id": row["id"],
            "question": row["last"],
            "history": history_of(row["conversation"]),
            "standalone": row["gold_rewrite"],
        }
        for row in rows(source / "human_turns.jsonl", "id", "last", "conversation", "gold_rewrite")
        if row["gold_rewrite"]
    ]
    folder = target / "mtrag-conversations"
    write_rows(folder / "questions.jsonl", turns)
    return [*folders, folder]
