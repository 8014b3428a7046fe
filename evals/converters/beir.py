"""Sets that are published in BEIR's form already, or nearly: the corpus, the queries and what is relevant to them.

- `obliqa`: questions on financial regulations. Gokhan et al., RIRAG, 2024, arXiv:2409.05677. Apache-2.0 (dataset card).
- `anthropic_docs`: questions on a product's documentation. https://github.com/anthropics/anthropic-cookbook, MIT.

Thakur et al., "BEIR", NeurIPS 2021, arXiv:2104.08663.
"""

import shutil
from pathlib import Path

from evals.converters import converters, write_rows
from evals.folders import rows


@converters.register("obliqa", "anthropic_docs")
def convert_beir(source: Path, target: Path) -> list[Path]:
    """The set under the name of its folder."""
    return [retrieval(source, target / source.resolve().name)]


def retrieval(source: Path, folder: Path, prefix: str = "") -> Path:
    """The retrieval part of a set, whose files may begin with a prefix."""
    corpus = rows(source / f"{prefix}corpus.jsonl", "_id", "text")
    write_rows(folder / "corpus.jsonl", ({"_id": r["_id"], "title": r.get("title") or "", "text": r["text"]} for r in corpus))
    queries = rows(source / f"{prefix}queries.jsonl", "_id", "text")
    write_rows(folder / "queries.jsonl", ({"_id": r["_id"], "text": r["text"]} for r in queries))
    shutil.copyfile(source / f"{prefix}qrels.tsv", folder / "qrels.tsv")
    return folder
