"""Candidates and pairs of them in numbers: the input of the ranker. All arrays, so that thousands of pairs cost little."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts
from kg.extract.coreference.quotes import find_quotes

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
WINDOW = 50
"""Candidates looked back; the last one with the same noun is looked at however far it is."""
LETTERS, KEYS = 1280, 4
"""Buckets of words and of their endings, and how many of them each candidate has: what it is called tells of its kind."""
BLOCK = 200
"""Candidates whose pairs are looked at together."""
TYPES = ("Person", "Group", "Organization", "Country", "Place", "Event", "Law", "Thing")
DETERMINERS = ("definite", "indefinite", "possessive", "demonstrative", "bare")
ROLES = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "compound", "appos", "conj", "root", "ROOT", "amod", "obl:agent")
PRONOUNS = {
    **dict.fromkeys(["i", "me", "my", "mine", "myself"], 1),
    **dict.fromkeys(["we", "us", "our", "ours", "ourselves"], 2),
    **dict.fromkeys(["you", "your", "yours", "yourself", "yourselves"], 3),
    **dict.fromkeys(["he", "him", "his", "himself"], 4),
    **dict.fromkeys(["she", "her", "hers", "herself"], 5),
    **dict.fromkeys(["they", "them", "their", "theirs", "themselves"], 6),
    **dict.fromkeys(["it", "its", "itself"], 7),
    **dict.fromkeys(["who", "whom", "whose"], 8),
    **dict.fromkeys(["this", "that", "these", "those"], 9),
    **dict.fromkeys(["which"], 10),
    **dict.fromkeys(["one", "another", "other", "others", "some", "all", "both", "many", "each", "few"], 11),
}
_KINDS = 14  # 0 no pronoun of these, then the classes above, 12 a name, 13 a description
_REFLEXIVE = ("self", "selves")
_SENTENCES = np.array([1, 2, 3, 4, 7, 13])
_PLACES = np.array([2, 3, 6, 11, 21, 51])
OWN = _KINDS + len(TYPES) + len(DETERMINERS) + len(ROLES) + 12
"""Numbers a candidate has of its own."""
JOINT = 2 * 7 + 28
"""Numbers that a pair has."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Columns over the candidates of a document, in text order."""

    own: Floats
    """(candidates, OWN)"""
    vectors: Floats
    """(candidates, 2 * width): of the head word, and the mean over the phrase."""
    columns: dict[str, Ints]
    """One integer a candidate each, see `_columns`; -1 stands for none."""
    letters: Ints
    """(candidates, KEYS)"""
    words: tuple[Ints, ...]
    """Numbers of the words each holds, none for pronouns."""


def read_traits(doc: Doc, facts: Sequence[Facts], chains: Chains, width: int) -> Traits:
    """Traits of candidates in text order; `chains` is what rules have joined already, `width` that of a word's vector."""
    columns = _columns(doc, facts, chains)
    own = np.concatenate([
        np.eye(_KINDS, dtype=np.float32)[columns["kind"]],
        np.eye(len(TYPES), dtype=np.float32)[columns["type"]],
        np.eye(len(DETERMINERS), dtype=np.float32)[[DETERMINERS.index(f.determiner) for f in facts]],
        np.array([[f.head.dep_ == role for role in ROLES] for f in facts], np.float32).reshape(len(facts), len(ROLES)),
        np.array([_marks(f, columns, n) for n, f in enumerate(facts)], np.float32).reshape(len(facts), 12),
    ], 1)  # fmt: skip
    return Traits(own, _vectors(doc, facts, width), columns, _letters(facts), _words(facts))


def _columns(doc: Doc, facts: Sequence[Facts], chains: Chains) -> dict[str, Ints]:
    quote, speaker = np.full(len(doc) + 1, -1), {}
    for n, found in enumerate(find_quotes(doc)):
        quote[found.start : found.end] = n
        speaker[n] = -1 if found.speaker is None else found.speaker
    voice = {n: chains.root(chains.by_head[word]) if word in chains.by_head else -1 for n, word in speaker.items()}
    codes: dict[str, dict[str, int]] = defaultdict(dict)

    def code(space: str, word: str) -> int:
        return codes[space].setdefault(word, len(codes[space]))

    rows = []
    for f in facts:
        chain, quoted = chains.of(f.index), int(quote[f.head.i])
        rows.append((
            _kind(f), TYPES.index(f.type), f.head.i, f.head.head.i, f.mention.start, f.mention.end, f.sentence, f.paragraph,
            -1 if f.plural is None else int(f.plural), {"man": 1, "woman": 2}.get(f.sex or "", 0), quoted, speaker.get(quoted, -1),
            voice.get(quoted, -1), code("lemma", f.lemma), code("text", f.text.casefold()), code("head", f.head.lower_),
            chains.root(f.index), int(chain.strong), len(chain.members),
        ))  # fmt: skip
    names = (
        "kind", "type", "head", "governor", "start", "end", "sentence", "paragraph", "plural", "sex", "quote", "speaker", "voice",
        "lemma", "text", "word", "chain", "strong", "size",
    )  # fmt: skip
    table = np.array(rows, np.int64).reshape(len(rows), len(names))
    return {name: table[:, n] for n, name in enumerate(names)}


def _kind(f: Facts) -> int:
    if f.is_pronoun or (f.head.lower_ in PRONOUNS and f.mention.end - f.mention.start == 1):
        return PRONOUNS.get(f.head.lower_, 0)
    return 12 if f.is_name else 13


def _marks(f: Facts, columns: dict[str, Ints], n: int) -> tuple[float, ...]:
    c = columns
    return (
        f.plural is True, f.plural is False, c["sex"][n] == 1, c["sex"][n] == 2, c["quote"][n] >= 0, c["speaker"][n] >= 0,
        f.sentence == 0, c["strong"][n], min(3.0, float(np.log1p(c["size"][n]))), f.head.lower_.endswith(_REFLEXIVE),
        f.mention.score == 0.0, min(1.0, (f.mention.end - f.mention.start) / 10),
    )  # fmt: skip


def _vectors(doc: Doc, facts: Sequence[Facts], width: int) -> Floats:
    """All zero where the pipeline has none: the ranker has learnt to do without."""
    vectors = doc._.vectors if doc.has_extension("vectors") else None
    if vectors is None:
        return np.zeros((len(facts), 2 * width), np.float32)
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, 0, np.float32)])
    start, end = (np.array([getattr(f.mention, side) for f in facts], np.int64) for side in ("start", "end"))
    heads = np.array([f.head.i for f in facts], np.int64)
    means = (sums[end] - sums[start]) / np.maximum(1, end - start)[:, None]
    return np.concatenate([vectors[heads], means], 1).astype(np.float32)


def _letters(facts: Sequence[Facts]) -> Ints:
    rows = [[_bucket(f.lemma, 0, 1024), *(_bucket(f.lemma[-n:], 1024, LETTERS - 1024) for n in (2, 3, 4))] for f in facts]
    return np.array(rows, np.int64).reshape(len(rows), KEYS)


def _bucket(word: str, first: int, number: int) -> int:
    """The same on every machine."""
    return first + crc32(word.encode("utf-8", "surrogatepass")) % number


def _words(facts: Sequence[Facts]) -> tuple[Ints, ...]:
    known: dict[str, int] = {}
    rows = (set() if f.is_pronoun else {known.setdefault(w.casefold(), len(known)) for w in f.words} for f in facts)
    return tuple(np.array(sorted(row), np.int64) for row in rows)


def pair_up(traits: Traits) -> Iterator[tuple[Ints, Ints]]:
    """(later, earlier) candidates of the pairs that are looked at, in blocks of later ones, so that memory stays bounded."""
    last: dict[int, int] = {}
    lemmas, kinds = traits.columns["lemma"].tolist(), traits.columns["kind"].tolist()
    for start in range(0, len(lemmas), BLOCK):
        later, earlier = [], []
        for n in range(start, min(start + BLOCK, len(lemmas))):
            near = list(range(n - 1, max(-1, n - 1 - WINDOW), -1))
            if kinds[n] >= 12:
                far = last.get(lemmas[n], n)
                near += [far] if far < n - WINDOW else []
                last[lemmas[n]] = n
            later += [n] * len(near)
            earlier += near
        if later:
            yield np.array(later, np.int64), np.array(earlier, np.int64)


def join_traits(traits: Traits, i: Ints, j: Ints) -> Floats:
    """(pairs, JOINT): what holds between candidates `i` and earlier candidates `j`."""
    c = traits.columns
    apart, between = c["sentence"][i] - c["sentence"][j], i - j
    distances = ((_SENTENCES, apart), (_PLACES, between))
    buckets = [np.eye(7, dtype=np.float32)[np.searchsorted(edges, far, side="right")] for edges, far in distances]

    def same(name: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = c[name][i] == c[name][j]
        return found

    nominal = (c["kind"][i] >= 12) & (c["kind"][j] >= 12)
    common, cosines, sizes = _compare(traits, i, j)
    either = np.maximum(1, sizes[i] + sizes[j] - common)
    plural, other = c["plural"][i], c["plural"][j]
    sex, other_sex = c["sex"][i], c["sex"][j]
    quoted, other_quoted = c["quote"][i] >= 0, c["quote"][j] >= 0
    paragraphs = c["paragraph"][i] - c["paragraph"][j]
    marks = [
        same("lemma") & nominal, same("text") & nominal, common / either, (common >= sizes[i]) & (sizes[i] > 0), same("word"),
        same("chain"), same("type"), (plural == other) & (plural >= 0), (plural != other) & (plural >= 0) & (other >= 0),
        (sex == other_sex) & (sex > 0), (sex != other_sex) & (sex > 0) & (other_sex > 0),
        (c["start"][i] >= c["start"][j]) & (c["end"][i] <= c["end"][j]), (c["start"][j] >= c["start"][i]) & (c["end"][j] <= c["end"][i]),
        c["governor"][i] == c["head"][j], c["governor"][j] == c["head"][i], same("governor"),
        paragraphs == 0, paragraphs == 1, paragraphs == 2, quoted & same("quote"), quoted & ~other_quoted, ~quoted & other_quoted,
        c["speaker"][i] == c["head"][j], same("voice") & (c["voice"][i] >= 0), c["voice"][i] == c["chain"][j], same("kind"),
        np.minimum(2.0, np.log1p(c["size"][j]) / 2), cosines,
    ]  # fmt: skip
    return np.concatenate([*buckets, np.stack(marks, 1).astype(np.float32)], 1)


def _compare(traits: Traits, i: Ints, j: Ints) -> tuple[Floats, Floats, Ints]:
    """Words in common and cosines of the pairs, and the number of words of every candidate."""
    here, at = np.unique(np.concatenate([i, j]), return_inverse=True)
    rows = [traits.words[n] for n in here.tolist()]
    known, column = np.unique(np.concatenate([*rows, np.zeros(0, np.int64)]), return_inverse=True)
    table = np.zeros((len(here), max(1, len(known))), np.float32)
    table[np.repeat(np.arange(len(here)), [len(row) for row in rows]), column] = 1
    vectors = traits.vectors[here]
    vectors = vectors / np.maximum(1e-6, np.linalg.norm(vectors, axis=1, keepdims=True))
    first, second = at[: len(i)], at[len(i) :]
    sizes = np.array([len(row) for row in traits.words], np.int64)
    return (table @ table.T)[first, second], (vectors @ vectors.T)[first, second], sizes
