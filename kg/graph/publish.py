"""Bring the published graph to where the archive stands: by its changes where that is possible, anew otherwise."""

from typing import TYPE_CHECKING, Literal

from kg.graph import backend_of
from kg.graph.projection import graph_changes, graph_rows
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.archive.store import Archive

Outcome = Literal["unchanged", "updated", "built"]

MOST_CHANGED = 20_000
"""Rows; changes go in one by one, so that more of them take longer than a bulk load of everything."""


def publish(archive: "Archive", settings: Settings, rebuild: bool = False) -> Outcome:
    """Publish the archive's graph once, all at once or not at all; `rebuild` computes it anew.

    Raises StoreError where another run publishes, or the disk is full; the graph published before stays readable then.
    """
    backend = backend_of(settings)
    if not backend.persistent:
        return "unchanged"
    with archive.reading() as connection:
        since = None if rebuild else backend.token()
        changes = None if since is None else graph_changes(connection, since)
        if changes is None or len(changes.nodes) + len(changes.edges) + len(changes.deleted_nodes) > MOST_CHANGED:
            rows = graph_rows(connection)
            backend.load(rows.token, rows.nodes, rows.edges)
            return "built"
        if changes.empty and changes.token == since:
            return "unchanged"
        backend.update(changes)
        return "updated"
