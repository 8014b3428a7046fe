"""A real desk over twelve shipped documents."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.wiring import open_assistant
from evals.records import Accepted, Example, ExampleTurn, Gold


@pytest.fixture(scope="session")
def desk(small_index: Path) -> Assistant:
    return open_assistant(small_index)


@pytest.fixture(scope="session")
def examples() -> tuple[Example, ...]:
    """Four questions that the twelve documents answer in so many words, and three that they do not."""
    return (
        _asked(
            "delivered", "How many vehicles did Tesla's Shanghai plant deliver in 2023?", "947,000", "xinhua-2024-tesla-947k",
            "Tesla's Shanghai plant delivered 947,000 vehicles, including exports, in 2023, up 33%.",
        ),
        _asked(
            "energy", "By how much had energy used per unit of added value fallen in Shanghai's smart factories?", "13.8%",
            "bnn-2024-shanghai-smart",
            "In Shanghai's smart factories, energy used per unit of added value had fallen 13.8% "
            "as of January 2024, BNN Breaking reported.",
        ),
        _asked(
            "im", "How many vehicles did IM Motors sell in 2024?", "65,503", "danawa-2025-saic",
            "IM Motors sold 65,503 vehicles in 2024, up 71%.",
        ),
        _asked(
            "cut", "By how much were operating costs cut in Shanghai's existing smart factories?", "30%",
            "bnn-2024-shanghai-smart",
            "Operating costs in Shanghai's existing smart factories had been cut by more than 30% "
            "as of January 2024, according to BNN Breaking.",
        ),
        _unanswerable("brazil", "How much steel did Brazil export in 1998?"),
        _unanswerable("apples", "Who grows the most apples in New Zealand?"),
        _unanswerable("ship", "What is the draught of the largest container ship of Maersk?"),
    )  # fmt: skip


def _asked(id_: str, question: str, spelling: str, document: str, quote: str) -> Example:
    turn = ExampleTurn(
        question, verdicts=("answered",), answers=(Accepted("figure", (spelling,)),), gold=(Gold(document, quote),)
    )
    return Example(id_, "single-fact", "en", (turn,))


def _unanswerable(id_: str, question: str) -> Example:
    return Example(id_, "unanswerable", "en", (ExampleTurn(question, verdicts=("not_in_documents",)),))
