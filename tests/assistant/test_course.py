"""How something went over time, told from the shipped documents."""

from collections.abc import Callable

from assistant.assistant import Assistant
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
