"""Hand-labelled claims as proposals over parsed documents: what the attributes are learned from and measured on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.draft import Cluster, MentionDraft, Proposal
from kg.extract.mentions import find_mentions
from kg.model import ENTITY_TYPES, EntityType
from kg.ontology import load_ontology

_HE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself", "who"])
_THEY = frozenset(["they", "them", "their", "theirs"])
_IT = frozenset(["it", "its", "itself", "which"])
_SLOT = frozenset(["S", "O"])


@dataclass(frozen=True, slots=True)
class Labelled:
    """A parsed article with its labels: one proposal for each claim, in the same order."""

    name: str
    doc: Doc
    published: str | None
    mentions: list[MentionDraft]
    clusters: list[Cluster]
    entity_of: list[str | None]
    """Gold entity of each cluster."""
    proposals: list[Proposal]
    claims: list[dict[str, Any]]


def read_labelled(folder: Path, pipeline: Language) -> Iterator[Labelled]:
    """The articles of a folder in order of their names."""
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield label(path.stem, pipeline(path.read_text(encoding="utf-8")), gold)


def label(name: str, doc: Doc, gold: dict[str, Any]) -> Labelled:
    """Finds entities and evidence in the parsed text."""
    mentions: list[MentionDraft] = []
    members: dict[str, list[int]] = {}
    for entity in gold["entities"]:
        for span in _occurrences(doc, entity["forms"]):
            members.setdefault(entity["id"], []).append(len(mentions))
            kind = "name" if span.root.pos_ == "PROPN" else "nominal"
            mentions.append(MentionDraft(span.start, span.end, span.root.i, entity["type"], kind, 1.0))
    _add_pronouns(doc, mentions, members)
    kinds = {e["id"]: (e["type"], e["name"]) for e in gold["entities"]}
    ids = list(members)
    clusters = [Cluster(kinds[e][0], kinds[e][1], tuple(sorted(members[e], key=lambda m: mentions[m].start))) for e in ids]
    proposals, claims = [], []
    for claim in gold["claims"]:
        at = doc.text.find(claim["evidence"])
        evidence = doc.char_span(at, at + len(claim["evidence"]), alignment_mode="expand")
        subject, obj = (_nearest(mentions, members.get(claim[role], []), evidence) for role in ("subject", "object"))
        trigger = _trigger(claim["predicate"], evidence, [mentions[m].head for m in (subject, obj) if m is not None])
        proposals.append(
            Proposal(claim["predicate"], subject, obj, trigger, (evidence.start, evidence.end), "gold", 1.0, dict(claim["attributes"]))
        )
        claims.append(claim)
    owners: list[str | None] = [*ids, *[None] * _add_strangers(doc, mentions, clusters)]
    return Labelled(name, doc, gold["published"], mentions, clusters, owners, proposals, claims)


def _add_strangers(doc: Doc, mentions: list[MentionDraft], clusters: list[Cluster]) -> int:
    """Adds what the program takes for mentions besides the labelled ones (only in a doc fresh from the pipeline); how many."""
    if "mentions" not in doc.spans:
        return 0
    taken = {i for mention in mentions for i in range(mention.start, mention.end)}
    strangers = [m for m in find_mentions(doc) if m.type in ENTITY_TYPES and m.kind != "pronoun" and not taken & set(range(m.start, m.end))]
    for mention in strangers:
        clusters.append(Cluster(cast(EntityType, mention.type), doc[mention.start : mention.end].text, (len(mentions),)))
        mentions.append(mention)
    return len(strangers)


def _occurrences(doc: Doc, forms: list[str]) -> list[Span]:
    """Longest occurrences of the forms, without overlaps."""
    found = []
    for form in forms:
        for match in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", doc.text):
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is not None:
                found.append(span)
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-(s.end - s.start), s.start)):
        if all(span.end <= k.start or span.start >= k.end for k in kept):
            kept.append(span)
    return kept


def _add_pronouns(doc: Doc, mentions: list[MentionDraft], members: dict[str, list[int]]) -> None:
    """Third-person pronouns go to the last subject that fits, else the last mention that fits: rough, as coreference is."""
    owner = {m: e for e, ms in members.items() for m in ms}
    order = sorted(range(len(mentions)), key=lambda m: mentions[m].head)
    for token in doc:
        low = token.lower_
        types = ("Person",) if low in _HE else ("Group", "Organization") if low in _THEY else ("Organization",) if low in _IT else ()
        before = [m for m in order if types and mentions[m].type in types and token.i - 80 < mentions[m].end <= token.i]
        if not before:
            continue
        subjects = [m for m in before if doc[mentions[m].head].dep_.startswith("nsubj")]
        chosen = (subjects or before)[-1]
        members[owner[chosen]].append(len(mentions))
        owner[len(mentions)] = owner[chosen]
        mentions.append(MentionDraft(token.i, token.i + 1, token.i, mentions[chosen].type, "pronoun", 1.0))


def _nearest(mentions: list[MentionDraft], candidates: list[int], evidence: Span) -> int | None:
    def distance(m: int) -> tuple[int, int]:
        mention = mentions[m]
        outside = max(evidence.start - mention.end, mention.start - evidence.end, 0)
        return outside, -(mention.end - mention.start)

    return min(candidates, key=distance, default=None)


def _words(predicate: str) -> frozenset[str]:
    known = load_ontology().predicates.get(predicate)
    patterns = (*known.verbs, *known.nouns, *known.titles) if known else ()
    return frozenset(w for p in patterns for w in p.split() if w not in _SLOT and len(w) > 3)


def _trigger(predicate: str, evidence: Span, heads: list[int]) -> int:
    """The trigger word of the ontology nearest to the arguments, else the root of the evidence."""
    words = _words(predicate)
    hits = [t.i for t in evidence if t.lemma_.lower() in words and t.i not in heads]
    if hits:
        return min(hits, key=lambda i: sum(abs(i - h) for h in heads))
    root: int = evidence.root.i
    return root
