"""The process that parses: reads a name and bytes, answers what the file gave, again and again."""

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from corpus.errors import UnreadableDocument
from corpus.sandbox.confinement import allow_processor_time, confine
from corpus.sandbox.exchange import packed, read_frame, write_frame

LARGEST_AT_REST = 2**30  # bytes that the process may have grown to; above it is replaced

_KIB = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss in bytes


def main() -> None:
    """Serve until the parent closes the pipe. Standard output is the answers' alone: what a library prints is lost."""
    memory, lifeline = (int(number) for number in sys.argv[1:])
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    confine(memory, lifeline)
    while header := read_frame(asked):
        data = read_frame(asked)
        if data is None:
            break
        _serve(json.loads(header), data, answers)


def _serve(request: dict[str, Any], data: bytes, answers: BinaryIO) -> None:
    """Answer with what the file gave, or why it cannot be read."""
    refused, content = None, b""
    try:
        content = _parse(request, data)
    except UnreadableDocument as error:
        refused = str(error)
    except MemoryError:
        refused = f"it needs more than {request['memory'] / 2**30:.0f} GB of memory: split the file"
    except Exception as error:  # noqa: BLE001 a file that breaks its parser is refused like any other
        refused = f"it breaks its parser ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    grown = _peak() > LARGEST_AT_REST
    write_frame(answers, json.dumps({"refused": refused, "replace": grown}).encode())
    write_frame(answers, content)


def _peak() -> int:
    """The most memory that the process has had, in bytes.

    Not ru_maxrss where it can be helped: on Linux a process begins with that of the one that started it, and beside loaded
    models it would be replaced after every file.
    """
    try:
        (line,) = (line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB


def _parse(request: dict[str, Any], data: bytes) -> bytes:
    for module in request["modules"]:
        import_module(module)
    from corpus.parsers import parse_here

    allow_processor_time(request["cpu"])
    return packed(parse_here(Path(request["name"]), data))


if __name__ == "__main__":
    main()
