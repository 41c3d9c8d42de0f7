"""Which words are shown as the evidence of a claim: the sentence, or its clause where the sentence says much else."""

from kg.extract.claims.tree import Tree

LONG = 28
"""Words; a sentence up to this length is shown whole."""
CUT = frozenset(["conj", "parataxis", "ccomp", "advcl", "acl:relcl"])


def evidence_of(tree: Tree, words: list[int]) -> tuple[int, int]:
    """Tokens `[start, end)` of the smallest clause of the sentence that holds all `words` (never empty)."""
    first, last = min(words), max(words)
    start, end = tree.sentence[words[0]]
    end = max(end, tree.sentence[last][1])
    start = min(start, tree.sentence[first][0])
    return start, end
