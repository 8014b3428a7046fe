""" "In yuan?" is answered by what a source gives in yuan, and in GWh by what it gives in GWh."""

import pytest

from assistant.conversation.units_asked import unit_asked, without_other_units
from assistant.records import Turn
from assistant.rewriting import standalone
from tests.assistant.making import answer_of

ASKED = "How much did ABB invest in its Shanghai factory?"


@pytest.mark.parametrize(
    ("earlier", "turn", "alone"),
    [
        (ASKED, "in yuan?", "How much did ABB invest in its Shanghai factory, in yuan?"),
        (ASKED, "And how much is that in US dollars?", "How much did ABB invest in its Shanghai factory, in US dollars?"),
        ("How much did ABB invest, in yuan?", "in euros?", "How much did ABB invest, in euros?"),
        ("What is Tesla's capacity?", "in GWh?", "What is Tesla's capacity, in GWh?"),
        (["What is Tesla's capacity?", "When did it open?"], "in GWh?", "What is Tesla's capacity, in GWh?"),
        ("特斯拉投资多少？", "合多少美元？", "特斯拉投资多少（美元）？"),
    ],
)
def test_the_question_before_is_asked_in_that_unit(earlier, turn, alone):
    asked = [earlier] if isinstance(earlier, str) else earlier

    assert standalone(turn, [Turn(one, "") for one in asked]) == alone


@pytest.mark.parametrize("turn", ["How many yuan did SAIC earn?", "in Yunnan?", "美元呢贵吗？"])
def test_a_turn_that_asks_for_more_than_a_unit_is_none(turn):
    assert unit_asked(turn) is None


def test_a_claim_in_another_unit_is_no_answer_and_nothing_is_converted():
    answer = answer_of(["ABB invested US$150 million."], "US$150 million")

    told = without_other_units("in yuan?", answer)

    assert (told.verdict, told.claims, told.short_answer, told.missing) == ("not_in_documents", (), None, "yuan")
    assert told.closest


def test_only_the_claims_in_that_unit_are_shown():
    answer = answer_of(["The deal is worth US$556 million.", "Tesla signed a 4 billion yuan deal."], "US$556 million")

    told = without_other_units("多少人民币？", answer)

    assert [claim.text for claim in told.claims] == ["Tesla signed a 4 billion yuan deal."]
    assert (told.short_answer, [one.n for one in told.citations]) == ("4 billion yuan", [2])
