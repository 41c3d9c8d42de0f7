"""Labelled articles as the extractor sees them: parsed, with its own mentions and clusters, and which labels they match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluate.gold import GoldArticle, read_gold
from kg.evaluate.measure import overlap, same_place
from kg.extract.claims.context import Context
from kg.extract.claims.propose import read_context
from kg.extract.coreference import resolve
from kg.extract.draft import Cluster, MentionDraft
from kg.extract.mentions import find_mentions
from kg.model import Claim
from kg.ontology import load_ontology

WHOLE = (0, 1 << 60)
"""Characters of a whole article."""


@dataclass(slots=True)
class Labelled:
    """One article. `matches[cluster]` holds the labelled entities that the cluster's names overlap."""

    gold: GoldArticle
    doc: Doc
    mentions: list[MentionDraft]
    clusters: list[Cluster]
    context: Context
    matches: list[frozenset[str]]
    by_predicate: dict[str, list[Claim]] = field(default_factory=dict)

    def label(self, predicate: str, subject: int | None, object: int | None, extent: tuple[int, int]) -> int:
        """1: claimed in these characters, -1: claimed elsewhere in the article, 0: not claimed. Arguments are mentions."""
        found = 0
        for claim in self.by_predicate.get(predicate, ()):
            straight = self._same(claim.subject, subject) and self._same(claim.object, object)
            turned = self.context.ontology[predicate].undirected and self._same(claim.subject, object) and self._same(claim.object, subject)
            if straight or turned:
                if overlap((claim.evidence.start, claim.evidence.end), extent):
                    return 1
                found = -1
        return found

    def claimed(self, subject: int | None, object: int | None, extent: tuple[int, int]) -> dict[str, int]:
        """Label of each predicate that is claimed of the pair; see `label`."""
        if any(m is not None and not self.matches[self.context.entity[m]] for m in (subject, object)):
            return {}
        labels = {predicate: self.label(predicate, subject, object, extent) for predicate in self.by_predicate}
        return {predicate: label for predicate, label in labels.items() if label}

    def extent(self, sentence: tuple[int, int]) -> tuple[int, int]:
        """Characters of tokens `[start, end)`."""
        last = self.doc[sentence[1] - 1]
        return self.doc[sentence[0]].idx, last.idx + len(last)

    def _same(self, entity: str | None, mention: int | None) -> bool:
        if entity is None or mention is None:
            return entity is mention
        return entity in self.matches[self.context.entity[mention]]


def read_articles(folder: Path, nlp: Language, keep: Callable[[str], bool] = lambda name: True) -> Iterator[Labelled]:
    """The labelled articles of a folder whose names `keep` takes, read by the pipeline one after the other."""
    gold = [article for article in read_gold(folder) if keep(article.document.id)]
    docs = nlp.pipe([article.document.text for article in gold])
    for article, doc in zip(gold, docs, strict=True):
        yield lay_out(article, doc)


def lay_out(gold: GoldArticle, doc: Doc) -> Labelled:
    """Mentions, clusters and matches of one parsed article."""
    mentions = find_mentions(doc)
    clusters = resolve(doc, mentions)
    context = read_context(doc, mentions, clusters, load_ontology())
    matches = [_matching(gold, _extents(doc, mentions, cluster)) for cluster in clusters]
    by_predicate: dict[str, list[Claim]] = defaultdict(list)
    for claim in gold.reading.claims:
        by_predicate[claim.predicate].append(claim)
    return Labelled(gold, doc, mentions, clusters, context, matches, dict(by_predicate))


def _extents(doc: Doc, mentions: Iterable[MentionDraft], cluster: Cluster) -> list[tuple[int, int]]:
    drafts = list(mentions)
    named = [drafts[m] for m in cluster.mentions if drafts[m].kind != "pronoun"]
    return [(doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])) for m in named]


def _matching(gold: GoldArticle, spans: list[tuple[int, int]]) -> frozenset[str]:
    return frozenset(entity for entity, forms in gold.reading.entities.items() if same_place(forms, spans))
