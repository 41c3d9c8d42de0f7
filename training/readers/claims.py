"""Hand-labelled claims: names, mentions in two layers, and pairs of mentions with their predicates."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluate.labelled_names import TITLES, place_type, strip_titles
from kg.extract.language.windows import rough_starts
from kg.extract.language.words import build_tokenizer
from training.examples import IGNORE, MENTION_TAGS, NAME_TAGS, Document, Pair, fraction, tag_spans

HELD_SHARE = 0.205
"""Of the articles: 60 of the first 300."""
MODALITIES = ("actual", "alleged", "planned", "hypothetical")
_JOIN_WORDS = "of the for and de del al la el bin ibn van von - – 's ' ’s & on in to against"
_JOINS = frozenset(_JOIN_WORDS.split())
_SUBJECTS = ("he", "she", "they", "who", "it", "we", "i", "his", "her", "their")
_OBJECTS = ("him", "her", "them", "he", "she", "they", "who", "his", "their", "whom", "it", "us", "me")
_MEN = ("he", "him", "his")

Span = tuple[int, int]


@dataclass(slots=True)
class Article:
    """A labelled article cut into words: `mentions` of each entity as word spans, in order."""

    doc: Document
    gold: dict[str, Any]
    types: dict[str, str]
    mentions: dict[str, list[Span]]
    evidence: list[Span | None]
    sentence: list[int]


def held_out(name: str) -> bool:
    """Whether an article is kept from the mention and pair heads: by a hash of its name, so that new labels move none."""
    return fraction("claims:" + name) < HELD_SHARE


def read_claims(folder: Path, countries: set[str], peoples: set[str], candidates: dict[str, list[Pair]]) -> Iterator[Document]:
    """Documents with names; mentions and pairs too unless the article is held out.

    `candidates` are pairs as the extractor meets them (`training.claims.candidates`), learnt beside those of the labels.
    """
    tokenizer = build_tokenizer()
    for path in sorted(folder.glob("*.json")):
        if not path.with_suffix(".txt").exists():
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = read_article(tokenizer, path.with_suffix(".txt").read_text(encoding="utf-8"), gold)
        add_names(article, countries, peoples)
        if not held_out(path.stem):
            add_mentions(article)
            article.doc.pairs = gold_pairs(article, random.Random(path.stem)) + candidates.get(path.stem, [])
            article.doc.swaps = name_words(article)
        yield article.doc


def read_candidates(path: Path) -> dict[str, list[Pair]]:
    """Pairs by article."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [Pair(*(tuple(a) if a else None for a in (s, o)), tuple(window), tuple(labels)) for s, o, window, labels in row["pairs"]]
        found[row["doc"]] = [p for p in pairs if p.window[1] - p.window[0] <= 120]
    return found


def name_words(article: Article) -> dict[str, str]:
    """Words of names of people and places with their type, so that a lesson can be told of others."""
    found = {}
    for entity, spans in article.mentions.items():
        kind = article.types[entity]
        if kind in ("Person", "Place"):
            words = [article.doc.words[i] for a, b in spans for i in range(a, b)]
            found |= {word: kind for word in words if word[0].isupper() and len(word) > 2 and word.isalpha()}
    return {word: kind for word, kind in found.items() if word not in TITLES}


def read_article(tokenizer: Any, text: str, gold: dict[str, Any]) -> Article:
    """Cuts the text into words and finds every form of every entity in it, at word boundaries."""
    words, breaks, offsets, broken = [], [], [], False
    for token in tokenizer.tokenizer(text):
        if token.is_space:
            broken = broken or "\n" in token.text
            continue
        words.append(token.text)
        breaks.append(broken)
        offsets.append((token.idx, token.idx + len(token)))
        broken = False
    doc = Document("claims", words, breaks, rough_starts(words, breaks))
    begins = {a: i for i, (a, _) in enumerate(offsets)}
    ends = {b: i + 1 for i, (_, b) in enumerate(offsets)}
    mentions: dict[str, list[Span]] = defaultdict(list)
    for entity in gold["entities"]:
        spans = set()
        for form in entity["forms"]:
            for match in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", text):
                if match.start() in begins and match.end() in ends:
                    spans.add((begins[match.start()], ends[match.end()]))
        mentions[entity["id"]] = sorted(spans)
    evidence: list[Span | None] = []
    for claim in gold["claims"]:
        at = text.find(claim["evidence"])
        inside = [i for i, (a, b) in enumerate(offsets) if a < at + len(claim["evidence"]) and b > at]
        evidence.append((inside[0], inside[-1] + 1) if at >= 0 and inside else None)
    sentence, number = [], -1
    for start in doc.starts:
        number += start
        sentence.append(number)
    types = {e["id"]: e["type"] for e in gold["entities"]}
    return Article(doc, gold, types, dict(mentions), evidence, sentence)


def add_names(article: Article, countries: set[str], peoples: set[str]) -> None:
    """Capitalised mentions are names; other capitalised words may be unlisted names and are masked."""
    doc, spans = article.doc, []
    for entity, found in article.mentions.items():
        for start, end in found:
            while start < end and doc.words[start].lower() == "the":
                start += 1
            if article.types[entity] == "Person":
                start = strip_titles(doc.words, start, end)
            words = doc.words[start:end]
            plain = all(w[0].isupper() or w[0].isdigit() or w in _JOINS for w in words)
            if not words or not plain or not words[0][0].isupper() or not words[-1][0].isupper():
                continue
            text = " ".join(words)
            label = article.types[entity]
            if text in peoples:
                label = "Group"
            elif label in ("Place", "Country"):
                label = place_type(text, countries)
            elif label == "Group" and len(words) == 1 and text.lower() in ("police", "authorities", "protesters", "people"):
                continue
            spans.append((start, end, label))
    spans.sort(key=lambda s: s[0] - s[1])
    doc.names = tag_spans(len(doc.words), spans, NAME_TAGS)
    for i, word in enumerate(doc.words):
        if doc.names[i]:
            continue
        if word in peoples and word[0].isupper():
            doc.names[i] = NAME_TAGS.index("B-Group")
        elif word in countries:
            doc.names[i] = NAME_TAGS.index("B-Country")
        elif word[0].isupper() or word[0].isdigit():
            doc.names[i] = IGNORE


def add_mentions(article: Article) -> None:
    """Outer layer: longest mentions first; inner layer: what lies within them."""
    spans = [(a, b, article.types[e]) for e, found in article.mentions.items() for a, b in found]
    spans.sort(key=lambda s: (s[0] - s[1], s[0]))
    size = len(article.doc.words)
    article.doc.outer = tag_spans(size, spans, MENTION_TAGS)
    taken = [False] * size
    rest = []
    for start, end, label in spans:
        if any(taken[start:end]):
            rest.append((start, end, label))
        else:
            taken[start:end] = [True] * (end - start)
    article.doc.inner = tag_spans(size, rest, MENTION_TAGS)


def gold_pairs(article: Article, rng: random.Random) -> list[Pair]:
    """Positive pairs of every claim, and other pairs of the same sentences as negatives."""
    positive: dict[tuple[Any, Any], dict[str, Any]] = {}
    related: set[tuple[Any, Any]] = set()
    for claim, evidence in zip(article.gold["claims"], article.evidence, strict=True):
        related.add((claim["subject"], claim["object"]))
        if evidence is None:
            continue
        for subject in _argument(article, claim["subject"], evidence, _SUBJECTS):
            for obj in _argument(article, claim["object"], evidence, _OBJECTS):
                if subject == obj or (subject is None and obj is None):
                    continue
                entry = positive.setdefault((subject, obj), {"labels": set(), "claim": claim, "evidence": evidence})
                entry["labels"].add(claim["predicate"])
    pairs = []
    for (subject, obj), entry in positive.items():
        window = _window(article, subject, obj, entry["evidence"])
        claim = entry["claim"]
        aspects = (MODALITIES.index(claim["modality"]), int(claim["polarity"] == "negated"), int(claim["speaker"] is not None))
        if window[1] - window[0] <= 120:
            pairs.append(Pair(subject, obj, window, tuple(sorted(entry["labels"])), aspects))
    return pairs + _negatives(article, set(positive), related, rng)


def _argument(article: Article, entity: str | None, evidence: Span, pronouns: tuple[str, ...]) -> list[Any]:
    """Mentions that stand for an argument: in the evidence, its sentences, a pronoun there, or a sentence beside."""
    if entity is None:
        return [None]
    label = article.types[entity]
    found = article.mentions[entity]
    found = [m for m in found if not any(n[0] <= m[0] and m[1] <= n[1] and n != m for n in found)]
    inside = [m for m in found if m[0] < evidence[1] and m[1] > evidence[0]]
    if inside:
        return [(*m, label) for m in inside[:3]]
    low, high = article.sentence[evidence[0]], article.sentence[evidence[1] - 1]
    same = [m for m in found if low <= article.sentence[m[0]] <= high]
    if same:
        return [(*m, label) for m in same[:2]]
    if label in ("Person", "Group", "Organization"):
        words = article.doc.words[evidence[0] : evidence[1]]
        for pronoun in pronouns:
            if label != "Person" and pronoun in _MEN:
                continue
            for i, word in enumerate(words):
                if word.lower() == pronoun:
                    at = evidence[0] + i
                    return [(at, at + 1, label)]
    near = [m for m in found if low - 1 <= article.sentence[m[0]] <= high + 1]
    return [(*near[-1], label)] if near else []


def _window(article: Article, subject: Any, obj: Any, evidence: Span) -> Span:
    """The whole sentences that hold the evidence and both arguments."""
    at = [article.sentence[i] for i in (evidence[0], evidence[1] - 1)]
    at += [article.sentence[a[0]] for a in (subject, obj) if a]
    return _sentences(article, min(at), max(at))


def _sentences(article: Article, low: int, high: int) -> Span:
    inside = [i for i, s in enumerate(article.sentence) if low <= s <= high]
    return inside[0], inside[-1] + 1


def _negatives(article: Article, positive: set[tuple[Any, Any]], related: set[tuple[Any, Any]], rng: random.Random) -> list[Pair]:
    """Pairs that say no claim: all in one sentence, some across a sentence end. Repeats of a claim elsewhere are left out."""
    found: list[tuple[Any, Any]] = [((a, b, article.types[e]), e) for e, ms in article.mentions.items() for a, b in ms]
    found += [(m, None) for m in _distractors(article)]
    by_sentence = defaultdict(list)
    for mention, entity in found:
        by_sentence[article.sentence[mention[0]]].append((mention, entity))
    covered = {article.sentence[i] for e in article.evidence if e for i in range(*e)}
    pairs = []
    for number, here in sorted(by_sentence.items()):
        beside = by_sentence.get(number + 1, [])
        options = [(a, b, 1.0) for a in here for b in here if a[0] != b[0]]
        options += [(a, b, 0.12) for a in here for b in beside] + [(b, a, 0.12) for a in here for b in beside]
        nothing = (None, None)
        options += [(a, nothing, 1.0) for a in here] + [(nothing, a, 1.0) for a in here]
        for subject, obj, share in options:
            key = (subject[0], obj[0])
            overlap = subject[0] and obj[0] and subject[0][0] < obj[0][1] and subject[0][1] > obj[0][0]
            known = (subject[1] or obj[1]) and (subject[1], obj[1]) in related
            if key in positive or known or (overlap and rng.random() > 0.3):
                continue
            if rng.random() < share * (0.8 if number in covered else 0.4):
                at = [article.sentence[m[0]] for m in key if m]
                window = _sentences(article, min(at), max(at))
                if window[1] - window[0] <= 120:
                    pairs.append(Pair(*key, window, ()))
    return pairs


def _distractors(article: Article) -> list[tuple[int, int, str]]:
    """Capitalised words and pronouns that are no listed mention, as the mention head will also propose some."""
    doc = article.doc
    taken = {i for ms in article.mentions.values() for a, b in ms for i in range(a, b)}
    found, i = [], 0
    while i < len(doc.words):
        end = i
        while end < len(doc.words) and end not in taken and doc.words[end][0].isupper() and not doc.starts[end]:
            end += 1
        if end > i:
            label = ("Person", "Organization", "Place", "Group")[(end + i) % 4]
            found.append((i, end, label))
        i = max(end, i + 1)
    return found
