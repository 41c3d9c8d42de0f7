"""Pronouns to the nearest entity that fits in sex, number and place in the sentence."""

from collections import deque
from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts
from kg.extract.coreference.quotes import Quote, find_quotes

_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer"})
_OBJECTS = frozenset({"obj", "dobj", "iobj", "obl:agent"})
_REFLEXIVE_OR_OWN = frozenset({"nmod:poss", "poss"})
_WINDOW = 3  # sentences looked back
_CANDIDATES = 40  # mentions looked back
# a candidate with less stays alone; "it" and "they" often stand for things that are no mentions
_LEAST = {"Person": 0.5, "Group": 1.0}
_LEAST_OF_THINGS = 1.3  # "it", of whatever type the tagger saw in it

_DISTANCE = (1.0, 0.75, 0.45, 0.25)  # by sentences back
_ROLE = {"subject": 0.6, "object": 0.3, "own": 0.2, "other": 0.1, "modifier": -0.5}
_NAMED, _SEX_AGREES, _SAME_CLAUSE = 0.3, 0.4, -2.0


def link_pronouns(doc: Doc, chains: Chains, facts: Sequence[Facts]) -> None:
    """Join pronouns in text order, each to at most one chain; those that nothing fits stay alone."""
    quotes = deque(find_quotes(doc))
    spoken: list[Quote] = []
    by_token = {i: f for f in facts for i in range(f.mention.start, f.mention.end) if i == f.head.i}
    recent: deque[Facts] = deque(maxlen=_CANDIDATES)
    for f in facts:
        while quotes and quotes[0].start <= f.head.i:
            spoken.append(quotes.popleft())
        if f.is_pronoun and len(chains.of(f.index).members) == 1:
            quote = spoken[-1] if spoken and spoken[-1].start <= f.head.i < spoken[-1].end else None
            _link(chains, f, recent, quote, by_token)
        recent.append(f)


def _link(chains: Chains, f: Facts, recent: Sequence[Facts] | deque[Facts], quote: Quote | None, by_token: dict[int, Facts]) -> None:
    word = f.head.lower_
    speaker = by_token.get(quote.speaker) if quote is not None and quote.speaker is not None else None
    if word in _FIRST or word in _FIRST_PLURAL:
        plural = word in _FIRST_PLURAL
        if speaker is not None and (chains.of(speaker.index).type == "Person") != plural:
            _join(chains, speaker, f)
        return
    best, belief = None, _LEAST.get(f.type, _LEAST_OF_THINGS)
    for g in reversed(recent):
        if f.sentence - g.sentence > _WINDOW:
            break
        if not _fits(chains, f, g) or (speaker is not None and chains.together(g.index, speaker.index)):
            continue
        score = _score(chains, f, g)
        if score > belief:
            best, belief = g, score
    if best is not None and not (f.type == "Group" and _pair_near(chains, f, recent, belief)):
        _join(chains, best, f)


def _pair_near(chains: Chains, f: Facts, recent: Sequence[Facts] | deque[Facts], belief: float) -> bool:
    """Whether "they" may rather be two people joined by "and", who are no one entity."""
    for g in reversed(recent):
        if f.sentence - g.sentence > 1:
            return False
        if g.head.dep_ == "conj" and chains.of(g.index).type == "Person":
            first = _DISTANCE[f.sentence - g.sentence] + _ROLE["subject" if g.head.head.dep_ in _SUBJECTS else "other"] + _NAMED
            if first >= belief:
                return True
    return False


def _join(chains: Chains, antecedent: Facts, f: Facts) -> None:
    """A pronoun says little of the type ("it", "they"): it takes that of what it stands for."""
    chain = chains.of(f.index)
    if chain.type != "Person":
        chain.type = chains.of(antecedent.index).type
    chains.merge(antecedent.index, f.index)


def _fits(chains: Chains, f: Facts, g: Facts) -> bool:
    chain = chains.of(g.index)
    if g.is_pronoun and len(chain.members) == 1:
        return False
    if f.type == "Person":
        return chain.type == "Person" and not (chain.sex and f.sex and chain.sex != f.sex)
    if f.type == "Group":
        if chain.type == "Group":
            return not (g.is_name and g.code and g.head.dep_ == "amod")
        return chain.type == "Organization" and g.plural is not False
    if g.plural and g.head.lower_ not in {"police"}:
        return False
    return chain.type in {"Organization", "Country", "Place", "Event", "Law"} and g.head.dep_ != "amod"


def _score(chains: Chains, f: Facts, g: Facts) -> float:
    chain = chains.of(g.index)
    score = _DISTANCE[f.sentence - g.sentence] + _ROLE[_role(g)]
    score += _NAMED * chain.strong
    if f.sex and chain.sex == f.sex:
        score += _SEX_AGREES
    if f.type == "Organization":
        score += {"Organization": 0.2, "Country": 0.1, "Law": -0.2, "Event": -0.3, "Place": -0.5}[chain.type]
    if f.type == "Group" and chain.type == "Organization":
        score -= 0.3
    if _same_clause(f, g):
        score += _SAME_CLAUSE
    # the nearer of two equals in one sentence loses to the subject, but not to nothing
    return score - 0.005 * min(20, f.head.i - g.head.i)


def _role(g: Facts) -> str:
    dep = g.head.dep_
    if dep in _SUBJECTS:
        return "subject"
    if dep in _OBJECTS:
        return "object"
    if dep in _REFLEXIVE_OR_OWN:
        return "own"
    return "modifier" if dep in {"compound", "amod", "nmod:desc"} else "other"


def _same_clause(f: Facts, g: Facts) -> bool:
    """Subject and object of one verb are two entities ("he met him"), unless one is possessive ("he met his wife")."""
    if f.head.dep_ in _REFLEXIVE_OR_OWN:
        # "Krasnov's lawyer and his wife": the owner inside the same phrase is fine, the noun it stands before is not
        return f.head.head.i == g.head.i
    if g.head.dep_ in _REFLEXIVE_OR_OWN or f.head.lower_.endswith(("self", "selves")):
        return False
    return f.head.head.i == g.head.head.i and f.head.dep_ != g.head.dep_
