"""The same question has the same rows on the embedded engine and on a Neo4j server: the catalogue's, and random ones of the dialect."""

import json
import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.graph.made_up import PREDICATES, MadeUp
from kg.graph.contract import Graph, Table
from kg.query import catalogue
from tests.graph.places import fresh_backend

ALL = "actual,alleged,planned,hypothetical,denied,contested"
MADE = MadeUp(claims=1_500, relations=12_000, entities=1_200)
PERSON, COUNTRY, BODY = MADE.hub("Person", 30), MADE.hub("Country"), MADE.hub("Organization", 30)
ONE, OTHER = MADE.hub("Person", 500), MADE.hub("Place", 140)
GIVEN = ({}, {"statuses": ALL}, {"country": COUNTRY}, {"name": PERSON}, {"name": BODY.lower()}, {"from": "2017", "to": "2019-06"})
NEEDED = {"name": PERSON, "one": ONE, "other": OTHER, "person": PERSON, "speaker": PERSON, "country": COUNTRY}

Both = tuple[Graph, Graph]


@pytest.fixture(scope="module")
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    nodes, edges = list(MADE.nodes()), list(MADE.edges())
    assert len(edges) > 20_000
    graphs = []
    for name in ("embedded", "neo4j"):
        backend = fresh_backend(name, tmp_path_factory.mktemp(name), request)
        backend.load(1, nodes, edges)
        graphs.append(backend.open())
    yield graphs[0], graphs[1]
    for graph in graphs:
        graph.close()


def plain(answer: Table) -> list[str]:
    """Rows as texts that can be compared: floats to nine digits, since sums are added up in any order."""
    return [json.dumps(_rounded(row), sort_keys=True) for row in answer.rows]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return {key: _rounded(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("name", sorted(catalogue.load()))
def test_every_question_of_the_catalogue(both: Both, name: str) -> None:
    question = catalogue.find(name)
    known = {parameter.name for parameter in question.parameters}
    needed = {parameter.name: NEEDED[parameter.name] for parameter in question.parameters if parameter.required}
    rows = 0
    for wish in GIVEN:
        if wish.keys() <= known:
            bound = question.bind({**needed, **wish})
            one, other = (graph.run(question.cypher, bound, timeout=120.0) for graph in both)
            assert one.columns == other.columns
            assert plain(one) == plain(other), f"{name} {wish}"
            rows += len(one.rows)
    assert rows, f"{name} finds nothing to compare"


ENTITIES = ("Person", "Organization", "Country", "Place", "Group")
TEXTS = {"Person": "name", "Organization": "name", "Country": "code", "Place": "name", "Group": "name", "Claim": "predicate"}
words = st.sampled_from(["Person 1", "Country", "X", "ARRESTED", "actual", "2019", "nothing", "é' \\\\ x"])
numbers = st.integers(-2, 6)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "\\'") + "'"


@st.composite
def hops(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A path of one or two relationships from an entity with a known id, its node names and relationship names."""
    kinds = st.lists(st.sampled_from(PREDICATES), min_size=1, max_size=3, unique=True).map("|".join)
    length = draw(st.integers(1, 2))
    start = f"{draw(st.sampled_from(ENTITIES))}-{draw(st.integers(0, 30))}"
    text, nodes, ties = f"(n0:{start.split('-')[0]} {{id: '{start}'}})", ["n0"], []
    for at in range(length):
        left, right = draw(st.sampled_from([("-", "->"), ("<-", "-"), ("-", "-")]))
        label = draw(st.sampled_from(["", ":Person", ":Person|Organization|Place", ":Country", ":!Person"]))
        text += f"{left}[r{at}:{draw(kinds)}]{right}(n{at + 1}{label})"
        nodes.append(f"n{at + 1}")
        ties.append(f"r{at}")
    return text, nodes, ties


@st.composite
def conditions(draw: st.DrawFn, nodes: list[str], ties: list[str]) -> str:
    node, tie = draw(st.sampled_from(nodes)), draw(st.sampled_from(ties))
    simple = draw(st.sampled_from([
        f"{node}.name STARTS WITH {quoted(draw(words))}", f"toLower({node}.name) CONTAINS {quoted(draw(words).lower())}",
        f"{node}.code IS NULL", f"{tie}.articles >= {draw(numbers)}", f"{tie}.status IN ['actual', {quoted(draw(words))}]",
        f"{tie}.first < '2019'", f"size({node}.aliases) = 1", f"any(a IN {node}.aliases WHERE a ENDS WITH '{draw(numbers)}')",
        f"{node}:Person", f"{tie}.nothing = 1", f"{tie}.confidence * 2 > 1.5", f"type({tie}) = {quoted(draw(words))}",
        f"EXISTS {{ ({node})<-[:OBJECT]-(:Claim) }}", f"count {{ ({node})-[:KILLED]->() }} > {draw(numbers)}",
        f"{node}.id IN [x IN range(0, 9) | 'Person-' + toString(x)]", f"{node}.name =~ '.* [1-4]+'",
    ]))
    shape = draw(st.sampled_from(["{0}", "NOT ({0})", "({0} OR {1})", "({0} AND {1})"]))
    return shape.format(simple, f"{tie}.sources > {draw(numbers)}")


@st.composite
def queries(draw: st.DrawFn) -> str:
    pattern, nodes, ties = draw(hops())
    text = f"MATCH {pattern}"
    if draw(st.booleans()):
        text += f" WHERE {draw(conditions(nodes, ties))}"
    last = nodes[-1]
    more = draw(st.sampled_from(["", f" OPTIONAL MATCH ({last})<-[:SUBJECT]-(k:Claim {{predicate: 'KILLED'}})",
                                 f" WITH *, size({last}.aliases) AS k WHERE k >= 0"]))
    values = [f"{last}.id", f"type({ties[-1]})", f"coalesce({last}.code, {last}.name, '-')", f"labels({last})[0]", f"properties({ties[0]})",
              f"CASE WHEN {ties[0]}.articles > 2 THEN 'many' ELSE 'few' END", f"substring({last}.name, 0, 3)", f"{last}", f"{ties[0]}",
              f"{ties[0]}.articles % 3 + 1.5", f"left({ties[0]}.first, 4)", "{a: n0.id, b: [1, null]}"]
    chosen = draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))
    totals = draw(st.lists(st.sampled_from([
        "count(*)", f"count(DISTINCT {last})", f"max({ties[0]}.first)", f"sum({ties[0]}.articles)", f"avg({ties[0]}.confidence)",
        f"size(collect(DISTINCT {last}.name))", *(["count(k)"] if more else []),
    ]), max_size=2, unique=True))
    items = [f"{item} AS {letter}" for item, letter in zip((*chosen, *totals), string.ascii_lowercase, strict=False)]
    text += f"{more} RETURN {draw(st.sampled_from(['', 'DISTINCT ']))}{', '.join(items)}"
    plain_columns = [letter for item, letter in zip((*chosen, *totals), string.ascii_lowercase, strict=False)
                     if not item.startswith(("properties", "{")) and item not in (last, ties[0])]
    if len(plain_columns) == len(items) and draw(st.booleans()):
        text += f" ORDER BY {', '.join(plain_columns)} LIMIT {draw(st.integers(1, 30))}"
    return text


@given(text=queries())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_random_patterns_of_the_dialect(both: Both, text: str) -> None:
    one, other = (graph.run(text, timeout=120.0) for graph in both)
    assert one.columns == other.columns, text
    assert sorted(plain(one)) == sorted(plain(other)), text


@pytest.mark.parametrize("text", [
    "MATCH p = (a:Person {id: 'Person-1'})(()-[r:KILLED|ACCUSED]->()){1,2}(b:Country) "
    "RETURN b.id AS id, [x IN relationships(p) | type(x)] AS types, size(r) AS n",
    "MATCH (a:Person {id: 'Person-1'})-[r:MEMBER_OF|PART_OF*1..2]->(b) RETURN DISTINCT b.id AS id, count(*) AS n",
    "MATCH (a:Person {id: 'Person-1'}), (b:Person {id: 'Person-40'}) MATCH p = shortestPath((a)-[:KILLED|ACCUSED|ATTACKED*..5]-(b)) "
    "RETURN length(p) AS steps",
    "MATCH p = (a:Person {id: 'Person-1'})-[:KILLED]->(b) RETURN p ORDER BY b.id LIMIT 2",
    "UNWIND range(1, 5) AS x CALL (x) { MATCH (p:Person {id: 'Person-' + toString(x)})-[r:KILLED]->() RETURN count(r) AS n } RETURN x, n",
    "UNWIND [3, 1, null, 2.5] AS x WITH x ORDER BY x RETURN collect(x) AS xs, count(x) AS n, sum(x) AS s",
    "MATCH (c:Country) RETURN c.code AS x UNION MATCH (p:Place) RETURN p.name AS x",
    "MATCH (a:Article) WITH a.publisher AS p, count(*) AS n ORDER BY n DESC, p SKIP 2 LIMIT 4 RETURN p, n",
    "RETURN date('2024-02-28') + duration('P2D') AS d, datetime('2024-01-02T03:04:05+02:00') AS t, duration('P1Y2M3DT4H') AS u, "
    "localtime('12:30') AS l, date('2024-03-31').week AS w, 0.0 / 0.0 AS nan, 1.0 / 0 AS inf",
    "RETURN [1, [2, null], {a: 'é中😀'}] AS list, 9007199254740993 AS big, -7 / 2 AS div, -7 % 3 AS mod, 2 ^ 3 AS pow, "
    "toInteger('12') AS i, split('a,b', ',') AS s, trim(' x ') AS t, replace('aba', 'a', 'c') AS r, reverse([1, 2]) AS v",
    "MATCH (n) RETURN labels(n) AS l, count(*) AS n", "MATCH ()-[r]->() RETURN type(r) AS t, count(*) AS n", "MATCH (n:Nothing) RETURN n",
    "MATCH (k:Claim {id: 'k1'}) RETURN k.nothing AS nothing, keys(k) = [] AS none, exists { (k)-[:OBJECT]->() } AS there",
    "MATCH (n:Person) WHERE n.id = $id RETURN n.name AS name, $list AS list, $map.a AS a, $text AS text",
])
def test_the_dialect_by_example(both: Both, text: str) -> None:
    parameters = {"id": "Person-3", "list": [1, 2.5, None, "x"], "map": {"a": True}, "text": "` // ' /* \u2028 \x00"}
    one, other = (graph.run(text, parameters if "$" in text else None) for graph in both)
    assert one.columns == other.columns
    assert sorted(plain(one)) == sorted(plain(other))
