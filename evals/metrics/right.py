"""Was this turn right, all in all? What flips between two runs is read off this."""

from evals.metrics import metric
from evals.metrics.answer_right import answer_right
from evals.metrics.cited_right import cited_right
from evals.metrics.contains_gold import contains_gold
from evals.metrics.strict_match import strict_match
from evals.metrics.true_refusal import true_refusal
from evals.records import ExampleTurn, Given, Score


@metric("right", "answer")
def right(turn: ExampleTurn, given: Given) -> Score | float | None:
    """`true_refusal` of what the documents do not answer, and of what they do the hardest of these that is known:
    `cited_right`, `strict_match`, `contains_gold`, `answer_right`. None where long answers are asked for.

    One figure over answerable and unanswerable questions: Rajpurkar, Jia and Liang, "Know What You
    Don't Know", ACL 2018, doi:10.18653/v1/P18-2124.
    """
    if turn.support is not None:
        return None
    if turn.answerable is False:
        return true_refusal(turn, given)
    scores = (measure(turn, given) for measure in (cited_right, strict_match, contains_gold, answer_right))
    return next((score for score in scores if score is not None), None)
