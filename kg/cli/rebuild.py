"""`kg rebuild`: the graph anew from the archive."""

from pathlib import Path

import click

from kg.cli.main import store_option
from kg.settings import Settings


@click.command("rebuild")
@store_option
def command(store: Path | None) -> None:
    """Compute the whole graph anew from the archive, e.g. when its folder was lost or damaged.

    \b
    Examples:
      kg rebuild
      kg rebuild --store archive/
    """
    from kg.archive import Archive
    from kg.archive.lock import run_lock
    from kg.graph.publish import publish

    settings = Settings() if store is None else Settings(store=store)
    with Archive.open(settings, create=False) as archive, run_lock(settings):
        if publish(archive, settings, rebuild=True) == "unchanged":
            click.echo(f"The graph of the backend {settings.graph} is computed when it is opened; there is nothing to build.")
        else:
            click.echo("The graph was built.")
