"""Follow-ups in English about anything: whether they lean, and what they leave out, by weights fitted on conversations."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation import carrying, leaning
from assistant.conversation.wording import phrases, supplied

LONGEST_ANSWER = 2_000  # characters of an answer that are read


@dataclass(frozen=True, slots=True)
class Model:
    """Two logistic regressions, and from which probability in [0, 1] on they are believed."""

    leans: leaning.Signs
    leans_bias: float
    carried: carrying.Signs
    carried_bias: float
    sure: float = 0.72  # that the question leans
    worth: float = 0.12  # that a word is left out
    most: int = 5  # words that are carried


# Made by evals/fit_conversation.py; docs/decisions/0009-conversation.md has the figures.
MODEL = Model(
    leans=leaning.Signs(
        third=1.87,
        owned=-0.63,
        bound=0.60,
        person=0.17,
        points=0.09,
        others=0.84,
        there=0.44,
        bare=0.00,
        leads=0.05,
        about=-0.40,
        no=1.10,
        more=1.11,
        definite=0.80,
        definite_long=-0.13,
        definite_known=0.34,
        fragment=-0.19,
        few=0.72,
        few_unknown=-0.52,
        two_unknown=0.17,
        light=1.20,
        names=-0.34,
        known=-1.66,
        last=-1.43,
        superlative=0.52,
        length=-1.35,
        dangling=-0.35,
        me=-0.42,
        kind=0.23,
    ),
    leans_bias=0.25,
    carried=carrying.Signs(
        last=0.38,
        first=1.46,
        second=0.17,
        share=0.93,
        age=-0.13,
        introduced=0.13,
        alone=-0.66,
        resolved=1.23,
        capital=1.21,
        light=-1.73,
        object=0.04,
        near_asked=0.84,
        answer=-1.36,
        answer_often=2.44,
        answer_first=0.37,
        only_answer=-0.82,
        answer_near=1.72,
        answer_capital=-0.41,
        short=0.71,
        verb=-0.29,
        position=0.10,
        content=-0.98,
        known=-0.50,
    ),
    carried_bias=-3.34,
)


def leans(question: str, earlier: Sequence[str], model: Model = MODEL) -> bool:
    """Whether the question needs the earlier ones (at least one).

    A person that nobody is named for does in any case: the fit saw too few of them.
    """
    if any(word.text.lower() in leaning.PERSON for word in leaning.pointers(question)):
        return True
    return lean_probability(question, earlier, model) >= model.sure


def lean_probability(question: str, earlier: Sequence[str], model: Model = MODEL) -> float:
    """In [0, 1]: that the question needs the earlier ones (at least one)."""
    return _probability(model.leans.values(), model.leans_bias, leaning.signs(question, earlier).values())


def rewritten(question: str, resolved: Sequence[str], earlier: Sequence[str], answer: str, model: Model = MODEL) -> str:
    """The question as it stands alone: itself where it does. `resolved` are the earlier ones as they stand alone."""
    if not earlier or not leans(question, earlier, model):
        return question
    return with_what_it_leaves_out(question, resolved, earlier, answer, model)


def with_what_it_leaves_out(
    question: str, resolved: Sequence[str], earlier: Sequence[str], answer: str, model: Model = MODEL
) -> str:
    """The question with it, as the conversation prints it."""
    stems = left_out(question, resolved, earlier, answer, model)
    added = phrases(stems, [*reversed(resolved), *reversed(earlier), answer[:LONGEST_ANSWER]])
    pointer = next(iter(leaning.pointers(question)), None)
    return supplied(question, added, pointer, leaning.ends_in_known_thing(question))


def left_out(
    question: str, resolved: Sequence[str], earlier: Sequence[str], answer: str, model: Model = MODEL
) -> Mapping[str, float]:
    """Stems that the question leaves out, each with the probability that it does, the most probable first."""
    found = carrying.signs(question, earlier, answer[:LONGEST_ANSWER], resolved[-1])
    weighed = {stem: _probability(model.carried.values(), model.carried_bias, one.values()) for stem, one in found.items()}
    best = sorted(weighed, key=lambda stem: (-weighed[stem], stem))[: model.most]
    return {stem: weighed[stem] for stem in best if weighed[stem] >= model.worth}


def _probability(weights: Sequence[float], bias: float, values: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-bias - sum(weight * value for weight, value in zip(weights, values, strict=True))))
