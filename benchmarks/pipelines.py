"""The two pipelines that `against_tutorial.py` compares, one step to a process.

    python benchmarks/pipelines.py SYSTEM STEP FOLDER GIVEN

FOLDER is that of the index, GIVEN a JSON file with the documents and questions (for `once`, the
question itself). The last line printed is what was measured, in JSON.

The tutorial is the one of LangChain's documentation (https://docs.langchain.com/oss/python/langchain/rag): a file
is read whole and cut with RecursiveCharacterTextSplitter(1000, 200), Chroma.from_documents stores the pieces,
similarity_search finds them. Two things differ from it, to compare like with like: the embedder is
ours, and as many passages are asked for as our desk returns.
"""

import json
import math
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings

EMBEDDER = "e5-small"
K = 10  # the desk's default; similarity_search would return 4
PIECE, OVERLAP = 1000, 200  # characters

Split = Callable[[str], list[str]]
Measured = dict[str, float]


@dataclass(frozen=True, slots=True)
class Job:
    """What a process works on."""

    folder: Path
    files: list[Path]
    questions: list[str]


def main() -> None:
    """Do one step and print what was measured."""
    system, step, folder, given = sys.argv[1:]
    if step == "once":
        ask_tutorial_once(Path(folder), given)
        return
    told = json.loads(Path(given).read_text(encoding="utf-8"))
    job = Job(Path(folder), [Path(file) for file in told["files"]], told["questions"])
    print(json.dumps(STEPS[system, step](job)))


# ours -----------------------------------------------------------------------------------------


def our_ingest(job: Job) -> Measured:
    """Read the documents into the index; then embed their passages with nothing around it."""
    import langchain_chroma  # noqa: F401  loaded before the clock starts, as it is for the tutorial

    from corpus.ingest import embedded_text, ingest
    from corpus.parsers import parse
    from corpus.passages import split

    embedder = open_embedder()
    began = time.perf_counter()
    report = ingest(job.files, job.folder, embedder)
    measured = rates(len(job.files), report.passages, time.perf_counter() - began) | peak_memory()
    documents = [document for file in job.files for document in parse(file, file.read_bytes()).documents]
    texts = [embedded_text(document, passage) for document in documents for passage in split(document)]
    return measured | embedding_rate(embedder, texts)


def our_search(job: Job) -> Measured:
    """The evidence for every question; then the ingest again."""
    from assistant.wiring import open_assistant
    from corpus.ingest import ingest

    assistant = open_assistant(job.folder)
    measured = latencies(lambda question: assistant.search(question, K), job.questions) | peak_memory()
    embedder = open_embedder()
    began = time.perf_counter()
    ingest(job.files, job.folder, embedder)
    return measured | {"again": time.perf_counter() - began}


def our_ask(job: Job) -> Measured:
    """The answer to every question."""
    from assistant.wiring import open_assistant

    return latencies(open_assistant(job.folder).ask, job.questions) | peak_memory()


# the tutorial ---------------------------------------------------------------------------------


def tutorial_ingest(job: Job) -> Measured:
    """Load, split and store; then embed the pieces with nothing around it."""
    from langchain_chroma import Chroma

    split, embedder = open_splitter(), open_embedder()
    began = time.perf_counter()
    pieces = load_and_split(job.files, split)
    Chroma.from_documents(documents=pieces, embedding=embedder, persist_directory=str(job.folder))
    measured = rates(len(job.files), len(pieces), time.perf_counter() - began) | peak_memory()
    return measured | embedding_rate(embedder, [piece.page_content for piece in pieces])


def tutorial_search(job: Job) -> Measured:
    """The nearest pieces to every question; then the ingest again."""
    from langchain_chroma import Chroma

    split, embedder = open_splitter(), open_embedder()
    store = Chroma(embedding_function=embedder, persist_directory=str(job.folder))
    measured = latencies(lambda question: store.similarity_search(question, k=K), job.questions) | peak_memory()
    began = time.perf_counter()
    Chroma.from_documents(documents=load_and_split(job.files, split), embedding=embedder, persist_directory=str(job.folder))
    return measured | {"again": time.perf_counter() - began}


def load_and_split(files: Sequence[Path], split: Split) -> "list[Document]":
    """The pieces of all files, each with the file that it is of."""
    from langchain_core.documents import Document

    # the very record that TextLoader makes: its package, langchain-community, would be installed for this line alone
    loaded = [Document(file.read_text(encoding="utf-8"), metadata={"source": str(file)}) for file in files]
    return [Document(text, metadata=document.metadata) for document in loaded for text in split(document.page_content)]


def ask_tutorial_once(folder: Path, question: str) -> None:
    """What a script does from the shell: open, ask once, print."""
    from langchain_chroma import Chroma

    store = Chroma(embedding_function=open_embedder(), persist_directory=str(folder))
    for document in store.similarity_search(question, k=K):
        print(document.metadata["source"], document.page_content)


def open_splitter() -> Split:
    """The splitter that LangChain's tutorial takes."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP).split_text


# both -----------------------------------------------------------------------------------------


def open_embedder() -> "Embeddings":
    """The embedder of both systems."""
    from corpus.embedders import open_embedder

    return open_embedder(EMBEDDER)


def rates(documents: int, passages: int, seconds: float) -> Measured:
    """An ingest's rates a second."""
    return {"documents": documents / seconds, "passages": passages / seconds, "count": passages}


def embedding_rate(embedder: "Embeddings", texts: list[str]) -> Measured:
    """Texts a second through the model alone, all handed over at once."""
    began = time.perf_counter()
    embedder.embed_documents(texts)
    return {"embedding": len(texts) / (time.perf_counter() - began)}


def peak_memory() -> Measured:
    """MB that this process held at its peak so far."""
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, KiB elsewhere
    return {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20}


def latencies(ask: Callable[[str], object], questions: Sequence[str]) -> Measured:
    """Milliseconds a question, the median and the 95th percentile (nearest rank); one question before them is not counted."""
    ask("Which city?")
    taken = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {f"p{share}": taken[math.ceil(len(taken) * share / 100) - 1] for share in (50, 95)}


STEPS: dict[tuple[str, str], Callable[[Job], Measured]] = {
    ("ours", "ingest"): our_ingest,
    ("ours", "search"): our_search,
    ("ours", "ask"): our_ask,
    ("tutorial", "ingest"): tutorial_ingest,
    ("tutorial", "search"): tutorial_search,
}


if __name__ == "__main__":
    main()
