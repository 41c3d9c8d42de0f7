"""Every question of the catalogue, asked of the sample graph, with the rows that it must give."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.contract import Graph, Place, backend
from kg.query import catalogue
from tests.graph.sample import EDGES, NODES

ALL = "actual,alleged,planned,hypothetical,denied,contested"

EXPECTED: list[tuple[str, dict[str, str], tuple[str, ...], list[tuple[object, ...]]]] = [
    ("accusations", {}, ("subject",), []),
    ("acts-against", {}, ("person", "act", "perpetrator", "claim_id"),
     [("Ann Lee", "KILLED", "Moscow police", "k2"), ("Ann Lee", "ATTACKED", None, "k5")]),
    ("acts-against", {"roles": "lawyer"}, ("person",), []),
    ("charges-and-sentences", {"country": "RU"}, ("accused",), []),
    ("charges-and-sentences", {}, ("accused", "offence", "text", "start", "end"),
     [("Bo Kim", "fraud", "Bo Kim was charged with fraud", 60, 89)]),
    ("claims-by-predicate", {}, ("predicate", "status", "claims"),
     [("ARRESTED", "actual", 1), ("ARRESTED", "planned", 1), ("ATTACKED", "actual", 1), ("CHARGED", "actual", 1),
      ("HOLDS_POSITION", "actual", 1), ("KILLED", "alleged", 1), ("KILLED", "denied", 1)]),
    ("contested", {"name": "lee"}, ("subject", "predicate", "object", "status", "claim_ids"),
     [("Moscow police", "KILLED", "Ann Lee", "contested", ["k2", "k3"])]),
    ("contradictions", {"name": "Ann Lee"}, ("claim_id", "speaker", "other_claim_id", "other_speaker"),
     [("k2", "Human Rights Watch", "k3", "Interior Ministry")]),
    ("contradictions", {}, ("subject", "predicate", "object", "other_subject", "other_predicate", "other_object"),
     [("Moscow police", "KILLED", "Ann Lee", "Moscow police", "KILLED", "Ann Lee")]),
    ("contradictions", {"name": "Bo Kim"}, ("claim_id",), []),
    ("corroborated", {}, ("subject", "predicate", "object"), [("Interior Ministry", "PART_OF", "Russia")]),
    ("corroborated", {"statuses": ALL}, ("subject", "object", "sources"),
     [("Interior Ministry", "Russia", 2), ("Moscow police", "Ann Lee", 2)]),
    ("coverage", {}, ("publisher", "articles", "claims", "without_subject", "without_object"),
     [("Example News", 1, 3, 0, 0), ("Other News", 1, 4, 2, 0)]),
    ("denials", {}, ("subject", "predicate", "object", "speaker"), [("Moscow police", "KILLED", "Ann Lee", "Interior Ministry")]),
    ("denials", {"name": "HRW"}, ("subject",), []),
    ("detentions-by-month", {"country": "Russian Federation"}, ("month", "claims", "largest_number"), [("2024-03", 1, 40)]),
    ("detentions-by-month", {"statuses": ALL}, ("month", "claims"), [("2024-03", 1), ("2024-05", 1)]),
    ("everything-on", {"name": "李安"}, ("entity_id", "predicate", "status", "claim_id"),
     [("ann", "KILLED", "alleged", "k2"), ("ann", "KILLED", "denied", "k3"), ("ann", "ATTACKED", "actual", "k5")]),
    ("everything-on", {"name": "msk", "from": "2024-05"}, ("entity", "roles", "claim_id"), [("Moscow", ["AT_PLACE"], "k5")]),
    ("figures", {"country": "ru"}, ("act", "low", "high", "approximate", "victims"), [("ARRESTED", 40, None, True, "Tajik migrants")]),
    ("incidents", {"violations": "killing"}, ("date", "perpetrators", "victims", "sex", "place", "claim_ids", "article"),
     [("2024-04", ["Moscow police"], ["Ann Lee"], ["woman"], "Moscow", ["k2"], "Raids")]),
    ("incidents", {"name": "Bo Kim"}, ("incident_id",), []),
    ("mentioned-together", {"name": "Ann Lee"}, ("other_id", "articles", "mentions"), [("police", 2, 3), ("bo", 2, 2), ("hrw", 1, 1)]),
    ("mentioned-together", {"name": "Ann Lee", "least": "2", "types": "Person"}, ("other_id",), [("bo",)]),
    ("no-named-perpetrator", {}, ("act", "victim", "claim_id"), [("CHARGED", "Bo Kim", "k6"), ("ATTACKED", "Ann Lee", "k5")]),
    ("no-named-perpetrator", {"country": "Russia"}, ("claim_id",), [("k5",)]),
    ("paths-between", {"one": "tj", "other": "Russia"}, ("path", "steps", "weakest_confidence"),
     [(["Moscow police -ARRESTED-> Tajik migrants", "Moscow police -PART_OF-> Interior Ministry",
        "Interior Ministry -PART_OF-> Russia"], 3, 0.8)]),
    ("paths-between", {"one": "ann", "other": "bo"}, ("steps",), []),
    ("paths-between", {"one": "ann", "other": "bo", "statuses": ALL}, ("steps",), [(2,), (3,)]),
    ("posts", {"name": "Interior Ministry"}, ("person", "title", "body", "former"), [("Bo Kim", "minister", "Interior Ministry", False)]),
    ("relationships-of", {"name": "the police"}, ("predicate", "object"),
     [("ARRESTED", "Tajik migrants"), ("PART_OF", "Interior Ministry")]),
    ("reporting-on-government", {"country": "RU"}, ("organization", "predicates", "claims"), [("Human Rights Watch", ["KILLED"], 1)]),
    ("single-source", {}, ("subject", "predicate", "object", "claim_id"), [("Moscow police", "ARRESTED", "Tajik migrants", "k1")]),
    ("structure", {"name": "Russia"}, ("member_id", "distance"), [("ministry", 1), ("bo", 2), ("police", 2)]),
    ("timeline", {}, ("date", "act", "claim_id"), [("2024-03-22", "ARRESTED", "k1"), ("2024-04", "KILLED", "k2")]),
    ("timeline", {"to": "2024-03"}, ("claim_id",), [("k1",)]),
    ("victims-by-perpetrator", {}, ("perpetrator_id", "act", "claims", "victims", "largest_number"),
     [("police", "ARRESTED", 1, 1, 40), ("police", "KILLED", 1, 1, None)]),
    ("who-did-what", {"country": "Russia"}, ("claim_id",), [("k1",), ("k2",), ("k4",), ("k5",)]),
    ("who-did-what", {"predicates": "KILLED", "statuses": "denied"}, ("claim_id", "status"), [("k3", "denied")]),
    ("who-did-what", {"from": "2024-04", "to": "2024-04"}, ("claim_id",), [("k2",), ("k4",)]),
    ("who-speaks-about-whom", {"speaker": "hrw"}, ("speaker", "about", "claims"),
     [("Human Rights Watch", "Ann Lee", 1), ("Human Rights Watch", "Moscow police", 1)]),
]


@pytest.mark.parametrize(("name", "given", "columns", "rows"), EXPECTED, ids=[f"{case[0]}-{at}" for at, case in enumerate(EXPECTED)])
def test_question(
    graph: Graph, name: str, given: dict[str, str], columns: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    question = catalogue.find(name)
    answer = graph.run(question.cypher, question.bind(given))
    json.dumps(answer.records(), allow_nan=False)
    assert [tuple(record[column] for column in columns) for record in answer.records()] == rows


def test_every_question_is_asked_here() -> None:
    assert {case[0] for case in EXPECTED} == set(catalogue.load())


@pytest.mark.parametrize("name", sorted(n for n, q in catalogue.load().items() if any(p.name == "country" for p in q.parameters)))
def test_a_country_that_is_not_in_the_graph_has_no_rows(graph: Graph, name: str) -> None:
    """Some engines take a name that an optional match left empty for one to be found anew."""
    question = catalogue.find(name)
    assert graph.run(question.cypher, question.bind({"country": "Atlantis"})).rows == ()


@pytest.mark.parametrize(
    ("date", "first", "last", "month"),
    [("1963", "1963-01-01", "1963-12-31", "1963"), ("2024-03-30/2024-04-02", "2024-03-30", "2024-04-02", "2024-03-30/2024-04-02"),
     ("../2011-02-10", None, "2011-02-10", "../2011-02-10"), ("2024-03", "2024-03-01", "2024-03-31", "2024-03"),
     (None, None, None, "2024-04")],
)
def test_a_detention_is_counted_in_no_month_that_its_claim_does_not_name(
    tmp_path: Path, date: str | None, first: str | None, last: str | None, month: str
) -> None:
    dated = {"date": date, "date_from": first, "date_to": last}
    nodes = [replace(one, properties={**one.properties, **dated}) if one.id == "k1" else one for one in NODES]
    place = Place(tmp_path / "graph", 30.0)
    backend("embedded", place).load(1, nodes, EDGES)
    opened = backend("embedded", place).open()
    question = catalogue.find("detentions-by-month")
    found = opened.run(question.cypher, question.bind({}))
    opened.close()
    assert [row["month"] for row in found.records()] == [month]


def test_corroborated_names_the_publishers_of_its_reports(graph: Graph) -> None:
    question = catalogue.find("corroborated")
    found = graph.run(question.cypher, question.bind({"statuses": "contested"}))
    assert [sorted(row["publishers"]) for row in found.records()] == [["Example News", "Other News"]]
