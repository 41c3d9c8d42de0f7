"""Who and what belongs to a verb: subjects, objects and prepositional phrases, across voice, coordination, control and relatives."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.claims.tree import LISTING, Tree

SUBJECTS = ("nsubj", "nsubj:outer", "csubj")
PASSIVE = ("nsubj:pass", "csubj:pass")
DEPTH = 6
"""How many clauses up a missing subject is looked for."""


@dataclass(slots=True)
class Clause:
    """Words (not mentions) that fill the places around one verb. `form` says by which construction they were found."""

    verb: int
    form: str
    agents: list[int] = field(default_factory=list)
    patients: list[int] = field(default_factory=list)
    phrases: list[tuple[str, int]] = field(default_factory=list)
    """Preposition and head word of each oblique, and of each phrase below the object."""

    def oblique(self, preposition: str) -> list[int]:
        """Heads of the phrases with that preposition."""
        return [word for case, word in self.phrases if case == preposition]


def read_clause(tree: Tree, verb: int) -> Clause:
    """The places around `verb`, filled as far as the sentence fills them."""
    clause = Clause(verb, "active")
    surface = list(tree.kids(verb, *SUBJECTS))
    undergoers = list(tree.kids(verb, *PASSIVE))
    if not surface and not undergoers:
        surface, undergoers, clause.form = _inherited(tree, verb)
    if undergoers:
        clause.form = "passive" if clause.form == "active" else clause.form + "-passive"
    objects = [] if undergoers else list(_objects(tree, verb))
    if len(surface) > 1 and not objects and surface[0] < verb < surface[1]:
        # Two subjects, one behind the verb: the parser took the object for one.
        surface, objects = surface[:1], surface[1:]
    clause.agents = surface
    clause.patients = undergoers or objects
    clause.phrases = list(_phrases(tree, verb))
    if undergoers or is_passive(tree, verb):
        clause.agents = [*clause.agents, *(w for case, w in clause.phrases if case == "by")] if not surface else clause.agents
        clause.agents += [w for w in tree.kids(verb, "obl:agent") if w not in clause.agents]
    if clause.patients:
        clause.patients = [*clause.patients, *(w for case, w in clause.phrases if case in LISTING)]
    return clause


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb's surface subject undergoes the act."""
    if any(True for _ in tree.kids(verb, "aux:pass", *PASSIVE)):
        return True
    if tree.tag[verb] != "VBN":
        return False
    if any(True for _ in tree.kids(verb, "aux")):
        return False
    if tree.dep[verb] == "xcomp":
        # "500 people were ordered expelled": whoever is before both undergoes the second.
        return tree.tag[tree.head[verb]] == "VBN" and any(True for _ in tree.kids(tree.head[verb], *PASSIVE))
    return tree.dep[verb].startswith("acl") or (tree.dep[verb] == "conj" and is_passive(tree, tree.head[verb])) or tree.dep[verb] == "advcl"


def surface_subject(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Heads of what stands, or would stand, before the verb."""
    own = list(tree.kids(verb, *SUBJECTS, *PASSIVE))
    if own or depth > DEPTH or tree.head[verb] == verb:
        return own
    relation, governor = tree.dep[verb], tree.head[verb]
    if relation.startswith("acl"):
        # "a plan to kill": the planned act has no subject of its own here.
        return [] if tree.tag[verb] == "VB" else [governor]
    if relation in ("xcomp", "advcl", "ccomp") and _object_controls(tree, verb, governor):
        return list(tree.kids(governor, "obj", "iobj")) or surface_subject(tree, governor, depth + 1)
    if relation in ("conj", "xcomp", "advcl", "ccomp", "parataxis"):
        return surface_subject(tree, governor, depth + 1)
    return []


def _object_controls(tree: Tree, verb: int, governor: int) -> bool:
    """Whether the governor's object does the verb: "forced them to flee", "accused him of killing"."""
    if tree.dep[verb] == "advcl":
        return tree.case(verb) in ("of", "with", "from", "for", "into")
    return any(True for _ in tree.kids(governor, "obj", "iobj"))


def _inherited(tree: Tree, verb: int) -> tuple[list[int], list[int], str]:
    """(agents, undergoers, form) of a verb with no subject of its own."""
    words = surface_subject(tree, verb)
    relation = tree.dep[verb].split(":")[0]
    form = {"acl": "participle", "conj": "coordinated", "xcomp": "control", "advcl": "adverbial"}.get(relation, "active")
    if is_passive(tree, verb):
        return [], words, form
    return words, [], form


def _objects(tree: Tree, verb: int) -> Iterator[int]:
    """Objects, shared ones of coordinated verbs, and the noun that an objectless relative clause describes."""
    own = list(tree.kids(verb, "obj", "iobj"))
    between = [o for x in tree.kids(verb, "xcomp", "ccomp") for o in tree.kids(x, "obj", "nsubj") if verb < o < x and not tree.case(o)]
    if own:
        yield from own
    elif between and all(tree.tag[x] == "VB" for x in tree.kids(verb, "xcomp", "ccomp")):
        # "urged Russia to stop": the parser gave the object to the infinitive behind it.
        yield from between
    elif tree.dep[verb] == "acl:relcl" and any(tree.tag[s] not in ("WP", "WDT") for s in tree.kids(verb, "nsubj")):
        yield tree.head[verb]
    elif tree.dep[verb] == "conj" and tree.tag[verb] == tree.tag[tree.head[verb]]:
        yield from tree.kids(tree.head[verb], "obj")
    else:
        for other in tree.kids(verb, "conj"):
            if tree.tag[other] == tree.tag[verb] and other - verb <= 3:
                yield from tree.kids(other, "obj")


def _phrases(tree: Tree, verb: int) -> Iterator[tuple[str, int]]:
    for word in tree.children[verb]:
        if tree.dep[word].startswith("obl"):
            yield tree.case(word), word
        elif tree.dep[word] in ("obj", "xcomp"):
            for inner in tree.children[word]:
                if tree.dep[inner] == "nmod" or tree.dep[inner] == "obl":
                    yield tree.case(inner), inner
