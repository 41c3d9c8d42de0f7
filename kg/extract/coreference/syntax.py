"""Mentions that the grammar makes one entity: appositions, "X is the Y", relative pronouns, people who act for their body."""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts
from kg.extract.mentions.phrases import complements

# plural people through whom a body acts: "officers from the CID"
_ARMS = frozenset({"officer", "official", "agent", "soldier", "policeman", "operative", "personnel", "troop", "authority", "force"})
_PLACES = frozenset(
    {"city", "town", "village", "province", "state", "district", "island", "region", "county", "municipality"}
    | { "suburb", "port", "capital", "area", "neighborhood", "neighbourhood", "borough", "governorate"}
)
_STATES = frozenset({"republic", "kingdom", "colony", "territory", "nation", "country", "state"})
_OF_BODY = frozenset({"of", "from", "with"})
_RELATIVE = frozenset({"acl:relcl", "relcl", "acl", "advcl:relcl"})


def link_syntax(chains: Chains, facts: Sequence[Facts]) -> None:
    """Join by the parse alone."""
    by_head = {f.head.i: f for f in facts}
    _link_printed_side_by_side(chains, facts)
    for f in facts:
        _link_apposition(chains, f, by_head)
        _link_inside(chains, f, by_head)
        if f.is_pronoun:
            _link_relative(chains, f, by_head)
        elif not f.is_name:
            _link_predicate(chains, f, by_head)
            _link_kind_of(chains, f, by_head)
            _link_arm(chains, f, by_head)


def _link_apposition(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """ "Igor Krasnov, the prosecutor general"."""
    if f.head.dep_ != "appos" or (other := by_head.get(f.head.head.i)) is None or f.is_pronoun or other.is_pronoun:
        return
    if f.is_name and other.is_name:
        return
    if _numbers_agree(f, other) and _one_thing(f, other):
        chains.merge(other.index, f.index)


def _link_printed_side_by_side(chains: Chains, facts: Sequence[Facts]) -> None:
    """ "Zabihullah Mujahid, a Taliban spokesman," and "the NGO Human Rights Watch", by words and commas alone.

    The parse misses many appositions; two commas (or an end) around a description of the same type leave little doubt.
    """
    starts: dict[int, list[Facts]] = {}
    ends: dict[int, list[Facts]] = {}
    for f in facts:
        if not f.is_pronoun:
            starts.setdefault(f.mention.start, []).append(f)
            ends.setdefault(f.mention.end, []).append(f)
    for f in facts:
        if f.is_pronoun:
            continue
        doc, start = f.head.doc, f.mention.start
        if start >= 2 and doc[start - 1].text == "," and _closed(f):
            for other in ends.get(start - 1, ()):
                if not f.is_name and _names_next(f, starts):
                    continue
                if f.is_name != other.is_name and _described(f, other) and _one_thing(f, other) and _numbers_agree(f, other):
                    chains.merge(other.index, f.index)
        if f.is_name:
            for other in ends.get(f.mention.end, ()):
                _link_title_phrase(chains, f, other)
            for other in ends.get(start, ()):
                titled = f.type == "Person" or other.head.i == start - 1
                if not other.is_name and titled and _one_thing(f, other) and _numbers_agree(f, other):
                    chains.merge(f.index, other.index)


def _names_next(f: Facts, starts: dict[int, list[Facts]]) -> bool:
    """Whether a description is followed by its own name: "A, the minister, B" says that B is the minister."""
    end = f.mention.end
    doc = f.head.doc
    return end < len(doc) and doc[end].text == "," and any(g.is_name and g.type == f.type for g in starts.get(end + 1, ()))


def _closed(f: Facts) -> bool:
    """Whether the mention ends where an apposition may end."""
    doc, end = f.head.doc, f.mention.end
    after = doc[end].lower_ if end < len(doc) else "."
    return after in {",", ".", ";", ":", ")", "-", "–", "—", "who", "which", "of", "from", "for", "at", "in", "told", "said", "says"}


def _described(f: Facts, other: Facts) -> bool:
    """One of the two is a singular description with an article or an owner, so that this is no list of names."""
    nominal, name = (other, f) if f.is_name else (f, other)
    if nominal.type not in {"Person", "Organization", "Country"} or name.mention.type != nominal.type:
        return False
    if nominal is other:
        # "The child's father, Paul Johnson,": a name that closes; "in the city, Johnson said" has a verb after the name
        return nominal.determiner != "bare" and _shut(f)
    return nominal.determiner in {"definite", "indefinite", "possessive"} or nominal.head.i == nominal.mention.start


def _shut(f: Facts) -> bool:
    doc, end = f.head.doc, f.mention.end
    return end >= len(doc) or doc[end].text in {",", ".", ";", ":", ")"}


def _link_title_phrase(chains: Chains, name: Facts, phrase: Facts) -> None:
    """A description that ends with the name: "Pittsburgh-area television station WPXI"; not "officers of the CID"."""
    if phrase.is_name or phrase.is_pronoun or phrase.mention.start >= name.mention.start:
        return
    before = name.head.doc[name.mention.start - 1]
    runs_in = before.pos_ in {"NOUN", "PROPN", "ADJ"} and before.text not in {"'s", "’s"}
    if runs_in and _one_thing(name, phrase) and _numbers_agree(name, phrase):
        chains.merge(name.index, phrase.index)


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


def _link_kind_of(chains: Chains, f: Facts, by_head: dict[int, Facts]) -> None:
    """ "The eastern city of Kut", "the British colony of Hong Kong"."""
    if f.type not in {"Place", "Country"}:
        return
    for token in complements(f.head):
        other = by_head.get(token.i)
        kinds = {"Place": _PLACES, "Country": _STATES}.get(other.type, frozenset()) if other is not None and other.is_name else frozenset()
        if other is not None and f.lemma in kinds:
            chains.merge(other.index, f.index)


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
