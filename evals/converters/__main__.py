"""`python -m evals.converters NAME FROM TO`."""

import sys
from pathlib import Path

from corpus.errors import PolicyError
from evals.converters import convert, converters


def main(arguments: list[str]) -> None:
    """Convert one set and print the folders."""
    if len(arguments) != 3:
        sys.exit(f"usage: python -m evals.converters NAME FROM TO (NAME is one of {', '.join(converters)})")
    name, source, target = arguments
    try:
        folders = convert(name, Path(source), Path(target))
    except PolicyError as error:
        sys.exit(f"evals.converters: {error}")
    sys.stdout.writelines(f"{folder}\n" for folder in folders)


if __name__ == "__main__":
    main(sys.argv[1:])
