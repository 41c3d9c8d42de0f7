"""Load, update and questions of the embedded graph at 20k nodes and 200k relationships; prints a table.

    nice -n 10 python benchmarks/graph.py [--claims 30000]

The graph is made up by rule with a few hubs, as real ones have; times are wall clock, medians of three.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.graph.made_up import MadeUp
from kg.graph.contract import Place
from kg.graph.embedded import EmbeddedBackend
from kg.graph.rows import GraphChanges, NodeRow
from kg.query import catalogue

PREDICATES = ("ARRESTED", "KILLED", "ATTACKED", "ACCUSED", "MEMBER_OF", "PART_OF", "LOCATED_IN", "HOLDS_POSITION", "STATED", "CONDEMNED")
ASKED = (
    "accusations", "acts-against", "claims-by-predicate", "contested", "contradictions", "corroborated", "coverage", "detentions-by-month",
    "everything-on", "figures", "mentioned-together", "no-named-perpetrator", "paths-between", "relationships-of", "timeline",
    "victims-by-perpetrator", "who-did-what", "who-speaks-about-whom",
)
GIVEN = {"name": "Person 7", "one": "Person 7", "other": "Organization 70", "country": "Country 3"}

Entity = tuple[str, str, str]
"""Label, id, name."""


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what the call gave."""
    start = time.perf_counter()
    answer = call()
    return time.perf_counter() - start, answer


def main() -> None:
    """Run it all, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=12_000)
    parser.add_argument("--relations", type=int, default=110_000, help="relationships between entities beside those of the claims")
    options = parser.parse_args()
    made = MadeUp(options.claims, options.relations)
    nodes, edges = list(made.nodes()), list(made.edges())
    with tempfile.TemporaryDirectory() as store:
        backend = EmbeddedBackend(Place(Path(store) / "graph", 300.0))
        print(f"{len(nodes):,} nodes, {len(edges):,} relationships", flush=True)
        print(f"{'load, publish':32} {timed(lambda: backend.load(1, nodes, edges))[0]:8.2f} s")
        size = sum(file.stat().st_size for file in (Path(store) / "graph").rglob("*") if file.is_file())
        print(f"{'size on disk':32} {size / 2**20:8.0f} MB")
        renamed = tuple(NodeRow(row.label, row.id, {**row.properties, "seen": True}) for row in nodes[:500])
        print(f"{'500 changes, publish':32} {timed(lambda: backend.update(GraphChanges(2, renamed)))[0]:8.2f} s")
        _ask(backend)
        _first_answer(store)
    print(f"{'peak memory of a worker':32} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:8.0f} MB")


def _ask(backend: EmbeddedBackend) -> None:
    graph = backend.open()
    medians = []
    for name in ASKED:
        question = catalogue.find(name)
        needed = [p.name for p in question.parameters if p.required or p.name == "country"]
        parameters = question.bind({name: GIVEN[name] for name in needed})
        runs = [timed(lambda q=question, p=parameters: graph.run(q.cypher, p)) for _ in range(3)]  # type: ignore[misc]
        median = statistics.median(seconds for seconds, _ in runs)
        medians.append(median)
        print(f"  {name:30} {median * 1000:8.0f} ms {len(runs[0][1].rows):7,} rows")  # type: ignore[attr-defined]
    print(f"{'median of the questions':32} {statistics.median(medians) * 1000:8.0f} ms")
    seconds = statistics.median(timed(lambda: graph.neighbours("Person-7"))[0] for _ in range(3))
    print(f"{'neighbours of a hub':32} {seconds * 1000:8.0f} ms")
    graph.close()


def _first_answer(store: str) -> None:
    command = [sys.executable, "-m", "kg", "query", "coverage", "--format", "json", "--store", store]
    runs = [timed(lambda: subprocess.run(command, capture_output=True, check=True))[0] for _ in range(3)]
    print(f"{'kg query, start to first answer':32} {statistics.median(runs):8.2f} s")


if __name__ == "__main__":
    main()
