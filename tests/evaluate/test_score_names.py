import zipfile
from pathlib import Path

import pytest

from kg.errors import UserError
from kg.evaluate import read_names, score_names
from kg.evaluate.labelled_names import is_held
from kg.model import Document, Extraction, Mention


def mention(start: int, end: int, text: str, kind: str, said: str = "name") -> Mention:
    return Mention(f"m{start}", start, end, text[start:end], kind, said, f"e{start}", 1.0)  # type: ignore[arg-type]


def test_exact_spans_over_four_classes(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": "s1", "text": "Ana Ruiz left Peru", "entities": [[0, 8, "PER"], [14, 18, "GPE"], [9, 13, "MISC"]]}\n')
    text = "Ana Ruiz left Peru"
    mentions = (mention(0, 8, text, "Organization"), mention(14, 18, text, "Country"), mention(0, 3, text, "Person", "nominal"))
    scores = score_names(read_names(path), {"s1": Extraction(Document("s1", text), mentions)})
    assert scores.classes["Location"].f1 == 100
    assert (scores.all.hits, scores.all.predicted, scores.all.gold) == (1, 2, 2)
    assert scores.spans.hits == 2
    assert scores.errors == [("s1", "missed", "Person", "Ana Ruiz"), ("s1", "spurious", "Organization", "Ana Ruiz")]


def test_a_line_that_is_no_labelled_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": "s1"}\n')
    with pytest.raises(UserError, match="Line 1"):
        read_names(path)


def test_columns_are_scored_in_the_classes_that_they_label(tmp_path: Path) -> None:
    path = tmp_path / "wiki.conll.txt"
    path.write_text("Ana I-PER\nRuiz I-PER\nis O\nPeruvian I-MISC\n\nLima B-location\nAna B-person\n")
    names = read_names(path)
    assert names.classes == {"Person", "Organization", "Location"}
    first, second = names.texts
    assert (first.document.text, first.names, first.ignored) == ("Ana Ruiz is Peruvian", {(0, 8, "Person")}, {(12, 20)})
    assert second.names == {(0, 4, "Location"), (5, 8, "Person")}
    said = (mention(0, 8, first.document.text, "Person"), mention(12, 20, first.document.text, "Group"))
    scores = score_names(read_names(path, limit=1), {"1": Extraction(first.document, said)})
    assert (scores.all.hits, scores.all.predicted, scores.all.gold) == (1, 1, 1)


def test_the_held_sentences_of_gmb_with_countries_and_peoples_told_apart(tmp_path: Path) -> None:
    tagged = [("Iranian", "B-gpe"), ("President", "B-per"), ("Hassan", "I-per"), ("left", "O"), ("Iran", "B-gpe"), ("Monday", "B-tim")]
    sentences = [[(f"x{n}", "O"), *tagged] for n in range(60)]
    starts = [(f"Sentence: {n}" if i == 0 else "", *pair) for n, s in enumerate(sentences) for i, pair in enumerate(s)]
    rows = [f"{start},{word},X,{tag}" for start, word, tag in starts]
    path = tmp_path / "ner_dataset.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ner_dataset.csv", "\n".join(["Sentence #,Word,POS,Tag", *rows]).encode("latin-1"))
    held = [n for n, sentence in enumerate(sentences) if is_held([word for word, _ in sentence])]
    names = read_names(path, {"Iran"}, {"Iranian"})
    assert held and [text.document.id for text in names.texts] == [str(n) for n in held]
    assert {(names.texts[0].document.text[a:b], kind) for a, b, kind in names.texts[0].names} == {
        ("Iranian", "Group"), ("Hassan", "Person"), ("Iran", "Location"),
    }  # fmt: skip


def test_what_is_no_set_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(UserError, match="holds no labelled names"):
        read_names(path)
