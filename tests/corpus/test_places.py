"""Where things are kept, and how a user names another place."""

from pathlib import Path

import pytest

from corpus.places import data_folder, default_index, model_cache, shipped_documents


def test_the_environment_names_the_index_the_models_and_what_users_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_INDEX", "~/desk")
    monkeypatch.setenv("POLICY_MODELS", "/srv/models")
    monkeypatch.setenv("POLICY_DATA", "/srv/desk")

    assert default_index() == Path.home() / "desk"
    assert model_cache() == Path("/srv/models")
    assert data_folder() == Path("/srv/desk")


def test_without_the_environment_all_are_in_folders_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICY_INDEX", raising=False)
    monkeypatch.delenv("POLICY_MODELS", raising=False)
    monkeypatch.delenv("POLICY_DATA", raising=False)

    assert default_index().is_relative_to(Path.home())
    assert default_index().name == "index"
    assert model_cache().name == "models"
    assert data_folder().is_relative_to(Path.home())


def test_the_shipped_documents_lie_in_the_package() -> None:
    assert (shipped_documents() / "facts.jsonl").is_file()
