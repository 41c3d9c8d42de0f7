"""The seed article, read for what a reader of it must find. (How much of the rest is found: `kg evaluate --claims data/gold/seed`.)"""

from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.settings import Settings

TEXT = Path(__file__).parents[2] / "data" / "gold" / "seed" / "russian-regime-intensifies-persecution-of-foreigners.txt"


@pytest.fixture(scope="module")
def seed() -> Extraction:
    return Extractor(Settings()).extract(Document(id="seed", text=TEXT.read_text(encoding="utf-8"), language="en"))


def test_who_and_where(seed: Extraction) -> None:
    names = {kind: {e.name for e in seed.entities if e.type == kind} for kind in ("Person", "Country", "Organization", "Place")}
    assert {"Vladimir Putin", "Igor Krasnov"} <= names["Person"]
    assert {"Russia", "Tajikistan", "Uzbekistan", "Kyrgyzstan"} <= names["Country"]
    assert {"Human Rights Watch", "Islamic State", "Russian Interior Ministry"} <= names["Organization"]
    assert {"Moscow", "Ivanovo"} <= names["Place"]


def test_arrests_are_counted_and_dated(seed: Extraction) -> None:
    arrests = [claim for claim in seed.claims if claim.predicate == "ARRESTED" and claim.date == "XXXX-03"]
    assert any(arrest.count and (arrest.count.low, arrest.count.approximate) == (40, True) for arrest in arrests)


def test_expulsions_are_counted(seed: Extraction) -> None:
    (expulsion,) = [claim for claim in seed.claims if claim.predicate == "EXPELLED"]
    assert expulsion.count is not None and expulsion.count.high == 500 and expulsion.count.approximate


def test_statement_and_figures_stand_against_each_other(seed: Extraction) -> None:
    name = {entity.id: entity.name for entity in seed.entities}
    told = {claim.id: name[claim.subject] for claim in seed.claims if claim.subject}
    assert [(link.type, {told[link.source], told[link.target]}) for link in seed.links] == [
        ("CONTRADICTS", {"Igor Krasnov", "Russian Interior Ministry"})
    ]


def test_police_discriminate_according_to_human_rights_watch(seed: Extraction) -> None:
    name = {entity.id: entity.name for entity in seed.entities}
    found = [c for c in seed.claims if c.predicate == "DISCRIMINATED_AGAINST" and c.subject and name[c.subject] == "Russian police"]
    assert found and all(c.speaker and name[c.speaker] == "Human Rights Watch" for c in found)


def test_evidence_and_mentions_are_the_texts_own_characters(seed: Extraction) -> None:
    text = seed.document.text
    assert all(text[m.start : m.end] == m.text for m in seed.mentions)
    assert all(0 <= c.evidence.start < c.evidence.end <= len(text) for c in seed.claims)
