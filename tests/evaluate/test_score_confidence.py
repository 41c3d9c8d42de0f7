import json
from pathlib import Path

import pytest

from kg.evaluate import read_gold
from kg.evaluate.confidence import score_abstention, score_calibration
from kg.evaluate.gold import GoldArticle
from kg.model import Claim, Document, Entity, Extraction, Mention, Span

TEXT = "Police arrested Ana Ruiz in Lima. Juan Paz saw Ana Ruiz and the Lima police."
PLACES = {"e1": (0, 6), "e2": (16, 24), "e3": (28, 32), "e4": (34, 42)}


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldArticle]:
    forms = {"g1": "Police", "g2": "Ana Ruiz", "g3": "Lima", "g4": "Juan Paz"}
    claim = {
        "predicate": "ARRESTED", "subject": "g1", "object": "g2", "speaker": None, "polarity": "affirmed", "modality": "actual",
        "date": None, "place": None, "count": None, "attributes": {}, "evidence": "Police arrested Ana Ruiz",
    }  # fmt: skip
    labels = {"published": None, "entities": [{"id": k, "forms": [f]} for k, f in forms.items()], "claims": [claim]}
    (tmp_path / "a1.json").write_text(json.dumps(labels))
    (tmp_path / "a1.txt").write_text(TEXT)
    return read_gold(tmp_path)


def predict(*claims: Claim) -> dict[str, Extraction]:
    mentions = tuple(Mention(f"m{e}", *span, TEXT[slice(*span)], "Person", "name", e, 1.0) for e, span in PLACES.items())
    return {"a1": Extraction(Document("a1", TEXT), mentions, tuple(Entity(e, "Person", e) for e in PLACES), claims)}


def test_confidence_beside_precision_by_tenths(gold: list[GoldArticle]) -> None:
    right = Claim("c1", "ARRESTED", "e1", "e2", Span(0, 24), confidence=0.95)
    wrong = [Claim(f"c{n}", "KILLED", "e1", "e2", Span(0, 24), confidence=0.31 + n / 100) for n in range(2, 5)]
    scores = score_calibration(gold, predict(right, *wrong))
    assert scores.claims == 4
    assert scores.auc == 100
    low, high = scores.tenths
    assert (low.low, low.claims, low.share, low.precision) == (0.3, 3, 75, 0)
    assert low.confidence == pytest.approx(34)
    assert not low.holds
    assert high.holds


def test_equal_confidence_tells_nothing(gold: list[GoldArticle]) -> None:
    right, wrong = (Claim(p, p, "e1", "e2", Span(0, 24), confidence=0.5) for p in ("ARRESTED", "KILLED"))
    assert score_calibration(gold, predict(right, wrong)).auc == 50


def test_pairs_of_a_sentence_of_which_nothing_is_labelled(gold: list[GoldArticle]) -> None:
    located = Claim("c1", "KILLED", "e3", "e1", Span(0, 33))
    known = Claim("c2", "KILLED", "e2", "e1", Span(0, 33))
    elsewhere = Claim("c3", "MET_WITH", "e4", "e3", Span(0, 33))
    scores = score_abstention(gold, predict(located, known, elsewhere))
    # of the first sentence (Police, Lima) and (Ana Ruiz, Lima); of the second each pair of Juan Paz, Ana Ruiz and Lima
    assert (scores.pairs, scores.claimed) == (5, 1)
    assert scores.share == 20
    assert scores.by_predicate == {"KILLED": 1}
    assert [claim.id for _, claim in scores.errors] == ["c1"]
