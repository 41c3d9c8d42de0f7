"""What a pair of mentions looks like in words and relations: the input of the lexical model."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.extract.claims.context import Context
from kg.extract.claims.pairs import Pair
from kg.extract.claims.tree import Tree
from kg.extract.draft import Proposal

LONG = 7
"""Steps of a path; longer ones are all alike."""
BETWEEN = 6
"""Words between the two mentions beyond which they are not listed."""


def symbols_of(context: Context, pair: Pair) -> list[str]:
    """Names of the features that hold for `pair`."""
    subject, object = pair
    if subject is not None and object is not None:
        return list(_of_two(context, subject, object))
    mention = subject if subject is not None else object
    assert mention is not None
    return list(_of_one(context, mention, "s" if object is None else "o"))


def _of_one(context: Context, mention: int, side: str) -> Iterator[str]:
    """The word's place in its clause: its governors with the relations up to them."""
    tree, kind = context.tree, context.types[mention]
    head = context.mentions[mention].head
    steps = _climb(tree, head)
    yield f"1{side}"
    yield f"1{side}|{kind}"
    yield f"1{side}|{kind}|{tree.lemma[head]}"
    path = ""
    for word, next_word in pairwise(steps[:4]):
        path += f"<{_relation(tree, word)}"
        yield f"1{side}{path}<{tree.lemma[next_word]}"
        yield f"1{side}{path}<{tree.lemma[next_word]}|{kind}"
        yield f"1{side}|{tree.lemma[next_word]}|{_voice(tree, next_word)}"
        for child in tree.children[next_word]:
            if tree.dep[child] in ("obj", "obl", "xcomp", "compound:prt", "obl:agent", "nsubj", "nsubj:pass", "advmod", "aux:pass", "neg"):
                yield f"1{side}{path}<{tree.lemma[next_word]}>{tree.dep[child]}:{tree.lemma[child]}"
    for child in tree.children[head]:
        if tree.dep[child] != "punct":
            yield f"1{side}>{tree.dep[child]}:{tree.lemma[child]}"
            if tree.dep[child].startswith(("acl", "nmod")):
                yield f"1{side}>{tree.dep[child]}:{tree.case(child)}:{tree.lemma[child]}:{_voice(tree, child)}"


def _of_two(context: Context, subject: int, object: int) -> Iterator[str]:
    """The path between the two, with and without its words; the types; the words around."""
    tree = context.tree
    kinds = f"{context.types[subject]}>{context.types[object]}"
    a, b = context.mentions[subject], context.mentions[object]
    yield f"2|{kinds}"
    yield f"2s|{tree.lemma[a.head]}|{context.types[object]}"
    yield f"2o|{context.types[subject]}|{tree.lemma[b.head]}"
    up, down = _meet(tree, a.head, b.head)
    order = "+" if a.start < b.start else "-"
    if len(up) + len(down) <= LONG:
        top = up[-1]
        left = "".join(f"<{_relation(tree, w)}" for w in up[:-1])
        right = "".join(f">{_relation(tree, w)}" for w in reversed(down[:-1]))
        lemma = tree.lemma[top] if top not in (a.head, b.head) else ""
        yield f"2{left}{lemma}{right}"
        yield f"2{left}{lemma}{right}|{kinds}"
        yield f"2{left}*{right}|{kinds}{order}"
        inner = [*up[1:], *down[1:-1]]
        for word in inner:
            yield f"2w|{tree.lemma[word]}|{kinds}"
            yield f"2w|{tree.lemma[word]}|{order}"
            for child in tree.children[word]:
                if tree.dep[child] in ("obj", "compound:prt", "xcomp", "obl", "nmod", "amod", "compound", "advmod"):
                    yield f"2c|{tree.lemma[word]}>{tree.dep[child]}:{tree.lemma[child]}"
    else:
        yield f"2far|{kinds}"
        if up:
            yield f"2far|{tree.lemma[up[-1]]}"
    for word in (a.head, b.head):
        for child in tree.children[word]:
            if tree.dep[child] in ("amod", "compound", "nmod:desc", "appos", "flat") and child not in tree.mention_of:
                yield f"2{'s' if word == a.head else 'o'}>{tree.dep[child]}:{tree.lemma[child]}"
    first, last = (a, b) if a.start < b.start else (b, a)
    gap = range(first.end, last.start)
    if len(gap) <= BETWEEN:
        yield f"2gap{order}|{' '.join(tree.lemma[w] for w in gap)}"
        for word in gap:
            yield f"2g{order}|{tree.lemma[word]}|{kinds}"
    if first.start < first.end and last.start < first.end:
        yield f"2in{order}|{kinds}"
        yield f"2in{order}|{tree.lemma[first.head]}"


def _relation(tree: Tree, word: int) -> str:
    """Relation to the head, with its preposition."""
    case = tree.case(word) if tree.dep[word] in ("obl", "nmod", "advcl", "acl") else ""
    return f"{tree.dep[word]}:{case}" if case else tree.dep[word]


def _voice(tree: Tree, word: int) -> str:
    return "pass" if any(True for _ in tree.kids(word, "aux:pass", "nsubj:pass")) else tree.tag[word]


def _climb(tree: Tree, word: int) -> list[int]:
    steps = [word]
    while tree.head[word] != word and len(steps) < 12:
        word = tree.head[word]
        steps.append(word)
    return steps


def _meet(tree: Tree, a: int, b: int) -> tuple[list[int], list[int]]:
    """Words from `a` and from `b` up to their lowest common head, both included."""
    up, down = _climb(tree, a), _climb(tree, b)
    places = {word: i for i, word in enumerate(down)}
    for i, word in enumerate(up):
        if word in places:
            return up[: i + 1], down[: places[word] + 1]
    return up, down


def rule_symbols(proposals: Iterable[Proposal]) -> Iterator[str]:
    """What rules say of a pair, as symbols."""
    for proposal in proposals:
        yield f"R|{proposal.predicate}"
        for rule in proposal.proposer.split("+"):
            yield f"R|{proposal.predicate}|{rule.removeprefix('rule:')}"


def find_trigger(context: Context, pair: Pair) -> int:
    """The word that most likely says what holds between the two: where their paths meet, or the governor of the one."""
    tree = context.tree
    heads = [context.mentions[m].head for m in pair if m is not None]
    if len(heads) == 2:
        up, _ = _meet(tree, *heads)
        return up[-1] if up else heads[0]
    return tree.head[heads[0]]
