"""SciFact: scientific claims, the abstracts that bear on them, and whether they support or contradict.

Wadden et al., "Fact or Fiction: Verifying Scientific Claims", EMNLP 2020, doi:10.18653/v1/2020.emnlp-main.609.
Claims CC BY 4.0, abstracts ODC-BY 1.0. Claims without a citing abstract get none of the corpus: their label is all there is.
"""

from pathlib import Path

from evals.converters import converters, write_rows
from evals.converters.beir import retrieval
from evals.folders import rows


@converters.register("scifact")
def convert_scifact(source: Path, target: Path) -> list[Path]:
    """Retrieval over all abstracts, and claims with the abstracts that bear on them."""
    abstracts = {row["_id"]: row for row in rows(source / "corpus.jsonl", "_id", "text")}
    claims = [
        {
            "id": row["id"],
            "claim": row["claim"],
            "label": _LABELS[row["label"]],
            "passages": [
                {"id": id_, "title": abstracts[id_]["title"], "text": abstracts[id_]["text"]}
                for id_ in dict.fromkeys(evidence["doc_id"] for evidence in row["evidence"])
                if id_ in abstracts
            ],
        }
        for row in rows(source / "claims.jsonl", "id", "claim", "label", "evidence")
    ]
    folder = target / "scifact-claims"
    write_rows(folder / "claims.jsonl", claims)
    return [retrieval(source, target / "scifact"), folder]


_LABELS = {"SUPPORT": "SUPPORTS", "CONTRADICT": "REFUTES", "NOT_ENOUGH_INFO": "NOT_ENOUGH_INFO"}
