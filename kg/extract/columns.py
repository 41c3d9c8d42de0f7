"""Attributes of all tokens of a document at once: token objects would cost more than what is done with them."""

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import HEAD, IS_SPACE  # type: ignore[import-not-found]
from spacy.tokens import Doc


def strings(doc: Doc, attribute: int, lower: bool = False) -> list[str]:
    """An attribute of each token (of `spacy.attrs`) as text, in lower case if wished; one look at the vocabulary for each value."""
    numbers, vocabulary = doc.to_array(attribute).tolist(), doc.vocab.strings
    table = {n: vocabulary[n].lower() if lower else vocabulary[n] for n in set(numbers)}
    return [table[n] for n in numbers]


def heads(doc: Doc) -> list[int]:
    """Head of each token; a root is its own."""
    offsets = np.asarray(doc.to_array(HEAD)).astype(np.int64)
    return (offsets + np.arange(len(offsets))).tolist()  # type: ignore[no-any-return]


def is_space(doc: Doc) -> NDArray[np.bool_]:
    """(tokens) whether each is mere white space."""
    return np.asarray(doc.to_array(IS_SPACE)).astype(bool)
