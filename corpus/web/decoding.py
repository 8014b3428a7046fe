"""Bodies as they were before they were compressed, and never more of them than the limit."""

import zlib
from collections.abc import Iterable

from corpus.errors import UnreadableDocument

_GZIP = 31  # zlib's wbits for a gzip header and the largest window


def decoded(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """The body, at most `most` bytes long, whatever it unpacks to. Raises UnreadableDocument.

    `coding` is what Content-Encoding says; we ask for gzip alone, so other codings are refused.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return _joined(chunks, most)
    if coding not in ("gzip", "x-gzip"):
        raise UnreadableDocument(f"the server packs it as {coding[:40]!r}, unasked: save the page and ingest the file")
    return _joined(_unpacked(chunks, most), most)


def gunzipped(data: bytes, most: int) -> bytes:
    """What a .gz file holds, at most `most` bytes. Raises UnreadableDocument."""
    return _joined(_unpacked([data], most), most)


def _unpacked(chunks: Iterable[bytes], most: int) -> Iterable[bytes]:
    unpack = zlib.decompressobj(_GZIP)
    try:
        for chunk in chunks:
            yield unpack.decompress(chunk, most + 1)  # one over: _joined then says that it is too long
            while unpack.unconsumed_tail:
                yield unpack.decompress(unpack.unconsumed_tail, most + 1)
    except zlib.error as error:
        raise UnreadableDocument(f"it is packed in a way that cannot be unpacked ({error})") from error
    if not unpack.eof:
        raise UnreadableDocument("it ends in the middle: try again later")


def _joined(chunks: Iterable[bytes], most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise UnreadableDocument(f"it is over the limit of {most / 2**20:.0f} MB: save the part you need and ingest the file")
        parts.append(chunk)
    return b"".join(parts)
