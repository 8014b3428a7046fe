"""Five 10-K filings through the PDF parser: page numbers, cells of tables, and speed.

    python -m benchmarks.pdf_filings FOLDER

FOLDER holds 3M_2022_10K.pdf, AMCOR_2023_10K.pdf, AMERICANEXPRESS_2022_10K.pdf, BESTBUY_2023_10K.pdf and
BOEING_2022_10K.pdf of patronus-ai/financebench. Page numbers are checked against another reader, pdftotext of
poppler-utils; the cells were written down from its layout by hand. Prints one JSON object.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.parsers import parse, parse_here
from corpus.passages import split
from corpus.records import Document, Passage
from corpus.sentences import sentence_spans

SENTENCES = 50
SHORTEST = 60  # characters: a shorter one may stand on several pages

# file, page, row, words of the column's header, words of the unit (in heading, row or cell), the cell
CELLS = [
    ("3M_2022_10K", 30, "Sales (millions)", "2022", "millions", "$ 11,604"),
    ("3M_2022_10K", 48, "Cost of sales", "2021", "Millions", "18,795"),
    ("3M_2022_10K", 48, "Goodwill impairment expense", "2022", "Millions", "271"),
    ("3M_2022_10K", 60, "Personal Safety", "2021", "Millions", "4,470"),
    ("3M_2022_10K", 123, "Health Care", "2022", "Millions", "8,421"),
    ("BOEING_2022_10K", 57, "Inventories", "2022", "Dollars in millions", "78,151"),
    ("BOEING_2022_10K", 57, "Long-term debt", "2021", "Dollars in millions", "56,806"),
    ("BOEING_2022_10K", 31, "Loss from operations", "2020", "Dollars in millions", "($13,847)"),
    ("BOEING_2022_10K", 56, "Currency translation adjustments", "2020", "Dollars in millions", "98"),
    ("AMERICANEXPRESS_2022_10K", 60, "Interest income", "2021", "Millions", "1,116"),
    ("AMERICANEXPRESS_2022_10K", 60, "Net interest income", "Change 2021 vs. 2020", "Millions", "(191)"),
    ("AMERICANEXPRESS_2022_10K", 60, "Pretax segment income", "2022", "Millions", "$ 578"),
    ("BESTBUY_2023_10K", 30, "Supply chain", "2022", "$ in millions", "10"),
    ("BESTBUY_2023_10K", 27, "Gross profit", "2021", "$ in millions", "$ 853"),
    ("BESTBUY_2023_10K", 27, "Appliances", "Comparable Sales Summary 2023", "%", "0.3 %"),
    ("BESTBUY_2023_10K", 53, "Tradenames", "January 29, 2022 Accumulated Amortization", "$ in millions", "38"),
    ("AMCOR_2023_10K", 50, "Interest expense", "2022", "$ in millions", "(159)"),
    ("AMCOR_2023_10K", 50, "Diluted earnings per share", "2021", "per share data", "$ 0.602"),
    ("AMCOR_2023_10K", 52, "Goodwill", "2023", "$ in millions", "5,366"),
    ("AMCOR_2023_10K", 52, "Trade payables", "2022", "$ in millions", "3,073"),
]


def main() -> None:
    """Read, check, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if shutil.which("pdftotext") is None:
        sys.exit("pdftotext is not installed: apt-get install poppler-utils")
    files = sorted(folder.glob("*.pdf"))
    if missing := {f"{name}.pdf" for name, *_ in CELLS} - {file.name for file in files}:
        sys.exit(f"{folder} lacks {', '.join(sorted(missing))}")
    documents, by_cpu = in_this_process(files)
    passages = {name: split(document) for name, document in documents.items()}
    wrong_cells = [cell for cell in CELLS if not is_readable(passages[cell[0]], cell)]
    wrong_pages = [found for found in sampled(documents, passages) if not is_on_its_page(folder, *found)]
    print(
        json.dumps(
            {
                "pages": sum(len(document.pages) for document in documents.values()),
                "sentences": {"checked": SENTENCES, "on another page": [list(found) for found in wrong_pages]},
                "cells": {"checked": len(CELLS), "not readable": [list(cell) for cell in wrong_cells]},
                "tables": tables(documents),
                "pages a second": {"of processor time": by_cpu, **through_the_sandbox(files)},
                "load": os.getloadavg()[0],
            },
            indent=1,
        )
    )


def in_this_process(files: Sequence[Path]) -> tuple[dict[str, Document], float]:
    """The documents, and the pages read a second of processor time."""
    began = time.process_time()
    documents = {file.stem: parse_here(Path(file.name), file.read_bytes()).documents[0] for file in files}
    took = time.process_time() - began
    return documents, round(sum(len(document.pages) for document in documents.values()) / took, 1)


def through_the_sandbox(files: Sequence[Path]) -> dict[str, float]:
    """Pages a second by the clock, by one process and by two, which are started before."""
    speeds = {}
    for workers in (1, 2):
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda file: parse(Path(file.name), file.read_bytes()), [min(files, key=size)] * workers))
            began = time.perf_counter()
            parsed = list(pool.map(lambda file: parse(Path(file.name), file.read_bytes()), sorted(files, key=size)[::-1]))
            took = time.perf_counter() - began
        pages = sum(len(one.documents[0].pages) for one in parsed)
        speeds[f"by {workers} process{'es' if workers > 1 else ''}"] = round(pages / took, 1)
    return speeds


def size(file: Path) -> int:
    """Bytes of the file."""
    return file.stat().st_size


def is_readable(passages: Sequence[Passage], cell: tuple[str, int, str, str, str, str]) -> bool:
    """Whether a passage of that page gives the cell in that row, under that column, with the unit."""
    _, page, row, column, unit, value = cell
    for passage in passages:
        for line in passage.text.split("\n\n") if passage.page == page else []:
            label, *cells = line.split("\t")
            columns = passage.heading.rpartition(": ")[2].split(" | ")
            place = next((number for number, name in enumerate(columns) if column in name), None)
            if label != row or place is None or place >= len(cells):
                continue
            if " ".join(cells[place].split()) == value and unit in f"{passage.heading} {line}":
                return True
    return False


def sampled(documents: dict[str, Document], passages: dict[str, list[Passage]]) -> list[tuple[str, int, str]]:
    """Sentences with the pages that their passages give, the same number of each filing."""
    chance = random.Random(50)
    found = []
    for name in documents:
        sentences = [
            (name, passage.page or 0, passage.text[start:end])
            for passage in passages[name]
            for start, end in sentence_spans(passage.text)
            if end - start >= SHORTEST and "\t" not in passage.text[start:end]
        ]
        found += chance.sample(sentences, SENTENCES // len(documents))
    return found


def is_on_its_page(folder: Path, name: str, page: int, sentence: str) -> bool:
    """Whether the other reader has the sentence's letters and digits on that page."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(folder / f"{name}.pdf"), "-"]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return _letters(sentence) in _letters(other)


def tables(documents: dict[str, Document]) -> dict[str, int]:
    """How many tables were found, and of how many the columns and the unit are known."""
    found = [
        section.heading
        for document in documents.values()
        for section in document.sections
        if "\t" in document.text[section.start : section.end]
    ]
    unit = re.compile("million|thousand|billion|%|percent", re.IGNORECASE)
    return {
        "found": len(found),
        "with columns": sum(" | " in heading for heading in found),
        "with a unit in the heading": sum(bool(unit.search(heading)) for heading in found),
    }


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


if __name__ == "__main__":
    main()
