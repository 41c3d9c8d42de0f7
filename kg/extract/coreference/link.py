"""The ranker's links: each candidate goes on from the earlier one that fits best, if the chains may be one entity."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from spacy.tokens import Doc

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts, speaks_of_others
from kg.extract.coreference.ranker import Ranker
from kg.extract.coreference.traits import join_traits, pair_up, read_traits

LEAST = -0.25
"""Score from which a candidate goes on from another: best CoNLL F1 on held-out documents."""


def link_by_rank(doc: Doc, chains: Chains, facts: Sequence[Facts], ranker: Ranker) -> None:
    """Join in text order. "Other gunmen" go on from nobody, and two chains that both have a name are left to the rules: a wrong join
    is worse than a missed one."""
    if len(facts) < 2:
        return
    traits = read_traits(doc, facts, chains, ranker.width)
    seen = ranker.read(traits)
    for later, earlier in pair_up(traits):
        scores = ranker.scores(seen, later, earlier, join_traits(traits, later, earlier))
        order = np.lexsort((-scores, later))
        likely = [(int(later[n]), int(earlier[n])) for n in order if scores[n] > LEAST]
        for n, pairs in groupby(likely, key=lambda pair: pair[0]):
            if not facts[n].is_pronoun and speaks_of_others(facts[n]):
                continue
            for _, m in pairs:
                if _join(chains, facts[m], facts[n]):
                    break


def _join(chains: Chains, antecedent: Facts, f: Facts) -> bool:
    """Whether both are in one chain now. A lone pronoun says little of its type ("it", "they"): it takes that of its chain."""
    before, chain = chains.of(antecedent.index), chains.of(f.index)
    if before is chain:
        return True
    if before.strong and chain.strong:
        return False
    if not (f.is_pronoun or antecedent.is_pronoun) and {f.plural, antecedent.plural} == {True, False}:
        return False  # "the regime" and "the governments of these countries"
    own = chain.type
    if f.is_pronoun and len(chain.members) == 1:
        chain.type = before.type
    if chains.merge(antecedent.index, f.index):
        return True
    chain.type = own
    return False
