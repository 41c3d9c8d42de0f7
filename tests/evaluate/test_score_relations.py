import json
from pathlib import Path

import pytest

from kg.errors import UserError
from kg.evaluate.relations import read_relations, score_relations
from kg.model import Claim, Document, Entity, Extraction, Mention, Span

PASSAGE = {
    "title": "Ana Ruiz",
    "sents": [["Ana", "Ruiz", ",", "wife", "of", "Juan", "Paz", ",", "is", "Peruvian", "."], ["Lima", "is", "in", "Peru", "."]],
    "vertexSet": [
        [{"pos": [0, 2], "type": "PER", "sent_id": 0, "name": "Ana Ruiz"}],
        [{"pos": [5, 7], "type": "PER", "sent_id": 0, "name": "Juan Paz"}],
        [{"pos": [9, 10], "type": "LOC", "sent_id": 0, "name": "Peruvian"}],
        [{"pos": [0, 1], "type": "LOC", "sent_id": 1, "name": "Lima"}],
        [{"pos": [3, 4], "type": "LOC", "sent_id": 1, "name": "Peru"}],
    ],
    "labels": [
        {"r": "P26", "h": 0, "t": 1}, {"r": "P26", "h": 1, "t": 0}, {"r": "P27", "h": 0, "t": 2}, {"r": "P27", "h": 0, "t": 4},
        {"r": "P17", "h": 3, "t": 4}, {"r": "P131", "h": 3, "t": 2}, {"r": "P36", "h": 4, "t": 3}, {"r": "P569", "h": 0, "t": 2},
    ],
}  # fmt: skip


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([PASSAGE]))
    return path


def test_properties_that_say_one_thing_count_once(passages: Path) -> None:
    (passage,) = read_relations(passages)
    assert passage.document.text == "Ana Ruiz, wife of Juan Paz, is Peruvian. Lima is in Peru."
    assert [passage.document.text[slice(*spans[0])] for spans in passage.entities[:4]] == ["Ana Ruiz", "Juan Paz", "Peruvian", "Lima"]
    assert passage.relations == {("FAMILY_OF", 0, 1), ("CITIZEN_OF", 0, 2), ("LOCATED_IN", 3, 2)}


def test_both_entities_must_match_and_only_names_count(passages: Path) -> None:
    (passage,) = read_relations(passages)
    text = passage.document.text
    words = {"e1": "Ana Ruiz", "e2": "Juan Paz", "e3": "Peru", "e4": "Lima"}
    mentions = [Mention(e, text.index(w), text.index(w) + len(w), w, "Person", "name", e, 1.0) for e, w in words.items()]
    mentions.append(Mention("e5", 11, 15, "wife", "Person", "nominal", "e5", 1.0))
    said = [("FAMILY_OF", "e2", "e1"), ("LOCATED_IN", "e3", "e4"), ("CITIZEN_OF", "e5", "e3"), ("KILLED", "e1", "e2")]
    claims = tuple(Claim(f"c{n}", p, s, o, Span(0, 10)) for n, (p, s, o) in enumerate(said))
    denied = Claim("c9", "CITIZEN_OF", "e1", "e3", Span(0, 10), polarity="negated")
    entities = tuple(Entity(e, "Person", e) for e in [*words, "e5"])
    scores = score_relations([passage], {"0": Extraction(Document("0", text), tuple(mentions), entities, (*claims, denied))})
    assert (scores.all.hits, scores.all.predicted, scores.all.gold) == (1, 2, 3)
    assert scores.by_predicate["FAMILY_OF"].f1 == 100
    assert ("0", "spurious", "LOCATED_IN", "Peru", "Lima") in scores.errors
    assert ("0", "missed", "CITIZEN_OF", "Ana Ruiz", "Peruvian") in scores.errors


def test_what_is_in_a_town_is_in_its_country(tmp_path: Path) -> None:
    words = ["Gate Street", "Lima", "Peru", "Ruiz Mills"]
    names = [{"pos": [n, n + 1], "type": "ORG" if n == 3 else "LOC", "sent_id": 0, "name": word} for n, word in enumerate(words)]
    labels = [{"r": "P131", "h": 0, "t": 1}, {"r": "P17", "h": 0, "t": 2}, {"r": "P17", "h": 1, "t": 2}, {"r": "P17", "h": 3, "t": 2}]
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([{"title": "x", "sents": [words], "vertexSet": [[name] for name in names], "labels": labels}]))
    (passage,) = read_relations(path)
    mentions, at = [], 0
    for n, word in enumerate(words):
        mentions.append(Mention(f"m{n}", at, at + len(word), word, "Place", "name", f"e{n}", 1.0))
        at += len(word) + 1
    said = [("LOCATED_IN", "e0", "e1"), ("LOCATED_IN", "e1", "e2"), ("LOCATED_IN", "e2", "e1"), ("BASED_IN", "e3", "e1")]
    claims = tuple(Claim(f"c{n}", p, s, o, Span(0, 10)) for n, (p, s, o) in enumerate(said))
    entities = tuple(Entity(f"e{n}", "Place", word) for n, word in enumerate(words))
    scores = score_relations([passage], {"0": Extraction(passage.document, tuple(mentions), entities, claims)})
    assert (scores.told.hits, scores.told.predicted, scores.told.gold) == (2, 4, 4)
    assert (scores.all.hits, scores.all.predicted, scores.all.gold) == (4, 6, 4)


def test_what_is_no_such_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text("{}")
    path.write_text('[{"sents": 1}]')
    with pytest.raises(UserError, match="no Re-DocRED file"):
        read_relations(path)
