"""Which part of the house may know which, read from the import lines of every module."""

import ast
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import NetworkUsed

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "assistant", "ui", "evals", "training")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "assistant": {"assistant", "corpus"},
    "ui": {"ui", "assistant", "corpus", "evals"},  # the evaluation page reads runs
    "evals": {"evals", "assistant", "corpus"},
    "training": {"training", "assistant", "corpus", "evals"},
}
STARTED_BY_THE_COMMAND = {("assistant/cli.py", "ui.launch"), ("assistant/cli.py", "evals.command")}  # one command for all
KNOWN_TO = {
    "chromadb": ("corpus/vector_index.py",),
    "langchain_chroma": ("corpus/vector_index.py",),
    "sqlite3": ("corpus/library/", "ui/history.py"),
    "filelock": ("corpus/ingest.py",),
    "Stemmer": ("corpus/tokens.py",),
    "pypdfium2": ("corpus/pdf/", "ui/"),  # ui may draw pages
    "onnxruntime": ("assistant/reader.py", "corpus/embedders/", "corpus/onnx_export.py", "training/"),
    "tokenizers": ("assistant/reader.py", "assistant/windows.py", "corpus/embedders/", "corpus/e5_conversion.py", "training/"),
    "torch": ("corpus/embedders/", "corpus/e5_conversion.py", "corpus/onnx_export.py", "training/"),
    "transformers": ("corpus/embedders/", "corpus/e5_conversion.py", "training/"),
    "sentence_transformers": ("corpus/embedders/", "corpus/e5_conversion.py"),
    "langchain": ("assistant/chat/", "evals/judging.py"),
    "langchain_core": (
        "assistant/chat/",
        "assistant/langchain.py",
        "corpus/embedders/",
        "corpus/embedding.py",
        "corpus/vector_index.py",
    ),
    "xllamacpp": ("assistant/chat/local.py",),
    "docx": ("corpus/parsers/docx.py", "ui/exports/word.py"),
    "trafilatura": ("corpus/parsers/html.py",),
    "htmldate": ("corpus/parsers/html.py",),
    "openpyxl": ("corpus/parsers/xlsx.py",),
    "pptx": ("corpus/parsers/pptx.py",),
    "httpcore": ("corpus/web/",),
    "protego": ("corpus/web/robots.py",),
    "jinja2": ("evals/page.py",),
    "streamlit": ("ui/",),
    "typer": ("assistant/cli.py", "assistant/curating.py", "assistant/options.py"),
}
HEAVY = (
    "torch",
    "transformers",
    "chromadb",
    "langchain_chroma",
    "sentence_transformers",
    "onnxruntime",
    "streamlit",
    "trafilatura",
    "htmldate",
    "lxml",
    "httpcore",
    "docx",
    "openpyxl",
    "pptx",
    "langchain.chat_models",
    "langchain_openai",
    "langchain_anthropic",
    "langchain_google_genai",
    "langchain_ollama",
    "xllamacpp",
)

HEAVY_OF_CHAT = (
    *(name for name in HEAVY if name.startswith(("langchain.", "langchain_")) and name != "langchain_chroma"),
    "xllamacpp",
)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Full names of the modules that a file imports, wherever in it the import stands."""
    return tuple(_imported(module))


def _imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import, which hides its layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def places(library: str) -> list[str]:
    """The files of the house that import a library."""
    return [
        module.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for module in modules(package)
        if any(name.split(".")[0] == library for name in imported(module))
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_itself_and_the_layers_below(package: str) -> None:
    found = {
        (module.relative_to(ROOT).as_posix(), name.rpartition(".")[0])
        for module in modules(package)
        for name in imported(module)
        if name.split(".")[0] in set(PACKAGES) - MAY_IMPORT[package]
    }

    assert found - STARTED_BY_THE_COMMAND == set()


def test_what_the_command_starts_is_imported_when_it_starts() -> None:
    tree = ast.parse((ROOT / "assistant/cli.py").read_text(encoding="utf-8"))

    at_the_top = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]

    assert [name for name in at_the_top if name.split(".")[0] in ("ui", "evals")] == []


@pytest.mark.parametrize("name", ["corpus/records.py", "corpus/errors.py"])
def test_records_and_errors_of_the_corpus_import_nothing_of_ours(name: str) -> None:
    assert [other for other in imported(ROOT / name) if other.split(".")[0] in PACKAGES] == []


@pytest.mark.parametrize("library", sorted(KNOWN_TO))
def test_a_library_is_known_to_its_own_file_only(library: str) -> None:
    allowed = KNOWN_TO[library]

    found = places(library)

    assert found, f"nothing imports {library}: take it off the list"
    assert [place for place in found if not place.startswith(allowed)] == []


@pytest.mark.parametrize("module", ["assistant", "assistant.cli"])
def test_importing_the_command_loads_no_heavy_library(module: str) -> None:
    program = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert loaded.split() == []


def test_an_answer_without_a_chat_model_loads_nothing_of_one() -> None:
    program = f"import sys, assistant.wiring; print(*[name for name in {HEAVY_OF_CHAT!r} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert loaded.split() == []


def test_a_connection_to_another_machine_is_refused_in_the_tests() -> None:
    with socket.socket() as line, pytest.raises(NetworkUsed, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))


def test_a_connection_to_this_machine_is_let_through_in_the_tests() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as line:
        line.connect(server.getsockname())

        assert line.getpeername() == server.getsockname()
