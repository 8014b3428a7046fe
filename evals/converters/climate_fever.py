"""CLIMATE-FEVER: claims about the climate, each beside five sentences of Wikipedia that support it, refute it or do neither.

Diggelmann et al., "CLIMATE-FEVER", 2020, arXiv:2012.00614. No licence is stated: for measuring only.
"""

from pathlib import Path

from evals.converters import converters, write_rows
from evals.folders import rows


@converters.register("climate_fever")
def convert_climate_fever(source: Path, target: Path) -> list[Path]:
    """Claims, with what people said of each sentence."""
    claims = [
        {
            "id": row["id"],
            "claim": row["claim"],
            "label": row["label"],
            "passages": [
                {"id": f"{row['id']}|{place}", "title": e["title"], "text": e["text"], "label": e["label"]}
                for place, e in enumerate(row["evidence"])
            ],
        }
        for row in rows(source / "claims.jsonl", "id", "claim", "label", "evidence")
    ]
    folder = target / "climate_fever"
    write_rows(folder / "claims.jsonl", claims)
    return [folder]
