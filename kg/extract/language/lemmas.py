"""Lemmas: exceptions learnt from the treebanks, then suffix rules checked against known base forms."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

CLASSES = ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET", "PART")


def apply_rules(form: str, pos: str, tag: str, known: Set[str]) -> str:
    """Lemma of a lower-case word by its tag's suffix alone. `known` are base forms of the class: they decide doubtful cases."""
    if tag in ("NNS", "VBZ", "NNPS"):
        return _singular(form, known)
    past = tag in ("VBD", "VBN") or (tag in ("VB", "VBP") and form not in known)  # the tagger takes some for a present
    if past and form.endswith("ed"):
        return _stem(form[:-2], known)
    if tag == "VBG" and form.endswith("ing"):
        return _stem(form[:-3], known)
    if tag in ("JJR", "RBR") and form.endswith("er"):
        return _stem(form[:-2], known)
    if tag in ("JJS", "RBS") and form.endswith("est"):
        return _stem(form[:-3], known)
    return form


def _singular(form: str, known: Set[str]) -> str:
    if not form.endswith("s") or form.endswith("ss") or len(form) < 3:
        return form
    if form[:-1] in known:
        return form[:-1]
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1]


def _stem(stem: str, known: Set[str]) -> str:
    """The base form behind a stem whose -ed, -ing, -er or -est was cut off."""
    if len(stem) < 2 or stem in known:
        return stem
    if stem + "e" in known:
        return stem + "e"
    if stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem[-1] == stem[-2] and stem[:-1] in known:
        return stem[:-1]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    silent = stem[-1] in "cgsuvz" or stem.endswith(("at", "iz", "bl", "dl", "tl", "pl", "gl", "rs", "ir", "ur"))
    return stem + "e" if silent and stem[-2:] not in ("ss", "zz", "ng", "ts") and not stem.endswith("nds") else stem


class Lemmatizer:
    """Looks words up; `table` is the content of lemmas.json."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._exceptions: dict[str, dict[str, str]] = table["exceptions"]
        self._bases = {pos: frozenset(words) for pos, words in table["bases"].items()}

    def __call__(self, form: str, pos: str, tag: str) -> str:
        """Lemma of a word with its UPOS and PTB tag; proper nouns, numbers and marks stay as they are."""
        if pos not in CLASSES:
            return form if pos in ("PROPN", "NUM", "X", "SYM", "PUNCT") else form.lower()
        lower = form.lower().replace("’", "'")
        found = self._exceptions.get(pos, {}).get(f"{lower}|{tag}")
        return found or apply_rules(lower, pos, tag, self._bases.get(pos, frozenset()))
