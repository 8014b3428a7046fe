"""Concepts by what they do in a question: what can be measured, what lies ahead, and words for nearly one thing."""

# What can be measured of a company, a plant or a market. One asked for and another told is no answer.
METRICS = frozenset(
    "sales deliveries exports imports registrations orders inventory production output_value value_added capacity utilisation "  # noqa: SIM905
    "revenue profit margin cost price investment subsidy budget gdp share density robot_installations operational_stock "
    "rnd employee layoff wage dividend loss charge stake fund fundraising bond loan tax duty range speed cycle_time energy_use "
    "emission productivity area index_score ranking growth".split()
)

# What a sentence that tells of it names in so many words: 8 of 1,036 sentences that answer a question for a figure do not, and
# 105 of 618 that only tempt (training/asked.jsonl). Without the word it tells of something else.
SAID_OUTRIGHT = frozenset({"employee", "layoff", "rnd", "exports", "deliveries", "profit", "margin"})
EARNED = frozenset({"profit", "loss", "margin"})
# What is made is not yet sold.
MADE, SOLD = frozenset({"production", "capacity", "output_value"}), frozenset({"sales", "deliveries", "exports", "registrations"})

# What comes in over a year: the figure of one year is no sum over many.
FLOWS = frozenset(
    {"rnd", "sales", "deliveries", "production", "exports", "imports", "revenue", "profit", "loss", "investment", "cost"}
)
# What is told for each month and quarter: the figure of one is not that of another.
MONTHLY = frozenset({"sales", "deliveries", "exports", "production", "revenue", "profit", "rnd", "registrations", "orders"})
# What is told for one market, kind of vehicle or channel as well as for all.
VOLUMES = MONTHLY | {"imports", "capacity"}

PLANS = frozenset({"target", "forecast", "plan"})

# Words for nearly one thing: what is planned is a goal, what a maker delivers it has sold.
AS_GOOD_AS = (frozenset({"target", "plan"}), frozenset({"sales", "deliveries"}))


def as_good_as(concepts: frozenset[str]) -> frozenset[str]:
    """The concepts, and those that are words for nearly the same."""
    return concepts.union(*(family for family in AS_GOOD_AS if family & concepts))


def of_another(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Whether what is asked to be measured is surely not what is told: the staff, and the area; cars made, and cars sold."""
    outright = asked & SAID_OUTRIGHT - (frozenset({"employee"}) if "density" in asked else frozenset())
    beside = asked - SAID_OUTRIGHT - {"growth"} | (EARNED if "profit" in asked else frozenset())
    if outright and not as_good_as(outright | beside) & told:
        return True
    return "production" in asked and not told & MADE and bool(told & SOLD)
