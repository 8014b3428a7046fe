"""Twenty people at once: `python -m benchmarks.twenty_people [--index FOLDER]`, with the page's own server and protocol.

Each person is a websocket session of the page, asks one question after the other without a pause, and begins a new
conversation after four. First one person asks alone; every answer given in company must be the one given alone.
"""

import argparse
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from corpus.places import default_index
from tests.ui.serving import serving

QUESTIONS = (
    "How many smart factories will Shanghai build by 2025?",
    "What is Shanghai's robot density?",
    "By how much did smart factories in Shanghai cut operating costs?",
    "How many cars did Tesla's Shanghai plant deliver in 2023?",
    "上海计划到2025年建设多少家智能工厂？",
    "2024年上汽海外销量是多少？",
    "How many industrial robots did Shanghai plan to add from 2023 to 2025?",
    "What tariff did the EU set for SAIC?",
    "How many robots work in Tesla's Shanghai plant?",
    "How many licence plates for electric cars did Shanghai give out in 2025?",
)
A_CONVERSATION = 4  # questions
CLAIM = ('<p class="claim"', '<p class="abstention"')
PATIENCE = 120  # seconds for one answer


@dataclass
class Timing:
    """What one person saw."""

    first_claims: list[float] = field(default_factory=list)  # seconds from asking to the first claim, or the abstention
    answers: list[float] = field(default_factory=list)  # seconds to the end of the drawing
    first_paints: list[float] = field(default_factory=list)  # seconds from connecting to a page that can be used
    mixed: list[str] = field(default_factory=list)  # questions that got another one's answer
    errors: list[str] = field(default_factory=list)


class Person:
    """One session of the page."""

    def __init__(self, address: str, timing: Timing) -> None:
        self._timing = timing
        began = time.perf_counter()
        self._line: ClientConnection = connect(
            address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            legacy=True,
        )
        self._input = ""
        self._send("")
        self._drawn(began)
        timing.first_paints.append(time.perf_counter() - began)

    def ask(self, question: str) -> str:
        """Ask, wait until the answer is drawn, and return its claims as drawn."""
        began = time.perf_counter()
        self._send(question)
        claims = self._drawn(began, question)
        self._timing.answers.append(time.perf_counter() - began)
        return claims

    def leave(self) -> None:
        """Close the session."""
        self._line.close()

    def _send(self, question: str) -> None:
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.context_info.locale = "en-GB"
        if question:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self._input
            state.chat_input_value.data = question
        self._line.send(message.SerializeToString())

    def _drawn(self, began: float, question: str = "") -> str:
        """Read until a drawing has ended in which the question, if there is one, stands answered."""
        htmls: list[str] = []
        first = None
        while True:
            message = ForwardMsg.FromString(self._line.recv(timeout=PATIENCE))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                htmls = []
            elif kind == "delta":
                self._read(message.delta.new_element, htmls)
                if first is None and question and _claims(htmls, question):
                    first = time.perf_counter() - began
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                if first is None and question:
                    continue  # the drawing before the one with the answer
                self._timing.first_claims += [first] if first is not None else []
                return _claims(htmls, question)

    def _read(self, element: Element, htmls: list[str]) -> None:
        """Keep what an element of the page says."""
        kind = element.WhichOneof("type")
        if kind == "chat_input":
            self._input = element.chat_input.id
        elif kind == "exception":
            self._timing.errors.append(element.exception.message)
        elif kind == "html":
            htmls.append(element.html.body)


def _claims(htmls: Sequence[str], question: str) -> str:
    """The claims, or the abstention, drawn under the last heading with this question."""
    headings = [n for n, html in enumerate(htmls) if 'class="question"' in html]
    if not headings or question not in unescape(htmls[headings[-1]]):
        return ""
    below = htmls[headings[-1] + 1 :]
    return "\n".join(html.split('<span class="copying"')[0] for html in below if html.startswith(CLAIM))


def conversation(address: str, start: int, timing: Timing, until: float = float("inf")) -> list[str]:
    """One conversation of A_CONVERSATION questions, and the answers; it ends early when the time is over."""
    person = Person(address, timing)
    given = []
    for number in range(start, start + A_CONVERSATION):
        if time.perf_counter() > until:
            break
        given.append(person.ask(QUESTIONS[number % len(QUESTIONS)]))
    person.leave()
    return given


def talk(address: str, start: int, until: float, alone: Sequence[list[str]], timing: Timing) -> None:
    """Conversations until the time is over; an answer that differs from the one given alone is another one's."""
    try:
        while time.perf_counter() < until:
            given = conversation(address, start % len(QUESTIONS), timing, until)
            expected = alone[start % len(QUESTIONS)]
            timing.mixed += [answer for answer, right in zip(given, expected, strict=False) if answer != right]
            start += 1
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the finding
        timing.errors.append(f"{type(error).__name__}: {error}")


def together(
    address: str, people: int, seconds: float, alone: Sequence[list[str]], memory: Callable[[], int]
) -> tuple[Timing, list[int]]:
    """All at once, and the server's memory in MB every ten seconds."""
    until = time.perf_counter() + seconds
    timings = [Timing() for _ in range(people)]
    threads = [threading.Thread(target=talk, args=(address, n, until, alone, timing)) for n, timing in enumerate(timings)]
    for thread in threads:
        thread.start()
    used = []
    while any(thread.is_alive() for thread in threads):
        used.append(memory())
        threads[0].join(10)
        if not threads[0].is_alive():
            time.sleep(1)
    everything = Timing(*([x for one in timings for x in getattr(one, name)] for name in Timing.__dataclass_fields__))
    return everything, used


def memory_of(process: int) -> int:
    """What a process holds in memory, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def computed(process: int) -> float:
    """Seconds of processor time that a process has used: what others do on the machine does not change them much."""
    user, system = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def summary(values: Sequence[float]) -> dict[str, float]:
    """Count, median and 95th percentile in seconds."""
    p50, p95 = np.percentile(values, [50, 95])
    return {"n": len(values), "p50": round(float(p50), 3), "p95": round(float(p95), 3)}


def main() -> None:
    """Ask alone, then together; print what was seen as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=default_index())
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    given = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    with (
        tempfile.TemporaryDirectory() as made,
        serving(given.index, Path(made) / "data", Path(made) / "log.txt") as (address, id_),
    ):
        conversation(address, 0, Timing())  # everything is loaded
        single, begun = Timing(), computed(id_)
        alone = [conversation(address, start, single) for start in range(len(QUESTIONS))]
        load, middle = os.getloadavg()[0], computed(id_)
        company, used = together(address, given.people, given.seconds, alone, lambda: memory_of(id_))
        ended = computed(id_)
    bound = 2 * summary(single.answers)["p50"] * given.people / cores
    print(json.dumps({
        "cores": cores, "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "people": given.people, "seconds": given.seconds,
        "alone": {"first_paint": summary(single.first_paints), "first_claim": summary(single.first_claims),
                  "answer": summary(single.answers)},
        "together": {"first_paint": summary(company.first_paints), "first_claim": summary(company.first_claims),
                     "answer": summary(company.answers)},
        "processor_seconds_an_answer": {"alone": round((middle - begun) / len(single.answers), 3),
                                        "together": round((ended - middle) / len(company.answers), 3)},
        "bound_p95": round(bound, 3), "within": summary(company.answers)["p95"] <= bound,
        "errors": company.errors[:5], "error_count": len(company.errors), "mixed": len(company.mixed),
        "memory_mb": used,
    }, indent=1, ensure_ascii=False))  # fmt: skip


if __name__ == "__main__":
    main()
