"""`kg schedule`: keep the store up to date."""

import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli.main import graph_option, store_option
from kg.settings import Settings, read_settings


@click.command(name="schedule")
@click.option(
    "--sources", type=click.Path(path_type=Path, dir_okay=False), default=None, envvar="KG_SOURCES",
    help="The sources file (default: data/sources.toml, or KG_SOURCES).",
)
@click.option("--list", "list_only", is_flag=True, help="Show the sources and when each is due next, and end.")
@click.option("--pace", type=click.FloatRange(1, 3600), default=30.0, show_default=True, help="Seconds between two looks at what is due.")
@graph_option
@store_option
def command(sources: Path | None, list_only: bool, pace: float, graph: str | None, store: Path | None) -> None:
    """Stay, and ingest each source of the sources file when it is due. Ctrl-C or SIGTERM ends it cleanly.

    `kg ingest --due` does the same once, for cron or a systemd timer.

    \b
    Examples:
      kg schedule
      kg schedule --sources my-sources.toml --store archive/
      kg schedule --list
    """
    settings = read_settings(sources=sources, graph=graph, store=store)
    if list_only:
        _print_sources(settings)
        return
    from kg.graph import backend_of
    from kg.schedule import load
    from kg.schedule.daemon import Daemon

    backend_of(settings)  # refuses an address that is wrong or holds a password, before any source is visited
    # A wrong sources file at the start is the user's mistake; one that becomes wrong later is only logged.
    count = sum(source.enabled for source in load(settings.sources).source)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    click.echo(f"Watching {count} sources of {settings.sources}; Ctrl-C ends it.", err=True)
    ingest = [sys.executable, "-P", "-m", "kg", "ingest", "--due", "--sources", str(settings.sources), "--store", str(settings.store)]
    os.environ["KG_GRAPH"] = settings.graph  # never on the command line, which everyone on the computer can read
    Daemon(settings, ingest, pace).stay()


def _print_sources(settings: Settings) -> None:
    """One line a source on standard output: name, due, last visit and what it gave."""
    from kg.archive import Archive
    from kg.errors import NotFound
    from kg.schedule import load, next_due

    sources = load(settings.sources)
    states = {}
    with suppress(NotFound), Archive.open(settings, create=False) as archive:
        states = archive.source_states()
    for source in sources.source:
        state = states.get(source.name, {})
        moment = next_due(source, state, sources.timezone)
        when = "off" if not source.enabled else "now" if moment is None or moment <= datetime.now(UTC) else f"{moment:%Y-%m-%d %H:%M} UTC"
        counts = ", ".join(f"{number} {kind}" for kind, number in state.get("counts", {}).items())
        click.echo(f"{source.name}\t{when}\t{state.get('last_run', 'never')[:16]}\t{counts}")
