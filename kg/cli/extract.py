"""`kg extract`: documents in, one JSON object a document out. Touches no store and no network."""

import json
from collections import deque
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE… | -")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line; or the explanation for a person to read.",
)
@click.option("--explain", is_flag=True, help="Also say who proposed each claim, what its score is made of, what was not claimed and why.")
def command(files: tuple[str, ...], form: str, explain: bool) -> None:
    """Analyse documents and print entities, claims and incidents, with exact evidence.

    Reads text, HTML, PDF and DOCX files, or with `-` JSON Lines with {"id", "text", "title"?, "published"?, "url"?} from
    standard input. Keeps nothing and fetches nothing. A document that fails gives {"id", "error"} and exit status 3 at the end.

    \b
    Examples:
      kg extract report.pdf article.html > claims.jsonl
      kg extract - < articles.jsonl | jq -c '.claims[]'
      kg extract --explain --format text report.pdf
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg.extract import Extractor
    from kg.extract.contract import to_json
    from kg.settings import environment_settings

    if form == "text" and not explain:
        raise click.UsageError("--format text prints the explanation: give --explain with it.")
    addresses = [name for name in files if name.lower().startswith(("http://", "https://")) or name.lower().endswith(".urls")]
    if addresses:
        raise click.BadParameter(f"{addresses[0]} leads to the web, and this command fetches nothing: use kg ingest.")
    waiting: deque[dict[str, Any] | None] = deque()
    failed = 0
    extractor = Extractor(environment_settings(), explain)
    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("extract", total=None)
        for extraction in extractor.extract_many(_documents(files, waiting)):
            failed += _flush(waiting, form)
            waiting.popleft()
            failed += extraction.error is not None
            _print(to_json(extraction), form)
            progress.advance(task)
            if extraction.note or extraction.error:
                click.echo(f"kg: {extraction.document.id}: {extraction.note or extraction.error}", err=True)
        failed += _flush(waiting, form)
    if failed:
        raise click.exceptions.Exit(3)


def _documents(files: tuple[str, ...], waiting: deque[dict[str, Any] | None]) -> Iterator[Any]:
    """Documents to analyse; `waiting` gets None for each, and the row to print for what could not be read, in order."""
    from kg.errors import DocumentError
    from kg.fetch import captures
    from kg.model import Failure
    from kg.parse import read_capture
    from kg.settings import environment_settings

    for capture in captures(files, environment_settings()):
        if isinstance(capture, Failure):
            if capture.kind == "failed":
                waiting.append({"id": _name(capture.address), "error": capture.reason})
            continue
        try:
            document = read_capture(capture)
        except DocumentError as error:
            waiting.append({"id": capture.given.get("id") or _name(capture.address), "error": str(error)})
            continue
        waiting.append(None)
        yield document


def _name(address: str) -> str:
    """The id of a document that could not be read: its record's, or its file's name without the extension."""
    if address.startswith("file:"):
        return PurePosixPath(unquote(urlsplit(address).path)).stem
    return address.removeprefix("stdin:")


def _flush(waiting: deque[dict[str, Any] | None], form: str) -> int:
    """Print the failures that stand before the next analysed document; their number."""
    number = 0
    while waiting and (row := waiting[0]) is not None:
        _print(row, form)
        click.echo(f"kg: {row['id']}: {row['error']}", err=True)
        waiting.popleft()
        number += 1
    return number


def _print(row: dict[str, Any], form: str) -> None:
    from kg.extract.explain import read_out

    if form == "text" and "explain" in row:
        for line in read_out(row):
            click.echo(line)
    elif form == "jsonl":
        click.echo(json.dumps(row, ensure_ascii=False))
