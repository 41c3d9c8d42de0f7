"""The property graph: computed from the archive, readable by Cypher, one contract for every engine.

The functions here import their engine on use: the worker process imports this package too, and must start fast.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph.contract import Backend, Graph
    from kg.graph.memory import Multigraph
    from kg.settings import Settings


def backend_of(settings: "Settings") -> "Backend":
    """The backend that the setting `graph` names; raises UserError for another name."""
    from kg.errors import UserError
    from kg.graph.contract import BACKENDS, backend

    if settings.graph not in BACKENDS:
        raise UserError(f"There is no graph backend “{settings.graph}”; KG_GRAPH may be {' or '.join(BACKENDS)}.")
    return backend(settings.graph, settings.store / "graph", settings.query_timeout)


def open_graph(settings: "Settings") -> "Graph":
    """The published graph, opened for reading; it follows later publications. Raises StoreError where there is none."""
    chosen = backend_of(settings)
    if not chosen.persistent:
        from kg.archive import Archive
        from kg.graph.projection import graph_rows

        with Archive.open(settings, create=False) as archive, archive.reading() as connection:
            rows = graph_rows(connection)
            chosen.load(rows.token, rows.nodes, rows.edges)
    return chosen.open()


def networkx_graph(settings: "Settings") -> "Multigraph":
    """The whole graph as a NetworkX MultiDiGraph, read from the archive; see `kg.graph.memory` for what it carries."""
    from kg.archive import Archive
    from kg.graph.memory import of_rows
    from kg.graph.projection import graph_rows

    with Archive.open(settings, create=False) as archive, archive.reading() as connection:
        rows = graph_rows(connection)
        return of_rows(rows.nodes, rows.edges)
