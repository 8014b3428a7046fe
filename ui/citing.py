"""How a source is named where it is cited, and how its words are shown: a digest's words are never the publisher's."""

from collections.abc import Sequence

from assistant.records import Citation, Claim, Evidence
from corpus.records import Document
from ui.dates import printed_date
from ui.texts import Texts


def source_line(source: Evidence | Document, texts: Texts, page: int | None = None) -> str:
    """ "Digest of Shine (Shanghai Daily), 3 January 2024", or "SAIC Motor, 2024, page 7, in Chinese": the words are its own."""
    date = printed_date(source.published, source.date_inferred, texts)
    name = "digest_of" if source.wording == "digest" else "original_of"
    line = texts(name, source=source.publisher or source.title, date=date)
    separator = "，" if texts.language == "zh" else ", "
    foreign = source.language != texts.language and source.language in ("en", "zh")  # said, since its words stay in it
    more = [texts("page", number=page)] if page is not None else []
    more += [texts.named("written_in", source.language)] if foreign else []
    return separator.join([line, *more])


def shown_quote(citation: Citation, texts: Texts) -> str:
    """The cited words: in quotation marks only where the publisher wrote them."""
    return texts("our_digest" if citation.evidence.wording == "digest" else "quoted", quote=citation.quote)


def shown_claim(claim: Claim, cited: Sequence[Citation], texts: Texts) -> str:
    """The claim, in quotation marks where it is the publisher's own sentence."""
    return texts("quoted", quote=claim.text) if state_of(claim, cited) == "verbatim_original" else claim.text


def shown_state(claim: Claim, cited: Sequence[Citation], texts: Texts) -> str:
    """The claim's trust state in words; "verbatim" says whose words."""
    return texts.named("state", state_of(claim, cited))


def state_of(claim: Claim, cited: Sequence[Citation]) -> str:
    """The claim's trust state, "verbatim" told apart by whose words they are."""
    if claim.state != "verbatim":
        return claim.state
    quoted = [citation for citation in cited if citation.quote == claim.text] or list(cited)
    return "verbatim_digest" if any(citation.evidence.wording == "digest" for citation in quoted) else "verbatim_original"
