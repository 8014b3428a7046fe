"""The benchmark beside other libraries, without installing them: our own system runs, the rest is worked out by hand."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.against_others import (
    BEGIN,
    END,
    FIGURES,
    OURS,
    PUBLISHED,
    QUALITY,
    README,
    names,
    quality,
    single_precision,
    table,
    table_of,
    take_turns,
    with_table,
)
from benchmarks.against_tutorial import Samples
from corpus.places import shipped_documents
from evals.records import Accepted, ExampleTurn, Gold

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = {"ours": SimpleNamespace(NAME="policy"), "other": SimpleNamespace(NAME="Other")}


def test_ours_comes_first_and_every_file_is_a_system_with_pinned_requirements():
    from importlib import import_module

    assert names()[0] == OURS
    assert set(names()) == {path.stem for path in (ROOT / "benchmarks/others").glob("[a-z]*.py")}
    for name in names()[1:]:
        system = import_module(f"benchmarks.others.{name}")
        assert all("==" in requirement for requirement in system.REQUIREMENTS), name
        assert "https://" in system.__doc__, name


def test_a_cell_is_the_median_with_its_ratio_to_ours():
    samples = {"ours ingest documents": [40.0, 20.0, 30.0], "other ingest documents": [15.0]}

    lines = table(SYSTEMS, samples)

    assert lines == ["| | policy | Other |", "|---|---|---|", "| ingest, documents/s | 30.0 | 15.0 (0.50) |"]


def test_what_a_system_does_not_give_is_left_out():
    lines = table(SYSTEMS, {"ours answers cited_right": [0.875]})

    assert lines[-1] == "| answers right, with proof | 0.875 | - |"


def test_quality_is_the_mean_over_the_questions_that_have_an_answer(small_index: Path):
    gold = Gold("danawa-2025-saic", "IM Motors sold 65,503 vehicles in 2024, up 71%.")
    asked = ExampleTurn("a", verdicts=("answered",), answers=(Accepted("figure", ("65,503",)),), gold=(gold,))
    turns = [asked, ExampleTurn("b", verdicts=("not_in_documents",))]
    rankings = {"first": {"a": ["danawa-2025-saic"], "b": ["x"]}, "sixth": {"a": [*"uvwxy", "danawa-2025-saic"], "b": ["x"]}}

    found = quality(turns, rankings, small_index)

    assert found["first"] == dict.fromkeys(QUALITY, 1)
    assert (found["sixth"]["recall@5"], found["sixth"]["recall@10"]) == (0, 1)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Samples]:
    """What failed and what was measured when a system that is not there and ours take a turn each: a minute of work."""
    scratch = tmp_path_factory.mktemp("turns")
    given = scratch / "given.json"
    document = str(shipped_documents() / "danawa-2025-saic.md")
    given.write_text(json.dumps({"files": [document], "questions": ["How many did IM Motors sell?"], "model": ""}))
    samples: Samples = defaultdict(list)
    return take_turns({"absent": Path(sys.executable), "ours": Path(sys.executable)}, scratch, given, 1, samples), samples


def test_our_system_runs_each_of_its_steps(taken):
    _, samples = taken

    assert samples["ours ingest count"][0] >= 1
    assert samples["ours search rankings"][0][0][0] == "danawa-2025-saic"
    assert samples["ours search p95"][0] > 0
    assert samples["ours once found"][0] >= 1


def test_a_system_that_fails_is_named_with_its_error_and_the_rest_goes_on(taken):
    failed, samples = taken

    assert list(failed) == ["absent"]
    assert failed["absent"].endswith("No module named 'benchmarks.others.absent'")
    assert {name.split()[0] for name in samples} == {"ours"}
    assert samples["ours once found"][0] >= 1


def test_the_readmes_table_is_the_one_that_was_measured():
    measured = PUBLISHED.read_text(encoding="utf-8") if PUBLISHED.exists() else ""

    readme = README.read_text(encoding="utf-8")

    assert readme == with_table(readme, table_of(measured))


def test_a_table_takes_the_place_of_the_one_before():
    readme = f"Before.\n{BEGIN}\n| old |\n{END}\nAfter.\n"

    assert with_table(readme, table_of("told\n\n| new |\n")) == f"Before.\n{BEGIN}\n| new |\n{END}\nAfter.\n"


def test_the_others_get_the_model_in_single_precision(tmp_path: Path):
    from safetensors.numpy import load_file, save_file

    model = tmp_path / "model"
    model.mkdir()
    save_file({"layer": np.array([1.5, -2], np.float16)}, model / "model.safetensors")
    (model / "config.json").write_text('{"torch_dtype": "float16", "layers": 12}')
    (model / "model.int8.onnx").write_bytes(b"ours")

    copy = single_precision(model, tmp_path / "copy")

    assert load_file(copy / "model.safetensors")["layer"].tolist() == [1.5, -2]
    assert load_file(copy / "model.safetensors")["layer"].dtype == np.float32
    assert json.loads((copy / "config.json").read_text()) == {"layers": 12, "dtype": "float32"}
    assert not (copy / "model.int8.onnx").exists()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_every_figure_is_of_something_that_is_measured(figure):
    step, name = figure.samples.split(" ", 1)

    assert step in ("quality", "answers", "ingest", "search", "once", "installed"), name
