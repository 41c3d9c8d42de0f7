"""Writes a reading into a spaCy Doc."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
from spacy.parts_of_speech import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span, SpanGroup

from kg.extract.language.decode import FoundSpan
from kg.extract.language.network import Ints, LanguageNetwork
from kg.extract.language.quantities import find_quantities
from kg.extract.language.reading import Reading
from kg.gazetteer import capital_code

MENTIONS = "mentions"
NAME_SCORE = 0.5  # names below are dropped: best F1 on CrossNER politics dev (85.1, 84.7 at 0.55); they are mostly works and products
_LOOSE = frozenset(
    [",", ".", ";", ":", "-", "–", "—", "(", ")", '"', "“", "”", "and", "or", "of", "in", "by", "to", "from", "with", "for", "’s", "'s"]
)


def annotate(doc: Doc, tokens: list[int], words: list[str], reading: Reading, network: LanguageNetwork) -> None:
    """Sets tags, lemmas, tree, sentences, names and mentions; `tokens` are the token numbers of the words."""
    if len(doc):
        _set_tokens(doc, np.asarray(tokens, np.int64), words, reading, network)
    sure = [s for s in reading.names if s.score >= NAME_SCORE or s.label == "Date" or _is_capital(s, words)]
    names = sorted((_fix_place(s, words, network) for s in sure), key=_order)
    mentions = sorted((m for s in reading.mentions if (m := _trim(s, words))), key=_order)
    taken = {i for s in names for i in range(s.start, s.end)}
    xpos = [network.config["xpos"][i] for i in reading.xpos.tolist()]
    names += [s for s in find_quantities(words, xpos) if not taken.intersection(range(s.start, s.end))]
    spans = [Span(doc, tokens[s.start], tokens[s.end - 1] + 1, label=s.label) for s in names]
    doc.set_ents(spans)
    doc._.name_scores = {(span.start, span.end): s.score for span, s in zip(spans, names, strict=True)}
    found = [Span(doc, tokens[s.start], tokens[s.end - 1] + 1, label=s.label) for s in mentions]
    doc.spans[MENTIONS] = SpanGroup(doc, name=MENTIONS, spans=found)
    for span, mention in zip(found, mentions, strict=True):
        span._.score = mention.score
    if reading.vectors is not None:
        vectors = np.zeros((len(doc), reading.vectors.shape[1]), np.float32)
        vectors[tokens] = reading.vectors
        doc._.vectors = vectors


def _is_capital(span: FoundSpan, words: list[str]) -> bool:
    return span.label == "Place" and capital_code(" ".join(words[span.start : span.end])) is not None


def _order(span: FoundSpan) -> tuple[int, int]:
    return span.start, -span.end


def _trim(span: FoundSpan, words: list[str]) -> FoundSpan | None:
    """Without joining words and marks at its ends ("civilians and"); None if nothing is left."""
    start, end = span.start, span.end
    while start < end and words[start].lower() in _LOOSE:
        start += 1
    while start < end and words[end - 1].lower() in _LOOSE:
        end -= 1
    return FoundSpan(start, end, span.label, span.score) if start < end else None


def _set_tokens(doc: Doc, tokens: Ints, words: list[str], reading: Reading, network: LanguageNetwork) -> None:
    strings, config = doc.vocab.strings, network.config
    rows = np.zeros((len(doc), 5), np.uint64)
    rows[:, 0], rows[:, 1], rows[:, 2] = strings.add("_SP"), IDS["SPACE"], strings.add("dep")  # no label: spaCy drops the head
    tags = np.array([strings.add(t) for t in config["xpos"]], np.uint64)
    kinds = np.array([IDS.get(t, IDS["X"]) for t in config["upos"]], np.uint64)
    labels = np.array([strings.add("ROOT" if t == "root" else t) for t in config["deprels"]], np.uint64)
    rows[tokens, 0], rows[tokens, 1], rows[tokens, 2] = tags[reading.xpos], kinds[reading.upos], labels[reading.deprels]
    rows[:, 3] = _heads(len(doc), tokens, reading)
    upos, xpos = config["upos"], config["xpos"]
    lemmatize = network.lemmatizer
    lemmas = [lemmatize(w, upos[p], xpos[t]) for w, p, t in zip(words, reading.upos.tolist(), reading.xpos.tolist(), strict=True)]
    blank = np.ones(len(doc), bool)
    blank[tokens] = False
    rows[tokens, 4] = [strings.add(lemma) for lemma in lemmas]
    for i in np.nonzero(blank)[0].tolist():
        rows[i, 4] = strings.add(doc[i].text)
    doc.from_array([TAG, POS, DEP, HEAD, LEMMA], rows)  # type: ignore[arg-type]


def _heads(size: int, tokens: Ints, reading: Reading) -> npt.NDArray[np.uint64]:
    """Offsets from each token to its head; white space hangs on the word before it, else on the first word."""
    heads = np.full(size, -1, np.int64)
    heads[tokens] = tokens[reading.heads]
    spaces = np.nonzero(heads < 0)[0]
    before = np.searchsorted(tokens, spaces) - 1
    heads[spaces] = tokens[np.maximum(before, 0)] if len(tokens) else 0
    return (heads - np.arange(size)).astype(np.int64).view(np.uint64)


def _fix_place(span: FoundSpan, words: list[str], network: LanguageNetwork) -> FoundSpan:
    """Country only for names that the gazetteer has, and for none else."""
    if span.label not in ("Country", "Place"):
        return span
    text = " ".join(words[span.start : span.end]).removeprefix("the ").removeprefix("The ")
    known = text in network.places["countries"]
    if span.label == "Country" and not known and len(text) > 3 and not text.isupper():
        return FoundSpan(span.start, span.end, "Place", span.score)
    return span
