"""Mentions that the grammar makes one entity: appositions, "X is the Y", relative pronouns, people who act for their body."""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts
from kg.extract.mentions.phrases import complements

# plural people through whom a body acts: "officers from the CID"
_ARMS = frozenset({"officer", "official", "agent", "soldier", "policeman", "operative", "personnel", "troop", "authority", "force"})
_OF_BODY = frozenset({"of", "from", "with"})
_RELATIVE = frozenset({"acl:relcl", "relcl", "acl", "advcl:relcl"})


def link_syntax(chains: Chains, facts: Sequence[Facts]) -> None:
    """Join by the parse alone."""
    by_head = {f.head.i: f for f in facts}
    for f in facts:
        _link_apposition(chains, f, by_head)
        _link_inside(chains, f, by_head)
        if f.is_pronoun:
            _link_relative(chains, f, by_head)
        elif not f.is_name:
            _link_predicate(chains, f, by_head)
            _link_arm(chains, f, by_head)


def _link_apposition(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """ "Igor Krasnov, the prosecutor general"."""
    if f.head.dep_ != "appos" or (other := by_head.get(f.head.head.i)) is None or f.is_pronoun or other.is_pronoun:
        return
    if f.is_name and other.is_name:
        return
    if _numbers_agree(f, other) and _one_thing(f, other):
        chains.merge(other.index, f.index)


def _one_thing(f: Facts, other: Facts) -> bool:
    """A description and a name in apposition are one entity only if their types agree ("its capital, Minsk")."""
    return f.type == other.type or {f.type, other.type} in ({"Organization", "Group"}, {"Country", "Place"})


def _numbers_agree(f: Facts, other: Facts) -> bool:
    if f.plural is None or other.plural is None:
        return True
    # "four editors, Ryan Law among them" is no identity, and neither is a list of names
    return f.plural == other.plural


def _link_inside(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """A description whose phrase runs into the name: "team member Rodaba Noori", "the NGO Human Rights Watch"."""
    if not f.is_name:
        return
    if f.head.dep_ in {"flat", "appos", "compound"} and (other := by_head.get(f.head.head.i)) is not None:
        before = other.head.i == f.mention.start - 1
        if before and not other.is_name and not other.is_pronoun and _one_thing(f, other) and _numbers_agree(f, other):
            chains.merge(f.index, other.index)


def _link_relative(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """ "who", "whom", "whose": the noun that the clause hangs on."""
    if f.head.lower_ not in {"who", "whom", "whose", "himself", "herself", "itself", "themselves"}:
        return
    token: Token = f.head
    for _ in range(6):
        if token.dep_ in _RELATIVE:
            other = by_head.get(token.head.i)
            if other is not None and f.head.lower_.startswith("who"):
                _adopt(chains, f, other)
            return
        if token.head.i == token.i:
            return
        token = token.head


def _adopt(chains: Chains, pronoun: Facts, other: Facts) -> None:
    """A relative pronoun takes the type of its noun ("the men who")."""
    chains.of(pronoun.index).type = chains.of(other.index).type
    chains.merge(other.index, pronoun.index)


def _link_predicate(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """ "Krasnov is the prosecutor general" (affirmed, present or past, not "may be")."""
    children = list(f.head.children)
    copula = any(c.dep_ == "cop" and c.lemma_ in {"be", "is", "was", "are", "were", "become"} for c in children)
    blocked = any(c.dep_ in {"neg", "aux", "mark"} or c.lower_ in {"not", "n't", "never", "no", "if", "like"} for c in children)
    if not copula or blocked:
        return
    subject = next((by_head[c.i] for c in children if c.dep_ in {"nsubj", "nsubj:outer"} and c.i in by_head), None)
    if subject is None or subject.is_pronoun or subject.type != f.type or not _numbers_agree(f, subject):
        return
    if f.type in {"Person", "Organization", "Group"} and f.determiner in {"definite", "indefinite", "possessive", "bare"}:
        chains.merge(subject.index, f.index)


def _link_arm(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """ "Officers from the CID", "FSB officers": the body acts through them."""
    if f.lemma not in _ARMS or f.plural is False:
        return
    bodies = [t for t in complements(f.head, _OF_BODY) if t.i in by_head]
    bodies += [c for c in f.head.lefts if c.dep_ in {"compound", "nmod:poss", "poss"} and c.i in by_head]
    for token in bodies:
        body = by_head[token.i]
        if body.type == "Organization" and not body.is_pronoun:
            chains.merge(body.index, f.index)
            return
