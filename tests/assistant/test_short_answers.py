"""The exact span asked for, and whether a figure counts the thing asked about."""

import pytest

from tests.assistant.making import compared, shortened


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("How many are car plants?", "Of Shanghai's 100 smart factories, 22 were in the auto industry.", "22"),
        (
            "How many cars did Tesla sell?",
            "Tesla made about 1.773 million cars and delivered about 1.789 million.",
            "about 1.789 million",
        ),
        (
            "What is BYD's sales target for 2025?",
            "Geely raised its 2025 target from 2.71 million to 3 million vehicles, while BYD cut its 2025 target "
            "from 5.5 million to 4.6 million vehicles.",
            "4.6 million vehicles",
        ),
        (
            "What is BYD's sales forecast for 2025?",
            "BYD forecast sales of 5-6 million vehicles for 2025.",
            "5-6 million vehicles",
        ),
        ("How many vehicles did SAIC sell in 2023?", "SAIC sold 5,020,865 vehicles in 2023, down 5.31%.", "5,020,865 vehicles"),
        (
            "What was CATL's profit in 2024?",
            "CATL's revenue fell 9.7% to 362 billion yuan in 2024, while net profit rose 15% to 50.74 billion yuan.",
            "50.74 billion yuan",
        ),
        ("By how much did sales grow?", "IM Motors sold 65,503 vehicles in 2024, up 71%.", "71%"),
        ("What share of deliveries came from Shanghai?", "Shanghai had 675,000 deliveries, 52% of the total.", "52%"),
        ("How much was invested?", "The 3 plants drew an investment of 2.3 billion yuan, up 12%.", "2.3 billion yuan"),
        (
            "How many smart factories are planned by 2025?",
            "Shine reported a plan to build 200 smart factories by 2025, of which 70 were planned for 2024.",
            "200 smart factories",
        ),
        ("What is the robot density?", "Robot density was 383 robots per 10,000 people.", "383 robots per 10,000 people"),
        ("How many more robots are expected?", "Nearly 10,000 more robots are expected.", "Nearly 10,000 more robots"),
        ("Which investors came in?", "The fund of US$1.4 billion has the money of Hillhouse Capital.", "Hillhouse Capital"),
        ("上海2024年将建设多少家智能工厂？", "上海2024年将建设70家市级智能工厂。", "70家"),
        ("工业增加值占比多少？", "工业增加值占比不低于25%。", "不低于25%"),
    ],
)
def test_a_figure_is_given_with_its_unit_and_qualifier(question, text, answer):
    assert shortened(question, text) == answer


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many smart factories will be built?", "At least 70% of the 50 smart factories should be benchmarks."),
        ("How many robots per 10,000 people are there?", "There are 50 robots per 10,000 people, 3 of them new."),
        ("How many smart factories are planned?", "The city plans 20 benchmark smart factories and 50 smart factories."),
        ("计划建设多少家智能工厂？", "上海计划建设20家市级标杆智能工厂和50家市级智能工厂。"),
    ],
)
def test_the_figure_that_counts_the_thing_is_taken_over_others(question, text):
    answer = shortened(question, text)

    assert answer is not None
    assert answer.startswith("50")


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("When was the group formed?", "The group was formed on 3 January 2024.", "3 January 2024"),
        ("When did production start?", "Production started in October 2024.", "October 2024"),
        ("联合体何时成立？", "联合体于2024年1月3日成立。", "2024年1月3日"),
        ("When does the venture expire?", "Talks in September 2025 were to renew the venture, which expires in 2027.", "2027"),
    ],
)
def test_a_date_is_given_as_printed(question, text, answer):
    assert shortened(question, text) == answer


def test_a_date_that_the_question_names_is_not_its_answer():
    assert shortened("When will the plan of 2023 end?", "The plan of 2023 ends in June 2025.") == "June 2025"


def test_the_names_asked_for_are_listed_in_the_order_of_the_sentence():
    answer = shortened("Which companies are members?", "Members are Shanghai Electric, Bank of Shanghai and Tesla.")

    assert answer == "Shanghai Electric, Bank of Shanghai, Tesla"


def test_a_name_that_the_question_gives_is_not_its_answer():
    answer = shortened("Which companies besides Tesla are members?", "Members are Shanghai Electric and Tesla.")

    assert answer == "Shanghai Electric"


def test_who_wants_a_person_and_no_place():
    assert shortened("Who was named vice president of Tesla?", "Tesla named Tao Lin vice president in Shanghai.") == "Tao Lin"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many plants were built?", "No plant was built."),
        ("When was the plant built?", "The plant was built."),
        ("Why did sales fall?", "Sales fell by 5% because of a price war in 2024."),
        ("Tell me about robots", "There were 100 robots."),
        ("Did sales fall?", "Sales fell by 5%."),
    ],
)
def test_where_no_span_is_asked_for_or_there_is_none_nothing_is_given(question, text):
    assert shortened(question, text) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the robot density?", "Robot density was over 383 robots per 10,000 people."),
        ("By how much did the share rise?", "The share rose by 5 percentage points to 17%."),
        ("How much did output rise?", "Output was 2.5 times that of 2020, up about 150%."),
        ("上汽销量多少？", "上汽2024年销量约401万辆，下降20.1%。"),
        ("When was it?", "It was on 3 January 2024."),
        ("Which firms?", "SAIC and Tesla."),
    ],
)
def test_a_short_answer_is_a_span_of_the_sentence_that_cuts_no_word(question, text):
    answer = shortened(question, text)

    assert answer is not None
    for part in answer.split(", "):
        at = text.index(part)
        before, after = text[at - 1 : at], text[at + len(part) : at + len(part) + 1]
        assert not (before.isascii() and before.isalnum())
        assert not (after.isascii() and after.isalnum())


@pytest.mark.parametrize(
    ("question", "text", "counts"),
    [
        ("How many smart factories are planned?", "The city plans 70 new municipal-level smart factories.", 1),
        ("How many robots are there per 10,000 people?", "There are 383 robots per 10,000 people.", 1),
        ("How many smart factories are planned?", "The plan names smart factories.", -0.5),
        ("How many smart factories are planned?", "At least 70% of the smart factories are benchmarks.", -0.5),
        ("How many smart factories are planned?", "The plan costs 3 million yuan.", -1),
        ("How many smart factories are planned?", "The city plans 20 benchmark smart factories.", 0.8),
        ("What is robot density?", "There are 383 robots.", 0),
        ("How many smart factories are planned?", "上海将建设70家智能工厂。", 1),
    ],
)
def test_a_figure_counts_what_stands_behind_it(question, text, counts):
    assert compared(question, text).counts == counts


def test_a_span_of_years_is_no_amount_unless_it_is_asked_for():
    text = "SAIC invested nearly 150 billion yuan in R&D over ten years."

    assert shortened("上汽的研发投入是多少？", text) == "nearly 150 billion yuan"
    assert shortened("Over how many years did SAIC invest it?", text) == "over ten years"


def test_a_share_of_all_is_no_number_of_them():
    assert compared("How many robots does the park make?", "The park makes one third of China's robots.").kind < 0


def test_by_how_much_something_rose_is_no_number_of_it():
    assert compared("2025年上海出口了多少辆新能源汽车？", "2025年，上海出口增长10.8%。").kind < 0
    assert compared("2025年上海出口了多少辆新能源汽车？", "2025年，上海出口新能源汽车100万辆。").kind == 1


def test_who_voted_is_the_countries_that_the_question_does_not_name():
    assert shortened("Who voted against the duties beside Germany?", "Germany and Hungary voted against the duties.") == "Hungary"
