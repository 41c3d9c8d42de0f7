"""Which words are shown as the evidence of a claim: the sentence, or the clause of a long one that says it."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

SHORT = 20
"""Words; a sentence up to this length is shown whole."""
OTHER = frozenset(["parataxis", "advcl", "acl:relcl", "ccomp", "conj", "acl", "list"])
"""Relations by which a clause or phrase hangs on that may be left out when no argument stands in it."""
INNER = frozenset(["xcomp", "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "amod", "appos"])
"""Relations within one clause: from such a word the clause goes on upwards."""


def find_evidence(doc: Doc, words: Sequence[int]) -> tuple[int, int]:
    """Tokens `[start, end)`: the clause around `words` (trigger first, then the heads of the arguments; never empty)."""
    sentence = doc[words[0]].sent
    start, end = min(sentence.start, *words), max(sentence.end, *(w + 1 for w in words))
    if end - start <= SHORT:
        return _trim(doc, start, end)
    top = _clause_head(doc[words[0]])
    needed = set(words)
    kept = {*words, *_clause_words(top, needed)}
    return _trim(doc, min(kept), max(kept) + 1)


def _clause_head(token: Token) -> Token:
    """The verb, or other predicate, of the clause that `token` stands in."""
    while token.dep_ in INNER or (token.dep_ == "conj" and token.head.dep_ in INNER):
        token = token.head
    return token


def _clause_words(top: Token, needed: set[int]) -> list[int]:
    """Words below `top`, without clauses that hold none of the words needed."""
    found, queue = [], [top]
    while queue:
        token = queue.pop()
        found.append(token.i)
        for child in token.children:
            if child.dep_ in OTHER and not any(word in needed for word in range(child.left_edge.i, child.right_edge.i + 1)):
                continue
            queue.append(child)
    return found


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without white space at the ends, and without a comma or conjunction that leads nowhere."""
    while start < end - 1 and (doc[start].is_space or doc[start].text in (",", ";", "and", "but")):
        start += 1
    while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].text in (",", ";")):
        end -= 1
    return start, end
