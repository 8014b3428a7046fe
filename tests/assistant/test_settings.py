"""Default, then environment, then argument."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.wiring import open_assistant
from corpus.embedding import DEFAULT
from corpus.errors import PolicyError, UnknownName


def test_without_an_environment_the_packaged_embedder_reads_the_users_own_index(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("POLICY_INDEX", raising=False)

    settings = Settings.read({})

    assert (settings.embedder, settings.k) == (DEFAULT, 10)
    assert settings.index.parts[-2:] == ("policy", "index")


def test_the_environment_names_index_and_embedder(tmp_path: Path):
    settings = Settings.read({"POLICY_INDEX": str(tmp_path), "POLICY_EMBEDDER": "minilm"})

    assert (settings.index, settings.embedder) == (tmp_path, "minilm")


def test_an_argument_is_stronger_than_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_INDEX", str(tmp_path / "other"))

    assert Settings.read(index=tmp_path).index == tmp_path


def test_an_empty_variable_is_as_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_INDEX", "")

    settings = Settings.read({"POLICY_EMBEDDER": "", "POLICY_INDEX": ""})

    assert settings == Settings.read({})


def test_inside_hosts_are_named_with_commas_between_them():
    settings = Settings.read({"POLICY_ALLOW_HOSTS": " Wiki.Corp, 10.0.0.1,::1,"})

    assert settings.allow_hosts == {"wiki.corp", "10.0.0.1", "::1"}


@pytest.mark.parametrize("host", ["http://wiki.corp", "*.corp", "wiki.corp:8080", "10.0.0.0/8", "a b"])
def test_what_is_no_host_is_refused(host: str):
    with pytest.raises(PolicyError, match="write host names"):
        Settings.read({"POLICY_ALLOW_HOSTS": f"wiki.corp,{host}"})


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_INDEX", "~/desk")

    assert Settings.read().index == Path.home() / "desk"
    assert Settings.read(index=Path("~/other")).index == Path.home() / "other"


def test_settings_open_an_assistant_and_an_unknown_embedder_is_named_with_the_known(small_index: Path):
    desk = open_assistant(Settings(small_index, embedder="word2vec"))

    with pytest.raises(UnknownName, match=r"word2vec.*e5-small"):
        desk.search("robots")
