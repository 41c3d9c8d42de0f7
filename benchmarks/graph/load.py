"""One load in a process of its own, so that its memory can be told: `python -m benchmarks.graph.load BACKEND FOLDER CLAIMS RELATIONS`.

A server's address and password come by KG_GRAPH and KG_GRAPH_PASSWORD. Prints the seconds. The backend `none` only makes the rows,
`files` writes those for the offline import.
"""

import os
import sys
import time
from pathlib import Path

from benchmarks.graph.made_up import MadeUp
from kg.graph.contract import Place, backend
from kg.graph.neo4j.files import write_import
from kg.graph.rows import GraphRows


def main() -> None:
    """Load, and print how long it took."""
    name, folder, claims, relations = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    made = MadeUp(claims, relations)
    start = time.perf_counter()
    if name == "none":
        sum(1 for _ in made.nodes()), sum(1 for _ in made.edges())
    elif name == "files":
        write_import(GraphRows(1, made.nodes(), made.edges()), folder)
    else:
        place = Place(folder, 300.0, os.environ.get("KG_GRAPH", ""), "neo4j", os.environ.get("KG_GRAPH_PASSWORD", ""))
        backend(name, place).load(1, made.nodes(), made.edges())
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
