"""`answerable` as a probability."""

from assistant.calibration import OF_A_DENIED_PREMISE, calibrated
from assistant.premises import DENIED
from assistant.records import Answer


def of(probability: float, missing: str | None = None) -> float:
    return calibrated(Answer("q", "q", "answered", answerable=probability, missing=missing)).answerable


def test_more_probable_stays_more_probable_within_nought_and_one():
    scaled = [of(tenth / 10) for tenth in range(11)]

    assert scaled == sorted(set(scaled))
    assert 0 <= scaled[0] < 0.05 < 0.95 < scaled[-1] <= 1


def test_a_question_whose_premise_is_denied_is_hardly_answerable_however_near_its_sentence():
    assert of(0.9, DENIED) == OF_A_DENIED_PREMISE < of(0.1)
