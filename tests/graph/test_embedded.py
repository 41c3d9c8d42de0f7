"""What is particular to the embedded engine: generations, damage, kills, runaway queries, and that it only reads."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.graph.contract import Place
from kg.graph.embedded import generations, startup
from kg.graph.embedded.backend import EmbeddedBackend, EmbeddedGraph
from kg.graph.embedded.process import WorkerProcess
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow
from tests.graph.sample import EDGES, NODES

PRODUCT = "MATCH (a), (b), (c), (d), (e), (f) RETURN max(a.id + b.id + c.id + d.id + e.id + f.id)"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    backend = EmbeddedBackend(Place(tmp_path_factory.mktemp("graph"), 30.0))
    backend.load(1, NODES, EDGES)
    opened = backend.open()
    assert isinstance(opened, EmbeddedGraph)
    yield opened
    opened.close()


def people(count: int, generation: int) -> list[NodeRow]:
    return [NodeRow("Person", f"p{at}", {"name": f"Person {at}", "generation": generation}) for at in range(count)]


def test_values_are_json(graph: EmbeddedGraph) -> None:
    table = graph.run(
        "MATCH p = (s {id: 'police'})-[r:KILLED]->(o) RETURN s, r, nodes(p) AS ns, relationships(p) AS rs, {a: [r], b: o.aliases} AS m, "
        "null AS nothing, 0.0 / 0.0 AS nan, date('2024-01-02') AS day, [[1, 2], []] AS nested, 9007199254740993 AS big, 'é中' AS word"
    )
    row = json.loads(json.dumps(table.records(), allow_nan=False))[0]
    killed = {"type": "KILLED", "source": "police", "target": "ann", "properties": {
        "id": "police>KILLED>ann", "claims": ["k2", "k3"], "articles": 2, "sources": 2, "status": "contested", "confidence": 0.8,
        "first": "2024-04-01", "last": "2024-04-30"}}
    assert row["s"]["labels"] == ["Organization"]
    assert row["s"]["properties"] == {"id": "police", "name": "Moscow police", "aliases": ["the police"], "kind": "police"}
    assert row["r"] == killed
    assert [node["properties"]["id"] for node in row["ns"]] == ["police", "ann"]
    assert row["rs"] == [killed]
    assert row["m"] == {"a": [killed], "b": ["Lee", "李安"]}
    assert (row["nothing"], row["nan"], row["day"]) == (None, "NaN", "2024-01-02")
    assert (row["nested"], row["big"], row["word"]) == ([[1, 2], []], 9007199254740993, "é中")


def test_columns_of_an_empty_answer(graph: EmbeddedGraph) -> None:
    table = graph.run("MATCH (p:Person {id: $id}) RETURN p.name, count { (p)--() } AS n, p AS `the node` ORDER BY n", {"id": "nobody"})
    assert table.columns == ("p.name", "n", "the node")
    assert table.rows == ()


def test_a_single_node_keeps_its_column(graph: EmbeddedGraph) -> None:
    table = graph.run("MATCH (p:Person) RETURN p ORDER BY p.id LIMIT 1")
    assert table.columns == ("p",)
    assert table.rows[0][0]["properties"]["id"] == "ann"


def test_rows_are_capped(graph: EmbeddedGraph) -> None:
    table = graph.run("UNWIND range(1, 50) AS x RETURN x", limit=10)
    assert [row[0] for row in table.rows] == list(range(1, 11))
    assert table.truncated
    assert not graph.run("UNWIND range(1, 10) AS x RETURN x", limit=10).truncated


def test_parameters_of_every_type(graph: EmbeddedGraph) -> None:
    given = {"a": 1, "b": 1.5, "c": True, "d": None, "e": ["x", 2], "f": {"g": [1]}, "h": "'; MATCH"}
    assert graph.run("RETURN $a, $b, $c, $d, $e, $f, $h", given).rows == (tuple(given.values()),)


@pytest.mark.parametrize("value", [2**70, "\udc80"])
def test_a_parameter_that_no_engine_takes(graph: EmbeddedGraph, value: object) -> None:
    with pytest.raises(QueryError):
        graph.run("RETURN $value AS value", {"value": [value]})
    assert graph.run("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize(
    ("cypher", "said"),
    [("RETURN 1 +", "Syntax error"), ("MATCH (n) RETURN m", "'m'"), ("RETURN nosuch(1)", "nosuch"), ("RETURN 1 / 0", "zero")],
)
def test_a_wrong_query_is_one_sentence(graph: EmbeddedGraph, cypher: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        graph.run(cypher)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN reduce(s = 0, x IN range(1, 3000000) | s + reduce(t = 0, y IN range(1, 3000000) | t + y)) AS x",
        "RETURN size([x IN range(1, 3000000) WHERE any(y IN range(1, 3000000) WHERE y = -x)]) AS x",
        PRODUCT,
    ],
)
def test_a_runaway_query_is_stopped_and_the_next_one_answers(graph: EmbeddedGraph, cypher: str) -> None:
    graph.run("RETURN 1")
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match="longer than 1 seconds and was stopped"):
        graph.run(cypher, timeout=1.0)
    assert time.monotonic() - start < 5
    assert graph.run("RETURN 1 AS one").rows == ((1,),)


def test_a_query_that_eats_memory_harms_nobody_else(graph: EmbeddedGraph) -> None:
    with pytest.raises(QueryError):
        graph.run("UNWIND range(1, 3000000) AS x UNWIND range(1, 100) AS y RETURN collect([x, y, 'some text' + x])", timeout=60)
    assert graph.run("RETURN 1 AS one").rows == ((1,),)


def test_our_own_questions_do_not_wait_for_free_ones(graph: EmbeddedGraph) -> None:
    graph.neighbours("police")
    graph.run("RETURN 1")

    def ask() -> None:
        with pytest.raises(QueryTimeout):
            graph.run(PRODUCT, timeout=3.0)

    slow = threading.Thread(target=ask)
    slow.start()
    start = time.monotonic()
    graph.neighbours("police")
    assert time.monotonic() - start < 2.5
    slow.join()


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Person {id: 'x'}) RETURN n",
        "MATCH (n {id: 'ann'}) SET n.name = 'x' RETURN n",
        "MATCH (n) DETACH DELETE n",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:9/x.csv' AS line RETURN line",
    ],
)
def test_the_engine_refuses_too_where_the_gate_is_left_out(graph: EmbeddedGraph, cypher: str) -> None:
    with pytest.raises(QueryError):
        graph._own_run(cypher, {})
    assert graph.counts().nodes["Person"] == 2


def test_nothing_is_written_where_we_work(graph: EmbeddedGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.py").write_text("raise SystemExit('the working directory is on the module path')")
    backend = EmbeddedBackend(Place(tmp_path / "store" / "graph", 30.0))
    backend.load(1, NODES, EDGES)
    opened = backend.open()
    assert opened.run("MATCH (n:Person) RETURN count(n)").rows == ((2,),)
    opened.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kg.py", "store"]


def test_a_label_and_a_type_may_not_share_a_name(tmp_path: Path) -> None:
    backend = EmbeddedBackend(Place(tmp_path, 30.0))
    with pytest.raises(StoreError, match="share a name: Person"):
        backend.load(1, people(2, 1), [EdgeRow("Person", "e", "p0", "p1", "Person", "Person")])


def test_two_nodes_may_not_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="share an id"):
        EmbeddedBackend(Place(tmp_path, 30.0)).load(1, [*people(2, 1), NodeRow("Place", "p0", {"name": "Paris"})], ())


def test_reads_see_one_generation_while_others_are_published(tmp_path: Path) -> None:
    backend = EmbeddedBackend(Place(tmp_path, 30.0))
    backend.load(1, people(300, 1), ())
    graph = backend.open()
    seen: list[tuple[tuple[object, ...], ...]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(graph.run("MATCH (p:Person) RETURN p.generation AS generation, count(*) AS people").rows)

    reader = threading.Thread(target=read)
    reader.start()
    for generation in (2, 3, 4):
        backend.update(GraphChanges(generation, nodes=tuple(people(300, generation))))
    last = graph.run("MATCH (p:Person) RETURN DISTINCT p.generation").rows
    done.set()
    reader.join()
    graph.close()
    assert last == ((4,),), "a reader follows what was published"
    assert {row for rows in seen for row in rows} <= {(generation, 300) for generation in (1, 2, 3, 4)}
    assert all(len(rows) == 1 for rows in seen)
    assert sorted(path.name for path in tmp_path.glob("g*")) == ["g3", "g4"], "old generations go, the previous one stays"


def test_a_damaged_graph_is_told_and_mended_by_a_load(tmp_path: Path) -> None:
    backend = EmbeddedBackend(Place(tmp_path, 30.0))
    backend.load(1, people(20, 1), ())
    generation = generations.current(tmp_path)
    assert generation is not None
    next(generation.path.glob("Person_0.*.bucket")).write_bytes(b"")
    assert backend.token() is None
    with pytest.raises(StoreError, match="run `kg rebuild`"):
        backend.open()
    backend.load(2, people(3, 2), ())
    graph = backend.open()
    assert graph.counts().nodes == {"Person": 3}
    graph.close()


def test_one_publishes_at_a_time(tmp_path: Path) -> None:
    backend = EmbeddedBackend(Place(tmp_path, 30.0))
    with generations.writing(tmp_path), pytest.raises(StoreError, match="Another run"):
        backend.load(1, people(2, 1), ())


PUBLISH = """
import sys, time
from pathlib import Path
from kg.graph.embedded.backend import EmbeddedBackend
from kg.graph.contract import Place
from kg.graph.rows import GraphChanges, NodeRow
def rows():
    for at in range(200_000):
        if at == 2_000:
            print("half way", flush=True)
        yield NodeRow("Person", f"p{at}", {"name": "late", "generation": 2})
        if at > 2_000:
            time.sleep(0.01)
class Slow(tuple):
    __iter__ = lambda self: rows()
backend = EmbeddedBackend(Place(Path(sys.argv[1]), 30.0))
backend.load(2, rows(), ()) if sys.argv[2] == "load" else backend.update(GraphChanges(2, nodes=Slow()))
"""


@pytest.mark.parametrize("what", ["load", "update"])
def test_kill_9_while_publishing_leaves_the_old_generation(tmp_path: Path, what: str) -> None:
    backend = EmbeddedBackend(Place(tmp_path, 30.0))
    backend.load(1, people(20, 1), ())
    process = subprocess.Popen([sys.executable, "-c", PUBLISH, str(tmp_path), what], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half way\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert backend.token() == 1
    graph = backend.open()
    assert graph.run("MATCH (p:Person) RETURN p.generation, count(*)").rows == ((1, 20),)
    backend.update(GraphChanges(3, nodes=tuple(people(5, 3))))
    assert graph.run("MATCH (p:Person) RETURN p.generation AS g, count(*) ORDER BY g").rows == ((1, 15), (3, 5))
    assert not list(tmp_path.glob("*.tmp"))
    graph.close()


def test_the_start_cache_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert startup.flags() == []
    backend = EmbeddedBackend(Place(tmp_path / "graph", 30.0))
    backend.load(1, people(3, 1), ())
    cache = startup.cache_file()
    assert cache.stat().st_size > 1_000_000
    assert cache.stat().st_mode & 0o777 == 0o600
    assert startup.flags() == [f"-XX:AOTCache={cache}"]
    graph = backend.open()
    assert graph.run("RETURN 1").rows == ((1,),)
    graph.close()
    cache.chmod(0o622)
    assert startup.flags() == [], "somebody else could have written it"


def test_a_cache_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = _children()
    assert startup.make(tmp_path / "no generation") is False
    assert not list((tmp_path / "cache" / "kg").iterdir())
    assert _children() <= before, "the engine was ended"


def _children() -> set[str]:
    return {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}


def test_a_limit_of_the_engine_where_we_set_none(tmp_path: Path) -> None:
    EmbeddedBackend(Place(tmp_path, 30.0)).load(1, NODES, EDGES)
    generation = generations.current(tmp_path)
    assert generation is not None
    request = {"do": "run", "folder": str(generation.path), "cypher": PRODUCT, "parameters": {}, "limit": 1, "timeout": 0.2}
    with closing(WorkerProcess(startup.READ_HEAP_MB)) as worker, pytest.raises(StoreError, match="too long for its own files"):
        worker.ask(request)
