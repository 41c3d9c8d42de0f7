"""Dates and counts in words; stored text in pieces."""

import pytest

from kg.web.passages import Named, article, evidence, is_cut, pieces
from kg.web.wording import say_count, say_date


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, None), ("2024-03-22", "22 March 2024"), ("2024-03", "March 2024"), ("2024", "2024"), ("201X", "2010s"),
        ("2024~", "about 2024"),
        ("2024-03-22/2024-04-30", "22 March 2024 – 30 April 2024"), ("../2011-02-10", "until 10 February 2011"), ("2017/..", "since 2017"),
        ("XXXX-03-22", "22 March, year not known"), ("spring", "spring"),
    ],
)
def test_dates(edtf: str | None, words: str | None) -> None:
    assert say_date(edtf) == words


@pytest.mark.parametrize(
    ("low", "high", "approximate", "words"),
    [(40, 40, True, "about 40"), (4, 4, False, "4"), (40, None, False, "at least 40"), (9, 12, False, "9–12"),
     (None, 12, False, "at most 12"), (2000, None, True, "about 2,000"), (75.5, 75.5, None, "75.5"), (None, None, None, None)],
)
def test_counts(low: float | None, high: float | None, approximate: bool | None, words: str | None) -> None:
    assert say_count(low, high, approximate) == words


def test_pieces_keep_every_character_and_mark_overlaps() -> None:
    text = "😀 Police arrested Ana Ruiz."
    cut = pieces(text, 2, len(text), [(2, 8, "subject"), (2, len(text), "evidence"), (18, 26, "object")])
    assert "".join(piece["text"] for piece in cut) == text[2:]
    assert [piece["marks"] for piece in cut] == [["subject", "evidence"], ["evidence"], ["evidence", "object"], ["evidence"]]


def test_context_ends_at_whole_words() -> None:
    text = "word " * 200 + "This is it. " + "more " * 200
    start = text.index("This")
    found = evidence(text, start, start + 11, [])
    assert found["before"].startswith("… word")
    assert found["after"].endswith("more …")


DENIAL = "On Monday Gen. Abu Ruiz denied the fact that he has seriously hurt U.S. citizens in Lima."


@pytest.mark.parametrize(
    ("words", "before", "after", "whole"),
    [
        ("the fact that he has seriously", True, True, DENIAL),
        ("On Monday Gen. Abu Ruiz denied", False, True, DENIAL),
        ("citizens in Lima", True, False, DENIAL),
        ("He went to jail", False, False, "“He went to jail!”"),
        ("Lima. “He went", True, True, f"{DENIAL} “He went to jail!”"),
        ("A heading", False, False, "A heading"),
    ],
)
def test_a_part_of_a_sentence_is_shown_as_one(words: str, before: bool, after: bool, whole: str) -> None:
    text = f"A heading\nIt rained. {DENIAL} “He went to jail!” Nothing more.\n"
    start = text.index(words)
    assert is_cut(text, start, start + len(words)) == {"before": before, "after": after}
    cut = evidence(text, start, start + len(words), [])["pieces"]
    assert "".join(piece["text"] for piece in cut) == whole
    assert "".join(piece["text"] for piece in cut if "evidence" in piece["marks"]) == words


def test_a_text_without_full_stops_stays_bounded() -> None:
    text = "word " * 10_000
    cut = evidence(text, 25_000, 25_004, [])
    assert len("".join(piece["text"] for piece in cut["pieces"])) < 2_000


def test_an_article_keeps_all_its_words() -> None:
    text = "First line.\n\n\nAna Ruiz spoke. Ana left.\n"
    cut = article(text, [(14, 29, "c1")], [Named(14, 22, "e1", "Person"), Named(14, 17, "e2", "Person")])
    assert ["".join(passage["text"] for passage in paragraph) for paragraph in cut] == ["First line.", "Ana Ruiz spoke. Ana left."]
    assert cut[1][0] == {"text": "Ana Ruiz", "claims": ["c1"], "entity": "e1", "type": "Person"}
