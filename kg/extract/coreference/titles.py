"""Descriptions of one person: by title ("the prosecutor"), by office ("the head of the Kremlin"), or because only one fits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts, own_country, plain_title, speaks_of_others
from kg.extract.mentions.phrases import complements
from kg.gazetteer import country_code, country_of, known_body

_RULERS = ("president", "dictator", "ruler", "strongman", "king", "premier", "leader", "chancellor", "minister", "emir", "sultan")
_HEADS = frozenset({"head", "leader", "chief", "ruler", "occupant", "master", "strongman"})
_POSTS = frozenset({"official", "politician", "security_officer", "lawyer", "journalist", "human_rights_defender"})
# anyone may be called so, if no other person is near
_ANYONE = frozenset({"man", "woman", "victim", "suspect", "accused", "defendant", "boy", "girl", "child", "teenager", "teen", "deceased"})
_TITLE_SENTENCES = 24
_NEAR = 3  # sentences in which only one person may fit


def titled_people(chains: Chains, facts: Iterable[Facts]) -> dict[str, list[Facts]]:
    """Named people by each word of the titles before their names ("prosecutor", "general") and by the whole title."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for f in facts:
        if f.type == "Person" and f.titles:
            title = plain_title(f.titles)
            for word in {title, *title.split()}:
                if word:
                    found[word].append(f)
        elif f.type == "Person" and f.mention.kind == "nominal" and chains.of(f.index).strong:
            # "Al-Baghdadi, the group's leader" may be "the leader" later
            found[f.lemma].append(f)
    return found


def link_title(chains: Chains, f: Facts, titled: dict[str, list[Facts]]) -> bool:
    """Join a description to the person whose title it repeats."""
    if f.type != "Person" or f.determiner not in {"definite", "bare"} or speaks_of_others(f):
        return False
    fits: Sequence[Facts]
    if f.lemma in _HEADS and (seat := _seat_code(f)):
        fits = [g for word in _RULERS for g in titled.get(word, ()) if _title_country(g) in {None, seat}]
        fits = sorted(fits, key=lambda g: g.index) or _only_ruler(chains, titled)
    else:
        # a common word before a name is no title that "the man" could point to
        by_post = titled.get(f.lemma, []) if set(f.facets) & _POSTS or f.lemma in _HEADS else []
        fits = titled.get(plain_title(f.words)) or by_post
        country = own_country(f)
        fits = [g for g in fits if country is None or _title_country(g) in {None, country}]
    return merge_nearest(chains, f, fits, _TITLE_SENTENCES)


def link_only_person(chains: Chains, f: Facts, recent: Iterable[Facts]) -> bool:
    """ "The man", "the victim", "the 38-year-old": when the last sentences know only one person that fits."""
    aged = f.lemma in {"old", "year-old"} or f.text.endswith("-old")
    if f.type != "Person" or f.determiner not in {"definite", "demonstrative"} or not (f.lemma in _ANYONE or aged):
        return False
    if speaks_of_others(f) or complements(f.head):
        return False
    near = [g for g in recent if f.sentence - g.sentence <= _NEAR and chains.of(g.index).type == "Person" and not g.is_pronoun]
    fits = {chains.root(g.index) for g in near if not (f.sex and chains.of(g.index).sex not in {None, f.sex})}
    return len(fits) == 1 and chains.merge(fits.pop(), f.index)


def _seat_code(f: Facts) -> str | None:
    """Country whose government or state the description says it heads."""
    for token in complements(f.head):
        phrase = token.doc[token.left_edge.i : token.i + 1].text
        body = known_body(token.text) or known_body(phrase)
        if body and body.kind == "government":
            return body.code
        if code := country_code(phrase) or country_code(token.text):
            return code
    return None


def _only_ruler(chains: Chains, titled: dict[str, list[Facts]]) -> list[Facts]:
    """People with a ruler's title, when exactly one person has any."""
    people = [g for word in _RULERS for g in titled.get(word, ())]
    return people if len({chains.root(g.index) for g in people}) == 1 else []


def _title_country(f: Facts) -> str | None:
    for width in (2, 1):
        for i in range(len(f.titles) - width + 1):
            if code := country_of(" ".join(f.titles[i : i + width])):
                return code
    return None


def merge_nearest(chains: Chains, f: Facts, fits: Sequence[Facts], sentences: int) -> bool:
    """Join to the nearest fitting entity before, or to the only one after (a headline speaks before the text)."""
    before = [g for g in fits if g.index < f.index and f.sentence - g.sentence <= sentences]
    if before:
        return chains.merge(before[-1].index, f.index)
    after = {chains.root(g.index) for g in fits}
    return len(after) == 1 and f.sentence <= 1 and chains.merge(after.pop(), f.index)
