"""GraphML, for yEd, Gephi, Cytoscape, igraph, Neo4j."""

from typing import BinaryIO

import networkx as nx

from kg.export.flat import flatten
from kg.export.select import Part


def write(part: Part, stream: BinaryIO) -> None:
    """The part as GraphML in UTF-8; see `kg.export.flat` for the names of its attributes."""
    nx.write_graphml(flatten(part.graph()), stream, edge_id_from_attribute="id")
