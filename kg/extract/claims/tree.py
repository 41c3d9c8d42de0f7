"""A parsed document as plain lists, so that rules walk it without the cost of token objects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.attrs import DEP, LEMMA, ORTH, TAG  # type: ignore[import-not-found]
from spacy.tokens import Doc

from kg.extract import columns
from kg.extract.claims.mend import LEMMAS, mend, mend_clauses, mend_participles
from kg.extract.draft import MentionDraft

NAMING = frozenset(["flat", "nmod:desc", "appos", "compound", "flat:name"])
"""Relations by which a name hangs on its description, or the other way round."""
LISTING = frozenset(["include", "including", "such", "namely"])
"""Words behind which those stand who are meant too: "critics including Ana and Juan"."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Columns of the parse, by token index; a root's head is itself. `mention_of` points from a head word to its mention."""

    text: list[str]
    lemma: list[str]
    dep: list[str]
    tag: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[tuple[int, int]]
    """Tokens `[start, end)` of the sentence each token stands in."""
    mention_of: dict[int, int]
    inside: dict[int, int]
    """Token -> the smallest mention it stands in."""
    amounts: frozenset[str]
    """Words after which the `of` phrase is what is meant: "dozens of protesters"."""

    def kids(self, token: int, *deps: str) -> Iterator[int]:
        """Children of `token` by one of the relations, in text order."""
        return (child for child in self.children[token] if self.dep[child] in deps)

    def case(self, token: int) -> str:
        """The preposition or marker of a phrase, words joined by a blank, "" when there is none."""
        marks = [c for c in self.children[token] if self.dep[c] in ("case", "mark") and c < token]
        return " ".join(self.lemma[c] for c in marks)

    def coordinated(self, token: int) -> list[int]:
        """The word, its conjuncts and who is listed of them: "Ana and Juan" gives both, "critics, including Ana" too."""
        found = [token]
        for word in found:
            for child in self.children[word]:
                relation = self.dep[child]
                if relation == "conj" or (relation in ("nmod", "appos", "acl") and self.case(child) in LISTING):
                    found.append(child)
        return found

    def mentions_at(self, token: int) -> list[int]:
        """Mentions that the phrase headed by `token` stands for, its conjuncts included."""
        found = []
        for word in self.coordinated(self._antecedent(token)):
            mention = self.mention_at(word)
            if mention is not None and mention not in found:
                found.append(mention)
        return found

    def mention_at(self, word: int) -> int | None:
        """The mention that the phrase headed by `word` stands for, without conjuncts."""
        if word in self.mention_of:
            return self.mention_of[word]
        for child in self.children[word]:
            if self.dep[child] in NAMING and self.dep[child] != "compound" and child in self.mention_of:
                return self.mention_of[child]
        if self.lemma[word] in self.amounts or self.tag[word] == "CD":
            for child in self.kids(word, "nmod"):
                if self.case(child) == "of" and child in self.mention_of:
                    return self.mention_of[child]
        return self.inside.get(word)

    def _antecedent(self, token: int) -> int:
        """What a relative pronoun stands for; any other word stands for itself."""
        if self.tag[token] not in ("WDT", "WP") and not (self.tag[token] == "IN" and self.lemma[token] == "that"):
            return token
        word = token
        while self.head[word] != word:
            if self.dep[word].startswith("acl"):
                return self.head[word]
            word = self.head[word]
        return token


def build_tree(doc: Doc, mentions: Sequence[MentionDraft], entity: Sequence[int], amounts: frozenset[str]) -> Tree:
    """The columns of `doc` with the mentions that belong to an entity (not -1 in `entity`) laid over them."""
    heads, words = columns.heads(doc), columns.strings(doc, ORTH)
    deps, tags = columns.strings(doc, DEP), columns.strings(doc, TAG)
    mend_clauses(deps, heads, tags)
    mend_participles(words, deps, heads, tags)
    mend(deps, heads, tags)
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    sentence: list[tuple[int, int]] = []
    for sent in doc.sents:
        sentence.extend([(sent.start, sent.end)] * (sent.end - sent.start))
    return Tree(
        text=words,
        lemma=[LEMMAS.get(lemma, lemma) for lemma in columns.strings(doc, LEMMA, lower=True)],
        dep=deps,
        tag=tags,
        head=heads,
        children=children,
        sentence=sentence,
        amounts=amounts,
        **_lay_over(mentions, entity),
    )


def _lay_over(mentions: Sequence[MentionDraft], entity: Sequence[int]) -> dict[str, dict[int, int]]:
    at_head: dict[int, int] = {}
    inside: dict[int, int] = {}
    for i, mention in sorted(enumerate(mentions), key=lambda pair: pair[1].end - pair[1].start):
        if entity[i] < 0:
            continue
        at_head[mention.head] = i  # the longest of those with one head comes last
        for token in range(mention.start, mention.end):
            inside.setdefault(token, i)
    return {"mention_of": at_head, "inside": inside}
