"""FinanceBench: questions of analysts on annual reports, each with the pages that answer it.

Islam et al., "FinanceBench", 2023, arXiv:2311.11944. CC BY-NC 4.0: for measuring only; the reports are public SEC filings.
"""

import shutil
from pathlib import Path

from evals.converters import converters, write_qrels, write_rows
from evals.folders import DOCUMENTS, rows


@converters.register("financebench")
def convert_financebench(source: Path, target: Path) -> list[Path]:
    """Retrieval of the page, over the reports that are there as PDF; pages are counted from 1, as we do."""
    folder = target / "financebench"
    (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    reports = sorted((source / "pdfs").glob("*.pdf"))
    for report in reports:
        shutil.copyfile(report, folder / DOCUMENTS / report.name)
    here = {report.stem for report in reports}
    asked = [row for row in rows(source / "qa.jsonl", "id", "question", "doc", "evidence") if row["doc"] in here]
    write_rows(folder / "queries.jsonl", [{"_id": row["id"], "text": row["question"]} for row in asked])
    write_qrels(folder / "qrels.tsv", [(row["id"], f"{e['doc']}|{e['page'] + 1}") for row in asked for e in row["evidence"]])
    return [folder]
