"""Which scored proposals become claims, and which only repeat another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.extract.claims.evidence import find_evidence
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.ontology import Family, Ontology

BARS: dict[Family, float] = {"act": 0.22, "speech": 0.235, "affiliation": 0.3}
"""Score from which a proposal is a claim: best strict F1 in cross-validation over labelled articles (0.235 for all: 43.8, so: 44.0)."""
FIGURES = 0.12
"""The same where numbers are told: for a statement, since what several say of one figure is what readers compare, and for an act
that a rule sees, since such acts are right more often than their score says (of 16 more claims 8 were labelled)."""


def bar(proposal: Proposal, ontology: Ontology, moved: float = 0.0) -> float:
    """Score from which this proposal is a claim, where all bars are `moved` by so much."""
    least = BARS[ontology[proposal.predicate].family] + moved
    ruled = ontology[proposal.predicate].family == "act" and "rule:" in proposal.proposer
    told = proposal.features.get("figures", 0) > 0 and (ruled or proposal.predicate == "STATED")
    return min(least, FIGURES) if told else least


def likely(
    doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], proposals: Sequence[Proposal], ontology: Ontology
) -> list[Proposal]:
    """Those that may become claims, their evidence narrowed from the sentence to the words that say it."""
    kept = [proposal for proposal in proposals if proposal.score >= bar(proposal, ontology)]
    for proposal, evidence in zip(kept, find_evidence(doc, mentions, clusters, kept), strict=True):
        proposal.evidence = evidence
    return kept


def settle(
    mentions: Sequence[MentionDraft],
    clusters: Sequence[Cluster],
    proposals: Sequence[Proposal],
    circumstances: Sequence[Circumstances],
    ontology: Ontology,
    moved: float = 0.0,
) -> list[tuple[Proposal, Circumstances]]:
    """The claims: one for each predicate, subject, object, speaker and polarity, where it is said best; bars `moved` by so much.

    Of an affiliation said both ways round only the likelier one stands: Moscow is in Russia, or Russia in Moscow; and what the
    reporter tells of it, no speaker tells anew. Of names within names only the likeliest stands: who was arrested by "the Russian
    police" was not arrested by Russia too.
    """
    entity = {m: number for number, cluster in enumerate(clusters) for m in cluster.mentions}
    sure = [n for n, proposal in enumerate(proposals) if proposal.score >= bar(proposal, ontology, moved)]
    best: dict[tuple[object, ...], tuple[Proposal, Circumstances]] = {}
    for n in leave_nested(mentions, entity, proposals, sure):
        proposal, around = proposals[n], circumstances[n]
        pair = [None if m is None else entity[m] for m in (proposal.subject, proposal.object)]
        if ontology[proposal.predicate].undirected:
            pair.sort(key=lambda e: -1 if e is None else e)
        key = (proposal.predicate, *pair, None if around.speaker is None else entity.get(around.speaker), around.polarity)
        if key not in best or best[key][0].score < proposal.score:
            best[key] = (proposal, around)
    turned: dict[tuple[object, ...], float] = {}
    for (predicate, one, other, *_), (proposal, _) in best.items():
        turned[predicate, other, one] = max(proposal.score, turned.get((predicate, other, one), 0.0))
    return [
        (proposal, around)
        for key, (proposal, around) in best.items()
        if ontology[proposal.predicate].family != "affiliation"
        or (proposal.score >= turned.get(key[:3], 0.0) and (around.speaker is None or (*key[:3], None, around.polarity) not in best))
    ]


def leave_nested(
    mentions: Sequence[MentionDraft], entity: Mapping[int, int], proposals: Sequence[Proposal], among: Sequence[int]
) -> list[int]:
    """Those of the proposals `among` (indices, kept in order) that no likelier one says of a name around or within one of theirs."""
    # Predicate, side, and entity of the other side -> mentions that stand on this side in what is kept.
    standing: dict[tuple[str, int, int | None], list[int | None]] = defaultdict(list)
    left: set[int] = set()
    for n in sorted(among, key=lambda n: -proposals[n].score):
        pair = (proposals[n].subject, proposals[n].object)
        others = [None if m is None else entity[m] for m in reversed(pair)]
        keys = [(proposals[n].predicate, side, other) for side, other in enumerate(others)]
        if any(_overlap(mentions, entity, m, rival) for m, key in zip(pair, keys, strict=True) for rival in standing[key]):
            continue
        left.add(n)
        for m, key in zip(pair, keys, strict=True):
            standing[key].append(m)
    return [n for n in among if n in left]


def _overlap(mentions: Sequence[MentionDraft], entity: Mapping[int, int], one: int | None, other: int | None) -> bool:
    """Whether two mentions share words and are two entities."""
    if one is None or other is None or entity[one] == entity[other]:
        return False
    return mentions[one].start < mentions[other].end and mentions[other].start < mentions[one].end
