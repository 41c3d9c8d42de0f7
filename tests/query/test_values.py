"""Mistyped values: the vocabulary's at once, names when the answer is empty, on every engine."""

from typing import Any

import pytest

from kg.errors import UserError
from kg.graph.contract import Graph, Table
from kg.query import catalogue
from kg.query.values import checked, unknown_names


def test_words_of_the_vocabulary_are_written_as_it_writes_them() -> None:
    assert checked("predicates", ["killed", "ARRESTED"]) == ["KILLED", "ARRESTED"]
    assert checked("statuses", ["Denied"]) == ["denied"]
    assert checked("roles", ["anything"]) == ["anything"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("predicates", "KILED", "did you mean “KILLED”"), ("statuses", "aleged", "did you mean “alleged”"),
        ("types", "Persons", "did you mean “Person”"), ("violations", "qqq", "there are "),
    ],
)
def test_words_that_it_does_not_have(name: str, value: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        checked(name, [value])


def test_every_default_of_the_catalogue_is_in_the_vocabulary() -> None:
    for question in catalogue.load().values():
        for parameter in question.parameters:
            if isinstance(parameter.default, list):
                assert checked(parameter.name, parameter.default) == parameter.default, question.name


EMPTY = Table(("n",), ())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "Nobody"}, "Nobody and nothing is called “Nobody” in this graph."),
        ({"name": "Ann Le"}, "Nobody and nothing is called “Ann Le” in this graph. Did you mean “Ann Lee”?"),
        ({"name": "rights watch"}, "Nobody and nothing is called “rights watch” in this graph. Did you mean “Human Rights Watch”?"),
        ({"country": "Atlantis", "name": "HRW"}, "No country is called “Atlantis” in this graph."),
        ({"country": "Moscow"}, "No country is called “Moscow” in this graph."),
        ({"one": "x", "other": "y"}, "Nobody and nothing is called “x” in this graph. Nobody and nothing is called “y” in this graph."),
        ({"name": "ann lee"}, None), ({"name": "ann"}, None), ({"name": "李安"}, None), ({"country": "ru"}, None),
        ({"country": "russian federation", "name": "", "limit": 3, "predicates": ["KILLED"]}, None), ({}, None),
    ],
)
def test_names_that_the_graph_does_not_know(graph: Graph, given: dict[str, Any], said: str | None) -> None:
    assert unknown_names(graph, given, EMPTY) == said


def test_a_good_answer_asks_the_graph_nothing() -> None:
    no_graph: Any = None
    assert unknown_names(no_graph, {"name": "Nobody"}, Table(("n",), ((1,),))) is None
