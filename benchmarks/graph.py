"""Load, update and questions of the embedded graph at 20k nodes and 200k relationships; prints a table.

    nice -n 10 python benchmarks/graph.py [--claims 30000]

The graph is made up by rule with a few hubs, as real ones have; times are wall clock, medians of three.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.graph.embedded import EmbeddedBackend
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow
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


class MadeUp:
    """Rows by rule: articles of ten claims; every claim has its ends, every second pair of ends a relationship."""

    def __init__(self, claims: int, relations: int):
        self._random = random.Random(7)
        self._claims = claims
        self._relations = relations
        sizes = {"Person": 3000, "Organization": 1500, "Country": 190, "Place": 800, "Group": 510}
        self._entities = [(label, f"{label}-{at}", f"{label} {at}") for label, size in sizes.items() for at in range(size)]

    def _entity(self) -> Entity:
        # The square makes a few entities turn up everywhere.
        return self._entities[int(self._random.random() ** 2 * len(self._entities))]

    def nodes(self) -> Iterator[NodeRow]:
        """Entities, articles, claims."""
        for label, id, name in self._entities:
            extra = {"code": f"X{id}"} if label == "Country" else {"roles": ["journalist"]} if label == "Person" else {}
            yield NodeRow(label, id, {"name": name, "aliases": [f"the {name}"], **extra})
        for at in range(self._claims // 10):
            yield NodeRow("Article", f"a{at}", {"title": f"Article {at}", "publisher": f"Paper {at % 40}", "published": self._day(at)})
        for at in range(self._claims):
            yield NodeRow("Claim", f"k{at}", {
                "predicate": PREDICATES[at % 10], "polarity": "negated" if at % 17 == 0 else "affirmed", "confidence": 0.5 + at % 50 / 100,
                "modality": "alleged" if at % 5 == 0 else "actual", "text": f"Somebody did something, number {at}.", "start": at % 1000,
                "end": at % 1000 + 40, "version": 1, "date": self._day(at), "date_from": self._day(at), "date_to": self._day(at),
            })

    def edges(self) -> Iterator[EdgeRow]:
        """What ties them together."""
        seen: set[tuple[str, str, str]] = set()
        for at in range(self._relations):
            yield from self._relation(at, self._entity(), self._entity(), seen)
        for at in range(self._claims):
            subject, object_, speaker = self._entity(), self._entity(), self._entity()
            yield EdgeRow("FROM_ARTICLE", f"f{at}", f"k{at}", f"a{at // 10}", "Claim", "Article")
            for role, end in (("SUBJECT", subject if at % 6 else None), ("OBJECT", object_), ("SPEAKER", speaker if at % 3 == 0 else None)):
                if end is not None:
                    yield EdgeRow(role, f"{role}{at}", f"k{at}", end[1], "Claim", end[0])
                    key = (end[1], "MENTIONED_IN", f"a{at // 10}")
                    if key not in seen:
                        seen.add(key)
                        facts = {"count": 2, "starts": [1, 5], "ends": [3, 9]}
                        yield EdgeRow("MENTIONED_IN", "".join(key), end[1], f"a{at // 10}", end[0], "Article", facts)
            if at % 6:
                yield from self._relation(at, subject, object_, seen)
            if at % 100 == 1:
                yield EdgeRow("CONTRADICTS", f"c{at}", f"k{at - 1}", f"k{at}", "Claim", "Claim")

    def _relation(self, at: int, subject: Entity, object_: Entity, seen: set[tuple[str, str, str]]) -> Iterator[EdgeRow]:
        key = (subject[1], PREDICATES[at % 10], object_[1])
        if key not in seen:
            seen.add(key)
            yield EdgeRow(key[1], ">".join(key), subject[1], object_[1], subject[0], object_[0], {
                "claims": [f"k{at % self._claims}"], "articles": 1 + at % 4, "sources": 1 + at % 3, "first": self._day(at),
                "last": self._day(at), "status": "contested" if at % 40 == 1 else "alleged" if at % 5 == 0 else "actual",
                "confidence": 0.5 + at % 50 / 100,
            })

    def _day(self, at: int) -> str:
        return f"{2015 + at % 10}-{1 + at % 12:02d}-{1 + at % 28:02d}"


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
        backend = EmbeddedBackend(Path(store) / "graph", 300.0)
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
