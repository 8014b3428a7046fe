"""Options that commands share, and how their answers are printed."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.records import Filters

Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index. Default: see `policy doctor`.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else there.")]
Company = Annotated[
    list[str] | None, typer.Option(help="Only documents about this company, by any of its names. May be repeated.")
]
Publisher = Annotated[list[str] | None, typer.Option(help="Only from publishers whose name has this in it. May be repeated.")]
Kind = Annotated[list[str] | None, typer.Option(help="Only news, report, policy, statistics, filing or speech. May be repeated.")]
Place = Annotated[list[str] | None, typer.Option(help="Only about this place, e.g. China or Shanghai. May be repeated.")]
Since = Annotated[str | None, typer.Option(help="Only published since: 2024, 2024-01 or 2024-01-31.")]
Until = Annotated[str | None, typer.Option(help="Only published until, the end included.")]
Batch = Annotated[Path | None, typer.Option(help="JSON lines in, one question a line; JSON lines out, in the same order.")]
Question = Annotated[str | None, typer.Argument(help="A question in plain words.", show_default=False)]


def filters_of(company: Any, publisher: Any, kind: Any, place: Any, since: str | None, until: str | None) -> Filters:
    """The filters that the options ask for. Raises PolicyError for a date that is none."""
    from assistant.scope import check_filters

    filters = Filters(tuple(company or ()), tuple(publisher or ()), tuple(kind or ()), tuple(place or ()), (), since, until)
    check_filters(filters)
    return filters


def print_json(form: dict[str, Any]) -> None:
    """One object on one line of standard output."""
    typer.echo(json.dumps(form, ensure_ascii=False))
