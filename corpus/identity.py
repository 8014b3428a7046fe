"""What makes two readings one document: hashes of what was read, whatever file it came in."""

import hashlib
import json
from dataclasses import asdict

from corpus.records import Document


def content_hash(document: Document) -> str:
    """SHA-256 of everything that was read but the id: another hash is another version."""
    fields = asdict(document)
    del fields["id"]
    return _sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True))


def same_text_hash(document: Document) -> str:
    """SHA-256 of the text with who published it and when: one document, under whatever name or title it lies."""
    return _sha256(json.dumps([document.text, document.publisher, document.published], ensure_ascii=False))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
