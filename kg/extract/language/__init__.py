"""The language pipeline: a spaCy Language over our own network in onnxruntime, no network access, nothing done at import.

nlp = load_pipeline()
doc = nlp("Police in Harare arrested two journalists.")
doc.ents                  names; doc._.name_scores[(start, end)] their scores
doc.spans["mentions"]     named and described entities, claim-relevant; span._.score
doc._.vectors             (tokens, 384) float32, zeros for white space
score_pairs(doc, [((2, 3, "Place"), None)])
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extract.language.network import LanguageNetwork
    from kg.extract.language.pairs import Argument, PairScores

__all__ = ["load_pipeline", "model_labels", "score_pairs", "split_text"]

MAX_CHARACTERS = 20_000_000  # spaCy's own limit of 10^6 guards memory that our pipeline does not need


@cache
def load_pipeline(name: str | None = None) -> Language:
    """The shipped pipeline, or any installed spaCy pipeline by name; one instance a process.

    Raises FileNotFoundError without the model folder, OSError (spaCy's) for an unknown name.
    """
    import spacy

    from kg.extract.language.component import NAME, register
    from kg.extract.language.words import build_tokenizer

    register()
    if name is not None:
        return spacy.load(name)
    nlp = build_tokenizer()
    nlp.add_pipe(NAME)
    nlp.max_length = MAX_CHARACTERS
    return nlp


def score_pairs(doc: Doc, pairs: Sequence[tuple[Argument, Argument]]) -> PairScores:
    """Predicate and aspect logits of (subject, object) token spans, either of them None; see `pairs.PairScores`."""
    from kg.extract.language.pairs import score_pairs as score

    return score(doc, pairs, _network())


def model_labels() -> dict[str, list[str]]:
    """Label orders of the shipped model: `predicates` (without "none", which is column 0), `aspects`, `mention_types`, …"""
    return {key: value for key, value in _network().config.items() if isinstance(value, list)}


def split_text(text: str, limit: int = 200_000) -> Iterator[tuple[int, str]]:
    """Cuts a very long text into (offset, part) of at most `limit` characters, at blank lines, line ends or spaces."""
    start = 0
    while start < len(text):
        end = min(len(text), start + limit)
        if end < len(text):
            for mark in ("\n\n", "\n", ". ", " "):
                at = text.rfind(mark, start + limit // 2, end)
                if at > 0:
                    end = at + len(mark)
                    break
        yield start, text[start:end]
        start = end


def _network() -> LanguageNetwork:
    from kg.extract.language.component import NAME, LanguageComponent

    component = load_pipeline().get_pipe(NAME)
    assert isinstance(component, LanguageComponent)
    return component.network
