"""Which pairs of mentions are looked at: those of one sentence, and each mention with an unknown partner."""

from collections import defaultdict
from collections.abc import Iterator

from kg.extract.claims.context import Context

MOST = 14
"""Mentions of one sentence that are paired: a list of sixty names would give thousands of pairs."""

Pair = tuple[int | None, int | None]


def pairs_of(context: Context) -> Iterator[Pair]:
    """Subject and object mentions, in text order of the sentences. Mentions of one entity, and nested ones with one head, are no pair."""
    tree = context.tree
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for i, mention in enumerate(context.mentions):
        if context.entity[i] >= 0 and tree.mention_of.get(mention.head) == i and context.named[context.entity[i]]:
            by_sentence[tree.sentence[mention.head][0]].append(i)
    for _, here in sorted(by_sentence.items()):
        for i in here:
            yield i, None
            yield None, i
        for i in here[:MOST]:
            for j in here[:MOST]:
                if context.entity[i] != context.entity[j]:
                    yield i, j
