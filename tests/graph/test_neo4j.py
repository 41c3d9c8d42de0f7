"""What is particular to a Neo4j server: whose database it is, versions of the schema, passwords, writers, limits, deaths of either side."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from benchmarks.graph.made_up import MadeUp
from deploy.neo4j.server import Server
from kg.errors import QueryError, QueryTimeout, StoreError, UserError
from kg.graph import backend_of
from kg.graph.contract import Graph, Place
from kg.graph.neo4j import lock, schema, session
from kg.graph.neo4j.backend import ONE_TRANSACTION, Neo4jBackend
from kg.graph.neo4j.read import answer
from kg.graph.neo4j.schema import MIGRATIONS, VERSION
from kg.graph.neo4j.session import within
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow
from kg.settings import Settings
from tests.graph.places import empty, server_place
from tests.graph.sample import EDGES, NODES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(neo4j_server: Server, tmp_path: Path) -> Place:
    empty(neo4j_server)
    return server_place(neo4j_server, tmp_path / "graph")


@pytest.fixture
def backend(place: Place) -> Neo4jBackend:
    return Neo4jBackend(place)


def ask(server: Server, text: str) -> list[Any]:
    with neo4j.GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver:
        return [record.values() for record in driver.execute_query(text).records]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def many() -> tuple[list[NodeRow], list[EdgeRow]]:
    """More rows than go into one transaction."""
    made = MadeUp(claims=1_500, relations=9_000, entities=900)
    nodes, edges = list(made.nodes()), list(made.edges())
    assert len(nodes) + len(edges) > ONE_TRANSACTION
    return nodes, edges


def whole(backend: Neo4jBackend, rows: tuple[list[NodeRow], list[EdgeRow]]) -> None:
    """The graph holds these rows and nothing else."""
    graph = backend.open()
    counts = graph.counts()
    assert (sum(counts.nodes.values()), sum(counts.edges.values())) == (len(rows[0]), len(rows[1]))
    some = [row.id for row in rows[1][::97]]
    assert graph.edges(some) == list(rows[1][::97])
    graph.close()


def until(true: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def test_a_database_that_is_not_ours_is_left_alone(neo4j_server: Server, backend: Neo4jBackend) -> None:
    ask(neo4j_server, "CREATE (:Recipe {name: 'soup'})")
    for attempt in (lambda: backend.load(7, NODES, EDGES), backend.open, lambda: backend.update(GraphChanges(8))):
        with pytest.raises(StoreError, match="holds data that kg did not put there"):
            attempt()
    assert ask(neo4j_server, "MATCH (n) RETURN count(n)") == [[1]]


def test_nothing_of_ours_turns_up_in_answers(neo4j_server: Server, backend: Neo4jBackend) -> None:
    backend.load(7, NODES, EDGES)
    assert ask(neo4j_server, "MATCH (n) RETURN count(n)") == [[len(NODES)]]
    assert ask(neo4j_server, "MATCH ()-[r]->() RETURN count(r)") == [[len(EDGES)]]


def test_an_older_schema_is_migrated_and_a_newer_one_refused(neo4j_server: Server, backend: Neo4jBackend) -> None:
    backend.load(7, NODES, EDGES)
    (name,) = [row[0] for row in ask(neo4j_server, "SHOW INDEXES YIELD name WHERE name STARTS WITH 'kg_graph_' RETURN name")]
    assert name == f"kg_graph_v{VERSION}_at_7"
    ask(neo4j_server, "DROP INDEX kg_claim_predicate")
    ask(neo4j_server, f"DROP INDEX {name}")
    ask(neo4j_server, "CREATE INDEX kg_graph_v1_at_7 FOR (n:Country) ON (n.kg)")
    assert backend.token() == 7
    backend.update(GraphChanges(8))
    assert backend.token() == 8
    names = {row[0] for row in ask(neo4j_server, "SHOW INDEXES YIELD name RETURN name")}
    assert {"kg_claim_predicate", f"kg_graph_v{VERSION}_at_8"} <= names
    ask(neo4j_server, f"DROP INDEX kg_graph_v{VERSION}_at_8")
    ask(neo4j_server, f"CREATE INDEX kg_graph_v{VERSION + 1}_at_8 FOR (n:Country) ON (n.kg)")
    for attempt in (backend.token, backend.open, lambda: backend.load(9, NODES, EDGES)):
        with pytest.raises(StoreError, match="newer version of kg"):
            attempt()
    assert len(MIGRATIONS) == VERSION == 2, "a released step never changes: add one"


def test_what_people_add_harms_neither_readers_nor_a_rebuild(neo4j_server: Server, backend: Neo4jBackend) -> None:
    backend.load(7, NODES, EDGES)
    graph = backend.open()
    around, between = graph.neighbours("police"), graph.between([node.id for node in NODES])
    ask(neo4j_server, """
        MATCH (p:Organization {id: 'police'}), (a:Person {id: 'ann'}) CREATE (p)-[:NOTED {by: 'Eve'}]->(a), (p)-[:ARRESTED]->(a),
          (p)-[:NOTED {id: 'n1'}]->(:Memo {id: 'memo', text: 'ask'}), (p)-[:NOTED {id: 7}]->(:Memo {id: 'm2'}),
          (p)-[:NOTED {id: 'n2'}]->(:Memo {id: [1]}),
          (p)-[:NOTED]->(:Memo), (:Person {name: 'without an id'}), (:Person {id: 5})-[:KILLED {id: 'x'}]->({id: 'no label'})
    """)
    again = graph.neighbours("police")
    assert (again.nodes, again.edges) == (around.nodes, around.edges)
    assert graph.between([node.id for node in NODES]) == between
    ask(neo4j_server, "MATCH (a {id: 'ann'}) SET a.seen = date('2024-01-02'), a.at = point({x: 1, y: 2})")
    ask(neo4j_server, "MATCH ()-[r {id: 'police>ARRESTED>tj'}]->() SET r.checked = datetime()")
    backend.load(8, NODES, EDGES)
    assert graph.nodes(["ann"]) == [next(node for node in NODES if node.id == "ann")]
    assert graph.edges([edge.id for edge in EDGES]) == list(EDGES)
    assert ask(neo4j_server, "MATCH (n:Memo) RETURN count(n)") == [[4]]
    assert ask(neo4j_server, "MATCH (n:Person) WHERE n.name = 'without an id' RETURN count(n)") == [[1]]
    graph.close()


def test_a_node_that_changes_its_label_keeps_its_relationships(backend: Neo4jBackend) -> None:
    backend.load(7, NODES, EDGES)
    other = [NodeRow("Place", node.id, node.properties) if node.id == "ru" else node for node in NODES]
    ends = {"ru": "Place"}
    edges = [EdgeRow(e.type, e.id, e.source, e.target, ends.get(e.source, e.source_label), ends.get(e.target, e.target_label), e.properties)
             for e in EDGES]
    backend.load(8, other, edges)
    graph = backend.open()
    assert graph.edges([edge.id for edge in edges]) == edges
    assert graph.nodes(["ru"]) == [next(node for node in other if node.id == "ru")]
    graph.close()


@pytest.mark.parametrize("imported", [False, True])
def test_a_small_first_load_that_dies_at_its_end_is_gone_on_with(
    neo4j_server: Server, backend: Neo4jBackend, monkeypatch: pytest.MonkeyPatch, imported: bool
) -> None:
    if imported:
        ask(neo4j_server, f"CREATE (:{schema.IMPORTED} {{id: 'kg'}}), (:Old {{id: 'old'}})")
    real = schema.set_state

    def dying(session: neo4j.Session, state: schema.State, condition: schema.Condition, token: int | None = None) -> schema.State:
        if condition == "ready":
            raise KeyboardInterrupt
        return real(session, state, condition, token)

    monkeypatch.setattr(schema, "set_state", dying)
    with pytest.raises(KeyboardInterrupt):
        backend.load(7, NODES, EDGES)
    monkeypatch.undo()
    assert backend.token() is None
    with pytest.raises(StoreError, match="first load is under way, or was stopped"):
        backend.open()
    backend.load(7, NODES, EDGES)
    whole(backend, (list(NODES), list(EDGES)))
    assert ask(neo4j_server, "MATCH (n) RETURN count(n)") == [[len(NODES)]]


def test_readers_see_a_small_difference_at_once(backend: Neo4jBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    backend.load(7, NODES, EDGES)
    said: list[str] = []
    real = schema.set_state

    def telling(session: neo4j.Session, state: schema.State, condition: schema.Condition, token: int | None = None) -> schema.State:
        said.append(condition)
        return real(session, state, condition, token)

    monkeypatch.setattr(schema, "set_state", telling)
    backend.load(8, [*NODES, NodeRow("Person", "new", {"name": "New"})], EDGES)
    assert (said, backend.token()) == (["ready"], 8)


@pytest.mark.parametrize("what", ["update", "load"])
def test_older_rows_are_not_put_back_by_a_second_attempt(place: Place, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    late, other = Neo4jBackend(place), Neo4jBackend(place)
    other.load(7, NODES, EDGES)
    assert late.token() == 7
    attempts: list[int] = []
    real = lock.only_writer

    def busy(*arguments: Any) -> Any:
        attempts.append(1)
        if len(attempts) == 1:
            raise neo4j.exceptions.ServiceUnavailable("away")
        if len(attempts) == 2:
            other.update(GraphChanges(9, nodes=(NodeRow("Person", "bo", {"name": "Bo, as of nine"}),)))
        return real(*arguments)

    monkeypatch.setattr("kg.graph.neo4j.backend.only_writer", busy)
    with pytest.raises(StoreError, match="Another run has changed the graph"):
        late.update(GraphChanges(8, nodes=NODES[:2])) if what == "update" else late.load(8, NODES, EDGES)
    monkeypatch.undo()
    assert late.token() == 9
    graph = late.open()
    assert graph.nodes(["bo"]) == [NodeRow("Person", "bo", {"name": "Bo, as of nine"})]
    graph.close()
    late.load(5, NODES, EDGES)
    assert other.token() == 5, "what was seen may be replaced by what is older: a rebuild from another archive"


def test_passwords(neo4j_server: Server, place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StoreError, match="does not let the user “neo4j” in") as refused:
        Neo4jBackend(server_place(neo4j_server, tmp_path, "wrong-secret")).token()
    assert "wrong-secret" not in str(refused.value) + repr(place) + caplog.text
    settings = Settings(store=tmp_path, graph=neo4j_server.address, graph_password_file=neo4j_server.password_file)
    assert backend_of(settings).token() is None
    assert neo4j_server.password not in repr(settings) + repr(Settings(graph_password=neo4j_server.password))  # type: ignore[arg-type]
    with pytest.raises(UserError, match="cannot be read"):
        backend_of(settings.model_copy(update={"graph_password_file": tmp_path / "none"}))
    for wrong in ("neo4j://ann:hunter2@host", "neo4j://host/ann:hunter2", "neo4j:///", "http://hunter2", "neo4j"):
        with pytest.raises(UserError) as told:
            backend_of(Settings(store=tmp_path, graph=wrong))
        assert "hunter2" not in str(told.value)


def test_nobody_there(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(StoreError, match="does not answer"):
        Neo4jBackend(Place(tmp_path, 30.0, "neo4j://127.0.0.1:9", "neo4j", "x")).open()
    assert time.monotonic() - start < 10


@pytest.fixture(scope="module")
def sample(neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    empty(neo4j_server)
    made = Neo4jBackend(server_place(neo4j_server, tmp_path_factory.mktemp("sample")))
    made.load(7, NODES, EDGES)
    graph = made.open()
    yield graph
    graph.close()


@pytest.mark.parametrize("text", [
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b)",
    "MATCH (a), (b), (c), (d), (e), (f), (g) RETURN max(a.id + b.id + c.id + d.id + e.id + f.id + g.id)",
    "MATCH p = (a)-[*]-(b) RETURN count(p)",
])
def test_a_query_over_time_is_stopped(sample: Graph, text: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match="longer than 1 seconds"):
        sample.run(text, timeout=1.0)
    assert time.monotonic() - start < 1 + session.GRACE_SECONDS + 5
    assert sample.run("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize(("text", "said"), [
    ("RETURN reduce(s = 0, x IN range(1, 3000000) | s + reduce(t = 0, y IN range(1, 3000000) | t + y))", "range"),
    ("RETURN reduce(s = 0, x IN range(1, 1000000000000) | s + x)", "span at most"),
    ("WITH range(1, 99999999) AS xs RETURN all(x IN xs WHERE x > 0)", "span at most"),
    ("UNWIND range(1, 9) AS x WITH collect(x) AS xs RETURN [x IN xs | [y IN xs | x + y]]", "within another"),
    ("RETURN [x IN RANGE (0, $n) | x]", "span at most"),
    ("MATCH (n) RETURN [x IN range(0, size(n.aliases) * 9999999) | x]", "span at most"),
    ("RETURN any(x IN range(1, 10) WHERE all(y IN range(1, 10) WHERE y > x))", "within another"),
])
def test_what_a_server_cannot_stop_is_not_sent(sample: Graph, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        sample.run(text, {"n": 1})


@pytest.mark.parametrize("text", [
    "RETURN [x IN range(0, 9) | x]", "MATCH (n:Person) RETURN [x IN range(0, size(n.aliases) - 1) | n.aliases[x]]",
    "UNWIND range(1, $n) AS x RETURN x",
    "MATCH p = (a:Person)-[r*1..2]->(b) RETURN [i IN range(0, length(p)) | i]",
    "MATCH (n) WHERE any(a IN n.aliases WHERE any(b IN n.roles WHERE a = b)) RETURN n",
])
def test_what_is_small_passes(sample: Graph, text: str) -> None:
    sample.run(text, {"n": 3})


def test_a_call_that_hangs_is_given_up() -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout):
        within(0.1, lambda: time.sleep(20))
    assert time.monotonic() - start < 10


def test_the_reading_session_stands_behind_the_gate(neo4j_server: Server, sample: Graph) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.address, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        for text in ("CREATE (:Person {id: 'x'})", "MATCH (n:Person) SET n.name = ''", "CREATE INDEX x FOR (n:Person) ON (n.name)",
                     "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line"):
            with driver.session(default_access_mode=neo4j.READ_ACCESS) as session, pytest.raises(neo4j.exceptions.Neo4jError):
                answer(session.begin_transaction(), text, {}, 10)
    assert sample.nodes(["x"]) == []


def test_two_writers_at_once(place: Place, many: tuple[list[NodeRow], list[EdgeRow]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.5)
    first, second = Neo4jBackend(place), Neo4jBackend(Place(**{**_fields(place), "folder": place.folder / "other"}))
    failures: list[BaseException] = []
    thread = threading.Thread(target=lambda: _keep(failures, lambda: first.load(7, *many)))
    thread.start()
    with neo4j.GraphDatabase.driver(place.address, auth=(place.user, place.password)) as driver:
        until(lambda: driver.execute_query("SHOW INDEXES YIELD name WHERE name ENDS WITH '_loading' RETURN name").records)
    with pytest.raises(StoreError, match="Another run is writing"):
        second.load(8, NODES, EDGES)
    with pytest.raises(StoreError, match="first load is under way"):
        second.open()
    thread.join()
    assert not failures
    whole(first, many)
    assert second.token() == 7
    first.update(GraphChanges(8, nodes=(NodeRow("Person", "new", {"name": "New"}),)))
    with pytest.raises(StoreError, match="Another run has changed the graph"):
        second.update(GraphChanges(9))
    assert second.token() == 8


def _fields(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in ("folder", "query_timeout", "address", "user", "password", "database")}


def _keep(failures: list[BaseException], call: Callable[[], object]) -> None:
    try:
        call()
    except BaseException as error:
        failures.append(error)


LOAD = """
import sys, time
from pathlib import Path
from benchmarks.graph.made_up import MadeUp
from kg.graph.contract import Place
from kg.graph.neo4j.backend import Neo4jBackend
made = MadeUp(claims=1_500, relations=9_000, entities=900)
Neo4jBackend(Place(Path(sys.argv[1]), 30.0, sys.argv[2], "neo4j", sys.stdin.read())).load(8, list(made.nodes()), list(made.edges()))
"""


def test_our_process_dies_while_renewing_and_readers_go_on(
    neo4j_server: Server, place: Place, backend: Neo4jBackend, many: tuple[list[NodeRow], list[EdgeRow]]
) -> None:
    backend.load(7, NODES, EDGES)
    graph = backend.open()
    process = subprocess.Popen(
        [sys.executable, "-c", LOAD, str(place.folder), place.address], stdin=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdin is not None
    process.stdin.write(place.password)
    process.stdin.close()
    until(lambda: len(graph.run("MATCH (c:Claim) RETURN c.id AS id LIMIT 100").rows) > 50)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert backend.token() is None
    assert graph.nodes(["bo"]) == [next(node for node in NODES if node.id == "bo")], "readers keep what was there"
    backend.load(8, *many)
    whole(backend, many)
    assert backend.token() == 8
    graph.close()


def test_the_server_dies_while_written_and_while_read(
    neo4j_server: Server, backend: Neo4jBackend, many: tuple[list[NodeRow], list[EdgeRow]]
) -> None:
    backend.load(7, NODES, EDGES)
    graph = backend.open()
    failures: list[BaseException] = []
    writer = threading.Thread(target=lambda: _keep(failures, lambda: backend.load(8, *many)))
    writer.start()
    until(lambda: len(graph.run("MATCH (c:Claim) RETURN c.id AS id LIMIT 100").rows) > 50)
    slow = "MATCH (a), (b), (c), (d) RETURN max(a.id + b.id + c.id + d.id)"
    reader = threading.Thread(target=lambda: _keep(failures, lambda: graph.run(slow)))
    reader.start()
    time.sleep(0.3)
    neo4j_server.kill()
    reader.join(60)
    assert [type(failure) for failure in failures] == [StoreError]
    assert "does not answer" in str(failures[0])
    neo4j_server.start()
    writer.join(300)
    assert len(failures) == 1, "the writer waited for the server and went on"
    whole(backend, many)
    assert backend.token() == 8
    assert graph.nodes(["a1"]) != [], "the reader goes on without being opened anew"
    graph.close()


def test_a_full_disk_of_the_server(
    neo4j_server: Server, backend: Neo4jBackend, many: tuple[list[NodeRow], list[EdgeRow]], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend.load(7, NODES, EDGES)
    monkeypatch.setattr("kg.graph.neo4j.backend.STALLED_SECONDS", 15.0)
    assert neo4j_server.pid is not None
    # No file may grow any more: to the server's writes that is a full disk.
    resource.prlimit(neo4j_server.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    with pytest.raises(StoreError) as told:
        backend.load(8, *many)
    assert "\n" not in str(told.value)
    monkeypatch.undo()
    neo4j_server.kill()
    neo4j_server.start()
    graph = backend.open()
    assert graph.nodes(["bo"]) == [next(node for node in NODES if node.id == "bo")]
    graph.close()
    backend.load(8, *many)
    whole(backend, many)


def test_a_full_disk_on_our_side(place: Place) -> None:
    limited = ["bash", "-c", f'ulimit -f 500; exec "{sys.executable}" -c "$0" "$@"', LOAD, str(place.folder), place.address]
    done = subprocess.run(limited, input=place.password, capture_output=True, text=True, cwd=ROOT, check=False, env=os.environ)
    assert "StoreError: The graph's changes cannot be worked out" in done.stderr
    assert not list(place.folder.glob("*"))
    assert Neo4jBackend(place).token() is None
