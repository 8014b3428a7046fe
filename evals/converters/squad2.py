"""SQuAD 2.0: questions on paragraphs of Wikipedia, about half without an answer in theirs.

Rajpurkar, Jia and Liang, "Know What You Don't Know", ACL 2018, doi:10.18653/v1/P18-2124. CC BY-SA 4.0.
"""

from pathlib import Path

from evals.converters import converters, write_rows
from evals.converters.beir import retrieval
from evals.folders import rows


@converters.register("squad2")
def convert_squad2(source: Path, target: Path) -> list[Path]:
    """Retrieval of the paragraph, and reading with the paragraph given."""
    paragraphs = {row["_id"]: row for row in rows(source / "corpus.jsonl", "_id", "text")}
    questions = [
        {
            "id": row["id"],
            "question": row["question"],
            "passages": [
                {"id": id_, "title": paragraphs[id_]["title"], "text": paragraphs[id_]["text"]} for id_ in row["passages"]
            ],
            "answers": row["answers"],
            "answerable": row["answerable"],
            "type": row["type"],
        }
        for row in rows(source / "qa.jsonl", "id", "question", "passages", "answers")
    ]
    folder = target / "squad2-reading"
    write_rows(folder / "questions.jsonl", questions)
    return [retrieval(source, target / "squad2"), folder]
