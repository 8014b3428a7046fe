"""Mutated files of every format through the sandbox: none may end this process or take longer than the limit.

    python -m benchmarks.fuzz_parsers [--files 20000] [--seed 1] [--folder tests/samples] [--workers 2]

Each file is a sample with bytes flipped, cut, doubled, spliced with another sample or filled with words that
parsers look for; of ZIP-based formats mostly a member is mutated. Prints one JSON object; exits
with 1 if anything but an answer or a refusal came back, or came late.
"""

import argparse
import io
import json
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.parsers import parsers
from corpus.sandbox import Limits, run_in_sandbox

LIMITS = Limits(wall=30, cpu=15, memory=2 * 2**30, result=16 * 2**20)
LATE = 10.0  # seconds over the limit that ending a process may take on a busy machine

WORDS = [
    b"%PDF-1.7", b"endobj", b"stream\n", b"/Kids [1 0 R]", b"/Count -1", b"/Length 999999999", b"/FlateDecode", b"xref\n0 1",
    b"startxref\n0", b"BT /F1 1e9 Tf", b"9999999999 0 obj", b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02", b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", b"&a;", b"]]>", b"<![CDATA[", b"<w:tbl>",
    b"<row r='-1'>", b"A1:XFD1048576", b"---\n", b"title: [", b"published: 9999-99-99", b"\"", b"\t", b";;;;", b"\r\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n", b"--x--", b"=?utf-8?B?", b"charset=none", b"<script>",
    b"<table><tr><td colspan=99999999>", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\xfe\xff",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    kind: str  # read, refused, ended (its process died), or anything else, which is a fault
    seconds: float
    why: str
    name: str


def main() -> None:
    """Run, print the counts, and exit with 1 on a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, nargs="+", default=[Path("tests/samples")])
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    samples = sorted(path for folder in given.folder for path in folder.rglob("*") if path.suffix.lower() in parsers)
    began = time.monotonic()
    outcomes = fuzz(samples, given.files, given.seed, given.workers)
    told = summary(outcomes) | {"seconds": round(time.monotonic() - began, 1), "samples": len(samples)}
    print(json.dumps(told, indent=1))
    sys.exit(1 if told["faults"] else 0)


def fuzz(samples: Sequence[Path], files: int, seed: int, workers: int = 1) -> list[Outcome]:
    """What became of that many mutated samples; the same seed makes the same files."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda made: tried(*made), mutated_files(samples, files, seed)))


def summary(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Counts, the slowest, and everything that should not have happened."""
    faults = [one for one in outcomes if one.kind not in ("read", "refused", "ended") or one.seconds > LIMITS.wall + LATE]
    return {
        "files": len(outcomes),
        "outcomes": dict(Counter(one.kind for one in outcomes)),
        "formats": dict(sorted(Counter(Path(one.name).suffix for one in outcomes).items())),
        "processes ended": dict(Counter(one.why for one in outcomes if one.kind == "ended")),
        "broke their parser": dict(Counter(one.why for one in outcomes if "breaks its parser" in one.why).most_common(20)),
        "slowest": round(max(one.seconds for one in outcomes), 2),
        "faults": [f"{one.name}: {one.kind}: {one.why} ({one.seconds:.1f} s)" for one in faults][:20],
    }


def tried(name: str, data: bytes) -> Outcome:
    """Parse one file in the sandbox."""
    began = time.monotonic()
    try:
        run_in_sandbox(Path(name), data, LIMITS, parsers.modules())
        kind, why = "read", ""
    except UnreadableDocument as error:
        why = str(error)
        kind = "ended" if "crashes its parser" in why or "to read: split" in why else "refused"
    except Exception as error:  # noqa: BLE001 this is what is looked for
        kind, why = "fault", f"{type(error).__name__}: {error}"
    return Outcome(kind, time.monotonic() - began, why, name)


def mutated_files(samples: Sequence[Path], files: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes; every sample in turn."""
    held = [(path.name, path.read_bytes()) for path in samples]
    for number in range(files):
        chance = random.Random(f"{seed} {number}")
        name, data = held[number % len(held)]
        _, other = chance.choice(held)
        inside = data.startswith(b"PK") and chance.random() < 0.8
        yield name, mutated_member(data, other, chance) if inside else mutated(data, other, chance)


def mutated_member(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The archive with one of its members mutated."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        members = archive.infolist()
        chosen = chance.choice(members)
        for member in members:
            content = archive.read(member)
            undated = zipfile.ZipInfo(member.filename)  # else the time of writing is in the bytes
            new = mutated(content, other, chance) if member is chosen else content
            changed.writestr(undated, new, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes after one to eight changes, mostly few: a file that is hardly a file any more is refused at the door."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        change = chance.choice((_flip, _cut, _double, _splice, _word, _digits))
        change(changed, other, chance)
    return bytes(changed[: 4 * len(data) + 10_000])


def _span(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + int(chance.paretovariate(0.7)))


def _flip(data: bytearray, _: bytes, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 20) if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, _: bytes, chance: random.Random) -> None:
    start, end = _span(data, chance)
    del data[start : end if chance.random() < 0.8 else len(data)]


def _double(data: bytearray, _: bytes, chance: random.Random) -> None:
    start, end = _span(data, chance)
    data[start:start] = data[start:end] * chance.choice((1, 2, 10, 100))


def _splice(data: bytearray, other: bytes, chance: random.Random) -> None:
    start, end = _span(data, chance)
    begin = chance.randint(0, len(other))
    data[start:end] = other[begin : begin + chance.randint(0, 500)]


def _word(data: bytearray, _: bytes, chance: random.Random) -> None:
    start, end = _span(data, chance)
    data[start : end if chance.random() < 0.5 else start] = chance.choice(WORDS) * chance.choice((1, 1, 1, 50))


def _digits(data: bytearray, _: bytes, chance: random.Random) -> None:
    """A number in the file becomes another: sizes, counts and places."""
    places = [place for place in range(len(data)) if 48 <= data[place] <= 57]
    if places:
        place = chance.choice(places)
        data[place : place + 1] = chance.choice((b"0", b"-1", b"99999999999", b"4294967296", b"9"))


if __name__ == "__main__":
    main()
