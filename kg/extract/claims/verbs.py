"""Claims said by verbs: active, passive, coordinated, relative, participial and controlled."""

from collections.abc import Iterator

from kg.extract.claims.clause import Clause, read_clause
from kg.extract.claims.context import Context
from kg.extract.claims.patterns import Frame, Slot
from kg.extract.claims.tree import Tree
from kg.extract.draft import Proposal


def propose_verbs(context: Context) -> Iterator[Proposal]:
    """A proposal for each frame of each trigger verb whose words are there."""
    tree = context.tree
    for verb, lemma in enumerate(tree.lemma):
        frames = context.lexicon.verb(lemma)
        if frames is None or not tree.tag[verb].startswith(("VB", "JJ", "NN")) or tree.dep[verb] in ("amod", "compound", "aux", "flat"):
            continue
        if tree.tag[verb].startswith("NN") and not any(True for _ in tree.kids(verb, "nsubj", "obj", "nsubj:pass")):
            continue
        clause = read_clause(tree, verb)
        for frame in _fitting(context, clause, frames):
            yield from _apply(context, clause, frame)


def _fitting(context: Context, clause: Clause, frames: tuple[Frame, ...]) -> Iterator[Frame]:
    """Frames whose fixed words and prepositions are there; the most demanding ones of a predicate come first, alone."""
    tree, done = context.tree, set[str]()
    for frame in frames:
        if frame.predicate in done or not _has_words(tree, clause.verb, frame.needs):
            continue
        if any(slot is not None and slot.role == "obl" and not _phrase(tree, clause, slot) for slot in (frame.subject, frame.object)):
            continue
        if frame.object is None and not frame.needs and context.mentions_of(clause.patients):
            continue  # "S march" is not "S march someone"
        if frame.order or (frame.object is not None and frame.object.role == "obl"):
            done.add(frame.predicate)
        yield frame


def _has_words(tree: Tree, verb: int, needs: tuple[str, ...]) -> bool:
    """Whether each lemma stands below the verb, or one step further down."""
    if not needs:
        return True
    below = {tree.lemma[w] for child in tree.children[verb] for w in (child, *tree.children[child])}
    return all(word in below for word in needs)


def _phrase(tree: Tree, clause: Clause, slot: Slot) -> list[int]:
    """Heads in a prepositional place; "round up X" has a particle and an object instead."""
    found = clause.oblique(slot.word)
    if not found and any(tree.lemma[c] == slot.word for c in tree.kids(clause.verb, "compound:prt", "advmod", "case", "obl")):
        return clause.patients
    return found


def _apply(context: Context, clause: Clause, frame: Frame) -> Iterator[Proposal]:
    tree = context.tree
    places: dict[str, list[int]] = {"nsubj": clause.agents, "obj": clause.patients}
    words = [
        [] if slot is None else places.get(slot.role, []) if slot.role != "obl" else _phrase(tree, clause, slot)
        for slot in (frame.subject, frame.object)
    ]
    subjects, objects = (context.mentions_of(heads) for heads in words)
    if not subjects and words[0]:
        subjects = context.mentions_of(_issuers(context, clause, words[0]))
    if words[1] and not objects and not words[0]:
        return
    yield from context.make(frame.predicate, subjects, objects, clause.verb, clause.form)


def _issuers(context: Context, clause: Clause, words: list[int]) -> list[int]:
    """Who speaks through the documents among `words`: "data provided by the ministry, which show …", "a report by X says …"."""
    tree, found = context.tree, list[int]()
    for word in words:
        if tree.tag[word] == "WDT" and tree.dep[clause.verb] == "acl:relcl":
            word = tree.head[clause.verb]
        if tree.lemma[word] not in context.ontology.words["document"]:
            continue
        found += tree.kids(word, "nmod:poss")
        found += (w for w in tree.kids(word, "nmod") if tree.case(w) in ("by", "from", "of"))
        found += (agent for verb in tree.kids(word, "acl") for agent in tree.kids(verb, "obl:agent"))
    return found
