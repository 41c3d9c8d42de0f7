"""Why a claim was made: by `kg extract --explain` on a text that the real extractor reads."""

import json
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from kg.cli.main import app
from kg.extract.claims.features import feature_names
from kg.extract.claims.trees import load_trees
from kg.extract.explain import read_feature
from kg.ontology import load_ontology

TEXT = "Police arrested Ana Ruiz in Lima on Monday. Juan Paz, the interior minister of Peru, said that soldiers tortured Ana Ruiz."


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["extract", *args], input=json.dumps({"id": "a", "text": TEXT}))


@cache
def explained() -> dict[str, Any]:
    result = run("--explain", "-")
    assert result.exit_code == 0, result.output
    row: dict[str, Any] = json.loads(result.stdout)
    return row


def test_without_the_flag_the_contract_is_as_it_was() -> None:
    plain = json.loads(run("-").stdout)
    assert "explain" not in plain
    assert {key: value for key, value in explained().items() if key != "explain"} == plain


def test_every_claim_has_its_proposers_and_the_parts_of_its_score() -> None:
    row = explained()
    found = {one["claim"]: one for one in row["explain"]["claims"]}
    assert row["claims"] and set(found) == {claim["id"] for claim in row["claims"]}
    for claim in row["claims"]:
        why = found[claim["id"]]
        assert (why["proposed_by"], why["confidence"]) == (claim["proposed_by"], claim["confidence"])
        logit = log(why["start"] / (1 - why["start"])) + sum(part["adds"] for part in why["parts"]) + why["others"]
        assert 1 / (1 + exp(-logit)) == pytest.approx(claim["confidence"], abs=0.02)


def test_the_likeliest_rejected_ones_say_why() -> None:
    rejected = explained()["explain"]["rejected"]
    assert rejected
    assert [one["confidence"] for one in rejected] == sorted((one["confidence"] for one in rejected), reverse=True)
    assert all(one["why"] and TEXT[one["evidence"]["start"] : one["evidence"]["end"]] for one in rejected)
    assert any("below" in one["why"] for one in rejected)


def test_text_for_a_person() -> None:
    result = run("--explain", "--format", "text", "-")
    assert "Police - ARRESTED - Ana Ruiz" in result.stdout
    assert "proposed by rule:active" in result.stdout
    assert "not claimed:" in result.stdout
    assert run("--format", "text", "-").exit_code == 2


def test_a_failure_is_told_on_standard_error_where_text_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    result = CliRunner().invoke(app, ["extract", "--explain", "--format", "text", str(path)])
    assert result.exit_code == 3
    assert "broken" in result.stderr


def test_contributions_add_up_to_the_score() -> None:
    model = load_trees("scorer")
    matrix = np.random.default_rng(0).normal(size=(50, len(model.features))).astype(np.float32)
    matrix[::7, 3] = np.nan
    start, added = model.contributions(matrix)
    assert model.probability(matrix) == pytest.approx(1 / (1 + np.exp(-(start + added.sum(1)))), abs=1e-4)


def test_every_column_of_the_scorer_has_words() -> None:
    ontology = load_ontology()
    words = {name: read_feature(name, ontology) for name in feature_names(ontology)}
    assert words["subject Person"] == "the type of the subject"
    assert words["ARRESTED"] == "which predicate it is"
    assert not [name for name, said in words.items() if said.startswith("the type of") and name.split()[-1] not in ontology.entity_types]
