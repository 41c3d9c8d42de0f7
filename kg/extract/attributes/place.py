"""Which place of the text an act happened at: the most exact one given for it."""

from kg.extract.attributes.attach import attach
from kg.extract.attributes.context import Context, base
from kg.extract.draft import Proposal
from kg.ontology import load_ontology

_KINDS = ("Place", "Country")
_BACK = 3
"""Places told right before the sentence that may still hold for it."""


def candidate_places(context: Context, proposal: Proposal) -> list[int]:
    """Mentions of places in the sentence (but for the arguments), and the last ones before it. An affiliation happens nowhere."""
    if load_ontology()[proposal.predicate].family == "affiliation":
        return []
    start, end = context.sentences[context.sentence[proposal.trigger]]
    own = [m for m in context.places_between(start, end) if m not in (proposal.subject, proposal.object)]
    before = context.places_between(max(0, start - 80), start)[-_BACK:]
    return [*own, *reversed(before)]


def place_features(context: Context, proposal: Proposal, indices: list[int], m: int) -> dict[str, float]:
    """Features of one mention as the place of a proposal."""
    mention, trigger = context.mentions[m], proposal.trigger
    predicate = load_ontology()[proposal.predicate]
    tie = attach(context, mention.head, trigger)
    gap = context.sentence[trigger] - context.sentence[mention.head]
    where = "same" if gap == 0 else "before"
    own = [i for i in indices if context.sentence[context.mentions[i].head] == context.sentence[trigger]]
    arguments = [context.mentions[a] for a in (proposal.subject, proposal.object) if a is not None]
    inside = any(a.start <= mention.head < a.end for a in arguments)
    same = any(context.entity(a) == context.entity(m) for a in (proposal.subject, proposal.object) if a is not None)
    features: dict[str, float] = {
        f"{where}:relation={tie.relation}": 1,
        f"{where}:relation={tie.relation}|{predicate.family}": 1,
        f"relation={tie.relation}:{tie.via}": 1,
        f"{where}:case={tie.case}": 1,
        f"{where}:case={tie.case}:{tie.relation}": 1,
        f"{where}:case={tie.case}:{mention.type}": 1,
        f"{where}:predicate={proposal.predicate}": 1,
        f"{where}:family={predicate.family}": 1,
        f"{where}:type={mention.type}:{mention.kind}": 1,
        f"{where}:inside an argument={inside}": 1,
        f"{where}:is an argument={same}": 1,
        f"{where}:role={base(context.doc[mention.head])}": 1,
        f"own places={min(len(own), 3)}:{where}": 1,
        f"demonym={context.doc[mention.head].pos_ == 'ADJ'}": 1,
    }
    if gap == 0:
        features |= _within_sentence(context, proposal, own, m)
    else:
        rank = sum(1 for i in indices if i not in own and context.mentions[i].start > mention.start)
        features |= {f"gap={min(gap, 3)}": 1, f"rank={rank}|own={bool(own)}": 1, f"gap|{predicate.family}": 1}
    return features


def _within_sentence(context: Context, proposal: Proposal, own: list[int], m: int) -> dict[str, float]:
    """How a place stands to the trigger of its own sentence, and beside the other places there."""
    head, trigger = context.mentions[m].head, proposal.trigger
    low, high = sorted((head, trigger))
    verbs = sum(1 for token in context.doc[low + 1 : high] if token.pos_ == "VERB")
    nearest = min(own, key=lambda i: abs(context.mentions[i].head - trigger), default=m)
    return {
        f"verbs between={min(verbs, 3)}": 1,
        f"distance={min((high - low) // 4, 6)}": 1,
        f"order={'before' if head < trigger else 'after'}:{min(verbs, 2)}": 1,
        f"in evidence={proposal.evidence[0] <= head < proposal.evidence[1]}": 1,
        f"nearest={nearest == m}": 1,
        f"wider={_is_wider(context, m, own)}": 1,
    }


def _is_wider(context: Context, m: int, own: list[int]) -> bool:
    """Whether a more exact place stands right before it: Hama, Syria."""
    mention = context.mentions[m]
    return any(0 <= mention.start - context.mentions[i].end <= 2 for i in own if i != m)
