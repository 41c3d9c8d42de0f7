"""The shipped language model, read by the real pipeline."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.language import load_pipeline, model_labels, score_pairs, split_text
from kg.extract.language.annotate import _trim
from kg.extract.language.decode import FoundSpan, decode_bio, decode_tree
from kg.extract.language.lemmas import apply_rules
from kg.extract.language.network import MODEL
from kg.extract.language.quantities import find_quantities
from kg.extract.language.reading import merge_mentions
from kg.extract.language.windows import WINDOW_PIECES, cut_windows, rough_starts
from kg.extract.language.words import build_tokenizer, case_shape, digit_shape

needs_model = pytest.mark.skipif(not (MODEL / "words.onnx").exists(), reason="the model is built by training/")

TEXT = (
    "Police in Harare arrested two journalists on Tuesday.\n\n"
    "Peter Magombeyi, the acting president of the Zimbabwe Hospital Doctors Association, said he was beaten by soldiers. "
    "The Russian government denied the accusation."
)


@pytest.fixture(scope="module")
def doc():
    return load_pipeline()(TEXT)


@needs_model
class TestPipeline:
    def test_sentences_cover_the_text(self, doc):
        assert [s.text.strip() for s in doc.sents] == [
            "Police in Harare arrested two journalists on Tuesday.",
            "Peter Magombeyi, the acting president of the Zimbabwe Hospital Doctors Association, said he was beaten by soldiers.",
            "The Russian government denied the accusation.",
        ]

    def test_tree(self, doc):
        arrested = next(t for t in doc if t.text == "arrested")
        assert arrested.dep_ == "ROOT"
        assert {(c.text, c.dep_) for c in arrested.children} >= {("Police", "nsubj"), ("journalists", "obj")}
        assert (arrested.tag_[:2], arrested.pos_, arrested.lemma_) == ("VB", "VERB", "arrest")

    def test_every_sentence_is_a_tree_of_its_own(self, doc):
        for sentence in doc.sents:
            assert sum(t.head == t for t in sentence) == 1
            assert all(sentence.start <= t.head.i < sentence.end for t in sentence)

    def test_names(self, doc):
        names = {(e.text, e.label_) for e in doc.ents}
        assert {("Harare", "Place"), ("Peter Magombeyi", "Person"), ("Russian", "Group"), ("Tuesday", "Date")} <= names
        assert all(0 < doc._.name_scores[e.start, e.end] <= 1 for e in doc.ents)

    def test_mentions_are_described_entities_too(self, doc):
        mentions = {m.text: m for m in doc.spans["mentions"]}
        assert {"two journalists", "soldiers"} <= set(mentions)
        assert mentions["two journalists"].label_ == "Group"
        assert 0 < mentions["soldiers"]._.score <= 1

    def test_vectors_are_zero_on_white_space_only(self, doc):
        assert doc._.vectors.shape == (len(doc), 384)
        assert doc._.vectors.dtype == np.float32
        assert [not row.any() for row in doc._.vectors] == [t.is_space for t in doc]

    def test_pair_scores_prefer_what_is_said(self, doc):
        words = [t.text for t in doc]
        police, journalists, harare = (0, 1, "Organization"), (words.index("two"), words.index("two") + 2, "Group"), (2, 3, "Place")
        scores = score_pairs(doc, [(police, journalists), (journalists, police), (harare, None), (None, journalists)])
        assert scores.predicates.shape == (4, 1 + len(model_labels()["predicates"]))
        assert scores.aspects.shape == (4, len(model_labels()["aspects"]))
        arrested = 1 + model_labels()["predicates"].index("ARRESTED")
        chance = scores.predicates[:, arrested] - scores.predicates[:, 0]
        assert scores.predicates[0].argmax() == arrested
        assert chance[0] > max(chance[1], chance[2])

    def test_pairs_need_an_argument(self, doc):
        with pytest.raises(ValueError, match="needs a subject or an object"):
            score_pairs(doc, [(None, None)])

    def test_no_pairs(self, doc):
        assert score_pairs(doc, []).predicates.shape == (0, 1 + len(model_labels()["predicates"]))

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "?!", "\u00a0\u200b", "é" * 3000, "x" * 500 + " http://" + "a/" * 300, "😀 😀"])
    def test_odd_texts_are_read(self, text):
        doc = load_pipeline()(text)
        assert doc.text == text
        assert all(t.tag_ for t in doc)
        assert len(list(doc.sents)) >= (1 if len(doc) else 0)

    def test_white_space_does_not_change_the_words(self):
        nlp = load_pipeline()
        plain, spaced = nlp("The army shelled Aleppo on Friday."), nlp("  The army\u00a0 shelled   Aleppo on Friday. ")
        read = [(t.text, t.tag_, t.dep_) for t in plain]
        assert [(t.text, t.tag_, t.dep_) for t in spaced if not t.is_space] == read

    def test_a_document_reads_the_same_alone_and_among_others(self):
        nlp = load_pipeline()
        texts = [TEXT, "Rain.", TEXT * 6, "He was freed.", ""]
        together = list(nlp.pipe(texts))
        for text, found in zip(texts, together, strict=True):
            alone = nlp(text)
            assert [(t.head.i, t.dep_, t.tag_) for t in found] == [(t.head.i, t.dep_, t.tag_) for t in alone]
            assert [(e.start, e.end, e.label_) for e in found.ents] == [(e.start, e.end, e.label_) for e in alone.ents]

    def test_loaded_once(self):
        assert load_pipeline() is load_pipeline()


def test_mentions_lose_joining_words_and_repeats():
    words = ["civilians", "and", "the", "SPA"]
    assert _trim(FoundSpan(0, 2, "Group", 0.5), words) == FoundSpan(0, 1, "Group", 0.5)
    assert _trim(FoundSpan(1, 2, "Group", 0.5), words) is None
    outer, inner = [FoundSpan(2, 4, "Organization", 0.9)], [FoundSpan(3, 4, "Organization", 0.4), FoundSpan(3, 4, "Country", 0.4)]
    assert merge_mentions(outer, inner) == [outer[0], inner[1]]


class TestWindows:
    def test_windows_cover_all_words_and_stay_small(self):
        sizes = [1, 3, 2, 1] * 200
        starts = [i % 17 == 0 for i in range(len(sizes))]
        windows = cut_windows(sizes, starts, [False] * len(sizes))
        assert [i for a, b in windows for i in range(a, b)] == list(range(len(sizes)))
        assert all(sum(sizes[a:b]) <= WINDOW_PIECES for a, b in windows)
        assert all(starts[a] for a, _ in windows)

    def test_no_words(self):
        assert cut_windows([], [], []) == []
        assert rough_starts([], []) == []

    def test_rough_starts(self):
        text = "Mr. Moyo left . He said : go . 5 died in the U.S. last year ."
        words = text.split()
        assert [w for w, s in zip(words, rough_starts(words, [False] * len(words)), strict=True) if s] == ["Mr.", "He", "5"]

    def test_split_text_loses_nothing(self):
        text = "One line.\n\nAnother line.\n" * 500
        parts = list(split_text(text, 1000))
        assert "".join(p for _, p in parts) == text
        assert all(text[at : at + len(p)] == p and len(p) <= 1000 for at, p in parts)


class TestDecode:
    def test_bio_never_continues_what_has_not_begun(self):
        tags = ["O", "B-A", "I-A", "B-B", "I-B"]
        logits = np.zeros((1, 4, 5), np.float32)
        logits[0, 0, 0] = logits[0, 1, 1] = logits[0, 3, 0] = 5
        logits[0, 2, 4], logits[0, 2, 2] = 5, 4.5
        (spans,) = decode_bio(logits, [4], tags)
        assert [(s.start, s.end, s.label) for s in spans] == [(1, 3, "A")]

    def test_neighbours_stay_apart(self):
        logits = np.full((1, 3, 3), -5, np.float32)
        logits[0, :, 1] = 5
        (spans,) = decode_bio(logits, [3], ["O", "B-A", "I-A"])
        assert [(s.start, s.end) for s in spans] == [(0, 1), (1, 2), (2, 3)]

    def test_tree_breaks_a_cycle(self):
        scores = np.array([[0, 9, 1, 2], [9, 0, 1, 1], [1, 5, 0, 1]], np.float32)
        assert decode_tree(scores).tolist() == [3, 0, 1]

    def test_tree_has_one_root(self):
        random = np.random.default_rng(0)
        for size in (1, 2, 3, 7, 25):
            heads = decode_tree(random.normal(size=(size, size + 1)).astype(np.float32))
            assert (heads == size).sum() == 1
            for word in range(size):
                at, steps = word, 0
                while at != size:
                    at, steps = int(heads[at]), steps + 1
                    assert steps <= size


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a 12-year-old girl", ["a", "12", "-", "year", "-", "old", "girl"]),
        ("U.S.-backed forces", ["U.S.", "-", "backed", "forces"]),
        ("the EU's rules don't", ["the", "EU", "'s", "rules", "do", "n't"]),
        ("al-Qaida", ["al", "-", "Qaida"]),
    ],
)
def test_tokenizer_splits_as_the_treebanks_do(text, words):
    assert [t.text for t in build_tokenizer()(text)] == words


@pytest.mark.parametrize(
    ("form", "pos", "tag", "lemma"),
    [
        ("charges", "NOUN", "NNS", "charge"),
        ("cities", "NOUN", "NNS", "city"),
        ("stopped", "VERB", "VBD", "stop"),
        ("tried", "VERB", "VBD", "try"),
    ],
)
def test_lemma_rules(form, pos, tag, lemma):
    assert apply_rules(form, pos, tag, {"charge"}) == lemma


def test_shapes_tell_letters_and_digits_apart():
    assert [case_shape(w) for w in ("12", "cat", "Cat", "CAT", "I", "McCat", "iCat")] == [1, 2, 3, 4, 5, 6, 7]
    assert [digit_shape(w) for w in ("cat", "1,200.5", "G7")] == [1, 2, 3]


def test_money_and_quantities():
    text, tagged = "$ 5 million , 200 euros , 40 percent and 12 km", "$ CD CD , CD NNS , CD NN CC CD NN"
    words, tags = text.split(), tagged.split()
    found = [(" ".join(words[s.start : s.end]), s.label) for s in find_quantities(words, tags)]
    assert found == [("$ 5 million", "Money"), ("200 euros", "Money"), ("40 percent", "Quantity"), ("12 km", "Quantity")]
