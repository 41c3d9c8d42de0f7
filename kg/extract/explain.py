"""Why each claim was made, and why others were not: who proposed it, what its score is made of, what stood in its way.

The score of a proposal is a sum of parts, in log odds: the start (what an average proposal gets) and what each feature adds.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import Any

import numpy as np
from spacy.tokens import Doc

from kg.extract.claims.features import FORMS, build_features, feature_names
from kg.extract.claims.settle import bar
from kg.extract.claims.trees import load_trees
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.model import Claim
from kg.ontology import Ontology

PARTS = 6
"""Features shown of a score, the weightiest; the others are one sum."""
REJECTED = 20
"""Rejected proposals shown of a document, the likeliest."""
WORDS = {
    "lexical": "the words and the path between the two (lexical model)", "head": "the trained head",
    "none": "the trained head's belief that nothing is said", "distance": "words between the two", "length": "length of the sentence",
    "position": "place in the article", "figures": "amounts in the sentence", "believed": "what both models say",
    "rules": "number of rules", "any rule": "a rule saw it",
    "subject unknown": "no subject is said", "object unknown": "no object is said",
    "subject misfit": "the subject's type for this predicate", "object misfit": "the object's type for this predicate",
    "subject name": "the subject is named", "object name": "the object is named", "subject pronoun": "the subject is a pronoun",
    "object pronoun": "the object is a pronoun", "subject times": "how often the subject is mentioned",
    "object times": "how often the object is mentioned", "subject first": "the subject stands first",
    "rival subject": "another subject fits as well", "rival object": "another object fits as well",
    "rival predicate": "another predicate fits the two", "without subject": "the same without a subject",
    "without object": "the same without an object", "fuller here": "a fuller claim in the sentence",
    "best elsewhere": "the same claim elsewhere", "fuller elsewhere": "a fuller claim elsewhere",
    "times": "how often it was proposed", "rank here": "rank among the predicates of the two", "undirected": "has no direction",
    "reverse": "the other way round",
}  # fmt: skip
"""Feature -> how a person reads it."""


def explain(
    doc: Doc,
    mentions: Sequence[MentionDraft],
    clusters: Sequence[Cluster],
    proposals: Sequence[Proposal],
    said: Sequence[tuple[Proposal, Circumstances]],
    claims: Sequence[Claim],
    ontology: Ontology,
) -> dict[str, Any]:
    """`claims`: for each `claim`, `proposed_by`, `confidence`, `start`, `parts`, `others`; `rejected`: the likeliest others, with `why`.

    `claims` are those of `said`, in the order of their evidence.
    """
    if not proposals:
        return {"claims": [], "rejected": []}
    start, parts = _parts(mentions, clusters, proposals, ontology)
    number = {id(p): n for n, p in enumerate(proposals)}
    ordered = [proposal for proposal, _ in sorted(said, key=lambda pair: pair[0].evidence)]
    made = [
        _explain_one(proposal, start, parts[number[id(proposal)]]) | {"claim": claim.id}
        for proposal, claim in zip(ordered, claims, strict=True)
    ]
    settled = {id(p): claim.id for p, claim in zip(ordered, claims, strict=True)}
    others = sorted((p for p in proposals if id(p) not in settled), key=lambda p: -p.score)[:REJECTED]
    entity = {m: n for n, cluster in enumerate(clusters) for m in cluster.mentions}
    keys = {_key(p, entity): settled[id(p)] for p in ordered}
    rejected = [
        _shown(doc, mentions, p) | _explain_one(p, start, parts[number[id(p)]]) | {"why": _why(p, bar(p, ontology), entity, keys)}
        for p in others
    ]
    return {"claims": made, "rejected": rejected}


def _parts(
    mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], proposals: Sequence[Proposal], ontology: Ontology
) -> tuple[float, list[dict[str, float]]]:
    """The start, and for each proposal what the features add to it, by what they mean; columns of one meaning are one part."""
    model = load_trees("scorer")
    columns = {name: n for n, name in enumerate(feature_names(ontology))}
    matrix = build_features(mentions, clusters, proposals, ontology)[:, [columns[name] for name in model.features]]
    start, added = model.contributions(matrix)
    meanings = [read_feature(name, ontology) for name in model.features]
    rows = []
    for row in added:
        parts: dict[str, float] = {}
        for n in np.flatnonzero(row).tolist():
            parts[meanings[n]] = parts.get(meanings[n], 0.0) + float(row[n])
        rows.append(parts)
    return start, rows


def _explain_one(proposal: Proposal, start: float, added: Mapping[str, float]) -> dict[str, Any]:
    weighty = sorted(added.items(), key=lambda part: -abs(part[1]))
    parts = [{"feature": name, "adds": round(value, 2)} for name, value in weighty[:PARTS]]
    rest = round(sum(value for _, value in weighty[PARTS:]), 2)
    return {
        "proposed_by": proposal.proposer.split("+"),
        "confidence": round(proposal.score, 3),
        "start": round(1 / (1 + exp(-start)), 3),
        "parts": parts,
        "others": rest,
    }


def read_feature(name: str, ontology: Ontology) -> str:
    """What a column of the scorer means. Which predicate, construction or type it is are many columns of one meaning."""
    if name in ontology.predicates:
        return "which predicate it is"
    if name in FORMS:
        return "the construction"
    return WORDS.get(name) or f"the type of the {name.partition(' ')[0]}"


def _shown(doc: Doc, mentions: Sequence[MentionDraft], proposal: Proposal) -> dict[str, Any]:
    """What was proposed, in the words of the text."""

    def words(mention: int | None) -> str | None:
        return None if mention is None else " ".join(doc[mentions[mention].start : mentions[mention].end].text.split())

    first, last = doc[proposal.evidence[0]], doc[proposal.evidence[1] - 1]
    return {
        "predicate": proposal.predicate,
        "subject": words(proposal.subject),
        "object": words(proposal.object),
        "evidence": {"start": first.idx, "end": last.idx + len(last)},
    }


def _key(proposal: Proposal, entity: Mapping[int, int]) -> tuple[str, int | None, int | None]:
    subject, object = (None if m is None else entity.get(m) for m in (proposal.subject, proposal.object))
    return proposal.predicate, subject, object


def _why(
    proposal: Proposal, least: float, entity: Mapping[int, int], keys: Mapping[tuple[str, int | None, int | None], str]
) -> str:
    predicate, subject, object = _key(proposal, entity)
    if (same := keys.get((predicate, subject, object))) is not None:
        return f"says again what {same} says, and less surely"
    if proposal.score < least:
        return f"its score is below {least}"
    if (turned := keys.get((predicate, object, subject))) is not None:
        return f"{turned}, the other way round, is likelier"
    return "other claims of the same arguments are likelier"


def read_out(row: Mapping[str, Any]) -> Iterator[str]:
    """The explanation of a document, `row` as `kg extract --explain` prints it, as lines for a person."""
    names = {entity["id"]: entity["name"] for entity in row["entities"]}
    claims = {claim["id"]: claim for claim in row["claims"]}
    text = row["document"]["text"]
    yield f"{row['document']['id']}: {len(claims)} claims"
    for found in row["explain"]["claims"]:
        claim = claims[found["claim"]]
        said = " - ".join([names.get(claim["subject"], "?"), claim["predicate"], names.get(claim["object"], "?")])
        yield from _lines(f"{claim['id']}  {said}", found, text[claim["evidence"]["start"] : claim["evidence"]["end"]])
    if row["explain"]["rejected"]:
        yield "not claimed:"
    for found in row["explain"]["rejected"]:
        said = " - ".join([found["subject"] or "?", found["predicate"], found["object"] or "?"])
        yield from _lines(f"{said}: {found['why']}", found, text[found["evidence"]["start"] : found["evidence"]["end"]])


def _lines(title: str, found: Mapping[str, Any], evidence: str) -> Iterator[str]:
    yield f"  {title}"
    yield f"      {' '.join(evidence.split())!r}"
    parts = [f"{part['adds']:+.2f} {part['feature']}" for part in found["parts"]]
    yield f"      confidence {found['confidence']:.2f}, proposed by {', '.join(found['proposed_by'])}"
    yield f"      from {found['start']:.2f}: {'; '.join(parts)}; {found['others']:+.2f} all else"
