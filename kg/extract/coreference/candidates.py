"""What may stand in a chain beside the mentions of the extraction: every other noun phrase and pronoun, the bystanders.

A bystander takes no part in claims. It keeps pronouns from what is only nearest, and carries chains from one mention to the next.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extract.draft import MentionDraft
from kg.model import MentionKind

THING = "Thing"
"""Type of what is of no entity type."""
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
_NO_PHRASE = frozenset({"flat", "fixed", "compound", "expl", "goeswith", "compound:prt", "nmod:desc"})
_NOBODY = frozenset({"what", "something", "nothing", "anything", "everything"})
_PLACES = frozenset({"here", "there", "home"})
_EDGES = frozenset({"case", "cc", "punct", "mark"})
_LONGEST = 30
"""Tokens; of a longer phrase the words up to its head are taken."""


def find_bystanders(doc: Doc, mentions: Sequence[MentionDraft]) -> list[MentionDraft]:
    """Noun phrases and pronouns whose head is in no mention's head and inside no name, in text order."""
    heads = {m.head for m in mentions}
    named = {i for m in mentions if m.kind == "name" for i in range(m.start, m.end)}
    return list(_phrases(doc, heads | named))


def _phrases(doc: Doc, taken: set[int]) -> Iterator[MentionDraft]:
    for token in doc:
        if token.i in taken or not _stands_alone(token):
            continue
        pronoun = token.pos_ == "PRON" or (token.lower_ in _DEMONSTRATIVE and token.pos_ in {"DET", "PRON"})
        start, end = (token.i, token.i + 1) if pronoun else _extent(token)
        said: MentionKind = "pronoun" if pronoun else "nominal"
        yield MentionDraft(start, end, token.i, THING, said, 0.0)


def _stands_alone(token: Token) -> bool:
    if token.dep_ in _NO_PHRASE or token.lower_ in _NOBODY:
        return False
    if token.pos_ == "DET":
        return token.lower_ in _DEMONSTRATIVE and token.dep_ not in {"det", "det:predet"}
    return token.pos_ in _NOUNS or (token.pos_ == "ADV" and token.lower_ in _PLACES)


def _extent(head: Token) -> tuple[int, int]:
    start, end = head.left_edge.i, head.right_edge.i + 1
    if end - start > _LONGEST:
        end = head.i + 1
    doc = head.doc
    while start < head.i and (doc[start].dep_ in _EDGES or doc[start].is_space):
        start += 1
    while end - 1 > head.i and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return max(start, head.i - _LONGEST), end
