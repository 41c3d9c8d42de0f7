"""Re-DocRED: Wikipedia passages with typed names (persons, organizations, places, times) and relations among them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.evaluate.labelled_names import place_type
from kg.evaluate.relations import PROPERTIES, UNDIRECTED, UNLEARNED
from kg.extract.language.words import build_tokenizer
from training.examples import MENTION_TYPES, Document, Pair
from training.readers.gmb import cut_anew, sentence_document

_TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "TIME": "Date", "MISC": "IGNORE"}
SHARED = 8  # a passage that shares so many words in a row with a held-out text is left out

Relations = dict[tuple[int, int], set[str]]


def runs_of_words(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of SHARED words, lower-case: two texts that share one overlap."""
    lower = [w.lower() for w in words]
    return {tuple(lower[i : i + SHARED]) for i in range(len(lower) - SHARED + 1)}


def read_redocred(path: Path, countries: set[str], peoples: set[str], held: set[tuple[str, ...]]) -> Iterator[Document]:
    """Passages as Documents with names and pairs; those that overlap with `held` texts are left out."""
    tokenizer = build_tokenizer()
    for number, passage in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        starts, words = [], []
        for sentence in passage["sents"]:
            starts.append(len(words))
            words += [w.strip() or "-" for w in sentence]
        if runs_of_words(words) & held:
            continue
        spans = []
        for cluster in passage["vertexSet"]:
            for mention in cluster:
                base = starts[mention["sent_id"]]
                start, end = base + mention["pos"][0], base + mention["pos"][1]
                spans.append((start, end, _retype(words[start:end], mention["type"], countries, peoples)))
        named = sorted((s for s in spans if s[2]), key=lambda s: (s[2] == "IGNORE", s[0] - s[1]))
        anew = cut_anew(tokenizer, words)
        document = sentence_document(anew, named, "redocred")
        if number >= UNLEARNED:
            _add_pairs(document, passage, anew[1], starts, spans)
        yield document


def _add_pairs(
    document: Document, passage: dict[str, Any], places: list[tuple[int, int]], starts: list[int], spans: list[tuple[int, int, str]]
) -> None:
    """Pairs of names of one sentence: with the relations for which it is the evidence, or with none where the set has none at all."""
    bounds = [*(places[start][0] for start in starts), len(document.words)]
    document.starts = [i in bounds for i in range(len(document.words))]
    said, related = _relations(passage)
    mentions = defaultdict(list)
    entities = [(entity, mention["sent_id"]) for entity, cluster in enumerate(passage["vertexSet"]) for mention in cluster]
    for (entity, sentence), (start, end, kind) in zip(entities, spans, strict=True):
        if kind in MENTION_TYPES:
            mentions[sentence].append((entity, (places[start][0], places[end - 1][1], kind)))
    for sentence, here in mentions.items():
        window = (bounds[sentence], bounds[sentence + 1])
        for subject, one in here:
            for obj, other in here:
                labels = said[sentence].get((subject, obj), set())
                if subject != obj and (labels or (subject, obj) not in related):
                    document.pairs.append(Pair(one, other, window, tuple(sorted(labels))))


def _relations(passage: dict[str, Any]) -> tuple[defaultdict[int, Relations], set[tuple[int, int]]]:
    """Sentence -> subject and object -> predicates that it states; and all pairs between which the set has any relation."""
    kinds = [cluster[0]["type"] for cluster in passage["vertexSet"]]
    said: defaultdict[int, Relations] = defaultdict(dict)
    related = set()
    for label in passage["labels"]:
        head, tail = label["h"], label["t"]
        related |= {(head, tail), (tail, head)}
        rule = PROPERTIES.get((label["r"], kinds[head], kinds[tail]))
        if rule is not None:
            predicate, turned = rule
            pair = (tail, head) if turned else (head, tail)
            for one in [pair, pair[::-1]] if predicate in UNDIRECTED else [pair]:
                for sentence in label["evidence"]:
                    said[sentence].setdefault(one, set()).add(predicate)
    return said, related


def _retype(words: list[str], label: str, countries: set[str], peoples: set[str]) -> str:
    text = " ".join(words)
    if text in peoples:
        return "Group"
    found = _TYPES.get(label, "")
    if found == "Place":
        return place_type(text, countries)
    return found
