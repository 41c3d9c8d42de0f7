"""`kg export`: the graph as a file."""

import sys
from pathlib import Path

import click

from kg.cli.main import graph_option, settings_of, store_option

_FORMATS = ("html", "graphml", "gexf", "json")
_STATUSES = ("actual", "alleged", "planned", "hypothetical", "contested", "denied", "all")


@click.command(name="export")
@click.option("--format", "format", type=click.Choice(_FORMATS), default=None, help="What to write (default: by the file's suffix).")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), required=True,
    help="The file; - is standard output.",
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
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@graph_option
@store_option
def command(
    format: str | None, output: Path, entity: str | None, depth: int, limit: int | None, statuses: tuple[str, ...], force: bool,
    graph: str | None, store: Path | None,
) -> None:
    """Write the graph to a file: html (one page to send, opens in any browser), graphml, gexf or json.

    \b
    Examples:
      kg export -o graph.html
      kg export -o lam.html --entity "Carrie Lam" --depth 2
      kg export --format graphml -o graph.graphml
      kg export --format json -o - | jq '.nodes | length'
    """
    format = format or output.suffix.lower().lstrip(".")
    if format not in _FORMATS:
        raise click.UsageError(f"The suffix of {str(output)!r} tells no format; add --format {'|'.join(_FORMATS)}.")
    from kg.export import write_file, write_stream
    from kg.export.picture import LIMIT
    from kg.export.select import Wish, select
    from kg.graph import networkx_graph
    from kg.graph.contract import SHOWN_STATUSES

    picture = format == "html"
    shown = () if "all" in statuses else statuses or (SHOWN_STATUSES if picture else ())
    settings = settings_of(store, graph)
    part = select(networkx_graph(settings), Wish(entity, depth, limit or (LIMIT if picture else None), shown))
    if str(output) == "-":
        write_stream(part, format, sys.stdout.buffer)
    else:
        write_file(part, format, output, replace=force)
    left_out = f" of {part.total:,}" if part.total > len(part.relations) else ""
    plural = "" if part.total == 1 else "s"
    click.echo(f"{output}: {len(part.relations):,}{left_out} relationship{plural} between entities.", err=True)
