"""Scores an exported language model before it is shipped: python -m training.evaluate --corpora DIR [--model DIR] [--limit N].

Names and trees, by the readers and measures of `kg evaluate`, which scores the shipped model and all that is built on it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.evaluate import tables
from kg.evaluate.conllu import read_treebank
from kg.evaluate.labelled_names import read_names
from kg.evaluate.names import score_names
from kg.evaluate.parse import score_parse
from kg.evaluate.run import conllu_files, sets_in
from kg.extract.language.component import LanguageComponent, register
from kg.extract.language.network import MODEL
from kg.extract.language.words import build_tokenizer
from kg.extract.mentions import find_mentions
from kg.model import Extraction, Mention


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--limit", type=int, help="sentences of a name set, documents of a treebank: for a quick look")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    register()
    component, tokenizer, sets = LanguageComponent(args.model, args.threads), build_tokenizer(), sets_in(args.corpora)
    places = component.network.places
    for path in sets.names:
        gold = read_names(path, places["countries"], places["peoples"], args.limit)
        found = {}
        for text, doc in zip(gold.texts, component.pipe(tokenizer.pipe(t.document.text for t in gold.texts)), strict=True):
            spans = ((doc[m.start : m.end], m) for m in find_mentions(doc))
            mentions = [Mention("", s.start_char, s.end_char, s.text, m.type, m.kind, None, m.score) for s, m in spans]
            found[text.document.id] = Extraction(text.document, tuple(mentions))
        _print(path, tables.name_table(score_names(gold, found), 0))
    for path in sets.parse:
        treebanks = [treebank for file in conllu_files(path) for treebank in read_treebank(file)]
        _print(path, tables.parse_table(score_parse(component.network, treebanks[: args.limit]), None, False))


def _print(path: Path, lines: tables.Lines) -> None:
    print(f"\n{path}", *lines, sep="\n", flush=True)


if __name__ == "__main__":
    main()
