"""`kg ingest`: sources into the store."""

import shlex
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.main import graph_option, store_option

if TYPE_CHECKING:
    from kg.model import Capture, Failure
    from kg.pipeline import Run
    from kg.settings import Settings


@click.command("ingest")
@click.argument("what", nargs=-1, metavar="WHAT…")
@click.option("--due", is_flag=True, help="Read the sources of the sources file that are due, instead of WHAT.")
@click.option(
    "--sources", type=click.Path(path_type=Path, dir_okay=False), default=None, envvar="KG_SOURCES",
    help="The sources file for --due (default: data/sources.toml, or KG_SOURCES).",
)
@graph_option
@store_option
def command(what: tuple[str, ...], due: bool, sources: Path | None, graph: str | None, store: Path | None) -> None:
    """Read files, folders, addresses, lists of addresses (.urls), or - for JSON Lines on standard input, into the store.

    What was read before and has not changed costs nothing. What cannot be read is reported at the end (exit status 3), and the
    rest goes through. Every article is stored whole or not at all, so a run may be stopped at any time.

    \b
    Examples:
      kg ingest reports/ statement.pdf https://example.org/article.html
      kg ingest - < articles.jsonl
      kg ingest --due --sources my-sources.toml
    """
    if bool(what) == due:
        raise click.UsageError("Name what to read, or give --due (not both).")
    from kg.cli.report import finish, progress
    from kg.fetch.files import printable
    from kg.graph import backend_of
    from kg.pipeline import ingest, stop_on_signals
    from kg.settings import read_settings

    settings = read_settings(sources=sources, graph=graph, store=store)
    # A timer looks every few minutes: only a visit is a run.
    if due and not _any_due(settings):
        click.echo("Nothing is due.")
        return
    # What the command line gets wrong is told before a store or a run's record is made.
    backend_of(settings)
    source = _due if due else _named(what, settings)
    stop_on_signals()
    asked = printable(shlex.join(["ingest", *(["--due"] if due else what)]))
    with progress("Reading") as show:
        summary = ingest(lambda run: source(run, settings), settings, asked, show)
    finish(summary, settings)


def _any_due(settings: "Settings") -> bool:
    from kg.schedule import names_due

    return bool(names_due(settings, datetime.now(UTC)))


def _due(run: "Run", settings: "Settings") -> "Iterable[Capture | Failure]":
    from kg.schedule import due_captures, load

    return due_captures(load(settings.sources), run.keeper, settings, datetime.now(UTC))


def _named(what: tuple[str, ...], settings: "Settings") -> "Callable[[Run, Settings], Iterable[Capture | Failure]]":
    """What gives the captures of WHAT; raises UserError at once for a file that is not there."""
    from kg.fetch import captures

    found = captures(what, settings)
    return lambda _run, _settings: found
