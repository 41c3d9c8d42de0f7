"""Slips of the parser that leave a clause without its subject or object, put right before rules walk the tree."""

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
