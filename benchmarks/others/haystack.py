"""Haystack's tutorial "Creating Your First QA Pipeline with Retrieval-Augmentation", its retrieval.

https://haystack.deepset.ai/tutorials/27_first_rag_pipeline, with the DocumentSplitter of its documentation before it, since
the tutorial's documents are short: 200 words, 20 of overlap. The store is the tutorial's, in memory, kept on disk as JSON.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

NAME = "Haystack"
REQUIREMENTS = (
    "haystack-ai==3.4.0",  # 3.4.1 asks for a certifi that is not published
    "sentence-transformers-haystack==2.0.0",
    "sentence-transformers==6.2.0",
    "torch==2.13.0",
)
STORE = "store.json"


def embedder(model: str) -> Any:
    """The embedder of documents and that of questions, with the model loaded."""
    import haystack.components.preprocessors  # noqa: F401
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    documents = SentenceTransformersDocumentEmbedder(model=model, prefix="passage: ", progress_bar=False)
    question = SentenceTransformersTextEmbedder(model=model, prefix="query: ", progress_bar=False)
    documents.warm_up()
    question.warm_up()
    return documents, question


def ingest(files: Sequence[Path], folder: Path, embedder: Any) -> int:
    """Split, embed, write."""
    from haystack import Document
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    documents = [Document(content=file.read_text(encoding="utf-8"), meta={"source": file.stem}) for file in files]
    splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=20)
    splitter.warm_up()
    pieces = embedder[0].run(splitter.run(documents)["documents"])["documents"]
    store = InMemoryDocumentStore()
    store.write_documents(pieces)
    folder.mkdir(parents=True)
    store.save_to_disk(str(folder / STORE))
    return len(pieces)


def searcher(folder: Path, embedder: Any) -> Callable[[str, int], list[str]]:
    """InMemoryEmbeddingRetriever."""
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    retriever = InMemoryEmbeddingRetriever(InMemoryDocumentStore.load_from_disk(str(folder / STORE)))

    def search(question: str, k: int) -> list[str]:
        vector = embedder[1].run(question)["embedding"]
        return [str(found.meta["source"]) for found in retriever.run(query_embedding=vector, top_k=k)["documents"]]

    return search
