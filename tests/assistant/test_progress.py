"""What a person sees while documents are read, and a script does not."""

import io

import pytest

from assistant.progress import passages_done, progress_bar, shortened


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_written_where_nobody_looks():
    stream = io.StringIO()

    with progress_bar(stream) as progress:
        progress(1, 3, "plan.pdf", 20)

    assert stream.getvalue() == ""


def test_documents_passages_and_what_is_being_read_are_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()

    with progress_bar(stream) as progress:
        progress(1, 3, "plans/[2024]/plan.pdf", 1_200)

    shown = stream.getvalue()
    assert "1/3" in shown
    assert "1,200 passages, " in shown
    assert "plans/[2024]/plan.pdf" in shown


@pytest.mark.parametrize(("passages", "seconds", "text"), [(0, 5.0, ""), (1_500, 3.0, "1,500 passages, 500/s"), (5, 0.0, "")])
def test_the_rate_is_that_of_passages(passages: int, seconds: float, text: str):
    assert passages_done(passages, seconds) == text


def test_a_long_name_keeps_its_end():
    assert shortened("https://example.org/" + "a" * 100 + "/plan.html").endswith("aaa/plan.html")
    assert len(shortened("x" * 500)) == 40
    assert shortened("plan.pdf") == "plan.pdf"
