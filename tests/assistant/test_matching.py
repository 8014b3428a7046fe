"""How a sentence is compared with a question: about whom, when, and with the kind of thing asked for."""

import pytest

from assistant.answering import OWN, contradicts
from assistant.matching import UNSAID
from assistant.short_answers import NO_FIGURE
from tests.assistant.making import compared

SOLD = "How many vehicles did SAIC sell in 2023?"


def test_a_sentence_about_the_asked_company_is_wholly_about_it():
    assert compared(SOLD, "SAIC sold 5,020,865 vehicles in 2023.").entity == 1


def test_a_sentence_about_another_company_contradicts():
    found = compared(SOLD, "Tesla sold 947,000 vehicles in 2023.")

    assert found.entity == -1
    assert contradicts(found, OWN)


def test_another_company_contradicts_in_another_language_too():
    assert compared("上汽2023年销量是多少？", "Tesla sold 947,000 vehicles in 2023.").entity == -1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many vehicles did SAIC sell?", "SAIC-GM sold 1,000 vehicles."),
        ("How many vehicles did General Motors sell?", "SAIC-GM sold 1,000 vehicles."),
    ],
)
def test_a_group_and_its_joint_venture_are_related_and_not_the_same(question, text):
    found = compared(question, text)

    assert 0 < found.entity < 1
    assert not contradicts(found, OWN)


def test_a_groups_figure_is_never_its_joint_ventures():
    assert compared("How many vehicles did SAIC-GM sell?", "SAIC sold 1,000 vehicles.").entity == -1


def test_this_year_means_one_year_and_not_a_goal_some_years_ahead():
    question = "How many factories will Shanghai build this year?"

    assert compared(question, "Shanghai will build 70 factories in 2024.").year == 0.5
    assert compared(question, "Shanghai will build 200 factories by 2025.").year == -0.5


def test_a_sentence_without_a_name_is_about_the_company_of_its_title():
    assert 0 < compared(SOLD, "It sold 1,000 vehicles.", title="SAIC in brief").entity < 1


def test_a_sentence_without_a_name_under_no_name_is_not_known_to_be_about_it():
    assert -1 < compared(SOLD, "It sold 1,000 vehicles.").entity < 0


def test_a_question_about_nobody_leaves_the_company_open():
    assert compared("How many vehicles were sold?", "Tesla sold 1,000 vehicles.").entity == 0


def test_of_two_asked_companies_one_is_enough():
    assert compared("Did SAIC or Tesla sell more?", "Tesla sold 1,000 vehicles.").entity == 1


def test_the_asked_year_in_the_sentence_counts_wholly():
    assert compared(SOLD, "SAIC sold 1,000 vehicles in 2023.").year == 1


def test_another_year_contradicts():
    found = compared(SOLD, "SAIC sold 1,000 vehicles in 2022.")

    assert found.year == -1
    assert contradicts(found, OWN)


def test_the_year_of_the_title_counts_more_than_that_of_publication_and_less_than_the_sentences():
    titled = compared(SOLD, "SAIC sold 1,000 vehicles.", title="SAIC in 2023").year
    published = compared(SOLD, "SAIC sold 1,000 vehicles.", published="2023-12-31").year

    assert 0 < published < titled < 1


def test_a_sentence_of_no_known_year_does_not_contradict():
    found = compared(SOLD, "SAIC sold 1,000 vehicles.", published=None)

    assert found.year < 0
    assert not contradicts(found, OWN)


def test_a_question_of_no_year_leaves_it_open():
    assert compared("How many vehicles did SAIC sell?", "SAIC sold 1,000 vehicles in 2022.").year == 0


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("SAIC sold 1,000 vehicles in the first quarter of 2023.", 1),
        ("上汽2023年第一季度销量为1000辆。", 1),
        ("SAIC sold 1,000 vehicles in Q2 2023.", -1),
        ("SAIC sold 1,000 vehicles in 2023.", -1),
    ],
)
def test_the_asked_quarter_is_that_quarter_alone(text, part):
    assert compared("How many vehicles did SAIC sell in Q1 2023?", text).part == part


def test_what_is_not_told_by_the_month_may_be_of_the_asked_one():
    assert compared("How many staff did SAIC have in March 2023?", "SAIC had 150,000 employees in 2023.").part == UNSAID


def test_a_quarter_is_not_the_year_that_was_asked_for():
    assert compared(SOLD, "SAIC sold 1,000 vehicles in Q2 2023.").narrower == -1


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        (SOLD, "SAIC sold 1,000 vehicles.", 1),
        (SOLD, "SAIC sold vehicles in 2023.", -1),
        ("What were SAIC's sales in 2023?", "SAIC's sales in 2023 rose.", NO_FIGURE),
        ("What was SAIC's profit in 2023?", "SAIC's profit was for 3 brands in 2023.", -1),
        ("When did the plant open?", "The plant opened on 3 May 2021.", 1),
        ("When did the plant open?", "The plant opened with 300 robots.", -1),
        ("How many cars did SAIC sell in 2023?", "SAIC's sales were US$2bn in 2023.", -1),
        ("How many plates were given out in 2023?", "Applicants needed 36 consecutive months of insurance in 2023.", -1),
        ("How many months of insurance were needed?", "Applicants needed 36 consecutive months of insurance.", 1),
        ("上汽还有多少订单？", "SAIC's order backlog was 284 billion yuan.", 1),
        ("上汽卖了多少辆车？", "SAIC's sales were 284 billion yuan.", -1),
        ("嘉定的生产总值是多少亿元？", "Industry made 70% of Jiading's GDP.", -1),
        ("How long are the licences valid?", "Shanghai gave out licences on 1 March 2018.", -1),
        ("How long are the licences valid?", "The licences are valid for three months.", 1),
        ("How long are the test roads?", "The test roads total 29.3 km.", 1),
        ("How long did the work take?", "Work ran from May 2024 to December 2024.", NO_FIGURE),
        ("For what price was the plant sold?", "VW and SAIC sold the plant.", -1),
        ("Who formed the group?", "Shanghai Electric formed the group.", 1),
        ("Who formed the group?", "The group was formed.", 0),
    ],
)
def test_the_sentence_holds_the_kind_of_thing_asked_for(question, text, kind):
    assert compared(question, text).kind == kind


@pytest.mark.parametrize(
    ("text", "reason"),
    [("SAIC's sales fell because of a price war.", 1), ("受价格战影响，上汽销量下降。", 1), ("SAIC's sales fell.", -1)],
)
def test_a_why_wants_a_cause(text, reason):
    assert compared("Why did SAIC's sales fall?", text).reason == reason


def test_a_rise_is_no_answer_to_a_fall():
    assert compared("How much did sales fall?", "Sales rose by 5%.").direction == -1
    assert compared("How much did sales fall?", "Sales dropped by 5%.").direction == 0


def test_a_plan_is_no_answer_to_what_happened():
    assert compared("How many smart factories were built?", "A target of 70 smart factories was set.").mood == -1
    assert compared("What is the target for smart factories?", "A target of 70 smart factories was set.").mood == 0


def test_words_of_another_language_weigh_less_than_names():
    foreign = compared("上汽2023年销量是多少？", "SAIC sold 5,020,865 vehicles in 2023.")

    assert foreign.foreign == 1
    assert foreign.entity == 1
    assert foreign.year == 1


def test_a_year_in_the_title_does_not_lend_itself_to_a_figure_of_another_year():
    found = compared("What was robot density in 2025?", "Robot density was 260 in 2022.", title="Density to rise by 2025")

    assert found.year == -1


def test_a_figure_behind_another_companys_name_is_that_ones():
    question = "What were SAIC's sales in 2024?"

    assert compared(question, "BYD sold 4.272 million vehicles in 2024, ending SAIC's 18-year lead.").entity == -1
    assert compared(question, "SAIC, overtaken by BYD, sold 4.013 million vehicles in 2024.").entity == 1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many NEVs did Shanghai make in 2023?", "Shenzhen made 1.786 million NEVs in 2023."),
        ("How many robots were installed worldwide in 2022?", "China installed 290,258 robots in 2022."),
        ("How many smart factories does Shanghai have?", "Nationwide, China had built over 10,000 smart factories."),
    ],
)
def test_a_figure_of_another_place_contradicts_whatever_stands_above_it(question: str, text: str):
    assert compared(question, text, title="Smart factories and NEVs in Shanghai").place == -1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many cars did Tesla sell in 2024?", "Tesla's 2024 sales on the Chinese mainland were 657,000 cars."),
        ("When did the EU duty take effect?", "A provisional EU duty took effect on 5 July 2024."),
        ("How many smart factories did Shanghai have at the end of 2023?", "Shanghai newly rated 77 smart factories in 2023."),
    ],
)
def test_a_figure_of_a_part_is_told_from_that_of_the_whole(question: str, text: str):
    assert compared(question, text).limited == -1


def test_what_a_maker_delivers_it_has_sold():
    assert (
        compared("How much did GM sell in China in 2025?", "GM delivered 1.9 million vehicles in China in 2025.").lacks_metric
        == 0
    )


def test_the_half_year_is_no_full_year():
    assert (
        compared(
            "What was SAIC's profit for the full year 2025?", "SAIC's profit was 6 billion yuan in the first half of 2025."
        ).year
        == -1
    )


@pytest.mark.parametrize(
    ("question", "text", "limited"),
    [
        ("What was SAIC's profit in 2024?", "As printed there, SAIC's profit was 0.167 billion yuan in 2024.", -1),
        (
            "Was SAIC's profit of 0.167 billion yuan in 2024 a misprint?",
            "As printed, SAIC's 2024 profit was 0.167 billion yuan.",
            0,
        ),
        ("How many cars did Tesla make in 2022?", "Tesla made 1,200 cars a day in 2022.", -1),
        ("How many cars a day did Tesla make in 2022?", "Tesla made 1,200 cars a day in 2022.", 0),
        ("特斯拉2022年造了多少辆车？", "2022年，特斯拉每天生产1200辆车。", -1),
        ("What did SAIC invest in R&D in 2024?", "SAIC invested 150 billion yuan in R&D over the ten years to 2024.", -1),
        ("How many robots did Shanghai add in 2025?", "Shanghai will add 20,000 robots in 2023-2025.", -1),
        ("How many robots will Shanghai add in 2023-2025?", "Shanghai will add 20,000 robots in 2023-2025.", 0),
    ],
)
def test_a_figure_that_is_doubted_of_a_day_or_of_many_years_is_not_that_of_the_year(question: str, text: str, limited: float):
    assert compared(question, text).limited == limited


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Worldwide, there were 224 lighthouse factories in January 2026.", -1),
        ("The world average robot density was 141 in 2021.", -1),
        ("Shanghai had 5 lighthouse factories in 2022.", 0),
    ],
)
def test_what_is_counted_worldwide_is_not_of_the_asked_city(text: str, place: float):
    assert compared("How many lighthouse factories does Shanghai have?", text).place == place


def test_a_density_is_not_answered_with_a_count():
    question = "How many robots per 10,000 workers does Beijing want by 2025?"

    assert compared(question, "Beijing targets 100 robot products by 2025.").kind == -1
    assert compared(question, "Beijing targets 360 robots per 10,000 workers by 2025.").kind == 1


def test_a_report_of_a_year_is_not_of_that_year():
    text = "The federation's 2024 report put installations at 552,946 in 2022."

    assert compared("How many robots were installed in 2024?", text).year == -1
    assert compared("How many robots were installed in 2022?", text).year == 1


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("SAIC sold 1,000 vehicles, including exports, in 2023.", 0),
        ("SAIC sold 1,000 vehicles, with 200 NEVs, in 2023.", 0),
        ("SAIC sold 1,000 vehicles and exported 300 in 2023.", 0),
        ("SAIC sold 1,000 NEVs in 2023.", -1),
        ("SAIC sold 1,000 vehicles overseas in 2023.", -1),
    ],
)
def test_only_what_the_figure_itself_is_of_limits_it(text: str, limited: float):
    assert compared(SOLD, text).limited == limited


@pytest.mark.parametrize(("where", "of_one"), [(" in Shanghai", -1), ("", 0)])
def test_one_companys_figure_is_not_that_of_a_city(where: str, of_one: float):
    assert compared(f"How many cars were sold{where} in 2023?", "Tesla sold 947,000 cars in 2023.").of_one == of_one


@pytest.mark.parametrize("question", ["What did SAIC earn in April 2023?", "How much was SAIC worth in April 2023?"])
def test_what_is_earned_and_what_something_is_worth_is_no_number_of_cars(question: str):
    assert compared(question, "SAIC sold 374,000 vehicles in April 2023.").kind == -1
    assert compared(question, "SAIC's profit, worth 374 million yuan, came in April 2023.").kind == 1


def test_the_year_of_a_release_dates_no_figure_of_another_year():
    told = "Singapore had 730 robots per 10,000 employees in 2022, according to a January 2024 release."

    assert compared("How many robots per 10,000 employees did Singapore have in 2024?", told).year == -1


def test_spending_on_research_is_no_profit():
    assert compared("How much did SAIC spend on R&D in 2024?", "SAIC's revenue was 6.63 billion yuan in 2024.").lacks_metric == 1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people did SAIC employ in 2023?", "SAIC sold 5 million vehicles in 2023."),
        ("How much did SAIC spend on R&D in 2023?", "SAIC's revenue was 700 billion yuan in 2023."),
        (
            "How much did SAIC spend on R&D in the first half of 2024?",
            "SAIC put 150 billion yuan into R&D in ten years to 2024.",
        ),
        ("How many cars did SAIC export in 2023?", "SAIC sold 5 million vehicles in 2023."),
        ("How many cars did SAIC produce in 2023?", "SAIC sold 5 million vehicles in 2023."),
        ("上汽2023年的净利润是多少？", "2023年，上汽营业收入为7000亿元。"),
    ],
)
def test_what_is_measured_in_so_many_words_is_not_told_by_another_measure(question: str, text: str):
    assert contradicts(compared(question, text), OWN)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many cars can SAIC's plant produce a year?", "SAIC's plant has capacity for 300,000 vehicles a year."),
        ("What profit did SAIC make in 2023?", "SAIC made a loss of 5 billion yuan in 2023."),
        ("What did Tesla ship from Shanghai in 2023, exports included?", "Tesla shipped 947,742 vehicles from Shanghai in 2023."),
        ("How many robots per 10,000 workers did Shanghai have?", "Shanghai's robot density was 383 units per 10,000."),
    ],
)
def test_a_nearby_measure_may_tell_it(question: str, text: str):
    assert not contradicts(compared(question, text), OWN)


@pytest.mark.parametrize(
    ("text", "narrower"),
    [
        ("2025年12月，蔚来交付4.81万辆。", -1.0),
        ("2025年，蔚来交付32.6万辆。", 0.0),
        ("截至2025年12月，蔚来累计交付90万辆。", 0.0),
        ("据2025年12月的报告，蔚来交付32.6万辆。", 0.0),
    ],
)
def test_the_figure_of_a_month_is_not_that_of_its_year_in_chinese(text: str, narrower: float):
    assert compared("蔚来2025年交付了多少辆？", text).narrower == narrower


def test_what_there_was_in_spring_is_not_what_there_was_at_the_end_of_the_year():
    question = "How many Megapacks had Tesla made by the end of 2025?"

    assert compared(question, "In the first quarter of 2025, Tesla made over 100 Megapacks.").narrower == -1
    assert compared(question, "Tesla had made 2,000 Megapacks by the end of 2025.").narrower == 0
