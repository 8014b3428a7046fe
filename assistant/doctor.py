"""Is everything needed here and healthy? One finding a part, each with what to do."""

import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from assistant.chat.opening import open_chat_model, try_out
from assistant.chat.providers import leaves_machine
from assistant.probe import probe
from assistant.reading_room import ReadingRoom
from assistant.settings import Settings
from corpus.embedders import open_embedder
from corpus.embedding import Embedder, fingerprint
from corpus.errors import IndexDamaged, PolicyError

PROBE = "robot density"  # something that an index of policy documents has near neighbours of


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, whether it is healthy, and what was seen or is to be done."""

    name: str
    healthy: bool
    says: str


def examine(settings: Settings) -> list[Finding]:
    """Look at Python, the chat model, the embedder, the index and Chroma, in this order.

    A part that needs a broken one is left out.
    """
    findings = [
        Finding(
            "python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.system()} {platform.machine()}"
        ),
        _chat_model(settings),
    ]
    open_once = cache(partial(open_embedder, settings.embedder))
    for part in (_embedder, _index):
        try:
            findings += part(settings, open_once)
        except PolicyError as error:
            findings.append(Finding(part.__name__.strip("_"), False, str(error)))
            break
    return findings


def _chat_model(settings: Settings) -> Finding:
    """Which model writes the answers, and whether it replies to one short question."""
    chat = settings.chat
    if not chat.model:
        return Finding("chat model", True, "none: answers are the documents' own words, and nothing leaves this machine")
    began = time.monotonic()
    try:
        try_out(open_chat_model(chat.model, chat.timeout, chat.options), chat.model, chat.timeout)
    except PolicyError as error:
        return Finding("chat model", False, str(error))
    sent = "questions and passages are sent to it" if leaves_machine(chat.model) else "it runs on this machine"
    return Finding("chat model", True, f"{chat.model} replied after {time.monotonic() - began:.1f} s; {sent}")


def _embedder(settings: Settings, open_once: Callable[[], Embedder]) -> Iterator[Finding]:
    embedder = open_once()
    length = float(np.linalg.norm(embedder.embed_query(PROBE)))
    yield Finding("embedder", abs(length - 1) < 0.01, f"{settings.embedder} ({fingerprint(embedder)})")


def _index(settings: Settings, open_once: Callable[[], Embedder]) -> Iterator[Finding]:
    room = ReadingRoom(settings.index, open_once)
    documents, passages = room.library.counts()
    says = f"{documents} documents, {passages} passages in {settings.index}"
    if staged := room.library.staged_count():
        says += f"; {staged} more from an ingest that was interrupted: run it again to take them up"
    yield Finding("index", passages > 0, says if passages else f"{settings.index} is empty: run `policy ingest`")
    probe(room)
    vector = room.embed(PROBE)
    yield _chroma(room, passages, vector.tolist())


def _chroma(room: ReadingRoom, passages: int, probe: list[float]) -> Finding:
    """Chroma must hold as many passages as the library, and find the same nearest one."""
    try:
        chroma = room.vector_index()
    except IndexDamaged as error:
        return Finding("chroma", False, str(error))
    count = chroma.count()
    if count != passages:
        return Finding("chroma", False, f"it holds {count} passages instead of {passages}: run `policy ingest --rebuild`")
    nearest = int(room.rows[int(np.argmax(room.vectors @ np.array(probe, np.float32)))]) if passages else None
    found = [row for row, _ in chroma.search(probe, 10)]
    if nearest is not None and nearest not in found:
        return Finding("chroma", False, "a known search does not find its passage: run `policy ingest --rebuild`")
    return Finding("chroma", True, f"{count} passages, a known search agrees")
