"""The commands of those who keep the documents: ingest, documents, remove, log."""

from typing import Annotated, Any

import typer

from assistant.options import Company, Index, Json, Kind, Place, Publisher, Since, Until, filters_of, print_json
from assistant.settings import Settings
from corpus.errors import PolicyError
from corpus.records import Failure, IngestReport

app = typer.Typer()

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH or URL ...|-]", help="Files, folders, pages, sitemaps, feeds, or - for standard input. "
                   "Default: the shipped documents.", show_default=False),
]  # fmt: skip


@app.command()
def ingest(
    sources: Sources = None,
    index: Index = None,
    json_: Json = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Only make anew what can be made from what is stored.")] = False,
    title: Annotated[
        str | None, typer.Option(help="Its title, for one document. What is said here wins over the document.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(help="When: 2024, 2024-01 or 2024-01-31.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it can be read, for one document.")] = None,
    kind: Annotated[str | None, typer.Option(help="news, report, policy, statistics, filing or speech.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it is about, the wider place first: China/Shanghai.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language in two letters, such as en or zh.")] = None,
    company: Annotated[list[str] | None, typer.Option(help="A company that it is about. May be repeated.")] = None,
) -> None:
    """Read documents into the index; what is known already is skipped."""
    from assistant import forms
    from assistant.progress import progress_bar
    from corpus.embedders import open_embedder
    from corpus.facts import facts_of
    from corpus.ingest import ingest as run
    from corpus.web import Web

    settings = Settings.read(index=index)
    if rebuild:
        _rebuild(settings, json_)
        return
    said: dict[str, Any] = {
        "title": title, "publisher": publisher, "published": published, "url": url, "kind": kind, "place": place,
        "language": language, "companies": company,
    }  # fmt: skip
    facts = facts_of(said)
    names = sources or []
    with progress_bar() as progress:
        report = run(names, settings.index, open_embedder(settings.embedder), progress, facts, Web(allowed=settings.allow_hosts))
    _tell("skipped", report.failed)
    _tell("note", report.notes)
    if json_:
        print_json(forms.ingest_form(report))
    else:
        counts = f"{report.added} added, {report.replaced} replaced, {report.unchanged} unchanged, {report.removed} removed"
        typer.echo(
            f"{counts}, {len(report.failed)} skipped; {report.passages} passages in {settings.index} ({report.seconds:.1f} s)"
        )
    _check(report, names)


def _rebuild(settings: Settings, json_: bool) -> None:
    from assistant import forms
    from corpus.ingest import rebuild
    from corpus.library import open_library

    rebuild(settings.index)
    typer.echo(f"the index in {settings.index} is made anew from what is stored", err=True)
    if json_:
        _, passages = open_library(settings.index).counts()
        print_json(forms.ingest_form(IngestReport(passages=passages)))


def _tell(word: str, said: tuple[Failure, ...]) -> None:
    for one in said:
        typer.echo(f"{word} {one.source}: {one.reason}", err=True)


def _check(report: IngestReport, names: list[str]) -> None:
    """Raise PolicyError when nothing could be read, or not something that was named: a script must see it."""
    if report.failed and not (report.added or report.replaced or report.unchanged):
        raise PolicyError("none of the documents could be read: the lines above say why")
    if missed := {failure.source for failure in report.failed} & set(names):
        raise PolicyError(f"{len(missed)} of the {len(names)} sources named could not be read: the lines above say why")


@app.command()
def documents(
    index: Index = None,
    json_: Json = False,
    company: Company = None,
    publisher: Publisher = None,
    kind: Kind = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """What is in the index."""
    from assistant import forms
    from assistant.citing import printed_date
    from assistant.scope import passes
    from corpus.library import open_library

    filters = filters_of(company, publisher, kind, place, since, until)
    held = open_library(Settings.read(index=index).index).documents()
    entries = [entry for entry in held if passes(entry.document, filters)]
    if json_:
        print_json({"documents": [forms.document_form(entry) for entry in entries]})
        return
    for entry in entries:
        document = entry.document
        date = printed_date(document.published, document.date_inferred)
        typer.echo(
            f"{document.id}  {document.title} ({document.publisher or 'unknown publisher'}, {date}; "
            f"{entry.passages} passages, added {entry.added[:10]}){f' near-copy of {entry.copy_of}' if entry.copy_of else ''}"
        )
        for source in entry.sources:
            typer.echo(f"    {source}")
    typer.echo(f"{len(entries)} documents", err=True)


@app.command()
def remove(
    names: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Documents, as `policy documents` prints them; or sources, by path or URL."),
    ],
    index: Index = None,
    json_: Json = False,
) -> None:
    """Take documents out of the index; none of their passages stays."""
    from corpus.ingest import remove as run

    removal = run(names, Settings.read(index=index).index)
    for gone in removal.removed:
        typer.echo(f"removed {gone}", err=True)
    for kept in removal.kept:
        typer.echo(f"kept {kept}: another source holds the same text", err=True)
    if json_:
        print_json({"removed": list(removal.removed), "kept": list(removal.kept)})


@app.command()
def log(
    document: Annotated[str | None, typer.Option(help="Only of this document, by its id.")] = None,
    since: Annotated[str | None, typer.Option(help="Only since: 2024, 2024-01 or 2024-01-31.")] = None,
    most: Annotated[int | None, typer.Option("-n", min=1, help="Only so many, the newest.")] = None,
    index: Index = None,
    json_: Json = False,
) -> None:
    """Who added, replaced or removed what, and when; the newest first."""
    from assistant import forms
    from corpus.library import open_library

    filters_of((), (), (), (), since, None)
    held = open_library(Settings.read(index=index).index).history(document)
    changes = [change for change in reversed(held) if change.at >= (since or "")][:most]
    if json_:
        print_json({"changes": [forms.change_form(change) for change in changes]})
        return
    for change in changes:
        at = change.at.replace("T", " ").removesuffix("+00:00") + " UTC"
        typer.echo(f"{at}  {change.who}  {change.action}  {change.document_id}  {change.title}  {change.source or ''}".rstrip())
