"""`kg reextract`: the present extractor over stored texts."""

from pathlib import Path

import click

from kg.cli.main import graph_option, settings_of, store_option


@click.command("reextract")
@click.option("--all", "everything", is_flag=True, help="Also articles that this very extractor has read.")
@graph_option
@store_option
def command(everything: bool, graph: str | None, store: Path | None) -> None:
    """Analyse stored articles again that an older extractor has read. Ids of entities and your judgements stay.

    \b
    Examples:
      kg reextract
      kg reextract --all --store archive/
    """
    from kg.archive import Archive
    from kg.cli.report import finish, progress
    from kg.pipeline import reextract, stop_on_signals

    settings = settings_of(store, graph)
    Archive.open(settings, create=False).close()
    stop_on_signals()
    with progress("Analysing") as show:
        summary = reextract(settings, everything, show)
    finish(summary, settings)
