"""How a phrase of time or place hangs on a claim's trigger, by the parse."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extract.attributes.context import Context, base
from kg.extract.claims.patterns import compile_lexicon
from kg.extract.draft import Proposal
from kg.ontology import load_ontology

_NOMINAL = frozenset(["nmod", "appos", "compound", "flat", "nummod", "amod", "fixed", "det", "case", "list", "dep", "goeswith"])


@dataclass(frozen=True, slots=True)
class Attachment:
    """`relation`: own, noun, over, under, beside or apart (another sentence); `via` the label on the way; `case` the preposition."""

    relation: str
    via: str
    case: str
    steps: int


def attach(context: Context, head: int, trigger: int) -> Attachment:
    """Relation of the phrase headed by `head` to `trigger`."""
    if context.sentence[head] != context.sentence[trigger]:
        return Attachment("apart", "", _case(context.doc[head]), 9)
    way = context.chain(head)
    case = _case(way[0])
    for steps, token in enumerate(way[1:], 1):
        if token.i == trigger:
            below = way[steps - 1]
            return Attachment("own" if steps == 1 or base(below) not in _NOMINAL else "noun", base(below), case, steps)
        if token.pos_ in ("VERB", "AUX") or base(way[steps - 1]) not in _NOMINAL:
            return _from_governor(context, token, trigger, case, steps)
    return Attachment("beside", "", case, len(way))


def _from_governor(context: Context, governor: Token, trigger: int, case: str, steps: int) -> Attachment:
    up = context.chain(trigger)
    for depth, token in enumerate(up):
        if token.i == governor.i:
            return Attachment("over", base(up[depth - 1]) if depth else "", case, depth)
    for depth, token in enumerate(context.chain(governor.i)):
        if token.i == trigger:
            return Attachment("under", base(context.chain(governor.i)[depth - 1]), case, depth)
    return Attachment("beside", base(governor), case, steps)


def _case(token: Token) -> str:
    """Preposition of a phrase: that of its head, or of the noun the head stands in."""
    for up in (token, *token.ancestors):
        for child in up.children:
            if base(child) in ("case", "mark") and child.i < token.i:
                return child.lower_
        if base(up) not in _NOMINAL:
            break
    return ""


def telling_word(context: Context, proposal: Proposal) -> int:
    """Token of the word that tells the act: the trigger, or where that is no word of the predicate the nearest one to the arguments.

    The trained head knows only where the paths of two mentions meet: "police *said* that they had arrested him".
    """
    words = _words_of(proposal.predicate)
    if context.forms[proposal.trigger][1] in words:
        return proposal.trigger
    heads = [context.mentions[m].head for m in (proposal.subject, proposal.object) if m is not None]
    start, end = context.sentences[context.sentence[proposal.trigger]]
    near = [i for i in range(start, end) if context.forms[i][1] in words and context.doc[i].pos_ in ("VERB", "NOUN", "AUX")]
    return min(near, key=lambda i: (sum(abs(i - head) for head in heads), i), default=proposal.trigger)


@cache
def _words_of(predicate: str) -> frozenset[str]:
    """Lemmas of the verbs and nouns that say a predicate."""
    lexicon = compile_lexicon(load_ontology())
    tables = (lexicon.verbs, lexicon.nouns)
    return frozenset(lemma for table in tables for lemma, frames in table.items() if any(f.predicate == predicate for f in frames))


def leading_cases(context: Context, head: int, trigger: int) -> set[str]:
    """Prepositions and conjunctions over a phrase up to its clause, or to the trigger itself.

    "Since the attack on March 22" has since and on; for the attack as trigger, on alone.
    """
    found: set[str] = set()
    for up in context.chain(head):
        if up.i == trigger:
            break
        found.update(child.lower_ for child in up.children if base(child) in ("case", "mark") and child.i < head)
        if base(up) not in _NOMINAL:
            break
    return found
