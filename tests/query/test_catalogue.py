"""The catalogue's files: how they are found, read, and filled with parameters."""

from pathlib import Path

import pytest

from kg.errors import NotFound, UserError
from kg.graph.gate import check
from kg.ontology import load_ontology
from kg.query import catalogue

HEADER = """// title: A question
// description: One line,
// description: and another.
// param name: string - whose name
// param least: integer = 2 - fewest
// param from: date = "" - first day
// param kinds: list = ["a", "b"] - which
// param all: boolean = false - everything
// view: graph

// A note that is no header: with a colon.
MATCH (n) RETURN n
"""


def write(folder: Path, text: str, name: str = "mine.cypher") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_header_is_read(tmp_path: Path) -> None:
    question = catalogue.read(write(tmp_path, HEADER))
    assert (question.name, question.title, question.description) == ("mine", "A question", "One line, and another.")
    assert question.view == "graph"
    assert [(p.name, p.type, p.default, p.required) for p in question.parameters] == [
        ("name", "string", None, True), ("least", "integer", 2, False), ("from", "date", "", False), ("kinds", "list", ["a", "b"], False),
        ("all", "boolean", False, False),
    ]
    assert question.bind({"name": " X = Y ", "least": "3", "from": "2024-03", "kinds": "c, d,", "all": "yes"}) == {
        "name": "X = Y", "least": 3, "from": "2024-03", "kinds": ["c", "d"], "all": True,
    }
    assert question.bind({"name": "x"})["kinds"] == ["a", "b"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "needs `--param name=…`: whose name"),
        ({"name": "x", "least": "two"}, "`least` is a whole number, not “two”"),
        ({"name": "x", "from": "March"}, "`from` is a day"),
        ({"name": "x", "all": "perhaps"}, "true or false"),
        ({"name": "x", "leest": "2"}, "no parameter “leest”; did you mean “least”?"),
    ],
)
def test_wrong_parameters(tmp_path: Path, given: dict[str, str], said: str) -> None:
    question = catalogue.read(write(tmp_path, HEADER))
    with pytest.raises(UserError) as caught:
        question.bind(given)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (n) RETURN n", "no title"),
        ("// title: x\n// colour: red\nRETURN 1", "unknown header “colour”"),
        ("// title: x\n// view: pie\nRETURN 1", "table or graph"),
        ("// title: x\n// param n: whole = 1 - help\nRETURN 1", "not of the form"),
        ("// title: x\n// param n: integer = one - help\nRETURN 1", "not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UserError, match=said) as caught:
        catalogue.load(tmp_path)
    assert str(path) in str(caught.value)


def test_a_folder_of_ones_own_comes_on_top(tmp_path: Path) -> None:
    write(tmp_path, "// title: Mine\nRETURN 1", "coverage.cypher")
    write(tmp_path, "// title: New\nRETURN 1", "new.cypher")
    found = catalogue.load(tmp_path)
    assert (found["coverage"].title, found["new"].title) == ("Mine", "New")
    assert len(found) == len(catalogue.load()) + 1


def test_an_unknown_name_suggests_another() -> None:
    with pytest.raises(NotFound, match="did you mean “timeline”"):
        catalogue.find("timelin")


def test_the_catalogue_is_large_and_complete() -> None:
    questions = catalogue.load()
    assert len(questions) >= 18
    for question in questions.values():
        columns = check(question.cypher).columns
        assert columns, f"{question.name} returns *"
        assert question.description, f"{question.name} has no description"
        assert "ORDER BY" in question.cypher, f"{question.name} comes in no order"
        used = {p.name for p in question.parameters if f"${p.name}" in question.cypher}
        assert used == {p.name for p in question.parameters}, f"{question.name} does not use all its parameters"
        if any(p.name == "statuses" for p in question.parameters):
            assert "`statuses`" in question.description, f"{question.name} does not say which statuses it shows"
        if {"text", "article"} <= set(columns):
            assert {"start", "end", "published", "claim_id", "article_id"} <= set(columns), f"{question.name} lacks evidence"


def test_paths_follow_every_predicate_of_the_ontology() -> None:
    text = catalogue.find("paths-between").cypher
    missing = [name for name in load_ontology().predicates if name not in text]
    assert not missing
