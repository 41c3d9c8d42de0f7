"""Answers on their way out: nothing acts on a terminal, nothing is computed by a spreadsheet, JSON is exact."""

import csv
import io
import json
from typing import Any

import pytest
from rich.console import Console

from kg.graph.contract import Table
from kg.query.render import brief, print_table, to_csv, to_json

HOSTILE = "\x1b]0;owned\x07\x1b[31mred\u202egnp\x9b1m"
NODE = {"labels": ["Person"], "properties": {"id": "p", "name": "Ann"}}


def printed(answer: Table, width: int = 120) -> tuple[str, list[str]]:
    out = io.StringIO()
    hidden = print_table(answer, Console(file=out, width=width, markup=False, highlight=False, emoji=False))
    return out.getvalue(), hidden


def parsed(answer: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO("\n".join(to_csv(answer)) + "\n")))


def test_json_is_an_array_of_objects_by_returned_name() -> None:
    answer = Table(("n", "a b"), ((NODE, [1, None]), (None, "é\n\x1b")))
    text = "\n".join(to_json(answer))
    assert json.loads(text) == [{"n": NODE, "a b": [1, None]}, {"n": None, "a b": "é\n\x1b"}]
    assert json.loads("\n".join(to_json(Table(("n",), ())))) == []


@pytest.mark.parametrize("form", [lambda answer: printed(answer)[0], lambda answer: "".join(to_csv(answer)), lambda a: "".join(to_json(a))])
def test_no_control_character_goes_out(form: Any) -> None:
    out = form(Table((HOSTILE,), ((HOSTILE,), ([HOSTILE],), ({"labels": ["Person"], "properties": {"name": HOSTILE}},))))
    assert not [character for character in out if character in "\x1b\x07\x9b\u202e"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (-5, "-5"), (-0.5, "-0.5"),
        ("a,b\n\"c\"", "a,b\n\"c\""), (None, ""), (True, "True"), (["=1"], '["=1"]'), ("1-2", "1-2"),
    ],
)
def test_csv_is_safe_in_a_spreadsheet(value: object, cell: str) -> None:
    assert parsed(Table(("=name", "v"), ((value, 1),))) == [["'=name", "v"], [cell, "1"]]


def test_a_table_leaves_ids_out_and_says_so() -> None:
    out, hidden = printed(Table(("who", "who_id", "n"), (("Ann [bold]x[/bold]", "p1", 3),)))
    assert "Ann [bold]x[/bold]" in out
    assert "p1" not in out
    assert hidden == ["who_id"]
    out, hidden = printed(Table(("who", "node", "steps", "start"), (("Bo", NODE, [NODE], 3),)))
    assert hidden == ["node", "steps", "start"]
    out, hidden = printed(Table(("node", "who_id"), ((NODE, "p1"),)))
    assert "Ann" in out
    out, hidden = printed(Table(("who_id",), (("p1",),)))
    assert "p1" in out
    assert hidden == []


def test_namesakes_are_told_apart_by_their_ids_where_no_article_does() -> None:
    rows = (("Police", "e-1", 4), ("police", "e-2", 1), ("Ann", "p1", 2), ("Ann", "p1", 3), (None, None, 1))
    lines = printed(Table(("who", "who_id", "n"), rows))[0].splitlines()
    assert [line.split("│")[1].strip() for line in lines if "│" in line] == ["Police [e-1]", "police [e-2]", "Ann", "Ann", "—"]
    with_article = Table(("who", "who_id", "article"), tuple((*row[:2], "Raids") for row in rows))
    assert "e-1" not in printed(with_article)[0]


CLAIM = ("subject", "predicate", "object", "speaker", "status", "place", "date", "text", "article", "published", "confidence")
KILLING = (None, "KILLED", "Ann Lee", "Human Rights Watch", "alleged", None, "2024-04", "HRW says that somebody killed Ann Lee " * 4,
           "Raids", "2024-04-30", 0.8)


def test_a_table_that_does_not_fit_becomes_cards() -> None:
    out, _ = printed(Table(CLAIM, (KILLING, KILLING)))
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[0] == "1  —  KILLED  Ann Lee"
    assert lines[1:2] == ["   speaker Human Rights Watch · status alleged · place — · date 2024-04 · confidence 0.8"]
    assert lines[2].startswith("     HRW says") and lines[3].startswith("     ")
    assert lines[4:7] == ["   Raids, 2024-04-30", "", "2  —  KILLED  Ann Lee"]
    assert max(map(len, lines)) <= 120


def test_cards_without_an_act_begin_with_what_there_is() -> None:
    columns = ("accused", "offence", "other_text", "article")
    out, _ = printed(Table(columns, (("Bo Kim", None, "He " + "was charged with fraud " * 5, "A" * 50),)), width=60)
    lines = out.splitlines()
    assert lines[0].rstrip() == "1  accused Bo Kim · offence —"
    assert lines[1].startswith("     other_text He was charged")


def test_what_is_missing_in_a_table_is_told_from_what_is_empty_space() -> None:
    out, _ = printed(Table(("subject", "act", "n", "names"), ((None, "KILLED", 0, []), ("Ann", "KILLED", None, ["Bo"]))))
    first, second = [line.split("│")[1:-1] for line in out.splitlines() if "KILLED" in line]
    assert [cell.strip() for cell in first] == ["—", "KILLED", "0", "—"]
    assert [cell.strip() for cell in second] == ["Ann", "KILLED", "—", "Bo"]


def test_a_table_that_fits_stays_a_table_and_an_empty_one_is_none() -> None:
    assert "┃" in printed(Table(("subject", "n"), (("Ann " * 30, 3),)), width=60)[0]
    assert printed(Table(("subject", "subject_id"), ())) == ("", [])


def test_many_columns_become_cards_that_fit() -> None:
    columns = tuple(f"column{at}" for at in range(9))
    out, _ = printed(Table(columns, (tuple("x" * 30 for _ in columns),)), width=60)
    assert max(map(len, out.splitlines())) <= 60
    assert out.count("column") == 9


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""), (True, "yes"), (0.123456, "0.123"), (0.99974, "0.999"), (1.0, "1"), (12345.6, "12,346"),
        ([1, "a", NODE], "1, a, Ann"), (NODE, "Ann"),
        ({"type": "KILLED", "source": "a", "target": "b", "properties": {}}, "KILLED"), ({"a": [1]}, "a: 1"),
        ({"labels": ["Claim"], "properties": {"id": "k", "text": "words"}}, "words"),
    ],
)
def test_values_in_a_few_words(value: object, words: str) -> None:
    assert brief(value) == words
