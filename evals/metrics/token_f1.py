"""How near is the short answer to an accepted one?"""

from evals.metrics import metric
from evals.overlap import token_overlap
from evals.records import ExampleTurn, Given


@metric("token_f1", "answer")
def token_f1(turn: ExampleTurn, given: Given) -> float | None:
    """The best token F1 of the short answer with an accepted string, in [0, 1]; None where one span is not what is asked for.

    Rajpurkar et al., "SQuAD", EMNLP 2016, doi:10.18653/v1/D16-1264; Chinese by the character, as in
    Cui et al., "A Span-Extraction Dataset for Chinese MRC", EMNLP 2019, doi:10.18653/v1/D19-1600.
    """
    if given.answer is None or len(turn.answers) != 1 or turn.support is not None:
        return None
    short = given.answer.short_answer or ""
    return max(token_overlap(short, spelling) for spelling in turn.answers[0].any)
