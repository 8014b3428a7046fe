"""A server on this machine that speaks the protocol of OpenAI's chat completions: what it replies is computed from the prompt."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A reply that is not one: an HTTP status, or what is sent before the line goes dead, or seconds of silence."""

    status: int = 200
    sends: str = ""
    silent: float = 0.0  # seconds before each piece
    form: str = "text/event-stream"


Reply = Callable[[Sequence[Message]], "str | Broken"]


@dataclass
class ChatServer:
    """Where it listens, and what it was asked: one list of messages a request."""

    address: str = ""
    asked: list[list[Message]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def chat_server(reply: Reply) -> Iterator[ChatServer]:
    """Serve until the block ends."""
    told = ChatServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"told": told, "reply": staticmethod(reply)}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    told: ChatServer
    reply: Reply

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.asked.append(body["messages"])
        self.told.keys.append(self.headers.get("Authorization", ""))
        said = type(self).reply(body["messages"])
        if isinstance(said, Broken):
            self._break(said)
        elif body.get("stream"):
            self._stream(said)
        else:
            self._whole(said)

    def _stream(self, said: str) -> None:
        self._head(200, "text/event-stream")
        for start in range(0, len(said), 7):  # marks and words fall apart between the pieces
            self._piece({"content": said[start : start + 7]})
        self._piece({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _whole(self, said: str) -> None:
        message = {"role": "assistant", "content": said}
        form = {"id": "c", "object": "chat.completion", "created": 0, "model": "m",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}]}  # fmt: skip
        self._head(200, "application/json")
        self.wfile.write(json.dumps(form).encode())

    def _break(self, broken: Broken) -> None:
        if broken.status != 200:
            self._head(broken.status, "application/json")
            self.wfile.write(json.dumps({"error": {"message": f"no: {self.headers.get('Authorization')}"}}).encode())
            return
        if not broken.sends and broken.silent:
            time.sleep(broken.silent)
            return
        streams = broken.form == "text/event-stream"
        self._head(200, broken.form, length=1_000_000 if streams else len(broken.sends))  # a stream promises more than it sends
        if not streams:
            self.wfile.write(broken.sends.encode())
            return
        for start in range(0, len(broken.sends), 7):
            time.sleep(broken.silent)
            self._piece({"content": broken.sends[start : start + 7]})

    def _piece(self, delta: dict[str, Any], finish: str | None = None) -> None:
        form = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m",
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}  # fmt: skip
        self.wfile.write(f"data: {json.dumps(form)}\n\n".encode())
        self.wfile.flush()

    def _head(self, status: int, form: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", form)
        if length:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None: ...  # noqa: A002 - the library's own name
