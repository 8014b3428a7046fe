"""Rankings against relevant documents; the one file that knows ir-measures."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from corpus.errors import PolicyError


def measured(measure: str, relevant: Mapping[str, int], ranking: Sequence[str]) -> float:
    """One measure, in ir-measures' own notation ("nDCG@10"), of one ranking of documents, best first; in [0, 1].

    A document that comes several times counts where it stands first; with nothing relevant it is 0.
    MacAvaney, Macdonald and Ounis, "Streamlining Evaluation with ir-measures", ECIR 2022, doi:10.1007/978-3-030-99739-7_38.
    """
    distinct = list(dict.fromkeys(ranking))
    if not distinct or not relevant:
        return 0.0
    library, parsed = _opened(measure)
    qrels = [library.Qrel("q", document, grade) for document, grade in relevant.items()]
    run = [library.ScoredDoc("q", document, float(-rank)) for rank, document in enumerate(distinct)]
    return float(next(iter(library.iter_calc([parsed], qrels, run))).value)


@cache
def _opened(measure: str) -> tuple[Any, Any]:
    try:
        import ir_measures
    except ImportError as error:
        raise PolicyError("the package ir-measures is not installed: pip install ir-measures==0.4.3") from error
    return ir_measures, ir_measures.parse_measure(measure)
