"""Claims that need no trigger: a demonym, a possessor or a place beside a name says the relation by the types of the two."""

from collections.abc import Iterator

from kg.extract.claims.context import Context
from kg.extract.draft import Proposal

BESIDE = {
    "nmod:poss": "possessor", "compound": "compound", "amod": "adjective", "appos": "apposition", "nmod:desc": "compound",
    "nmod": "phrase", "nmod:unmarked": "apposition", "flat": "compound", "list": "apposition",
}  # fmt: skip
WHOLE_PHRASES = frozenset(["in", "of", "from", "at", "near", "on", "outside", "within", "with", "for"])


def propose_affiliations(context: Context) -> Iterator[Proposal]:
    """A proposal for each affiliation whose types fit a mention and one that hangs on it."""
    tree = context.tree
    for head, mention in list(tree.mention_of.items()):
        for word in tree.children[head]:
            form = BESIDE.get(tree.dep[word])
            if form is None:
                continue
            preposition = tree.case(word)
            if form == "phrase" and preposition not in WHOLE_PHRASES:
                continue
            name = f"{form}-{preposition}" if form == "phrase" else form
            for other in tree.mentions_at(word):
                yield from _by_types(context, mention, other, word, name)
                if form == "apposition":
                    yield from _by_types(context, other, mention, word, name)
    yield from _inside(context)


def _inside(context: Context) -> Iterator[Proposal]:
    """A name inside a longer mention: "Harare" in "Harare Magistrates Court"."""
    for i, mention in enumerate(context.mentions):
        whole = context.tree.inside.get(mention.head)
        outer = context.tree.mention_of.get(mention.head)
        if outer is None or outer == i or whole != i or context.entity[i] < 0:
            continue
        yield from _by_types(context, outer, i, mention.head, "nested")


def _by_types(context: Context, part: int, whole: int, word: int, form: str) -> Iterator[Proposal]:
    for predicate in context.ontology.family("affiliation"):
        if predicate.undirected or predicate.key == "REPRESENTS":
            continue  # whoever represents somebody is called so: "their government" is a whole
        if context.types[part] in predicate.domain and context.types[whole] in predicate.range:
            yield from context.make(predicate.key, [part], [whole], word, form)
