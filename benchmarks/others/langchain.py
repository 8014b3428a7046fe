"""LangChain's tutorial "Build a RAG agent", its retrieval: https://docs.langchain.com/oss/python/langchain/rag.

A file is read whole and cut with RecursiveCharacterTextSplitter(1000, 200), Chroma stores the pieces.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

NAME = "LangChain"
REQUIREMENTS = (
    "langchain-chroma==1.1.0",
    "langchain-huggingface==1.2.3",
    "langchain-text-splitters==1.1.3",
    "sentence-transformers==6.2.0",
    "torch==2.13.0",
)


def embedder(model: str) -> Any:
    """HuggingFaceEmbeddings."""
    import langchain_chroma  # noqa: F401  loaded before the clock starts, as the next one is
    import langchain_text_splitters  # noqa: F401
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(
        model_name=model, encode_kwargs={"prompt_name": "passage"}, query_encode_kwargs={"prompt_name": "query"}
    )


def ingest(files: Sequence[Path], folder: Path, embedder: Any) -> int:
    """Load, split, store."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    loaded = [Document(file.read_text(encoding="utf-8"), metadata={"source": file.stem}) for file in files]
    pieces = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(loaded)
    Chroma.from_documents(documents=pieces, embedding=embedder, persist_directory=str(folder))
    return len(pieces)


def searcher(folder: Path, embedder: Any) -> Callable[[str, int], list[str]]:
    """`similarity_search`."""
    from langchain_chroma import Chroma

    store = Chroma(embedding_function=embedder, persist_directory=str(folder))
    return lambda question, k: [str(found.metadata["source"]) for found in store.similarity_search(question, k=k)]
