"""Load, update, offline import and questions of every graph backend, beside what the server itself can do; prints a table.

    python -m benchmarks.graph                                  200,000 and 1,000,000 relationships: about half an hour on two cores
    python -m benchmarks.graph --sizes 20000 --heap 512         a quick look

The graph is made up by rule with a few hubs, as real ones have. Times are wall clock, those of questions the median of five.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.graph.limits import bare, naive
from benchmarks.graph.made_up import MadeUp
from benchmarks.process import measure
from deploy.neo4j.server import Server
from kg.graph.contract import Graph, Place, backend
from kg.graph.rows import GraphChanges
from kg.query import catalogue

ASKED = (
    "accusations", "acts-against", "contested", "contradictions", "corroborated", "denials", "everything-on", "incidents",
    "mentioned-together", "no-named-perpetrator", "posts", "relationships-of", "structure", "timeline", "who-did-what",
)
"""Fifteen questions as an analyst asks them: of somebody, some country, or a year."""

UPDATE_ARTICLES = 100


class Sized:
    """A made-up graph of about so many relationships."""

    def __init__(self, relationships: int):
        self.claims = relationships // 13 // 10 * 10
        self.relations = relationships - int(self.claims * 6.6)

    def made(self) -> MadeUp:
        """Its rows, anew."""
        return MadeUp(self.claims, self.relations)

    def later(self, n: int) -> GraphChanges:
        """The articles that came in after it, as changes to token `n`."""
        more = MadeUp(UPDATE_ARTICLES * 10, 0, first=self.claims + n * UPDATE_ARTICLES * 10)
        return GraphChanges(n, tuple(more.article_nodes()), tuple(more.article_edges()))


def line(what: str, value: float, unit: str, note: str = "") -> None:
    """One line of the table."""
    print(f"  {what:44} {value:12,.2f} {unit:8} {note}", flush=True)


def timed(call: Callable[[], Any]) -> float:
    """Seconds."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def load(name: str, folder: Path, size: Sized, server: Server | None = None) -> float:
    """Load in a process of its own, print seconds and memory; the seconds."""
    command = [sys.executable, "-m", "benchmarks.graph.load", name, str(folder), str(size.claims), str(size.relations)]
    if server is not None:
        os.environ |= {"KG_GRAPH": server.address, "KG_GRAPH_PASSWORD": server.password}
    out = folder.parent / "seconds"
    cost = measure(command, stdout=out)
    if cost.status:
        raise SystemExit(f"{' '.join(command)} ended with {cost.status}.")
    seconds = float(out.read_text())
    what = "rows made, not loaded" if name == "none" else f"{name}: load"
    line(what, seconds, "s", f"peak memory of our process {cost.peak_mb:,.0f} MB")
    return seconds


def questions(graph: Graph, made: MadeUp) -> None:
    """Ask each five times after once; print the median of each, and of all."""
    given = {"name": made.hub("Person", 20), "one": made.hub("Person", 20), "other": made.hub("Organization", 9),
             "country": made.hub("Country", 3), "from": "2019", "to": "2019-03"}
    medians = []
    for name in ASKED:
        question = catalogue.find(name)
        bound = question.bind({p.name: given[p.name] for p in question.parameters if p.name in given})
        rows = len(graph.run(question.cypher, bound).rows)
        medians.append(statistics.median(timed(lambda q=question, b=bound: graph.run(q.cypher, b)) for _ in range(5)) * 1000)  # type: ignore[misc]
        line(f"  {name}", medians[-1], "ms", f"{rows:,} rows")
    line("median of the questions", statistics.median(medians), "ms", f"slowest {max(medians):,.0f} ms")
    hub = made.hub("Person").replace(" ", "-")
    line("neighbours of a hub", statistics.median(timed(lambda: graph.neighbours(hub)) for _ in range(5)) * 1000, "ms")


def measure_backend(name: str, place: Place, size: Sized, ask: bool) -> None:
    """Updates, and the questions."""
    made = backend(name, place)
    seconds = [timed(lambda n=n: made.update(size.later(n))) for n in range(2, 5)]  # type: ignore[misc]
    line(f"{name}: update after {UPDATE_ARTICLES} articles", statistics.median(seconds), "s", f"first {seconds[0]:.2f} s")
    if ask:
        graph = made.open()
        questions(graph, size.made())
        graph.close()


def measure_server(scratch: Path, relationships: int, heap_mb: int, ask: bool) -> None:
    """The server's own limits, then ours on a fresh server, then the offline import into a third."""
    size = Sized(relationships)
    nodes, edges = sum(1 for _ in size.made().nodes()), sum(1 for _ in size.made().edges())
    with Server(scratch / "limits", heap_mb, heap_mb // 2) as server:
        place = Place(scratch / "graph", 300.0, server.address, server.user, server.password)
        some = list(islice(size.made().edges(), 200_000))
        nodes_rate, edges_rate = bare(place, size.made().nodes(), some)
        line("server alone, UNWIND MERGE, one property", edges_rate, "rel/s", f"{nodes_rate:,.0f} nodes/s")
        naive_rate = naive(place, some[:2_000])
        line("server alone, MERGE one by one", naive_rate, "rel/s")
    with Server(scratch / "server", heap_mb, heap_mb // 2) as server:
        place = Place(scratch / "graph", 300.0, server.address, server.user, server.password)
        seconds = load("neo4j", scratch / "graph", size, server)
        alone = nodes / nodes_rate + edges / edges_rate
        line("  relationships and nodes", (nodes + edges) / seconds, "rows/s", f"{nodes:,} nodes, {edges:,} relationships")
        line("  of the server's own rate", alone / seconds, "", f"(bar 0.6); {edges / seconds / naive_rate:,.0f} times one by one (bar 15)")
        measure_backend("neo4j", place, size, ask)
        again = timed(lambda: backend("neo4j", place).load(9, size.made().nodes(), size.made().edges()))
        line(f"neo4j: rebuild that takes {3 * UPDATE_ARTICLES} articles away", again, "s")
    offline(scratch, size, heap_mb)


def offline(scratch: Path, size: Sized, heap_mb: int) -> None:
    """Files, and the server's import of them."""
    files = load("files", scratch / "files", size)
    server = Server(scratch / "offline")
    words = ("database", "import", "full", "neo4j", "@import.args")
    seconds = timed(lambda: server.admin(*words, cwd=scratch / "files", heap_mb=heap_mb).check_returncode())
    line("neo4j: offline import, files and import", files + seconds, "s", f"the import {seconds:.1f} s (bar 60 for a million)")


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = "relationships; questions are asked at the first"
    parser.add_argument("--sizes", type=int, nargs="+", default=[200_000, 1_000_000], help=sizes)
    parser.add_argument("--heap", type=int, default=2048, help="MB of the server's heap")
    parser.add_argument("--only", choices=["embedded", "networkx", "neo4j"], default=None, help="one backend alone")
    options = parser.parse_args()
    for number, relationships in enumerate(options.sizes):
        print(f"{relationships:,} relationships on {os.cpu_count()} cores", flush=True)
        with tempfile.TemporaryDirectory() as name:
            scratch, size = Path(name), Sized(relationships)
            load("none", scratch / "none", size)
            if options.only in (None, "networkx"):
                load("networkx", scratch / "networkx", size)
            if options.only in (None, "embedded"):
                load("embedded", scratch / "embedded", size)
                measure_backend("embedded", Place(scratch / "embedded", 300.0), size, number == 0)
                _first_answer(scratch)
            if options.only in (None, "neo4j"):
                measure_server(scratch, relationships, options.heap, number == 0)


def _first_answer(scratch: Path) -> None:
    (scratch / "store").mkdir()
    (scratch / "store" / "graph").symlink_to(scratch / "embedded")
    command = [sys.executable, "-m", "kg", "query", "contradictions", "--format", "json", "--store", str(scratch / "store")]
    runs = [timed(lambda: subprocess.run(command, capture_output=True, check=True)) for _ in range(3)]
    line("embedded: kg query, start to first answer", statistics.median(runs), "s")


if __name__ == "__main__":
    main()
