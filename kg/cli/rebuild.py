"""`kg rebuild`: the graph anew from the archive."""

from pathlib import Path

import click

from kg.cli.main import graph_option, settings_of, store_option


@click.command("rebuild")
@graph_option
@store_option
def command(graph: str | None, store: Path | None) -> None:
    """Compute the whole graph anew from the archive, e.g. when its folder was lost or damaged.

    On a server the graph is compared with the archive, and what differs is put right; people go on reading meanwhile.

    \b
    Examples:
      kg rebuild
      kg rebuild --store archive/
      kg rebuild --graph neo4j://localhost:7687
    """
    from kg.archive import Archive
    from kg.archive.lock import run_lock
    from kg.graph.publish import publish

    settings = settings_of(store, graph)
    with Archive.open(settings, create=False) as archive, run_lock(settings):
        if publish(archive, settings, rebuild=True) == "unchanged":
            click.echo(f"The graph of the backend {settings.graph} is computed when it is opened; there is nothing to build.")
        else:
            click.echo("The graph was built.")
