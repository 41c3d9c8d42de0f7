"""`kg evaluate` on small sets of each kind, with the real extractor."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import app
from kg.errors import UserError
from tests.evaluate.test_score_coreference import ROWS
from tests.evaluate.test_score_relations import PASSAGE


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *args])


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    files = {
        "gum/dev/d1.conllu": ROWS,
        "ewt/dev.conllu": ROWS,
        "wikigold/wikigold.conll.txt": "Ana I-PER\nRuiz I-PER\nleft O\nPeru I-LOC\n. O\n\n",
        "redocred/dev_revised.json": json.dumps([PASSAGE]),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def test_a_folder_of_public_sets_gives_a_table_for_each_that_it_holds(corpora: Path) -> None:
    result = run("--corpora", str(corpora), "--errors", "1", "--by", "document")
    assert result.exit_code == 0, result.output
    titles = [line.split(":")[0] for line in result.output.splitlines() if line and not line.startswith(" ")]
    assert titles == ["names", "parse", "parse", "coreference", "relations"]
    assert "LAS  " in result.output and "CoNLL F1" in result.output
    assert "Location               P 100.0  R 100.0" in result.output


def test_labelled_claims_show_confidence_and_abstention_too() -> None:
    result = run("--claims", "data/gold/seed", "--by", "predicate", "--errors", "1")
    assert result.exit_code == 0, result.output
    for part in ("claims, strict", "speaker", "AUC", "tenths that hold", "pairs without a claim", " missed: "):
        assert part in result.output


def test_nothing_to_score_is_a_mistake(tmp_path: Path) -> None:
    assert run().exit_code == 2
    empty = run("--corpora", str(tmp_path))
    assert isinstance(empty.exception, UserError)
    assert "holds none of the public sets" in str(empty.exception)
