"""Clusters of one document: sieves from the surest to the boldest, then a name and facts for each cluster."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.describe import describe_chain
from kg.extract.coreference.descriptions import link_descriptions
from kg.extract.coreference.facts import gather_facts
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
