"""Questions to answers over an index of documents: `open_assistant()` is the way in."""

from assistant.records import Answer, Citation, Claim, Evidence, Turn

__all__ = ["Answer", "Citation", "Claim", "Evidence", "Turn", "open_assistant"]


def __getattr__(name: str) -> object:
    """`open_assistant` is loaded when asked for, so that the records can be had without numpy or an index."""
    if name == "open_assistant":
        from assistant.wiring import open_assistant

        return open_assistant
    raise AttributeError(name)
