"""`kg export`: the graph as a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.main import settings_of, store_option

if TYPE_CHECKING:
    from kg.settings import Settings

_FORMATS = ("html", "graphml", "gexf", "json", "neo4j")
_STATUSES = ("actual", "alleged", "planned", "hypothetical", "contested", "denied", "all")


@click.command(name="export")
@click.option("--format", "format", type=click.Choice(_FORMATS), default=None, help="What to write (default: by the file's suffix).")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), required=True,
    help="The file; - is standard output. A folder for neo4j.",
)
@click.option("--entity", default=None, help="Only what is around this entity, an id or a name.")
@click.option("--depth", type=click.IntRange(1, 10), default=1, show_default=True, help="With --entity: how many steps around it.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=None,
    help="Relationships between entities at most, those in most articles first (default: 1,000 for html, all for the others).",
)
@click.option(
    "--status", "statuses", type=click.Choice(_STATUSES), multiple=True,
    help="Which relationships, may be given several times (default: actual and alleged for html, all for the others).",
)
@click.option("--force", is_flag=True, help="Replace the file, or the folder of an earlier import, if it exists.")
@store_option
def command(
    format: str | None, output: Path, entity: str | None, depth: int, limit: int | None, statuses: tuple[str, ...], force: bool,
    store: Path | None,
) -> None:
    """Write the graph to a file: html (one page to send, opens in any browser), graphml, gexf or json.

    It is made from the archive, the same wherever the graph is published.

    neo4j writes a folder of CSV files for `neo4j-admin database import`: the whole graph, for a first load of millions.

    \b
    Examples:
      kg export -o graph.html
      kg export -o lam.html --entity "Carrie Lam" --depth 2
      kg export --format graphml -o graph.graphml
      kg export --format json -o - | jq '.nodes | length'
      kg export --format neo4j -o import/
    """
    format = format or output.suffix.lower().lstrip(".")
    if format not in _FORMATS:
        raise click.UsageError(f"The suffix of {str(output)!r} tells no format; add --format {'|'.join(_FORMATS)}.")
    settings = settings_of(store)
    if format == "neo4j":
        if entity is not None or limit is not None or statuses or str(output) == "-":
            raise click.UsageError("The format neo4j writes the whole graph into a folder: no --entity, --limit, --status or -o -.")
        _write_import(settings, output, force)
        return
    from kg.export import write_file, write_stream
    from kg.export.picture import LIMIT
    from kg.export.select import Wish, select
    from kg.graph import networkx_graph
    from kg.graph.contract import SHOWN_STATUSES

    picture = format == "html"
    shown = () if "all" in statuses else statuses or (SHOWN_STATUSES if picture else ())
    part = select(networkx_graph(settings), Wish(entity, depth, limit or (LIMIT if picture else None), shown))
    if str(output) == "-":
        write_stream(part, format, sys.stdout.buffer)
    else:
        write_file(part, format, output, replace=force)
    _tell(output, len(part.relations), part.total)


def _tell(output: Path, written: int, total: int) -> None:
    left_out = f" of {total:,}" if total > written else ""
    click.echo(f"{output}: {written:,}{left_out} relationship{'' if total == 1 else 's'} between entities.", err=True)


def _write_import(settings: "Settings", folder: Path, force: bool) -> None:
    from kg.archive import Archive
    from kg.graph.neo4j.files import write_import
    from kg.graph.projection import graph_rows

    with Archive.open(settings, create=False) as archive, archive.reading() as connection:
        write_import(graph_rows(connection), folder, force)
    click.echo(f"In {folder}, with the server stopped: neo4j-admin database import full neo4j @import.args", err=True)
    click.echo("Then start it, and `kg rebuild --graph neo4j://…` compares it with the archive.", err=True)
