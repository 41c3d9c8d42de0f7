"""A chain of mentions as a cluster: its type, its best name, and what the text tells of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, cast

from spacy.tokens import Token

from kg.extract.coreference.chains import Chain, Chains
from kg.extract.coreference.facts import Facts
from kg.extract.coreference.names import is_acronym, person_words, without_post
from kg.extract.draft import Cluster
from kg.extract.mentions.nouns import find_noun
from kg.extract.mentions.phrases import complements
from kg.gazetteer import capital_code, country_code, country_name, demonym_code, known_body
from kg.model import EntityType

KINDS = frozenset(
    {"government", "legislature", "court", "police", "military", "intelligence", "prison", "armed_group", "party", "ngo", "igo", "media"}
    | {"company", "religious", "school", "union", "other"}
)
ROLES = frozenset(
    {"human_rights_defender", "journalist", "trade_unionist", "lawyer", "politician", "official", "security_officer", "minor", "other"}
)
_LONGEST_NAME = 80  # characters of a name made from a description


def describe_chain(chain: Chain, chains: Chains) -> Cluster | None:
    """The cluster of a chain; None when pronouns are all it has."""
    members = [chains.facts[i] for i in sorted(chain.members)]
    if all(f.is_pronoun for f in members):
        return None
    names = [f for f in members if f.is_name]
    attributes: dict[str, Any] = {}
    countries = _countries(members, chain)
    if chain.type == "Country":
        code = next((f.code for f in names if f.code), None)
        attributes["code"] = code
        name = country_name(code) if code else best_name(names or members, chain.type, chains)
    else:
        name = best_name(names or members, chain.type, chains)
        attributes["countries"] = countries
    if chain.type == "Person":
        titles = sorted({" ".join(f.titles) for f in names if f.titles})
        attributes.update(sex=_sex(members, chain), roles=_roles(members, titles), titles=titles)
    if chain.type == "Organization":
        attributes["kind"] = _kind(members, name)
    attributes["number"] = _number(members, chain)
    attributes["aliases"] = _aliases(names, name, chain)
    kept = {k: v for k, v in attributes.items() if v}
    return Cluster(cast(EntityType, chain.type), name, tuple(f.index for f in members), kept)


def best_name(members: Sequence[Facts], kind: str, chains: Chains) -> str:
    """The fullest name: most words for people, the longest that is no acronym for bodies, the first description for others."""
    if not members[0].is_name:
        shown = next((f for f in members if not f.is_pronoun), members[0])
        return _description(shown, chains)
    counts = Counter(f.text for f in members)
    if kind == "Person":
        fullest = max(counts, key=lambda t: (len(person_words(t.split())), counts[t], t))
        return " ".join(without_post(fullest.split()))
    own = [f for f in members if f.type == kind] or members
    plain = [f.text for f in own if not is_acronym(f.text)] or [f.text for f in own]
    return max(plain, key=lambda t: (len(t) <= _LONGEST_NAME, not t.isupper(), len(t.split()), counts[t]))


def _description(f: Facts, chains: Chains) -> str:
    """The words of a description, with the owner's name in the place of "his"."""
    text = f.text
    if len(f.words) == 1 and (of := complements(f.head)):
        # "one" says nothing, "one of the gunmen" does
        text = " ".join(f.head.doc[f.head.i : of[-1].i + 1].text.split())
    owner = next((c for c in f.head.lefts if c.dep_ in {"nmod:poss", "poss"}), None)
    if owner is not None and owner.pos_ == "PRON" and f.words and f.words[0].lower() == owner.lower_:
        name = _owner_name(owner, chains)
        rest = " ".join(f.words[1:])
        text = f"{name}'s {rest}" if name else rest
    return text[:_LONGEST_NAME].rsplit(" ", 1)[0] if len(text) > _LONGEST_NAME else text or f.head.text


def _owner_name(owner: Token, chains: Chains) -> str | None:
    index = chains.by_head.get(owner.i)
    if index is None:
        return None
    named = [chains.facts[i] for i in chains.of(index).members if chains.facts[i].is_name]
    return best_name(named, chains.of(index).type, chains) if named else None


def _aliases(names: Iterable[Facts], name: str, chain: Chain) -> list[str]:
    """Other names it goes by in the text, without adjectives of countries."""
    found = dict.fromkeys(f.text for f in names if f.type == chain.type or (chain.type == "Country" and f.type != "Group"))
    found.pop(name, None)
    return list(found)


def _countries(members: Iterable[Facts], chain: Chain) -> list[str]:
    """Codes of the countries that a mention's own phrase names ("Russian police", "US President …")."""
    found: Counter[str] = Counter()
    for f in members:
        if f.is_pronoun or chain.type not in {"Person", "Organization", "Place", "Group"}:
            continue
        words = (*f.titles, *f.words) if f.is_name else f.words
        for width in (2, 1):
            for i in range(len(words) - width + 1):
                part = " ".join(words[i : i + width])
                if part[:1].isupper() and (code := country_code(part) or demonym_code(part)):
                    found[code] += 1
        if chain.type == "Organization" and (code := capital_code(f.text)):
            found[code] += 1
        if (body := known_body(f.text)) and body.code:
            found[body.code] += 1
    return [code for code, _ in found.most_common(3)]


def _sex(members: Iterable[Facts], chain: Chain) -> str | None:
    told = Counter(f.sex for f in members if f.sex)
    return told.most_common(1)[0][0] if told else chain.sex


def _roles(members: Iterable[Facts], titles: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for f in members:
        found.update(dict.fromkeys(x for x in f.facets if x in ROLES))
    for title in titles:
        words = title.split()
        for before, word in zip(["", *words], words, strict=False):
            # a prosecutor general is no general
            if word.lower() == "general" and find_noun(before, before):
                continue
            if noun := find_noun(word, word):
                found.update(dict.fromkeys(x for x in noun.facets if x in ROLES))
    return list(found)


def _kind(members: Sequence[Facts], name: str) -> str:
    """`Organization.kind` by the table of known bodies, the nouns in the name, and the descriptions."""
    for f in members:
        if body := known_body(f.text):
            return body.kind
    if capital_code(name):
        return "government"
    votes: Counter[str] = Counter()
    for f in members:
        words = [f.head.text, *reversed(f.words)] if not f.is_name else list(reversed(f.words))
        for position, word in enumerate(words):
            noun = find_noun(word, word) if word.lower() not in {"international", "national"} else None
            if noun and noun.type == "Organization" and (kind := next((x for x in noun.facets if x in KINDS), None)):
                votes[kind] += 3 if position == 0 else 1
                break
    votes.pop("other", None) if len(votes) > 1 else None
    return votes.most_common(1)[0][0] if votes else "other"


def _number(members: Sequence[Facts], chain: Chain) -> str | None:
    if chain.type == "Group":
        return "plural"
    return "singular" if chain.type == "Person" else None
