"""GEXF 1.2, for Gephi."""

from typing import BinaryIO

import networkx as nx

from kg.export.flat import flatten
from kg.export.select import Part


def write(part: Part, stream: BinaryIO) -> None:
    """The part as GEXF in UTF-8; see `kg.export.flat` for the names of its attributes."""
    nx.write_gexf(flatten(part.graph()), stream)
