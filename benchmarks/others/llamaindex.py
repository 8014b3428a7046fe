"""LlamaIndex's starter tutorial with a local model, its retrieval.

https://developers.llamaindex.ai/python/framework/getting_started/starter_example_local/: VectorStoreIndex over the documents,
with its own sentence splitter and its own store, kept on disk.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

NAME = "LlamaIndex"
REQUIREMENTS = (
    "llama-index-core==0.14.25",
    "llama-index-embeddings-huggingface==0.8.0",
    "sentence-transformers==6.2.0",
    "torch==2.13.0",
)


def embedder(model: str) -> Any:
    """HuggingFaceEmbedding."""
    import llama_index.core  # noqa: F401
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    return HuggingFaceEmbedding(model_name=model, query_instruction="query: ", text_instruction="passage: ", device="cpu")


def ingest(files: Sequence[Path], folder: Path, embedder: Any) -> int:
    """VectorStoreIndex.from_documents, persisted."""
    from llama_index.core import Document, VectorStoreIndex

    documents = [Document(text=file.read_text(encoding="utf-8"), metadata={"source": file.stem}) for file in files]
    index = VectorStoreIndex.from_documents(documents, embed_model=embedder)
    index.storage_context.persist(str(folder))
    return len(index.docstore.docs)


def searcher(folder: Path, embedder: Any) -> Callable[[str, int], list[str]]:
    """The index's retriever."""
    from llama_index.core import StorageContext, load_index_from_storage

    index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)), embed_model=embedder)

    def search(question: str, k: int) -> list[str]:
        found = index.as_retriever(similarity_top_k=k).retrieve(question)
        return [str(one.node.metadata["source"]) for one in found]

    return search
