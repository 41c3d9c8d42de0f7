"""What every rule gets: the tree, the mentions with their clusters, the vocabulary; and how a proposal is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from kg.extract.claims.patterns import Lexicon
from kg.extract.claims.tree import Tree
from kg.extract.draft import MentionDraft, Proposal
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Context:
    """One document, ready for rules."""

    tree: Tree
    mentions: Sequence[MentionDraft]
    types: Sequence[str]
    """Type of each mention's entity: of "Chinese" in "Chinese police" the Country, not the Group."""
    entity: Sequence[int]
    """Cluster of each mention, -1 for dates and amounts."""
    named: Sequence[bool]
    """Of each cluster, whether a mention of it is more than a pronoun."""
    figures: Mapping[int, int]
    """How many amounts a sentence gives, by its first token: statements of numbers are told more often than others."""
    ontology: Ontology
    lexicon: Lexicon

    def make(
        self, predicate: str, subjects: Sequence[int], objects: Sequence[int], trigger: int, rule: str, **attributes: Any
    ) -> list[Proposal]:
        """A proposal for each subject with each object; an empty list stands for an unknown argument."""
        found = []
        for subject, object in product(subjects or (None,), objects or (None,)):
            if subject is None and object is None:
                continue
            if subject is not None and object is not None and self.entity[subject] == self.entity[object]:
                continue
            words = [trigger, *(self.mentions[m].head for m in (subject, object) if m is not None)]
            bounds = [self.tree.sentence[word] for word in words]
            evidence = min(start for start, _ in bounds), max(end for _, end in bounds)
            found.append(Proposal(predicate, subject, object, trigger, evidence, f"rule:{rule}", attributes=dict(attributes)))
        return found

    def mentions_of(self, words: Sequence[int]) -> list[int]:
        """Mentions that the phrases headed by `words` stand for, conjuncts included, in order, each once."""
        return list(dict.fromkeys(m for word in words for m in self.tree.mentions_at(word)))
