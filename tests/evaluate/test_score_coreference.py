"""The measures against worked examples: Pradhan et al. (ACL 2014), figure and table of section 4; Luo (2005), figure 1."""

from pathlib import Path

import pytest

from kg.errors import UserError
from kg.evaluate.chains import Chain, Mention, read_chains
from kg.evaluate.coreference import measure, score_coreference


def chains(*words: str) -> list[frozenset[object]]:
    return [frozenset(word) for word in words]


def test_the_example_of_the_reference_scorer() -> None:
    found = measure(chains("abc", "defg"), chains("ab", "cd", "fghi"))
    assert (found["MUC"].recall, found["MUC"].precision) == pytest.approx((40, 40))
    assert (found["B3"].recall, found["B3"].precision) == pytest.approx((100 * 35 / 12 / 7, 50))
    assert (found["CEAFe"].recall, found["CEAFe"].precision) == pytest.approx((65, 130 / 3))
    assert (found["mentions"].recall, found["mentions"].precision) == pytest.approx((600 / 7, 75))


@pytest.mark.parametrize(
    ("response", "muc"), [(["abcde", "fg", "hijkl"], 100), (["abcde", "fghijkl"], 200 * 9 / 19), (["abcdefghijkl"], 200 * 9 / 20)]
)
def test_muc_counts_links(response: list[str], muc: float) -> None:
    assert measure(chains("abcde", "fg", "hijkl"), chains(*response))["MUC"].f1 == pytest.approx(muc)


def test_b3_and_ceaf_of_luo() -> None:
    """Truth {1..5}, {6, 7}, {8..12}; one response joins the first and the last chain, one the two last."""
    truth = chains("abcde", "fg", "hijkl")
    last_two = measure(truth, chains("abcde", "fghijkl"))["B3"]
    assert (last_two.precision, last_two.recall) == pytest.approx((100 * (5 + 4 / 7 + 25 / 7) / 12, 100))
    first_and_last = measure(truth, chains("abcdehijkl", "fg"))["B3"]
    assert (first_and_last.precision, first_and_last.recall) == pytest.approx((100 * (2.5 + 2.5 + 2) / 12, 100))
    whole = measure(truth, chains("abcdefghijkl"))["CEAFe"]
    assert (whole.recall, whole.precision) == pytest.approx((100 * (10 / 17) / 3, 100 * 10 / 17))


ROWS = """# newdoc id = d1
# newpar
1	Ana	Ana	PROPN	NNP	_	2	nsubj	_	Entity=(1-person-new-x-1-coref)
2	saw	see	VERB	VBD	_	0	root	_	_
3	her	her	PRON	PRP$	_	4	nmod:poss	_	Entity=(2-person-new-x-2-coref(1-person-giv-x-1-ana)
4	brother	brother	NOUN	NN	_	2	obj	_	SpaceAfter=No
5	's	's	PART	POS	_	4	case	_	Entity=2)
6	car	car	NOUN	NN	_	4	dep	_	Entity=(3-object-new-x-1-sgl)

# newpar
1-2	he'd	_	_	_	_	_	_	_	SpaceAfter=No
1	he	he	PRON	PRP	_	3	nsubj	_	Entity=(2-person-giv-x-1-ana)
2	'd	have	AUX	VBD	_	3	aux	_	_
3	!	!	PUNCT	.	_	0	root	_	_

"""


@pytest.fixture
def gum(tmp_path: Path) -> Path:
    path = tmp_path / "d1.conllu"
    path.write_text(ROWS)
    return path


def place(text: str, extent: str, head: str) -> Mention:
    start = text.index(extent)
    at = text.index(head, start)
    return Mention((start, start + len(extent)), (at, at + len(head)))


def test_labelled_chains_lie_on_the_text_as_printed(gum: Path) -> None:
    (text,) = read_chains([gum])
    words = text.document.text
    assert words == "Ana saw her brother's car\n\nhe'd!"
    named = {chain.type: [words[slice(*m.extent)] for m in chain.mentions] for chain in text.chains[:1]}
    assert named == {"person": ["Ana", "her"]}
    assert [words[slice(*m.extent)] for m in text.chains[1].mentions] == ["her brother's", "he"]
    assert [words[slice(*m.head)] for m in text.chains[1].mentions] == ["brother", "he"]


def test_heads_match_where_extents_do_not_and_chains_of_one_are_left_out(gum: Path) -> None:
    (text,) = read_chains([gum])
    words = text.document.text
    ana = place(words, "Ana", "Ana"), place(words, "her", "her")
    brother = place(words, "brother", "brother"), place(words, "he'd", "he")
    predicted = {"d1": [Chain("person", members) for members in (ana, brother, (place(words, "car", "car"),))]}
    assert score_coreference([text], predicted).conll == pytest.approx(100)
    exact = score_coreference([text], predicted, exact=True)
    assert exact.measures["mentions"].f1 == pytest.approx(50)
    assert score_coreference([text], {}).missing == ["d1"]


def test_wrong_joins_and_missed_mentions_are_told(gum: Path) -> None:
    (text,) = read_chains([gum])
    words = text.document.text
    joined = Chain("person", (place(words, "Ana", "Ana"), place(words, "her", "her"), place(words, "he'd", "he")))
    scores = score_coreference([text], {"d1": [joined]})
    assert ("d1", "joins", "Ana | her | he'd") in scores.errors
    assert ("d1", "misses", "her brother's | he") in scores.errors


def test_a_file_that_is_no_conllu_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text("1\tonly\ttwo\n\n")
    with pytest.raises(UserError, match="no CoNLL-U"):
        list(read_chains([path]))
