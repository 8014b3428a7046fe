"""The shipped reader: what it opens, what it gives back, and that the int8 file says what was trained."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.reader import CARD, MODEL, TOKENIZER, Reader, shipped_reader
from assistant.windows import Window
from corpus.errors import ModelUnavailable

SAMPLES = Path(__file__).parent.parent / "samples" / "reader.json"
QUESTION = "How many vehicles did SAIC sell at retail in 2021?"
RIGHT = Window("At retail, SAIC's sales in 2021 were 5.811 million vehicles.")
WRONG = Window("Tesla opened an office in Berlin.", "It was raining.", "News | 2019-01-01")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(shipped_reader({}))


def test_probabilities_lie_between_0_and_1_and_spans_inside_their_sentence(reader: Reader) -> None:
    windows = [RIGHT, WRONG, Window("2024年，特斯拉出口25.9万辆汽车。"), Window("word " * 300), Window("x")]

    readings = reader.score(QUESTION, windows)

    assert len(readings) == len(windows)
    for reading, window in zip(readings, windows, strict=True):
        assert 0 <= reading.probability <= 1
        assert 0 <= reading.sureness <= 1
        assert 0 <= reading.start < reading.end <= len(window.sentence)


def test_an_empty_sentence_has_no_span(reader: Reader) -> None:
    (reading,) = reader.score(QUESTION, [Window("")])

    assert (reading.start, reading.end, reading.sureness) == (0, 0, 0.0)


def test_no_windows_have_no_readings(reader: Reader) -> None:
    assert reader.score(QUESTION, []) == []


def test_a_sentence_scores_the_same_whatever_stands_beside_it(reader: Reader) -> None:
    alone = reader.score(QUESTION, [RIGHT])

    assert reader.score(QUESTION, [WRONG, RIGHT, Window("word " * 300)])[1] == alone[0]


def test_threads_get_what_one_thread_gets() -> None:
    fresh = Reader(shipped_reader({}))

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: fresh.score(QUESTION, [RIGHT, WRONG]), range(4)))

    assert found == [found[0]] * 4


def test_support_adds_up_to_one(reader: Reader) -> None:
    (support,) = reader.support("SAIC sold 5.811 million vehicles in 2021.", [RIGHT])

    assert support.supported + support.contradicted + support.not_enough == pytest.approx(1)


def test_the_int8_file_says_what_was_trained(reader: Reader) -> None:
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))

    found = [reader.score(one["question"], [Window(*one["window"])])[0].probability for one in samples]

    assert found == pytest.approx([one["float32"] for one in samples], abs=0.18)  # near one half int8 is least sure
    assert {probability > 0.5 for probability in found} == {True, False}


def test_another_file_than_the_expected_one_is_refused(tmp_path: Path) -> None:
    for name in (CARD, TOKENIZER):
        shutil.copy(shipped_reader({}) / name, tmp_path / name)
    (tmp_path / MODEL).write_bytes(b"another model")

    with pytest.raises(ModelUnavailable, match=r"model\.int8\.onnx is not the expected file"):
        Reader(tmp_path).score(QUESTION, [RIGHT])


def test_a_folder_without_a_reader_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be opened"):
        Reader(tmp_path).warm_up()


def test_a_card_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / CARD).write_text("{}", encoding="utf-8")

    with pytest.raises(ModelUnavailable, match="is not a reader's card"):
        Reader(tmp_path).warm_up()


def test_policy_reader_names_another_folder(tmp_path: Path) -> None:
    assert shipped_reader({"POLICY_READER": str(tmp_path)}) == tmp_path
    assert shipped_reader({}).parts[-2:] == ("models", "reader")


def test_what_is_shipped_is_at_most_60_mb() -> None:
    assert sum(file.stat().st_size for file in shipped_reader({}).iterdir()) <= 60e6
