"""Bring the published graph to where the archive stands: by its changes where that is possible, anew otherwise."""

from typing import TYPE_CHECKING, Literal

from kg.errors import StoreError
from kg.graph import backend_of
from kg.graph.projection import graph_changes, graph_rows, of_this_archive
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.archive.store import Archive

Outcome = Literal["unchanged", "updated", "built"]

MOST_CHANGED = 20_000
"""Rows; changes go in one by one, so that more of them take longer than a bulk load of everything."""


def publish(archive: "Archive", settings: Settings, rebuild: bool = False) -> Outcome:
    """Publish the archive's graph once, all at once or not at all; `rebuild` computes it anew.

    Raises StoreError where another run publishes, the disk is full, or a shared place holds the graph of another archive and
    `rebuild` does not say that it may be replaced; the graph published before stays readable then.
    """
    backend = backend_of(settings)
    if not backend.persistent:
        return "unchanged"
    with archive.reading() as connection:
        since = None if rebuild else backend.token()
        if since is not None and backend.shared and not of_this_archive(connection, since):
            raise StoreError(
                "The graph there was made from another archive, or from this one before it was set back; `kg rebuild` replaces it."
            )
        changes = None if since is None else graph_changes(connection, since)
        if changes is None or changes.size > MOST_CHANGED:
            rows = graph_rows(connection)
            backend.load(rows.token, rows.nodes, rows.edges)
            return "built"
        if changes.empty and changes.token == since:
            return "unchanged"
        backend.update(changes)
        return "updated"
