"""`kg extract`: documents in, one JSON object a document out. Touches no store and no network."""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import click

from kg.cli.main import plain

if TYPE_CHECKING:
    from kg.model import Document, Extraction


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
    if form == "text" and not explain:
        raise click.UsageError("--format text prints the explanation: give --explain with it.")
    addresses = [name for name in files if name.lower().startswith(("http://", "https://")) or name.lower().endswith(".urls")]
    if addresses:
        raise click.BadParameter(f"{addresses[0]} leads to the web, and this command fetches nothing: use kg ingest.")
    if _extract(files, explain, _Output(form)):
        raise click.exceptions.Exit(3)


@dataclass(slots=True)
class _Output:
    """What is printed, in the order of the input."""

    form: str
    waiting: deque[dict[str, Any] | None] = field(default_factory=deque)
    """None for each document that is being analysed, and the row of each that could not be read."""
    failed: int = 0

    def put(self, extraction: "Extraction") -> None:
        """Print the next analysed document, after the failures that stand before it."""
        from kg.extract.contract import to_json

        self.flush()
        self.waiting.popleft()
        self.failed += extraction.error is not None
        _print(to_json(extraction), self.form)
        if extraction.note or extraction.error:
            _say(extraction.document.id, str(extraction.note or extraction.error))

    def flush(self) -> None:
        """Print the failures that stand before the next analysed document."""
        while self.waiting and (row := self.waiting[0]) is not None:
            _print(row, self.form)
            _say(row["id"], row["error"])
            self.waiting.popleft()
            self.failed += 1


def _extract(files: tuple[str, ...], explain: bool, output: _Output) -> int:
    """Analyse and print; how many documents failed."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg.extract import Extractor
    from kg.settings import environment_settings

    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn()
    extractor = Extractor(environment_settings(), explain)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("extract", total=None)
        # Closed at once when printing is interrupted: what is read ahead must not be finished first.
        with closing(extractor.extract_many(_documents(files, output.waiting))) as found:
            for extraction in found:
                output.put(extraction)
                progress.advance(task)
        output.flush()
    return output.failed


def _documents(files: tuple[str, ...], waiting: deque[dict[str, Any] | None]) -> "Iterator[Document]":
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
            else:
                _say(capture.address, capture.reason)
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
    if address.startswith("stdin:"):
        return address.removeprefix("stdin:")
    if not address.startswith("file:"):
        return PurePath(address).stem
    parts = urlsplit(address)
    return unquote(parts.fragment) or PurePath(unquote(parts.path)).stem


def _say(name: str, reason: str) -> None:
    click.echo(f"kg: {plain(name)}: {plain(reason)}", err=True)


def _print(row: dict[str, Any], form: str) -> None:
    from kg.extract.explain import read_out

    if form == "text" and "explain" in row:
        for line in read_out(row):
            click.echo(line)
    elif form == "jsonl":
        click.echo(json.dumps(row, ensure_ascii=False))
