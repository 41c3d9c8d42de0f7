"""Scores the exported model: python -m training.evaluate --corpora DIR [--model DIR] [--limit N].

Names by exact spans after the pipeline's own tokenizer; trees and tags on the treebanks' own words, inside gold sentences
and inside predicted ones. Prints the figures and whether they reach the bars.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from kg.extract.language.component import LanguageComponent, register
from kg.extract.language.lemmas import CLASSES
from kg.extract.language.network import MODEL, LanguageNetwork, build_piece
from kg.extract.language.reading import find_starts, parse_window
from kg.extract.language.words import build_tokenizer
from training.batches import Prepared, Window, cut, prepare
from training.examples import Document
from training.gazetteer import load_countries, load_peoples
from training.readers.gmb import clean_spans, is_held, read_rows
from training.readers.names import column_spans, read_columns
from training.readers.treebank import read_sentences, read_treebank

CLASSES_OF = {"Person": "Person", "Organization": "Organization", "Country": "Location", "Place": "Location", "Group": "Group"}
NAMES_BAR, LAS_BAR = 75.0, 85.0
Row = tuple[list[str], list[tuple[int, int, str]]]  # a sentence's words, its spans


def name_rows(corpora: Path, limit: int) -> dict[str, tuple[list[Row], set[str]]]:
    """The held-out sets and the classes that each annotates."""
    countries, peoples = load_countries(corpora / "gazetteers"), load_peoples(corpora / "gazetteers")
    three = {"Person", "Organization", "Location"}
    found: dict[str, tuple[list[Row], set[str]]] = {}
    for name, path in (("wikigold", "wikigold/wikigold.conll.txt"), ("crossner-politics test", "crossner-politics/test.txt")):
        rows = ((([w for w, _ in r]), list(column_spans(r, countries, peoples))) for r in read_columns(corpora / path))
        found[name] = (list(islice(rows, limit)), three)
    held = ((i, r) for i, r in read_rows(corpora / "gmb" / "ner_dataset.zip") if is_held(i, [w for w, _ in r]))
    gmb = [([w for w, _ in r], clean_spans(r, countries, peoples)) for _, r in islice(held, limit)]
    found["gmb held-out"] = (gmb, three | {"Group"})
    return found


def score_names(component: LanguageComponent, rows: list[Row], classes: set[str]) -> dict[str, tuple[float, float, float, int]]:
    """(precision, recall, F1, gold count) of each class and of "all", in percent."""
    nlp = build_tokenizer()
    right, said, gold = Counter[str](), Counter[str](), Counter[str]()
    texts = [" ".join(words) for words, _ in rows]
    for (words, spans), doc in zip(rows, component.pipe(nlp.pipe(texts)), strict=True):
        starts = np.cumsum([0] + [len(w) + 1 for w in words]).tolist()
        want = {(starts[a], starts[b] - 1, CLASSES_OF[t]) for a, b, t in spans if t in CLASSES_OF}
        have = {(e.start_char, e.end_char, CLASSES_OF[e.label_]) for e in doc.ents if e.label_ in CLASSES_OF}
        masked = [(starts[a], starts[b] - 1) for a, b, t in spans if t == "IGNORE"]
        have = {e for e in have if not any(e[0] < b and e[1] > a for a, b in masked)} if "Group" in classes else have
        for counter, found in ((gold, want), (said, have), (right, want & have)):
            counter.update(t for *_, t in found if t in classes)
    scores = {}
    for key in [*sorted(classes), "all"]:
        r, s, g = (c.total() if key == "all" else c[key] for c in (right, said, gold))
        scores[key] = (100 * r / max(1, s), 100 * r / max(1, g), 200 * r / max(1, s + g), g)
    return scores


def read_windows(network: LanguageNetwork, windows: list[Window]) -> Iterator[tuple[Window, dict[str, np.ndarray]]]:
    """Each window with the network's outputs for its words."""
    windows = sorted(windows, key=lambda w: w.size)
    for i in range(0, len(windows), 10):
        part = windows[i : i + 10]
        out = network.read_words([_piece(network, w) for w in part])
        for row, window in enumerate(part):
            size = window.end - window.start
            yield window, {k: v[row, :size] for k, v in out.items()}


def _piece(network: LanguageNetwork, window: Window):  # type: ignore[no-untyped-def]
    a, b = window.start, window.end
    return build_piece(window.source.pieces[a:b], window.source.shapes[a:b], network.wordpieces)


def score_trees(network: LanguageNetwork, documents: list[Document]) -> dict[str, float]:
    """Accuracies in percent: xpos, upos, UAS and LAS in gold sentences and in predicted ones (…_own), sentence-start F1."""
    prepared: list[Prepared] = [prepare(d, network.wordpieces) for d in documents]
    hits, total = Counter[str](), 0
    for window, out in read_windows(network, [w for p in prepared for w in cut(p, 190)]):
        doc, a, b = window.source.doc, window.start, window.end
        assert doc.xpos and doc.upos and doc.heads and doc.deprels
        gold_starts, gold_heads = np.array(doc.starts[a:b]), np.array(doc.heads[a:b]) - a
        gold_starts[0] = True
        own = find_starts(out["start"][:, 0], doc.breaks[a:b])
        hits["start_both"] += int((own & gold_starts)[1:].sum())
        hits["start_any"] += int(own[1:].sum() + gold_starts[1:].sum())
        hits["xpos"] += sum(network.config["xpos"][i] == t for i, t in zip(out["xpos"].argmax(-1), doc.xpos[a:b], strict=True))
        hits["upos"] += sum(network.config["upos"][i] == t for i, t in zip(out["upos"].argmax(-1), doc.upos[a:b], strict=True))
        for suffix, starts in (("", gold_starts), ("_own", own)):
            heads = parse_window(out["arcs"], starts)
            labels = label_arcs(network, out, heads)
            right = heads == gold_heads
            hits["UAS" + suffix] += int(right.sum())
            hits["LAS" + suffix] += sum(bool(r) and x == y for r, x, y in zip(right, labels, doc.deprels[a:b], strict=True))
        total += b - a
    found = {key: 100 * hits[key] / total for key in ("xpos", "upos", "UAS", "LAS", "UAS_own", "LAS_own")}
    return found | {"starts": 200 * hits["start_both"] / max(1, hits["start_any"])}


def label_arcs(network: LanguageNetwork, out: dict[str, np.ndarray], heads: np.ndarray) -> list[str]:
    """Labels of given arcs of a window."""
    root = heads == np.arange(len(heads))
    logits = network.read_labels(out["label_dep"], out["label_head"][heads], root)
    at = network.config["deprels"].index("root")
    logits[~root, at] = -1e9
    return ["root" if r else network.config["deprels"][i] for r, i in zip(root, logits.argmax(-1), strict=True)]


def score_lemmas(network: LanguageNetwork, paths: list[Path]) -> float:
    """Accuracy in percent on words of the classes with lemmas, given gold tags."""
    right = total = 0
    for path in paths:
        for _, rows in read_sentences(path):
            for row in rows:
                if row[3] in CLASSES and row[2] != "_":
                    right += network.lemmatizer(row[1], row[3], row[4]).lower() == row[2].lower()
                    total += 1
    return 100 * right / total


def main() -> None:
    """Prints all figures and the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--limit", type=int, default=10**9, help="sentences of a name set, documents of a treebank: for a quick look")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    register()
    component = LanguageComponent(args.model, args.threads)
    for name, (rows, classes) in name_rows(args.corpora, args.limit).items():
        scores = score_names(component, rows, classes)
        for key, (p, r, f, n) in scores.items():
            print(f"{name:24} {key:13} P {p:5.1f} R {r:5.1f} F1 {f:5.1f}  ({n} gold)")
        _bar(f"names F1 {name}", scores["all"][2], NAMES_BAR)
    dev = {"ewt": [args.corpora / "ewt" / "dev.conllu"], "gum": sorted((args.corpora / "gum" / "dev").glob("*.conllu"))}
    for name, paths in dev.items():
        documents = list(islice((d for p in paths for d in read_treebank(p, name)), args.limit))
        figures = score_trees(component.network, documents) | {"lemmas": score_lemmas(component.network, paths)}
        print(f"{name + ' dev':24}", "  ".join(f"{k} {v:.1f}" for k, v in figures.items()))
        _bar(f"LAS {name} dev", figures["LAS"], LAS_BAR)


def _bar(name: str, value: float, bar: float) -> None:
    print(f"{'reached' if value >= bar else 'MISSED ':8} {name}: {value:.1f} (bar {bar:.0f})", flush=True)


if __name__ == "__main__":
    main()
