import json
from pathlib import Path

import pytest

from kg.errors import UserError
from kg.evaluate import read_gold, score_claims
from kg.model import Claim, Count, Document, Entity, Extraction, Mention, Span

TEXT = "Police arrested Ana Ruiz in Lima. She was not charged, the ministry said. Ana Ruiz met Juan Paz."
POLICE, ANA, LIMA, MINISTRY, JUAN = (0, 6), (16, 24), (28, 32), (55, 67), (87, 95)


def gold_claim(predicate: str, subject: str | None, object: str | None, evidence: str, **more: object) -> dict[str, object]:
    row = {"predicate": predicate, "subject": subject, "object": object, "speaker": None, "polarity": "affirmed", "modality": "actual"}
    return {**row, "date": None, "place": None, "count": None, "attributes": {}, "evidence": evidence, **more}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    forms = {"g1": "Police", "g2": "Ana Ruiz", "g3": "Lima", "g4": "the ministry", "g5": "Juan Paz"}
    labels = {
        "doc": "a1",
        "published": "2024-01-01",
        "entities": [{"id": key, "type": "Person", "name": form, "forms": [form]} for key, form in forms.items()],
        "claims": [
            gold_claim("ARRESTED", "g1", "g2", "Police arrested Ana Ruiz in Lima", place="g3", date="2024"),
            gold_claim("CHARGED", None, "g2", "She was not charged", polarity="negated", speaker="g4"),
            gold_claim("MET_WITH", "g2", "g5", "Ana Ruiz met Juan Paz"),
        ],
    }
    (tmp_path / "a1.json").write_text(json.dumps(labels))
    (tmp_path / "a1.txt").write_text(TEXT)
    return tmp_path


def predict(*claims: Claim) -> dict[str, Extraction]:
    spans = {"e1": POLICE, "e2": ANA, "e3": LIMA, "e4": MINISTRY, "e5": JUAN}
    mentions = tuple(Mention(f"m{e}", *span, TEXT[slice(*span)], "Person", "name", e, 1.0) for e, span in spans.items())
    entities = tuple(Entity(e, "Person", e) for e in spans)
    return {"a1": Extraction(Document("a1", TEXT), mentions, entities, claims)}


def test_strict_needs_both_arguments_and_relaxed_one_with_evidence(gold: Path) -> None:
    predicted = predict(
        Claim("c1", "ARRESTED", "e1", "e2", Span(0, 33), place="e3", date="2024-01-03"),
        Claim("c2", "CHARGED", "e1", "e2", Span(34, 60), polarity="negated"),
        Claim("c3", "MET_WITH", "e5", "e2", Span(74, 95)),
    )
    scores = score_claims(read_gold(gold), predicted)
    assert {level: m.hits for level, m in scores.levels.items()} == {"strict": 2, "relaxed": 2, "untyped": 1}
    assert scores.by_predicate["CHARGED"].hits == 0
    assert scores.evidence.hits == 2
    assert scores.attributes["place"].hits == 1
    assert scores.attributes["date"].hits == 1  # more precise than the label
    assert [(kind, claim.predicate) for _, kind, claim in scores.errors] == [("missed", "CHARGED"), ("spurious", "CHARGED")]


def test_unknown_matches_only_unknown_and_attributes_count_on_matches(gold: Path) -> None:
    predicted = predict(
        Claim("c1", "CHARGED", None, "e2", Span(34, 53), polarity="negated", speaker="e4", count=Count(1, 1)),
        Claim("c2", "CHARGED", None, "e2", Span(0, 33)),
    )
    scores = score_claims(read_gold(gold), predicted)
    assert scores.levels["strict"].hits == 1
    assert scores.attributes["speaker"].f1 == scores.attributes["negated"].f1 == 100
    assert (scores.attributes["count"].hits, scores.attributes["count"].predicted) == (0, 1)


def test_an_article_without_prediction_counts_as_missed(gold: Path) -> None:
    scores = score_claims(read_gold(gold), {})
    assert scores.missing == ["a1"]
    assert (scores.levels["strict"].gold, scores.levels["strict"].f1) == (3, 0)


def test_a_folder_without_labels_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no labelled articles"):
        read_gold(tmp_path)
