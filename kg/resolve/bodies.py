"""Organizations: articles, legal forms, word order, acronyms; a ministry or court is one only within its country."""

from kg.resolve.names import GENERIC, BodyName, body_name, similarity
from kg.resolve.profile import Comparison, EntityProfile
from kg.resolve.weights import SCORES, SIMILAR, adjust, explain, verdict

# words that a police or an army may drop: "Hong Kong Police Force", "Hong Kong police"
_PADDING = frozenset({"force", "service", "services", "officers", "national", "royal", "officials"})
_SHORTEST_FUZZY = 10  # characters


def body_keys(profile: EntityProfile) -> set[str]:
    """Telling words in any order, initials, and the first word when it is distinctive.

    Names that bodies of every country bear are keyed with their country, and not at all without one: they cannot merge,
    and "police" is in every article.
    """
    keys = set()
    codes = _countries(profile)
    for name in _names(profile):
        core = "+".join(sorted(_core(name)))
        if _is_generic(name):
            keys |= {f"Organization:{core}:{code}" for code in codes}
            continue
        keys.add(f"Organization:{core}")
        if name.acronym:
            keys.add(f"Organization:{name.acronym}")
        if len(name.initials) > 1:
            keys.add(f"Organization:{name.initials}")
        if name.ordered and name.ordered[0] not in GENERIC:
            keys.add(f"Organization:{name.ordered[0][:6]}")
    return keys - {"Organization:"}


def compare_bodies(a: EntityProfile, b: EntityProfile) -> Comparison:
    """The best reading over all names of both, with countries and kinds weighed in."""
    finding, one, two = max(
        ((_compare_names(body_name(x), body_name(y)), x, y) for x in (a.name, *a.aliases) for y in (b.name, *b.aliases)),
        key=lambda found: (SCORES[found[0]], found[1], found[2]),
    )
    ours, theirs = _countries(a), _countries(b)
    differs = bool(ours and theirs and not ours & theirs)
    owners = {c for name in (one, two) if (c := body_name(name).country)}
    if finding in {"same_body", "similar_name"} and len(owners) > 1:
        finding = "other_country"
    elif finding == "same_body" and _is_generic(body_name(one)) and _is_generic(body_name(two)):
        finding = "other_country" if differs else "same_state_body" if ours & theirs else "state_body_without_country"
    elif finding == "other_name" and a.kind == b.kind == "government" and ours & theirs:
        finding = "seat_of_government"
    reason = explain(_REASONS[finding], one, two) if finding in {"same_body", "acronym"} else _REASONS[finding].format(one=one, two=two)
    findings = []
    if finding in {"same_body", "acronym", "similar_name", "longer_name"}:
        if differs:
            findings.append("country_differs")
        if a.kind and b.kind and a.kind != b.kind and "other" not in {a.kind, b.kind}:
            findings.append("kind_differs")
    score = adjust(SCORES[finding], *findings)
    return Comparison(score, verdict(score), reason)


_REASONS = {
    "same_body": "{one} and {two} are the same name but for articles, legal form and word order.",
    "same_state_body": "{one} and {two} are the same body of the same country.",
    "state_body_without_country": "{one} and {two} are names that bodies of many countries bear, and one has no country.",
    "other_country": "{one} and {two} belong to two countries.",
    "acronym": "{one} and {two} are one name and its initials.",
    "longer_name": "{one} and {two} begin alike, one says more.",
    "similar_name": "{one} and {two} are spelt almost alike.",
    "seat_of_government": "{one} and {two} both stand for the government of one country.",
    "other_name": "{one} and {two} are two names.",
}


def _names(profile: EntityProfile) -> list[BodyName]:
    return [body_name(n) for n in (profile.name, *profile.aliases)]


def _countries(profile: EntityProfile) -> set[str]:
    return {*profile.countries, *(c for n in _names(profile) if (c := n.country))}


def _core(name: BodyName) -> frozenset[str]:
    """The words without padding, unless nothing would be left."""
    return name.words - _PADDING or name.words


def _is_generic(name: BodyName) -> bool:
    """Whether many countries have a body of this name."""
    return not name.acronym and _core(name) <= GENERIC


def _compare_names(a: BodyName, b: BodyName) -> str:
    """Which finding two names give; countries are weighed by the caller."""
    if a.words and _core(a) == _core(b):
        return "same_body"
    if _abbreviates(a, b) or _abbreviates(b, a):
        return "acronym"
    one, two = " ".join(a.ordered), " ".join(b.ordered)
    if min(len(one), len(two)) >= _SHORTEST_FUZZY and similarity(one, two) >= SIMILAR:
        return "similar_name"
    short, long = (a, b) if len(a.ordered) <= len(b.ordered) else (b, a)
    if short.ordered and long.ordered[: len(short.ordered)] == short.ordered and not short.words <= GENERIC:
        return "longer_name"
    return "other_name"


def _abbreviates(short: BodyName, long: BodyName) -> bool:
    """Two letters stand only for names of two words ("UN"); too many names of more words begin with them."""
    if not short.acronym or short.acronym not in {long.acronym, long.initials}:
        return False
    return len(short.acronym) > 2 or bool(long.acronym) or len(long.ordered) == 2
