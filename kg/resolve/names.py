"""Names cut into comparable words, by rigour's name analysis.

Its dictionary of names (which would tell "Bill" from "Will") is left out: it costs ten seconds and 400 MB at the start.
Sound and spelling, and a short list of nicknames, do for news.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rigour.names import NamePartTag, NameTypeTag, analyze_names, remove_org_types
from rigour.text import ascii_text

from kg.gazetteer import country_of

_SMALL = frozenset({"the", "of", "for", "and", "in", "on", "to", "a", "an", "at", "de", "la", "du", "des", "s", "against", "with", "by"})
# one word in two spellings
_SPELLINGS = {
    **{"organisation": "organization", "organisations": "organization", "organizations": "organization", "defence": "defense"},
    **{"labour": "labor", "centre": "center", "programme": "program", "federated": "federation", "saint": "st", "dept": "department"},
    **{"unions": "union", "workers'": "workers", "int'l": "international", "forces": "force", "reporters": "reporter"},
}
# words that say what kind of body it is, not which one
GENERIC = frozenset(
    {"ministry", "department", "supreme", "high", "court", "police", "force", "service", "army", "military", "government", "parliament"}
    | {"congress", "senate", "assembly", "national", "federal", "state", "interior", "foreign", "defense", "justice", "health", "affairs"}
    | {"security", "intelligence", "agency", "office", "prosecutor", "prosecutors", "general", "attorney", "council", "cabinet", "guard"}
    | {"authorities", "administration", "regime", "house", "representatives", "central", "bank", "committee", "commission", "border"}
    | {"guards", "union", "party", "democratic", "republican", "opposition", "ruling", "university", "school", "prison", "authority"}
    | {"criminal", "district", "county", "city", "appeals", "appeal", "constitutional", "electoral", "election", "human", "rights", "air"}
    | {"navy", "troops", "armed", "law", "enforcement", "customs", "immigration", "finance", "education", "information", "home", "labor"}
    | {"conservative", "liberal", "socialist", "communist", "people", "new", "association", "lower", "upper", "local", "hospital"}
    | {"metropolitan", "embassy", "consulate", "mission", "officials", "soldiers", "officers", "coast", "center", "prosecution"}
    | {"ambassador", "royal", "labor", "trade", "workers", "board", "bureau", "institute", "company", "group", "movement", "front", "press"}
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


_NICKNAMES = {
    **{"bill": "william", "joe": "joseph", "mike": "michael", "jim": "james", "tom": "thomas", "bob": "robert", "rob": "robert"},
    **{"dave": "david", "dan": "daniel", "ben": "benjamin", "tony": "anthony", "liz": "elizabeth", "kate": "katherine"},
    **{"alex": "alexander", "nick": "nicholas", "steve": "stephen", "ted": "edward", "ed": "edward", "dick": "richard"},
    **{"rick": "richard", "chuck": "charles", "charlie": "charles", "jack": "john", "bernie": "bernard", "andy": "andrew"},
    **{"greg": "gregory", "jeff": "jeffrey", "ken": "kenneth", "ron": "ronald", "sam": "samuel", "tim": "timothy", "matt": "matthew"},
    **{"chris": "christopher", "pete": "peter", "phil": "philip", "ray": "raymond", "don": "donald", "larry": "lawrence"},
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a person's name: its form in ASCII with nicknames written out, and its sound."""

    form: str
    sound: str


@dataclass(frozen=True, slots=True)
class BodyName:
    """An organization's name: its telling words in any order, its initials in order, and the country in front or in it."""

    words: frozenset[str]
    ordered: tuple[str, ...]
    initials: str
    acronym: str
    """The name itself when it is one word of capitals, else empty."""
    country: str | None


@lru_cache(maxsize=50_000)
def person_words(name: str) -> tuple[Word, ...]:
    """Words of a person's name in printed order, without titles and particles ("Dr.", "al", "bin")."""
    found = []
    for analysed in analyze_names(NameTypeTag.PER, [name.replace("’", "'")], symbols=False):
        for part in analysed.parts:
            if part.tag != NamePartTag.STOP and part.form not in {"bin", "ibn", "al", "el", "van", "von", "de", "der"}:
                plain = ascii_text(part.form) or part.form
                found.append(Word(_NICKNAMES.get(plain, plain), part.metaphone or plain))
    return tuple(found)


@lru_cache(maxsize=50_000)
def body_name(name: str) -> BodyName:
    """An organization's name without legal form, article and small words; "Ministry of Interior" has the words of "Interior Ministry"."""
    printed = [w for w in re.split(r"[^\w.'&]+", name.replace("’", "'")) if w]
    letters = "".join(p[0] for w in printed for p in re.split(r"[-']", w) if p and p.lower() not in _SMALL).upper()
    several = len(printed) > 1
    country, printed = _take_country(printed)
    plain = remove_org_types(" ".join(printed).casefold()) or " ".join(printed).casefold()
    ordered = tuple(_plain(w) for w in re.split(r"[^\w.'&]+", plain) if w and w not in _SMALL)
    ordered = tuple(w for w in ordered if w)
    single = name.replace(".", "").strip()
    acronym = single.upper() if re.fullmatch(r"[A-Z][A-Za-z&]{1,7}", single) and sum(c.isupper() for c in single) >= 2 else ""
    return BodyName(frozenset(ordered), ordered, letters if several else "", acronym, country)


def _plain(word: str) -> str:
    word = (ascii_text(word) or word).replace(".", "").removesuffix("'s").strip("'")
    return _SPELLINGS.get(word, word)


def _take_country(words: list[str]) -> tuple[str | None, list[str]]:
    """The country at the front ("Russian police") or the end ("Supreme Court of Nigeria") of a name, and the other words."""
    words = words[1:] if words and words[0].lower() == "the" and len(words) > 1 else words
    for width in (2, 1):
        if len(words) > width and (code := country_of(" ".join(words[:width]).removesuffix("'s"))):
            return code, words[width:]
    for width in (3, 2, 1):
        cut = len(words) - width
        if cut > 1 and words[cut - 1].lower() in {"of", "the"} and (code := country_of(" ".join(words[cut:]))):
            rest = words[: cut - 1]
            return code, rest[:-1] if rest and rest[-1].lower() == "of" else rest
    return None, words


@lru_cache(maxsize=50_000)
def plain_words(name: str) -> tuple[str, ...]:
    """Words of any other name in ASCII lower case, without small words."""
    return tuple(p for w in re.split(r"[^\w.']+", name.replace("’", "'").casefold()) if w and w not in _SMALL and (p := _plain(w)))


def years(names: Iterable[str]) -> set[str]:
    """Years printed in names of events and laws."""
    return {y for name in names for y in _YEAR.findall(name)}


def similarity(a: str, b: str) -> float:
    """1 - edit distance over the longer length, in [0, 1]."""
    return Levenshtein.normalized_similarity(a, b)
