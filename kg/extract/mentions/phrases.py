"""Extents of noun phrases in a dependency parse (UD labels; those of spaCy's own English pipelines work too)."""

from spacy.tokens import Doc, Token

_LEFT = frozenset(
    {"det", "det:predet", "predet", "amod", "nummod", "nmod:poss", "poss", "compound", "nmod", "nmod:unmarked", "nmod:desc", "nmod:npmod"}
    | {"npadvmod", "advmod", "flat", "quantmod", "obl:unmarked", "obl:npmod", "fixed", "goeswith"}
)
_RIGHT = frozenset(["flat", "compound", "fixed", "nummod", "goeswith"])
_OF = frozenset({"of"})
_BELONGING = frozenset({"of", "from", "for"})
_LONGEST_COMPLEMENT = 8  # tokens; a longer complement says more than who is meant
_QUOTES = frozenset("\"“”‘’'`")
_HYPHENS = frozenset("-–‐")


def phrase_extent(head: Token) -> tuple[int, int]:
    """Tokens `[start, end)` of the phrase around `head`: modifiers before it, names after it, and a short "of/from/for …"."""
    return _start(head), _end(head)


def _start(head: Token) -> int:
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        edge = child.left_edge.i
        if child.dep_ in _LEFT and child.right_edge.i < start and (child.dep_ == "amod" or child.pos_ not in {"VERB", "AUX"}):
            start = edge
        elif not (child.is_punct and (child.text in _HYPHENS or child.text in _QUOTES)):
            break
    while start < head.i and (head.doc[start].is_punct or head.doc[start].dep_ in {"case", "cc", "punct"}):
        start += 1
    return start


def _end(head: Token) -> int:
    end = head.i + 1
    for child in head.rights:
        edge = child.right_edge.i + 1
        if child.left_edge.i != end and not (child.is_punct and child.text in _HYPHENS):
            break
        belongs = child.dep_ in _RIGHT or (complement_word(child) in _BELONGING and not _has_clause(head.doc, end, edge))
        if belongs and edge - end <= _LONGEST_COMPLEMENT:
            end = edge
        elif child.text not in _HYPHENS:
            break
    while end - 1 > head.i and head.doc[end - 1].is_punct:
        end -= 1
    return end


def complement_word(child: Token) -> str:
    """The preposition by which `child` hangs on its noun ("of the Kremlin" -> "of"), "" when it hangs otherwise."""
    if child.dep_ == "prep":
        return child.lower_
    if child.dep_ != "nmod":
        return ""
    return next((c.lower_ for c in child.lefts if c.dep_ == "case"), "")


def complements(head: Token, words: frozenset[str] = _OF) -> list[Token]:
    """Nouns that hang on `head` by one of the prepositions."""
    found = []
    for child in head.rights:
        if complement_word(child) in words:
            found.extend([child] if child.dep_ == "nmod" else [c for c in child.rights if c.dep_ == "pobj"])
    return found


def _has_clause(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].dep_ in {"acl:relcl", "relcl", "acl", "advcl", "parataxis"} for i in range(start, end))
