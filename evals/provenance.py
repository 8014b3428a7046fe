"""What a run was made with: version, commit, settings, index."""

import hashlib
import subprocess
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.settings import Settings
from corpus.library import open_library
from evals.records import Json

_ROOT = Path(__file__).parent.parent
_NO_CODE = {"__pycache__", "documents", "results", "data"}


def package_version() -> str | None:
    """None where the package is run without being installed."""
    try:
        return version("policy-desk")
    except PackageNotFoundError:
        return None


def commit() -> str | None:
    """The commit of the checkout, with "-dirty" when files differ from it; None outside a checkout or without git."""
    if not (_ROOT / ".git").exists():
        return None
    command = ["git", "-C", str(_ROOT), "describe", "--always", "--dirty", "--abbrev=12", "--match="]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return None
    return asked.stdout.strip() or None


@cache
def code_fingerprint(packages: Sequence[str]) -> str:
    """A digest of every file of these packages that can change what comes out: code, tables, weights; not the documents."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted((_ROOT / package).rglob("*")):
            inside = path.relative_to(_ROOT)
            if path.is_file() and not set(inside.parts) & _NO_CODE:
                digest.update(f"{inside}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def settings_form(settings: Settings) -> Json:
    """What can differ between two runs on one index."""
    today = (settings.today or date.today()).isoformat()
    return {"embedder": settings.embedder, "k": settings.k, "today": today, "chat": settings.chat.model or "offline"}


def index_form(folder: Path) -> Json:
    """Fingerprint of an index: embedder, generation and counts. Raises IndexMissing."""
    library = open_library(folder)
    try:
        documents, passages = library.counts()
        embedder, generation = library.setting("embedder"), library.generation
    finally:
        library.close()
    return {"embedder": embedder, "generation": generation, "documents": documents, "passages": passages}


def no_index(embedder: str) -> Json:
    """In its place, where a set brings its passages."""
    return {"embedder": embedder, "generation": 0, "documents": 0, "passages": 0}
