"""The examples of the ontology file are tests: the product's own pipeline and rules must find what each of them says."""

from collections.abc import Sequence

import pytest
from spacy.tokens import Doc

from kg.extract.claims.propose import propose_by_rules, read_context
from kg.extract.coreference import resolve
from kg.extract.draft import MentionDraft
from kg.extract.language import load_pipeline
from kg.extract.mentions import find_mentions
from kg.ontology import Example, load_ontology

EXAMPLES = [(predicate.key, example) for predicate in load_ontology().predicates.values() for example in predicate.examples]


@pytest.fixture(scope="module")
def parsed() -> dict[str, Doc]:
    texts = [example.text for _, example in EXAMPLES]
    return dict(zip(texts, load_pipeline().pipe(texts), strict=True))


@pytest.mark.parametrize(("predicate", "example"), EXAMPLES, ids=[f"{key}-{n}" for n, (key, _) in enumerate(EXAMPLES)])
def test_rules_find_the_example(predicate: str, example: Example, parsed: dict[str, Doc]) -> None:
    doc = parsed[example.text]
    mentions = find_mentions(doc)
    context = read_context(doc, mentions, resolve(doc, mentions), load_ontology())
    found = {
        (words(doc, mentions, p.subject, example.claims, 0), words(doc, mentions, p.object, example.claims, 1))
        for p in propose_by_rules(context)
        if p.predicate == predicate
    }
    assert set(example.claims) <= found


def words(
    doc: Doc, mentions: Sequence[MentionDraft], mention: int | None, claims: Sequence[tuple[str | None, ...]], side: int
) -> str | None:
    """The expected argument that a mention stands for, else the mention's own words."""
    if mention is None:
        return None
    own = doc[mentions[mention].start : mentions[mention].end].text
    expected = [argument for claim in claims if (argument := claim[side])]
    return next((argument for argument in expected if own in argument or argument in own), own)
