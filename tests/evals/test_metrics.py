"""Each metric on values worked out by hand."""

import math
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest

from evals.metrics import metrics, scored
from evals.records import Accepted, ExampleTurn, Given, Gold, Score
from evals.summaries import mean, mean_gap, mean_of_groups, percentile
from tests.evals.making import ONE, TWO, answer, citation, given, took, turn

GOLD = "Shanghai has 70 factories."
PLAN = "It plans 200 by 2025."
OTHER = "Beijing has 170 factories, up 5%."


def value(name: str, asked: ExampleTurn, made: Given) -> float | None:
    score = scored(asked, made)[name]
    return None if score is None else score.value


BOTH = ExampleTurn(
    "q",
    verdicts=("answered",),
    answers=(Accepted("figure", ("70",)), Accepted("figure", ("170",))),
    gold=(Gold("one", GOLD), Gold("two", OTHER)),
)
UNANSWERABLE = turn(verdict="not_in_documents")


def test_recall_is_the_share_of_the_parts_that_are_found() -> None:
    made = given(None, "x", "two", "one")

    assert [value(f"recall@{k}", BOTH, made) for k in (1, 5, 10)] == [0, 1, 1]
    assert value("recall@5", BOTH, given(None, "x", "two")) == 1 / 2


def test_any_one_document_serves_where_several_say_the_same() -> None:
    asked = replace(turn("70"), gold=(Gold("one", GOLD), Gold("three", "There are 70 of them.")))

    assert value("recall@1", asked, given(None, "three")) == 1


def test_a_further_document_serves_only_for_what_it_says() -> None:
    asked = replace(BOTH, gold=(Gold("one", GOLD), Gold("three", "170")), also=("two",))

    assert value("recall@5", asked, given(None, "two")) == 1 / 2


def test_recall_counts_passages_so_a_document_that_comes_twice_takes_two_places() -> None:
    assert value("recall@5", turn("70"), given(None, *["x"] * 5, "one")) == 0


def test_a_retrieval_set_needs_every_relevant_document() -> None:
    asked = ExampleTurn("q", relevant={"a": 1, "b": 1, "c": 1})
    made = given(None, "x", "a", "y", "b")

    assert value("recall@5", asked, made) == pytest.approx(2 / 3)
    assert value("map@10", asked, made) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert value("mrr@10", asked, made) == 1 / 2


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    made = given(None, "x", "one", "x", "two")

    best = 1 + 1 / math.log2(3)
    assert value("ndcg@10", BOTH, made) == pytest.approx((1 / math.log2(3) + 1 / math.log2(4)) / best)


def test_retrieval_of_what_has_no_answer_is_unscored() -> None:
    found = scored(UNANSWERABLE, given(answer(), "one"))

    assert {found[name] for name in ("recall@1", "recall@5", "recall@10", "ndcg@10", "mrr@10", "map@10")} == {None}


def test_nothing_found_is_zero_and_not_unscored() -> None:
    assert [value(name, turn("70"), given(None)) for name in ("recall@5", "ndcg@10", "mrr@10")] == [0, 0, 0]


def test_an_answer_is_right_when_it_says_every_item() -> None:
    one, two = citation(ONE, GOLD), citation(TWO, OTHER, 2)

    assert value("answer_right", BOTH, given(answer(one, two))) == 1
    assert value("answer_right", BOTH, given(answer(one))) == 0
    assert value("answer_right", BOTH, given(answer())) == 0
    assert value("answer_right", UNANSWERABLE, given(answer())) is None


def test_a_right_answer_with_a_wrong_citation_is_not_cited_right() -> None:
    true = answer(citation(ONE, GOLD))
    false = replace(true, citations=(citation(TWO, OTHER),))

    assert value("cited_right", turn("70"), given(true)) == 1
    assert value("cited_right", turn("70"), given(false)) == 0
    assert value("answer_right", turn("70"), given(false)) == 1


def test_the_right_document_with_a_sentence_that_proves_nothing_is_no_right_citation() -> None:
    made = replace(answer(citation(ONE, GOLD)), citations=(citation(ONE, PLAN),))

    assert value("cited_right", turn("70"), given(made)) == 0
    assert value("citation_precision", turn("70"), given(made)) == 0


def test_right_asks_for_proof_of_the_answerable_and_silence_on_the_rest() -> None:
    assert value("right", turn("70"), given(answer(citation(ONE, GOLD)))) == 1
    assert value("right", turn("70"), given(answer())) == 0
    assert value("right", UNANSWERABLE, given(answer())) == 1
    assert value("right", UNANSWERABLE, given(answer(citation(ONE, GOLD)))) == 0
    assert value("right", ExampleTurn("q"), given(answer())) is None


def test_the_verdict_is_right_when_the_set_accepts_it() -> None:
    assert value("verdict_right", turn("70"), given(answer(citation(ONE, GOLD)))) == 1
    assert value("verdict_right", turn("70"), given(answer(citation(ONE, GOLD), verdict="partial"))) == 0


@pytest.mark.parametrize(
    ("short", "exact"),
    [("70", 1), ("70 factories", 1), ("the 70", 1), ("170", 0), ("70%", 0), ("70 of 200", 0), ("factories", 0), (None, 0)],
)
def test_a_short_figure_is_exact_whatever_the_wording_of_its_unit(short: str | None, exact: int) -> None:
    assert value("short_answer_exact", turn("70"), given(answer(citation(ONE, GOLD), short_answer=short))) == exact


@pytest.mark.parametrize(("short", "exact"), [("The Shanghai Format", 1), ("Shanghai Format by BNN", 0)])
def test_a_short_name_is_exact_but_for_articles(short: str, exact: int) -> None:
    made = given(answer(citation(ONE, GOLD), short_answer=short))

    assert value("short_answer_exact", turn("Shanghai Format", kind="name"), made) == exact


def test_a_density_keeps_its_number_apart_from_its_population() -> None:
    made = given(answer(citation(ONE, GOLD), short_answer="383 robots per 10,000 workers"))

    assert value("short_answer_exact", turn("383 robots"), made) == 1


def test_where_several_things_are_asked_for_the_short_answer_is_unscored() -> None:
    made = given(answer(citation(ONE, GOLD), short_answer="70"))

    assert value("short_answer_exact", BOTH, made) is None
    assert value("token_f1", BOTH, made) is None


def test_token_f1_is_that_of_the_best_spelling() -> None:
    made = given(answer(citation(ONE, GOLD), short_answer="about 70 factories"))

    # 3 tokens given, 1 asked for, 1 shared: 2 * 1 / (3 + 1); against "70 factories" 2 * 2 / (3 + 2)
    assert value("token_f1", turn("70"), made) == 2 / 4
    assert value("token_f1", turn("70", "70 factories"), made) == 4 / 5


def test_token_f1_counts_chinese_by_the_character() -> None:
    made = given(answer(citation(ONE, GOLD), short_answer="上汽集团"))

    assert value("token_f1", turn("上汽", kind="name"), made) == 2 * 2 / (4 + 2)


def test_citation_precision_is_of_citations_and_recall_of_claims() -> None:
    one, plan, two = citation(ONE, GOLD), citation(ONE, PLAN, 2), citation(TWO, OTHER, 3)
    made = answer(one, plan, two)
    merged = replace(made, claims=(replace(made.claims[0], citations=(1, 2, 3)),))

    assert value("citation_precision", turn("70"), given(made)) == 1 / 3
    assert value("citation_recall", turn("70"), given(made)) == 1 / 3
    assert value("citation_precision", turn("70"), given(merged)) == 1 / 3
    assert value("citation_recall", turn("70"), given(merged)) == 1


def test_the_citations_of_an_abstention_are_unscored() -> None:
    found = scored(turn("70"), given(answer()))

    assert {found[n] for n in ("citation_precision", "citation_recall", "quotes_verbatim", "numbers_supported")} == {None}


def test_a_quote_is_verbatim_to_the_character() -> None:
    true = citation(ONE, GOLD)
    changed = replace(true, quote=GOLD.replace("70", "71"))
    moved = replace(true, quote_start=1, quote_end=len(GOLD) + 1)

    assert value("quotes_verbatim", turn("70"), given(answer(true))) == 1
    assert value("quotes_verbatim", turn("70"), given(answer(true, replace(changed, n=2)))) == 1 / 2
    assert value("quotes_verbatim", turn("70"), given(answer(moved))) == 0


def test_a_quote_from_a_document_that_is_not_there_is_not_verbatim() -> None:
    unknown = replace(ONE, id="unknown")

    assert value("quotes_verbatim", turn("70"), given(answer(citation(unknown, GOLD)))) == 0


def test_a_number_that_no_quote_of_its_claim_holds_is_not_supported() -> None:
    true = answer(citation(ONE, GOLD), citation(TWO, OTHER, 2))
    swapped = replace(true, claims=(true.claims[0], replace(true.claims[1], text="It has 170 factories, up 6%.")))

    assert value("numbers_supported", turn("70"), given(true)) == 1
    assert value("numbers_supported", turn("70"), given(swapped)) == 1 / 2


def test_a_number_that_is_only_in_the_quote_of_another_claim_is_not_supported() -> None:
    true = answer(citation(ONE, GOLD), citation(TWO, OTHER, 2))
    crossed = replace(true, claims=tuple(replace(c, citations=(3 - c.citations[0],)) for c in true.claims))

    assert value("numbers_supported", turn("70"), given(crossed)) == 0


def test_refusals_are_true_on_the_unanswerable_and_false_on_the_rest() -> None:
    silent, spoken = given(answer()), given(answer(citation(ONE, GOLD)))

    assert (value("true_refusal", UNANSWERABLE, silent), value("true_refusal", UNANSWERABLE, spoken)) == (1, 0)
    assert (value("false_refusal", turn("70"), silent), value("false_refusal", turn("70"), spoken)) == (1, 0)
    assert value("true_refusal", turn("70"), silent) is None
    assert value("false_refusal", UNANSWERABLE, silent) is None


def test_a_false_premise_may_be_corrected_where_the_set_accepts_that() -> None:
    asked = replace(UNANSWERABLE, verdicts=("not_in_documents", "partial"))

    assert value("true_refusal", asked, given(answer(citation(ONE, GOLD), verdict="partial"))) == 1
    assert value("true_refusal", asked, given(answer(citation(ONE, GOLD)))) == 0


def test_balanced_accuracy_counts_both_kinds_the_same() -> None:
    values, groups = np.array([1.0, 1.0, 1.0, 0.0, 0.0]), np.array(["answerable"] * 4 + ["unanswerable"])

    assert mean_of_groups(values, groups) == (3 / 4 + 0) / 2
    assert mean_of_groups(values[:4], groups[:4]) is None


def test_calibration_error_is_the_gap_in_each_bin_weighted_by_its_size() -> None:
    sure = given(answer(citation(ONE, GOLD), answerable=0.95))
    doubtful = given(answer(answerable=0.1))
    found = [
        scored(asked, made)["calibration_error"]
        for asked, made in ((turn("70"), sure), (UNANSWERABLE, sure), (UNANSWERABLE, doubtful))
    ]
    scores = [score for score in found if score is not None]

    assert [score.group for score in scores] == ["9", "9", "1"]
    # bin 9: 0.95 said, 1 of 2 answerable, gap 0.45, two thirds of the turns; bin 1: gap 0.1, one third
    error = mean_gap(np.array([s.value for s in scores]), np.array([s.group for s in scores]))
    assert error == pytest.approx(2 / 3 * 0.45 + 1 / 3 * 0.1)


def test_full_confidence_falls_into_the_last_bin() -> None:
    score = scored(turn("70"), given(answer(citation(ONE, GOLD), answerable=1.0)))["calibration_error"]

    assert score == Score(0.0, "9")


def test_a_disagreement_is_recalled_when_it_is_named_with_every_value() -> None:
    asked = replace(BOTH, verdicts=("disagreement",))
    one, two = citation(ONE, GOLD), citation(TWO, OTHER, 2)

    assert value("disagreement_recall", asked, given(answer(one, two, verdict="disagreement"))) == 1
    assert value("disagreement_recall", asked, given(answer(one, two))) == 0
    assert value("disagreement_recall", asked, given(answer(one, verdict="disagreement"))) == 0
    assert value("disagreement_recall", BOTH, given(answer(one, two, verdict="disagreement"))) is None


def test_a_disagreement_that_is_shown_where_there_is_none_costs_precision() -> None:
    shown = given(answer(citation(ONE, GOLD), verdict="disagreement"))

    assert value("disagreement_precision", replace(BOTH, verdicts=("answered", "disagreement")), shown) == 1
    assert value("disagreement_precision", BOTH, shown) == 0
    assert value("disagreement_precision", BOTH, given(answer(citation(ONE, GOLD)))) is None


def test_a_figure_is_right_with_its_unit() -> None:
    asked = replace(turn("170"), answers=(Accepted("figure", ("170",), "factories"), Accepted("figure", ("5%",), "%")))

    assert value("figure_right", asked, given(answer(citation(TWO, OTHER)))) == 1
    assert value("figure_right", asked, given(answer(citation(ONE, GOLD)))) == 0
    assert value("figure_right", turn("Shanghai", kind="name"), given(answer(citation(ONE, GOLD)))) is None


def test_a_figure_in_another_unit_is_not_right() -> None:
    made = answer(citation(ONE, GOLD))
    in_dollars = replace(made, claims=(replace(made.claims[0], text="It is $70."),))
    asked = replace(turn("70"), answers=(Accepted("figure", ("70",), "yuan"),))

    assert value("answer_right", asked, given(in_dollars)) == 1
    assert value("figure_right", asked, given(in_dollars)) == 0


def test_a_figure_in_words_is_right_in_words() -> None:
    made = answer(citation(ONE, GOLD))
    in_words = replace(made, claims=(replace(made.claims[0], text="Twelve of them."),))

    assert value("figure_right", turn("12 factories", "twelve"), given(in_words)) == 1


def test_a_date_is_right_in_any_form_and_at_the_sets_precision() -> None:
    made = answer(citation(ONE, GOLD))

    def said(text: str, *accepted: str) -> float | None:
        return value(
            "date_right", turn(*accepted, kind="date"), given(replace(made, claims=(replace(made.claims[0], text=text),)))
        )

    assert said("It opened on December 2, 2022.", "2 December 2022") == 1
    assert said("2022年12月2日开业。", "2 December 2022") == 1
    assert said("It opened on 2 December 2022.", "December 2022") == 1
    assert said("It opened in December 2022.", "2 December 2022") == 0
    assert said("It opened by the end of 2020.", "end of 2020") == 1


def test_a_name_is_right_in_an_accepted_spelling() -> None:
    made = given(answer(citation(ONE, GOLD)))

    assert value("name_right", turn("SH", "Shanghai", kind="name"), made) == 1
    assert value("name_right", turn("Beijing", kind="name"), made) == 0
    assert value("name_right", turn("70"), made) is None


def test_a_list_is_recalled_by_the_share_that_is_said() -> None:
    assert value("list_recall", BOTH, given(answer(citation(ONE, GOLD)))) == 1 / 2
    assert value("list_recall", BOTH, given(answer())) == 0
    assert value("list_recall", turn("70"), given(answer(citation(ONE, GOLD)))) is None


@pytest.mark.parametrize(("name", "expected"), [("input_tokens", 900), ("output_tokens", 100), ("cost_usd", 0.002)])
def test_what_a_model_used_is_scored_where_the_answer_says_so(name: str, expected: float) -> None:
    class Used:
        usage: ClassVar = {"input_tokens": 900, "output_tokens": 100, "cost_usd": 0.002}

    assert metrics[name].score(turn("70"), Given(Used(), (), {}.get)) == expected  # type: ignore[arg-type]
    assert value(name, turn("70"), given(answer(citation(ONE, GOLD)))) is None


def test_a_follow_up_is_scored_by_its_turn() -> None:
    made = given(answer(citation(ONE, GOLD)))

    assert scored(replace(turn("70"), number=3), made)["follow_up"] == Score(1.0, "turn 3")
    assert scored(turn("70"), made)["follow_up"] is None


def test_a_rewrite_is_compared_with_a_persons() -> None:
    made = given(answer(standalone_question="Robots in China 2022"))

    # shared: robots, china, 2022; 4 tokens and 4
    assert value("rewrite_f1", replace(turn("70"), standalone="China's robots 2022"), made) == 2 * 3 / (4 + 4)
    assert value("rewrite_f1", turn("70"), made) is None


def test_latency_is_summarised_by_percentiles() -> None:
    values = np.array([scored(turn("70"), given(took(ms)))["latency_p50_ms"].value for ms in (10.0, 20.0, 30.0, 40.0, 100.0)])  # type: ignore[union-attr]

    assert percentile(50)(values, values.astype(str)) == 30
    assert percentile(95)(values, values.astype(str)) == pytest.approx(88)  # 0.95 * 4 = 3.8: 40 + 0.8 * 60


@pytest.mark.parametrize("name", list(metrics))
def test_every_metric_is_best_on_a_perfect_turn_or_does_not_apply(name: str) -> None:
    perfect = answer(citation(ONE, GOLD), short_answer="70", answerable=1.0)
    score = scored(turn("70"), given(perfect, "one"))[name]

    assert score is None or score.value == (0 if metrics[name].lower_is_better else 1)


@pytest.mark.parametrize("name", list(metrics))
def test_every_metric_names_its_source(name: str) -> None:
    said = metrics[name].score.__doc__ or ""
    source = said if len(said) > 40 else metrics["recall@5"].score.__globals__["recall"].__doc__

    assert any(mark in source for mark in ("doi:", "arXiv:", "chapter", "TREC", "contract"))


def test_no_scores_have_no_mean() -> None:
    nothing = np.array([])

    assert mean(nothing, nothing.astype(str)) is None
