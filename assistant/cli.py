"""The command `policy`: asking, evaluating, and the chat page; what curators do is in curating.py."""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.curating import app as curating
from assistant.options import Batch, Company, Index, Json, Kind, Place, Publisher, Question, Since, Until, filters_of, print_json
from assistant.settings import Settings
from corpus.errors import PolicyError

app = typer.Typer(
    help="Questions about industrial policy, answered in sentences that dated, named documents prove.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(curating)


def main() -> None:
    """Run a command. Exit 0: done, also with an abstention. 1: the user can mend it, said in one line. 2: usage."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        logging.basicConfig(level=_log_level(), stream=sys.stderr, format="%(levelname)s %(message)s")
        app(standalone_mode=True)
    except PolicyError as error:
        typer.echo(f"policy: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        typer.echo("policy: stopped", err=True)
        sys.exit(130)


def _log_level() -> str:
    level = os.environ.get("POLICY_LOG", "").upper() or "ERROR"
    if level not in logging.getLevelNamesMapping():
        raise PolicyError(f"POLICY_LOG is {level!r}: write DEBUG, INFO, WARNING or ERROR")
    return level


@app.command()
def search(
    question: Question = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="What each passage's score was made of.")] = False,
    index: Index = None,
    json_: Json = False,
    batch: Batch = None,
    company: Company = None,
    publisher: Publisher = None,
    kind: Kind = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """The evidence for a question, best first."""
    from assistant import forms
    from assistant.batches import each_form, read_rows, turns_of
    from assistant.citing import source_line
    from assistant.wiring import open_assistant

    filters = filters_of(company, publisher, kind, place, since, until)
    _one_of(question, batch)
    rows = list(read_rows(batch)) if batch else []
    assistant = open_assistant(Settings.read(index=index))
    if batch:
        for form in each_form(
            rows,
            lambda row: forms.search_form(
                assistant.search(row["question"], k, turns_of(row), filters), row.get("id"), explain=explain
            ),
        ):
            print_json(form)
        return
    found = assistant.search(question or "", k, filters=filters)
    if json_:
        print_json(forms.search_form(found, explain=explain))
        return
    for evidence in found.evidence:
        typer.echo(
            f"{evidence.rank}. {evidence.title} ({source_line(evidence)}) [{evidence.document_id}]\n   "
            f"{' '.join(evidence.text.split())}\n{_explained(evidence) if explain else ''}"
        )
    _print_scope(found)


@app.command()
def ask(
    question: Question = None,
    history: Annotated[Path | None, typer.Option(help='JSON lines of earlier turns: {"question", "answer"}.')] = None,
    index: Index = None,
    json_: Json = False,
    batch: Batch = None,
    company: Company = None,
    publisher: Publisher = None,
    kind: Kind = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Answer one question, each sentence with its source; or say that the documents do not."""
    from dataclasses import replace

    from assistant import forms
    from assistant.batches import each_form, read_rows, turns_of
    from assistant.wiring import open_assistant

    filters = filters_of(company, publisher, kind, place, since, until)
    _one_of(question, batch)
    rows = list(read_rows(batch)) if batch else []
    earlier = turns_of({"history": list(read_rows(history))}) if history else ()
    assistant = open_assistant(Settings.read(index=index))
    if batch:
        for form in each_form(
            rows,
            lambda row: forms.answer_form(replace(assistant.ask(row["question"], turns_of(row), filters), id=row.get("id"))),
        ):
            print_json(form)
        return
    answer = assistant.ask(question or "", earlier, filters)
    _print_note(answer)
    if json_:
        print_json(forms.answer_form(answer))
    else:
        _print_answer(answer)


@app.command()
def read(
    question: Question = None,
    passages: Annotated[Path | None, typer.Option(help='JSON lines to answer from: {"id", "text", "title"?, ...}.')] = None,
    json_: Json = False,
    batch: Annotated[Path | None, typer.Option(help="JSON lines in, each with its own passages; JSON lines out.")] = None,
) -> None:
    """Answer from the given passages alone; no index is needed."""
    from dataclasses import replace

    from assistant import forms
    from assistant.batches import each_form, given_passage, json_lines, passages_of, read_rows, turns_of
    from assistant.wiring import open_passage_reader

    _one_of(question, batch)
    if (batch is None) != (passages is not None):
        raise typer.BadParameter("give the passages with --passages, or in each line of --batch")
    reader = open_passage_reader()
    if batch:
        rows = [
            row | {"passages": passages_of(row, f"question {n} of {batch}")} for n, row in enumerate(read_rows(batch), start=1)
        ]
        for form in each_form(
            rows,
            lambda row: forms.answer_form(
                replace(reader.read(row["question"], row["passages"], turns_of(row)), id=row.get("id"))
            ),
        ):
            print_json(form)
        return
    given = [given_passage(row, f"line {n} of {passages}") for n, row in json_lines(passages or Path(), "id", "text")]
    answer = reader.read(question or "", given)
    _print_note(answer)
    if json_:
        print_json(forms.answer_form(answer))
    else:
        _print_answer(answer)


@app.command()
def chat(
    index: Index = None,
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8501,
    address: Annotated[str, typer.Option(help="Address it listens on; the default is this machine alone.")] = "127.0.0.1",
) -> None:
    """Open the chat page; the shipped documents are indexed first if there is no index."""
    from assistant.progress import progress_bar
    from corpus.embedders import open_embedder
    from corpus.ingest import ingest as run
    from corpus.library import FILE
    from ui.launch import launch

    settings = Settings.read(index=index)
    if not (settings.index / FILE).exists():
        typer.echo(f"no index in {settings.index} yet: reading the shipped documents", err=True)
        with progress_bar() as progress:
            run([], settings.index, open_embedder(settings.embedder), progress)
    sys.exit(launch(settings.index, port, address))


@app.command("eval")
def evaluate(
    set_: Annotated[
        str | None,
        typer.Argument(metavar="SET", help="A folder, or a set by name. Default: the project's own.", show_default=False),
    ] = None,
    compare: Annotated[str | None, typer.Option(help="An earlier run, by file or by name, to set beside this one.")] = None,
    split: Annotated[str, typer.Option(help="dev, test or all, for the project's own set.")] = "test",
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many questions, evenly spread.")] = None,
    floors: Annotated[bool, typer.Option("--floors", help="Fail when a score is below its floor.")] = False,
    convert: Annotated[
        tuple[str, Path, Path] | None,
        typer.Option(metavar="NAME FROM TO", help="Only make folders to run out of a public set as it is published."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the report as one HTML page, too.")] = None,
    judge: Annotated[
        str | None, typer.Option(help="A chat model as judge besides, provider:name; never among the floors.")
    ] = None,
    votes: Annotated[int, typer.Option(min=1, max=25, help="Of the judge, on each turn.")] = 3,
    from_feedback: Annotated[
        bool, typer.Option("--from-feedback", help="Only draft questions of readers' feedback: the user's own, or the file SET.")
    ] = False,
    index: Index = None,
    json_: Json = False,
) -> None:
    """Run an evaluation set."""
    from evals.command import convert_set, draft, run_set

    if convert:
        form, table = convert_set(*convert)
    elif from_feedback:
        form, table = draft(set_)
    else:
        form, table = run_set(
            set_, compare=compare, split=split, limit=limit, floors=floors, settings=Settings.read(index=index),
            html=html, judge=judge, votes=votes,
        )  # fmt: skip
    if json_:
        print_json(form)
    else:
        typer.echo(table)
    if form.get("below_floor"):
        raise PolicyError("scores are below their floors: " + "; ".join(form["below_floor"]))


@app.command()
def doctor(index: Index = None, json_: Json = False) -> None:
    """Say whether everything needed is here and healthy, and what to do if not."""
    from assistant.doctor import examine

    findings = examine(Settings.read(index=index))
    if json_:
        print_json(
            {
                "healthy": all(f.healthy for f in findings),
                "checks": [{"name": f.name, "healthy": f.healthy, "says": f.says} for f in findings],
            }
        )
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.healthy else 'BAD '} {finding.name}: {finding.says}")
    if not all(finding.healthy for finding in findings):
        raise PolicyError("something is not healthy: the lines marked BAD say what to do")


def _one_of(question: str | None, batch: Path | None) -> None:
    if (question is None) == (batch is None):
        raise typer.BadParameter("give a question, or a file of them with --batch")


def _print_note(answer: Any) -> None:
    """What became of a configured model, where errors go."""
    if answer.note:
        typer.echo(f"policy: {answer.note}", err=True)


def _explained(evidence: Any) -> str:
    why = evidence.explanation
    scope = ", of what the question names" if why.in_scope else ""
    return (
        f"   score {evidence.score:.3f} = {why.dense_share:.0%} vectors (cosine {why.dense:.3f}, rank {why.dense_rank}) + "
        f"{1 - why.dense_share:.0%} words (BM25 {why.lexical:.2f}, rank {why.lexical_rank}){scope}\n"
    )


def _print_answer(answer: Any) -> None:
    from assistant.citing import source_line
    from corpus.languages import language_of

    if answer.standalone_question != answer.question:
        typer.echo(f"(asked as: {answer.standalone_question})\n")
    if not answer.claims:
        searched = f" ({answer.searched})" if answer.searched else ""
        typer.echo(answer.asks_back or f"The documents do not say. Not found: {answer.missing}.{searched}")
        for evidence in answer.closest:
            typer.echo(f"  closest: {evidence.title} ({source_line(evidence)})")
        _print_scope(answer)
        return
    if first := answer.lead or (None if answer.disagreements else answer.short_answer):
        typer.echo(f"{first}\n")
    for claim in answer.claims:
        typer.echo(f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}")
    for shown in answer.disagreements:
        values = "; ".join(f"{value.value} [{value.citation}]" for value in shown.values)
        typer.echo(f"The sources differ: {values}{f' ({shown.why})' if shown.why else ''}.")
    if answer.missing:
        typer.echo(f"Not found: {answer.missing}.")
    typer.echo("")
    for citation in answer.citations:
        line = source_line(citation.evidence, language_of(answer.question))
        typer.echo(f"[{citation.n}] {citation.evidence.title}: {line}. {citation.evidence.url or ''}".rstrip())
    _print_scope(answer)


def _print_scope(found: Any) -> None:
    if found.scope:
        typer.echo(f"\n({found.scope})")


if __name__ == "__main__":
    main()
