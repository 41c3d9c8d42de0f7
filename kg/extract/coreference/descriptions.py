"""Descriptions to what they describe: "the country", "the NGO", "the newspaper", and the same noun again."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts, own_country, speaks_of_others
from kg.extract.coreference.titles import link_only_person, link_title, merge_nearest, titled_people
from kg.extract.mentions.nouns import find_noun
from kg.extract.mentions.phrases import complements
from kg.gazetteer import capital_code, country_of, known_body

_DEFINITE = frozenset({"definite", "demonstrative"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "state", "territory", "homeland"})
_PLACE_NOUNS = frozenset(
    {"city", "town", "village", "capital", "province", "region", "state", "county", "district", "island", "territory", "prison", "port"}
    | {"camp", "hospital", "airport", "park", "neighborhood", "suburb", "area"}
)
# words by which the law or the event spoken of last is called again
_NEAREST = {"Law": frozenset({"law", "bill", "legislation", "act", "measure"}), "Event": frozenset({"incident", "event", "tragedy"})}
_CITY_STATES = frozenset({"HK", "MO", "SG", "MC", "GI", "VA"})
_POWER = frozenset({"police", "army", "military", "navy", "parliament", "court", "senate"})  # "police" alone is the one that was named
# a body of any of these kinds is never "the group"
_NO_GROUP = frozenset({"government", "legislature", "court", "police", "military", "school", "igo", "media"})
# a description by one of these kinds means the named body of the kind; "the government" and "the authorities" may be any
_NAMED_BY_KIND = frozenset({"ngo", "media", "armed_group", "company", "union", "party", "court", "school", "igo", "religious"})
_GROUP_NOUNS = frozenset({"group", "organization", "organisation", "body"})
_LOOK_BACK = 12  # sentences between a description and what it may describe
_NEAR = 4  # sentences between two "his brother" of one person
_WEAK_MODIFIERS = frozenset(
    {"same", "said", "whole", "entire", "very", "own", "late", "former", "alleged", "two", "three", "federal", "central", "national"}
)
# words for anybody: only "the people", "these men" may point back
_ANYBODY = frozenset({"people", "person", "individual", "those", "man", "woman", "child", "home", "group", "member", "one", "community"})
# nouns by which news calls the same people or bodies in turn
_SYNONYMS = {
    **{"demonstrator": "protester", "protestor": "protester", "marcher": "protester", "captive": "hostage", "govt": "government"},
    **{"authority": "government", "authorities": "government", "regime": "government", "toddler": "child", "reporter": "journalist"},
}


def link_descriptions(chains: Chains, facts: Sequence[Facts]) -> None:
    """Join descriptions in text order: titles, kinds of what was named, the same noun, the only person near."""
    repeated: dict[str, deque[Facts]] = defaultdict(lambda: deque(maxlen=6))
    titled = titled_people(chains, facts)
    powers = _named_powers(chains, facts)
    recent: deque[Facts] = deque(maxlen=60)
    for f in facts:
        if not (f.is_name or f.is_pronoun):
            noun = _SYNONYMS.get(f.lemma, f.lemma)
            # an apposition or a title has spoken already for a chain with a name
            if not chains.of(f.index).strong:
                _ = (
                    link_title(chains, f, titled)
                    or _link_kind(chains, f, recent)
                    or _link_power(chains, f, powers)
                    or _link_same(chains, f, repeated[noun])
                    or link_only_person(chains, f, recent)
                )
            repeated[noun].append(f)
        if not f.is_pronoun:
            recent.append(f)


def _link_kind(chains: Chains, f: Facts, recent: Sequence[Facts] | deque[Facts]) -> bool:
    """ "The country", "the city", "the NGO", "the newspaper": the nearest named one of that kind."""
    if f.type == "Person" or speaks_of_others(f) or f.plural:
        return False
    if f.lemma == "capital" and f.determiner != "indefinite":
        owner = own_country(f) or _owner_code(f)
        fits = [g for g in recent if g.type == "Place" and (code := capital_code(g.text)) and owner in {None, code}]
        return merge_nearest(chains, f, fits, _LOOK_BACK * 2)
    if f.type in _NEAREST and f.lemma in _NEAREST[f.type] and f.determiner in _DEFINITE and not _modifiers(f):
        return merge_nearest(chains, f, [g for g in recent if chains.of(g.index).type == f.type and g.index != f.index], _NEAR)
    if f.determiner not in _DEFINITE or len(_modifiers(f)) > 1 or complements(f.head):
        return False
    fits = [g for g in recent if g.is_name and _is_kind(chains, f, g)]
    if f.lemma in _COUNTRY_NOUNS | _GROUP_NOUNS and fits:
        # the country or group that the last sentences speak of, not one that is only named beside it
        spoken_of = Counter(chains.root(g.index) for g in fits if f.sentence - g.sentence <= _LOOK_BACK)
        fits = [g for g in fits if spoken_of[chains.root(g.index)] == max(spoken_of.values(), default=0)]
    return merge_nearest(chains, f, fits, _LOOK_BACK)


def _owner_code(f: Facts) -> str | None:
    """Country of "the country's capital", "its capital Minsk"."""
    owner = next((c for c in f.head.lefts if c.dep_ in {"nmod:poss", "poss"}), None)
    return country_of(owner.text) if owner is not None else None


def _is_kind(chains: Chains, f: Facts, g: Facts) -> bool:
    kind = chains.of(g.index).type
    if kind == "Country":
        return f.lemma in _COUNTRY_NOUNS or (f.lemma == "city" and g.code in _CITY_STATES)
    if kind == "Place":
        return f.lemma in _PLACE_NOUNS and (f.type == "Place" or f.lemma in _COUNTRY_NOUNS) and _fits_place(f, g)
    if kind not in {"Organization", "Group"} or f.type not in {"Organization", "Group"} or f.lemma in _ANYBODY - _GROUP_NOUNS:
        return False
    if f.lemma in g.text.casefold().split():
        return True
    own = body_kind(g)
    if f.lemma in _GROUP_NOUNS:
        return kind == "Organization" and own not in _NO_GROUP
    return own in _NAMED_BY_KIND and own in f.facets


def _fits_place(f: Facts, g: Facts) -> bool:
    """ "The prison" is one that is called so; "the city" may be any place without such a word."""
    words = g.text.casefold().split()
    if f.lemma in {"prison", "camp", "hospital", "airport", "park", "port", "district", "county", "province", "state"}:
        return f.lemma in words
    return not any((noun := find_noun(w, w)) and noun.type == "Place" for w in words)


def body_kind(g: Facts) -> str | None:
    """`Organization.kind` by the name alone, None when it does not tell."""
    if known := known_body(g.text):
        return known.kind
    for word in reversed(g.words):
        noun = find_noun(word, word)
        if noun and noun.type == "Organization" and noun.facets and noun.facets[0] != "other":
            return noun.facets[0]
    return None


def _named_powers(chains: Chains, facts: Iterable[Facts]) -> dict[str, set[int]]:
    """Chains of named bodies by the word for their kind ("police": Ogden Police Department)."""
    found: dict[str, set[int]] = defaultdict(set)
    for f in facts:
        if f.is_name and f.type == "Organization":
            for word in _POWER.intersection(f.text.casefold().split()):
                found[word].add(chains.root(f.index))
    return found


def _link_power(chains: Chains, f: Facts, powers: dict[str, set[int]]) -> bool:
    """ "Police" and "the police" to the only police force that the article names."""
    if f.lemma not in powers or f.type != "Organization" or _modifiers(f) or f.determiner not in {"definite", "bare"}:
        return False
    named = {chains.root(i) for i in powers[f.lemma]}
    return len(named) == 1 and chains.merge(named.pop(), f.index)


def _link_same(chains: Chains, f: Facts, before: Iterable[Facts]) -> bool:
    """The same noun again: identical words, or a definite repeat that adds nothing new ("gunmen … the gunmen")."""
    mine = _modifiers(f)
    if f.determiner == "indefinite" or speaks_of_others(f) or (f.lemma in _ANYBODY and not mine and f.determiner == "bare"):
        return False
    for g in reversed(list(before)):
        if g.sentence < f.sentence - _LOOK_BACK * 3 or not _same_sort(f, g) or speaks_of_others(g):
            continue
        if _repeats(f, g, mine, _modifiers(g)) and chains.merge(g.index, f.index):
            return True
    return False


def _repeats(f: Facts, g: Facts, mine: set[str], theirs: set[str]) -> bool:
    same = {w.lower() for w in f.words} == {w.lower() for w in g.words}
    body = f.type == "Organization" and g.type == "Organization"
    if not body and "possessive" in {f.determiner, g.determiner}:
        # "his brother" twice is one brother if the two stand near
        return same and f.words[0].lower() not in {"their", "our", "my"} and f.sentence - g.sentence <= _NEAR
    if body and not _owners(f) <= theirs:
        return False
    if body and (mine <= theirs or theirs <= mine):
        return True
    if f.determiner in _DEFINITE and mine <= theirs:
        return True
    return (same or not (mine or theirs)) and (f.type != "Person" or f.determiner in _DEFINITE)


def _same_sort(f: Facts, g: Facts) -> bool:
    if f.type != g.type:
        return {f.type, g.type} == {"Organization", "Group"}
    return f.plural == g.plural or f.type == "Organization"


def _modifiers(f: Facts) -> set[str]:
    """What a description says beyond its noun, in lower case, without owners that are countries."""
    words = {w.lower() for w in f.words if not (f.type == "Organization" and country_of(w))}
    return (words | _owners(f)) - {f.head.lower_} - _WEAK_MODIFIERS


def _owners(f: Facts) -> set[str]:
    """ "The governments of these countries" is not the government spoken of before."""
    return {c.lower_ for c in complements(f.head) if not country_of(c.text)}
