"""A run of training that goes on, and one that begins with the weights of another."""

from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertModel

from training.model import ReaderModel
from training.reader import PIECES, Recipe, rate_at, resume, save, take_vocabulary, take_weights


def tiny(seed: int) -> ReaderModel:
    torch.manual_seed(seed)
    config = BertConfig(vocab_size=8, hidden_size=4, num_hidden_layers=1, num_attention_heads=1, intermediate_size=4)
    return ReaderModel(BertModel(config, add_pooling_layer=False))


def learning(model: ReaderModel) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.1)
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step, Recipe(steps=10)))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The checkpoint of a run that stopped after three steps."""
    model = tiny(1)
    optimiser, schedule = learning(model)
    for _ in range(3):
        sum(p.sum() for p in model.parameters()).backward()
        optimiser.step()
        schedule.step()
    folder = tmp_path / "first"
    folder.mkdir()
    save(folder, model, optimiser, schedule, 3)
    (folder / PIECES).write_text("[0, 1]", encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    return folder / "checkpoint.pt"


def weights(model: ReaderModel) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def test_a_run_that_was_stopped_goes_on_with_its_weights_step_and_rate(first: Path) -> None:
    model = tiny(2)
    optimiser, schedule = learning(model)

    step = resume(first.parent, model, optimiser, schedule)

    assert step == 3
    assert schedule.get_last_lr() == [pytest.approx(0.1 * rate_at(3, Recipe(steps=10)))]
    assert weights(model).equal(torch.cat([p.flatten() for p in torch.load(first, weights_only=True)["model"].values()]))


def test_a_second_run_begins_with_the_weights_and_vocabulary_of_the_first_and_a_schedule_of_its_own(
    first: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    model = tiny(2)
    optimiser, schedule = learning(model)

    take_vocabulary(first, second)
    take_weights(first, model)

    assert resume(second, model, optimiser, schedule) == 0
    assert schedule.get_last_lr() == [pytest.approx(0.1 * rate_at(0, Recipe(steps=10)))]
    assert weights(model).equal(torch.cat([p.flatten() for p in torch.load(first, weights_only=True)["model"].values()]))
    assert (second / PIECES).read_text(encoding="utf-8") == "[0, 1]"


def test_the_rate_rises_to_one_and_falls_almost_to_nothing() -> None:
    recipe = Recipe(steps=100, warm_up=0.1)

    rates = [rate_at(step, recipe) for step in range(100)]

    assert rates.index(max(rates)) == 9
    assert max(rates) == 1.0
    assert rates[-1] == pytest.approx(0.02)
