"""Slips of the parser and the tagger that leave a clause without its subject or object, put right before rules walk the tree."""

FINITE = frozenset(["VBD", "VBZ", "VBP"])


def mend(deps: list[str], heads: list[int], tags: list[str]) -> None:
    """Changes relations and heads in place; a root's head is itself.

    What hangs on the second word of a name hangs on the name. An agent before its verb belongs to the subject ("the arrest of A by
    police was criticised"). Behind an active verb no passive subject can stand, and before it no part of a compound.
    """
    for word, head in enumerate(heads):
        if deps[head] == "flat" and deps[word] != "flat":
            heads[word] = heads[head]
    passive = {heads[word] for word, dep in enumerate(deps) if dep == "aux:pass"}
    subjects = {heads[word]: word for word, dep in enumerate(deps) if dep == "nsubj:pass"}
    for word, head in enumerate(heads):
        active = tags[head] in FINITE and head not in passive
        if deps[word] == "obl:agent" and subjects.get(head, word) < word < head:
            heads[word], deps[word] = subjects[head], "nmod"
        elif deps[word] == "nsubj:pass" and word > head and active:
            deps[word] = "obj"
        elif deps[word] == "compound" and word < head and active and tags[word].startswith("NN"):
            deps[word] = "nsubj"
    _mend_objects(deps, heads, tags)


def _mend_objects(deps: list[str], heads: list[int], tags: list[str]) -> None:
    """Of two objects of a verb without a subject, one before it and one behind, the first is the subject."""
    having = {heads[word] for word, dep in enumerate(deps) if dep.startswith("nsubj") or dep in ("csubj", "expl")}
    followed = {heads[word] for word, dep in enumerate(deps) if dep in ("obj", "ccomp") and word > heads[word]}
    for word, head in enumerate(heads):
        if deps[word] == "obj" and word < head and head in followed - having and tags[head] in FINITE and tags[word].startswith("NN"):
            deps[word] = "nsubj"


def mend_clauses(deps: list[str], heads: list[int], tags: list[str]) -> None:
    """Changes relations and heads in place: a past tense with an object does not describe the noun before it, the noun does it."""
    having = {heads[word] for word, dep in enumerate(deps) if dep in ("obj", "ccomp")}
    for word, head in enumerate(heads):
        if deps[word] == "acl" and tags[word] == "VBD" and word in having and head < word and heads[head] == head:
            heads[word], deps[word], heads[head], deps[head] = word, deps[head], word, "nsubj"


UNTOLD = frozenset(["JJ", "VBG", "VBD", "VBP"])
"""Tags that a participle in "-ed" is mistaken for."""
LEMMAS = {"fre": "free", "fl": "flee", "flead": "flee", "fin": "fine", "strik": "strike"}
"""What is left of a verb when too much of its ending is taken off."""


def mend_participles(words: list[str], deps: list[str], heads: list[int], tags: list[str]) -> None:
    """Changes tags and relations in place: "activists arrested in May", "Ana was arrested" undergo, whatever the tagger takes it for."""
    passive = {heads[word] for word, dep in enumerate(deps) if dep == "aux:pass"}
    state = {heads[word] for word, dep in enumerate(deps) if dep == "cop"}
    turned = set[int]()
    for word, tag in enumerate(tags):
        if tag not in UNTOLD or not words[word].endswith("ed") or deps[word] == "amod":
            continue
        if word in passive or deps[word] == "acl" or (word in state and tag == "JJ"):
            tags[word] = "VBN"
            turned.add(word)
    for word, head in enumerate(heads):
        if head in turned & state and deps[word] in ("cop", "nsubj"):
            deps[word] = "aux:pass" if deps[word] == "cop" else "nsubj:pass"
