"""Learns lemma exceptions from the treebanks: what the suffix rules of the product would get wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from kg.extract.language.lemmas import CLASSES, apply_rules
from training.readers.treebank import read_sentences


def learn_lemmas(corpora: Path) -> dict[str, dict[str, str]]:
    """For each UPOS class, {lower-case word form with its tag: lemma} where the rules fail, and the known base forms."""
    seen: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    bases: dict[str, Counter[str]] = defaultdict(Counter)
    paths = [corpora / "ewt" / "train.conllu", *sorted((corpora / "gum" / "train").glob("*.conllu"))]
    for path in paths:
        for _, rows in read_sentences(path):
            for row in rows:
                if row[3] in CLASSES and row[2] != "_":
                    lemma = row[2] if row[3] == "PROPN" else row[2].lower()
                    seen[row[3]][(row[1].lower(), row[4])][lemma] += 1
                    bases[row[3]][lemma] += 1
    known = {pos: sorted(words) for pos, words in bases.items() if pos in ("VERB", "NOUN", "ADJ")}
    table: dict[str, dict[str, str]] = {}
    for pos, forms in seen.items():
        rows = {}
        for (form, tag), counts in sorted(forms.items()):
            lemma = counts.most_common(1)[0][0]
            if pos != "PROPN" and lemma != apply_rules(form, pos, tag, set(known.get(pos, ()))):
                rows[f"{form}|{tag}"] = lemma
        table[pos] = rows
    return {"exceptions": table, "bases": known}  # type: ignore[dict-item]
