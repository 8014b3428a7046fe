import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from evals.compare import compare
from evals.overview import overview
from evals.page import page, write_page
from evals.records import Result, Run, Score
from tests.evals.making import result, run_of

HOSTILE = '<script>alert("x")</script> & <img src=x onerror=y>'


class Outline(HTMLParser):
    """Tags, and whether each that is opened is closed."""

    VOID = ("meta", "input", "br", "rect", "line", "circle", "polyline")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def answered(example: str, right: float, text: str = "There are 70.", question: str | None = None, **fields: object) -> Result:
    form = {
        "verdict": "answered", "text": text, "missing": None, "short_answer": "70", "answerable": 0.85,
        "standalone_question": f"question of {example}",
        "citations": [
            {"n": 1, "quote": text, "title": text, "publisher": text, "published": None, "document_id": "one"},
        ],
    }  # fmt: skip
    expected = {
        "verdicts": ["answered"], "answers": [{"kind": "figure", "any": ["70", text], "unit": "factories", "tolerance": 0.0}],
        "gold": [{"document": "one", "quote": f"Gold of {example}: {text}"}], "also": [], "relevant": {}, "standalone": None,
    }  # fmt: skip
    scores = {"right": right, "calibration_error": Score(0.85 - right, "8"), "latency_p50_ms": 40.0, "token_f1": None}
    made = result(example, scores, answer=form, expected=expected, ranking=("one", "two", "one"), **fields)
    return made if question is None else result(example, scores, answer=form, expected=expected, question=question)


@pytest.fixture
def run() -> Run:
    return run_of(answered("a", 1.0), answered("b", 0.0, type="chain", language="zh"))


def test_the_page_needs_no_script_and_no_other_file(run: Run) -> None:
    outline = Outline(page(overview(run), compare(run, run, "earlier"), []))

    assert outline.open == []
    assert {"script", "link", "img", "iframe"} & set(outline.tags) == set()
    assert [link for link in outline.links if not link.startswith("#")] == []


def test_whatever_a_question_an_answer_or_a_document_says_is_text_on_the_page() -> None:
    before = run_of(answered("a", 1.0, HOSTILE, HOSTILE))
    after = run_of(answered("a", 0.0, HOSTILE, HOSTILE))

    text = page(overview(after), compare(before, after, HOSTILE), [HOSTILE])

    assert "<script" not in text
    assert "<img" not in text
    assert text.count("&lt;script&gt;") > 8  # question, answer, quote, title, publisher, accepted, gold, flip, floor, name


def test_each_question_is_there_with_answer_gold_and_scores(run: Run) -> None:
    text = " ".join(page(overview(run)).split())

    for example in ("a", "b"):
        part = text[text.index(f'id="{example}-1"') :]
        part = part[: part.index("</details>")]
        assert f"question of {example}" in part
        assert "There are 70." in part
        assert f"Gold of {example}: There are 70." in part
        assert "70 | There are 70." in part
        assert "one, two" in part
        assert f"right <b>{'1.000' if example == 'a' else '0.000'}</b>" in part
        assert "token_f1" not in part  # unscored is not shown as a score
    assert [text.count(f'<details class="{state}"') for state in ("right", "wrong", "unscored")] == [1, 1, 0]


def test_a_metric_is_shown_with_its_interval_and_what_is_unscored(run: Run) -> None:
    cells = re.findall(r"<td>(.*?)</td>", page(overview(run)))

    at = cells.index("right")
    assert cells[at : at + 5] == ["right", "2", "0", "0.500", "0.000 to 1.000"]


def test_flips_are_shown_both_ways_with_both_answers(run: Run) -> None:
    other = run_of(answered("a", 0.0, "There are 71."), answered("b", 1.0, "There are 72.", type="chain", language="zh"))

    text = " ".join(page(overview(other), compare(run, other, "earlier")).split())

    assert "1 became wrong" in text
    assert "1 became right" in text
    assert "answered: There are 70." in text
    assert "answered: There are 71." in text
    assert "answered: There are 72." in text


def test_a_reliability_diagram_has_a_point_for_each_bin(run: Run) -> None:
    text = page(overview(run))

    assert "0.8 to 0.9: 2 turns, 0.85 promised, 0.50 kept" in text
    assert "<td>0.8 to 0.9</td>" in text


def test_a_run_of_a_retrieval_set_is_shown_without_answers() -> None:
    found = result("q", {"recall@5": 1.0}, type="retrieval", answer=None, ranking=("d1",), expected={})

    text = page(overview(run_of(found)))

    assert "Knowing when to be silent" not in text
    assert '<details class="unscored"' in text


def test_a_page_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"cannot write the page to .*nowhere/page\.html"):
        write_page(tmp_path / "nowhere" / "page.html", overview(run))
