"""Hostile queries on both engines: refused before they are sent, and nothing changed by any that might pass."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.contract import Graph
from tests.graph.places import fresh_backend
from tests.graph.sample import EDGES, NODES
from tests.graph.test_gate import REFUSED

WORSE = [
    "/* RETURN 1 */ CREATE (n)", "//\rCREATE (n)", "MATCH (n)/**/SET/**/n.x=1 RETURN n",
    "MATCH (n) RETURN n /* */ /*/ */ SET n.x = 1 /* */", "\ufeffCREATE (n)", "MATCH (n) \uff33ET n.x = 1", "MATCH (n) S\u0435T n.x = 1",
    "CALL { CALL { CALL { MATCH (n) DETACH DELETE n } } } RETURN 1", "CALL { MATCH (n) DELETE n } IN 4 CONCURRENT TRANSACTIONS RETURN 1",
    "MATCH (n) CALL (n) { SET n.x = 1 } RETURN n", "MATCH (n) CALL (*) { CREATE (m) } RETURN n",
    "CALL () { LOAD CSV FROM 'x' AS l RETURN l } RETURN l", "EXPLAIN PROFILE MATCH (n) RETURN n", "PROFILE EXPLAIN CREATE (n)",
    "EXPLAIN EXPLAIN MATCH (n) SET n.x = 1", "CYPHER 25 CREATE (n)", "CYPHER 5 runtime=interpreted EXPLAIN MATCH (n) DELETE n",
    "MATCH (n) WITH n PROFILE MATCH (m) DELETE m", "RETURN 1 UNION EXPLAIN CREATE (n)", "CALL db.clearQueryCaches()",
    "CALL dbms.killConnections([])", "CALL tx.setMetaData({})", "CALL dbms.security.listUsers()",
    "CALL apoc.load.json('http://example.org')", "CALL gds.graph.drop('x')", "CALL `db.labels`; CREATE (n)", "RETURN apoc.create.uuid()",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1/x' AS l RETURN l", "MATCH (n) FINISH CREATE (m)", "INSERT (:Person {id: 'x'})",
    "MATCH (n) RETURN n NEXT CREATE (m)", "WHEN true THEN CREATE (n)", "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "GRANT ROLE x TO y", "SHOW TRANSACTIONS", "TERMINATE TRANSACTIONS 'x'", "CREATE OR REPLACE DATABASE x", "ENABLE SERVER 'x'",
    "DEALLOCATE DATABASES FROM SERVER 'x'", "MATCH (n) SET n:$('x')", "MATCH (n) REMOVE n:Person", "MATCH p = (a)-[r]->(b) DELETE p",
    "MERGE (n:Person) ON CREATE SET n.x = 1", "MATCH (n) FOREACH (x IN [1] | CREATE (:Person))",
    "MATCH (n) USING INDEX n:Person(id) DETACH DELETE n", "DRYRUN MATCH (n) DELETE n",
    "CALL { USE neo4j MATCH (n) RETURN n } RETURN n", "MATCH (n) RETURN n UNION ALL TERMINATE TRANSACTION 'x'",
    "MATCH (n)\x1cSET\x1cn.x = 1",
    "WITH 1 AS x LOAD/**/CSV WITH HEADERS FROM 'file:///x' AS l RETURN l", "UNWIND [1] AS x LOAD\tCSV FROM $u AS l RETURN l",
    "MATCH (n) LOAD\u00a0CSV FROM 'http://127.0.0.1/x' AS l RETURN l", "CALL `apoc.cypher.doIt`('CREATE (n)', {})",
    "CALL db.labels() YIELD label CALL apoc.do.it() YIELD value RETURN 1", "OPTIONAL CALL apoc.x.y() YIELD z RETURN z",
    "CALL `db`.`labels`.`x`()", "RETURN apoc\n.\ncypher\n.\ndoIt ('x')", "RETURN genai.vector.encode('x', 'OpenAI', {})",
    "RETURN COLLECT { CREATE (m) RETURN m }", "MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n", "MATCH (n) NODETACH DELETE n",
    "MATCH (n) WHERE n.name = \"a\\\\\" SET n.x = 1 RETURN \"\"", "MATCH (`a``b`) SET `a``b`.x = 1", "MATCH (n) \u200bSET n.x = 1 RETURN n",
    "MATCH (n) S\u200dET n.x = 1", "MATCH (n) RETURN n LIMIT 1 \x00SET n.x = 1", "MATCH (n) RETURN n;; MATCH (m) RETURN m",
]

WORDS = st.sampled_from([
    "MATCH", "(n)", "RETURN", "n", "CREATE", "(m)", "SET", "n.x", "=", "1", "CALL", "{", "}", "(", ")", "/*", "*/", "//", "\n", "'", '"',
    "`", ";", "DETACH", "DELETE", "MERGE", "EXPLAIN", "PROFILE", "WITH", "UNION", "UNWIND", "[1]", "AS", "x", ",", "\\", "\u00a0", "LOAD",
    "CSV", "FROM", "db.labels()", "YIELD", "label", "IN", "TRANSACTIONS", "USE", "neo4j", "FOREACH", "|", "EXISTS", "COUNT",
])


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    backend = fresh_backend(request.param, tmp_path_factory.mktemp("hostile"), request)
    backend.load(1, NODES, EDGES)
    opened = backend.open()
    yield opened
    opened.close()


def untouched(graph: Graph) -> None:
    assert graph.nodes([node.id for node in NODES]) == list(NODES)
    assert graph.edges([edge.id for edge in EDGES]) == list(EDGES)
    assert graph.run("MATCH (n) RETURN count(n)").rows == ((len(NODES),),)


def test_each_is_refused_in_a_sentence(graph: Graph) -> None:
    for text in [*(case[0] for case in REFUSED), *WORSE]:
        with pytest.raises(QueryError) as told:
            graph.run(text)
        assert "\n" not in str(told.value), text
    untouched(graph)


def test_what_a_comment_hides_is_not_sent(graph: Graph) -> None:
    for text in ("MATCH (n) RETURN count(n) //\u2028 SET n.x = 1", "MATCH (n) /* \n SET n.x = 1 */ RETURN count(n) // DELETE n"):
        assert graph.run(text).rows == ((len(NODES),),)
    untouched(graph)


@given(words=st.lists(WORDS, min_size=2, max_size=14))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_nothing_changes_whatever_is_asked(graph: Graph, words: list[str]) -> None:
    try:
        graph.run(" ".join(["MATCH (n)", *words]), timeout=5.0)
    except QueryError:
        return
    untouched(graph)
