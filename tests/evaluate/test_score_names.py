from pathlib import Path

import pytest

from kg.errors import UserError
from kg.evaluate import read_names, score_names
from kg.model import Document, Extraction, Mention


def test_exact_spans_over_four_classes(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": "s1", "text": "Ana Ruiz left Peru", "entities": [[0, 8, "PER"], [14, 18, "GPE"], [9, 13, "MISC"]]}\n')
    mentions = (
        Mention("m1", 0, 8, "Ana Ruiz", "Organization", "name", "e1", 1.0),
        Mention("m2", 14, 18, "Peru", "Country", "name", "e2", 1.0),
        Mention("m3", 0, 3, "Ana", "Person", "nominal", "e1", 1.0),
    )
    scores = score_names(read_names(path), {"s1": Extraction(Document("s1", "Ana Ruiz left Peru"), mentions)})
    assert scores.classes["Location"].f1 == 100
    assert (scores.all.hits, scores.all.predicted, scores.all.gold) == (1, 2, 2)
    assert scores.spans.hits == 2


def test_a_line_that_is_no_labelled_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": "s1"}\n')
    with pytest.raises(UserError, match="Line 1"):
        read_names(path)
