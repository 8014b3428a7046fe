"""The pairs across languages: sixty, each quote in a passage of the language that its question is not in."""

from collections import Counter
from pathlib import Path

from corpus.languages import language_of
from corpus.library import open_library
from evals.across import pairs


def test_thirty_questions_of_each_language_each_on_a_passage_of_its_own():
    found = pairs()

    assert Counter(pair["language"] for pair in found) == {"zh": 30, "en": 30}
    assert all(language_of(pair["question"]) == pair["language"] for pair in found)
    assert len({(pair["document"], pair["quote"]) for pair in found}) == len({pair["id"] for pair in found}) == 60


def test_every_quote_is_in_a_passage_of_the_other_language(shipped_index: Path):
    library = open_library(shipped_index)
    rows = library.vectors()[0].tolist()
    passages = [passage for passage, _ in library.passages(rows).values()]
    library.close()

    for pair in pairs():
        languages = {p.language for p in passages if p.document_id == pair["document"] and pair["quote"] in p.text}
        assert languages == {"en" if pair["language"] == "zh" else "zh"}, pair["id"]
