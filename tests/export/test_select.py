"""Which part of the graph goes into a file."""

import pytest

from kg.errors import NotFound, UserError
from kg.export.select import Wish, find_entity, select
from tests.export.graphs import Rows, hong_kong, large


def test_everything_is_everything() -> None:
    whole = hong_kong()
    part = select(whole, Wish())
    assert part.nodes == set(whole) and part.total == 5
    assert set(part.graph().edges(keys=True)) == set(whole.edges(keys=True))


def test_a_limit_keeps_what_most_articles_report_and_says_how_many_there_were() -> None:
    rows = Rows()
    for name in "abc":
        rows.node("Person", name, name=name, aliases=[])
    article = rows.article("a-1")
    rows.relate("ACCUSED", "a", "b", article)
    rows.relate("ACCUSED", "b", "c", article)
    rows.edges[-1].properties["articles"] = 9
    part = select(rows.graph(), Wish(limit=1))
    assert [ends[:2] for ends in part.relations] == [("b", "c")]
    assert part.total == 2 and "a" not in part.nodes and "a-1" in part.nodes


def test_around_an_entity_with_the_claims_and_articles_behind() -> None:
    whole = hong_kong()
    near = select(whole, Wish(entity="carrie lam"))
    assert near.centre == "p-lam"
    assert {node for node in near.nodes if not node.startswith("c-")} == {"p-lam", "p-wong", "country:cn", "a-1"}
    graph = near.graph()
    assert {data["type"] for _, _, data in graph.edges(data=True)} >= {"MET_WITH", "CONDEMNED", "SUBJECT", "FROM_ARTICLE"}
    assert "ARRESTED" not in {data["type"] for _, _, data in graph.edges(data=True)}
    assert "o-police" in select(whole, Wish(entity="p-lam", depth=2)).nodes


def test_statuses_choose_relationships() -> None:
    part = select(hong_kong(), Wish(statuses=("denied",)))
    assert [ends[:2] for ends in part.relations] == [("p-wong", "p-lam")]


def test_an_entity_is_found_by_id_name_or_alias_and_an_unclear_name_is_a_mistake() -> None:
    rows = Rows()
    rows.node("Person", "p-1", name="Alexei Navalny", aliases=["Navalny"])
    rows.node("Person", "p-2", name="Yulia Navalnaya", aliases=["Navalny"])
    rows.node("Article", "a-1", title="Navalny")
    rows.edge("MENTIONED_IN", "p-1", "a-1", count=1)
    graph = rows.graph()
    assert find_entity(graph, "p-2") == "p-2" and find_entity(graph, "alexei navalny ") == "p-1"
    with pytest.raises(UserError, match=r"2 entities .* p-1 \(Person, in “Navalny”\); p-2 \(Person\)\."):
        find_entity(graph, "Navalny")
    for number in range(3, 11):
        rows.node("Person", f"p-{number}", name="Yulia", aliases=["Navalny"])
    with pytest.raises(UserError, match=r"^10 entities .*; … 2 more\."):
        find_entity(rows.graph(), "Navalny")
    for unknown in ("Nobody", "a-1"):
        with pytest.raises(NotFound):
            find_entity(graph, unknown)


def test_an_entity_without_relationships_is_a_part_of_its_own() -> None:
    rows = Rows()
    rows.node("Person", "p-1", name="Alone", aliases=[])
    part = select(rows.graph(), Wish(entity="Alone"))
    assert part.nodes == {"p-1"} and not part.relations


def test_parallel_relationships_are_all_there() -> None:
    assert len(select(large(300), Wish()).relations) == 300
