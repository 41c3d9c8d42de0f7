"""The manual says what the program does."""

from pathlib import Path

from kg.cli.query import command
from kg.graph.gate import PROCEDURES
from kg.query import catalogue

MANUAL = (Path(__file__).parents[2] / "docs" / "cypher.md").read_text("utf-8")


def test_every_option_and_question_is_in_the_manual() -> None:
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if f"`{option}" not in MANUAL] == []
    for question in catalogue.load().values():
        (row,) = [line for line in MANUAL.splitlines() if line.startswith(f"| `{question.name}` |")]
        assert question.title in row
        assert [p.name for p in question.parameters if f"`{p.name}`" not in row] == []


def test_the_example_of_a_question_is_one(tmp_path: Path) -> None:
    start = MANUAL.index("    // title: Arrests of a person")
    example = MANUAL[start : MANUAL.index("\n\nThe header ends", start)]
    path = tmp_path / "arrests.cypher"
    path.write_text("\n".join(line.removeprefix("    ") for line in example.splitlines()), "utf-8")
    question = catalogue.read(path)
    assert question.bind({"name": "Ann"}) == {"name": "Ann", "least": 0.5}


def test_procedures_that_may_be_called_are_in_the_manual() -> None:
    assert [name for name in PROCEDURES if name not in MANUAL.lower()] == []
