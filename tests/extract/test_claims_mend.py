"""Slips of the parser and the tagger, put right."""

from kg.extract.claims.mend import mend, mend_clauses, mend_participles


def test_agent_before_its_verb_belongs_to_the_subject() -> None:
    """The arrest of Ana by police was criticised."""
    deps = ["det", "nsubj:pass", "case", "nmod", "case", "obl:agent", "aux:pass", "ROOT"]
    heads = [1, 7, 3, 1, 5, 7, 7, 7]
    mend(deps, heads, ["DT", "NN", "IN", "NNP", "IN", "NN", "VBD", "VBN"])
    assert (deps[5], heads[5]) == ("nmod", 1)


def test_active_verb_has_subject_and_object() -> None:
    """A court sentenced Ana."""
    deps, heads = ["det", "compound", "ROOT", "nsubj:pass"], [1, 2, 2, 2]
    mend(deps, heads, ["DT", "NN", "VBD", "NNP"])
    assert deps == ["det", "nsubj", "ROOT", "obj"]


def test_of_two_objects_the_one_before_the_verb_is_its_subject() -> None:
    """The union sanctioned Belarus; whom the police saw (a question's object) stays."""
    deps, heads = ["det", "obj", "ROOT", "obj"], [1, 2, 2, 2]
    mend(deps, heads, ["DT", "NNP", "VBD", "NNP"])
    assert deps == ["det", "nsubj", "ROOT", "obj"]
    deps, heads = ["obj", "det", "nsubj", "ROOT"], [3, 2, 3, 3]
    mend(deps, heads, ["WP", "DT", "NNS", "VBD"])
    assert deps == ["obj", "det", "nsubj", "ROOT"]


def test_who_did_something_to_somebody_is_no_noun_with_a_participle() -> None:
    """Prosecutors charged Ana."""
    deps, heads = ["ROOT", "acl", "obj"], [0, 0, 1]
    mend_clauses(deps, heads, ["NNS", "VBD", "NNP"])
    assert (deps, heads) == (["nsubj", "ROOT", "obj"], [1, 1, 1])


def test_a_name_is_one_word() -> None:
    """Director of Amnesty International."""
    deps, heads = ["ROOT", "case", "nmod", "flat"], [0, 3, 0, 2]
    mend(deps, heads, ["NN", "IN", "NNP", "NNP"])
    assert heads == [0, 2, 0, 2]


def test_true_passives_are_left_alone() -> None:
    """Ana was arrested by police."""
    deps, heads = ["nsubj:pass", "aux:pass", "ROOT", "case", "obl:agent"], [2, 2, 2, 4, 2]
    before = deps.copy(), heads.copy()
    mend(deps, heads, ["NNP", "VBD", "VBN", "IN", "NN"])
    assert (deps, heads) == before


def test_who_was_arrested_undergoes_whatever_the_tagger_says() -> None:
    """Activists arrested in May were convicted; what only describes ("limited rights") stays."""
    words = ["Activists", "arrested", "in", "May", "were", "convicted", ",", "limited", "rights"]
    deps = ["nsubj", "acl", "case", "obl", "cop", "ROOT", "punct", "amod", "obj"]
    tags = ["NNS", "JJ", "IN", "NNP", "VBD", "JJ", ",", "JJ", "NNS"]
    mend_participles(words, deps, [5, 0, 3, 1, 5, 5, 5, 8, 5], tags)
    assert (tags[1], tags[5], tags[7]) == ("VBN", "VBN", "JJ")
    assert (deps[0], deps[4]) == ("nsubj:pass", "aux:pass")
