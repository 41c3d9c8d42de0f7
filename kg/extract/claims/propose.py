"""All proposals of a document: every rule in `RULES` has its say, equal ones are merged."""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc

from kg.extract.claims.affiliations import propose_affiliations
from kg.extract.claims.context import Context
from kg.extract.claims.nouns import propose_nouns
from kg.extract.claims.patterns import compile_lexicon
from kg.extract.claims.titles import propose_titles
from kg.extract.claims.tree import build_tree
from kg.extract.claims.verbs import propose_verbs
from kg.extract.draft import Cluster, MentionDraft, Proposal
from kg.ontology import Ontology

RULES: tuple[Callable[[Context], Iterator[Proposal]], ...] = (propose_verbs, propose_nouns, propose_titles, propose_affiliations)


def read_context(doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], ontology: Ontology) -> Context:
    """What the rules look at."""
    types = [mention.type for mention in mentions]
    entity = [-1] * len(mentions)
    for number, cluster in enumerate(clusters):
        for m in cluster.mentions:
            types[m] = cluster.type
            entity[m] = number
    tree = build_tree(doc, mentions, ontology.words["amount"])
    named = [any(mentions[m].kind != "pronoun" for m in cluster.mentions) for cluster in clusters]
    return Context(tree, mentions, types, entity, named, ontology, compile_lexicon(ontology))


def propose(doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], ontology: Ontology) -> list[Proposal]:
    """Every claim that a rule sees, in text order; one that several rules see is one proposal with all their names."""
    context = read_context(doc, mentions, clusters, ontology)
    merged: dict[tuple[str, int | None, int | None, tuple[int, int]], Proposal] = {}
    for rule in RULES:
        for proposal in rule(context):
            key = (proposal.predicate, proposal.subject, proposal.object, context.tree.sentence[proposal.trigger])
            same = merged.setdefault(key, proposal)
            if same is not proposal:
                _merge(same, proposal)
    return sorted(merged.values(), key=lambda p: (p.trigger, p.predicate))


def _merge(kept: Proposal, other: Proposal) -> None:
    if other.proposer not in kept.proposer.split("+"):
        kept.proposer += "+" + other.proposer
    kept.attributes = {**other.attributes, **kept.attributes}
