"""Clusters of one document: sieves from the surest to the boldest, the ranker for the rest, then a name and facts for each cluster."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from spacy.tokens import Doc

from kg.extract.coreference.candidates import THING, find_bystanders
from kg.extract.coreference.chains import Chains
from kg.extract.coreference.describe import describe_chain
from kg.extract.coreference.descriptions import link_descriptions
from kg.extract.coreference.facts import Facts, gather_facts
from kg.extract.coreference.link import link_by_rank
from kg.extract.coreference.names import link_names
from kg.extract.coreference.pronouns import link_first_persons
from kg.extract.coreference.ranker import KINDS, Ranker, load_ranker
from kg.extract.coreference.syntax import link_syntax
from kg.extract.coreference.traits import read_traits
from kg.extract.draft import Cluster, MentionDraft

OTHER = "other"
TYPES = {"person": "Person", "place": "Place", "organization": "Organization", "event": "Event", OTHER: THING}
"""Kind that the ranker sees -> type of a chain."""
PRIOR = np.array([0.6 if kind == "event" else 0.0 for kind in KINDS], np.float32)
"""Events are taken for other things too often: added to their logarithm, by held-out documents."""


def resolve(doc: Doc, mentions: Sequence[MentionDraft]) -> list[Cluster]:
    """Clusters in text order of their first mention.

    Every name and description of an entity type is in exactly one; a pronoun that nothing fits is in none.
    """
    facts, chains = gather(doc, mentions)
    link_by_rank(doc, chains, facts, load_ranker())
    found = []
    for chain in chains.all():
        members = [i for i in chain.members if i < len(mentions)]
        cluster = describe_chain(replace(chain, members=members), chains) if members and chain.type != THING else None
        if cluster is not None:
            found.append(cluster)
    return sorted(found, key=lambda cluster: cluster.mentions[0])


def gather(doc: Doc, mentions: Sequence[MentionDraft]) -> tuple[list[Facts], Chains]:
    """All candidates, in text order, and what rules join of them. Mentions keep their index, bystanders come after the last."""
    everyone = gather_facts(doc, [*mentions, *find_bystanders(doc, mentions)])
    known = [f for f in everyone if f.index < len(mentions)]
    facts = sorted(everyone, key=lambda f: (f.mention.start, -f.mention.end))
    chains = Chains(facts)
    link_names(chains, known)
    link_syntax(chains, known)
    link_descriptions(chains, known)
    link_first_persons(doc, chains, known)
    return facts, chains


def find_chains(doc: Doc, mentions: Sequence[MentionDraft], ranker: Ranker | None = None) -> Iterator[tuple[str, list[MentionDraft]]]:
    """All chains of two and more with their types, those of bystanders too: for measuring, against labels of everything."""
    ranker = ranker or load_ranker()
    facts, chains = gather(doc, mentions)
    link_by_rank(doc, chains, facts, ranker)
    kinds = ranker.kind_chances(read_traits(doc, facts, chains, ranker.width))
    row = {f.index: n for n, f in enumerate(facts)}
    for chain in chains.all():
        if len(chain.members) > 1:
            telling = [i for i in chain.members if not chains.facts[i].is_pronoun] or chain.members
            believed = kinds[[row[i] for i in telling]].mean(0) + PRIOR
            members = sorted((chains.facts[i].mention for i in chain.members), key=lambda m: (m.start, -m.end))
            yield TYPES[KINDS[int(believed.argmax())]], members
