"""Where things are kept, and how a user names another place."""

from pathlib import Path

import pytest

from corpus.places import default_index, model_cache, shipped_documents


def test_the_environment_names_the_index_and_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_INDEX", "~/desk")
    monkeypatch.setenv("POLICY_MODELS", "/srv/models")

    assert default_index() == Path.home() / "desk"
    assert model_cache() == Path("/srv/models")


def test_without_the_environment_both_are_in_folders_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICY_INDEX", raising=False)
    monkeypatch.delenv("POLICY_MODELS", raising=False)

    assert default_index().is_relative_to(Path.home())
    assert default_index().name == "index"
    assert model_cache().name == "models"


def test_the_shipped_documents_lie_in_the_package() -> None:
    assert (shipped_documents() / "facts.jsonl").is_file()
