"""What the choosers learn from: each decision on a labelled claim that the program finds, with its candidates and the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.evaluate.measure import overlap
from kg.extract.attributes.chooser import Features
from kg.extract.attributes.context import Context
from kg.extract.attributes.dates import candidate_times, date_features, write_date
from kg.extract.attributes.frames import Frame
from kg.extract.attributes.mood import UNSURE, mood_features
from kg.extract.attributes.place import candidate_places, place_features
from kg.extract.attributes.speaker import Speech, find_voices, voice_features
from kg.extract.claims import propose, score
from kg.extract.claims.evidence import find_evidence
from kg.extract.claims.settle import bar
from kg.extract.draft import Proposal
from kg.model import Claim
from kg.ontology import load_ontology
from training.claims.articles import Labelled

LEAST = 0.1
"""Score from which a right proposal teaches; claims proper begin at the extractor's own threshold."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice: features and rightness of each candidate."""

    chooser: str
    article: str
    rows: list[Features]
    right: list[bool]
    counts: bool
    """Whether the proposal is sure enough to become a claim, and so counts in the scores."""


def decide(article: Labelled) -> Iterator[Decision]:
    """All decisions on the proposals of one article that are labelled as claims in their sentence."""
    published = article.gold.document.published
    context = Context(article.doc, article.mentions, article.clusters, date.fromisoformat(published[:10]) if published else None)
    ontology = load_ontology()
    proposals, labels = [], []
    found = article.doc, article.mentions, article.clusters
    for proposal in score(*found, propose(*found, ontology)):
        claims = labels_of(article, proposal)
        if claims and proposal.score >= LEAST:
            proposals.append(proposal)
            labels.append(claims)
    for proposal, evidence in zip(proposals, find_evidence(*found, proposals), strict=True):
        proposal.evidence = evidence
    speech = Speech(context)
    for proposal, claims in zip(proposals, labels, strict=True):
        yield from _decide(article, speech, proposal, claims)


def labels_of(article: Labelled, proposal: Proposal) -> list[Claim]:
    """Labelled claims that a proposal states in its sentence, the one with most of it first; two speakers of one act make two."""
    extent = article.extent(proposal.evidence)

    def shared(claim: Claim) -> int:
        return overlap((claim.evidence.start, claim.evidence.end), extent)

    def fits(claim: Claim, subject: int | None, object: int | None) -> bool:
        return _same(article, claim.subject, subject) and _same(article, claim.object, object)

    undirected = load_ontology()[proposal.predicate].undirected
    found = [
        claim
        for claim in article.by_predicate.get(proposal.predicate, ())
        if shared(claim)
        and (fits(claim, proposal.subject, proposal.object) or (undirected and fits(claim, proposal.object, proposal.subject)))
    ]
    return sorted(found, key=shared, reverse=True)


def _same(article: Labelled, entity: str | None, mention: int | None) -> bool:
    if entity is None or mention is None:
        return entity is mention
    return entity in article.matches[article.context.entity[mention]]


def same_date(gold: str, found: str) -> bool:
    """Agreement as claims are scored: equal, or more precise than the label."""
    plain_gold, plain_found = ("".join(c for c in edtf if c not in "~?%") for edtf in (gold, found))
    return plain_found.startswith(plain_gold)


def _decide(article: Labelled, speech: Speech, proposal: Proposal, claims: Sequence[Claim]) -> Iterator[Decision]:
    context, name, counts = speech.context, article.gold.document.id, proposal.score >= bar(proposal, load_ontology())
    voices = find_voices(speech, proposal)
    speakers = {claim.speaker for claim in claims if claim.speaker}
    right = [bool(speakers & article.matches[voice.entity]) for voice in voices]
    yield Decision("speaker", name, voice_features(speech, proposal, voices) if voices else [], right, counts)
    held = speech.holding(proposal.trigger)
    mood = mood_features(context, proposal, held)
    yield Decision("negated", name, [mood], [claims[0].polarity == "negated"], counts)
    for modality in UNSURE:
        yield Decision(modality, name, [mood], [claims[0].modality == modality], counts)
    yield _date(context, name, proposal, claims, next(iter(held), None))
    places = candidate_places(context, proposal)
    told = {claim.place for claim in claims if claim.place}
    rows = [place_features(context, proposal, places, m) for m in places]
    yield Decision("place", name, rows, [bool(told & article.matches[article.context.entity[m]]) for m in places], counts)


def _date(context: Context, name: str, proposal: Proposal, claims: Sequence[Claim], frame: Frame | None) -> Decision:
    times = candidate_times(context, proposal)
    dates = [write_date(context, proposal, n) for n in times]
    right = [any(claim.date is not None and same_date(claim.date, found) for claim in claims) for found in dates]
    rows = [date_features(context, proposal, times, n, frame) for n in times]
    return Decision("date", name, rows, right, proposal.score >= bar(proposal, load_ontology()))
