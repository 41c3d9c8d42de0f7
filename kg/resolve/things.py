"""Places, groups, events and laws: the same name, and nothing that speaks against it."""

from kg.resolve.names import plain_words, similarity, years
from kg.resolve.profile import Comparison, EntityProfile
from kg.resolve.weights import SCORES, SIMILAR, adjust, explain, verdict

_SHORTEST_FUZZY = 8  # characters
_KEY_LETTERS = 5


def thing_keys(profile: EntityProfile) -> set[str]:
    """Words of each name in any order, and its first letters for spellings that differ."""
    keys = set()
    for words in map(_words, (profile.name, *profile.aliases), (profile.type,) * (1 + len(profile.aliases))):
        if words:
            keys.add(f"{profile.type}:{'+'.join(sorted(set(words)))}")
            if profile.type == "Place":
                keys.add(f"{profile.type}:{words[0][:_KEY_LETTERS]}")
    return keys


def _words(name: str, kind: str) -> tuple[str, ...]:
    words = plain_words(name)
    # "Muslims" and "Muslim" are one group
    return tuple(w.removesuffix("s") if len(w) > 4 else w for w in words) if kind == "Group" else words


def compare_things(a: EntityProfile, b: EntityProfile) -> Comparison:
    """The best reading over all names of both; other countries or other years speak against it."""
    names_a, names_b = (a.name, *a.aliases), (b.name, *b.aliases)
    finding, one, two = max(
        ((_compare_names(_words(x, a.type), _words(y, b.type)), x, y) for x in names_a for y in names_b),
        key=lambda found: (SCORES[found[0]], found[1], found[2]),
    )
    years_a, years_b = years(names_a), years(names_b)
    if finding != "other_name" and years_a and years_b and not years_a & years_b:
        finding = "other_year"
    elif finding == "same_name" and a.countries and b.countries and not set(a.countries) & set(b.countries):
        finding = "other_country"
    score = SCORES[finding]
    if finding == "similar_name" and a.countries and b.countries and not set(a.countries) & set(b.countries):
        score = adjust(score, "country_differs")
    reason = explain(_REASONS[finding], one, two) if finding == "same_name" else _REASONS[finding].format(one=one, two=two)
    return Comparison(score, verdict(score), reason)


_REASONS = {
    "same_name": "{one} and {two} are the same name.",
    "similar_name": "{one} and {two} are spelt almost alike.",
    "other_country": "{one} and {two} belong to two countries.",
    "other_year": "{one} and {two} are of two years.",
    "other_name": "{one} and {two} are two names.",
}


def _compare_names(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    if not a or not b:
        return "other_name"
    if sorted(set(a)) == sorted(set(b)):
        return "same_name"
    one, two = " ".join(a), " ".join(b)
    if min(len(one), len(two)) >= _SHORTEST_FUZZY and a[0][:_KEY_LETTERS] == b[0][:_KEY_LETTERS] and similarity(one, two) >= SIMILAR:
        return "similar_name"
    return "other_name"
