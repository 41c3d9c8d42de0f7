import re

from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology

UNDIRECTED = {"FAMILY_OF", "MET_WITH", "AGREED_WITH"}
VIOLATIONS = {"arbitrary detention", "enforced disappearance", "killing", "kidnapping", "torture", "other", "unknown"}


def test_core_list_is_whole():
    ontology = load_ontology()
    assert len(ontology.predicates) >= 43
    assert set(ontology.entity_types) == set(ENTITY_TYPES)
    assert {p.key for p in ontology.predicates.values() if p.undirected} == UNDIRECTED
    assert len(ontology.family("affiliation")) + len(ontology.family("act")) + len(ontology.family("speech")) == len(ontology.predicates)


def test_every_block_can_be_shown_and_tested():
    for predicate in load_ontology().predicates.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", predicate.colour), predicate.key
        assert predicate.domain | predicate.range <= set(ENTITY_TYPES), predicate.key
        assert predicate.violation is None or predicate.violation in VIOLATIONS, predicate.key
        assert predicate.examples, predicate.key
        assert "{subject}" in predicate.sentence
        for example in predicate.examples:
            for argument in (word for claim in example.claims for word in claim if word):
                assert argument in example.text


def test_signature_and_sentence():
    arrested = load_ontology()["ARRESTED"]
    assert arrested.fits("Organization", "Person") and arrested.fits(None, "Group")
    assert not arrested.fits("Organization", "Place")
    assert not load_ontology()["CITIZEN_OF"].fits(None, "Country")
    assert arrested.phrase(None, "Ana Ruiz") == "someone arrested Ana Ruiz"
