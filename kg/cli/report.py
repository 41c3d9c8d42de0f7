"""How runs look in the terminal: progress and failures on stderr, what was found on stdout."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.archive import Archive, Unanalysed
from kg.cli.main import plain
from kg.pipeline import Progress as Step
from kg.pipeline import Summary
from kg.settings import Settings

SHOWN_FAILURES = 20
SHOWN_PREDICATES = 12
SHOWN_UNANALYSED = 5


@contextmanager
def progress(verb: str) -> Iterator[Callable[[Step], None]]:
    """A line on stderr that says how far it is; nothing where stderr is no terminal."""
    console = Console(stderr=True)
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[where]}", style="dim"), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(verb, total=None, where="")

        def show(step: Step) -> None:
            counted = ", ".join(f"{number} {outcome}" for outcome, number in sorted(step.counts.items()))
            where = plain(step.address[-60:]).replace("[", "(")
            bar.update(task, description=f"{verb}: {counted}", where=where)

        yield show


def finish(summary: Summary, settings: Settings) -> None:
    """Print how a run went, and end with exit status 3 where something failed, 2 where the graph could not be published."""
    counted = ", ".join(f"{number} {outcome}" for outcome, number in sorted(summary.counts.items())) or "nothing to do"
    click.echo(f"Run {summary.run}: {counted}.")
    with Archive.open(settings) as archive:
        counts, totals, unanalysed = archive.counts(), archive.totals(), archive.unanalysed(summary.run)
    for line in kept_only(unanalysed):
        click.echo(line)
    click.echo(
        f"In the store: {counts['articles']:,} articles, {counts['entities']:,} entities, {counts['claims']:,} claims, "
        f"{counts['incidents']:,} incidents."
    )
    if totals.entities:
        click.echo("  entities: " + ", ".join(f"{name} {number:,}" for name, number in totals.entities.items()))
    if totals.claims:
        most = list(totals.claims.items())[:SHOWN_PREDICATES]
        more = f", … {len(totals.claims) - len(most)} more" if len(totals.claims) > len(most) else ""
        click.echo("  claims: " + ", ".join(f"{name} {number:,}" for name, number in most) + more)
    for failure in summary.failures[:SHOWN_FAILURES]:
        click.echo(f"kg: {failure.kind}: {shown(failure.address)}: {plain(failure.reason)}", err=True)
    if len(summary.failures) > SHOWN_FAILURES:
        click.echo(f"kg: … and {len(summary.failures) - SHOWN_FAILURES} more; `kg status` lists them.", err=True)
    if summary.graph_error:
        click.echo(f"kg: the archive is complete, but the graph was not published: {summary.graph_error}", err=True)
        raise click.exceptions.Exit(2)
    if summary.counts["failed"]:
        raise click.exceptions.Exit(3)


def kept_only(articles: list[Unanalysed]) -> list[str]:
    """A line for each language of the articles that were not analysed: how many, and which."""
    by_language = sorted(articles, key=lambda article: article.language or "")
    lines = []
    for language, group in groupby(by_language, key=lambda article: article.language):
        found = [shown(article.address) for article in group]
        more = f", … {len(found) - SHOWN_UNANALYSED} more" if len(found) > SHOWN_UNANALYSED else ""
        whose, which = "its" if len(found) == 1 else "their", ", ".join(found[:SHOWN_UNANALYSED])
        lines.append(f"{len(found):,} kept but not analysed: {whose} language is {language or 'unknown'}: {which}{more}")
    return lines


def shown(address: str) -> str:
    """An address as a person wrote it: a file by its path from here; nothing in it steers the terminal."""
    if address.startswith("file:"):
        parts = urlsplit(address)
        path = Path(url2pathname(parts.path))
        address = str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
        address += f"#{unquote(parts.fragment)}" if parts.fragment else ""
    return plain(address)
