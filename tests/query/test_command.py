"""`kg query` as a person or a script runs it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def kg(*words: str, store: Path, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", "query", *words, "--store", str(store)],
        input=given, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300, check=False,
    )


def test_json_from_the_catalogue(store: Path) -> None:
    done = kg("who-did-what", "-p", "country=Russia", "-p", "predicates=KILLED", "--format", "json", store=store)
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["subject"], row["speaker"], row["text"], row["start"]) == (
        "Moscow police", "Human Rights Watch", "HRW says the police killed Ann Lee", 40)


def test_csv_and_table(store: Path) -> None:
    done = kg("denials", "--format", "csv", store=store)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["article"] for row in rows] == ["'=Denial"]
    done = kg("coverage", store=store)
    assert "Example News" in done.stdout
    assert "2 rows." in done.stderr


def test_free_cypher_on_standard_input(store: Path) -> None:
    done = kg("-", "-p", "ids=[\"ann\"]", "--format", "json", store=store, given="MATCH (n:Person) WHERE n.id IN $ids RETURN n // CREATE")
    assert json.loads(done.stdout) == [
        {"n": {"labels": ["Person"], "properties": {"id": "ann", "name": "Ann Lee", "aliases": ["Lee", "李安"], "roles": ["journalist"]}}}
    ]


def test_limit_says_what_is_missing(store: Path) -> None:
    done = kg("-", "--limit", "2", "--format", "json", store=store, given="MATCH (n) RETURN n.id ORDER BY n.id")
    assert len(json.loads(done.stdout)) == 2
    assert "first 2 rows" in done.stderr


RUNAWAY = "RETURN reduce(s = 0, x IN range(1, 3000000) | s + reduce(t = 0, y IN range(1, 3000000) | t + y))"


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (["timelin"], None, "did you mean “timeline”"),
        (["timeline", "-p", "nam=x"], None, "did you mean “name”"),
        (["timeline", "-p", "x"], None, "name=value"),
        (["timeline", "-p", "from=spring"], None, "`from` is a day"),
        (["who-did-what", "-p", "predicates=KILED"], None, "`predicates` has no “KILED”; did you mean “KILLED”?"),
        (["who-did-what", "-p", "statuses=xyz"], None, "there are actual, alleged"),
        (["everything-on"], None, "needs `--param name=…`"),
        (["-"], "MATCH (n) SET n.x = 1", "SET is refused"),
        (["-"], "", "empty"),
        (["-"], "MATCH (n RETURN n", "yntax"),
        (["-", "--timeout", "1"], RUNAWAY, "stopped"),
        (["timeline", "--queries", "/nowhere"], None, "no folder"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(store: Path, words: list[str], given: str | None, said: str) -> None:
    done = kg(*words, store=store, given=given)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["everything-on", "-p", "name=Nobody"], "Nobody and nothing is called “Nobody” in this graph."),
        (["timeline", "-p", "name=anne lee"], "Nobody and nothing is called “anne lee” in this graph. Did you mean “Ann Lee”?"),
        (["everything-on", "-p", "name=watch\x1b[31m"], "is called “watch\ufffd[31m”"),
    ],
)
def test_an_empty_answer_says_what_was_mistyped(store: Path, words: list[str], said: str) -> None:
    done = kg(*words, "--format", "json", store=store)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stderr
    assert said in done.stderr


def test_an_empty_answer_on_somebody_known_says_no_more(store: Path) -> None:
    done = kg("timeline", "-p", "name=lee", "-p", "from=2031", "--format", "csv", store=store)
    assert done.stderr == "0 rows.\n"


def test_a_person_at_a_terminal_hears_what_keeps_them_waiting(store: Path) -> None:
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "kg", "query", "-", "--timeout", "3", "--store", str(store)]
    subprocess.run(words, input=RUNAWAY, stdout=subprocess.DEVNULL, stderr=theirs, text=True, timeout=300, check=False)
    os.close(theirs)
    seen = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "starting the graph engine …" in seen and "stopped" in seen
    assert "starting" not in kg("-", "--timeout", "3", store=store, given=RUNAWAY).stderr, "a script is told nothing"


def test_no_store(tmp_path: Path) -> None:
    done = kg("coverage", store=tmp_path / "none")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "run `kg ingest` first" in done.stderr
    assert not (tmp_path / "none").exists(), "asking makes no store"


def test_the_list(tmp_path: Path) -> None:
    done = kg(store=tmp_path)
    assert "who-did-what" in done.stdout
    assert "statuses=actual,alleged" in done.stdout
