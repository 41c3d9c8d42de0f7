"""Descriptions to what they describe: repeated nouns, titles, "the country", "the NGO", "the head of the Kremlin"."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts, plain_title, split_country
from kg.extract.mentions.phrases import complements
from kg.gazetteer import country_code, demonym_code, known_body

_DEFINITE = frozenset({"definite", "demonstrative"})
_RULERS = frozenset(
    {"president", "dictator", "ruler", "strongman", "king", "premier", "leader", "chancellor", "minister", "emir", "sultan"}
)
_HEADS = frozenset({"head", "leader", "chief", "ruler", "occupant", "master", "strongman"})
_POSTS = frozenset({"official", "politician", "security_officer", "lawyer", "journalist", "human_rights_defender"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "state", "territory"})
_PLACE_NOUNS = frozenset({"city", "town", "village", "capital", "province", "region", "state", "county", "district", "island", "territory"})
_BODY_NOUNS = frozenset(
    {"group", "organization", "organisation", "ngo", "agency", "company", "firm", "newspaper", "paper", "outlet", "channel", "court"}
    | {"tribunal", "union", "party", "association", "ministry", "department", "school", "university", "college", "church", "bank"}
    | {"commission", "committee", "council", "federation", "network", "website", "magazine", "station", "institute", "charity", "bloc"}
    | {"watchdog", "militia", "movement", "bureau", "foundation", "airline", "broadcaster", "body", "parliament", "senate"}
)
_ANY_BODY = frozenset({"group", "organization", "organisation", "body", "agency", "outlet"})
_LOOK_BACK = 12  # sentences between a description and what it may describe
_NEAR = 4  # sentences, for descriptions that fit many ("the man")
_WEAK_MODIFIERS = frozenset({"same", "said", "whole", "entire", "very", "own", "late", "former", "other", "alleged", "two", "three"})
# words for anybody: only "the people", "these men" may point back
_ANYBODY = frozenset({"people", "person", "individual", "those", "man", "woman", "child", "home", "group", "member", "one", "community"})
# nouns by which news calls the same people or bodies in turn
_SYNONYMS = {
    **{"demonstrator": "protester", "protestor": "protester", "marcher": "protester", "captive": "hostage", "govt": "government"},
    **{"authority": "government", "authorities": "government", "regime": "government", "toddler": "child", "reporter": "journalist"},
}
_OTHERS = frozenset({"other", "others", "another", "more", "additional", "second", "third", "new", "further"})


def link_descriptions(chains: Chains, facts: Sequence[Facts]) -> None:
    """Join descriptions in text order: first the same noun, then titles and kinds of what was named."""
    repeated: dict[str, deque[Facts]] = defaultdict(lambda: deque(maxlen=6))
    titled = _titled(chains, facts)
    recent: deque[Facts] = deque(maxlen=60)
    for f in facts:
        if f.mention.kind == "nominal":
            # an apposition or a title has spoken already for a chain with a name
            noun = _SYNONYMS.get(f.lemma, f.lemma)
            if not chains.of(f.index).strong:
                _link_title(chains, f, titled) or _link_kind(chains, f, recent) or _link_same(chains, f, repeated[noun])
            elif f.type == "Person" and f.lemma not in titled:
                # "Al-Baghdadi, the group's leader" may be "the leader" later
                titled[f.lemma].append(f)
            repeated[noun].append(f)
        if not f.is_pronoun:
            recent.append(f)


def _titled(chains: Chains, facts: Iterable[Facts]) -> dict[str, list[Facts]]:
    """Named people by each word of the titles before their names ("prosecutor", "general") and by the whole title."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for f in facts:
        if f.type == "Person" and f.titles:
            title = plain_title(f.titles)
            chains.of(f.index).titles.add(" ".join(f.titles))
            for word in {title, *title.split()}:
                if word:
                    found[word].append(f)
    return found


def _link_title(chains: Chains, f: Facts, titled: dict[str, list[Facts]]) -> bool:
    """ "The prosecutor" to "Prosecutor General Igor Krasnov"; "the head of the Kremlin" to the ruler who was named."""
    if f.type != "Person" or f.determiner not in {"definite", "bare"} or _others(f):
        return False
    if f.lemma in _HEADS and (seat := _seat_code(f)):
        fits = [g for word in _RULERS for g in titled.get(word, ()) if _title_country(chains, g) in {None, seat}]
        if not fits:
            fits = _led_by(chains, titled)
    else:
        # a common word before a name is no title that "the man" could point to
        roles = set(f.facets) & _POSTS
        fits = titled.get(plain_title(f.words), []) or (titled.get(f.lemma, []) if roles else [])
        country = _own_country(f)
        fits = [g for g in fits if country is None or _title_country(chains, g) in {None, country}]
    return _merge_one(chains, f, fits, _LOOK_BACK * 2)


def _seat_code(f: Facts) -> str | None:
    """Country whose government or state the description says it heads."""
    for token in complements(f.head):
        text = token.text
        body = known_body(text) or known_body(token.doc[token.left_edge.i : token.i + 1].text)
        if body and body.kind == "government":
            return body.code
        if code := country_code(text):
            return code
    return None


def _led_by(chains: Chains, titled: dict[str, list[Facts]]) -> list[Facts]:
    """People with a ruler's title, when exactly one entity has any."""
    people = [g for word in _RULERS for g in titled.get(word, ())]
    return people if len({chains.root(g.index) for g in people}) == 1 else []


def _title_country(chains: Chains, f: Facts) -> str | None:
    for width in (2, 1):
        for i in range(len(f.titles) - width + 1):
            word = " ".join(f.titles[i : i + width])
            if code := country_code(word) or demonym_code(word):
                return code
    return None


def _own_country(f: Facts) -> str | None:
    """Country that a description names in front: "the Russian president"."""
    return split_country((*f.words, ""))[0] if len(f.words) > 1 else None


def _link_same(chains: Chains, f: Facts, before: Iterable[Facts]) -> bool:
    """The same noun again: identical words, or a definite repeat that adds nothing new ("gunmen … the gunmen")."""
    mine = _modifiers(f)
    if f.determiner == "indefinite" or _others(f) or (f.lemma in _ANYBODY and not mine and f.determiner == "bare"):
        return False
    for g in reversed(list(before)):
        if g.sentence < f.sentence - _LOOK_BACK * 3 or _other_number(f, g) or not _same_sort(f, g) or _others(g):
            continue
        theirs = _modifiers(g)
        same = {w.lower() for w in f.words} == {w.lower() for w in g.words}
        if f.determiner == "possessive" or g.determiner == "possessive":
            if same and f.words[0].lower() not in {"their", "our", "my"} and not _conflict(chains, f, g):
                return chains.merge(g.index, f.index)
            continue
        same = same or (not mine and not theirs)
        repeats = same and (f.type != "Person" or f.determiner in _DEFINITE)
        narrows = f.determiner in _DEFINITE and mine <= theirs
        body = f.type == "Organization" and (mine <= theirs or theirs <= mine) and not _countries_differ(f, g)
        if (repeats or narrows or body) and chains.merge(g.index, f.index):
            return True
    return False


def _same_sort(f: Facts, g: Facts) -> bool:
    return f.type == g.type or {f.type, g.type} == {"Organization", "Group"}


def _other_number(f: Facts, g: Facts) -> bool:
    return f.plural != g.plural and "Organization" not in {f.type, g.type}


def _conflict(chains: Chains, f: Facts, g: Facts) -> bool:
    """Whether two "his …" may belong to two people: they do when far apart."""
    return f.sentence - g.sentence > _NEAR


def _countries_differ(f: Facts, g: Facts) -> bool:
    one, two = _own_country(f), _own_country(g)
    return bool(one and two and one != two)


def _modifiers(f: Facts) -> set[str]:
    """What a description says beyond its noun, in lower case."""
    return {w.lower() for w in f.words} - {f.head.lower_} - _WEAK_MODIFIERS


def _others(f: Facts) -> bool:
    return any(w.lower() in _OTHERS for w in f.words)


def _link_kind(chains: Chains, f: Facts, recent: Iterable[Facts]) -> bool:
    """ "The country", "the city", "the NGO", "the newspaper": the nearest named one of that kind."""
    if f.determiner not in _DEFINITE or len(_modifiers(f)) > 1 or _others(f) or f.plural or complements(f.head):
        return False
    fits = [g for g in recent if g.is_name and _is_kind(chains, f, g)]
    if f.type == "Person":
        return False
    return _merge_one(chains, f, fits, _LOOK_BACK)


def _is_kind(chains: Chains, f: Facts, g: Facts) -> bool:
    kind = chains.of(g.index).type
    if f.lemma in _COUNTRY_NOUNS and kind == "Country":
        return g.head.dep_ not in {"compound", "amod"} or g.code is not None
    if f.lemma in _PLACE_NOUNS and kind == "Place":
        return True
    if f.lemma not in _BODY_NOUNS or kind not in {"Organization", "Group"} or f.type not in {"Organization", "Group"}:
        return False
    if f.lemma in _ANY_BODY:
        return kind == "Organization"
    words = " ".join(g.words).casefold()
    known = known_body(g.text)
    return f.lemma in words or bool(known and known.kind in f.facets)


def _merge_one(chains: Chains, f: Facts, fits: Sequence[Facts], sentences: int) -> bool:
    """Join to the nearest fitting entity before, or to the only one after (a headline speaks before the text)."""
    before = [g for g in fits if g.index < f.index and f.sentence - g.sentence <= sentences]
    if before:
        return chains.merge(before[-1].index, f.index)
    after = {chains.root(g.index) for g in fits}
    return len(after) == 1 and f.sentence <= 1 and chains.merge(after.pop(), f.index)
