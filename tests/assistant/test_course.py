"""How something went over time, told from the shipped documents."""

from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.course import over_its_years
from assistant.question import asks_over_time, read_question


def test_a_history_is_told_in_the_order_of_time(shipped_desk: Assistant):
    answer = shipped_desk.ask("Give the history of the Shanghai Megapack project, including slippage.")

    steps = ["April 2023", "May 2024", "11 February 2025", "end of 2025"]
    told = [step for claim in answer.claims for step in steps if step in claim.text]
    assert list(dict.fromkeys(told)) == steps
    assert answer.short_answer is None


def test_each_statement_of_a_course_is_new(desk_of_one: Callable[[str], Assistant]):
    desk = desk_of_one(
        "The EU planned a duty of 20.8% on Tesla in July 2024. The EU proposed a duty of 9% on Tesla in August 2024. "
        "In August 2024 the EU proposed a 9% duty for Tesla. The EU set a duty of 7.8% on Tesla in October 2024."
    )

    answer = desk.ask("Trace the EU duty on Tesla.")

    assert [claim.text.split("%")[0].split()[-1] for claim in answer.claims] == ["20.8", "9", "7.8"]


def test_how_it_changed_in_one_year_is_a_question_of_that_year():
    assert asks_over_time(read_question("How did China's exports develop?"))
    assert not asks_over_time(read_question("How did China's exports develop in 2021?"))


def test_a_list_of_plans_has_one_statement_on_each(shipped_desk: Assistant):
    answer = shipped_desk.ask("List Shanghai's main plans that touch smart factories and robots since 2019.")

    spans = [span for span in ("2019-2021", "2020-2022", "2023-2025") if any(span in claim.text for claim in answer.claims)]
    assert spans == ["2019-2021", "2020-2022", "2023-2025"]
    assert len({citation.evidence.document_id for citation in answer.citations}) == len(answer.claims)


def test_steps_within_a_year_are_a_course(shipped_desk: Assistant):
    answer = shipped_desk.ask(
        "Geely's EU rate kept moving in 2024: what were the steps from the June announcement to the final figure?"
    )

    assert [rate for rate in ("20%", "19.9%", "19.3%", "18.8%") if any(rate in claim.text for claim in answer.claims)] == [
        "20%", "19.9%", "19.3%", "18.8%",
    ]  # fmt: skip
    assert answer.verdict == "answered"


def test_since_a_year_asks_of_the_years_behind_it_too():
    assert {2019, 2023} <= over_its_years(read_question("Trace the robot plans since 2019.")).years
    assert over_its_years(read_question("Trace the robot plans of 2019.")).years == {2019}
