"""Only reading passes, whatever it is dressed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.gate import LONGEST, WRITING, check
from kg.graph.tokens import tokenize

PASS = [
    "MATCH (n) RETURN n",
    "match (n) return n;",
    "OPTIONAL MATCH (n)-[r:ARRESTED|KILLED*1..3]->(m) RETURN n, r, m ORDER BY n.name SKIP 1 LIMIT 2",
    "UNWIND [1, 2.5, 1e3, 0x1F, .5, 1e-3] AS x RETURN x",
    "WITH 1 AS a RETURN a UNION ALL RETURN 2 AS a UNION MATCH (n) RETURN n.id AS a",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { RETURN 1 AS one } RETURN one",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.relationshipTypes",
    "MATCH (c:Claim) WHERE c.start < c.end RETURN date.truncate('month', date(c.date)), duration.between(date(), date())",
    "MATCH (n) WHERE n.name = 'CREATE (m) // DELETE' RETURN n // CREATE",
    "MATCH (n) /* SET n.x = 1 */ RETURN n",
    "MATCH (n:`DELETE`) RETURN n.`SET` AS `a``b MERGE`",
    'RETURN "it\'s; DROP" AS x, \'say \\"hi\\" \\\' CREATE\' AS y',
    "MATCH (n) WHERE EXISTS { (n)-->() } RETURN count { (n)--() } AS degree, $created AS y",
    "RETURN CASE WHEN true THEN 1 ELSE 2 END AS é中",
    "WITH 1 AS next, 2 AS start RETURN next, {start: start, stop: next} AS m, CASE WHEN next = 1 THEN start ELSE next END AS x",
    "MATCH (n) RETURN n {show: 1, .name} AS show ORDER BY show",
    "MATCH p = (x)(()-[r:KILLED]-() WHERE r.status IN $s){1,4}(y) RETURN p",
]

REFUSED = [
    ("CREATE (n)", "begins with"),
    ("MATCH (n) CREATE (m)", "CREATE is refused"),
    ("MATCH (n) SeT n.x = 1 RETURN n", "SET is refused"),
    ("MATCH (n) DETACH DELETE n", "DETACH is refused"),
    ("MATCH (n) WITH n DELETE n", "DELETE is refused"),
    ("MATCH (n) REMOVE n.x RETURN n", "REMOVE is refused"),
    ("MERGE (n) RETURN n", "begins with"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.x = 1)", "FOREACH is refused"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "begins with"),
    ("MATCH (n) LOAD CSV FROM 'x' AS l RETURN l", "LOAD is refused"),
    ("DROP INDEX x", "begins with"),
    ("SHOW DATABASES", "begins with"),
    ("START DATABASE x", "begins with"),
    ("USING PERIODIC COMMIT RETURN 1", "begins with"),
    ("EXPLAIN MATCH (n) RETURN n", "begins with"),
    ("PROFILE MATCH (n) RETURN n", "begins with"),
    ("CYPHER runtime=slotted MATCH (n) RETURN n", "begins with"),
    ("USE other MATCH (n) RETURN n", "begins with"),
    ("MATCH (n) RETURN n UNION CREATE (m) RETURN m", "begins with"),
    ("MATCH (n) RETURN n UNION", "begins with"),
    ("MATCH (n) RETURN n; MATCH (m) DELETE m", "One query at a time"),
    ("MATCH (n) RETURN n;; CREATE (m)", "One query at a time"),
    ("CALL dbms.listConfig()", "procedure dbms.listConfig"),
    ("CALL `dbms`.`listConfig`()", "procedure dbms.listConfig"),
    ("CALL db . index.fulltext.queryNodes('x', 'y')", "procedure db.index.fulltext.queryNodes"),
    ("MATCH (n) CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value", "procedure apoc"),
    ("CALL", "none"),
    ("CALL { CREATE (n) } RETURN 1", "CREATE is refused"),
    ("CALL { MATCH (n) RETURN n } IN TRANSACTIONS RETURN 1", "TRANSACTIONS is refused"),
    ("RETURN apoc.cypher.runFirstColumnSingle('CREATE (n)', {})", "function apoc.cypher.runFirstColumnSingle"),
    ("RETURN `apoc`.`load`('x')", "function apoc.load"),
    ("RETURN apoc /* */ . x ('y')", "function apoc.x"),
    ("RETURN `apoc.cypher.runFirstColumnSingle`('CREATE (n)', {})", "function apoc.cypher.runFirstColumnSingle"),
    ("RETURN `apoc.load`.json('x')", "function apoc.load.json"),
    ("RETURN 1 AS x NEXT SHOW DATABASES", "SHOW is refused"),
    ("RETURN 1 AS x NEXT TERMINATE TRANSACTIONS 'x'", "TERMINATE is refused"),
    ("CALL () { SHOW TRANSACTIONS YIELD * RETURN 1 AS x } RETURN x", "SHOW is refused"),
    ("CALL { WHEN true THEN SHOW DATABASES } RETURN 1", "WHEN is refused"),
    ("MATCH (n) \\u0043REATE (m) RETURN m", "Unicode escapes"),
    ("RETURN 'a\\u0027 CREATE (n) //'", "Unicode escapes"),
    ("RETURN '\\U0001F600'", "Unicode escapes"),
    ("MATCH (n) /* x */CREATE/* y */(m)", "CREATE is refused"),
    ("MATCH (n) // harmless\rCREATE (m)", "CREATE is refused"),
    ("MATCH (n) // harmless\nDELETE n", "DELETE is refused"),
    ("MATCH (n)\u00a0DELETE\u2003n", "DELETE is refused"),
    ("MATCH (n) RETURN 1DELETE n", "number at character 18"),
    ("MATCH (n) RETURN 1e5DELETE n", "number at character 18"),
    ("MATCH (n) WITH n, 1. DELETE n", "DELETE is refused"),
    ("MATCH (n) ſET n.x = 1", "SET is refused"),
    ("MATCH (n:`a\\`) DELETE n //`", "backslash"),
    ("MATCH (n \\ )", "is no Cypher"),
    ("MATCH (n) RETURN '\u200b' \u200b", "is no Cypher"),
    ("RETURN 'open", "does not end"),
    ("RETURN 'open\\'", "does not end"),
    ("RETURN `open``", "does not end"),
    ("RETURN 1 /* open", "does not end"),
    ("", "empty"),
    (" // nothing\n;", "empty"),
    ("RETURN " + "1 + " * LONGEST + "1", "longer than"),
]


@pytest.mark.parametrize("query", PASS)
def test_reading_passes(query: str) -> None:
    assert check(query).text


@pytest.mark.parametrize(("query", "reason"), REFUSED)
def test_everything_else_is_refused_with_one_sentence(query: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        check(query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_comments_are_never_sent() -> None:
    sent = check("// title: x\nMATCH (n) /* CREATE */\n  RETURN n.name AS a // DELETE\n").text
    assert sent == "MATCH (n)\nRETURN n.name AS a"


PIECES = ["'", '"', "`", "\\", "//", "/*", "*/", "\n", "\r", " ", "x", "1", ".", "CREATE", "SET", "``", "\\'", ";", "UNION", "RETURN 1"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_is_sent_means_to_the_gate_what_the_query_meant(pieces: list[str]) -> None:
    """Taking comments out joins nothing that stood apart, and opens nothing that was closed."""
    query = "RETURN 1 " + "".join(pieces)
    try:
        sent = check(query).text
    except QueryError:
        return
    again = list(tokenize(sent))
    assert [(token.kind, token.text) for token in again] == [(token.kind, token.text) for token in tokenize(query)][: len(again)]
    assert not {token.upper for token in again} & WRITING
    assert check(sent).text == sent


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("MATCH (n) RETURN n.name, count(*) AS `how many`, {a: 1, b: [2, 3]} AS m ORDER BY n.name", ("n.name", "how many", "m")),
        ("MATCH (n) RETURN DISTINCT n", ("n",)),
        ("CALL { RETURN 1 AS inner } RETURN inner + 1", ("inner + 1",)),
        ("RETURN 1 AS a UNION RETURN 2 AS a", ("a",)),
        ("MATCH (n) RETURN *", ()),
    ],
)
def test_returned_names(query: str, columns: tuple[str, ...]) -> None:
    assert check(query).columns == columns
