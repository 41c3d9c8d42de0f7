"""One document on one page: parsed text -> mentions -> entities -> claims -> incidents and links."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.attributes import describe
from kg.extract.claims import likely, propose, score, settle
from kg.extract.contradictions import find_links
from kg.extract.coreference import resolve
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.extract.explain import explain
from kg.extract.incidents import group
from kg.extract.mentions import find_mentions
from kg.model import Claim, Document, Entity, Extraction, Mention, Span
from kg.ontology import Ontology

WITHOUT_ENTITY = frozenset(["Date", "Quantity", "Money"])


def compose(doc: Doc, document: Document, ontology: Ontology, explained: bool = False) -> Extraction:
    """All that the parsed `doc` says; `doc.text` is `document.text`, and offsets are of it. `explained`: with its explanation."""
    mentions = find_mentions(doc)
    clusters = resolve(doc, mentions)
    scored = score(doc, mentions, clusters, propose(doc, mentions, clusters, ontology))
    proposals = likely(doc, mentions, clusters, scored, ontology)
    circumstances = describe(doc, mentions, clusters, proposals, document.published)
    said = settle(mentions, clusters, proposals, circumstances, ontology)
    extraction = assemble(doc, document, mentions, clusters, said)
    if not explained:
        return extraction
    return replace(extraction, explanation=explain(doc, mentions, clusters, scored, said, extraction.claims, ontology))


def assemble(
    doc: Doc,
    document: Document,
    mentions: Sequence[MentionDraft],
    clusters: Sequence[Cluster],
    said: Sequence[tuple[Proposal, Circumstances]],
) -> Extraction:
    """The records of what was found, then incidents and links."""
    told = record(doc, document, mentions, clusters, said)
    incidents = group(doc, document, told.claims, told.entities, told.mentions)
    return replace(told, incidents=tuple(incidents), links=tuple(find_links(document, told.claims, told.entities)))


def record(
    doc: Doc,
    document: Document,
    mentions: Sequence[MentionDraft],
    clusters: Sequence[Cluster],
    said: Sequence[tuple[Proposal, Circumstances]],
) -> Extraction:
    """Mentions, entities and claims: offsets for tokens, entity ids for clusters."""
    kept = _entities_to_keep(mentions, clusters, said)
    entity_of = {m: f"e{n}" for n, cluster in enumerate(kept, 1) for m in cluster.mentions}
    entities = [Entity(f"e{n}", cluster.type, cluster.name, dict(cluster.attributes)) for n, cluster in enumerate(kept, 1)]
    shown = _mentions(doc, document, mentions, entity_of)
    claims = [
        _claim(f"c{n}", doc, mentions, entity_of, proposal, around)
        for n, (proposal, around) in enumerate(sorted(said, key=lambda pair: pair[0].evidence), 1)
    ]
    return Extraction(document=document, mentions=tuple(shown), entities=tuple(entities), claims=tuple(claims))


def _entities_to_keep(
    mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], said: Sequence[tuple[Proposal, Circumstances]]
) -> list[Cluster]:
    """Clusters that bear a name or take part in a claim: "a man" who does nothing is not an entity of the story."""
    taking_part: set[int] = set()
    for proposal, around in said:
        taking_part |= {m for m in (proposal.subject, proposal.object, around.speaker, around.place) if m is not None}
    return [c for c in clusters if any(m in taking_part or mentions[m].kind == "name" for m in c.mentions)]


def _mentions(doc: Doc, document: Document, mentions: Sequence[MentionDraft], entity_of: dict[int, str]) -> list[Mention]:
    """Mentions of kept entities, and dates, amounts and numbers. (`doc.text` is built anew at each call: not for loops.)"""
    shown: list[Mention] = []
    for i, mention in enumerate(mentions):
        if i in entity_of or mention.type in WITHOUT_ENTITY:
            span = _span(doc, mention.start, mention.end)
            text = document.text[span.start : span.end]
            name, score = f"m{len(shown) + 1}", round(mention.score, 3)
            shown.append(Mention(name, span.start, span.end, text, mention.type, mention.kind, entity_of.get(i), score))
    return shown


def _claim(
    id: str, doc: Doc, mentions: Sequence[MentionDraft], entity_of: dict[int, str], proposal: Proposal, around: Circumstances
) -> Claim:
    def entity(mention: int | None) -> str | None:
        return None if mention is None else entity_of[mention]

    def place_in_text(mention: int | None) -> Span | None:
        return None if mention is None else _span(doc, mentions[mention].start, mentions[mention].end)

    return Claim(
        id=id,
        predicate=proposal.predicate,
        subject=entity(proposal.subject),
        object=entity(proposal.object),
        evidence=_span(doc, *proposal.evidence),
        speaker=entity(around.speaker),
        polarity=around.polarity,
        modality=around.modality,
        date=around.date,
        place=entity(around.place),
        count=around.count,
        attributes={**around.wording, **proposal.attributes},
        confidence=proposal.score,
        subject_span=place_in_text(proposal.subject),
        object_span=place_in_text(proposal.object),
        proposed_by=tuple(proposal.proposer.split("+")),
    )


def _span(doc: Doc, start: int, end: int) -> Span:
    """Characters of tokens `[start, end)`."""
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))
