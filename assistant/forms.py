"""Records as the JSON of docs/contract.md: the one place that knows its field names."""

from typing import Any

from assistant.assistant import Search
from assistant.records import Answer, Citation, Evidence
from corpus.library import DocumentEntry, Event
from corpus.records import IngestReport

Json = dict[str, Any]


def evidence_form(evidence: Evidence) -> Json:
    """EVIDENCE."""
    return {
        "rank": evidence.rank,
        "score": round(evidence.score, 6),
        "document_id": evidence.document_id,
        "title": evidence.title,
        "publisher": evidence.publisher,
        "published": evidence.published,
        "date_inferred": evidence.date_inferred,
        "url": evidence.url,
        "kind": evidence.kind,
        "language": evidence.language,
        "reliability": evidence.reliability,
        "page": evidence.page,
        "heading": evidence.heading,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "wording": evidence.wording,
        "copy_of": evidence.copy_of,
    }


def _explanation_form(evidence: Evidence) -> Json | None:
    """EXPLANATION."""
    why = evidence.explanation
    if why is None:
        return None
    return {
        "score": round(evidence.score, 6),
        "dense": round(why.dense, 6),
        "dense_rank": why.dense_rank,
        "lexical": round(why.lexical, 6),
        "lexical_rank": why.lexical_rank,
        "dense_share": round(why.dense_share, 4),
        "in_scope": why.in_scope,
    }


def citation_form(citation: Citation) -> Json:
    """A citation: its quote, and the evidence it lies in."""
    quote = {"n": citation.n, "quote": citation.quote, "quote_start": citation.quote_start, "quote_end": citation.quote_end}
    return quote | evidence_form(citation.evidence)


def answer_form(answer: Answer) -> Json:
    """`ask --json`."""
    milliseconds = answer.milliseconds
    return {
        "id": answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "verdict": answer.verdict,
        "text": answer.text,
        "claims": [{"text": c.text, "citations": list(c.citations), "state": c.state} for c in answer.claims],
        "citations": [citation_form(citation) for citation in answer.citations],
        "disagreements": [
            {
                "metric": d.metric,
                "entity": d.entity,
                "period": d.period,
                "values": [{"value": v.value, "unit": v.unit, "citation": v.citation} for v in d.values],
                "why": d.why,
            }
            for d in answer.disagreements
        ],
        "missing": answer.missing,
        "short_answer": answer.short_answer,
        "answerable": answer.answerable,
        "closest": [evidence_form(evidence) for evidence in answer.closest],
        "lead": answer.lead,
        "searched": answer.searched,
        "asks_back": answer.asks_back,
        "scope": answer.scope,
        "model": answer.model,
        "note": answer.note,
        "milliseconds": {
            name: getattr(milliseconds, name) for name in ("rewrite", "retrieve", "rank", "answer", "check", "total")
        },
    }


def search_form(search: Search, id_: str | None = None, *, explain: bool = False) -> Json:
    """`search --json`; with its id when it comes from a batch, and what each score was made of when that is asked for."""
    form = {
        "question": search.question,
        "standalone_question": search.standalone_question,
        "scope": search.scope,
        "evidence": [
            evidence_form(evidence) | ({"explanation": _explanation_form(evidence)} if explain else {})
            for evidence in search.evidence
        ],
    }
    return form if id_ is None else {"id": id_} | form


def ingest_form(report: IngestReport) -> Json:
    """`ingest --json`."""
    return {
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": [{"source": failure.source, "reason": failure.reason} for failure in report.failed],
        "notes": [{"source": note.source, "reason": note.reason} for note in report.notes],
        "passages": report.passages,
        "seconds": report.seconds,
    }


def document_form(entry: DocumentEntry) -> Json:
    """One line of `documents --json`."""
    document = entry.document
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
        "kind": document.kind,
        "place": document.place,
        "language": document.language,
        "companies": list(document.companies),
        "reliability": document.reliability,
        "wording": document.wording,
        "passages": entry.passages,
        "source": entry.source,
        "sources": list(entry.sources),
        "copy_of": entry.copy_of,
        "version": entry.version,
        "sha256": entry.sha256,
        "added": entry.added,
    }


def change_form(change: Event) -> Json:
    """One line of `log --json`."""
    return {
        "at": change.at,
        "who": change.who,
        "action": change.action,
        "document_id": change.document_id,
        "title": change.title,
        "sha256": change.sha256,
        "source": change.source,
    }
