"""Names that name one entity: the same name, short forms, acronyms, a country and its adjective."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts, alike, is_modifier, split_country

_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "des", "&", "against", "without", "with", "by"})
_PARTICLES = frozenset({"al", "el", "bin", "ben", "ibn", "abu", "de", "van", "von", "der", "da", "di", "la", "le", "bint", "st"})
_PERSON_TITLES = frozenset(
    {"president", "prime", "minister", "mr", "mrs", "ms", "dr", "sir", "judge", "justice", "general", "gen", "senator", "sen", "pope"}
    | {"king", "queen", "prince", "princess", "sheikh", "chancellor", "secretary", "governor", "gov", "mayor", "captain", "colonel", "col"}
    | {"lieutenant", "lt", "rep", "professor", "prof", "rev", "reverend", "imam", "ayatollah", "bishop", "archbishop", "attorney", "chief"}
    | {"u.s", "us", "vice", "former", "acting", "premier", "dictator", "minister", "lady", "lord", "miss", "madam", "representative"}
    | {"executive", "ambassador", "commander", "sergeant", "major", "officer", "detective", "spokesman", "spokeswoman", "cleric"}
    | {"journalist", "reporter", "editor", "photographer", "blogger", "activist", "lawyer"}
)
_NAMESAKES = 20
_MOST_WORDS = 2000
_ROYAL = frozenset({"king", "queen", "prince", "princess", "emir", "sultan", "pope"})
# words that many bodies share: alone they are no short form of a longer name
_GENERIC = frozenset(
    {"ministry", "department", "court", "university", "association", "union", "party", "committee", "council", "agency", "office", "group"}
    | {"international", "national", "united", "human", "rights", "people", "new", "federal", "state", "central", "front", "movement"}
    | {"government", "police", "army", "force", "forces", "school", "college", "bank", "news", "house", "the", "times", "post", "daily"}
)


def link_names(chains: Chains, facts: Sequence[Facts]) -> None:
    """Join mentions by name alone; names that fit two entities stay alone."""
    named = [f for f in facts if f.is_name]
    _link_countries(chains, named)
    _link_equal(chains, named)
    _link_people(chains, [f for f in named if f.type == "Person"])
    _link_acronyms(chains, [f for f in named if f.type in {"Organization", "Group", "Event", "Law"}])
    _link_bodies(chains, [f for f in named if f.type == "Organization"])


def _link_countries(chains: Chains, named: Iterable[Facts]) -> None:
    """A country, its other names and its adjective; "Russians" stay a group of their own."""
    first: dict[str, int] = {}
    for f in named:
        if not f.code or (f.type == "Group" and not is_modifier(f)) or f.type == "Organization":
            continue
        chains.of(f.index).type = "Country"
        chains.merge(first.setdefault(f.code, f.index), f.index)


def _link_equal(chains: Chains, named: Iterable[Facts]) -> None:
    first: dict[tuple[str, str], int] = {}
    for f in named:
        if chains.of(f.index).type == "Country" or not f.text:
            continue
        chains.merge(first.setdefault((f.type, name_key(f.text)), f.index), f.index)


def name_key(text: str) -> str:
    """A name as it is compared: lower case, one space, no article, no dots ("U.N." is "un")."""
    text = text.replace("’", "'").casefold()
    return " ".join(re.sub(r"(?<=\w)\.(?=\w|$|\s)", "", text).removeprefix("the ").split())


def without_post(words: Sequence[str]) -> Sequence[str]:
    """A person's printed name without the post before it: "US Secretary of State Mike Pompeo" is Mike Pompeo."""
    for last in range(len(words) - 3, -1, -1):
        if all(part in _PERSON_TITLES for part in words[last].casefold().split("-")):
            start = last + 3 if words[last + 1] == "of" else last + 1
            return words[start:] if len(words) - start >= 2 else words
    return words


def person_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words of a person's name in lower case, without titles before it."""
    words = without_post(list(words))
    kept = [w.casefold().strip(".,'\"") for part in words for w in re.split(r"[-–]", part)]
    kept = [w for w in kept if w]
    while len(kept) > 1 and kept[0] in _PERSON_TITLES:
        kept.pop(0)
    return tuple(kept)


def _link_people(chains: Chains, people: Sequence[Facts]) -> None:
    """Short forms to the full name they fit; the nearest before, where several fit only if the sex or title tells."""
    full: dict[tuple[str, ...], Facts] = {}
    short: list[tuple[tuple[str, ...], Facts]] = []
    for f in people:
        words = person_words(f.words)
        if len([w for w in words if w not in _PARTICLES]) > 1:
            chains.merge(full.setdefault(words, f).index, f.index)
        elif words:
            short.append((words, f))
    by_word: dict[str, list[tuple[tuple[str, ...], Facts]]] = defaultdict(list)
    for words, f in full.items():
        for other, g in _near_names(words, by_word):
            if _same_person(words, other):
                chains.merge(g.index, f.index)
        for word in set(words) - _PARTICLES:
            by_word[word].append((words, f))
    for words, f in short:
        _link_short(chains, words, f, by_word)


def _near_names(
    words: Sequence[str], by_word: dict[str, list[tuple[tuple[str, ...], Facts]]]
) -> Iterable[tuple[tuple[str, ...], Facts]]:
    """Full names that share a word, a bounded number for each word: a list of thousands must not cost its square."""
    for word in dict.fromkeys(words):
        yield from by_word.get(word, ())[-_NAMESAKES:]


def _same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Two full names of one person: first and last word agree, middle names may be missing, or the surname is misspelt."""
    long, brief = (a, b) if len(a) >= len(b) else (b, a)
    if brief[0] == long[0] and brief[-1] == long[-1]:
        return set(brief) <= set(long) or len(brief) == 2
    if len(brief) >= 2 and len(long) > len(brief) and (long[-len(brief) :] == brief or long[: len(brief)] == brief):
        return True
    if sorted(a) == sorted(b):
        return True
    return brief[0] == long[0] and len(brief) == len(long) and alike(brief[-1], long[-1])


def _link_short(
    chains: Chains, words: tuple[str, ...], f: Facts, by_word: dict[str, list[tuple[tuple[str, ...], Facts]]]
) -> None:
    core = next((w for w in words if w not in _PARTICLES), words[-1])
    fits = by_word.get(core, [])
    surname = [(w, g) for w, g in fits if w[-1] == core]
    fits = surname or fits or _misspelt(core, by_word)
    royal = {w.lower() for w in (*f.titles, *f.words)} & _ROYAL
    fits = [(w, g) for w, g in fits if not royal or royal & {t.lower() for t in (*g.titles, *g.words)}]
    roots = {chains.root(g.index) for _, g in fits if not _sexes_differ(chains, f, g)}
    if roots:
        # a surname alone is the one of the family whom the text speaks of most, else the one named first
        chains.merge(max(roots, key=lambda r: (len(chains.of(r).members), -min(chains.of(r).members))), f.index)


def _misspelt(
    core: str, by_word: dict[str, list[tuple[tuple[str, ...], Facts]]]
) -> list[tuple[tuple[str, ...], Facts]]:
    """Full names whose surname is the word in another spelling; only in documents of a readable number of names."""
    if len(by_word) > _MOST_WORDS:
        return []
    return [(w, g) for key, found in by_word.items() if alike(key, core) for w, g in found if w[-1] == key]


def _sexes_differ(chains: Chains, f: Facts, g: Facts) -> bool:
    one, two = chains.of(f.index).sex, chains.of(g.index).sex
    return bool(one and two and one != two)


def initials(words: Iterable[str]) -> str:
    """First letters of the weighty words: "Human Rights Watch" gives HRW."""
    return "".join(w[0].upper() for part in words for w in part.split("-") if w and w.lower() not in _SMALL)


def _link_acronyms(chains: Chains, bodies: Sequence[Facts]) -> None:
    """ "HRW" to "Human Rights Watch": by initials, or in brackets right after the name."""
    long: dict[str, int] = {}
    for f in bodies:
        if len(f.words) > 1:
            long.setdefault(initials(f.words), f.index)
            long.setdefault("".join(w[0].upper() for w in f.words if w), f.index)
    for before, f in zip([None, *bodies], bodies, strict=False):
        if not is_acronym(f.text):
            continue
        letters = f.text.replace(".", "").upper()
        if before is not None and len(before.words) > 1 and _in_brackets_after(before, f) and _abbreviates(letters, before):
            chains.merge(before.index, f.index)
        elif letters in long:
            chains.merge(long[letters], f.index)


def is_acronym(text: str) -> bool:
    """One word of two to eight capitals, dots allowed: HRW, U.N., CoAS."""
    plain = text.replace(".", "")
    return " " not in plain and 2 <= len(plain) <= 8 and plain[0].isupper() and sum(c.isupper() for c in plain) >= max(2, len(plain) - 2)


def _abbreviates(letters: str, name: Facts) -> bool:
    """Whether letters in brackets can stand for the name before them, even if the pipeline has cut the name short."""
    first = initials(name.words)
    return letters[0] == name.text[0].upper() or letters.endswith(first) or first.endswith(letters)


def _in_brackets_after(name: Facts, f: Facts) -> bool:
    doc = f.head.doc
    return f.mention.start == name.mention.end + 1 and doc[name.mention.end].text in {"(", "["}


def _link_bodies(chains: Chains, bodies: Sequence[Facts]) -> None:
    """Short forms of organizations: the beginning or end of one longer name ("Amnesty", "Justice Department")."""
    names: dict[tuple[str | None, tuple[str, ...]], int] = {}
    for f in bodies:
        chains.merge(names.setdefault(split_country(f.words), f.index), f.index)
    # a short form begins or ends the longer name, so that looking at the names with that first or last word is enough
    ends: dict[str, list[tuple[str | None, tuple[str, ...], int]]] = defaultdict(list)
    for (owner, longer), other in names.items():
        for word in {longer[0], longer[-1]} if longer else ():
            ends[word].append((owner, longer, other))
    for (code, words), index in names.items():
        if not words or (len(words) == 1 and is_acronym(chains.facts[index].text)):
            continue
        near = (*ends[words[0]][:_NAMESAKES], *ends[words[-1]][:_NAMESAKES])
        fits = {chains.root(other) for owner, longer, other in near if code in {None, owner} and _may_shorten(words, longer, owner)}
        fits.discard(chains.root(index))
        if len(fits) == 1:
            chains.merge(fits.pop(), index)


def _may_shorten(words: Sequence[str], longer: Sequence[str], owner: str | None) -> bool:
    """Whether `words` begin or end `longer`; one word only in front and if distinctive, several if they say more than a kind of body."""
    if words == longer:
        return owner is not None
    if len(words) == 1:
        return longer[:1] == words and words[0] not in _GENERIC
    return (longer[: len(words)] == words or longer[-len(words) :] == words) and not all(w in _GENERIC for w in words)
