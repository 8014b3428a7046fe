"""Search at scale: times, recall and memory at 100,000 or a million passages, beside a LangChain retriever over Chroma.

    python benchmarks/search.py [--passages N] [--questions N] [--tutorial] [--keep FOLDER] [--json]

Passages are sentences of the shipped documents, drawn at random, so that words and names are as frequent as there; their
vectors are drawn around 800 topics, so that questions have neighbours, with the spectrum of the model's own. They are written
to the library in bulk, ten to a document, without parsing and without Chroma's folder, which no question needs. Questions are
the project's development questions, embedded by the product's model: half of them warm the desk, the other half are timed.
With --tutorial Chroma holds the same texts and half of each vector, which is as long as MiniLM's are, and LangChain's
retriever embeds each question with MiniLM. Building and asking are processes of their own; --keep leaves the index for another
run.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DIMENSIONS, TOPICS = 768, 800
OF_MINILM = 384  # of the dimensions: what a MiniLM index has
# As the product's model has them on 15,185 passages of regulations: squared length of what differs from the mean, and how fast
# the variance falls from one principal direction to the next
VARIANCE, DECAY = 0.19, 0.85
OF_TOPIC = 0.6  # of the variance
A_DOCUMENT = 10  # passages
SENTENCES = 5  # a passage
RERANKED = 20  # passages
AT_ONCE = 5_000
DRAWN = "drawn"  # fingerprint of the vectors
FILTERS = {
    "company": {"company": ("Tesla",)},
    "publisher": {"publisher": ("Publisher 7",)},
    "since": {"since": "2024-06"},
    "place and kind": {"place": ("China",), "kind": ("news",)},
    "one month": {"since": "2024-02", "until": "2024-02"},
}

Report = dict[str, Any]


def main() -> None:
    """Build, ask, and print."""
    parser = argparse.ArgumentParser(description="Search at scale, in one run.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=160)
    parser.add_argument("--tutorial", action="store_true", help="measure LangChain's retriever over Chroma besides")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the index stays, and is found by the next run")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.step:
        print(json.dumps(STEPS[told.step](told.keep, told.passages, told.questions)))
        return
    with tempfile.TemporaryDirectory(prefix="search-") as scratch:
        folder = told.keep or Path(scratch)
        steps = [] if (folder / "library.sqlite").exists() else ["build"]
        steps += ["ask", "cold"] + (["chroma", "tutorial"] if told.tutorial else [])
        report = {name: step(name, folder, told.passages, told.questions) for name in steps}
    if told.tutorial:
        report["ratios to LangChain's retriever"] = ratios(report["ask"], report["tutorial"])
    report["load at the end"] = [round(load, 1) for load in os.getloadavg()]
    print(json.dumps(report) if told.json else "\n".join(f"{name}: {value}" for name, value in report.items()))


def step(name: str, folder: Path, passages: int, questions: int) -> Report:
    """What one process measured."""
    command = [sys.executable, __file__, "--step", name, "--keep", folder, "--passages", passages, "--questions", questions]
    ended = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=True)
    report: Report = json.loads(ended.stdout.splitlines()[-1])
    print(f"{name}: {report}", file=sys.stderr)
    return report


def ratios(desk: Report, tutorial: Report) -> Report:
    """How many times as long as LangChain's retriever the desk takes, at the middle and for the slowest."""
    filtered = next(name for name in desk if name.startswith("search by place and kind"))
    pairs = {"search": ("search, ms", "search, ms"), "search by place and kind": (filtered, "search by place and kind, ms")}
    return {
        name: {point: round(desk[ours][point] / tutorial[theirs][point], 2) for point in ("p50", "p95")}
        for name, (ours, theirs) in pairs.items()
    }


def build(folder: Path, count: int, _: int) -> Report:
    """The library, in bulk."""
    from corpus.library import FILE, create_library

    began = time.perf_counter()
    library = create_library(folder, DRAWN)
    db = sqlite3.connect(folder / FILE)
    db.execute("PRAGMA synchronous = OFF")
    made = texts()
    number = 0
    for vectors in drawn(count):
        with db:
            for start in range(0, len(vectors), A_DOCUMENT):
                number += 1
                write(db, number, [next(made) for _ in vectors[start : start + A_DOCUMENT]], vectors[start : start + A_DOCUMENT])
    db.close()
    written = time.perf_counter() - began
    library.publish("not made")
    library.close()
    return {"passages": count, "seconds": round(time.perf_counter() - began), "of them writing": round(written),
            "MB": round(size_of(folder)), **used()}  # fmt: skip


def write(db: sqlite3.Connection, number: int, passages: Sequence[Sequence[str]], vectors: Any) -> None:
    """One document with its passages, staged."""
    from corpus.library.rows import document_values
    from corpus.records import Document

    chance = random.Random(number)
    document = Document(
        id=f"d{number}", title=f"Document {number}", text="".join(text for text, *_ in passages),
        publisher=f"Publisher {chance.randrange(40)}", kind=chance.choice(["news", "report", "policy", "statistics", "filing"]),
        published=f"{chance.randrange(2018, 2027)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        place=chance.choice(["China", "China/Shanghai", "EU", "US", "Germany", "Japan"]), language=passages[0][1],
        companies=tuple(chance.sample(["Tesla", "SAIC Motor", "BYD", "Geely", "NIO", "ABB", "CATL", "Volkswagen"], 2)),
    )  # fmt: skip
    state = (0, "", "", str(number), b"", "2026-01-01")
    fields = (
        "id, title, text, publisher, published, date_inferred, url, kind, place, language, companies, reliability, wording, "
        "pages, sections, live, sha256, content, same_text, sketch, added"
    )
    values = (number, *document_values(document), *state)
    db.execute(f"INSERT INTO document (row, {fields}) VALUES ({','.join('?' * len(values))})", values)
    first, end = (number - 1) * A_DOCUMENT, 0
    for place, ((text, language, words, names), vector) in enumerate(zip(passages, vectors, strict=True), start=1):
        start, end = end, end + len(text)
        row = (first + place, number, start, end, "", None, language, f"document {number}", words, names, vector.tobytes())
        db.execute(f"INSERT INTO passage VALUES ({','.join('?' * len(row))})", row)


def texts() -> Iterator[tuple[str, str, str, str]]:
    """Text, language, words and names of one passage after the other, without end."""
    from corpus.languages import language_of
    from corpus.sentences import sentence_spans
    from corpus.tokens import name_words, words

    held: dict[str, list[tuple[str, str, str]]] = {"en": [], "zh": []}
    for path in sorted((ROOT / "corpus/documents").glob("*.md"))[::3]:
        text = path.read_text(encoding="utf-8").split("---", 2)[-1]
        for start, end in sentence_spans(text, 0, len(text)):
            one = " ".join(text[start:end].split())
            held[language_of(one)].append((one, " ".join(words(one)), " ".join(name_words(one))))
    chance = random.Random(7)
    while True:
        language = "zh" if chance.random() < 0.15 else "en"
        chosen = chance.choices(held[language], k=SENTENCES)
        text, tokens, names = (" ".join(parts) for parts in zip(*chosen, strict=True))
        yield text + "\n\n", language, f"{tokens} n{chance.randrange(10**6)}", names


def drawn(count: int, seed: int = 7) -> Iterator[Any]:
    """Unit vectors around topics, a batch at a time; the same topics whatever the seed."""
    import numpy as np

    spectrum = np.arange(1, DIMENSIONS + 1, dtype=np.float32) ** -DECAY
    spread = np.sqrt(spectrum * VARIANCE / spectrum.sum())
    topics = np.random.default_rng(1).standard_normal((TOPICS, DIMENSIONS), dtype=np.float32)
    middle = np.full(DIMENSIONS, (1 - VARIANCE) ** 0.5 / DIMENSIONS**0.5, np.float32)
    chance = np.random.default_rng(seed)
    for start in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - start)
        own = chance.standard_normal((size, DIMENSIONS), dtype=np.float32)
        vectors = middle + spread * (OF_TOPIC**0.5 * topics[chance.integers(0, TOPICS, size)] + (1 - OF_TOPIC) ** 0.5 * own)
        yield vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class Embedder:
    """The product's model, for vectors that are not its own: a question takes as long as ever."""

    fingerprint = DRAWN

    def __init__(self) -> None:
        from corpus.embedders import open_embedder
        from corpus.embedding import DEFAULT, english_model, sentence_model

        model = open_embedder(DEFAULT)
        self.sentences, self.english = sentence_model(model), english_model(model)
        self.embed_documents, self.embed_query = model.embed_documents, model.embed_query


def ask(folder: Path, _: int, questions: int) -> Report:
    """Times of search and of answers, recall of the first look, and memory."""
    from assistant.assistant import Assistant
    from assistant.reader import open_reader
    from assistant.reading_room import ReadingRoom
    from corpus.records import Filters

    began = time.perf_counter()
    room, reader = ReadingRoom(folder, Embedder), open_reader()
    desk = Assistant(room, 10, reader)
    desk.warm_up()
    report: Report = {"opened, s": round(time.perf_counter() - began, 1)}
    warming, timed = halves(questions)
    for question in warming:
        desk.search(question)
    report["search, ms"] = times(lambda question: desk.search(question), timed)
    for name, fields in FILTERS.items():
        filters = Filters(**fields)  # type: ignore[arg-type]
        share = room.allowed(filters).mean()  # type: ignore[union-attr]
        search = partial(desk.search, filters=filters)
        report[f"search by {name} ({share:.2%} pass), ms"] = times(search, timed, again=room)
    report[f"search and the reader over {RERANKED} passages, ms"] = times(partial(reranked, desk, reader), timed, again=room)
    report["memory after searching, MB"] = used()["peak MB"]
    for question in warming[:20]:
        desk.ask(question)
    report["ask, ms"] = times(lambda question: desk.ask(question), timed, again=room)
    return report | recall(room) | used()


def times(act: Callable[[str], Any], questions: Sequence[str], again: Any = None) -> dict[str, float]:
    """p50, p95 and the mean of processor time, of milliseconds. `again`: a room that shall embed the questions anew."""
    if again is not None:
        again._questions.clear()
    taken = []
    spent = time.process_time()
    for question in questions:
        began = time.perf_counter()
        act(question)
        taken.append((time.perf_counter() - began) * 1000)
    spent = (time.process_time() - spent) * 1000 / len(questions)
    return {"p50": round(median(taken), 1), "p95": round(quantiles(taken, n=20)[-1], 1), "CPU": round(spent, 1)}


def reranked(desk: Any, reader: Any, question: str) -> list[Any]:
    """The best passages, each read whole by the trained reader."""
    from assistant.windows import Window

    found = desk.search(question, RERANKED).evidence
    read: list[Any] = reader.score(question, [Window(one.text, "", one.title) for one in found])
    return read


def recall(room: Any, of: int = 10, questions: int = 200) -> Report:
    """Of the exact `of` nearest, the share that dense search finds, for vectors drawn anew around the same topics."""
    import numpy as np

    from assistant.retrievers.dense import dense

    found = 0
    asked = next(drawn(questions, seed=11))
    for vector in asked:
        ((given, _),) = dense(room, vector, of, [None])
        cosines = room.vectors @ vector
        found += len(set(np.argpartition(-cosines, of)[:of].tolist()) & set(given.tolist()))
    return {f"recall@{of} against exact": round(found / of / len(asked), 4)}


def cold(folder: Path, _: int, questions: int) -> Report:
    """A process that opens the index, loads the model, searches once, and ends."""
    program = (
        "import sys; from pathlib import Path; from benchmarks.search import Embedder; "
        "from assistant.assistant import Assistant; from assistant.reader import open_reader; "
        "from assistant.reading_room import ReadingRoom; from assistant.probe import probe; "
        "room = ReadingRoom(Path(sys.argv[1]), Embedder, ahead=True); probe(room); "
        "print(len(Assistant(room, 10, open_reader()).search(sys.argv[2]).evidence))"
    )
    seconds = []
    for question in halves(questions)[1][:5]:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", program, str(folder), question], check=True, capture_output=True, cwd=ROOT)
        seconds.append(time.perf_counter() - began)
    return {"search in a fresh process, s": round(median(seconds), 2), "slowest": round(max(seconds), 2)}


def chroma(folder: Path, _: int, __: int) -> Report:
    """LangChain's Chroma with the same texts, and vectors as short as MiniLM's."""
    import numpy as np
    from langchain_chroma import Chroma

    from corpus.library import open_library

    class Held:
        """Hands over the vectors of a batch."""

        def embed_documents(self, _: list[str]) -> Any:
            return self.vectors

    began = time.perf_counter()
    library, held = open_library(folder), Held()
    store = Chroma("langchain", embedding_function=held, persist_directory=str(folder / "tutorial"),
                   collection_configuration={"hnsw": {"space": "cosine"}})  # fmt: skip
    rows = library.vectors()[0].tolist()
    for start in range(0, len(rows), AT_ONCE):
        numbers, given, metadata, vectors = zip(*library.records(rows[start : start + AT_ONCE]), strict=True)
        held.vectors = np.array(vectors)[:, :OF_MINILM].tolist()
        store.add_texts(list(given), metadatas=list(metadata), ids=[str(number) for number in numbers])
    return {"seconds": round(time.perf_counter() - began), "MB": round(size_of(folder / "tutorial")), **used()}


def tutorial(folder: Path, _: int, questions: int) -> Report:
    """Times of LangChain's retriever."""
    from langchain_chroma import Chroma

    from corpus.embedders import open_embedder
    from corpus.embedders.minilm import packaged_folder

    began = time.perf_counter()
    minilm = open_embedder(f"sentence-transformers:{packaged_folder()}")
    store = Chroma("langchain", embedding_function=minilm, persist_directory=str(folder / "tutorial"))
    retriever = store.as_retriever(search_kwargs={"k": 10})
    warming, timed = halves(questions)
    for question in warming:
        retriever.invoke(question)
    opened = time.perf_counter() - began
    by_kind = store.as_retriever(search_kwargs={"k": 10, "filter": {"$and": [{"kind": "news"}, {"place": "China"}]}})
    return {
        "opened and warm, s": round(opened, 1), "search, ms": times(retriever.invoke, timed),
        "search by place and kind, ms": times(by_kind.invoke, timed), **used(),
    }  # fmt: skip


def halves(count: int) -> tuple[list[str], list[str]]:
    """Development questions to warm with, and others to time."""
    lines = (ROOT / "evals/data/questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [row["turns"][0]["question"] for row in map(json.loads, lines) if row["split"] == "dev"][:count]
    return asked[::2], asked[1::2]


def size_of(folder: Path) -> float:
    """MB of all files in the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def used() -> Report:
    """Peak memory of this process."""
    return {"peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


STEPS = {"build": build, "ask": ask, "cold": cold, "chroma": chroma, "tutorial": tutorial}

if __name__ == "__main__":
    main()
