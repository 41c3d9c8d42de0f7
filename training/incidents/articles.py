"""Labelled articles as the extractor sees them when it comes to incidents: parsed, with mentions, entities and claims."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from kg.extract.attributes import describe
from kg.extract.claims import likely, propose, score, settle
from kg.extract.coreference import resolve
from kg.extract.document import record
from kg.extract.incidents.story import Story, read_story
from kg.extract.language import load_pipeline
from kg.extract.mentions import find_mentions
from kg.model import Claim, Document, Extraction
from kg.ontology import load_ontology
from training.incidents.labels import Labelled

FORGOTTEN = 0.4
"""Share of the claims that models do without when they learn, set by what claims of unseen articles lack."""


def read_stories(articles: Sequence[Labelled], cache: Path | None) -> list[Story]:
    """One story an article, in order. A `cache` that does not exist is written, one that does is read instead of parsing."""
    nlp = load_pipeline()
    if cache is not None and cache.exists():
        parsed: list[tuple[Doc, Extraction]] = pickle.loads(cache.read_bytes())
    else:
        docs = nlp.pipe(article.document.text for article in articles)
        parsed = [_read(doc, article.document) for doc, article in zip(docs, articles, strict=True)]
        if cache is not None:
            cache.write_bytes(pickle.dumps(parsed, protocol=5))
    return [read_story(doc, told.document, _forget(told), told.entities, told.mentions) for doc, told in parsed]


def _forget(told: Extraction) -> list[Claim]:
    """The claims without a share of them: the claim heads know most of these articles and miss less here than in any other."""
    draw = random.Random(told.document.id)
    return [claim for claim in told.claims if draw.random() >= FORGOTTEN]


def _read(doc: Doc, document: Document) -> tuple[Doc, Extraction]:
    """What the extractor finds before it comes to incidents; the vectors are then kept at half the precision, for a smaller cache."""
    ontology = load_ontology()
    mentions = find_mentions(doc)
    clusters = resolve(doc, mentions)
    scored = score(doc, mentions, clusters, propose(doc, mentions, clusters, ontology))
    proposals = likely(doc, mentions, clusters, scored, ontology)
    circumstances = describe(doc, mentions, clusters, proposals, document.published)
    told = record(doc, document, mentions, clusters, settle(mentions, clusters, proposals, circumstances, ontology))
    if doc._.vectors is not None:
        doc._.vectors = np.asarray(doc._.vectors, np.float16)
    return doc, told
