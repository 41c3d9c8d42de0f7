"""Clusters of one document: sieves from the surest to the boldest, then a name and facts for each cluster."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.coreference.candidates import find_bystanders
from kg.extract.coreference.chains import Chains
from kg.extract.coreference.describe import describe_chain
from kg.extract.coreference.descriptions import link_descriptions
from kg.extract.coreference.facts import Facts, gather_facts
from kg.extract.coreference.names import link_names
from kg.extract.coreference.pronouns import link_pronouns
from kg.extract.coreference.syntax import link_syntax
from kg.extract.draft import Cluster, MentionDraft


def resolve(doc: Doc, mentions: Sequence[MentionDraft]) -> list[Cluster]:
    """Clusters in text order of their first mention.

    Every name and description of an entity type is in exactly one; a pronoun that nothing fits is in none.
    """
    facts = gather_facts(doc, mentions)
    chains = Chains(facts)
    link_names(chains, facts)
    link_syntax(chains, facts)
    link_descriptions(chains, facts)
    link_pronouns(doc, chains, facts)
    return [cluster for chain in chains.all() if (cluster := describe_chain(chain, chains)) is not None]


def gather(doc: Doc, mentions: Sequence[MentionDraft]) -> tuple[list[Facts], Chains]:
    """All candidates, in text order, and what rules join of them. Mentions keep their index, bystanders come after the last."""
    known = gather_facts(doc, mentions)
    others = gather_facts(doc, find_bystanders(doc, mentions), len(mentions))
    facts = sorted((*known, *others), key=lambda f: (f.mention.start, -f.mention.end))
    chains = Chains(facts)
    link_names(chains, known)
    link_syntax(chains, known)
    link_descriptions(chains, known)
    return facts, chains


def find_chains(doc: Doc, mentions: Sequence[MentionDraft]) -> list[tuple[str, list[MentionDraft]]]:
    """All chains of two and more with their types, also of what is no mention of the extraction; for measuring."""
    return [(cluster.type, [mentions[i] for i in cluster.mentions]) for cluster in resolve(doc, mentions)]
