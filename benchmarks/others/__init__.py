"""Retrieval as its libraries' own documentation builds it: one file a system, found by being there.

Each file names what is installed for it (`REQUIREMENTS`) and has three functions, whose libraries are
imported inside, since every system runs in an environment of its own:

    embedder(model)                      the embedding model in the folder `model`, opened as the library opens it
    ingest(files, folder, embedder)      the files become an index in the folder; how many pieces it holds
    searcher(folder, embedder)           (question, k) -> the files' stems of the k nearest pieces, best first

What differs from the documentation, to compare like with like: all get the same embedding model, with the
prefixes it was trained with; k is asked for by the benchmark.
"""
