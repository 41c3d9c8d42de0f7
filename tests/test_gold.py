"""The published labels: every string is where it should be, every name is one of the ontology."""

import hashlib
import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate.gold import read_gold
from kg.ontology import load_ontology
from training.offsets import pack, unpack

GOLD = Path(__file__).parents[1] / "data" / "gold"
SETS = ("seed", "wikinews")
OFFSETS = GOLD / "hrdsattack"


def labels(folder: Path) -> list[dict[str, Any]]:
    paths = (path for path in sorted(folder.glob("*.json")) if path.stem not in ("published", "sources"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize("name", SETS)
def test_forms_and_evidence_are_in_the_text(name: str) -> None:
    """Each form occurs, each evidence occurs exactly once."""
    for article in labels(GOLD / name):
        text = (GOLD / name / f"{article['doc']}.txt").read_text(encoding="utf-8")
        assert all(form in text for entity in article["entities"] for form in entity["forms"]), article["doc"]
        assert all(text.count(claim["evidence"]) == 1 for claim in article["claims"]), article["doc"]


def test_names_are_those_of_the_ontology() -> None:
    """Types, predicates, modality and polarity are known, and every argument is an entity of its article."""
    ontology = load_ontology()
    for article in chain.from_iterable(labels(folder) for folder in (*(GOLD / name for name in SETS), OFFSETS)):
        entities = {entity["id"]: entity["type"] for entity in article["entities"]}
        assert set(entities.values()) <= set(ontology.entity_types)
        for claim in article["claims"]:
            assert claim["predicate"] in ontology.predicates
            assert claim["modality"] in ("actual", "alleged", "planned", "hypothetical")
            assert claim["polarity"] in ("affirmed", "negated")
            assert {claim[role] for role in ("subject", "object", "speaker", "place")} - {None} <= set(entities)


def test_every_article_has_a_date_and_a_source() -> None:
    """Dates of publication are given for all, addresses for those with free text."""
    for name in ("wikinews", "hrdsattack"):
        published = json.loads((GOLD / name / "published.json").read_text(encoding="utf-8"))
        assert {article["doc"] for article in labels(GOLD / name)} == set(published)
    sources = json.loads((GOLD / "wikinews" / "sources.json").read_text(encoding="utf-8"))
    assert {article["doc"] for article in labels(GOLD / "wikinews")} == set(sources)


def test_offsets_hold_no_word_of_a_text() -> None:
    """What may not be shipped is not: labels on other people's texts are numbers and the terms of the ontology."""
    for article in labels(OFFSETS):
        assert all(set(entity) == {"id", "type", "forms"} for entity in article["entities"])
        places = [form for entity in article["entities"] for form in entity["forms"]] + [claim["evidence"] for claim in article["claims"]]
        assert all(0 <= start < end <= article["length"] for start, end in places)
        assert not any("attributes" in claim for claim in article["claims"])


def test_packed_labels_come_back() -> None:
    """A set with free text goes through offsets and back; another text is refused."""
    for article in read_gold(GOLD / "seed"):
        path = GOLD / "seed" / f"{article.document.id}.json"
        before, text = json.loads(path.read_text(encoding="utf-8")), article.document.text
        packed = pack(before, text)
        assert packed["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        after = unpack(packed, text)
        assert after is not None
        assert [entity["forms"] for entity in after["entities"]] == [entity["forms"] for entity in before["entities"]]
        assert [claim["evidence"] for claim in after["claims"]] == [claim["evidence"] for claim in before["claims"]]
        assert unpack(packed, text + "x") is None
