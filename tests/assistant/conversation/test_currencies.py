""" "In yuan?" is answered by what a source gives in yuan, and by nothing else."""

import pytest

from assistant.conversation.currencies import currency_asked, without_other_money
from assistant.records import Answer, Citation, Claim, Turn
from assistant.rewriting import standalone
from tests.assistant.making import evidence

ASKED = "How much did ABB invest in its Shanghai factory?"


@pytest.mark.parametrize(
    ("earlier", "turn", "alone"),
    [
        (ASKED, "in yuan?", "How much did ABB invest in its Shanghai factory, in yuan?"),
        (ASKED, "And how much is that in US dollars?", "How much did ABB invest in its Shanghai factory, in US dollars?"),
        ("How much did ABB invest, in yuan?", "in euros?", "How much did ABB invest, in euros?"),
        ("特斯拉投资多少？", "合多少美元？", "特斯拉投资多少（美元）？"),
    ],
)
def test_the_question_before_is_asked_in_that_money(earlier, turn, alone):
    assert standalone(turn, [Turn(earlier, "")]) == alone


@pytest.mark.parametrize("turn", ["How many yuan did SAIC earn?", "in Yunnan?", "美元呢贵吗？"])
def test_a_turn_that_asks_for_more_than_a_currency_is_none(turn):
    assert not currency_asked(turn)


def test_a_claim_in_other_money_is_no_answer_and_nothing_is_converted():
    answer = _answer("ABB invested US$150 million.", short="US$150 million")

    told = without_other_money("in yuan?", answer)

    assert (told.verdict, told.claims, told.short_answer, told.missing) == ("not_in_documents", (), None, "yuan")
    assert told.closest


def test_only_the_claims_in_that_money_are_shown():
    answer = _answer("The deal is worth US$556 million.", "Tesla signed a 4 billion yuan deal.", short="US$556 million")

    told = without_other_money("多少人民币？", answer)

    assert [claim.text for claim in told.claims] == ["Tesla signed a 4 billion yuan deal."]
    assert (told.short_answer, [one.n for one in told.citations]) == (None, [2])


def _answer(*texts, short):
    found = evidence(" ".join(texts))
    claims = tuple(Claim(text, (n,), "verbatim") for n, text in enumerate(texts, start=1))
    cited = tuple(Citation(n, text, 0, len(text), found) for n, text in enumerate(texts, start=1))
    return Answer(ASKED, ASKED, "answered", claims, cited, short_answer=short)
