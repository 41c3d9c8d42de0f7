"""Claims said by nouns: "the arrest of X by Y", "Y's arrest of X", "X's arrest", "an Israeli attack on X"."""

from collections.abc import Iterator

from kg.extract.claims.clause import surface_subject
from kg.extract.claims.context import Context
from kg.extract.claims.patterns import Frame
from kg.extract.draft import Proposal


def propose_nouns(context: Context) -> Iterator[Proposal]:
    """A proposal for each trigger noun with at least one argument."""
    tree = context.tree
    for noun, lemma in enumerate(tree.lemma):
        frames = context.lexicon.nouns.get(lemma)
        if frames is None or not tree.tag[noun].startswith("NN"):
            continue
        for frame in frames:
            yield from _apply(context, noun, frame)


def _apply(context: Context, noun: int, frame: Frame) -> Iterator[Proposal]:
    tree = context.tree
    phrases = [(tree.case(w), w) for w in tree.children[noun] if tree.dep[w].startswith(("nmod", "obl")) and tree.dep[w] != "nmod:poss"]
    # The parser may hang the agent on the victim: "the murder of [Ana by soldiers]".
    phrases += [("by", inner) for case, w in phrases if case == "of" for inner in tree.kids(w, "nmod") if tree.case(inner) == "by"]
    subjects = [w for case, w in phrases if frame.subject is not None and case == frame.subject.word]
    objects = [w for case, w in phrases if frame.object is not None and case == frame.object.word]
    if frame.object is not None and frame.object.word != "of" and not objects:
        return
    before = [*tree.kids(noun, "nmod:poss"), *(w for w in tree.kids(noun, "compound", "amod") if w in tree.mention_of)]
    form = "nominal"
    if before:
        form = "possessive"
        # "X's arrest" undergoes, "X's attack on Y" and "X's arrest of Y" do.
        if objects or frame.object is None:
            subjects = subjects or before
        else:
            objects = before
    if not subjects and tree.dep[noun] == "obj" and tree.lemma[tree.head[noun]] in context.ontology.words["light"]:
        subjects, form = surface_subject(tree, tree.head[noun]), "light"
    found_subjects, found_objects = context.mentions_of(subjects), context.mentions_of(objects)
    if found_subjects or found_objects:
        yield from context.make(frame.predicate, found_subjects, found_objects, noun, form)
